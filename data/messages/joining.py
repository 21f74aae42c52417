"""Which toewijzingen and leveringen follow from all lines of some clients?

A pure function of the set of lines, so the order in which they arrived cannot matter. Every line of a
client must be there; lines of different clients never touch each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from data.messages.corrections import standing

TEMPORARY_STOP = "20"
NO_NUMBER = -1
_TOEWIJZING = ["wet", "gemeente", "nummer", "client_id"]
_VERSION = [*_TOEWIJZING, "toewijzingsdatum", "tijd"]
_START = ["wet", "gemeente", "client_id", "nummer", "partij", "categorie", "code", "begindatum"]


class Derived(NamedTuple):
    """Rows for the tables of the same name."""

    toewijzingen: pl.DataFrame
    leveringen: pl.DataFrame


def derive(lines: Mapping[str, pl.DataFrame], topmost: Mapping[str, str]) -> Derived:
    """`topmost` gives for a merged aanbieder the one it is part of now; others stand for themselves."""
    refused = lines["retouren"].filter(~pl.col("geaccepteerd")).select("bericht")
    sent = {
        table: frame.join(refused, on="bericht", how="anti") for table, frame in lines.items() if table != "retouren"
    }
    versions = _versions(sent["toewijzingregels"])
    toewijzingen = _toewijzingen(versions)
    verzoeken = _verzoeken(sent["verzoeken"], topmost)
    leveringen = _leveringen(_keyed(sent["starts"], topmost), _keyed(sent["stops"], topmost))
    return Derived(versions, _with_toewijzing(leveringen, toewijzingen, verzoeken, topmost))


def _versions(regels: pl.DataFrame) -> pl.DataFrame:
    """One row per version. A later message may repeat a version without the reason or reference it had at first."""
    ordered = regels.sort("dagtekening", "regel")
    versions = ordered.unique(_VERSION, keep="last").drop("bericht", "regel", "dagtekening", "laatste_import")
    for name in ("reden_wijziging", "referentie", "gebied"):
        known = ordered.filter(pl.col(name).is_not_null()).unique(_VERSION, keep="last").select(*_VERSION, name)
        versions = versions.drop(name).join(known, on=_VERSION, how="left")
    reden = pl.col("reden_wijziging")
    # Until release 3.1 an administrative correction (01) was the way to take a toewijzing back.
    taken_back = (reden == "13") | ((reden == "01") & (pl.col("toewijzingsdatum") < pl.date(2022, 4, 1)))
    return versions.with_columns(
        gewijzigd=reden.is_not_null(),
        verwijderd=(taken_back & (pl.col("einddatum") == pl.col("ingangsdatum"))).fill_null(False),
    )


def _toewijzingen(versions: pl.DataFrame) -> pl.DataFrame:
    """One row per toewijzing that stands: dates of its first version, the rest of its newest.

    `toewijzingsdatum` is null when the oldest version we have is itself a change: the first one is missing then.
    """
    ordered = versions.sort("toewijzingsdatum", "tijd")
    newest = ordered.unique(_TOEWIJZING, keep="last").filter(~pl.col("verwijderd"))
    first = ordered.unique(_TOEWIJZING, keep="first").select(
        *_TOEWIJZING,
        pl.when(~pl.col("gewijzigd")).then(pl.col("toewijzingsdatum")).alias("eerste_toewijzingsdatum"),
        pl.col("ingangsdatum").alias("eerste_ingangsdatum"),
    )
    referred = ordered.filter(pl.col("referentie").is_not_null()).unique(_TOEWIJZING, keep="first")
    placed = ordered.filter(pl.col("gebied").is_not_null()).unique(_TOEWIJZING, keep="last")
    return (
        newest.select(*_TOEWIJZING, "aanbieder", "einddatum", "geboortejaar", "geslacht")
        .rename({"einddatum": "einddatum_toewijzing", "aanbieder": "toegewezen_aan"})
        .join(first, on=_TOEWIJZING, how="left")
        .join(referred.select(*_TOEWIJZING, "referentie"), on=_TOEWIJZING, how="left")
        .join(placed.select(*_TOEWIJZING, "gebied"), on=_TOEWIJZING, how="left")
    )


_VERZOEK = ["wet", "gemeente", "client_id", "partij", "referentie"]


def _verzoeken(lines: pl.DataFrame, topmost: Mapping[str, str]) -> pl.DataFrame:
    """Per request its first Dagtekening and verwijzer."""
    return (
        lines.sort("dagtekening", "regel")
        .with_columns(partij=pl.col("aanbieder").replace(topmost))
        .unique(_VERZOEK, keep="first")
        .select(*_VERZOEK, "verwijzer", pl.col("dagtekening").alias("verzoekdatum"))
    )


def _keyed(lines: pl.DataFrame, topmost: Mapping[str, str]) -> pl.DataFrame:
    """Fill what joins by; `partij` counts only without a number (taakgericht): numbers are unique per gemeente."""
    return lines.with_columns(
        pl.when(pl.col("nummer").is_null())
        .then(pl.col("aanbieder").replace(topmost))
        .otherwise(pl.lit(""))
        .alias("partij"),
        pl.col("nummer").fill_null(NO_NUMBER),
        pl.col("categorie", "code").fill_null(""),
    )


def _leveringen(starts: pl.DataFrame, stops: pl.DataFrame) -> pl.DataFrame:
    """Chains of starts: a start goes on with the one before it unless that one was stopped for good."""
    stopped = standing(stops, [*_START, "reden_beeindiging", "einddatum"])
    temporary = pl.col("reden_beeindiging") == TEMPORARY_STOP
    final = stopped.filter(~temporary).sort("dagtekening", "einddatum", "regel").unique(_START, keep="last")
    pause = stopped.filter(temporary).sort("einddatum").unique(_START, keep="last")
    chained = (
        standing(starts, _START)
        .join(final.select(*_START, "einddatum", "reden_beeindiging"), on=_START, how="left")
        .join(pause.select(*_START, pl.col("einddatum").alias("onderbroken")), on=_START, how="left")
        .with_columns(taakgericht=pl.col("nummer") == NO_NUMBER)
        .with_columns(
            pl.when("taakgericht").then(pl.col(name)).otherwise(pl.lit("")).alias(f"{name}_reeks")
            for name in ("categorie", "code")
        )
        .sort(
            "client_id", "wet", "gemeente", "nummer", "partij", "categorie_reeks", "code_reeks", "begindatum", "regel"
        )
    )
    same = pl.all_horizontal(
        (pl.col(name) == pl.col(name).shift(1)).fill_null(False)
        for name in ("client_id", "wet", "gemeente", "nummer", "partij", "categorie_reeks", "code_reeks")
    )
    # Without a number nothing says that two open starts are one levering, unless the first was only interrupted.
    goes_on = pl.col("einddatum").shift(1).is_null() & (
        ~pl.col("taakgericht") | pl.col("onderbroken").shift(1).is_not_null()
    )
    chained = chained.with_columns(nieuw=~(same & goes_on))
    last = chained.filter(pl.col("nieuw").shift(-1, fill_value=True)).select(
        pl.coalesce("einddatum", "onderbroken").alias("einddatum"),
        pl.when(pl.col("einddatum").is_null() & pl.col("onderbroken").is_not_null())
        .then(pl.lit(TEMPORARY_STOP))
        .otherwise(pl.col("reden_beeindiging"))
        .alias("reden_beeindiging"),
    )
    return chained.filter("nieuw").drop("einddatum", "reden_beeindiging").hstack(last)


def _with_toewijzing(
    leveringen: pl.DataFrame, toewijzingen: pl.DataFrame, verzoeken: pl.DataFrame, topmost: Mapping[str, str]
) -> pl.DataFrame:
    joined = (
        leveringen.join(toewijzingen, on=_TOEWIJZING, how="left", suffix="_301")
        .with_columns(partij=pl.coalesce("toegewezen_aan", "aanbieder").replace(topmost))
        .join(verzoeken, on=_VERZOEK, how="left")
    )
    number = pl.col("nummer").cast(pl.String)
    place = pl.concat_str("wet", "gemeente", pl.when("taakgericht").then(pl.lit("t")).otherwise(number), separator="-")
    who = pl.concat_str("aanbieder", pl.coalesce(_product(), pl.lit("-")), separator="-")
    key = pl.concat_str(
        place,
        pl.when("taakgericht").then(who),
        pl.col("begindatum").dt.to_string("%Y-%m-%d"),
        pl.col("client_id").str.slice(-12),
        separator="-",
        ignore_nulls=True,
    )
    return (
        joined.sort("client_id", "begindatum", "categorie", "code", "regel")
        .select(
            "eerste_import",
            key.alias("levering"),
            "client_id",
            "aanbieder",
            "wet",
            _product().alias("zorgvorm"),
            "gebied",
            pl.coalesce("geboortejaar", "geboortejaar_301").alias("geboortejaar"),
            pl.col("eerste_toewijzingsdatum").alias("toewijzingsdatum"),
            pl.coalesce("eerste_ingangsdatum", "ingangsdatum").alias("ingangsdatum"),
            "begindatum",
            "einddatum",
            "reden_beeindiging",
            "verwijzer",
            "einddatum_toewijzing",
            pl.when(~pl.col("taakgericht")).then(place).alias("toewijzing"),
            pl.coalesce("geslacht", "geslacht_301").alias("geslacht"),
            pl.when(pl.col("categorie") != "").then(pl.col("categorie")).alias("categorie"),
            "verzoekdatum",
            pl.lit(True).alias("uit_berichten"),
        )
        .with_columns(_rank=pl.int_range(pl.len()).over("levering") + 1)
        .with_columns(
            levering=pl.when(pl.col("_rank") > 1)
            .then(pl.concat_str("levering", pl.col("_rank").cast(pl.String), separator="-"))
            .otherwise("levering")
        )
        .drop("_rank")
    )


def _product() -> pl.Expr:
    """The code when there is one, else the category; null for a generic toewijzing."""
    return pl.when(pl.col("code") != "").then(pl.col("code")).when(pl.col("categorie") != "").then(pl.col("categorie"))

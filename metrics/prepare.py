"""What can be derived once per data version, so that a question needs only a few passes?

Prepared frames keep the names of their tables. Dates stay dates; dimensions are Enums without nulls;
`gezin`, `client` and `respondent` are small integers; working-day numbers stand beside their dates.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Callable, Mapping

import polars as pl

from metrics import dimensions, parents, waiting, workdays
from metrics.dimensions import NO_AREA, UNKNOWN, coded, filled
from metrics.parents import topmost
from metrics.waiting import with_first_starts
from metrics.workdays import WorkingDays

TEMPORARY_STOP = "20"
ADMINISTRATIVE_STOPS = ("36", "37")
ADMINISTRATIVE = "administratief"
_CATEGORY = r"^(\d{2})(?:[A-Za-z]\d{2})?$"
"""National product codes begin with their category; own codes need not."""


LARGE = ("aanmeldingen", "leveringen", "ervaringen")
"""The frames that take time to prepare; worth keeping beside the store."""
KEPT = (*LARGE, "werkdagen")
"""With the calendar, whose making takes longer than reading a small store."""


def rules() -> str:
    """Names the rules by which frames are prepared: other code prepares other frames."""
    source = "".join(
        inspect.getsource(module) for module in (sys.modules[__name__], dimensions, parents, waiting, workdays)
    )
    return f"{pl.__version__} {hashlib.sha256(source.encode()).hexdigest()}"


def prepare(
    tables: Mapping[str, pl.DataFrame], calendar: WorkingDays, ready: Mapping[str, pl.DataFrame] | None = None
) -> dict[str, pl.DataFrame]:
    """Every table by name, those that need it in prepared form, and `werkdagen` from `calendar`.

    `ready` holds frames of `KEPT` that were prepared before, by the same `rules` from the same tables.
    """
    areas = _gebieden(tables["gebieden"])
    make: dict[str, Callable[[], pl.DataFrame]] = {
        "aanmeldingen": lambda: _aanmeldingen(tables["aanmeldingen"], areas, tables["organisaties"], calendar),
        "leveringen": lambda: _leveringen(tables["leveringen"], areas, tables["aanbieders"], tables["zorgvormen"]),
        "ervaringen": lambda: _ervaringen(tables["ervaringen"]),
        "werkdagen": calendar.frame,
    }
    known = ready or {}
    return {
        **tables,
        "gebieden": areas,
        **{name: known[name] if name in known else made() for name, made in make.items()},
        "vierkanten": _budget_rows(tables["vierkanten"]),
        "uitputting": _budget_rows(tables["uitputting"], tables["zorgvormen"]),
        "bereikopgaven": tables["bereikopgaven"].with_columns(
            filled("gebied"), filled("organisatie"), filled("voorziening")
        ),
        "open_toewijzingen": _open_toewijzingen(tables, areas),
    }


def _gebieden(gebieden: pl.DataFrame) -> pl.DataFrame:
    """Areas and teams; a team that serves no area is `zonder gebied` in wijk and ses as well."""
    no_area = pl.col("soort").fill_null("gebied") == NO_AREA
    return gebieden.with_columns(
        soort=pl.when(no_area).then(pl.lit(NO_AREA)).otherwise(pl.lit("gebied")),
        wijk=pl.when(no_area).then(pl.lit(NO_AREA)).otherwise(filled("wijk")),
        ses=pl.when(no_area).then(pl.lit(NO_AREA)).otherwise(filled("ses_groep", "midden")),
    )


def _placed(rows: pl.DataFrame, areas: pl.DataFrame, column: str, unlisted: str) -> pl.DataFrame:
    """`rows` with gebied, wijk and ses from the area that `column` names; `unlisted` when it names none."""
    places = areas.select(
        pl.col("gebied").alias(column),
        pl.when(pl.col("soort") == NO_AREA).then(pl.lit(NO_AREA)).otherwise(pl.col("gebied")).alias("_gebied"),
        "wijk",
        "ses",
    )
    return (
        rows.join(places, on=column, how="left", maintain_order="left")
        .with_columns(pl.col("_gebied", "wijk", "ses").fill_null(unlisted))
        .drop("gebied", strict=False)
        .rename({"_gebied": "gebied"})
    )


def _aanmeldingen(
    rows: pl.DataFrame, areas: pl.DataFrame, organisaties: pl.DataFrame, calendar: WorkingDays
) -> pl.DataFrame:
    """Sorted by aanmelddatum. `doelgroep` is that of the organisation; one that is not listed is `gezinnen`.

    `gewacht` is the number of working days from aanmelding to kennismaking, null without a kennismaking.
    """
    groups = organisaties.select("organisatie", filled("doelgroep", "gezinnen"))
    rows = _placed(rows.with_columns(filled("team")), areas, "team", NO_AREA)
    rows = rows.join(groups, on="organisatie", how="left", maintain_order="left").with_columns(
        pl.col("gezin_id").rank("dense").cast(pl.UInt32).alias("gezin"),
        pl.col("doelgroep").fill_null("gezinnen"),
        filled("organisatie"),
        filled("verwijzer"),
        calendar.numbers(rows["aanmelddatum"]).alias("werkdag_aanmelding"),
        (calendar.numbers(rows["kennismakingsdatum"]) - calendar.numbers(rows["aanmelddatum"])).alias("gewacht"),
    )
    rows = coded(rows, ("team", "gebied", "wijk", "ses", "organisatie", "verwijzer"))
    return rows.sort("aanmelddatum", "aanmelding").select(
        "gezin", "team", "gebied", "wijk", "ses", "organisatie", "verwijzer", "doelgroep",
        "aanmelddatum", "kennismakingsdatum", "gewenst_later", "startdatum", "einddatum",
        "werkdag_aanmelding", "gewacht",
    )  # fmt: skip


def _leveringen(
    rows: pl.DataFrame, areas: pl.DataFrame, aanbieders: pl.DataFrame, zorgvormen: pl.DataFrame
) -> pl.DataFrame:
    """Sorted by client, begindatum, levering: an order that does not depend on days after the peildatum.

    `einde` is the last day in care: a temporary stop reads as the end of its toewijzing, null goes on.
    `stopdatum` is the day of a definitive stop, `reden` its reason. `top` is the topmost ouder. `toewijzing` and
    `reeks` (same client, wet, aanbieder and categorie) are numbers that mean nothing but being the same.
    `eerste_start` and `vervolg` say which start of a toewijzing is the first, and which only continues earlier care.
    """
    kinds = _kinds(zorgvormen)
    temporary = (pl.col("reden_beeindiging").str.strip_chars() == TEMPORARY_STOP).fill_null(False)
    reason = filled("reden_beeindiging")
    rows = rows.with_columns(filled("gebied"))
    rows = _placed(rows, areas, "gebied", UNKNOWN).join(
        kinds, on=("wet", "zorgvorm"), how="left", maintain_order="left"
    )
    rows = rows.with_columns(
        pl.col("client_id").rank("dense").cast(pl.UInt32).alias("client"),
        pl.when(temporary).then(_end_of_interrupted()).otherwise("einddatum").alias("einde"),
        pl.when(~temporary).then("einddatum").alias("stopdatum"),
        pl.when(reason.is_in(ADMINISTRATIVE_STOPS)).then(pl.lit(ADMINISTRATIVE)).otherwise(reason).alias("reden"),
        topmost(aanbieders, rows["aanbieder"]).alias("top"),
        pl.coalesce("categorie", pl.col("zorgvorm").str.extract(_CATEGORY), "zorgvorm").alias("categorie"),
        *(filled(name) for name in ("aanbieder", "wet", "zorgvorm", "zorgvormgroep", "verwijzer")),
    )
    dimensions = ("aanbieder", "wet", "zorgvorm", "zorgvormgroep", "gebied", "wijk", "ses", "verwijzer", "reden", "top")
    rows = rows.with_columns(_toewijzing(), filled("categorie"))
    rows = rows.with_columns(reeks=pl.struct("client", "wet", "aanbieder", "categorie").hash().rank("dense"))
    rows = coded(rows, (*dimensions, "categorie")).sort("client", "begindatum", "levering")
    return with_first_starts(rows).select(
        "client", *dimensions, "verblijf", "geboortejaar", "begindatum", "einde", "stopdatum", "toewijzing", "reeks",
        "categorie", "toewijzingsdatum", "ingangsdatum", "verzoekdatum", "eerste_start", "vervolg",
    )  # fmt: skip


def _open_toewijzingen(tables: Mapping[str, pl.DataFrame], areas: pl.DataFrame) -> pl.DataFrame:
    """Toewijzingen that stand and never led to a levering: first toewijzingsdatum, and `einde`, the last day they hold.

    One whose first version is missing is left out: since when its client waits is unknown.
    """
    key = pl.concat_str("wet", "gemeente", pl.col("nummer").cast(pl.String), separator="-")
    newest = pl.col("client_id", "aanbieder", "categorie", "code", "einddatum", "verwijderd", "gebied").last()
    rows = (
        tables["toewijzingen"]
        .sort("toewijzingsdatum", "tijd")
        .group_by(key.alias("toewijzing"), "wet", maintain_order=True)
        .agg(newest, pl.col("toewijzingsdatum", "gewijzigd").first())
        .filter(~pl.col("verwijderd"), ~pl.col("gewijzigd"))
        .join(tables["leveringen"].select("client_id", "toewijzing"), on=("client_id", "toewijzing"), how="anti")
        .with_columns(filled("gebied"))
    )
    rows = rows.with_columns(
        zorgvorm=pl.coalesce("code", "categorie", pl.lit(UNKNOWN)), verwijzer=pl.lit(UNKNOWN), einde=pl.col("einddatum")
    )
    kinds = _kinds(tables["zorgvormen"]).drop("verblijf")
    rows = _placed(rows, areas, "gebied", UNKNOWN).join(kinds, on=("wet", "zorgvorm"), how="left")
    return rows.with_columns(pl.col("zorgvormgroep").fill_null(UNKNOWN)).select(
        "aanbieder", "wet", "zorgvorm", "zorgvormgroep", "gebied", "wijk", "ses", "verwijzer", "categorie",
        "toewijzingsdatum", "einde",
    )  # fmt: skip


def _toewijzing() -> pl.Expr:
    """A number per toewijzing. A source that has no key for it is taken to name its dates."""
    named = pl.struct("client", "toewijzing").hash()
    by_dates = pl.struct("client", "aanbieder", "wet", "zorgvorm", "toewijzingsdatum", "ingangsdatum").hash()
    return pl.when(pl.col("toewijzing").is_not_null()).then(named).otherwise(by_dates).alias("toewijzing")


def _end_of_interrupted() -> pl.Expr:
    """Interrupted care goes on to the end of its toewijzing (null: goes on), and at least to the interruption."""
    return pl.when(pl.col("einddatum_toewijzing").is_not_null()).then(
        pl.max_horizontal("einddatum_toewijzing", "einddatum")
    )


def _ervaringen(rows: pl.DataFrame) -> pl.DataFrame:
    """`score` is 1 to 5; null for `n.v.t.`, which counts nowhere."""
    rows = rows.with_columns(
        pl.col("respondent").rank("dense").cast(pl.UInt32),
        pl.col("antwoord").str.strip_chars().cast(pl.Int8, strict=False).alias("score"),
        filled("stelling"),
        filled("team"),
        filled("organisatie"),
    )
    return coded(rows, ("stelling", "team", "organisatie")).select(
        "respondent", "datum", "stelling", "team", "organisatie", "score"
    )


def _budget_rows(rows: pl.DataFrame, zorgvormen: pl.DataFrame | None = None) -> pl.DataFrame:
    """Empty wet and zorgvorm are '', which means all; with `zorgvormen` also their groep and verblijf."""
    rows = rows.with_columns(pl.col("wet", "zorgvorm").fill_null("").str.strip_chars())
    if zorgvormen is None:
        return rows
    kinds = _kinds(zorgvormen)
    return rows.join(kinds, on=("wet", "zorgvorm"), how="left").with_columns(filled("zorgvormgroep"))


def _kinds(zorgvormen: pl.DataFrame) -> pl.DataFrame:
    """Per wet and zorgvorm its group, and whether clients stay at the provider."""
    return zorgvormen.select(
        "wet", pl.col("code").alias("zorgvorm"), pl.col("groep").alias("zorgvormgroep"), "verblijf"
    )

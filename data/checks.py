"""What in the whole store is out of date, missing, or contradicts itself?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from data.frames import read_frames
from data.importing.findings import Known, find_unknown
from data.settings import Settings, load_settings
from data.store import Store
from data.tables import SOURCE_TABLES

Frames = dict[str, pl.DataFrame]

_SHOWN = 5
_MONTHS_UNTIL_STOPPED = 6
_SUM_TOLERANCE = 0.0005
_EXPECTED_SOURCES = ("aanmeldingen", "leveringen", "ervaringen", "uitputting")


@dataclass(frozen=True)
class _Check:
    """What a rule may look at."""

    frames: Frames
    deliveries: pl.DataFrame
    settings: Settings
    today: date


def check_store(store: Store, today: date) -> list[str]:
    """Every finding on the store as a Dutch sentence, without data of persons."""
    frames = read_frames(store, [*SOURCE_TABLES, "imports", "afgekeurd"])
    looked = _Check(frames, frames["imports"], load_settings(), today)
    rules: list[Callable[[_Check], list[str]]] = [
        _nothing_yet, _out_of_date, _rejected, _missing_months, _missing_uitputting, _too_early_starts, _overlong,
        _seizoen, _populatie, _ouders,
    ]  # fmt: skip
    found = [sentence for rule in rules for sentence in rule(looked)]
    with store.reading() as connection:
        known = Known.read(connection)
    for name in SOURCE_TABLES:
        found += [
            f"{name}: {row['kolom']} '{row['waarde']}' ({_rows(row['aantal'])}). {row['zin']}"
            if row["waarde"]
            else f"{name}: {row['zin']}"
            for row in find_unknown(name, frames[name], known).iter_rows(named=True)
        ]
    return found


def _nothing_yet(looked: _Check) -> list[str]:
    if all(looked.frames[name].is_empty() for name in _EXPECTED_SOURCES):
        return ["Er zijn nog geen gegevens ingelezen. Lees ze in met: python -m data import PAD"]
    return []


def _out_of_date(looked: _Check) -> list[str]:
    """Sources whose newest delivery is long ago."""
    limit = looked.today - timedelta(days=looked.settings.verouderd_na_dagen)
    newest = looked.deliveries.group_by("soort").agg(pl.col("leverdatum").max()).drop_nulls()
    late = newest.filter(pl.col("leverdatum") < limit, pl.col("soort").is_in([*_EXPECTED_SOURCES, "berichten"]))
    return [
        f"{row['soort']}: de nieuwste levering is van {row['leverdatum']:%d-%m-%Y}. Vraag een nieuwe levering."
        for row in late.sort("soort").iter_rows(named=True)
    ]


def _rejected(looked: _Check) -> list[str]:
    counts = looked.frames["afgekeurd"].group_by("tabel").len().sort("tabel")
    return [
        f"{table}: {_rows(count)} afgekeurd. Herstel ze in het bestand en lees het opnieuw in."
        for table, count in counts.iter_rows()
    ]


def _months_between(first: date, last: date) -> pl.Series:
    return pl.date_range(first.replace(day=1), last.replace(day=1), "1mo", eager=True).alias("maand")


def _missing_months(looked: _Check) -> list[str]:
    """Months without a single new row, between the first and the last that have one."""
    found = []
    for table, column in (("aanmeldingen", "aanmelddatum"), ("leveringen", "begindatum")):
        days = looked.frames[table][column]
        first, last = days.min(), days.max()
        if isinstance(first, date) and isinstance(last, date):
            months = _months_between(first, last).to_frame()
            missing = months.join(days.dt.month_start().unique().to_frame("maand"), on="maand", how="anti")["maand"]
            if missing.len():
                found.append(f"{table}: geen enkele rij in {_listed(missing.sort())}. Is een levering overgeslagen?")
    return found


def _missing_uitputting(looked: _Check) -> list[str]:
    """Per aanbieder the months that should have uitputting and have none."""
    costs = looked.frames["uitputting"].select("aanbieder", "maand").unique()
    agreed = _agreed_months(looked.frames["vierkanten"], costs["maand"])
    unagreed = costs.join(looked.frames["vierkanten"].select("aanbieder").unique(), on="aanbieder", how="anti")
    expected = pl.concat([agreed, _own_months(unagreed, costs["maand"])])
    missing = expected.join(costs, on=["aanbieder", "maand"], how="anti").sort("aanbieder", "maand")
    return [
        f"uitputting: van aanbieder {name} ontbreekt {_listed(part['maand'])}. Die maanden tellen niet mee."
        for (name,), part in missing.group_by("aanbieder", maintain_order=True)
    ]


def _agreed_months(vierkanten: pl.DataFrame, delivered: pl.Series) -> pl.DataFrame:
    """The months within those `delivered` on whose first day a vierkant with a budget is valid."""
    first, last = delivered.min(), delivered.max()
    if not isinstance(first, date) or not isinstance(last, date):
        return pl.DataFrame(schema={"aanbieder": pl.String, "maand": pl.Date})
    part = ["aanbieder", "wet", "zorgvorm", "jaar"]
    days = _months_between(first, last).to_frame().with_columns(jaar=pl.col("maand").dt.year().cast(pl.Int64))
    valid = vierkanten.join(days, on="jaar").filter(pl.col("ingangsdatum") <= pl.col("maand")).sort("ingangsdatum")
    valid = valid.group_by(*part, "maand").last().filter(pl.col("budget") > 0)
    return valid.select("aanbieder", "maand").unique()


def _own_months(costs: pl.DataFrame, delivered: pl.Series) -> pl.DataFrame:
    """Of an aanbieder without any vierkant: from its first month to the newest of all, or to its own last one.

    One whose last month is long ago has stopped: after it nothing is missing.
    """
    last, newest = pl.col("maand").max(), pl.lit(delivered.max(), pl.Date)
    stopped = last < newest.dt.offset_by(f"-{_MONTHS_UNTIL_STOPPED}mo")
    spans = costs.group_by("aanbieder").agg(
        pl.col("maand").min().alias("first"), pl.when(stopped).then(last).otherwise(newest).alias("until")
    )
    return spans.select("aanbieder", pl.date_ranges("first", "until", "1mo").alias("maand")).explode("maand")


def _too_early_starts(looked: _Check) -> list[str]:
    rows = looked.frames["aanmeldingen"]
    early = rows.filter(pl.col("startdatum") < pl.col("kennismakingsdatum")).height
    before = rows.filter(pl.col("startdatum") < pl.col("aanmelddatum")).height
    found = []
    if early:
        found.append(f"aanmeldingen: bij {_rows(early)} ligt de start voor de kennismaking. Controleer de datums.")
    if before:
        found.append(f"aanmeldingen: bij {_rows(before)} ligt de start voor de aanmelding. Controleer de datums.")
    return found


def _overlong(looked: _Check) -> list[str]:
    """Support without an end that began very long ago is often never closed."""
    limit = looked.today - timedelta(days=5 * 365)
    rows = looked.frames["aanmeldingen"].filter(pl.col("einddatum").is_null(), pl.col("startdatum") < limit).height
    return [f"aanmeldingen: {_rows(rows)} al meer dan vijf jaar open. Zijn ze niet afgesloten?"] if rows else []


def _seizoen(looked: _Check) -> list[str]:
    years = looked.frames["seizoen"].group_by("jaar").agg(pl.col("aandeel").sum(), pl.len()).sort("jaar")
    return [
        f"seizoen: de aandelen van {row['jaar']} tellen op tot {row['aandeel']:.4f}".replace(".", ",", 1)
        + f", over {row['len']} maanden. Zorg voor twaalf maanden die samen 1 zijn."
        for row in years.iter_rows(named=True)
        if abs(row["aandeel"] - 1) > _SUM_TOLERANCE or row["len"] != 12
    ]


def _populatie(looked: _Check) -> list[str]:
    """Years with support but without a population to divide by."""
    years = looked.frames["aanmeldingen"]["aanmelddatum"].dt.year().unique()
    known = looked.frames["populatie"].filter(doelgroep="gezinnen")["jaar"].unique()
    missing = sorted(set(years.drop_nulls()) - set(known))
    if not missing:
        return []
    return [f"populatie: het aantal gezinnen ontbreekt voor {', '.join(map(str, missing))}. Bereik is dan niet bekend."]


def _ouders(looked: _Check) -> list[str]:
    """Parents that are not in the table, and providers that are their own ancestor."""
    rows = looked.frames["aanbieders"].select("aanbieder", "ouder").drop_nulls()
    parents = dict(rows.iter_rows())
    found = []
    known = set(looked.frames["aanbieders"]["aanbieder"])
    if strange := sorted(set(parents.values()) - known):
        found.append(f"aanbieders: deze ouders staan niet in de tabel: {', '.join(strange[:_SHOWN])}.")
    if circles := sorted(child for child in parents if _comes_back(child, parents)):
        found.append(f"aanbieders: deze zijn via ouder hun eigen ouder: {', '.join(circles[:_SHOWN])}. Herstel ouder.")
    return found


def _comes_back(child: str, parents: dict[str, str]) -> bool:
    seen, now = {child}, parents.get(child)
    while now is not None and now not in seen:
        seen.add(now)
        now = parents.get(now)
    return now == child


def _rows(count: int) -> str:
    return "1 rij" if count == 1 else f"{count} rijen"


def _listed(months: pl.Series) -> str:
    texts = months.dt.strftime("%Y-%m").to_list()
    rest = len(texts) - _SHOWN
    more = f" en nog {rest} {'maand' if rest == 1 else 'maanden'}" if rest > 0 else ""
    return ", ".join(texts[:_SHOWN]) + more

"""How long from toewijzing, agreed start or request to the real start? (wachttijd_toewijzing, _beoogd, _verzoek)"""

from __future__ import annotations

from datetime import date
from typing import Any

from metrics.period import Period
from tests.oracle.care import end_of_care
from tests.oracle.rows import (
    Options,
    Row,
    Tables,
    Where,
    grouped,
    known_rows,
    last_day,
    levering_value,
    persons,
    result_row,
    selected,
)
from tests.oracle.statistics import mean_row

GROUPS = {"crisis": ("46",), "gi": ("47", "48")}


def _toewijzing_of(row: Row) -> tuple[Any, ...]:
    """A file has no key for the toewijzing: there the same product with the same dates is one toewijzing."""
    if row["toewijzing"]:
        return row["client_id"], row["toewijzing"]
    names = ("client_id", "aanbieder", "wet", "zorgvorm", "toewijzingsdatum", "ingangsdatum")
    return tuple(row[name] for name in names)


def category_of(row: Row) -> str | None:
    """The national category; a code like 45A04 begins with it, another code stands for itself."""
    if row["categorie"] is not None or row["zorgvorm"] is None:
        return row["categorie"]
    code = row["zorgvorm"]
    if len(code) == 2 and code.isdigit():
        return code
    if len(code) == 5 and code[:2].isdigit() and code[2].isalpha() and code[3:].isdigit():
        return code[:2]
    return code


def first_starts(leveringen: list[Row]) -> list[Row]:
    """Per toewijzing the levering that began first; a restart is not a wait."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in sorted(leveringen, key=lambda row: (row["begindatum"], row["levering"])):
        first.setdefault(_toewijzing_of(row), row)
    return list(first.values())


def _has_group(row: Row, group: str | None) -> bool:
    """Categories 46 to 48 mean crisis and GI in the jeugdwet only."""
    category = category_of(row) if row["wet"] == "jw" else None
    if group in GROUPS:
        return category in GROUPS[group]
    return category not in ("46", "47", "48")


def follows_up(row: Row, leveringen: list[Row]) -> bool:
    """Whether the client had the same kind of care there before, still going on or until under 30 days before."""
    for other in leveringen:
        same = all(other[name] == row[name] for name in ("client_id", "aanbieder", "wet"))
        if not same or category_of(other) != category_of(row) or other["begindatum"] >= row["begindatum"]:
            continue
        end = end_of_care(other)
        if end is None or (row["begindatum"] - end).days < 30:
            return True
    return False


def _wachttijd(
    column: str,
    tables: Tables,
    period: Period,
    per: tuple[str, ...],
    where: Where,
    options: Options,
    peildatum: date,
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    value = levering_value(tables, period.end.year)
    leveringen = selected(known_rows(tables, "leveringen", peildatum), where, value)
    cohort = []
    for row in first_starts(leveringen):
        in_period = period.begin <= row["begindatum"] <= end
        asked = row[column] is not None and _has_group(row, options.get("groep"))
        if in_period and asked and not follows_up(row, leveringen):
            cohort.append(row)
    norm = int(options.get("norm", "42"))
    result = []
    for key, rows in grouped(cohort, per, value).items():
        raw = [(row["begindatum"] - row[column]).days for row in rows]
        waits = [float(max(0, days)) for days in raw]
        columns = {
            **mean_row(waits),
            "boven_norm": sum(1 for days in waits if days > norm) / len(waits),
            "personen": persons(rows, "client_id"),
            "negatief": sum(1 for days in raw if days < 0),
        }
        result.append(result_row(period, per, key, columns))
    return result


def wachttijd_toewijzing(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    return _wachttijd("toewijzingsdatum", tables, period, per, where, options, peildatum)


def wachttijd_beoogd(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    return _wachttijd("ingangsdatum", tables, period, per, where, options, peildatum)


def wachttijd_verzoek(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    return _wachttijd("verzoekdatum", tables, period, per, where, options, peildatum)

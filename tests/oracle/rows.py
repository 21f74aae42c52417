"""What is known on peildatum, which rows may stay, and in which group does a row fall?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from metrics.period import Period

Row = dict[str, Any]
Tables = Mapping[str, list[Row]]
Where = Mapping[str, Iterable[str]]
Options = Mapping[str, str]
Value = Callable[[Row, str], str]

FIRST_OWN_DATE = {
    "aanmeldingen": "aanmelddatum",
    "leveringen": "begindatum",
    "ervaringen": "datum",
    "uitputting": "maand",
    "vierkanten": "ingangsdatum",
}
"""An agreement that starts after peildatum cannot count on any day up to it, so it too does not exist."""

AGES = ((3, "0–3"), (11, "4–11"), (17, "12–17"), (22, "18–22"), (66, "23–66"))


def known_rows(tables: Tables, table: str, peildatum: date) -> list[Row]:
    """The rows of `table` as known on peildatum: later rows gone, later dates empty."""
    rows = []
    for row in tables.get(table, []):
        if row[FIRST_OWN_DATE[table]] > peildatum:
            continue
        known = {}
        for column, value in row.items():
            known[column] = None if isinstance(value, date) and value > peildatum else value
        rows.append(known)
    return rows


def last_day(period: Period, peildatum: date) -> date | None:
    """The last day that counts; None when the period begins after peildatum."""
    if period.begin > peildatum:
        return None
    return min(period.end, peildatum)


def area_row(tables: Tables, code: str | None) -> Row | None:
    for row in tables.get("gebieden", []):
        if row["gebied"] == code:
            return row
    return None


def area_value(tables: Tables, code: str | None, dimension: str) -> str:
    """gebied, wijk or ses of an area code; teams without area are `zonder gebied` in all three."""
    if code is None or code == "":
        return "onbekend"
    area = area_row(tables, code)
    if area is not None and area["soort"] == "zonder gebied":
        return "zonder gebied"
    if dimension == "gebied":
        return code
    if dimension == "wijk":
        return (area or {}).get("wijk") or "onbekend"
    return (area or {}).get("ses_groep") or "midden"


def aanmelding_value(tables: Tables) -> Value:
    def value(row: Row, dimension: str) -> str:
        if dimension in ("gebied", "wijk", "ses"):
            return area_value(tables, row["team"], dimension)
        return row[dimension] or "onbekend"

    return value


def age_group(birth_year: int | None, year: int) -> str:
    if birth_year is None or birth_year > year:
        return "onbekend"
    for oldest, name in AGES:
        if year - birth_year <= oldest:
            return name
    return "67+"


def zorgvorm_row(tables: Tables, wet: str | None, code: str | None) -> Row:
    for row in tables.get("zorgvormen", []):
        if row["wet"] == wet and row["code"] == code:
            return row
    return {"groep": None, "verblijf": None}


def levering_value(tables: Tables, year: int) -> Value:
    """`year` is the year of the period's end, for the age."""

    def value(row: Row, dimension: str) -> str:
        if dimension in ("gebied", "wijk", "ses"):
            return area_value(tables, row["gebied"], dimension)
        if dimension == "leeftijdsgroep":
            return age_group(row["geboortejaar"], year)
        if dimension == "zorgvormgroep":
            return zorgvorm_row(tables, row["wet"], row["zorgvorm"])["groep"] or "onbekend"
        return row[dimension] or "onbekend"

    return value


def plain_value(row: Row, dimension: str) -> str:
    return row[dimension] or "onbekend"


def selected(rows: list[Row], where: Where, value: Value) -> list[Row]:
    """The rows that a selection leaves: every dimension must match one of its values."""
    return [row for row in rows if all(value(row, name) in set(allowed) for name, allowed in where.items())]


def grouped(rows: list[Row], per: tuple[str, ...], value: Value) -> dict[tuple[str, ...], list[Row]]:
    """Rows per combination of dimension values that occurs; one group () without dimensions."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(value(row, name) for name in per), []).append(row)
    return groups


def persons(rows: list[Row], column: str) -> int:
    """How many unique persons (families, clients, respondents) stand in `rows`; the gate protects by it."""
    return len({row[column] for row in rows})


def result_row(period: Period, per: tuple[str, ...], key: tuple[str, ...], columns: Row) -> Row:
    return {"periode": str(period), **dict(zip(per, key, strict=True)), **columns}

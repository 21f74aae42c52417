"""What do the cells of a recognised sheet say, in the types of its table, and which could not be read?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.frames import schema_of
from data.importing import problems
from data.importing.dates import last_days_of_periods, read_days, read_months, read_periods
from data.importing.numbers import NEGATIVE, read_numbers
from data.importing.problems import Problems, flag
from data.importing.recognise import Recognised
from data.sources import Sheet
from data.sources.geojson import rings_in
from data.tables import (
    REFERENCE_TABLES,
    SHAPE_TABLES,
    ColumnSpec,
    Gebeurtenis,
    Imported,
    Kind,
    Vergelijkcijfer,
    Verhaal,
    Vierkant,
    column_specs,
)

_YES_NO = {
    "ja": True, "j": True, "true": True, "waar": True, "1": True,
    "nee": False, "n": False, "false": False, "onwaar": False, "0": False,
}  # fmt: skip

_WORDS = {
    "antwoord": {
        "helemaal oneens": "1", "helemaal mee oneens": "1", "oneens": "2", "mee oneens": "2", "neutraal": "3",
        "niet eens, niet oneens": "3", "niet eens/niet oneens": "3", "niet eens en niet oneens": "3",
        "niet oneens, niet eens": "3", "niet mee eens, niet mee oneens": "3", "eens": "4", "mee eens": "4",
        "helemaal eens": "5", "helemaal mee eens": "5", "nvt": "n.v.t.", "niet van toepassing": "n.v.t.",
    },
}  # fmt: skip
"""Words that stand for a value of a closed list."""

_DEFAULTS = {("gebieden", "soort"): "gebied"}
_WITHOUT_DELIVERY_DATE: tuple[type[Imported], ...] = (
    *REFERENCE_TABLES, *SHAPE_TABLES, Gebeurtenis, Vergelijkcijfer, Verhaal, Vierkant,
)  # fmt: skip
_TOTAL = r"^(eind|sub)?tota(al|len)(\s+\d{4})?:?$"


@dataclass
class Typed:
    """The rows of a sheet in the types of its table; areas, teams and persons are still as written.

    `newest` is the newest day in the date columns that is not after today, null when the table has none.
    """

    recognised: Recognised
    record: pl.Series
    frame: pl.DataFrame
    problems: Problems
    texts: dict[str, pl.Series]
    newest: date | None

    @property
    def table(self) -> type[Imported]:
        return self.recognised.table


def read_cells(sheet: Sheet, recognised: Recognised, today: date) -> Typed:
    """Reads every known column; what cannot be read is noted as the problem of its row."""
    found = Problems(sheet.height)
    found.add(None, flag(sheet.surplus, problems.TOO_MANY_CELLS))
    found.add(None, flag(_is_total(sheet.cells), problems.TOTAL_ROW))
    columns, texts, newest = [], {}, None
    for spec in column_specs(recognised.table).values():
        place = recognised.places.get(spec.name)
        text = sheet.cells[str(place)] if place is not None else pl.Series([None] * sheet.height, dtype=pl.String)
        texts[spec.name] = text
        column, reason = _read(recognised, spec, text, sheet.numbers.get(place) if place is not None else None)
        if spec.required:
            found.add(spec.name, flag(text.is_null(), problems.EMPTY))
        found.add(spec.name, reason, _kept(spec, text), spec.closed)
        newest = _newest(newest, spec, column, today)
        columns.append(column.alias(spec.name))
    if issubclass(recognised.table, _WITHOUT_DELIVERY_DATE):
        newest = None
    return Typed(recognised, sheet.record, pl.DataFrame(columns), found, texts, newest)


def _read(
    recognised: Recognised, spec: ColumnSpec, text: pl.Series, exact: pl.Series | None
) -> tuple[pl.Series, pl.Series]:
    """The column in its type, and per row the reason when its cell could not be read."""
    dtype = schema_of(recognised.table)[spec.name]
    match spec.kind:
        case Kind.DATE:
            return _with_reason(text, read_days(text, exact), problems.NO_DAY)
        case Kind.MONTH:
            return _with_reason(text, read_months(text, exact), problems.NO_MONTH)
        case Kind.PERIOD:
            return _with_reason(text, read_periods(text), problems.NO_PERIOD)
        case Kind.WHOLE | Kind.EURO | Kind.SHARE | Kind.NUMBER:
            values, reason = read_numbers(text, whole=spec.kind is Kind.WHOLE, numbers=exact)
            if spec.kind is Kind.NUMBER:
                reason = pl.select(pl.when(reason != NEGATIVE).then(reason)).to_series()
            return pl.select(pl.when(reason.is_null()).then(values).cast(dtype)).to_series(), reason
        case Kind.YES_NO:
            lower = text.str.to_lowercase()
            yes_no = lower.replace_strict(_YES_NO, default=None, return_dtype=pl.Boolean)
            return _with_reason(text, yes_no, problems.NO_YES_NO)
    return _read_text(recognised.name, spec, text)


def _read_text(table: str, spec: ColumnSpec, text: pl.Series) -> tuple[pl.Series, pl.Series]:
    if spec.closed:
        lower = text.str.to_lowercase().str.replace(r"^(\d+)[.,]0+$", "$1")
        lower = lower.replace(_WORDS.get(spec.name, {}))
        known = pl.select(pl.when(lower.is_in(spec.closed)).then(lower)).to_series()
        column, reason = _with_reason(text, known, problems.NOT_IN_LIST)
        return column.fill_null(_DEFAULTS.get((table, spec.name), "")) if _has_default(table, spec) else column, reason
    if spec.name == "postcode":
        code = text.str.to_uppercase().str.replace_all(r"\s", "")
        good = pl.select(pl.when(code.str.contains(r"^[1-9]\d{3}([A-Z]{2})?$")).then(code)).to_series()
        return _with_reason(text, good, problems.NO_POSTCODE)
    if spec.name == "vorm":
        good = text.map_elements(lambda each: each if rings_in(each) else None, return_dtype=pl.String)
        return _with_reason(text, good, problems.NO_OUTLINE)
    if spec.name == "buurt":
        text = text.str.to_uppercase()
    if spec.name == "leefgebieden":
        text = text.str.replace_all(r"\s*\|[\s|]*", "|").str.strip_chars("|")
    if spec.key and not spec.required:
        text = text.fill_null("")
    return text, pl.Series([None] * text.len(), dtype=pl.String)


def _has_default(table: str, spec: ColumnSpec) -> bool:
    return (spec.key and not spec.required) or (table, spec.name) in _DEFAULTS


def _with_reason(text: pl.Series, column: pl.Series, reason: str) -> tuple[pl.Series, pl.Series]:
    return column, flag(text.is_not_null() & column.is_null(), reason)


def _kept(spec: ColumnSpec, text: pl.Series) -> pl.Series | None:
    """The text, where a rejected row may keep it: date, number, yes/no and closed-list columns."""
    return text if spec.closed or spec.kind not in (Kind.TEXT, Kind.PERSON, Kind.AREA, Kind.TEAM) else None


def _is_total(cells: pl.DataFrame) -> pl.Series:
    first = cells.select(pl.coalesce(pl.all())).to_series() if cells.width else pl.Series([], dtype=pl.String)
    return first.str.to_lowercase().str.contains(_TOTAL).fill_null(False)


def _newest(newest: date | None, spec: ColumnSpec, column: pl.Series, today: date) -> date | None:
    """The newest day so far that is not after today; a month or period counts with its last day."""
    match spec.kind:
        case Kind.DATE:
            days = column
        case Kind.MONTH:
            days = column.dt.month_end()
        case Kind.PERIOD:
            days = last_days_of_periods(column)
        case _:
            return newest
    latest = days.filter(days <= today).max()
    return max(filter(None, (newest, latest if isinstance(latest, date) else None)), default=None)

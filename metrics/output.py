"""How is a result written for a person, a program or a spreadsheet?"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import polars as pl
from rich import box
from rich.table import Table

from metrics.indicator import Indicator, Shape, Unit, withheld

HIDDEN = "afgeschermd"
_FLAGS = {True: "ja", False: "nee"}
_WHOLE_NUMBERS = ("been",)
"""Dimensions that are numbers."""


def as_json(frame: pl.DataFrame) -> str:
    """A list of objects; unknown and hidden numbers are null."""
    rows = [{name: _plain(name, value) for name, value in row.items()} for row in frame.to_dicts()]
    return json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False)


def _plain(name: str, value: Any) -> Any:
    """Whole numbers without a decimal part, and dimensions that are numbers as numbers."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if name in _WHOLE_NUMBERS and isinstance(value, str) and value.isdecimal() else value


def as_csv(frame: pl.DataFrame, indicator: Indicator) -> str:
    """Semicolons and decimal points; a hidden number reads `afgeschermd`, an unknown one is empty."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(frame.columns)
    for row in frame.to_dicts():
        writer.writerow([_cell(name, value, row, indicator) for name, value in row.items()])
    return text.getvalue()


def _cell(name: str, value: Any, row: dict[str, Any], indicator: Indicator) -> Any:
    if is_hidden(name, row, indicator):
        return HIDDEN
    if isinstance(value, bool):
        return _FLAGS[value]
    return "" if value is None else _plain(name, value)


def is_hidden(name: str, row: dict[str, Any], indicator: Indicator) -> bool:
    """Whether this number of the row is one that protection took away."""
    numbers = {"teller", "waarde", *indicator.extra}
    if indicator.noemer is not None:
        numbers.add("noemer")
    return withheld(name, row) or (bool(row["afgeschermd"]) and name in numbers and row[name] is None)


def as_table(frame: pl.DataFrame, indicator: Indicator) -> Table:
    """A table for the screen, with Dutch numbers."""
    dimensions = [name for name in frame.columns[1 : frame.columns.index("teller")]]
    shown = ["periode", *dimensions, "teller", "noemer", "waarde", *indicator.extra, "voorlopig", "waarom_leeg"]
    table = Table(box=box.SIMPLE_HEAD)
    for name in shown:
        table.add_column(name.replace("_", " "), justify="right" if name in _numbers(indicator) else "left")
    for row in frame.to_dicts():
        table.add_row(*(_written(name, row, indicator) for name in shown))
    return table


def _numbers(indicator: Indicator) -> set[str]:
    return {"teller", "noemer", "waarde", *(name for name, kind in indicator.extra.items() if kind.is_numeric())}


def _written(name: str, row: dict[str, Any], indicator: Indicator) -> str:
    value = row[name]
    if is_hidden(name, row, indicator):
        return HIDDEN
    if value is None:
        return "–" if name in _numbers(indicator) else ""
    if isinstance(value, bool):
        return _FLAGS[value]
    return _dutch(value, _is_share(name, indicator)) if isinstance(value, int | float) else str(value)


def _is_share(name: str, indicator: Indicator) -> bool:
    shares = {"onder", "boven", "aandeel", "boven_norm"}
    if indicator.unit in (Unit.SHARE, Unit.PERCENT_POINT, Unit.DRIFT) or indicator.shape is Shape.BUDGET:
        shares.add("waarde")
    return name in shares


def _dutch(number: float, share: bool) -> str:
    """Shares as percentages, whole numbers whole, others with one decimal (two below 10)."""
    if share:
        return f"{number * 100:.1f}%".replace(".", ",")
    decimals = 0 if float(number).is_integer() else 2 if abs(number) < 10 else 1
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))

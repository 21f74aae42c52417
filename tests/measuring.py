"""How does a test compute an indicator on drawn tables?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from data.frames import schema_of
from data.tables import MESSAGE_TABLES, SOURCE_TABLES
from metrics.names import Names
from metrics.prepare import prepare
from metrics.question import build
from metrics.run import run
from metrics.views import FIGURES
from metrics.workdays import WorkingDays

CALENDAR = WorkingDays()


def tables_of(**drawn: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Every table of the store: the drawn ones, the others empty with their real columns."""
    empty = {name: pl.DataFrame(schema=schema_of(cls)) for name, cls in {**SOURCE_TABLES, **MESSAGE_TABLES}.items()}
    return {**empty, **drawn}


def measure(
    key: str,
    drawn: Mapping[str, pl.DataFrame],
    *periods: str,
    per: Sequence[str] = (),
    where: Sequence[tuple[str, str]] = (),
    on: str = "2023-12-31",
) -> list[dict[str, Any]]:
    """The rows of an indicator on drawn tables, by the road that the product takes."""
    tables = tables_of(**drawn)
    frames = prepare(tables, CALENDAR)
    request = build(FIGURES[key], periods, per, where, date.fromisoformat(on), frames, Names.of(tables))
    return run(FIGURES[key], request, frames).to_dicts()


def column(rows: list[dict[str, Any]], *names: str) -> list[Any]:
    """The values of one column, or tuples of several, row by row."""
    return [row[names[0]] if len(names) == 1 else tuple(row[name] for name in names) for row in rows]

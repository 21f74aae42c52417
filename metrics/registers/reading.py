"""How do the rows of a register become the rows of a period?"""

from __future__ import annotations

from datetime import date

import polars as pl

from metrics.dimensions import filled
from metrics.period import Period
from metrics.request import Request
from metrics.rows import known, selected


def entries(rows: pl.DataFrame, first: str, request: Request) -> pl.DataFrame:
    """The rows that existed on the peildatum, within the selection; an empty dimension reads `onbekend`."""
    return known(_cut(rows, request), first, request)


def reported(rows: pl.DataFrame, request: Request) -> pl.DataFrame:
    """Rows that were given for a whole `periode`, within the selection."""
    return selected(_cut(rows, request), request)


def of_period(rows: pl.DataFrame, period: Period) -> pl.DataFrame:
    """What was given for exactly this period: what was counted per quarter is not added up to a year."""
    return rows.filter(pl.col("periode") == str(period))


def months(rows: pl.DataFrame, request: Request, period: Period) -> pl.DataFrame:
    """The rows of whole months (first days in `maand`) in the period, as far as they ended by the peildatum."""
    ended = pl.col("maand").dt.month_end() <= request.peildatum
    return rows.filter(pl.col("maand").is_between(period.begin, period.end), ended)


def newest(rows: pl.DataFrame, key: str, last: date) -> pl.DataFrame:
    """The state of every `key` on the day `last`: the row with the latest standdatum."""
    return rows.filter(pl.col("standdatum") <= last).sort("standdatum").unique(key, keep="last", maintain_order=True)


def _cut(rows: pl.DataFrame, request: Request) -> pl.DataFrame:
    names = {*request.per, *request.where} & set(rows.columns)
    return rows.with_columns(filled(name) for name in sorted(names))

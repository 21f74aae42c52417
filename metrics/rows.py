"""Which source rows exist on the peildatum and are asked for?

A row whose first own date is after the peildatum does not exist; any other date after it reads as empty.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from metrics.dimensions import age_group
from metrics.period import Period
from metrics.request import Request


def known(rows: pl.DataFrame, first: str, request: Request) -> pl.DataFrame:
    """The rows that exist on the peildatum, as they were known then, within the selection.

    The leeftijdsgroep depends on the period: `aged` adds it and restricts by it.
    """
    limit = request.peildatum
    others = [name for name, kind in rows.schema.items() if kind == pl.Date and name != first]
    later = [name for name in others if _exceeds(rows[name], limit)]
    if _exceeds(rows[first], limit):
        rows = rows.filter(pl.col(first) <= limit)
    return selected(rows, request).with_columns(
        pl.when(pl.col(name) <= limit).then(pl.col(name)).alias(name) for name in later
    )


def selected(rows: pl.DataFrame, request: Request) -> pl.DataFrame:
    """The rows within the selection, by the dimensions that stand in the rows themselves."""
    chosen = {name: _values(rows[name], keys) for name, keys in request.where.items() if name in rows.columns}
    conditions = [pl.col(name).is_in(values.implode()) for name, values in chosen.items()]
    return rows.filter(*conditions) if conditions else rows


def _exceeds(days: pl.Series, limit: date) -> bool:
    newest = days.max()
    return isinstance(newest, date) and newest > limit


def _values(column: pl.Series, keys: frozenset[str]) -> pl.Series:
    """The keys that occur in `column`, in its own type: an Enum knows no other values."""
    if isinstance(column.dtype, pl.Enum):
        return pl.Series(sorted(keys & set(column.dtype.categories)), dtype=column.dtype)
    return pl.Series(sorted(keys), dtype=pl.String)


def aged(rows: pl.DataFrame, request: Request, period: Period) -> pl.DataFrame:
    """`rows` with the leeftijdsgroep in the year of the period's end, when anybody asks for it."""
    wanted = request.where.get("leeftijdsgroep")
    if wanted is None and "leeftijdsgroep" not in request.per:
        return rows
    rows = rows.with_columns(age_group(period.end.year))
    if wanted is None:
        return rows
    return rows.filter(pl.col("leeftijdsgroep").is_in(_values(rows["leeftijdsgroep"], wanted).implode()))


def in_period(column: str, request: Request, period: Period) -> pl.Expr:
    """Whether the date in `column` lies in the period, as far as the peildatum reaches."""
    return pl.col(column).is_between(period.begin, request.end(period))


def active(begin: str, end: str, first: date, last: date) -> pl.Expr:
    """Whether support from `begin` up to and including `end` (empty: goes on) touches [first, last]."""
    return (pl.col(begin) <= last) & (pl.col(end).is_null() | (pl.col(end) >= first))


def working_days_waited() -> pl.Expr:
    """Working days from aanmelding to kennismaking; null when there is none that the peildatum knows."""
    return pl.when(pl.col("kennismakingsdatum").is_not_null()).then(pl.col("gewacht"))

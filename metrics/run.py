"""How does every question become rows with the same columns, in the order asked?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from metrics.indicator import Indicator
from metrics.request import Request


def run(indicator: Indicator, request: Request, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The indicator computed on prepared `frames`: unprotected, one row per period and combination.

    Columns: periode, dimensions, teller, noemer, waarde, voorlopig, afgeschermd (False: the gate decides that),
    waarom_leeg, the extra columns, and `personen`, the number of unique persons in the cell, for the gate.
    """
    columns = result_columns(indicator, request)
    rows = indicator.compute(request, **{name: frames[name] for name in indicator.needs})
    if rows.is_empty():
        return pl.DataFrame(schema=columns)
    rows = rows.with_columns(_provisional(rows, request), pl.lit(False).alias("afgeschermd"))
    for name in set(indicator.always_per) & set(request.where):
        rows = rows.filter(pl.col(name).cast(pl.String).is_in(sorted(request.where[name])))
    rows = rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in columns.items()
    )
    return in_order(rows, request, dimensions_of(indicator, request))


def dimensions_of(indicator: Indicator, request: Request) -> tuple[str, ...]:
    """The dimensions of the result: those that are always there, then those that were asked for."""
    return tuple(dict.fromkeys((*indicator.always_per, *request.per)))


def result_columns(indicator: Indicator, request: Request) -> dict[str, pl.DataType]:
    """The columns of a result and their types, also when it has no rows."""
    return {
        "periode": pl.String(),
        **{name: pl.String() for name in dimensions_of(indicator, request)},
        "teller": pl.Float64(),
        "noemer": pl.Float64(),
        "waarde": pl.Float64(),
        "voorlopig": pl.Boolean(),
        "afgeschermd": pl.Boolean(),
        "waarom_leeg": pl.String(),
        **indicator.extra,
        "personen": pl.Int64(),
    }


def _provisional(rows: pl.DataFrame, request: Request) -> pl.Expr:
    """Whether a row can still change: its period ends too late, or the indicator says so itself."""
    settled = min(request.provisional_after, request.peildatum)
    names = [str(period) for period in request.periods if period.end > settled]
    if not request.periods:
        names = [request.peildatum.isoformat()] if request.peildatum > request.provisional_after else []
    open_period = pl.col("periode").is_in(names)
    return (open_period | pl.col("voorlopig") if "voorlopig" in rows.columns else open_period).alias("voorlopig")


def in_order(rows: pl.DataFrame, request: Request, dimensions: tuple[str, ...]) -> pl.DataFrame:
    """The rows in the order of the periods that were asked, then by their dimensions."""
    place = {str(period): number for number, period in reversed(list(enumerate(request.periods)))}
    rank = pl.col("periode").replace_strict(place, default=0, return_dtype=pl.Int64)
    return rows.sort(rank, *(_natural(name) for name in dimensions), maintain_order=True)


def _natural(name: str) -> pl.Expr:
    """Classes and ages by their first number, everything else by alphabet."""
    if name in ("klasse", "leeftijdsgroep", "na"):
        number = pl.col(name).str.extract(r"(\d+)").cast(pl.Int64).fill_null(1000)
        return number + pl.col(name).str.starts_with(">").cast(pl.Int64)
    return pl.col(name)

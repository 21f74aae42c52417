"""How do rows become the columns that every indicator shares?

Each function takes the rows of one period and gives one row per combination of dimensions that occurs; without
dimensions one row, the total, and none when there are no rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from metrics.period import Period
from metrics.request import Request

NO_NOEMER = "geen noemer"
NOT_REGISTERED = "niet geregistreerd"
TOO_EARLY = "te weinig tijd"
CHOOSE_WET = "kies een wet"

MEAN_EXTRA = {"mediaan": pl.Float64(), "p80": pl.Float64(), "p90": pl.Float64()}
MEAN_ABOUT = {
    "mediaan": "De helft wachtte korter dan dit, de helft langer.",
    "p80": "Acht van de tien wachtten korter dan dit.",
    "p90": "Negen van de tien wachtten korter dan dit.",
}
INTERVAL_EXTRA = {"onder": pl.Float64(), "boven": pl.Float64()}
INTERVAL_ABOUT = {
    "onder": "Ondergrens: de echte waarde ligt met 95% zekerheid hierboven.",
    "boven": "Bovengrens: de echte waarde ligt met 95% zekerheid hieronder.",
}


def by_period(request: Request, compute: Callable[[Period], pl.DataFrame]) -> pl.DataFrame:
    """The results of every period that began by the peildatum, with the period's name in `periode`."""
    periods = request.known_periods
    parts = [compute(period) for period in periods]  # one frame per period, few rows each
    if not parts:
        return pl.DataFrame()
    names = [str(period) for period, part in zip(periods, parts, strict=True) for _ in range(part.height)]
    return pl.concat(parts, how="diagonal_relaxed").with_columns(pl.Series("periode", names, pl.String))


def of_periods(rows: pl.DataFrame, request: Request, *columns: str) -> pl.DataFrame:
    """The rows with one of these dates in the span of the periods: what every period looks at, found once."""
    periods = request.known_periods
    if not periods:
        return rows.clear()
    first, last = min(period.begin for period in periods), max(period.end for period in periods)
    return rows.filter(pl.any_horizontal(pl.col(columns).is_between(first, last)))


def grouped(rows: pl.DataFrame, per: Sequence[str], *aggregates: pl.Expr) -> pl.DataFrame:
    """`aggregates` per combination of `per`; no row when there are no rows."""
    if per:
        return rows.group_by(per).agg(*aggregates)
    return rows.select(*aggregates) if rows.height else rows.select(*aggregates).clear()


def summed(amount: pl.Expr) -> pl.Expr:
    """The sum of amounts that are no whole numbers, added from low to high: always the same, to the last digit."""
    return amount.sort().sum()


def count(rows: pl.DataFrame, per: Sequence[str], person: str) -> pl.DataFrame:
    """Rows are counted; `personen` are the unique persons among them."""
    number = pl.len().cast(pl.Float64)
    return grouped(
        rows, per, number.alias("teller"), pl.col(person).n_unique().alias("personen"), number.alias("waarde")
    )


def unique(rows: pl.DataFrame, per: Sequence[str], person: str) -> pl.DataFrame:
    """Unique persons are counted."""
    number = pl.col(person).n_unique().cast(pl.Float64)
    return grouped(rows, per, *(number.alias(name) for name in ("teller", "waarde", "personen")))


def share(rows: pl.DataFrame, per: Sequence[str], teller: pl.Expr, person: str) -> pl.DataFrame:
    """The share of `rows` for which `teller` holds; unknown counts as no, so leave unknown rows out first."""
    part, whole = teller.fill_null(False).sum().cast(pl.Float64), pl.len().cast(pl.Float64)
    return grouped(
        rows,
        per,
        part.alias("teller"),
        whole.alias("noemer"),
        pl.col(person).n_unique().alias("personen"),
        ratio(part, whole),
    )


def mean(rows: pl.DataFrame, per: Sequence[str], value: str, person: str, *more: pl.Expr) -> pl.DataFrame:
    """The mean of `value`, with median and percentiles by linear interpolation, and `more` of the same rows."""
    column = pl.col(value)
    total, whole = column.sum().cast(pl.Float64), pl.len().cast(pl.Float64)
    return grouped(
        rows,
        per,
        total.alias("teller"),
        whole.alias("noemer"),
        column.quantile(0.5, "linear").alias("mediaan"),
        column.quantile(0.8, "linear").alias("p80"),
        column.quantile(0.9, "linear").alias("p90"),
        pl.col(person).n_unique().alias("personen"),
        ratio(total, whole),
        *more,
    )


_TELLER, _NOEMER = pl.col("teller"), pl.col("noemer")


def ratio(teller: pl.Expr = _TELLER, noemer: pl.Expr = _NOEMER) -> pl.Expr:
    """The only division: null when noemer is 0 or unknown."""
    return pl.when(noemer != 0).then(teller / noemer).alias("waarde")


def why_empty(reason: str = NO_NOEMER) -> pl.Expr:
    """`reason` where there is no waarde."""
    return pl.when(pl.col("waarde").is_null()).then(pl.lit(reason)).alias("waarom_leeg")

"""How long after a period's end does a source still bring rows of that period?

Measured per table from the import history. A month counts when it ended after the first delivery (older months
came in bulk and say nothing). Of each month: the days from its end to the leverdatum by which at least 95% of the
rows known today were there. The lag is the largest of the last twelve such months: a period is called final only
when every recent month would have been. With fewer than six deliveries, or no month to measure, the setting counts.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

MIN_DELIVERIES = 6
MONTHS = 12
KNOWN = 0.95
WEEKS = 12
"""After so many weeks a month counts as complete."""

OWN_DATE = {
    "aanmeldingen": "aanmelddatum",
    "leveringen": "begindatum",
    "ervaringen": "datum",
    "uitputting": "maand",
}
"""Per source the column that says to which period a row belongs; other tables are never late."""


def delivery_lag(rows: pl.DataFrame, own_date: str, imports: pl.DataFrame, default: int) -> int:
    """Days of lag of one source table. `imports` holds `nummer` and `leverdatum`; `default` when unmeasurable."""
    delivered = rows.select(own_date, nummer="eerste_import").join(
        imports.select("nummer", "leverdatum"), on="nummer", how="inner"
    )
    first = delivered["leverdatum"].min()
    if first is None or delivered["leverdatum"].n_unique() < MIN_DELIVERIES:
        return default
    months = (
        delivered.with_columns(end=pl.col(own_date).dt.month_end())
        .filter(pl.col("end") >= first)
        .with_columns(days=(pl.col("leverdatum") - pl.col("end")).dt.total_days().clip(lower_bound=0))
        .group_by("end")
        .agg(pl.col("days").quantile(KNOWN, interpolation="higher"))
        .sort("end")
    )
    # A month that still runs at the newest delivery is not known yet, so it measures nothing.
    ended = months.filter(pl.col("end") <= delivered["leverdatum"].max()).tail(MONTHS)
    longest = ended["days"].max()
    return int(longest) if isinstance(longest, int | float) else default


def known_after(rows: pl.DataFrame, imports: pl.DataFrame, weeks: int = WEEKS) -> pl.DataFrame:
    """How much of a month was known so many weeks after its end: one row per month and week, columns `maand` (its
    last day), `week` and `deel`.

    `rows` has `dag` (their own date), `nummer` (the import that brought them) and `aantal`. Only months that ended
    after the first delivery, and so long ago that they count as complete; what never came counts nowhere.
    """
    delivered = rows.join(imports.select("nummer", "leverdatum").drop_nulls(), on="nummer", how="inner")
    first, newest = delivered["leverdatum"].min(), delivered["leverdatum"].max()
    if first is None or delivered["leverdatum"].n_unique() < MIN_DELIVERIES:
        return pl.DataFrame(schema={"maand": pl.Date, "week": pl.Int64, "deel": pl.Float64})
    month = pl.col("dag").dt.month_end()
    late = delivered.select("aantal", maand=month, days=pl.col("leverdatum") - month).filter(
        pl.col("maand") >= first, pl.col("maand") + pl.duration(days=7 * weeks) <= newest
    )
    steps = pl.DataFrame({"week": list(range(weeks + 1))}, schema={"week": pl.Int64})
    in_time = pl.col("days") <= pl.duration(days=7 * pl.col("week"))
    return (
        late.join(steps, how="cross")
        .group_by("maand", "week")
        .agg(deel=pl.col("aantal").filter(in_time).sum() / pl.col("aantal").sum())
        .sort("maand", "week")
    )


def delivery_lags(frames: Mapping[str, pl.DataFrame], default: int) -> dict[str, int]:
    """The lag in days per source table. `frames` holds `imports` and the tables of `OWN_DATE`."""
    return {name: delivery_lag(frames[name], column, frames["imports"], default) for name, column in OWN_DATE.items()}

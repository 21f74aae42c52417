"""How long do people wait, those who still wait included?

Kaplan-Meier: at every waiting time with an arrival, the share still waiting drops by arrivals ÷ people at risk.
Whoever is still waiting (or left without arriving) is at risk up to that day and no longer.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_ROUNDING = 1e-9


def waiting_times(rows: pl.DataFrame, per: Sequence[str]) -> pl.DataFrame:
    """`km_mediaan` and `km_p80` per combination of `per`, from the columns `duur` and `gekomen` (yes/no).

    The first waiting time at which at most half (one fifth) still waits; null when that is never reached.
    """
    keys = list(per) or ["_all"]
    if not per:
        rows = rows.with_columns(pl.lit(0, pl.Int8).alias("_all"))
    steps = (
        rows.group_by(*keys, "duur")
        .agg(pl.col("gekomen").sum().cast(pl.Float64).alias("arrived"), pl.len().cast(pl.Float64).alias("leaving"))
        .sort(*keys, "duur")
    )
    steps = steps.with_columns(at_risk=pl.col("leaving").cum_sum(reverse=True).over(keys))
    curve = steps.with_columns(waiting=(1 - pl.col("arrived") / pl.col("at_risk")).cum_prod().over(keys))
    return (
        curve.group_by(keys)
        .agg(
            pl.col("duur").filter(pl.col("waiting") <= 0.5 + _ROUNDING).min().cast(pl.Float64).alias("km_mediaan"),
            pl.col("duur").filter(pl.col("waiting") <= 0.2 + _ROUNDING).min().cast(pl.Float64).alias("km_p80"),
        )
        .drop("_all", strict=False)
    )

"""How long do people wait, those who still wait included?

Kaplan-Meier: at every waiting time with an arrival, the share still waiting drops by arrivals ÷ people at risk.
Whoever is still waiting (or left without arriving) is at risk up to that day and no longer. The 95% band comes from
Greenwood's variance on the log-log scale, so that it stays between 0 and 1; a quantile lies where the band of the
curve crosses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

_ROUNDING = 1e-9
_ARRIVED, _AT_RISK = pl.col("arrived"), pl.col("at_risk")
_Z = 1.959963984540054
_QUANTILES = {"km_mediaan": 0.5, "km_p80": 0.2}
"""Per column the share that still waits there."""


def waiting_times(rows: pl.DataFrame, per: Sequence[str]) -> pl.DataFrame:
    """`km_mediaan` and `km_p80` per combination of `per`, from the columns `duur` and `gekomen` (yes/no).

    The first waiting time at which at most half (one fifth) still waits; null when that is never reached.
    """
    return _first_times(_steps(rows, per), per, {"": "wacht"})


def waiting_times_with_band(rows: pl.DataFrame, per: Sequence[str]) -> pl.DataFrame:
    """The same, with `<column>_onder` and `<column>_boven`: the 95% band of each; null where it has no end."""
    return _first_times(
        _banded(_steps(rows, per), per), per, {"": "wacht", "_onder": "wacht_onder", "_boven": "wacht_boven"}
    )


def _first_times(lines: pl.DataFrame, per: Sequence[str], curves: Mapping[str, str]) -> pl.DataFrame:
    """Per combination the first time that each curve reaches each quantile, named by the suffix of the curve."""
    times = [
        _first_time(curve, share).alias(f"{name}{suffix}")
        for name, share in _QUANTILES.items()
        for suffix, curve in curves.items()
    ]
    return lines.group_by(_keys(per), maintain_order=True).agg(times).drop("_all", strict=False)


def seen_after(rows: pl.DataFrame, per: Sequence[str], times: Sequence[int]) -> pl.DataFrame:
    """The share that arrived within each of `times`, with its band: columns `na`, `waarde`, `onder`, `boven`.

    `gekomen` counts those of whom that is known, `gezien` all. Null after the longest wait that anybody was followed.
    """
    keys = _keys(per)
    lines = _banded(_steps(rows, per), per).with_columns(gekomen=pl.col("arrived").cum_sum().over(keys))
    groups = lines.group_by(keys, maintain_order=True).agg(
        gezien=pl.col("leaving").sum(), langst=pl.col("duur").max(), open=pl.col("wacht").last() > _ROUNDING
    )
    asked = groups.join(pl.DataFrame({"na": pl.Series(times, dtype=pl.Int64)}), how="cross").sort("na")
    known = lines.select(*keys, pl.col("duur").cast(pl.Int64), "wacht", "wacht_onder", "wacht_boven", "gekomen")
    found = asked.join_asof(
        known.sort("duur"), left_on="na", right_on="duur", by=keys, strategy="backward", check_sortedness=False
    )
    beyond = (pl.col("na") > pl.col("langst")) & pl.col("open")
    shares = {
        "waarde": 1 - pl.col("wacht").fill_null(1.0),
        "onder": 1 - pl.col("wacht_boven"),
        "boven": 1 - pl.col("wacht_onder"),
    }
    return found.select(
        *per,
        "na",
        *(pl.when(~beyond).then(share).alias(name) for name, share in shares.items()),
        pl.col("gekomen").fill_null(0.0),
        "gezien",
    ).sort(*per, "na")


def _keys(per: Sequence[str]) -> list[str]:
    return list(per) or ["_all"]


def _steps(rows: pl.DataFrame, per: Sequence[str]) -> pl.DataFrame:
    """One row per combination and waiting time: how many `arrived`, were `at_risk`, and `wacht`: who waits longer."""
    keys = _keys(per)
    if not per:
        rows = rows.with_columns(pl.lit(0, pl.Int8).alias("_all"))
    return (
        rows.group_by(*keys, "duur")
        .agg(pl.col("gekomen").sum().cast(pl.Float64).alias("arrived"), pl.len().cast(pl.Float64).alias("leaving"))
        .sort(*keys, "duur")
        .with_columns(at_risk=pl.col("leaving").cum_sum(reverse=True).over(keys))
        .with_columns(wacht=(1 - _ARRIVED / _AT_RISK).cum_prod().over(keys))
    )


def _banded(steps: pl.DataFrame, per: Sequence[str]) -> pl.DataFrame:
    """The steps with the band of `wacht`.

    Without an arrival up to that time nothing is uncertain and the band is null; so it is once nobody waits.
    """
    steps = steps.with_columns(
        variance=(_ARRIVED / (_AT_RISK * (_AT_RISK - _ARRIVED))).cum_sum().over(_keys(per)),
    )
    waits = pl.col("wacht")
    inside = (waits > _ROUNDING) & (waits < 1 - _ROUNDING)
    reach = _Z * pl.col("variance").sqrt() / waits.log().abs()
    return steps.with_columns(
        wacht_onder=pl.when(inside).then(waits ** reach.exp()),
        wacht_boven=pl.when(inside).then(waits ** (-reach).exp()),
    )


def _first_time(curve: str, share: float) -> pl.Expr:
    return pl.col("duur").filter(pl.col(curve) <= share + _ROUNDING).min().cast(pl.Float64)

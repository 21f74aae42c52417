"""At which providers was a client, one after the other?

Every provider is first replaced by its topmost ouder. Consecutive leveringen of a client at the same provider
are one episode; two consecutive episodes with a gap of at most so many days are a transition.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_STRIDE = 1 << 20
"""More days than any date has, so that the days of one episode never reach those of the next."""
_SHIFT, _OPEN = 400_000, _STRIDE - 1
"""What makes every day positive, and what stands for care that goes on."""


def episodes(rows: pl.DataFrame, per: Sequence[str], first: Sequence[str] = ()) -> pl.DataFrame:
    """Episodes of every client, in order, within every combination of `per`: `top`, `begin`, `end` (null: goes on).

    The columns `first` are those of the first levering of the episode. `rows` are those of `known`: dates after the
    peildatum read as empty there, which can change the order.
    """
    keys = [*per, "client"]
    rows = rows.select(list(dict.fromkeys((*keys, "begindatum", "einde", "top", *first))))
    order = [*keys, "begindatum", "einde", "top"]
    rows = rows.sort(order, nulls_last=True, maintain_order=True) if per else _in_order(rows, order)
    fresh = pl.any_horizontal((pl.col(name) != pl.col(name).shift(1)).fill_null(True) for name in (*keys, "top"))
    rows = rows.with_columns(fresh.alias("_fresh"))
    floor = pl.col("_fresh").cum_sum().cast(pl.Int64) * _STRIDE
    stop = pl.col("einde").to_physical().cast(pl.Int64) + _SHIFT
    latest = (floor + stop.fill_null(_OPEN)).cum_max() - floor
    ends = rows.select(latest.filter(pl.col("_fresh").shift(-1, fill_value=True)).alias("end"))
    end = pl.when(ends["end"] != _OPEN).then((ends["end"] - _SHIFT).cast(pl.Int32).cast(pl.Date)).alias("end")
    begins = rows.filter("_fresh").select(*dict.fromkeys((*keys, "top", *first)), pl.col("begindatum").alias("begin"))
    return begins.with_columns(end)


def _in_order(rows: pl.DataFrame, order: Sequence[str]) -> pl.DataFrame:
    """`rows` sorted by `order`. Prepared rows stand by client and begindatum: only those equal in both move."""
    client, begin = pl.col("client"), pl.col("begindatum")
    same = client == client.shift(1)
    if not rows.select(((client > client.shift(1)) | (same & (begin >= begin.shift(1)))).all()).item():
        return rows.sort(order, nulls_last=True, maintain_order=True)
    equal = (same & (begin == begin.shift(1))).fill_null(False)
    places = rows.select((equal | equal.shift(-1, fill_value=False)).arg_true()).to_series()
    if places.is_empty():
        return rows
    moved = rows[places].with_columns(places.alias("_place")).sort(order, nulls_last=True, maintain_order=True)
    return rows[pl.int_range(rows.height, dtype=pl.UInt32, eager=True).scatter(places, moved["_place"])]


def transitions(parts: pl.DataFrame, per: Sequence[str], window: int) -> pl.DataFrame:
    """Every episode with the next one of the same client: `naar`, `moved` (its begin) and `gelijktijdig`.

    `naar` and `moved` are null without a next episode, or when it began more than `window` days later.
    """
    keys = [*per, "client"]
    same = pl.all_horizontal((pl.col(name) == pl.col(name).shift(-1)).fill_null(False) for name in keys)
    following = pl.col("begin").shift(-1)
    gap = (following - pl.col("end")).dt.total_days()
    counts = same & (gap.is_null() | (gap <= window))
    return parts.with_columns(
        pl.when(counts).then(pl.col("top").shift(-1)).alias("naar"),
        pl.when(counts).then(following).alias("moved"),
        (counts & (pl.col("end").is_null() | (pl.col("end") > following))).alias("gelijktijdig"),
    )

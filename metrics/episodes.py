"""At which providers was a client, one after the other?

Every provider is first replaced by its topmost ouder. Consecutive leveringen of a client at the same provider
are one episode; two consecutive episodes with a gap of at most so many days are a transition.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def episodes(rows: pl.DataFrame, per: Sequence[str], first: Sequence[str] = ()) -> pl.DataFrame:
    """Episodes of every client, in order, within every combination of `per`: `top`, `begin`, `end` (null: goes on).

    The columns `first` are those of the first levering of the episode. `rows` are those of `known`: dates after the
    peildatum read as empty there, which can change the order.
    """
    keys = [*per, "client"]
    rows = rows.sort(*keys, "begindatum", "einde", "top", nulls_last=True, maintain_order=True)
    number = pl.struct(*keys, "top").rle_id().alias("number")
    return (
        rows.with_columns(number)
        .group_by("number", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in (*keys, "top", *first)),
            pl.col("begindatum").first().alias("begin"),
            pl.when(pl.col("einde").null_count() == 0).then(pl.col("einde").max()).alias("end"),
        )
        .drop("number")
    )


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

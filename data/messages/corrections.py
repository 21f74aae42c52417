"""Which delivered lines still stand, after lines with StatusAanlevering 3 took some of them back?

The newest Dagtekening of a key decides. Within one message a 3 comes before a 1. When different messages
of one day both deliver and take back, the counts decide: true senders alternate 1, 3, 1, 3.
"""

from __future__ import annotations

import polars as pl


def standing(lines: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Per key that stands its newest delivered line."""
    delivered = lines.filter(pl.col("status") == "1").sort("dagtekening", "regel").unique(key, keep="last")
    touched = lines.filter(pl.col("status") == "3").select(key).unique()
    if touched.is_empty():
        return delivered
    return delivered.join(_taken_back(lines.join(touched, on=key, how="semi"), key), on=key, how="anti")


def _taken_back(lines: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    delivers, withdraws = pl.col("delivers"), pl.col("withdraws")
    per_message = lines.group_by(*key, "dagtekening", "bericht").agg(
        delivers=(pl.col("status") == "1").any(), withdraws=(pl.col("status") == "3").any()
    )
    last_day = pl.col("dagtekening") == pl.col("dagtekening").max()
    balance = (delivers & ~withdraws).sum().cast(pl.Int64) - (withdraws & ~delivers).sum().cast(pl.Int64)
    return (
        per_message.group_by(key)
        .agg(
            only_withdrawn=~(delivers & last_day).any(),
            withdrawn_too=(withdraws & ~delivers & last_day).any(),
            replaced=(withdraws & delivers & last_day).any(),
            balance=balance,
        )
        .filter(
            pl.col("only_withdrawn")
            | (pl.col("withdrawn_too") & ((pl.col("balance") < 0) | ((pl.col("balance") == 0) & ~pl.col("replaced"))))
        )
        .select(key)
    )

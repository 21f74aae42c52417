"""On how many days was a client in care, each day counted once?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from metrics.rows import active

_EPOCH = date(1970, 1, 1)
_STRIDE = 1 << 20
"""More days than any date has, so that the days of one client never reach those of the next."""


def care_days(rows: pl.DataFrame, per: Sequence[str], first: date, last: date) -> pl.DataFrame:
    """`rows` in care between `first` and `last`, each with `days`: the days that no earlier row already counted.

    A day counts once per client and combination of `per`. `rows` are sorted by client and begindatum.
    """
    begin, end = (first - _EPOCH).days, (last - _EPOCH).days
    care = rows.filter(active("begindatum", "einde", first, last))
    if per:
        care = care.sort(*per, "client", "begindatum")
    keys = [*per, "client"]
    place = (pl.struct(keys) if per else pl.col("client")).rle_id().cast(pl.Int64) * _STRIDE
    start = place + pl.col("begindatum").to_physical().clip(begin, end)
    stop = place + pl.col("einde").to_physical().fill_null(end).clip(begin, end) + 1
    care = care.with_columns(start.alias("_start"), stop.alias("_stop"))
    counted = pl.col("_stop").cum_max().shift(1).fill_null(0)
    days = (pl.col("_stop") - pl.max_horizontal("_start", counted)).clip(0).alias("days")
    return care.with_columns(days).drop("_start", "_stop")

"""Who is in care on a day, who came and who left?

Shared by `in_zorg`, `instroom` and `uitstroom`, so that on every level the stand of the day before plus instroom
minus uitstroom is the stand of the last day.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

import polars as pl

from metrics.outcome import by_period, grouped
from metrics.period import Period
from metrics.request import Request
from metrics.rows import active, aged, known


class Flow(StrEnum):
    """What is counted of the clients of a period."""

    STOCK = "stand"
    IN = "in"
    OUT = "uit"


def flow(request: Request, leveringen: pl.DataFrame, which: Flow) -> pl.DataFrame:
    """Unique clients per level; every level with a client on the day before or on any day has a row, 0 included."""
    rows = known(leveringen, "begindatum", request)
    return by_period(request, lambda period: _one(rows, request, period, which))


def _one(rows: pl.DataFrame, request: Request, period: Period, which: Flow) -> pl.DataFrame:
    before, end = period.begin - timedelta(days=1), request.end(period)
    care = aged(rows.filter(active("begindatum", "einde", before, end)), request, period)
    clients = care.group_by(*request.per, "client").agg(
        active("begindatum", "einde", before, before).any().alias("before"),
        active("begindatum", "einde", period.begin, end).any().alias("during"),
        active("begindatum", "einde", end, end).any().alias("after"),
    )
    counted = {
        Flow.STOCK: pl.col("after"),
        Flow.IN: pl.col("during") & ~pl.col("before"),
        Flow.OUT: ~pl.col("after"),
    }[which]
    total = counted.sum()
    number = total.cast(pl.Float64)
    return grouped(clients, request.per, number.alias("teller"), number.alias("waarde"), total.alias("personen"))

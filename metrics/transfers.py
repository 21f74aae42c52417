"""How much money moves with clients who go from one provider to another?"""

from __future__ import annotations

from datetime import date

import polars as pl

from metrics.episodes import episodes, transitions
from metrics.parents import topmost
from metrics.period import Period
from metrics.request import Request

WINDOW = 365
PAIR = ("van", "naar")


def transfers(
    request: Request, period: Period, parts: pl.DataFrame, leveringen: pl.DataFrame, aanbieders: pl.DataFrame
) -> pl.DataFrame:
    """Per pair with more client-months going than coming back: `van`, `naar`, `months` (net), `euro`, `people`.

    Client-months run from the day of the move to the end of the care there, within the year up to the period's end.
    A client-month is priced at the difference in agreed budget per client. Providers are read as their topmost
    ouder; a pair of which one has no agreed number is left out. `people` lists the clients who moved either way.
    """
    first, end = date(period.year, 1, 1), request.end(period)
    moved = _moves(leveringen, first, end)
    forth = moved.group_by(PAIR).agg(pl.col("days").sum(), pl.col("client").unique().alias("clients"))
    back = forth.select(naar="van", van="naar", back="days", others="clients")
    net = forth.join(back, on=PAIR, how="left").with_columns(net=pl.col("days") - pl.col("back").fill_null(0))
    price = _price(parts, aanbieders)
    priced = net.filter(pl.col("net") > 0)
    for side in PAIR:
        priced = priced.join(price.select(pl.col("top").alias(side), pl.col("b").alias(f"b_{side}")), on=side)
    average = pl.col("net") / ((end - first).days + 1)
    return priced.select(
        *PAIR,
        months=average * end.month,
        euro=average * (pl.col("b_naar") - pl.col("b_van")),
        people=pl.concat_list("clients", pl.col("others").fill_null(pl.lit([], dtype=pl.List(pl.UInt32)))),
    )


def _moves(leveringen: pl.DataFrame, first: date, end: date) -> pl.DataFrame:
    """Every move between `first` and `end`, with the days that were spent there."""
    care = transitions(episodes(leveringen, ()), (), WINDOW).with_columns(left=pl.col("end").shift(-1))
    last = pl.min_horizontal(pl.col("left").fill_null(end), pl.lit(end))
    return care.filter(pl.col("moved").is_between(first, end)).select(
        "client",
        pl.col("top").cast(pl.String).alias("van"),
        pl.col("naar").cast(pl.String),
        days=(last - pl.col("moved")).dt.total_days() + 1,
    )


def _price(parts: pl.DataFrame, aanbieders: pl.DataFrame) -> pl.DataFrame:
    """Agreed budget per agreed client of every provider that has both clients and an agreed number."""
    agreed = parts.filter(pl.col("A") > 0, pl.col("N") > 0)
    agreed = agreed.with_columns(topmost(aanbieders, agreed["aanbieder"]).alias("top"))
    return agreed.group_by("top").agg(b=pl.col("B").sum() / pl.col("A").sum())

"""How is a drift divided into volume, price and mix, so that the parts are the drift to the cent?"""

from __future__ import annotations

import polars as pl

from metrics.agreements import Rows
from metrics.budget import called_unknown, months_to_date
from metrics.outcome import NO_NOEMER, grouped
from metrics.period import Period
from metrics.request import Request

PARTS = ("volume", "prijs", "mix")
TRANSFER = "overgang"
_KEY = "onderdeel"


def divided(request: Request, parts: pl.DataFrame, empty: pl.DataFrame) -> pl.DataFrame:
    """Three rows per combination asked for; `empty` are combinations without a month that counts."""
    cells = grouped(parts, request.per, *_sums())
    cells = _rounded(cells.with_columns(_volume(), _price(), _mix()))
    if empty.height:
        cells = pl.concat([cells, empty], how="diagonal_relaxed")
    long = pl.concat(cells.with_columns(pl.lit(name).alias(_KEY), pl.col(name).alias("teller")) for name in PARTS)
    reason = pl.when(pl.col("teller").is_null()).then(pl.lit(NO_NOEMER)).alias("waarom_leeg")
    return long.with_columns(reason, waarde="teller")


def without_months(request: Request, period: Period, rows: Rows) -> pl.DataFrame:
    """Combinations that have a budget or costs, but no month with both: they have rows without numbers."""
    months = months_to_date(request, period, rows.vierkanten, rows.uitputting, rows.seizoen)
    counts = (pl.col("begroot").is_not_null() & pl.col("uitgeput").is_not_null()).any().alias("counts")
    cells = grouped(months, request.per, counts).filter(~pl.col("counts"))
    return cells.drop("counts").with_columns(
        *called_unknown(request.per), *(pl.lit(None, pl.Float64).alias(name) for name in PARTS)
    )


def moved_along(request: Request, pairs: pl.DataFrame) -> pl.DataFrame:
    """The euros and client-months that moved with clients, per pair or (without van and naar) together."""
    kept = pairs
    for name in set(request.where) & set(pairs.columns):
        kept = kept.filter(pl.col(name).is_in(sorted(request.where[name])))
    people = pl.col("people").explode().n_unique()
    cells = grouped(
        kept, request.per, pl.col("euro").sum().round(2).alias("teller"), pl.col("months").sum().alias("clientmaanden"),
        people.alias("personen"),
    )  # fmt: skip
    return cells.with_columns(pl.lit(TRANSFER).alias(_KEY), waarde="teller")


def _sums() -> list[pl.Expr]:
    """ΣA, ΣN, ΣB, ΣU over the agreements that have both numbers, and what comes from the others."""
    counts = ((pl.col("A") > 0) & (pl.col("N") > 0)).fill_null(False)
    agreed_price = pl.col("B") / pl.col("A")
    totals = [pl.col(name).filter(counts).sum().alias(name) for name in ("A", "N", "B", "U")]
    return [
        *totals,
        (pl.col("N") * agreed_price).filter(counts).sum().alias("at_agreed_price"),
        (pl.col("U") - pl.col("B")).filter(~counts).sum().alias("zonder_aantallen"),
        pl.col("B").sum().round(2).alias("begroot"),
        pl.col("U").sum().round(2).alias("uitgeput"),
        (pl.col("U").sum() - pl.col("B").sum()).round(2).alias("verschil"),
        pl.col("clients").explode().drop_nulls().n_unique().alias("personen"),
    ]


def _volume() -> pl.Expr:
    more = pl.when(pl.col("A") > 0).then((pl.col("N") - pl.col("A")) * pl.col("B") / pl.col("A")).otherwise(0.0)
    return (more + pl.col("zonder_aantallen")).alias("volume")


def _price() -> pl.Expr:
    return (pl.col("U") - pl.col("at_agreed_price")).alias("prijs")


def _mix() -> pl.Expr:
    """Σ N·b − ΣB·ΣN/ΣA: the real clients at the agreed prices, against the same number in the agreed proportions."""
    expected = pl.when(pl.col("A") > 0).then(pl.col("B") * pl.col("N") / pl.col("A")).otherwise(0.0)
    return (pl.col("at_agreed_price") - expected).alias("mix")


def _rounded(cells: pl.DataFrame) -> pl.DataFrame:
    """Every part in whole cents; the largest takes what rounding leaves of the drift."""
    rounded = [pl.col(name).round(2) for name in PARTS]
    total = pl.col("verschil")
    largest = pl.max_horizontal(pl.col(PARTS).abs())
    first = {name: pl.col(name).abs() == largest for name in PARTS}
    takes = {
        "volume": first["volume"],
        "prijs": first["prijs"] & ~first["volume"],
        "mix": first["mix"] & ~first["volume"] & ~first["prijs"],
    }
    cells = cells.with_columns(**{f"takes_{name}": where for name, where in takes.items()}).with_columns(rounded)
    rest = total - pl.sum_horizontal(PARTS)
    cells = cells.with_columns(rest=rest)
    return cells.with_columns(
        pl.when(pl.col(f"takes_{name}")).then((pl.col(name) + pl.col("rest")).round(2)).otherwise(pl.col(name))
        .alias(name)
        for name in PARTS
    ).drop("rest", *(f"takes_{name}" for name in PARTS))  # fmt: skip

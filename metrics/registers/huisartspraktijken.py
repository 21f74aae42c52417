"""How many doctor's practices have a gezinswerker?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped, ratio
from metrics.period import Period
from metrics.registers.reading import entries, newest
from metrics.request import Request


def compute(request: Request, *, huisartspraktijken: pl.DataFrame) -> pl.DataFrame:
    """By the state at the end of the period."""
    rows = entries(huisartspraktijken, "standdatum", request)
    sums = (pl.col("gezinswerker").sum().cast(pl.Float64).alias("teller"), pl.len().cast(pl.Float64).alias("noemer"))

    def one(period: Period) -> pl.DataFrame:
        return grouped(newest(rows, "praktijk", request.end(period)), request.per, *sums).with_columns(ratio())

    return by_period(request, one)


INDICATORS = (
    Indicator(
        key="huisartspraktijken",
        name="Huisartspraktijken met een gezinswerker",
        theme=Theme.VERDIEPING,
        question="Hoeveel huisartspraktijken hebben een gezinswerker?",
        definition="Het deel van de huisartspraktijken met een gezinswerker, aan het eind van de periode.",
        teller="Praktijken met een gezinswerker.",
        noemer="Alle huisartspraktijken.",
        unit=Unit.SHARE,
        shape=Shape.SHARE,
        source="Huisartspraktijken (huisartspraktijken)",
        compute=compute,
        dimensions=("wijk",),
        about_persons=False,
        caveats=("Dit zegt waar een gezinswerker zit, niet hoeveel uur.",),
    ),
)

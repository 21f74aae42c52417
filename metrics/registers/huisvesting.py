"""How many people from opvang and beschermd wonen moved on to a home of their own?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped, ratio
from metrics.period import Level, Period
from metrics.registers.reading import of_period, reported
from metrics.request import Request

DIMENSIONS = ("doelgroep",)


def compute(request: Request, *, huisvesting: pl.DataFrame) -> pl.DataFrame:
    """What was reported for exactly the period, beside what was agreed."""
    rows = reported(huisvesting, request)
    moved, agreed = pl.col("uitgestroomd").sum(), pl.col("afgesproken").sum()
    sums = (moved.cast(pl.Float64).alias("teller"), agreed.cast(pl.Float64).alias("noemer"), moved.alias("personen"))

    def one(period: Period) -> pl.DataFrame:
        return grouped(of_period(rows, period), DIMENSIONS, *sums).with_columns(ratio())

    return by_period(request, one)


INDICATORS = (
    Indicator(
        key="huisvesting_uitstroom",
        name="Uitstroom naar een eigen woning",
        theme=Theme.VERDIEPING,
        question="Hoeveel mensen uit kwetsbare groepen kregen een woning, naast wat is afgesproken?",
        definition="Het aantal mensen dat een woning kreeg, gedeeld door het afgesproken aantal woningen.",
        teller="Mensen die een woning kregen.",
        noemer="Afgesproken woningen.",
        unit=Unit.SHARE,
        shape=Shape.SHARE,
        source="Huisvesting kwetsbare groepen (huisvesting)",
        compute=compute,
        dimensions=DIMENSIONS,
        always_per=DIMENSIONS,
        noemer_about_persons=False,
        levels=frozenset({Level.YEAR}),
        caveats=("Een woning is niet het einde van de steun. Wie daarna hulp houdt, staat bij de andere cijfers.",),
    ),
)

"""How many cases came to a maatwerktafel?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, count
from metrics.period import Level
from metrics.registers.reading import entries
from metrics.request import Request
from metrics.rows import in_period

DIMENSIONS = ("tafel",)


def compute(request: Request, *, maatwerktafels: pl.DataFrame) -> pl.DataFrame:
    """Cases by the day they were first discussed, per table."""
    rows = entries(maatwerktafels, "besproken", request)
    return by_period(
        request, lambda period: count(rows.filter(in_period("besproken", request, period)), DIMENSIONS, "casus")
    )


INDICATORS = (
    Indicator(
        key="maatwerktafel_casussen",
        name="Casussen op de maatwerktafels",
        theme=Theme.VERDIEPING,
        question="Hoeveel casussen kwamen op een maatwerktafel?",
        definition="Per tafel het aantal casussen dat in de periode voor het eerst is besproken.",
        teller="Casussen die in de periode voor het eerst zijn besproken.",
        noemer=None,
        unit=Unit.COUNT,
        shape=Shape.COUNT,
        source="Maatwerktafels (maatwerktafels)",
        compute=compute,
        dimensions=DIMENSIONS,
        always_per=DIMENSIONS,
        levels=frozenset({Level.YEAR}),
        caveats=(
            "In 2019 telden de stad en de wijken. In 2020 telde alleen de stad, tot 1 september. "
            "Vergelijk die jaren alleen per tafel.",
        ),
    ),
)

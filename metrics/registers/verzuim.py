"""How high is sickness absence of a whole organisation?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped, ratio
from metrics.period import Period
from metrics.registers.reading import entries, months
from metrics.request import Request

DIMENSIONS = ("soort_verzuim", "organisatie")


def compute(request: Request, *, verzuim: pl.DataFrame) -> pl.DataFrame:
    """The plain mean of the monthly shares; months weigh the same, whatever the number of staff."""
    rows = entries(verzuim, "maand", request)
    sums = ((pl.col("verzuimpercentage").sum() / 100).alias("teller"), pl.len().cast(pl.Float64).alias("noemer"))

    def one(period: Period) -> pl.DataFrame:
        return grouped(months(rows, request, period), DIMENSIONS, *sums).with_columns(ratio())

    return by_period(request, one)


INDICATORS = (
    Indicator(
        key="verzuim",
        name="Ziekteverzuim",
        theme=Theme.VERDIEPING,
        question="Hoe hoog is het ziekteverzuim?",
        definition="Het gewone gemiddelde van het verzuim per maand, voor de hele organisatie.",
        teller="Verzuim per maand, opgeteld.",
        noemer="Maanden met een opgave.",
        unit=Unit.SHARE,
        shape=Shape.MEAN,
        source="Verzuim (verzuim)",
        compute=compute,
        dimensions=DIMENSIONS,
        always_per=DIMENSIONS,
        about_persons=False,
        caveats=(
            "Alleen voor de hele organisatie. Per team bestaat dit cijfer niet: dat gaat over te weinig mensen.",
            "Kort verzuim is een deel van alle verzuim. Tel ze niet op.",
        ),
    ),
)

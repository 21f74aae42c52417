"""How many clients are in care on an average day of a period?"""

from __future__ import annotations

import polars as pl

from metrics.care_days import care_days
from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped, ratio
from metrics.period import Period
from metrics.request import Request
from metrics.rows import aged, known


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """Client-days ÷ days up to the peildatum. Per level a client counts once per day, however many leveringen."""
    rows = known(leveringen, "begindatum", request)

    def one(period: Period) -> pl.DataFrame:
        end = request.end(period)
        care = care_days(aged(rows, request, period), request.per, period.begin, end)
        return grouped(
            care,
            request.per,
            pl.col("days").sum().cast(pl.Float64).alias("teller"),
            pl.lit(float((end - period.begin).days + 1)).alias("noemer"),
            pl.col("client").n_unique().alias("personen"),
        ).with_columns(ratio())

    return by_period(request, one)


INDICATOR = Indicator(
    key="gemiddeld_in_zorg",
    name="Gemiddeld aantal cliënten in zorg",
    theme=Theme.BEREIK,
    question="Hoeveel cliënten zijn er gemiddeld per dag in zorg?",
    definition="Alle dagen waarop cliënten in zorg waren, gedeeld door het aantal dagen van de periode.",
    teller="Cliëntdagen: elke cliënt telt per dag één keer.",
    noemer="Dagen van de periode, tot en met de peildatum.",
    unit=Unit.CLIENTS,
    shape=Shape.AVERAGE_STOCK,
    source="Leveringen van aanbieders (iJw en iWmo)",
    compute=compute,
    dimensions=LEVERINGEN,
    additive=False,
    noemer_about_persons=False,
    caveats=(
        "Per aanbieder telt een cliënt daar één keer per dag, in het totaal ook één keer per dag. "
        "De som van de aanbieders kan dus hoger zijn dan het totaal.",
    ),
)

"""Does a provider help as many clients as agreed?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import polars as pl

from metrics.budget import BUDGET_OPTION, agreed_in, units, valid_on
from metrics.care_days import care_days
from metrics.dimensions import VIERKANTEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped, ratio, why_empty
from metrics.period import Period
from metrics.request import Request
from metrics.rows import known


def compute(request: Request, *, leveringen: pl.DataFrame, vierkanten: pl.DataFrame) -> pl.DataFrame:
    """Average clients in care ÷ average agreed number, from the year's begin; summed over what has a vierkant."""
    rows = known(leveringen, "begindatum", request)
    keys = units(request)
    how: Literal["left", "full"] = "full" if "aanbieder" in request.per else "left"

    def one(period: Period) -> pl.DataFrame:
        first, end = date(period.year, 1, 1), request.end(period)
        length = (end - first).days + 1
        agreed = _agreed(request, period, vierkanten, [first + timedelta(days=day) for day in range(length)])
        care = care_days(rows, keys, first, end).select(pl.col(keys).cast(pl.String), "client", "days")
        # With a vierkant and nobody in care, or the other way round, there is a row too.
        both = agreed.join(care, on=keys, how=how, coalesce=True)
        cells = grouped(
            both,
            request.per,
            (pl.col("days").sum() / length).cast(pl.Float64).alias("teller"),
            pl.col("client").drop_nulls().n_unique().alias("personen"),
        )
        noemers = grouped(agreed, request.per, pl.col("agreed").sum().alias("noemer"))
        if request.per:
            cells = cells.join(noemers, on=request.per, how="left")
        else:
            cells = pl.concat([cells, noemers], how="horizontal")
        return cells.with_columns(ratio()).with_columns(why_empty())

    return by_period(request, one)


def _agreed(request: Request, period: Period, vierkanten: pl.DataFrame, days: list[date]) -> pl.DataFrame:
    """Per unit the mean agreed number over the days on which one is valid.

    An agreement on all wetten or zorgvormen says nothing of the clients whose wet or zorgvorm is unknown.
    """
    keys = units(request)
    rows = agreed_in(request, period, vierkanten).filter(pl.col(name) != "" for name in keys)
    per_day = valid_on(rows, days, request.options["budget"]).group_by(*keys, "dag").agg(pl.col("clienten").sum())
    return per_day.group_by(keys).agg(agreed=pl.col("clienten").mean())


INDICATOR = Indicator(
    key="vierkant_clienten",
    name="Vierkant: cliënten naast afspraak",
    theme=Theme.BUDGET,
    question="Helpt een aanbieder zoveel cliënten als is afgesproken?",
    definition=(
        "Het gemiddelde aantal cliënten in zorg vanaf het begin van het jaar, gedeeld door het afgesproken gemiddelde "
        "aantal. 1 is precies volgens afspraak."
    ),
    teller="Gemiddeld aantal cliënten in zorg per dag, vanaf het begin van het jaar.",
    noemer="Afgesproken gemiddeld aantal cliënten over dezelfde dagen.",
    unit=Unit.RATIO,
    shape=Shape.RATIO,
    source="Leveringen van aanbieders (iJw en iWmo) en afspraken met aanbieders (vierkanten)",
    compute=compute,
    dimensions=VIERKANTEN,
    options={"budget": BUDGET_OPTION},
    additive=False,
    noemer_about_persons=False,
    caveats=(
        "Zonder keuze voor een aanbieder is het de som over de aanbieders met een afspraak.",
        "Dagen voor de eerste afspraak van het jaar tellen niet mee in het afgesproken gemiddelde.",
    ),
)

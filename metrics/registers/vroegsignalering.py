"""How many residents want help when somebody comes about their arrears, and how many come later?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped, ratio
from metrics.period import Level, Period
from metrics.registers.reading import entries, months
from metrics.request import Request

SOURCE = "Vroegsignalering (vroegsignalen)"


def share_at_the_door(request: Request, *, vroegsignalen: pl.DataFrame) -> pl.DataFrame:
    """Of the residents who were spoken to: who wanted help there and then."""
    rows = entries(vroegsignalen, "maand", request)
    spoken = pl.col("gesproken").sum()
    sums = (pl.col("wil_hulp").sum().cast(pl.Float64).alias("teller"), spoken.cast(pl.Float64).alias("noemer"))

    def one(period: Period) -> pl.DataFrame:
        return grouped(months(rows, request, period), (), *sums, spoken.alias("personen")).with_columns(ratio())

    return by_period(request, one)


def count_later(request: Request, *, vroegsignalen: pl.DataFrame) -> pl.DataFrame:
    """Residents who did not want help at the door and came later; a month that does not know it yet counts none."""
    rows = entries(vroegsignalen, "maand", request).filter(pl.col("later_hulp").is_not_null())
    later = pl.col("later_hulp").sum()

    def one(period: Period) -> pl.DataFrame:
        sums = (later.cast(pl.Float64).alias("teller"), later.alias("personen"))
        return grouped(months(rows, request, period), (), *sums).with_columns(waarde="teller")

    return by_period(request, one)


AAN_DE_DEUR = Indicator(
    key="vroegsignalering_hulp",
    name="Hulp gewenst na een vroegsignaal",
    theme=Theme.VERDIEPING,
    question="Hoeveel inwoners willen hulp als wij aanbellen over een achterstand?",
    definition="Het deel van de gesproken inwoners dat aan de deur hulp wilde.",
    teller="Inwoners die aan de deur hulp wilden.",
    noemer="Inwoners die zijn gesproken.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source=SOURCE,
    compute=share_at_the_door,
    levels=frozenset({Level.YEAR}),
    caveats=(
        "Gedeeld door wie is gesproken, niet door alle bezochte adressen.",
        "Wie later alsnog hulp zoekt, telt hier niet mee. Dat late effect staat apart.",
    ),
)

LATER = Indicator(
    key="vroegsignalering_later",
    name="Later alsnog hulp na een vroegsignaal",
    theme=Theme.VERDIEPING,
    question="Hoeveel inwoners zoeken later alsnog hulp?",
    definition="Het aantal inwoners dat later alsnog hulp zocht, geteld bij de maand van het signaal.",
    teller="Inwoners die later alsnog hulp zochten.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source=SOURCE,
    compute=count_later,
    levels=frozenset({Level.YEAR}),
    caveats=("Het effect komt laat: de laatste maanden lopen nog op.",),
)

INDICATORS = (AAN_DE_DEUR, LATER)

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
    return _added(request, vroegsignalen, pl.col("wil_hulp"), pl.col("gesproken")).with_columns(ratio())


def count_later(request: Request, *, vroegsignalen: pl.DataFrame) -> pl.DataFrame:
    """Residents who did not want help at the door and came later; a month that does not know it yet counts none."""
    return _added(request, vroegsignalen, pl.col("later_hulp"), None).with_columns(waarde="teller")


def _added(request: Request, signalen: pl.DataFrame, teller: pl.Expr, noemer: pl.Expr | None) -> pl.DataFrame:
    rows = entries(signalen, "maand", request)
    people = teller.sum() if noemer is None else noemer.sum()
    sums = [teller.sum().cast(pl.Float64).alias("teller"), people.alias("personen")]
    sums += [] if noemer is None else [people.cast(pl.Float64).alias("noemer")]

    def one(period: Period) -> pl.DataFrame:
        known = months(rows, request, period)
        return grouped(known.filter(teller.is_not_null()), (), *sums)

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

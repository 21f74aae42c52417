"""How many people visited a werkwinkel, and how many of them were not known yet?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, share, unique
from metrics.period import Level, Period
from metrics.registers.reading import entries
from metrics.request import Request
from metrics.rows import in_period

SOURCE = "Werkwinkels (werkwinkelbezoek)"
CAVEAT = "De cijfers gaan over de werkwinkels die bezoekers tellen, niet over de hele stad."


def count_visitors(request: Request, *, werkwinkelbezoek: pl.DataFrame) -> pl.DataFrame:
    """A visitor counts once in a period."""
    rows = entries(werkwinkelbezoek, "bezoekdatum", request)
    return by_period(
        request, lambda period: unique(rows.filter(in_period("bezoekdatum", request, period)), (), "bezoeker_id")
    )


def share_unknown(request: Request, *, werkwinkelbezoek: pl.DataFrame) -> pl.DataFrame:
    """Of the visitors: who was not known, by the first visit in the period; unknown whether known counts as known."""
    rows = entries(werkwinkelbezoek, "bezoekdatum", request).sort("bezoekdatum", "werkwinkel")

    def one(period: Period) -> pl.DataFrame:
        first = rows.filter(in_period("bezoekdatum", request, period)).unique("bezoeker_id", keep="first")
        return share(first, (), ~pl.col("uitkering_bekend"), "bezoeker_id")

    return by_period(request, one)


BEZOEKERS = Indicator(
    key="werkwinkel_bezoekers",
    name="Bezoekers van de werkwinkels",
    theme=Theme.VERDIEPING,
    question="Hoeveel mensen bezochten een werkwinkel?",
    definition="Het aantal mensen dat in de periode ten minste één keer een werkwinkel bezocht.",
    teller="Bezoekers, ieder één keer geteld.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source=SOURCE,
    compute=count_visitors,
    additive=False,
    levels=frozenset({Level.YEAR}),
    caveats=(CAVEAT,),
)

ONBEKEND = Indicator(
    key="werkwinkel_onbekend",
    name="Bezoekers die nog niet bekend waren",
    theme=Theme.VERDIEPING,
    question="Hoeveel bezoekers waren nog niet bekend bij de uitkeringsdienst?",
    definition="Het deel van de bezoekers dat bij het eerste bezoek niet bekend was bij de uitkeringsdienst.",
    teller="Bezoekers die niet bekend waren.",
    noemer="Alle bezoekers, ieder één keer geteld.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source=SOURCE,
    compute=share_unknown,
    additive=False,
    levels=frozenset({Level.YEAR}),
    caveats=(CAVEAT,),
)

INDICATORS = (BEZOEKERS, ONBEKEND)

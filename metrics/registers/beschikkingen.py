"""How many decisions were made on plans of parents, by which route, and how long did that take?"""

from __future__ import annotations

from datetime import date

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import MEAN_ABOUT, MEAN_EXTRA, by_period, mean, unique
from metrics.period import Level, Period
from metrics.registers.brede_ondersteuning import SOURCE
from metrics.registers.reading import entries
from metrics.request import Request
from metrics.rows import in_period

START = date(2026, 3, 1)
"""The first day on which decisions were made; before it there were none to register."""
DIMENSIONS = ("route",)
CAVEATS = (
    "Beschikkingen bestaan sinds 1 maart 2026. Er is geen reeks van daarvoor.",
    "De snelle route is voor eenvoudige aanvragen: vergelijk de doorlooptijd van de routes niet als prestatie.",
)


def count(request: Request, *, oudertrajecten: pl.DataFrame) -> pl.DataFrame:
    """Parents with a decision in the period. A period before the start has no row: there was nothing to count."""
    rows = _decided(request, oudertrajecten)
    return by_period(
        request,
        lambda period: unique(rows.filter(in_period("beschikkingsdatum", request, period)), DIMENSIONS, "ouder_id"),
    )


def days_to_decision(request: Request, *, oudertrajecten: pl.DataFrame) -> pl.DataFrame:
    """Calendar days from the plan to the decision, of decisions in the period."""
    rows = _decided(request, oudertrajecten).with_columns(
        dagen=(pl.col("beschikkingsdatum") - pl.col("plandatum")).dt.total_days()
    )
    rows = rows.filter(pl.col("dagen") >= 0)

    def one(period: Period) -> pl.DataFrame:
        return mean(rows.filter(in_period("beschikkingsdatum", request, period)), DIMENSIONS, "dagen", "ouder_id")

    return by_period(request, one)


def _decided(request: Request, trajecten: pl.DataFrame) -> pl.DataFrame:
    rows = entries(trajecten.with_columns(pl.col("route").fill_null("onbekend")), "contactdatum", request)
    return rows.filter(pl.col("beschikkingsdatum") >= START)


BESCHIKKINGEN = Indicator(
    key="beschikkingen",
    name="Beschikkingen op een plan van aanpak",
    theme=Theme.VERDIEPING,
    question="Hoeveel beschikkingen kwamen er, en langs welke route?",
    definition="Het aantal ouders dat in de periode een beschikking kreeg op het plan van aanpak.",
    teller="Ouders met een beschikking in de periode.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source=SOURCE,
    compute=count,
    dimensions=DIMENSIONS,
    always_per=DIMENSIONS,
    levels=frozenset({Level.HALF}),
    caveats=CAVEATS,
)

DOORLOOPTIJD = Indicator(
    key="doorlooptijd_beschikking",
    name="Doorlooptijd van plan tot beschikking",
    theme=Theme.VERDIEPING,
    question="Hoe lang duurt het van plan tot beschikking?",
    definition="Het gemiddelde aantal dagen van plan tot beschikking, van de beschikkingen in de periode.",
    teller="Dagen van plan tot beschikking, opgeteld.",
    noemer="Ouders met een plan en een beschikking in de periode.",
    unit=Unit.DAYS,
    shape=Shape.MEAN,
    source=SOURCE,
    compute=days_to_decision,
    dimensions=DIMENSIONS,
    always_per=DIMENSIONS,
    extra=MEAN_EXTRA,
    extra_about=MEAN_ABOUT,
    levels=frozenset({Level.HALF}),
    caveats=CAVEATS,
)

INDICATORS = (BESCHIKKINGEN, DOORLOOPTIJD)

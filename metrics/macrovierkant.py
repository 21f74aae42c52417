"""Are all providers together within budget?"""

from __future__ import annotations

import polars as pl

from metrics.budget import BUDGET_OPTION, DRIFT_ABOUT, DRIFT_EXTRA, drift
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.request import Request


def compute(
    request: Request, *, vierkanten: pl.DataFrame, uitputting: pl.DataFrame, seizoen: pl.DataFrame
) -> pl.DataFrame:
    """The vierkant over all providers: each month of a provider counts once its costs were delivered."""
    return drift(request, vierkanten, uitputting, seizoen)


INDICATOR = Indicator(
    key="macrovierkant",
    name="Macrovierkant: alle aanbieders samen",
    theme=Theme.BUDGET,
    question="Blijven alle aanbieders samen binnen het budget?",
    definition=(
        "De uitputting van alle aanbieders min hun budget, gedeeld door hun budget, opgeteld vanaf het begin van het "
        "jaar tot en met de periode."
    ),
    teller="Uitgeput: de geleverde kosten van alle aanbieders vanaf het begin van het jaar, in euro.",
    noemer="Begroot: het budget van alle aanbieders over dezelfde maanden, in euro.",
    unit=Unit.DRIFT,
    shape=Shape.BUDGET,
    source="Afspraken met aanbieders (vierkanten) en kosten per maand (uitputting)",
    compute=compute,
    options={"budget": BUDGET_OPTION},
    extra=DRIFT_EXTRA,
    extra_about=DRIFT_ABOUT,
    about_persons=False,
    caveats=(
        "Een maand van een aanbieder telt pas mee als de kosten van die maand zijn geleverd.",
        "Kosten zonder budget tellen niet mee en staan apart.",
    ),
)

"""Is a provider within the budget that was agreed?"""

from __future__ import annotations

import polars as pl

from metrics.budget import BUDGET_OPTION, DRIFT_ABOUT, DRIFT_EXTRA, drift
from metrics.dimensions import VIERKANTEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.request import Request


def compute(
    request: Request, *, vierkanten: pl.DataFrame, uitputting: pl.DataFrame, seizoen: pl.DataFrame
) -> pl.DataFrame:
    """Cumulative from the year's begin; only months that were delivered count, in begroot and in uitgeput."""
    return drift(request, vierkanten, uitputting, seizoen)


INDICATOR = Indicator(
    key="vierkant",
    name="Vierkant: uitgaven naast budget",
    theme=Theme.BUDGET,
    question="Blijft een aanbieder binnen het afgesproken budget?",
    definition=(
        "De uitputting min het budget, gedeeld door het budget, opgeteld vanaf het begin van het jaar tot en met de "
        "periode. Alleen maanden waarvan de kosten zijn geleverd, tellen mee."
    ),
    teller="Uitgeput: de geleverde kosten vanaf het begin van het jaar, in euro.",
    noemer="Begroot: het budget over dezelfde maanden, in euro.",
    unit=Unit.DRIFT,
    shape=Shape.BUDGET,
    source="Afspraken met aanbieders (vierkanten) en kosten per maand (uitputting)",
    compute=compute,
    dimensions=VIERKANTEN,
    options={"budget": BUDGET_OPTION},
    extra=DRIFT_EXTRA,
    extra_about=DRIFT_ABOUT,
    about_persons=False,
    caveats=(
        "Het budget van een maand is een twaalfde van het jaarbudget dat op de eerste dag van die maand geldt, of het "
        "seizoensdeel als dat is vastgelegd.",
        "Een afspraak voor de hele aanbieder gaat voor afspraken per zorgvorm.",
        "Met budget=origineel telt de eerste afspraak van het jaar.",
    ),
)

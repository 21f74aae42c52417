"""How long did clients wait between a provider's request and the start?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.request import Request
from metrics.waiting import CAVEATS, EXTRA, EXTRA_ABOUT, OPTIONS, compute_wait


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """From the Dagtekening of the 315; only toewijzingen that answer such a request."""
    return compute_wait(request, leveringen, "verzoekdatum")


INDICATOR = Indicator(
    key="wachttijd_verzoek",
    name="Wachttijd vanaf het verzoek",
    theme=Theme.BESCHIKBAARHEID,
    question="Hoe lang duurt het van het verzoek van de aanbieder tot de zorg begint?",
    definition=(
        "Het gemiddelde aantal dagen van het verzoek om toewijzing (bericht 315) tot de eerste dag van de zorg, over "
        "de zorg die in de periode begon."
    ),
    teller="Alle gewachte dagen samen.",
    noemer="Toewijzingen waarvan de zorg in de periode begon.",
    unit=Unit.DAYS,
    shape=Shape.MEAN,
    source="Verzoeken, toewijzingen en startberichten (iJw en iWmo, 315, 301 en 305)",
    compute=compute,
    dimensions=LEVERINGEN,
    options=OPTIONS,
    extra=EXTRA,
    extra_about=EXTRA_ABOUT,
    caveats=(
        "Alleen toewijzingen waar een aanbieder om vroeg. Vaak is er dan al een intake geweest.",
        *CAVEATS,
    ),
)

"""How long did clients wait between toewijzing and start?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.request import Request
from metrics.waiting import CAVEATS, EXTRA, EXTRA_ABOUT, OPTIONS, compute_wait


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """From the Toewijzingsdatum of the first version; unknown when that version was never received."""
    return compute_wait(request, leveringen, "toewijzingsdatum")


INDICATOR = Indicator(
    key="wachttijd_toewijzing",
    name="Wachttijd vanaf de toewijzing",
    theme=Theme.BESCHIKBAARHEID,
    question="Hoe lang wachten cliënten na de toewijzing tot de zorg begint?",
    definition=(
        "Het gemiddelde aantal dagen van de eerste toewijzingsdatum tot de eerste dag van de zorg, over de zorg die in "
        "de periode begon."
    ),
    teller="Alle gewachte dagen samen.",
    noemer="Toewijzingen waarvan de zorg in de periode begon.",
    unit=Unit.DAYS,
    shape=Shape.MEAN,
    source="Toewijzingen en startberichten (iJw en iWmo, 301 en 305) of leveringen",
    compute=compute,
    dimensions=LEVERINGEN,
    options=OPTIONS,
    extra=EXTRA,
    extra_about=EXTRA_ABOUT,
    caveats=(
        "De tijd voor de toewijzing zit er niet in: aanmelding en onderzoek staan in geen enkel bericht.",
        *CAVEATS,
    ),
)

"""How long after the intended day did care begin?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.request import Request
from metrics.waiting import CAVEATS, EXTRA, EXTRA_ABOUT, OPTIONS, compute_wait


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """From the Ingangsdatum of the first version, else the one that the start message names."""
    return compute_wait(request, leveringen, "ingangsdatum")


INDICATOR = Indicator(
    key="wachttijd_beoogd",
    name="Wachttijd vanaf de beoogde start",
    theme=Theme.BESCHIKBAARHEID,
    question="Hoeveel later dan bedoeld begint de zorg?",
    definition=(
        "Het gemiddelde aantal dagen van de eerste ingangsdatum van de toewijzing tot de eerste dag van de zorg, over "
        "de zorg die in de periode begon."
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
        "Deze tijd is 0 of minder als de gemeente de afgesproken startdag als ingangsdatum invult.",
        *CAVEATS,
    ),
)

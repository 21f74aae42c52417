"""How many clients came into care?"""

from __future__ import annotations

import polars as pl

from metrics.care import Flow, flow
from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.request import Request


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """Clients in care on any day of the period who were not in care on the day before it, per level."""
    return flow(request, leveringen, Flow.IN)


INDICATOR = Indicator(
    key="instroom",
    name="Instroom",
    theme=Theme.DOORSTROOM,
    question="Hoeveel cliënten kwamen er bij in de zorg?",
    definition=(
        "Het aantal unieke cliënten dat op een dag van de periode in zorg was, en op de dag voor de periode niet."
    ),
    teller="Unieke cliënten in zorg in de periode, die op de dag ervoor niet in zorg waren.",
    noemer=None,
    unit=Unit.CLIENTS,
    shape=Shape.COUNT,
    source="Leveringen van aanbieders (iJw en iWmo)",
    compute=compute,
    dimensions=LEVERINGEN,
    additive=False,
    caveats=(
        "Per aanbieder telt instroom bij die aanbieder. Wie van de ene naar de andere aanbieder gaat, is geen "
        "instroom in het totaal.",
        "De stand op de dag ervoor plus instroom min uitstroom is de stand op de laatste dag.",
    ),
)

"""How many clients left care?"""

from __future__ import annotations

import polars as pl

from metrics.care import Flow, flow
from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.request import Request


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """Clients in care on the day before or on any day of the period who are not in care on its last day."""
    return flow(request, leveringen, Flow.OUT)


INDICATOR = Indicator(
    key="uitstroom",
    name="Uitstroom",
    theme=Theme.DOORSTROOM,
    question="Hoeveel cliënten gingen er uit de zorg?",
    definition=(
        "Het aantal unieke cliënten dat op de dag voor de periode of op een dag van de periode in zorg was, en op de "
        "laatste dag niet meer."
    ),
    teller="Unieke cliënten die in zorg waren en op de laatste dag van de periode niet meer.",
    noemer=None,
    unit=Unit.CLIENTS,
    shape=Shape.COUNT,
    source="Leveringen van aanbieders (iJw en iWmo)",
    compute=compute,
    dimensions=LEVERINGEN,
    additive=False,
    caveats=(
        "Per aanbieder telt uitstroom bij die aanbieder. Wie naar een andere aanbieder gaat, is geen uitstroom in het "
        "totaal.",
        "De stand op de dag ervoor plus instroom min uitstroom is de stand op de laatste dag.",
    ),
)

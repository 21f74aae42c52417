"""How many clients are in care on the last day of a period?"""

from __future__ import annotations

import polars as pl

from metrics.care import Flow, flow
from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.request import Request


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """A running period is counted on the peildatum."""
    return flow(request, leveringen, Flow.STOCK)


INDICATOR = Indicator(
    key="in_zorg",
    name="Cliënten in zorg",
    theme=Theme.BEREIK,
    question="Hoeveel cliënten zijn in zorg op de laatste dag van de periode?",
    definition="Het aantal unieke cliënten met zorg op de laatste dag van de periode.",
    teller="Unieke cliënten in zorg op de laatste dag van de periode.",
    noemer=None,
    unit=Unit.CLIENTS,
    shape=Shape.COUNT,
    source="Leveringen van aanbieders (iJw en iWmo)",
    compute=compute,
    dimensions=LEVERINGEN,
    additive=False,
    caveats=(
        "Een cliënt is in zorg van de begindatum tot en met de einddatum.",
        "Een tijdelijke stop (reden 20) beëindigt de zorg niet.",
        "Bij een lopende periode telt de stand op de peildatum.",
    ),
)

"""Why did care end?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, count
from metrics.period import Period
from metrics.request import Request
from metrics.rows import aged, in_period, known

_ALWAYS = ("reden", "wet")


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """Definitive stops by einddatum; a temporary stop is none, 36 and 37 are `administratief`."""
    rows = known(leveringen, "begindatum", request)
    keys = tuple(dict.fromkeys((*_ALWAYS, *request.per)))

    def one(period: Period) -> pl.DataFrame:
        stops = rows.filter(in_period("stopdatum", request, period))
        return count(aged(stops, request, period), keys, "client")

    return by_period(request, one)


INDICATOR = Indicator(
    key="reden_beeindiging",
    name="Reden van beëindiging",
    theme=Theme.DOORSTROOM,
    question="Waarom eindigde de zorg?",
    definition="Het aantal leveringen dat in de periode definitief stopte, per reden en per wet.",
    teller="Definitieve stops met een einddatum in de periode.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source="Leveringen van aanbieders (iJw en iWmo, bericht 307)",
    compute=compute,
    dimensions=("reden", *LEVERINGEN),
    always_per=_ALWAYS,
    caveats=(
        "De codes verschillen per wet: reden 31 betekent in de Jeugdwet iets anders dan in de Wmo.",
        "36 (door de gemeente) en 37 (wijziging) zijn administratief: de zorg kan gewoon doorgaan.",
        "Een tijdelijke stop (20) telt niet mee.",
    ),
)

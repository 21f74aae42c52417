"""How many complaints about brede ondersteuning came in?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, count
from metrics.period import Level
from metrics.registers.reading import entries
from metrics.request import Request
from metrics.rows import in_period


def compute(request: Request, *, klachten: pl.DataFrame) -> pl.DataFrame:
    """Complaints by the day they came; each counts as one person, as nothing else is kept."""
    rows = entries(klachten, "ontvangstdatum", request)
    return by_period(
        request, lambda period: count(rows.filter(in_period("ontvangstdatum", request, period)), (), "klacht")
    )


INDICATORS = (
    Indicator(
        key="klachten_brede_ondersteuning",
        name="Klachten over brede ondersteuning",
        theme=Theme.VERDIEPING,
        question="Hoeveel klachten kwamen er over brede ondersteuning?",
        definition="Het aantal klachten dat in de periode binnenkwam.",
        teller="Klachten die in de periode binnenkwamen.",
        noemer=None,
        unit=Unit.COUNT,
        shape=Shape.COUNT,
        source="Klachten brede ondersteuning (klachten)",
        compute=compute,
        levels=frozenset({Level.HALF}),
        caveats=(
            "Deze klachten worden sinds 2026 apart geregistreerd. Er is geen reeks van daarvoor.",
            "Meer klachten kan ook betekenen dat klagen makkelijker werd.",
        ),
    ),
)

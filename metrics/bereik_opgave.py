"""How many participants do general provisions say they reach?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped
from metrics.request import Request
from metrics.rows import selected


def compute(request: Request, *, bereikopgaven: pl.DataFrame) -> pl.DataFrame:
    """Only what was reported for exactly this period: people of two quarters may be the same people."""
    rows = selected(bereikopgaven, request)
    total = pl.col("deelnemers").sum()
    return by_period(
        request,
        lambda period: grouped(
            rows.filter(pl.col("periode") == str(period)),
            request.per,
            total.cast(pl.Float64).alias("teller"),
            total.alias("personen"),
        ).with_columns(waarde="teller"),
    )


INDICATOR = Indicator(
    key="bereik_opgave",
    name="Opgegeven deelnemers van algemene voorzieningen",
    theme=Theme.BEREIK,
    question="Hoeveel deelnemers geven algemene voorzieningen zelf op?",
    definition="Het aantal deelnemers dat voorzieningen zelf opgaven over precies deze periode.",
    teller="Opgegeven deelnemers.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source="Opgaven van voorzieningen (bereikopgaven)",
    compute=compute,
    dimensions=("organisatie", "voorziening", "gebied"),
    caveats=(
        "Dit zijn tellingen van de voorzieningen zelf, geen registratie van personen. Tel ze nooit op bij het bereik.",
        "Eén persoon kan bij meer voorzieningen zijn geteld.",
        "Opgaven over kwartalen worden niet opgeteld tot een jaar: het kunnen dezelfde mensen zijn.",
    ),
)

"""How far are the recommendations of the evaluation of brede ondersteuning?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period
from metrics.period import Period
from metrics.registers.reading import entries, newest
from metrics.request import Request

DIMENSIONS = ("aanbeveling",)
EXTRA = {"status": pl.String(), "actie": pl.String()}


def compute(request: Request, *, aanbevelingen: pl.DataFrame) -> pl.DataFrame:
    """Per recommendation its state at the end of the period: 1 when done, else 0."""
    rows = entries(aanbevelingen, "standdatum", request)

    def one(period: Period) -> pl.DataFrame:
        state = newest(rows, "aanbeveling", request.end(period))
        done = (pl.col("status") == "klaar").cast(pl.Float64)
        return state.select("aanbeveling", "status", "actie", done.alias("teller"), noemer=pl.lit(1.0), waarde=done)

    return by_period(request, one)


INDICATORS = (
    Indicator(
        key="aanbevelingen",
        name="Aanbevelingen over brede ondersteuning",
        theme=Theme.VERDIEPING,
        question="Hoe ver zijn de aanbevelingen?",
        definition="Per aanbeveling de stand aan het eind van de periode, met wat eraan gedaan wordt.",
        teller="1 als de aanbeveling klaar is, anders 0.",
        noemer="De aanbeveling zelf.",
        unit=Unit.SHARE,
        shape=Shape.SHARE,
        source="Aanbevelingen (aanbevelingen)",
        compute=compute,
        dimensions=DIMENSIONS,
        always_per=DIMENSIONS,
        extra=EXTRA,
        extra_about={"status": "Niet begonnen, bezig of klaar.", "actie": "Wat eraan gedaan wordt."},
        about_persons=False,
        caveats=("Klaar wil zeggen dat de afspraak is uitgevoerd, niet dat ouders het al merken.",),
    ),
)

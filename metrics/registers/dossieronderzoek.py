"""What did a review of a sample of plans find?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.interval import wilson
from metrics.outcome import INTERVAL_ABOUT, INTERVAL_EXTRA, by_period, grouped, ratio
from metrics.period import Level, Period
from metrics.registers.reading import of_period, reported
from metrics.request import Request

DIMENSIONS = ("kenmerk",)


def compute(request: Request, *, dossieronderzoek: pl.DataFrame) -> pl.DataFrame:
    """Per thing that was looked for: plans in which it stood, of those reviewed, with Wilson's interval."""
    rows = reported(dossieronderzoek, request)
    lower, upper = wilson()
    looked = pl.col("bekeken").sum()
    sums = (pl.col("gevonden").sum().cast(pl.Float64).alias("teller"), looked.cast(pl.Float64).alias("noemer"))

    def one(period: Period) -> pl.DataFrame:
        found = grouped(of_period(rows, period), DIMENSIONS, *sums, looked.alias("personen"))
        return found.with_columns(ratio()).with_columns(lower.alias("onder"), upper.alias("boven"))

    return by_period(request, one)


INDICATORS = (
    Indicator(
        key="veiligheid_steekproef",
        name="Veiligheid in een steekproef van gezinsplannen",
        theme=Theme.VERDIEPING,
        question="Wat staat er in de plannen van gezinnen met zorgen over veiligheid?",
        definition="Per kenmerk het deel van de bekeken gezinsplannen waarin het stond.",
        teller="Plannen waarin het kenmerk stond.",
        noemer="Bekeken plannen van gezinnen met zorgen over veiligheid.",
        unit=Unit.SHARE,
        shape=Shape.SHARE,
        source="Dossieronderzoek (dossieronderzoek)",
        compute=compute,
        dimensions=DIMENSIONS,
        always_per=DIMENSIONS,
        extra=INTERVAL_EXTRA,
        extra_about=INTERVAL_ABOUT,
        levels=frozenset({Level.YEAR}),
        caveats=(
            "De plannen komen uit een paar gekozen wijken. Het is geen steekproef van de hele stad.",
            "Kenmerken overlappen: een plan kan er meer hebben. Teken er geen taart van.",
        ),
    ),
)

"""How do parents experience brede ondersteuning?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.interval import wilson
from metrics.outcome import INTERVAL_ABOUT, INTERVAL_EXTRA, by_period, share
from metrics.period import Level, Period
from metrics.registers.reading import entries
from metrics.request import Request
from metrics.rows import in_period

DIMENSIONS = ("vraag",)


def compute(request: Request, *, ouderervaringen: pl.DataFrame) -> pl.DataFrame:
    """Answers 4 and 5 of all answers 1 to 5; n.v.t. does not count."""
    score = pl.col("score").cast(pl.Int64, strict=False)
    rows = entries(ouderervaringen, "invuldatum", request).filter(score.is_between(1, 5))
    lower, upper = wilson()

    def one(period: Period) -> pl.DataFrame:
        answers = rows.filter(in_period("invuldatum", request, period))
        return share(answers, DIMENSIONS, score >= 4, "invuller").with_columns(
            lower.alias("onder"), upper.alias("boven")
        )

    return by_period(request, one)


INDICATORS = (
    Indicator(
        key="ervaring_brede_ondersteuning",
        name="Ervaring van ouders met brede ondersteuning",
        theme=Theme.VERDIEPING,
        question="Hoeveel ouders zijn het eens met de stelling?",
        definition="Het deel van de geldige antwoorden dat 'eens' of 'helemaal eens' is (4 of 5 op de schaal 1 tot 5).",
        teller="Antwoorden 4 of 5.",
        noemer="Alle antwoorden 1 tot en met 5.",
        unit=Unit.SHARE,
        shape=Shape.SHARE,
        source="Vragenlijst brede ondersteuning (ouderervaringen)",
        compute=compute,
        dimensions=DIMENSIONS,
        always_per=DIMENSIONS,
        extra=INTERVAL_EXTRA,
        extra_about=INTERVAL_ABOUT,
        levels=frozenset({Level.HALF}),
        caveats=("Dit is een eigen vragenlijst, niet de Ervaringswijzer. Leg de cijfers niet naast elkaar.",),
    ),
)

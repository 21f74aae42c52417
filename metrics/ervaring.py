"""How do families experience the support?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import ERVARINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.interval import wilson
from metrics.outcome import INTERVAL_ABOUT, INTERVAL_EXTRA, by_period, of_periods, share
from metrics.period import Period
from metrics.request import Request
from metrics.rows import in_period, known


def compute(request: Request, *, ervaringen: pl.DataFrame) -> pl.DataFrame:
    """Valid answers are 1 to 5; n.v.t. does not count. Answers of one respondent on different dates all count."""
    rows = of_periods(known(ervaringen, "datum", request), request, "datum").filter(pl.col("score").is_between(1, 5))
    lower, upper = wilson()

    def one(period: Period) -> pl.DataFrame:
        answers = rows.filter(in_period("datum", request, period))
        result = share(answers, request.per, pl.col("score") >= 4, "respondent")
        return result.with_columns(lower.alias("onder"), upper.alias("boven"))

    return by_period(request, one)


INDICATOR = Indicator(
    key="ervaring",
    name="Ervaring van gezinnen",
    theme=Theme.ERVARINGEN,
    question="Hoeveel gezinnen zijn het eens met de stelling?",
    definition="Het deel van de geldige antwoorden dat 'eens' of 'helemaal eens' is (4 of 5 op de schaal 1 tot 5).",
    teller="Antwoorden 4 of 5.",
    noemer="Alle antwoorden 1 tot en met 5.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source="Ervaringswijzer (ervaringen)",
    compute=compute,
    dimensions=ERVARINGEN,
    extra=INTERVAL_EXTRA,
    extra_about=INTERVAL_ABOUT,
    caveats=(
        "Niet ieder gezin vult de vragen in. Het cijfer is een steekproef; let op de onder- en bovengrens.",
        "Zonder stelling tellen de antwoorden op alle stellingen samen.",
        "Het antwoord 'n.v.t.' telt niet mee.",
    ),
)

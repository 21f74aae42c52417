"""Which parents of the toeslagenherstel were reached, and who has a plan?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, share, unique
from metrics.period import Level
from metrics.registers.reading import entries
from metrics.request import Request
from metrics.rows import in_period

SOURCE = "Brede ondersteuning (oudertrajecten)"
BEFORE_MARCH_2026 = (
    "Sinds 1 maart 2026 volgt op een plan een beschikking. Vergelijk plannen van voor en na die dag niet."
)


def count_reached(request: Request, *, oudertrajecten: pl.DataFrame) -> pl.DataFrame:
    """A parent counts in the period of the first contact."""
    rows = entries(oudertrajecten, "contactdatum", request)
    return by_period(
        request,
        lambda period: unique(rows.filter(in_period("contactdatum", request, period)), request.per, "ouder_id"),
    )


def share_with_plan(request: Request, *, oudertrajecten: pl.DataFrame) -> pl.DataFrame:
    """Of the parents of the period who want help: whoever has a plan by the peildatum."""
    rows = entries(oudertrajecten, "contactdatum", request).filter(pl.col("wil_hulp").fill_null(False))
    planned = pl.col("plandatum").is_not_null()
    return by_period(
        request,
        lambda period: share(rows.filter(in_period("contactdatum", request, period)), request.per, planned, "ouder_id"),
    )


OUDERS_BEREIKT = Indicator(
    key="ouders_bereikt",
    name="Ouders bereikt met brede ondersteuning",
    theme=Theme.VERDIEPING,
    question="Hoeveel gedupeerde ouders zijn bereikt?",
    definition="Het aantal ouders met wie in de periode het eerste contact was.",
    teller="Ouders met een eerste contact in de periode.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source=SOURCE,
    compute=count_reached,
    levels=frozenset({Level.YEAR}),
    caveats=("Bereikt is niet geholpen: veel ouders willen na een gesprek geen hulp.",),
)

OUDERS_MET_PLAN = Indicator(
    key="ouders_met_plan",
    name="Ouders met een plan van aanpak",
    theme=Theme.VERDIEPING,
    question="Hoeveel ouders die hulp willen, hebben een plan van aanpak?",
    definition="Het deel van de in de periode bereikte ouders die hulp willen, dat nu een plan van aanpak heeft.",
    teller="Ouders met een plan van aanpak.",
    noemer="Ouders die in de periode zijn bereikt en hulp willen.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source=SOURCE,
    compute=share_with_plan,
    levels=frozenset({Level.YEAR}),
    caveats=("Wie pas kort geleden is bereikt, kan nog geen plan hebben.", BEFORE_MARCH_2026),
)

INDICATORS = (OUDERS_BEREIKT, OUDERS_MET_PLAN)

"""How many families start within two weeks after the kennismaking?"""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from metrics.dimensions import AANMELDINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, of_periods, share
from metrics.request import Request
from metrics.rows import in_period, known

_DAYS = 14


def compute(request: Request, *, aanmeldingen: pl.DataFrame) -> pl.DataFrame:
    """Kennismakingen of 14 days or fewer before the peildatum are left out. A start before it counts."""
    decided = pl.col("kennismakingsdatum") < request.peildatum - timedelta(days=_DAYS)
    soon = pl.col("startdatum") <= pl.col("kennismakingsdatum").dt.offset_by(f"{_DAYS}d")
    rows = of_periods(known(aanmeldingen, "aanmelddatum", request), request, "kennismakingsdatum").filter(decided)
    return by_period(
        request,
        lambda period: share(rows.filter(in_period("kennismakingsdatum", request, period)), request.per, soon, "gezin"),
    )


INDICATOR = Indicator(
    key="start_binnen_twee_weken",
    name="Start binnen twee weken",
    theme=Theme.BESCHIKBAARHEID,
    question="Hoeveel gezinnen krijgen binnen twee weken na de kennismaking steun?",
    definition=(
        "Het deel van de kennismakingen in de periode waarna de steun binnen 14 dagen begon. "
        "Kennismakingen van de laatste 14 dagen voor de peildatum tellen nog niet mee."
    ),
    teller="Kennismakingen waarna de steun binnen 14 dagen begon.",
    noemer="Kennismakingen in de periode, meer dan 14 dagen voor de peildatum.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source="Registratie van de buurtteams (aanmeldingen)",
    compute=compute,
    dimensions=AANMELDINGEN,
    caveats=("Steun die al voor de kennismaking begon, telt als op tijd. Kijk in de bevindingen hoe vaak dat is.",),
)

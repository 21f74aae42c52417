"""How many families start later than four weeks after the kennismaking, or not at all?"""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from metrics.dimensions import AANMELDINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, of_periods, share
from metrics.request import Request
from metrics.rows import in_period, known

_DAYS = 28


def compute(request: Request, *, aanmeldingen: pl.DataFrame) -> pl.DataFrame:
    """Kennismakingen of 28 days or fewer before the peildatum are left out. Not started counts as late."""
    decided = pl.col("kennismakingsdatum") < request.peildatum - timedelta(days=_DAYS)
    in_time = pl.col("startdatum") <= pl.col("kennismakingsdatum").dt.offset_by(f"{_DAYS}d")
    late = ~in_time.fill_null(False)
    rows = of_periods(known(aanmeldingen, "aanmelddatum", request), request, "kennismakingsdatum").filter(decided)
    return by_period(
        request,
        lambda period: share(rows.filter(in_period("kennismakingsdatum", request, period)), request.per, late, "gezin"),
    )


INDICATOR = Indicator(
    key="start_na_vier_weken",
    name="Start na meer dan vier weken",
    theme=Theme.BESCHIKBAARHEID,
    question="Hoeveel gezinnen wachten na de kennismaking langer dan vier weken op steun?",
    definition=(
        "Het deel van de kennismakingen in de periode waarna de steun later dan 28 dagen begon of nog niet begon. "
        "Kennismakingen van de laatste 28 dagen voor de peildatum tellen nog niet mee."
    ),
    teller="Kennismakingen waarna de steun later dan 28 dagen begon, of niet begon.",
    noemer="Kennismakingen in de periode, meer dan 28 dagen voor de peildatum.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source="Registratie van de buurtteams (aanmeldingen)",
    compute=compute,
    dimensions=AANMELDINGEN,
    caveats=("Ook een gezin dat na de kennismaking geen steun nodig had, telt hier mee als niet begonnen.",),
)

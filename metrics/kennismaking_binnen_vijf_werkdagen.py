"""How many families meet their buurtteam within five working days?"""

from __future__ import annotations

from datetime import date

import polars as pl

from metrics.dimensions import AANMELDINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import NOT_REGISTERED, by_period, of_periods, share
from metrics.period import Period
from metrics.request import Request
from metrics.rows import in_period, known, working_days_waited
from metrics.workdays import number_on

_NORM = 5
_FILLED = 0.9
_WISHED_COUNTS = "zonder gewenst later"


def compute(request: Request, *, aanmeldingen: pl.DataFrame, werkdagen: pl.DataFrame) -> pl.DataFrame:
    """Aanmeldingen of which five working days or fewer have passed are left out, whatever came of them.

    The reading `zonder gewenst later` exists only where the field is filled for 90% of all aanmeldingen of the
    period, whatever the selection; elsewhere teller, noemer and waarde are null.
    """
    wished_counts = request.options["lezing"] == _WISHED_COUNTS
    decided = number_on(werkdagen, request.peildatum) - pl.col("werkdag_aanmelding") > _NORM
    timely = (working_days_waited() <= _NORM).fill_null(False)
    if wished_counts:
        timely = timely | pl.col("gewenst_later").fill_null(False)
    rows = of_periods(known(aanmeldingen, "aanmelddatum", request), request, "aanmelddatum").filter(decided)

    def one(period: Period) -> pl.DataFrame:
        result = share(rows.filter(in_period("aanmelddatum", request, period)), request.per, timely, "gezin")
        if wished_counts and not _registered(aanmeldingen, period.begin, request.end(period)):
            return result.with_columns(_unknown(), waarom_leeg=pl.lit(NOT_REGISTERED))
        return result

    return by_period(request, one)


def _registered(aanmeldingen: pl.DataFrame, first: date, last: date) -> bool:
    field = aanmeldingen.filter(pl.col("aanmelddatum").is_between(first, last))["gewenst_later"]
    return len(field) > 0 and len(field) - field.null_count() >= _FILLED * len(field)


def _unknown() -> pl.Expr:
    return pl.when(False).then(pl.col("teller", "noemer", "waarde"))


INDICATOR = Indicator(
    key="kennismaking_binnen_vijf_werkdagen",
    name="Kennismaking binnen vijf werkdagen",
    theme=Theme.BESCHIKBAARHEID,
    question="Hoeveel gezinnen maken binnen vijf werkdagen kennis met het buurtteam?",
    definition=(
        "Het deel van de aanmeldingen in de periode met een kennismaking binnen vijf werkdagen. "
        "Aanmeldingen waarvan op de peildatum nog geen zes werkdagen voorbij zijn, tellen nog niet mee."
    ),
    teller="Aanmeldingen met een kennismaking binnen vijf werkdagen na de aanmelding.",
    noemer="Aanmeldingen in de periode waarvan meer dan vijf werkdagen voorbij zijn.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source="Registratie van de buurtteams (aanmeldingen)",
    compute=compute,
    dimensions=AANMELDINGEN,
    options={"lezing": ("alle", _WISHED_COUNTS)},
    caveats=(
        "In de lezing 'zonder gewenst later' telt een gezin dat zelf een latere datum wilde als op tijd, ook als er "
        "nog geen kennismaking is. Die lezing kan alleen als het veld voor ten minste 90% van de aanmeldingen is "
        "ingevuld.",
        "Werkdagen zijn maandag tot en met vrijdag zonder feestdagen. De dag van aanmelding telt niet mee.",
    ),
)

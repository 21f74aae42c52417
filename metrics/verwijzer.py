"""Who refers people to care?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import AANMELDINGEN, LEVERINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, count
from metrics.period import Period
from metrics.request import Request
from metrics.rows import aged, in_period, known

_ALWAYS = ("verwijzer",)


def compute(request: Request, *, leveringen: pl.DataFrame, aanmeldingen: pl.DataFrame) -> pl.DataFrame:
    """Leveringen by begindatum or aanmeldingen by aanmelddatum; the share is within the other dimensions."""
    if request.options["spoor"] == "basiszorg":
        rows, day, person = known(aanmeldingen, "aanmelddatum", request), "aanmelddatum", "gezin"
    else:
        rows, day, person = known(leveringen, "begindatum", request), "begindatum", "client"
    others = [name for name in request.per if name not in _ALWAYS]
    total = pl.col("teller").sum()

    def one(period: Period) -> pl.DataFrame:
        cells = count(aged(rows.filter(in_period(day, request, period)), request, period), (*_ALWAYS, *others), person)
        return cells.with_columns(aandeel=pl.col("teller") / (total.over(others) if others else total))

    return by_period(request, one)


INDICATOR = Indicator(
    key="verwijzer",
    name="Verwijzers",
    theme=Theme.DOORSTROOM,
    question="Wie verwijst mensen naar zorg of steun?",
    definition=(
        "Het aantal leveringen dat in de periode begon, per verwijzer. Met spoor=basiszorg: het aantal aanmeldingen "
        "bij de buurtteams in de periode."
    ),
    teller="Leveringen (of aanmeldingen) van deze verwijzer.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source="Leveringen van aanbieders (iJw en iWmo, bericht 315) of registratie van de buurtteams (aanmeldingen)",
    compute=compute,
    dimensions=tuple(dict.fromkeys((*LEVERINGEN, *AANMELDINGEN))),
    always_per=_ALWAYS,
    options={"spoor": ("aanvullend", "basiszorg")},
    option_dimensions={"aanvullend": LEVERINGEN, "basiszorg": AANMELDINGEN},
    extra={"aandeel": pl.Float64()},
    extra_about={"aandeel": "Welk deel van alle leveringen (of aanmeldingen) van deze verwijzer komt."},
    caveats=("'onbekend' betekent dat er geen verwijzer is ingevuld.",),
)

"""How many families wanted a later date themselves?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import AANMELDINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, of_periods, share
from metrics.request import Request
from metrics.rows import in_period, known


def compute(request: Request, *, aanmeldingen: pl.DataFrame) -> pl.DataFrame:
    """Only aanmeldingen with the field filled: unknown is not no. A period without any gives no row."""
    rows = of_periods(known(aanmeldingen, "aanmelddatum", request), request, "aanmelddatum")
    rows = rows.filter(pl.col("gewenst_later").is_not_null())
    return by_period(
        request,
        lambda period: share(
            rows.filter(in_period("aanmelddatum", request, period)), request.per, pl.col("gewenst_later"), "gezin"
        ),
    )


INDICATOR = Indicator(
    key="gewenst_later",
    name="Gezin wilde een latere datum",
    theme=Theme.BESCHIKBAARHEID,
    question="Hoeveel gezinnen wilden zelf een latere datum voor de kennismaking?",
    definition="Het deel van de aanmeldingen in de periode waarbij het gezin zelf een latere datum wilde.",
    teller="Aanmeldingen waarbij 'gewenst later' ja is.",
    noemer="Aanmeldingen in de periode waarbij 'gewenst later' is ingevuld.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source="Registratie van de buurtteams (aanmeldingen)",
    compute=compute,
    dimensions=AANMELDINGEN,
    caveats=("Aanmeldingen waarbij het veld leeg is, tellen niet mee. Leeg betekent onbekend, niet nee.",),
)

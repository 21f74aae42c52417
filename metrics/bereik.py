"""Which share of the families has support of a buurtteam?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import AANMELDINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, why_empty
from metrics.reach import DOELGROEPEN, reached
from metrics.request import Request


def compute(
    request: Request, *, aanmeldingen: pl.DataFrame, gebieden: pl.DataFrame, populatie: pl.DataFrame
) -> pl.DataFrame:
    """A family with two areas counts in each, and once in the total and per SES group."""
    of = reached(request, aanmeldingen, gebieden, populatie)
    return by_period(request, lambda period: of(period).with_columns(why_empty()))


INDICATOR = Indicator(
    key="bereik",
    name="Bereik van de basiszorg",
    theme=Theme.BEREIK,
    question="Welk deel van de gezinnen heeft steun van een buurtteam?",
    definition=(
        "Het aantal unieke gezinnen met steun op ten minste één dag van de periode, gedeeld door alle gezinnen die "
        "er dat jaar wonen."
    ),
    teller="Unieke gezinnen met steun op ten minste één dag van de periode.",
    noemer="Gezinnen in hetzelfde gebied en jaar (tabel populatie).",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source="Registratie van de buurtteams (aanmeldingen) en bevolkingscijfers (populatie)",
    compute=compute,
    dimensions=AANMELDINGEN,
    options={"doelgroep": DOELGROEPEN},
    additive=False,
    noemer_about_persons=False,
    caveats=(
        "Een gezin dat in twee gebieden steun had, telt in beide gebieden mee en één keer in het totaal.",
        "Teams zonder gebied, zoals VO en MBO, tellen mee in het totaal en staan apart als 'zonder gebied'.",
        "Kies je een team of organisatie, dan blijft de noemer die van de hele stad of van de gekozen gebieden.",
    ),
)

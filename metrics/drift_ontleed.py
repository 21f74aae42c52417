"""Is a drift made by more clients, by dearer care, or by other care than agreed?"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from metrics.agreements import Rows, agreements
from metrics.budget import BUDGET_OPTION
from metrics.dimensions import VIERKANTEN
from metrics.division import divided, moved_along, without_months
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period
from metrics.period import Period
from metrics.request import Request
from metrics.rows import known
from metrics.transfers import PAIR, transfers


def compute(
    request: Request,
    *,
    leveringen: pl.DataFrame,
    vierkanten: pl.DataFrame,
    uitputting: pl.DataFrame,
    seizoen: pl.DataFrame,
    aanbieders: pl.DataFrame,
) -> pl.DataFrame:
    """volume + prijs + mix is the drift to the cent; with `deel=overgangen` what moved along with clients."""
    rows = Rows(known(leveringen, "begindatum", request), vierkanten, uitputting, seizoen)

    def one(period: Period) -> pl.DataFrame:
        if request.options["deel"] == "overgangen":
            parts = agreements(replace(request, per=(), where={}), period, rows)
            return moved_along(request, transfers(request, period, parts, rows.leveringen, aanbieders))
        parts = agreements(request, period, rows)
        return divided(request, parts, without_months(request, period, rows))

    return by_period(request, one)


INDICATOR = Indicator(
    key="drift_ontleed",
    name="Waar komt het verschil met het budget vandaan?",
    theme=Theme.BUDGET,
    question="Komt het verschil met het budget door meer cliënten, door duurdere zorg of door andere zorg?",
    definition=(
        "Het verschil tussen uitputting en budget, vanaf het begin van het jaar, in drie delen die samen het verschil "
        "zijn: meer of minder cliënten dan afgesproken (volume), een hoger of lager bedrag per cliënt (prijs), en een "
        "andere verdeling over dure en goedkope zorg (mix)."
    ),
    teller="Het deel van het verschil, in euro: plus is meer dan afgesproken.",
    noemer=None,
    unit=Unit.EURO,
    shape=Shape.DECOMPOSITION,
    source="Afspraken (vierkanten), kosten per maand (uitputting) en leveringen van aanbieders",
    compute=compute,
    dimensions=("onderdeel", *VIERKANTEN),
    always_per=("onderdeel",),
    options={"budget": BUDGET_OPTION, "deel": ("onderdelen", "overgangen")},
    option_dimensions={"overgangen": ("onderdeel", *PAIR)},
    extra={
        "begroot": pl.Float64(), "uitgeput": pl.Float64(), "zonder_aantallen": pl.Float64(),
        "clientmaanden": pl.Float64(),
    },
    extra_about={
        "begroot": "Het budget van de maanden waarvan de kosten zijn geleverd, in euro.",
        "uitgeput": "De kosten van dezelfde maanden, in euro.",
        "zonder_aantallen": "Het stuk van volume dat komt van afspraken zonder cliënten of zonder afgesproken aantal.",
        "clientmaanden": "Bij overgangen: de maanden zorg die per saldo meegingen van de ene naar de andere aanbieder.",
    },
    additive=False,
    caveats=(
        "Een afspraak zonder afgesproken aantal, of zonder cliënten in de leveringen, telt helemaal bij volume.",
        "De mix gaat over afspraken: aanbieders, en zorgvormen als een aanbieder alleen per zorgvorm is begroot.",
        "Een overgang staat niet los van volume en mix: het bedrag zit daar al in.",
    ),
)  # fmt: skip

"""Between which providers do clients move?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import LEVERINGEN
from metrics.episodes import episodes, transitions
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period
from metrics.period import Period
from metrics.request import Request
from metrics.rows import aged, in_period, known

_ALWAYS = ("van", "naar")


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """Unique clients per van and naar. A dimension cuts leveringen before episodes are made, as a selection does."""
    rows = known(leveringen, "begindatum", request)
    if not _by_age(request):
        moves = _moves(rows, request)
        return by_period(request, lambda period: _one(moves, request, period))
    return by_period(request, lambda period: _one(_moves(aged(rows, request, period), request), request, period))


def _by_age(request: Request) -> bool:
    return "leeftijdsgroep" in request.per or "leeftijdsgroep" in request.where


def _moves(rows: pl.DataFrame, request: Request) -> pl.DataFrame:
    moves = transitions(episodes(rows, request.per), request.per, int(request.options["venster"]))
    moves = moves.rename({"top": "van"})
    if request.options["gelijktijdig"] == "ja":
        return moves
    return moves.with_columns(pl.when(~pl.col("gelijktijdig")).then(pl.col("naar", "moved")))


def _one(moves: pl.DataFrame, request: Request, period: Period) -> pl.DataFrame:
    clients = pl.col("client").n_unique()
    moved = in_period("moved", request, period)
    ended = in_period("end", request, period)
    cells = moves.filter(moved).group_by(*request.per, *_ALWAYS).agg(clients.cast(pl.Float64).alias("teller"))
    leavers = moves.filter(moved | ended).group_by(*request.per, "van").agg(clients.cast(pl.Float64).alias("noemer"))
    cells = cells.join(leavers, on=[*request.per, "van"], how="left")
    return cells.with_columns(waarde="teller", personen="teller")


INDICATOR = Indicator(
    key="doorstroom",
    name="Doorstroom tussen aanbieders",
    theme=Theme.DOORSTROOM,
    question="Van welke aanbieder naar welke aanbieder gaan cliënten?",
    definition=(
        "Het aantal unieke cliënten dat in de periode bij een andere aanbieder begon, binnen het venster na het einde "
        "bij de vorige. Leveringen die bij dezelfde aanbieder op elkaar volgen, tellen als één."
    ),
    teller="Unieke cliënten die van de ene naar de andere aanbieder gingen.",
    noemer="Unieke cliënten van de aanbieder 'van' die in de periode stopten of overgingen.",
    unit=Unit.CLIENTS,
    shape=Shape.COUNT,
    source="Leveringen van aanbieders (iJw en iWmo)",
    compute=compute,
    dimensions=(*_ALWAYS, *LEVERINGEN),
    always_per=_ALWAYS,
    options={"venster": ("365", "90", "30"), "gelijktijdig": ("ja", "nee")},
    additive=False,
    caveats=(
        "Zorg die bij de nieuwe aanbieder begint voordat die bij de vorige stopt, telt mee als gelijktijdig. "
        "Met gelijktijdig=nee blijft die weg.",
        "Aanbieders die zijn samengegaan, tellen als één aanbieder als dat bij de aanbieders is vastgelegd.",
    ),
)

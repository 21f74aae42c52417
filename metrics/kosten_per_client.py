"""What does support cost per client?"""

from __future__ import annotations

import polars as pl

from metrics.budget import units
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped, ratio, why_empty
from metrics.period import Period
from metrics.request import Request
from metrics.spending import clients_of, families_of, spent_in

_ALL, _WITHOUT_STAY = "alle", "zonder"


def compute(
    request: Request,
    *,
    uitputting: pl.DataFrame,
    leveringen: pl.DataFrame,
    aanmeldingen: pl.DataFrame,
    aanbieders: pl.DataFrame,
) -> pl.DataFrame:
    """Costs from the year's begin ÷ people with support since then, of the providers that delivered costs."""
    if request.options["verblijf"] == _WITHOUT_STAY:
        uitputting, leveringen = (frame.filter(~pl.col("verblijf")) for frame in (uitputting, leveringen))
    keys = units(request)

    def one(period: Period) -> pl.DataFrame:
        spent = spent_in(request, period, uitputting).group_by(keys).agg(pl.col("kosten").sum())
        if spent.is_empty():
            return spent.select(request.per)
        clients = spent.join(clients_of(request, period, leveringen, aanbieders), on=keys)
        families = spent.join(families_of(request, period, aanmeldingen, aanbieders), on="aanbieder")
        people = pl.concat([spent, clients, families], how="diagonal")
        counted = (pl.col(name).drop_nulls().n_unique() for name in ("client", "gezin"))
        cells = grouped(people, request.per, sum(counted, start=pl.lit(0)).alias("personen"))
        costs = grouped(spent, request.per, pl.col("kosten").sum().alias("teller"))
        cells = cells.join(costs, on=request.per) if request.per else pl.concat([cells, costs], how="horizontal")
        return cells.with_columns(noemer=pl.col("personen").cast(pl.Float64)).with_columns(ratio())

    return by_period(request, lambda period: one(period).with_columns(why_empty()))


INDICATOR = Indicator(
    key="kosten_per_client",
    name="Kosten per cliënt",
    theme=Theme.BUDGET,
    question="Wat kost de steun per cliënt in een jaar?",
    definition=(
        "De kosten vanaf het begin van het jaar, gedeeld door het aantal unieke cliënten met zorg in die tijd. Bij een "
        "buurtteamorganisatie gaat het om gezinnen."
    ),
    teller="Geleverde kosten vanaf het begin van het jaar, in euro.",
    noemer="Unieke cliënten met zorg in die tijd; bij een buurtteamorganisatie unieke gezinnen met steun.",
    unit=Unit.EURO,
    shape=Shape.RATIO,
    source="Kosten per maand (uitputting), leveringen van aanbieders en registratie van de buurtteams (aanmeldingen)",
    compute=compute,
    dimensions=("aanbieder", "wet", "zorgvormgroep"),
    options={"verblijf": (_ALL, _WITHOUT_STAY)},
    additive=False,
    caveats=(
        "Cliënten van een aanbieder zonder geleverde kosten tellen niet mee: hun kosten zijn onbekend, niet nul.",
        "Zijn de kosten van een jaar nog niet compleet, dan is het bedrag per cliënt te laag.",
        "Met verblijf=zonder tellen alleen zorgvormen waarbij de cliënt niet bij de aanbieder verblijft.",
    ),
)

"""What does support cost per client?"""

from __future__ import annotations

from functools import reduce

import polars as pl

from metrics.budget import month_label, units
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped, ratio, summed, why_empty
from metrics.period import Period
from metrics.request import Request
from metrics.spending import clients_of, families_of, missing_months, spent_in

_ALL, _WITHOUT_STAY = "alle", "zonder"


def compute(
    request: Request,
    *,
    uitputting: pl.DataFrame,
    leveringen: pl.DataFrame,
    aanmeldingen: pl.DataFrame,
    aanbieders: pl.DataFrame,
) -> pl.DataFrame:
    """Costs ÷ people with support, both since the year began; families of the buurtteams that have costs there."""
    if request.options["verblijf"] == _WITHOUT_STAY:
        uitputting, leveringen = (frame.filter(~pl.col("verblijf")) for frame in (uitputting, leveringen))
    label = month_label(request)

    def one(period: Period) -> pl.DataFrame:
        spent = spent_in(request, period, uitputting)
        missing = missing_months(request, period, spent).sort(*units(request), "maand")
        families = families_of(request, period, aanmeldingen, aanbieders)
        parts = (
            grouped(spent, request.per, summed(pl.col("kosten")).alias("teller")),
            _counted(clients_of(request, period, leveringen, aanbieders), request, "client"),
            _counted(spent.select(units(request)).unique().join(families, on="aanbieder"), request, "gezin"),
            grouped(missing, request.per, label.str.join(", ").alias("ontbrekende_maanden")),
        )
        cells = reduce(lambda left, right: _beside(left, right, request.per), parts)
        people = pl.col("client").fill_null(0) + pl.col("gezin").fill_null(0)
        cells = cells.with_columns(people.alias("personen"), people.cast(pl.Float64).alias("noemer"))
        return cells.with_columns(ratio()).with_columns(why_empty())

    return by_period(request, one)


def _counted(people: pl.DataFrame, request: Request, person: str) -> pl.DataFrame:
    return grouped(people, request.per, pl.col(person).n_unique().cast(pl.Int64))


def _beside(left: pl.DataFrame, right: pl.DataFrame, per: tuple[str, ...]) -> pl.DataFrame:
    """The rows of `left` with the columns of `right`; null where `right` has no such row."""
    if per:
        return left.join(right, on=per, how="left")
    return (
        left.join(right, how="cross")
        if right.height
        else left.with_columns(pl.lit(None, kind).alias(name) for name, kind in right.schema.items())
    )


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
    extra={"ontbrekende_maanden": pl.String()},
    extra_about={"ontbrekende_maanden": "Maanden waarvan een aanbieder geen kosten leverde."},
    additive=False,
    caveats=(
        "Zijn de kosten van een jaar nog niet compleet, dan is het bedrag per cliënt te laag.",
        "Het is een gemiddelde over de afgesproken kosten, geen rekening per cliënt. Wie er kort was, telt even zwaar.",
        "Vergelijk een buurtteam niet met aanvullende zorg: de hulp is anders en zwaarder, en dezelfde mensen kunnen "
        "in allebei voorkomen.",
        "Met verblijf=zonder tellen alleen zorgvormen waarbij de cliënt niet bij de aanbieder verblijft.",
    ),
)

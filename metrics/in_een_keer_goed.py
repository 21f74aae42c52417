"""How many clients are helped without moving to another provider?"""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from metrics.dimensions import LEVERINGEN
from metrics.episodes import episodes
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import TOO_EARLY, by_period, grouped, ratio
from metrics.period import Period
from metrics.request import Request
from metrics.rows import aged, in_period, known

_DAYS = 365


def compute(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    """Clients by the begin of their first levering ever; whoever has had fewer than 365 days is left out.

    A client falls under the dimensions of that first levering. A row that leaves anyone out is voorlopig, with
    `te weinig tijd`.
    """
    rows = known(leveringen, "begindatum", request)
    by_age = "leeftijdsgroep" in request.per or "leeftijdsgroep" in request.where
    clients = None if by_age else _first_year(rows, request)

    def one(period: Period) -> pl.DataFrame:
        everybody = _first_year(aged(rows, request, period), request) if clients is None else clients
        first = everybody.filter(in_period("begin", request, period))
        whole = pl.col("begin") <= request.peildatum - timedelta(days=_DAYS)
        return (
            grouped(
                first,
                request.per,
                (whole & pl.col("stayed")).sum().cast(pl.Float64).alias("teller"),
                whole.sum().cast(pl.Float64).alias("noemer"),
                whole.sum().alias("personen"),
                (~whole).any().alias("voorlopig"),
            )
            .with_columns(ratio())
            .with_columns(pl.when(pl.col("voorlopig")).then(pl.lit(TOO_EARLY)).alias("waarom_leeg"))
        )

    return by_period(request, one)


def _first_year(rows: pl.DataFrame, request: Request) -> pl.DataFrame:
    """One row per client: the dimensions and `begin` of the first levering, and whether the client `stayed`."""
    rows = rows.with_columns(aanbieder="top")  # as episodes do, and nowhere else
    second = pl.col("begin").get(1, null_on_oob=True).alias("second")
    first = (pl.col(name).first() for name in (*request.per, "begin"))
    clients = episodes(rows, (), request.per).group_by("client", maintain_order=True).agg(*first, second)
    moved = (pl.col("second") - pl.col("begin")).dt.total_days() <= _DAYS
    return clients.with_columns(stayed=~moved.fill_null(False))


INDICATOR = Indicator(
    key="in_een_keer_goed",
    name="In één keer goed",
    theme=Theme.DOORSTROOM,
    question="Hoeveel cliënten zijn geholpen zonder naar een andere aanbieder te gaan?",
    definition=(
        "Het deel van de cliënten van wie de eerste zorg ooit in de periode begon, dat binnen 365 dagen niet naar een "
        "andere aanbieder ging."
    ),
    teller="Cliënten die binnen 365 dagen niet naar een andere aanbieder gingen.",
    noemer="Cliënten van wie de eerste zorg ooit in de periode begon, ten minste 365 dagen voor de peildatum.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source="Leveringen van aanbieders (iJw en iWmo)",
    compute=compute,
    dimensions=LEVERINGEN,
    additive=False,
    caveats=(
        "Wie nog geen 365 dagen geleden begon, telt nog niet mee. Het cijfer is dan voorlopig.",
        "Niet overgaan betekent niet altijd goed geholpen: iemand kan ook zonder hulp zijn gestopt.",
    ),
)

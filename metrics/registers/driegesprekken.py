"""How many driegesprekken did teams hold, and why were others not held?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped
from metrics.period import Level, Period
from metrics.registers.reading import entries, months
from metrics.request import Request

SOURCE = "Driegesprekken (driegesprekken)"
TOO_SHORT = "Teams tellen de redenen pas sinds juni 2022. Dat is te kort voor een trend."


def count_held(request: Request, *, driegesprekken: pl.DataFrame) -> pl.DataFrame:
    """Talks that were held, by whole months."""
    return _added(request, driegesprekken.filter(pl.col("reden_niet") == ""), request.per)


def count_reasons(request: Request, *, driegesprekken: pl.DataFrame) -> pl.DataFrame:
    """Talks that were not held, per reason."""
    return _added(request, driegesprekken.filter(pl.col("reden_niet") != ""), ("reden_niet",))


def _added(request: Request, gesprekken: pl.DataFrame, per: tuple[str, ...]) -> pl.DataFrame:
    rows = entries(gesprekken, "maand", request)
    total = pl.col("gesprekken").sum()

    def one(period: Period) -> pl.DataFrame:
        sums = (total.cast(pl.Float64).alias("teller"), total.alias("personen"))
        return grouped(months(rows, request, period), per, *sums).with_columns(waarde="teller")

    return by_period(request, one)


GEVOERD = Indicator(
    key="driegesprekken",
    name="Driegesprekken",
    theme=Theme.VERDIEPING,
    question="Hoeveel driegesprekken voerden de teams?",
    definition="Het aantal driegesprekken dat in de hele maanden van de periode is gevoerd.",
    teller="Gevoerde driegesprekken.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source=SOURCE,
    compute=count_held,
    dimensions=("team",),
    caveats=("Een gesprek is geen gezin: een gezin kan er meer hebben.",),
)

REDENEN = Indicator(
    key="driegesprek_reden_niet",
    name="Waarom er geen driegesprek was",
    theme=Theme.VERDIEPING,
    question="Waarom was er geen driegesprek?",
    definition="Per reden het aantal keer dat er in de hele maanden van de periode geen driegesprek was.",
    teller="Keren dat er geen driegesprek was.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source=SOURCE,
    compute=count_reasons,
    dimensions=("reden_niet",),
    always_per=("reden_niet",),
    levels=frozenset({Level.YEAR}),
    caveats=(TOO_SHORT, "Vaak is 'anders' gekozen. Vraag teams wat daarachter zit."),
)

INDICATORS = (GEVOERD, REDENEN)

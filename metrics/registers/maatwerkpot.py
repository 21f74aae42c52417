"""How many families did the fund for parents help, and with how much money?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, grouped, summed, unique
from metrics.period import Level
from metrics.registers.reading import entries
from metrics.request import Request
from metrics.rows import in_period

SOURCE = "Maatwerkpot (maatwerkbesluiten)"
LIMIT = 5_000.0
"""Above this amount, in euro, others decide."""
DIMENSIONS = ("bedragklasse",)
CAVEATS = (
    "De pot begon in november 2021. Vergelijk 2021 niet met 2022: het zijn twee maanden tegenover twaalf.",
    "Tot en met € 5.000 beslist een groep met drie keer ja. Wie daarboven beslist, verschilt per bron.",
)


def count_families(request: Request, *, maatwerkbesluiten: pl.DataFrame) -> pl.DataFrame:
    """A family counts once in a period, however many payments it got."""
    rows = entries(maatwerkbesluiten, "besluitdatum", request)
    return by_period(
        request, lambda period: unique(rows.filter(in_period("besluitdatum", request, period)), (), "gezin_id")
    )


def add_euros(request: Request, *, maatwerkbesluiten: pl.DataFrame) -> pl.DataFrame:
    """Euro, up to and above the limit; hidden where fewer families than the threshold stand behind it."""
    high = pl.when(pl.col("bedrag") > LIMIT).then(pl.lit("boven € 5.000")).otherwise(pl.lit("tot en met € 5.000"))
    rows = entries(maatwerkbesluiten.with_columns(bedragklasse=high), "besluitdatum", request)
    sums = (summed(pl.col("bedrag")).alias("teller"), pl.col("gezin_id").n_unique().alias("personen"))
    return by_period(
        request,
        lambda period: grouped(rows.filter(in_period("besluitdatum", request, period)), DIMENSIONS, *sums).with_columns(
            waarde="teller"
        ),
    )


GEZINNEN = Indicator(
    key="maatwerkpot_gezinnen",
    name="Gezinnen geholpen uit de maatwerkpot",
    theme=Theme.VERDIEPING,
    question="Hoeveel gezinnen kregen geld uit de maatwerkpot?",
    definition="Het aantal gezinnen met ten minste één besluit in de periode.",
    teller="Gezinnen met een besluit in de periode.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source=SOURCE,
    compute=count_families,
    additive=False,
    levels=frozenset({Level.YEAR}),
    caveats=CAVEATS[:1],
)

BEDRAG = Indicator(
    key="maatwerkpot_bedrag",
    name="Uitgegeven uit de maatwerkpot",
    theme=Theme.VERDIEPING,
    question="Hoeveel geld ging er uit de maatwerkpot, en boven welke grens?",
    definition="De som van de toegekende bedragen in de periode, tot en met en boven € 5.000 per besluit.",
    teller="Toegekende euro's in de periode.",
    noemer=None,
    unit=Unit.EURO,
    shape=Shape.COUNT,
    source=SOURCE,
    compute=add_euros,
    dimensions=DIMENSIONS,
    always_per=DIMENSIONS,
    levels=frozenset({Level.YEAR}),
    caveats=CAVEATS,
)

INDICATORS = (GEZINNEN, BEDRAG)

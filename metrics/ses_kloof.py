"""How much more are families in low SES areas reached than in high SES areas?"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from metrics.dimensions import AANMELDINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.interval import newcombe
from metrics.outcome import INTERVAL_ABOUT, INTERVAL_EXTRA, by_period, why_empty
from metrics.reach import DOELGROEPEN, reached
from metrics.request import Request

_LOW, _HIGH = "laag", "hoog"


def compute(
    request: Request, *, aanmeldingen: pl.DataFrame, gebieden: pl.DataFrame, populatie: pl.DataFrame
) -> pl.DataFrame:
    """`bereik` of laag minus `bereik` of hoog, with Newcombe's hybrid score interval."""
    by_ses = reached(replace(request, per=(*request.per, "ses")), aanmeldingen, gebieden, populatie)
    return by_period(request, lambda period: _gap(by_ses(period), request.per))


def _gap(cells: pl.DataFrame, per: tuple[str, ...]) -> pl.DataFrame:
    """One row per combination with anybody in laag or hoog; null where either side has no noemer."""
    sides = [_side(cells, name, per) for name in (_LOW, _HIGH)]
    if not per and all(side.is_empty() for side in sides):
        return pl.DataFrame(schema={"waarde": pl.Float64})
    keys = list(per) or ["_all"]
    both = sides[0].join(sides[1], on=keys, how="full", coalesce=True)
    share = {name: pl.col(f"teller_{name}") / pl.col(f"noemer_{name}") for name in (_LOW, _HIGH)}
    usable = (pl.col(f"noemer_{_LOW}") > 0) & (pl.col(f"noemer_{_HIGH}") > 0)
    lower, upper = newcombe(_LOW, _HIGH)
    gezinnen = pl.col(f"teller_{_LOW}").fill_null(0) + pl.col(f"teller_{_HIGH}").fill_null(0)
    return both.select(
        *per,
        pl.when(usable).then(share[_LOW] - share[_HIGH]).alias("waarde"),
        pl.when(usable).then(lower).alias("onder"),
        pl.when(usable).then(upper).alias("boven"),
        gezinnen.alias("gezinnen"),
        gezinnen.alias("personen"),
    ).with_columns(why_empty())


def _side(cells: pl.DataFrame, ses: str, per: tuple[str, ...]) -> pl.DataFrame:
    rows = cells.filter(pl.col("ses") == ses)
    key = [pl.lit(0).alias("_all")] if not per else []
    return rows.select(*per, *key, pl.col("teller").alias(f"teller_{ses}"), pl.col("noemer").alias(f"noemer_{ses}"))


INDICATOR = Indicator(
    key="ses_kloof",
    name="Verschil in bereik tussen SES-groepen",
    theme=Theme.BEREIK,
    question="Hoeveel meer gezinnen bereiken we in gebieden met een lage SES dan in gebieden met een hoge SES?",
    definition="Het bereik in gebieden met SES-groep laag min het bereik in gebieden met SES-groep hoog.",
    teller="Niet van toepassing: het is het verschil van twee aandelen.",
    noemer=None,
    unit=Unit.PERCENT_POINT,
    shape=Shape.DIFFERENCE,
    source="Registratie van de buurtteams (aanmeldingen) en bevolkingscijfers (populatie)",
    compute=compute,
    dimensions=tuple(name for name in AANMELDINGEN if name != "ses"),
    options={"doelgroep": DOELGROEPEN},
    extra={**INTERVAL_EXTRA, "gezinnen": pl.Int64()},
    extra_about={**INTERVAL_ABOUT, "gezinnen": "De gezinnen met steun in laag en die in hoog, opgeteld."},
    additive=False,
    caveats=("Gebieden zonder SES-groep horen bij midden en tellen hier niet mee.",),
)

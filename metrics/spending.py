"""What was spent on whom since the year began?

People are clients with a levering; of a buurtteam organisation (a provider of soort `buurtteam`) they are families,
found by its name or code in `aanmeldingen`.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from metrics.budget import called_unknown, counting, month_firsts, restricted, units
from metrics.outcome import summed
from metrics.period import Level, Period
from metrics.request import Request
from metrics.rows import active, aged, known

_BUURTTEAM = "buurtteam"


def spent_in(request: Request, period: Period, uitputting: pl.DataFrame) -> pl.DataFrame:
    """`kosten` per provider, dimensions asked for and month, from the year's begin to the end of the period."""
    firsts = month_firsts(period.year, request.end(period))
    rows = restricted(uitputting.filter(pl.col("maand").is_in(firsts)), request)
    rows = counting(rows, request.per, "maand").with_columns(called_unknown(units(request)))
    return rows.group_by(*units(request), "maand").agg(summed(pl.col("kosten")))


def clients_of(request: Request, period: Period, leveringen: pl.DataFrame, aanbieders: pl.DataFrame) -> pl.DataFrame:
    """Everybody in care since the year began: the dimensions asked for and `client`. Buurtteams are left out."""
    rows = known(leveringen, "begindatum", request)
    rows = rows.filter(active("begindatum", "einde", date(period.year, 1, 1), request.end(period)))
    teams = buurtteams(aanbieders)["aanbieder"].to_list()
    rows = aged(rows, request, period).select(*units(request), "client").unique()
    rows = rows.with_columns(pl.col(units(request)).cast(pl.String))
    return rows.filter(~pl.col("aanbieder").is_in(teams)).select(*request.per, "client")


def families_of(request: Request, period: Period, aanmeldingen: pl.DataFrame, aanbieders: pl.DataFrame) -> pl.DataFrame:
    """`aanbieder` and `gezin` of every family with support of a buurtteam organisation since the year began."""
    rows = known(aanmeldingen, "aanmelddatum", request)
    rows = rows.filter(active("startdatum", "einddatum", date(period.year, 1, 1), request.end(period)))
    rows = rows.select("gezin", "organisatie").unique()
    called = rows.select("gezin", pl.col("organisatie").cast(pl.String).str.to_lowercase().alias("called"))
    return called.join(_called(buurtteams(aanbieders)), on="called").select("aanbieder", "gezin").unique()


def buurtteams(aanbieders: pl.DataFrame) -> pl.DataFrame:
    """The providers that are a buurtteam organisation."""
    return aanbieders.filter(pl.col("soort") == _BUURTTEAM)


def _called(teams: pl.DataFrame) -> pl.DataFrame:
    """Every name and code, in lower case, with the code it stands for."""
    words = pl.concat(teams.select("aanbieder", pl.col(name).alias("called")) for name in ("aanbieder", "naam"))
    return words.with_columns(pl.col("called").str.strip_chars().str.to_lowercase()).unique()


def missing_months(request: Request, period: Period, spent: pl.DataFrame) -> pl.DataFrame:
    """`maand` per provider with costs in the year, for every ended month of which it delivered none."""
    last = request.end(period)
    ended = [first for first in month_firsts(period.year, last) if _month_end(first) <= last]
    months = pl.DataFrame({"maand": ended}, schema={"maand": pl.Date})
    expected = spent.select(units(request)).unique().join(months, how="cross")
    delivered = spent.select("aanbieder", "maand").unique()
    return expected.join(delivered, on=("aanbieder", "maand"), how="anti")


def _month_end(first: date) -> date:
    return Period(first.year, first.month, Level.MONTH).end

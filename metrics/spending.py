"""What was spent on whom since the year began?

A unit is a provider with the other dimensions asked for. People are clients with a levering; of a buurtteam
organisation (a provider of soort `buurtteam`) they are families, found by its name or code in `aanmeldingen`.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from metrics.budget import called_unknown, counting, level_of, month_firsts, restricted, units
from metrics.period import Period
from metrics.request import Request
from metrics.rows import active, known

_BUURTTEAM = "buurtteam"


def spent_in(request: Request, period: Period, uitputting: pl.DataFrame) -> pl.DataFrame:
    """`kosten` per unit and month, from the year's begin to the end of the period."""
    firsts = month_firsts(period.year, request.end(period))
    rows = restricted(uitputting.filter(pl.col("maand").is_in(firsts)), request)
    rows = counting(rows, level_of(request), "maand").with_columns(called_unknown(units(request)))
    return rows.group_by(*units(request), "maand").agg(pl.col("kosten").sum())


def clients_of(request: Request, period: Period, leveringen: pl.DataFrame, aanbieders: pl.DataFrame) -> pl.DataFrame:
    """Unit and `client` of everybody in care since the year began, buurtteam organisations left out."""
    first, last = date(period.year, 1, 1), request.end(period)
    rows = known(leveringen, "begindatum", request).filter(active("begindatum", "einde", first, last))
    rows = rows.select(pl.col(units(request)).cast(pl.String), "client").unique()
    teams = aanbieders.filter(pl.col("soort") == _BUURTTEAM).select("aanbieder")
    return rows.join(teams, on="aanbieder", how="anti")


def families_of(request: Request, period: Period, aanmeldingen: pl.DataFrame, aanbieders: pl.DataFrame) -> pl.DataFrame:
    """`aanbieder` and `gezin` of every family with support of a buurtteam organisation since the year began."""
    first, last = date(period.year, 1, 1), request.end(period)
    rows = known(aanmeldingen, "aanmelddatum", request).filter(active("startdatum", "einddatum", first, last))
    called = rows.select("gezin", pl.col("organisatie").cast(pl.String).str.to_lowercase().alias("called"))
    return called.join(_called(aanbieders), on="called").select("aanbieder", "gezin").unique()


def _called(aanbieders: pl.DataFrame) -> pl.DataFrame:
    """Every name and code, in lower case, of the buurtteam organisations."""
    teams = aanbieders.filter(pl.col("soort") == _BUURTTEAM)
    words = pl.concat(teams.select("aanbieder", pl.col(name).alias("called")) for name in ("aanbieder", "naam"))
    return words.with_columns(pl.col("called").str.strip_chars().str.to_lowercase()).unique()

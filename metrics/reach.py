"""Which share of the families that live somewhere is reached?

Shared by `bereik` and `ses_kloof`, which is the difference between two groups of the same figure.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import polars as pl

from metrics.dimensions import AREA_DIMENSIONS
from metrics.outcome import grouped, ratio
from metrics.period import Period
from metrics.population import area_dimensions, population
from metrics.request import Request
from metrics.rows import active, known

DOELGROEPEN = ("gezinnen", "volwassenen")


def reached(
    request: Request, aanmeldingen: pl.DataFrame, gebieden: pl.DataFrame, populatie: pl.DataFrame
) -> Callable[[Period], pl.DataFrame]:
    """Unique families with support on a day of a period beside the number that live there: one frame per period.

    An area with a noemer and nobody reached has a row with teller 0.
    """
    tracks = _supported(request, aanmeldingen)
    families = pl.col("gezin").n_unique()

    @cache
    def living(year: int) -> pl.DataFrame:
        return population(request, year, request.options["doelgroep"], gebieden, populatie)

    def of(period: Period) -> pl.DataFrame:
        rows = tracks.filter(active("startdatum", "einddatum", period.begin, request.end(period)))
        cells = grouped(rows, request.per, families.cast(pl.Float64).alias("teller"), families.alias("personen"))
        cells = cells.with_columns(pl.col(name).cast(pl.String) for name in request.per)
        return _with_noemer(cells, living(period.year), request).with_columns(ratio())

    return of


def _supported(request: Request, aanmeldingen: pl.DataFrame) -> pl.DataFrame:
    """The tracks of the doelgroep with support on any day asked, as the peildatum knows them."""
    rows = known(aanmeldingen, "aanmelddatum", request)
    periods = request.known_periods
    if not periods:
        return rows.clear()
    first, last = min(period.begin for period in periods), max(request.end(period) for period in periods)
    # Dates first: comparing them is cheaper than comparing the texts of a doelgroep.
    rows = rows.filter(active("startdatum", "einddatum", first, last))
    return rows.filter(pl.col("doelgroep") == request.options["doelgroep"])


def _with_noemer(cells: pl.DataFrame, noemers: pl.DataFrame, request: Request) -> pl.DataFrame:
    places = area_dimensions(request)
    whole_areas = set(request.per) <= set(AREA_DIMENSIONS)
    if places and whole_areas:
        both = cells.join(noemers, on=places, how="full", coalesce=True)
        both = both.filter(pl.col("teller").is_not_null() | pl.col("noemer").is_not_null())
        return both.with_columns(pl.col("teller", "personen").fill_null(0))
    if places:
        return cells.join(noemers, on=places, how="left")
    noemer = noemers["noemer"].first()
    if cells.is_empty() and whole_areas and noemer is not None and set(request.where) & set(AREA_DIMENSIONS):
        cells = pl.DataFrame({"teller": [0.0], "personen": [0]})
    return cells.with_columns(pl.lit(noemer, pl.Float64).alias("noemer"))

"""How many families, youths or adults live in the areas that a figure is about?

The number of a group of areas is the sum over its areas, unknown when one is unknown. The total is the number of the
city (`stad`), without it the sum of all areas. It never depends on organisatie, team or verwijzer.
"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import AREA_DIMENSIONS, NO_AREA
from metrics.request import Request

CITY = "stad"


def area_dimensions(request: Request) -> list[str]:
    """The dimensions of the question that cut the city into areas."""
    return [name for name in request.per if name in AREA_DIMENSIONS]


def population(
    request: Request,
    year: int,
    doelgroep: str,
    gebieden: pl.DataFrame,
    populatie: pl.DataFrame,
    nowhere: tuple[str, ...] = (NO_AREA,),
) -> pl.DataFrame:
    """`noemer` per combination of the area dimensions asked for; one row when none is; null is unknown.

    `nowhere` are the values of those dimensions for rows of which nobody knows the area, so neither its number.
    """
    counted = populatie.filter(pl.col("jaar") == year, pl.col("doelgroep") == doelgroep)
    counted = counted.select("gebied", noemer=pl.col("aantal").cast(pl.Float64))
    places = area_dimensions(request)
    city = counted.filter(pl.col("gebied") == CITY).select("noemer")
    if not places and not _selects_areas(request) and city.height:
        return city
    areas = _selected(gebieden, request).join(counted, on="gebied", how="left")
    total = pl.when(pl.col("noemer").null_count() == 0).then(pl.col("noemer").sum()).alias("noemer")
    if places:
        cells = areas.group_by(places).agg(total)
        unplaced = [pl.all_horizontal(pl.col(places) == value) for value in _selected_of(request, nowhere)]
        return cells.with_columns(pl.when(~pl.any_horizontal(pl.lit(False), *unplaced)).then("noemer").alias("noemer"))
    if areas.is_empty() or (_selects_areas(request) and _selected_of(request, nowhere)):
        return pl.DataFrame({"noemer": [None]}, schema={"noemer": pl.Float64})
    return areas.select(total)


def _selects_areas(request: Request) -> bool:
    return any(name in request.where for name in AREA_DIMENSIONS)


def _selected_of(request: Request, nowhere: tuple[str, ...]) -> list[str]:
    """The values of `nowhere` whose rows, without an area, the selection takes in."""
    chosen = [request.where[name] for name in AREA_DIMENSIONS if name in request.where]
    return [value for value in nowhere if all(value in keys for keys in chosen)]


def _selected(gebieden: pl.DataFrame, request: Request) -> pl.DataFrame:
    areas = gebieden.filter(pl.col("soort") != NO_AREA).select(AREA_DIMENSIONS)
    for name in AREA_DIMENSIONS:
        if name in request.where:
            areas = areas.filter(pl.col(name).is_in(sorted(request.where[name])))
    return areas

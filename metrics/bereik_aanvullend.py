"""Which share of youths or adults has aanvullende zorg?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import LEVERINGEN, NO_AREA, UNKNOWN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import CHOOSE_WET, by_period, ratio, unique, why_empty
from metrics.period import Period
from metrics.population import area_dimensions, population
from metrics.request import Request
from metrics.rows import active, aged, known

_DOELGROEP = {"jw": "jeugdigen", "wmo": "volwassenen"}


def compute(
    request: Request, *, leveringen: pl.DataFrame, gebieden: pl.DataFrame, populatie: pl.DataFrame
) -> pl.DataFrame:
    """The noemer is that of one wet, so without a wet in the dimensions or one in the selection there is none."""
    rows = known(leveringen, "begindatum", request)
    chosen = request.where.get("wet", frozenset()) & _DOELGROEP.keys()

    wetten = tuple(_DOELGROEP) if "wet" in request.per else tuple(chosen)

    def one(period: Period) -> pl.DataFrame:
        care = aged(rows.filter(active("begindatum", "einde", period.begin, request.end(period))), request, period)
        cells = unique(care, request.per, "client").with_columns(pl.col(name).cast(pl.String) for name in request.per)
        if "wet" not in request.per and len(chosen) != 1:
            nothing = pl.lit(None, pl.Float64)
            return cells.with_columns(noemer=nothing, waarde=nothing, waarom_leeg=pl.lit(CHOOSE_WET))
        cells = _with_noemer(cells, request, period.year, wetten, gebieden, populatie)
        return cells.with_columns(ratio()).with_columns(why_empty())

    return by_period(request, one)


def _with_noemer(
    cells: pl.DataFrame,
    request: Request,
    year: int,
    wetten: tuple[str, ...],
    gebieden: pl.DataFrame,
    populatie: pl.DataFrame,
) -> pl.DataFrame:
    nowhere = (NO_AREA, UNKNOWN)
    noemers = pl.concat(
        population(request, year, _DOELGROEP[wet], gebieden, populatie, nowhere).with_columns(wet=pl.lit(wet))
        for wet in wetten
    )
    keys = [*area_dimensions(request), *(["wet"] if "wet" in request.per else [])]
    if not keys:
        return cells.with_columns(noemer=pl.lit(noemers["noemer"].first(), pl.Float64))
    return cells.join(noemers.select(*keys, "noemer"), on=keys, how="left")


INDICATOR = Indicator(
    key="bereik_aanvullend",
    name="Bereik van de aanvullende zorg",
    theme=Theme.BEREIK,
    question="Welk deel van de jeugdigen of volwassenen heeft aanvullende zorg?",
    definition=(
        "Het aantal unieke cliënten in aanvullende zorg op ten minste één dag van de periode, gedeeld door alle "
        "jeugdigen (wet jw) of alle volwassenen (wet wmo) die er dat jaar wonen."
    ),
    teller="Unieke cliënten in zorg op ten minste één dag van de periode.",
    noemer="Jeugdigen (jw) of volwassenen (wmo) in hetzelfde gebied en jaar.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source="Leveringen van aanbieders (iJw en iWmo) en bevolkingscijfers (populatie)",
    compute=compute,
    dimensions=LEVERINGEN,
    additive=False,
    noemer_about_persons=False,
    caveats=(
        "Kies een wet: jeugdigen en volwassenen hebben elk hun eigen noemer.",
        "Tel dit nooit op bij het bereik van de basiszorg: dezelfde mensen komen in beide voor.",
    ),
)

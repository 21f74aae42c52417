"""How much of what exists is shown?

Counted in numbers: each teller and each noemer of persons that is not empty is one. So a share under the least
noemer counts twice, once for its hidden teller and once for its noemer. Only ended periods and the crossings of the
fixed set count, and a category beside what holds it (zorgvorm with its wet) is the category under another name.
`small` are hidden by the primary rules alone, so `numbers - small` is the most that can be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.cells import AREAS, CONTAINS, area_of, levels_of
from metrics.protection.engines import engine_of
from metrics.protection.gate import Gate
from metrics.protection.marks import find_hidden
from metrics.protection.stages import options_dimensions
from metrics.request import Request

KINDS = ("indicator", "area", "category", "level")


def visibility(gate: Gate, keys: Sequence[str], years: Sequence[int], peildatum: date) -> pl.DataFrame:
    """Per indicator, area (stad, ses, wijk, team), with a category or not, and level: `numbers`, `small`, `hidden`."""
    found = []
    for key in keys:
        indicator = gate.catalogue[key]
        for options in _choices(indicator):
            for per in sorted(crossings(indicator, options)):
                for level in sorted(levels_of((*per, *indicator.always_per))):
                    parts = [part for year in years for part in Period(year, 1, Level.YEAR).parts(level)]
                    request = Request(peildatum, tuple(p for p in parts if p.end <= peildatum), per, {}, options)
                    found.append(_counted(gate, indicator, request, level) if request.periods else _none())
    return pl.concat(found or [_none()]).group_by(KINDS).agg(pl.col("numbers", "small", "hidden").sum()).sort(KINDS)


def shown(frame: pl.DataFrame) -> pl.DataFrame:
    """The same lines with `share`: the part of the numbers that is shown, and `most`: what the primary rules leave."""
    return frame.with_columns(
        share=1 - pl.col("hidden") / pl.col("numbers"), most=1 - pl.col("small") / pl.col("numbers")
    )


def _choices(indicator: Indicator) -> list[dict[str, str]]:
    """Every value of every option, one at a time beside the usual values of the others."""
    usual = {name: values[0] for name, values in indicator.options.items()}
    other = [{**usual, name: value} for name, values in indicator.options.items() for value in values[1:]]
    return [usual, *other]


def crossings(indicator: Indicator, options: dict[str, str]) -> set[tuple[str, ...]]:
    """What is asked beside the dimensions that the indicator always has, each number under one name."""
    engine = engine_of(indicator)
    published = engine.published(indicator, options_dimensions(indicator, options)) if engine else frozenset({()})
    held = {per: {inner for name in per for inner in CONTAINS.get(name, ())} for per in published}
    asked = {per: tuple(name for name in per if name not in indicator.always_per) for per in published}
    return {asked[per] for per in published if not held[per] & set(asked[per])}


def _counted(gate: Gate, indicator: Indicator, request: Request, level: Level) -> pl.DataFrame:
    small = find_hidden(gate.compute(indicator.key, request), indicator, gate.thresholds, ())
    after = gate.mark(indicator.key, request)
    per = {*indicator.always_per, *request.per}
    teller, noemer = pl.col("teller").is_not_null(), pl.col("noemer").is_not_null()
    noemer = noemer & indicator.noemer_about_persons
    sums = [
        frame.select((pl.col("_teller") & teller).sum() + (pl.col("_noemer") & noemer).sum()).item()
        for frame in (small, after)
    ]
    line = {
        "indicator": indicator.key, "area": area_of(per), "category": bool(per - AREAS), "level": level.name,
        "numbers": after.select(teller.sum() + noemer.sum()).item(), "small": sums[0], "hidden": sums[1],
    }  # fmt: skip
    return pl.DataFrame([line], schema=_none().schema)


def _none() -> pl.DataFrame:
    return pl.DataFrame(
        schema={"indicator": pl.String, "area": pl.String, "category": pl.Boolean, "level": pl.String,
                "numbers": pl.Int64, "small": pl.Int64, "hidden": pl.Int64}
    )  # fmt: skip

"""Into which systems of sums does an indicator's year fall apart?

The totals come first, then each category beside them, then pairs of categories for the whole city. A later stage
keeps every possible world of an earlier one possible, so the stages together are as safe as each alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from metrics.indicator import Indicator, Shape
from metrics.period import Level
from metrics.protection.cells import EVERY, LONG, Rule, rule_of

YEAR = frozenset({Level.YEAR})
REPORTED = frozenset({"bereik_opgave"})
"""Counts that somebody gave per period: a year is not the sum of its quarters."""
_AREAS = ("team", "gebied", "wijk", "ses")
_TOGETHER = ({"aanbieder", "zorgvorm", "zorgvormgroep", "wet"},)
"""Categories that hang together: who knows one knows much about the others."""


@dataclass(frozen=True)
class Link:
    """Sums over `dimensions` per period of `level` that two stages share."""

    stage: str
    dimensions: tuple[str, ...]
    level: Level


@dataclass(frozen=True)
class Stage:
    """`leaf` are the dimensions of the finest counts, one per period of `level`; `crossings` what is published."""

    name: str
    leaf: tuple[str, ...]
    level: Level
    crossings: Mapping[tuple[str, ...], frozenset[Level]]
    links: tuple[Link, ...] = ()


def covers(indicator: Indicator) -> bool:
    """Whether the engine decides this indicator: rows that are counted once and have a period."""
    return (
        indicator.additive
        and indicator.key not in REPORTED
        and len(indicator.options) <= 1
        and not indicator.on_peildatum
        and rule_of(indicator) in (Rule.COUNT, Rule.SHARE, Rule.MEAN)
        and indicator.shape in (Shape.COUNT, Shape.SHARE, Shape.MEAN)
        and bool({"team", "gebied"} & set(indicator.dimensions))
    )


def stages_of(dimensions: Sequence[str], always: tuple[str, ...] = ()) -> tuple[Stage, ...]:
    """The stages in the order in which they are decided. `always` are categories that every number is split by."""
    areas = [name for name in _AREAS if name in dimensions]
    finest = areas[0]
    free = tuple(name for name in dimensions if name not in areas and name not in always)
    if always:
        base = Stage("basis", (finest, *always), Level.QUARTER, _divided(areas, always))
        beside = Link("basis", always, Level.YEAR)
        return (base, *(_beside(always, names, beside) for names in _bundles(free)))
    totals = Stage("basis", (finest,), Level.MONTH, {(): EVERY, **{(name,): EVERY for name in areas}})
    link = Link("basis", (finest,), Level.QUARTER)
    divided = [Stage(name, (finest, name), Level.QUARTER, _divided(areas, (name,)), (link,)) for name in free]
    return (totals, *divided, *(_pair(finest, one, other) for one, other in combinations(free, 2)))


def _pair(finest: str, one: str, other: str) -> Stage:
    """Two categories at once, for the whole city and a year. A reader knows which categories an area has."""
    links = tuple(Link(name, (finest, name), Level.YEAR) for name in (one, other))
    return Stage(f"{one}|{other}", (finest, one, other), Level.YEAR, {(one, other): YEAR}, links)


def _divided(areas: Sequence[str], category: tuple[str, ...]) -> dict[tuple[str, ...], frozenset[Level]]:
    return {category: LONG, **{(area, *category): LONG if area == "wijk" else YEAR for area in areas}}


def _beside(always: tuple[str, ...], names: tuple[str, ...], link: Link) -> Stage:
    """Two categories at once, for the whole city and a year."""
    return Stage("|".join(names), (*always, *names), Level.YEAR, {(*always, name): YEAR for name in names}, (link,))


def _bundles(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Categories that hang together in one bundle, each other one by itself."""
    bundles: dict[str, list[str]] = {}
    for name in names:
        first = next((min(each) for each in _TOGETHER if name in each), name)
        bundles.setdefault(first, []).append(name)
    return [tuple(each) for each in bundles.values()]


def own_crossings(stage: Stage, always: Iterable[str]) -> dict[tuple[str, ...], frozenset[Level]]:
    """The crossings of a stage that exist for an indicator that is always split by some categories."""
    return {names: levels for names, levels in stage.crossings.items() if set(always) <= set(names)}


def published(indicator: Indicator, dimensions: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The crossings that are decided, each in sorted order."""
    stages = stages_of(dimensions, indicator.always_per)
    return frozenset(tuple(sorted(crossing)) for stage in stages for crossing in stage.crossings)


def options_dimensions(indicator: Indicator, options: Mapping[str, str]) -> tuple[str, ...]:
    """The dimensions that exist under a choice of options."""
    special = [indicator.option_dimensions[value] for value in options.values() if value in indicator.option_dimensions]
    return special[0] if special else indicator.dimensions

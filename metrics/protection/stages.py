"""Into which systems of sums does an indicator's year fall apart?

The totals come first, then each category dimension beside them, then pairs of categories for the whole city. A
later stage keeps every possible world of an earlier one possible, so the stages together are as safe as each alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.indicator import Indicator, Shape
from metrics.period import Level
from metrics.protection.cells import EVERY, LONG, Rule, rule_of

YEAR = frozenset({Level.YEAR})
REPORTED = frozenset({"bereik_opgave"})
"""Counts that somebody gave per period: a year is not the sum of its quarters."""


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


def stages_of(indicator: Indicator, dimensions: tuple[str, ...]) -> tuple[Stage, ...]:
    """The stages in the order in which they are decided."""
    always = indicator.always_per
    areas: list[str] = [name for name in ("team", "gebied", "wijk", "ses") if name in dimensions]
    finest = areas[0]
    free = [name for name in dimensions if name not in areas and name not in always]
    if always:
        base = _split("basis", finest, areas, always, ())
        return (base, *(_pair(always, (name,), ("basis",)) for name in free))
    totals = Stage("basis", (finest,), Level.MONTH, {(): EVERY, **{(name,): EVERY for name in areas}})
    link = Link("basis", (finest,), Level.QUARTER)
    divided = [_split(name, finest, areas, (name,), (link,)) for name in free]
    pairs = [_pair((one,), (other,), (one, other)) for place, one in enumerate(free) for other in free[place + 1 :]]
    return (totals, *divided, *pairs)


def _split(name: str, finest: str, areas: list[str], category: tuple[str, ...], links: tuple[Link, ...]) -> Stage:
    crossings = {category: LONG, **{(area, *category): LONG if area == "wijk" else YEAR for area in areas}}
    return Stage(name, (finest, *category), Level.QUARTER, crossings, links)


def _pair(one: tuple[str, ...], other: tuple[str, ...], sources: tuple[str, ...]) -> Stage:
    """Two categories at once, for the whole city and a year; each margin that is published is a link."""
    margins = [one, other][: len(sources)]
    links = tuple(Link(source, margin, Level.YEAR) for source, margin in zip(sources, margins, strict=True))
    return Stage("|".join((*one, *other)), (*one, *other), Level.YEAR, {(*one, *other): YEAR}, links)


def published(indicator: Indicator, dimensions: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The crossings that are decided, each in sorted order."""
    stages = stages_of(indicator, dimensions)
    return frozenset(tuple(sorted(crossing)) for stage in stages for crossing in stage.crossings)


def options_dimensions(indicator: Indicator, options: Mapping[str, str]) -> tuple[str, ...]:
    """The dimensions that exist under a choice of options."""
    special = [indicator.option_dimensions[value] for value in options.values() if value in indicator.option_dimensions]
    return special[0] if special else indicator.dimensions

"""Which tables does protected output have, so that they can be made before anybody asks?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.engines import engine_of
from metrics.protection.stages import options_dimensions
from metrics.protection.standing import crossings_of_day
from metrics.ready import Place, Ready
from metrics.ready_kept import KeptTables

Told = Callable[[int, int, str], None]
"""How many are done, of how many, and which was done last."""


def warm(
    ready: Ready, kept: KeptTables, years: Mapping[str, Sequence[int]], still: Callable[[], bool], told: Told | None
) -> None:
    """Makes the tables of every indicator with rows, and keeps them; stops when they are not `still` wanted."""
    for number, (key, asked) in enumerate(years.items(), start=1):
        if not still():
            return
        for place, periods in places(ready, ready.catalogue[key], asked):
            ready.table(place, periods or (None,))
        if told:
            told(number, len(years), f"cijfers klaarzetten, {ready.catalogue[key].name}")
        found = ready.of(key)
        before = kept.of(key)
        if before is None or any(before.knows(place) < len(table.spans) for place, table in found.items()):
            kept.keep(key, found)
        if kept.of(key) is not None:
            ready.let_go(key)


def places(ready: Ready, indicator: Indicator, years: Sequence[int]) -> Iterator[tuple[Place, tuple[Period, ...]]]:
    """Every table of the fixed set, with the periods that have begun."""
    for options in _choices(indicator):
        for crossing in _crossings(indicator, options):
            per = tuple(sorted(set(crossing) - set(indicator.always_per)))
            place = indicator.key, tuple(sorted(options.items())), per
            if indicator.on_peildatum:
                if ready.is_fixed(place, frozenset()):
                    yield place, ()
                continue
            levels = [level for level in Level if ready.is_fixed(place, frozenset({level}))]
            spans = [part for year in years for level in levels for part in Period(year, 1, Level.YEAR).parts(level)]
            periods = tuple(period for period in spans if period.begin <= ready.peildatum)
            if periods:
                yield place, periods


def _choices(indicator: Indicator) -> list[dict[str, str]]:
    """Every value of an only option; of several options each as it is when nobody chooses."""
    if len(indicator.options) == 1:
        return [{name: value} for name, values in indicator.options.items() for value in values]
    return [{name: values[0] for name, values in indicator.options.items()}]


def _crossings(indicator: Indicator, options: Mapping[str, str]) -> list[tuple[str, ...]]:
    """What is published; of an indicator without an engine the whole city and each dimension by itself."""
    dimensions = options_dimensions(indicator, options)
    engine = engine_of(indicator)
    if indicator.on_peildatum:
        return sorted(crossings_of_day(indicator))
    if engine is not None:
        return sorted(engine.published(indicator, dimensions))
    return [(), *((name,) for name in dimensions)]

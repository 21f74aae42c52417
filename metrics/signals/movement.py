"""Which stretches of a line have limits, and what do they say of it?

Only months and quarters have limits, and only within a stretch without a break. A budget adds up from January, so its
points are no repeated measurements and never get limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.indicator import Indicator, Shape
from metrics.period import Level
from metrics.signals.xmr import LEAST_POINTS, Limits, Rule, limits

Signal = tuple[Rule, tuple[int, ...]]
LEVELS = frozenset({Level.MONTH, Level.QUARTER})


@dataclass(frozen=True)
class Stretch:
    """Neighbouring places without a break; `limits` is None when fewer than twelve values are shown."""

    first: int
    values: tuple[float | None, ...]
    limits: Limits | None

    @property
    def known(self) -> int:
        return sum(value is not None for value in self.values)

    @property
    def is_short(self) -> bool:
        return self.known < LEAST_POINTS

    @property
    def signals(self) -> list[Signal]:
        """Every row of neighbouring places that one rule marks, in order of time: two rows are never counted as one."""
        found = self.limits.signals.items() if self.limits else ()
        return sorted(((rule, row) for rule, places in found for row in _neighbours(places)), key=_reach)

    @property
    def newest_signal(self) -> Signal | None:
        """The one signal to show: that which reaches furthest in time, of several the longest row."""
        return max(self.signals, key=_reach, default=None)

    @property
    def present_signal(self) -> Signal | None:
        """The newest signal when it holds the newest shown value: what moves now; else None."""
        last = max((place for place, value in enumerate(self.values) if value is not None), default=None)
        return self.newest_signal if self.newest_signal and self.newest_signal[1][-1] == last else None


def has_limits(indicator: Indicator, level: Level) -> bool:
    """Whether lines of this indicator and length of period carry limits at all."""
    return level in LEVELS and indicator.shape is not Shape.BUDGET


def stretches(values: Sequence[float | None], segments: Sequence[int]) -> list[Stretch]:
    """One stretch per segment, in order of time; values that are not shown are None."""
    found = []
    for segment in dict.fromkeys(segments):
        places = [place for place, number in enumerate(segments) if number == segment]
        own = tuple(values[place] for place in places)
        found.append(Stretch(places[0], own, limits(own)))
    return found


def _neighbours(places: Sequence[int]) -> list[tuple[int, ...]]:
    rows: list[list[int]] = []
    for place in places:
        if rows and rows[-1][-1] == place - 1:
            rows[-1].append(place)
        else:
            rows.append([place])
    return [tuple(row) for row in rows]


def _reach(signal: Signal) -> tuple[int, int]:
    return signal[1][-1], len(signal[1])

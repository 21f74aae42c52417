"""Which points of a line are more than ordinary variation?

Limits are the mean ± 2.66 times the mean moving range over the points since the last trendbreuk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

FACTOR = 2.66
LEAST_POINTS = 12
ROW_ON_ONE_SIDE = 8
ROW_OF_CHANGES = 6


class Rule(StrEnum):
    """Why points are a signal; the value is how a reader would say it."""

    OUTSIDE = "buiten de gewone schommeling"
    ABOVE = "acht op rij boven het midden"
    BELOW = "acht op rij onder het midden"
    RISING = "zes op rij stijgend"
    FALLING = "zes op rij dalend"


@dataclass(frozen=True)
class Limits:
    """`signals` gives per rule the places (in the values that were handed in) that make it."""

    mean: float
    lower: float
    upper: float
    signals: dict[Rule, tuple[int, ...]]


def limits(values: Sequence[float | None]) -> Limits | None:
    """Limits and signals over values of one segment, in order of time; None when fewer than 12 are known.

    None in `values` is a period without a shown value: it has no moving range and ends every row.
    """
    known = [value for value in values if value is not None]
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if len(known) < LEAST_POINTS or not ranges:
        return None
    mean, reach = fmean(known), FACTOR * fmean(ranges)
    lower, upper = mean - reach, mean + reach
    outside = tuple(i for i, v in enumerate(values) if v is not None and not lower <= v <= upper)
    found = {
        Rule.OUTSIDE: outside,
        Rule.ABOVE: _rows(values, ROW_ON_ONE_SIDE, lambda _, value: value > mean, needs_previous=False),
        Rule.BELOW: _rows(values, ROW_ON_ONE_SIDE, lambda _, value: value < mean, needs_previous=False),
        Rule.RISING: _rows(values, ROW_OF_CHANGES, lambda previous, value: value > previous),
        Rule.FALLING: _rows(values, ROW_OF_CHANGES, lambda previous, value: value < previous),
    }
    return Limits(mean, lower, upper, {rule: places for rule, places in found.items() if places})


def _rows(
    values: Sequence[float | None],
    length: int,
    belongs: Callable[[float, float], bool],
    *,
    needs_previous: bool = True,
) -> tuple[int, ...]:
    """The places in rows of at least `length` neighbours that all belong."""
    found: list[int] = []
    row: list[int] = []
    previous: float | None = None
    for place, value in enumerate(values):
        comparable = value is not None and (previous is not None or not needs_previous)
        if comparable and value is not None and belongs(value if previous is None else previous, value):
            row.append(place)
        else:
            found += row if len(row) >= length else []
            row = []
        previous = value
    return tuple(found + (row if len(row) >= length else []))

"""How far may the share of a group of n lie from that of the city by chance alone?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959964
Z_998 = 3.090232
SMALLEST_GROUP = 20


@dataclass(frozen=True)
class Band:
    """Shares between `lower` and `upper` are what chance gives."""

    lower: float
    upper: float

    def holds(self, share: float) -> bool:
        return self.lower <= share <= self.upper


def band(city: float, group: float, z: float) -> Band:
    """The binomial limits around the share of the `city` for a group of that size, cut at 0 and 1.

    A group lies outside exactly when the city lies outside the Wilson interval of the group.
    """
    reach = z * sqrt(city * (1 - city) / group)
    return Band(max(0.0, city - reach), min(1.0, city + reach))


def is_signal(share: float, city: float, group: float) -> bool:
    """Whether a group is outside the 99.8% limits; groups under 20 are never judged."""
    return group >= SMALLEST_GROUP and not band(city, group, Z_998).holds(share)


@dataclass(frozen=True)
class Judged:
    """A group beside the city: `distance` is in standard errors, negative below; `is_signal` is outside 99.8%."""

    key: str
    share: float
    group: float
    distance: float
    is_signal: bool


def judged(groups: Iterable[tuple[str, float, float]], city: float) -> list[Judged]:
    """Groups (key, share, size) of 20 or more, the furthest below the city first; a smaller group is not judged.

    A large group a little below may come before a small one far below: chance explains the second, not the first.
    """
    found = []
    for key, share, group in groups:
        error = sqrt(city * (1 - city) / group) if group else 0.0
        if group >= SMALLEST_GROUP and error > 0:
            found.append(Judged(key, share, group, (share - city) / error, is_signal(share, city, group)))
    return sorted(found, key=lambda each: (each.distance, each.key))

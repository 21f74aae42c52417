"""What becomes of a queue if nothing changes, and what would it take to reach the norm?

Everything rests on one assumption: the coming weeks are like the last thirteen. The interval comes from how much the
weekly change of the queue varied in those weeks, as if weeks do not depend on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

RECENT = 13
"""Weeks that the expectation rests on: a quarter of a year, so that one holiday does not decide."""
AHEAD = 8
_Z_80 = 1.2815515655446004


@dataclass(frozen=True)
class Week:
    """What happened in one week, and who waited at its end."""

    erbij: float
    geholpen: float
    weg: float
    wacht: float


@dataclass(frozen=True)
class Rates:
    """Means per week, and the standard deviation of the weekly change of the queue."""

    erbij: float
    geholpen: float
    weg: float
    spread: float

    @property
    def change(self) -> float:
        return self.erbij - self.geholpen - self.weg


@dataclass(frozen=True)
class Expected:
    """The queue some weeks ahead, with its 80% interval; never below nobody."""

    middle: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Needed:
    """Kennismakingen per week: as now, so that the queue stays as it is, and so that it fits the norm in time."""

    now: float
    to_stay: float
    to_reach: float
    allowed: float


def rates(weeks: Sequence[Week]) -> Rates | None:
    """Of the last thirteen weeks; None when there are fewer than four."""
    recent = weeks[-RECENT:]
    if len(recent) < 4:
        return None
    changes = [week.erbij - week.geholpen - week.weg for week in recent]
    erbij, geholpen, weg = (fmean(getattr(week, name) for week in recent) for name in ("erbij", "geholpen", "weg"))
    return Rates(erbij, geholpen, weg, stdev(changes))


def expectation(waiting: float, per_week: Rates, ahead: int = AHEAD) -> list[Expected]:
    """The queue after 1, 2, … weeks if nothing changes."""
    found = []
    for week in range(1, ahead + 1):
        middle, reach = waiting + week * per_week.change, _Z_80 * per_week.spread * sqrt(week)
        found.append(Expected(*(max(0.0, value) for value in (middle, middle - reach, middle + reach))))
    return found


def needed(waiting: float, per_week: Rates, norm_weeks: float = 1.0, within: int = AHEAD) -> Needed:
    """What it takes that nobody waits longer than the norm, `within` so many weeks, oldest first.

    Who comes in during the norm may still wait when all others were seen (Little's law): so many are `allowed`.
    """
    allowed = per_week.erbij * norm_weeks
    to_stay = max(0.0, per_week.erbij - per_week.weg)
    backlog = max(0.0, waiting - allowed)
    return Needed(per_week.geholpen, to_stay, to_stay + backlog / within, allowed)

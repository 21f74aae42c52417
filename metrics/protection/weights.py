"""What does it cost to hide a number? More for a larger area, a longer period and a larger number."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.period import Level
from metrics.protection.cells import AREAS, area_of

PERIOD_WEIGHT = {Level.YEAR: 64.0, Level.HALF: 24.0, Level.QUARTER: 8.0, Level.MONTH: 1.0}
AREA_WEIGHT = {"stad": 40.0, "ses": 8.0, "wijk": 6.0, "team": 1.0}
TOTAL, TIMES_NOEMER = 6.0, 1.5
ASKED = {("team", Level.YEAR): 8.0, ("ses", Level.YEAR): 0.05}
"""What numbers of unique persons with a category weigh more or less. The year of an area is asked most. SES groups lie
across wijken: where they are shown, two areas of one wijk cannot make up for each other, and each hides many areas."""


def area_weight(per: Iterable[str], always: Iterable[str] = ()) -> float:
    """The weight of a crossing on a day; dimensions that the indicator `always` has make no category of it."""
    names = frozenset(per)
    total = 1.0 if names - AREAS - frozenset(always) else TOTAL
    return AREA_WEIGHT[area_of(names) or "team"] * total


def cell_weight(per: Iterable[str], level: Level) -> float:
    """The weight of a crossing in periods of one length."""
    return PERIOD_WEIGHT[level] * area_weight(per)


def person_weight(per: Iterable[str], level: Level, value: float) -> float:
    """The weight of a number of unique persons."""
    names = frozenset(per)
    asked = ASKED.get((area_of(names) or "team", level), 1.0) if names - AREAS else 1.0
    return cell_weight(names, level) * asked * (1 + 0.02 * min(max(value, 0.0), 1e4) ** 0.25)

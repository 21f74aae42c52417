"""Which periods may be compared with each other?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from metrics.period import Period


def segments(periods: Sequence[Period], breaks: Iterable[date]) -> list[int]:
    """A number per period; only periods with the same number may be joined, averaged or subtracted.

    A break on a day inside a period makes that period comparable with neither side: it stands alone.
    """
    days = sorted(set(breaks))
    return [sum(day <= period.begin for day in days) + sum(day <= period.end for day in days) for period in periods]


def break_between(earlier: Period, later: Period, breaks: Iterable[date]) -> date | None:
    """The first break that makes two periods incomparable; None when one may be subtracted from the other."""
    return next((day for day in sorted(breaks) if earlier.begin < day <= later.end), None)

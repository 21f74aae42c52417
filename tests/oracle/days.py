"""Which days are working days, and how many lie between two dates?"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in public_holidays(day.year)


def working_days(start: date, stop: date) -> int:
    """The working days d with start < d <= stop, counted one by one."""
    number = 0
    day = start + ONE_DAY
    while day <= stop:
        if is_working_day(day):
            number += 1
        day += ONE_DAY
    return number


def days_of(begin: date, end: date) -> list[date]:
    """Every day from begin up to and including end."""
    days = []
    day = begin
    while day <= end:
        days.append(day)
        day += ONE_DAY
    return days

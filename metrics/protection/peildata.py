"""On which days may a figure stand, and which periods are over?

A free peildatum would show single rows as a difference of two figures.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from metrics.period import Level, Period


def is_release(day: date, newest: date) -> bool:
    """Whether `day` is the newest leverdatum, or the last day of a month before it."""
    return day == newest or (day < newest and day.day == monthrange(day.year, day.month)[1])


def refusal(day: date, newest: date) -> str | None:
    """The sentence that refuses a peildatum and names the nearest one; None when it may be used."""
    if is_release(day, newest):
        return None
    return (
        f"Op peildatum {_written(day)} zijn geen cijfers vrijgegeven. De dichtstbijzijnde is "
        f"{_written(nearest(day, newest))}. Kies het einde van een maand, of de nieuwste leverdatum {_written(newest)}."
    )


def nearest(day: date, newest: date) -> date:
    """The release closest to `day`; the earlier one of two that are as close."""
    before = day.replace(day=1) - timedelta(days=1)
    after = day.replace(day=monthrange(day.year, day.month)[1])
    choices = [each for each in (before, min(after, newest), newest) if is_release(each, newest)]
    return min(choices, key=lambda each: (abs((each - day).days), each))


def releases(first: date, newest: date) -> list[date]:
    """Every peildatum from `first` on, oldest first."""
    days = []
    day = first.replace(day=monthrange(first.year, first.month)[1])
    while day < newest:
        days.append(day)
        following = day + timedelta(days=1)
        day = following.replace(day=monthrange(following.year, following.month)[1])
    return [*days, newest]


def ended_periods(first: date | None, until: date, level: Level) -> tuple[str, ...]:
    """The periods of one length that are over, oldest first."""
    if first is None:
        return ()
    begin = Period.containing(first, level)
    steps = (until.year - begin.year + 1) * 12 // level
    return tuple(str(period) for period in map(begin.shifted, range(steps)) if period.end <= until)


def _written(day: date) -> str:
    return f"{day.day:02d}-{day.month:02d}-{day.year}"

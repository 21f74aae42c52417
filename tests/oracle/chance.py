"""How is a day picked at random, often one on which a rule turns?"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

FIRST_DAY = date(2019, 11, 1)
LAST_DAY = date(2023, 2, 28)
YEARS = (2020, 2021, 2022)
BORDERS = (0, 1, 5, 6, 7, 8, 14, 15, 28, 29, 30, 31, 90, 91, 365, 366)
"""Numbers of days on which a rule of the definitions turns."""


def a_day(random: Random, first: date = FIRST_DAY, last: date = LAST_DAY) -> date:
    return first + timedelta(days=random.randrange(max(0, (last - first).days) + 1))


def later(random: Random, day: date, longest: int) -> date:
    """Often soon, sometimes on one of the borders of a rule."""
    border = random.choice(BORDERS)
    wait = border if random.random() < 0.4 else random.randrange(longest)
    return day + timedelta(days=wait)


def perhaps(random: Random, value: Any, chance: float) -> Any:
    return value if random.random() < chance else None

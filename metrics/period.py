"""Which days does a period cover, and which periods lie in it?

A period is written `2022`, `2022-H1`, `2022-Q1` or `2022-03` and covers [begin, end], both included.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Level(IntEnum):
    """Length of a period in months."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12


_FORM = re.compile(r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


@dataclass(frozen=True, order=True)
class Period:
    """`first_month` is 1 to 12; the text form round-trips through `parse` and `str`."""

    year: int
    first_month: int
    level: Level

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that `text` names; ValueError with a Dutch sentence when it names none."""
        match = _FORM.fullmatch(text.strip().upper())
        if match is None or not 1 <= int(match["year"]) <= 9998:
            raise ValueError(
                f"Onbekende periode '{text}'. Schrijf een jaar (2022), half jaar (2022-H1), "
                "kwartaal (2022-Q1) of maand (2022-03)."
            )
        year = int(match["year"])
        if match["half"]:
            return cls(year, 6 * int(match["half"]) - 5, Level.HALF)
        if match["quarter"]:
            return cls(year, 3 * int(match["quarter"]) - 2, Level.QUARTER)
        if match["month"]:
            return cls(year, int(match["month"]), Level.MONTH)
        return cls(year, 1, Level.YEAR)

    @classmethod
    def containing(cls, day: date, level: Level) -> Period:
        """The period of `level` in which `day` falls."""
        return cls(day.year, (day.month - 1) // level * level + 1, level)

    @property
    def begin(self) -> date:
        return date(self.year, self.first_month, 1)

    @property
    def end(self) -> date:
        last_month = self.first_month + self.level - 1
        return date(self.year, last_month, calendar.monthrange(self.year, last_month)[1])

    def parts(self, level: Level) -> tuple[Period, ...]:
        """The periods of a shorter or equal `level` that make up this one, in order of time."""
        return tuple(
            Period(self.year, month, level) for month in range(self.first_month, self.first_month + self.level, level)
        )

    def shifted(self, steps: int) -> Period:
        """The period `steps` of its own length later (earlier when negative)."""
        months = self.year * 12 + self.first_month - 1 + steps * self.level
        return Period(months // 12, months % 12 + 1, self.level)

    def __str__(self) -> str:
        match self.level:
            case Level.YEAR:
                return f"{self.year:04d}"
            case Level.HALF:
                return f"{self.year:04d}-H{(self.first_month + 5) // 6}"
            case Level.QUARTER:
                return f"{self.year:04d}-Q{(self.first_month + 2) // 3}"
            case _:
                return f"{self.year:04d}-{self.first_month:02d}"

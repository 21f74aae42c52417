"""Are working days counted as the law and the municipality have them?"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from metrics.workdays import WorkingDays, number_on, numbers_on
from tests.measuring import CALENDAR


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2022-03-07", "2022-03-14", 5),  # Monday to Monday
        ("2022-03-11", "2022-03-12", 0),  # Friday to Saturday
        ("2022-03-11", "2022-03-14", 1),  # Friday to Monday
        ("2022-03-12", "2022-03-14", 1),  # a day off does not count as begin either
        ("2022-03-14", "2022-03-14", 0),
        ("2022-04-14", "2022-04-19", 1),  # Good Friday and Easter Monday
        ("2022-04-26", "2022-04-27", 0),  # King's Day
        ("2022-05-04", "2022-05-05", 1),  # 5 May is worked outside lustrum years
        ("2020-05-04", "2020-05-05", 0),  # and free in one
        ("2025-04-25", "2025-04-28", 1),  # King's Day on 26 April: the 27th is a Sunday
        ("2022-05-25", "2022-05-27", 1),  # Ascension Day
        ("2022-06-03", "2022-06-07", 1),  # Pentecost Monday
        ("2021-12-31", "2022-01-03", 1),
        ("2022-03-14", "2022-03-07", -5),
    ],
)
def test_working_days_after_the_first_day_up_to_the_last(start: str, end: str, days: int) -> None:
    assert CALENDAR.between(date.fromisoformat(start), date.fromisoformat(end)) == days


def test_municipality_adds_and_removes_days_off() -> None:
    own = WorkingDays(extra=[date(2022, 3, 9)], less=[date(2022, 4, 15)])
    assert own.between(date(2022, 3, 7), date(2022, 3, 14)) == 4
    assert own.between(date(2022, 4, 14), date(2022, 4, 19)) == 2


def test_numbers_of_a_column_keep_null() -> None:
    days = pl.Series("dag", [date(2022, 3, 7), None, date(2022, 3, 14)])
    for numbers in (CALENDAR.numbers(days), numbers_on(CALENDAR.frame(), days)):
        assert numbers[1] is None
        assert numbers[2] - numbers[0] == 5
    assert number_on(CALENDAR.frame(), date(2022, 3, 14)) == CALENDAR.number(date(2022, 3, 14))


def test_days_outside_the_calendar_do_not_fail() -> None:
    assert CALENDAR.between(date(1900, 1, 1), date(1901, 1, 1)) == 0
    assert CALENDAR.number(date(2200, 1, 1)) == CALENDAR.number(date(2075, 12, 31))

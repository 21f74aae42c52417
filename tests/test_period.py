"""Which days does a period cover?"""

from __future__ import annotations

from datetime import date

import pytest

from metrics.period import Level, Period


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-H1", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022-H2", date(2022, 7, 1), date(2022, 12, 31)),
        ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
        ("2022-Q4", date(2022, 10, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_period_covers_its_days_and_is_written_back_the_same(text: str, begin: date, end: date) -> None:
    period = Period.parse(text)
    assert (period.begin, period.end, str(period)) == (begin, end, text)


@pytest.mark.parametrize("text", ["2022-13", "2022-Q5", "2022-H3", "22", "", "2022-1", "0000", "vorig jaar", "2022-00"])
def test_other_texts_are_refused_with_the_possible_forms(text: str) -> None:
    with pytest.raises(ValueError, match="Schrijf een jaar"):
        Period.parse(text)


def test_period_is_read_without_regard_to_case_and_blanks() -> None:
    assert str(Period.parse(" 2022-q3 ")) == "2022-Q3"


def test_parts_make_up_the_whole() -> None:
    year = Period.parse("2023")
    for level in Level:
        parts = year.parts(level)
        assert len(parts) == 12 // level
        assert (parts[0].begin, parts[-1].end) == (year.begin, year.end)


def test_shifting_goes_over_years() -> None:
    assert str(Period.parse("2022-Q1").shifted(-1)) == "2021-Q4"
    assert str(Period.parse("2022-11").shifted(3)) == "2023-02"
    assert str(Period.containing(date(2022, 8, 31), Level.QUARTER)) == "2022-Q3"

"""How much of a month was known after some weeks, drawn by hand?"""

from __future__ import annotations

from datetime import date

import polars as pl

from data.lag import known_after

DELIVERIES = pl.DataFrame(
    {"nummer": list(range(1, 9)), "leverdatum": [date(2024, month, 7) for month in range(1, 9)]}
)  # imports of the 7th of every month


def rows(*lines: tuple[date, int, int]) -> pl.DataFrame:
    return pl.DataFrame(lines, schema={"dag": pl.Date, "nummer": pl.Int64, "aantal": pl.Int64}, orient="row")


EVERY = rows(*[(date(2024, month, 1), month, 1) for month in range(1, 9)])


def test_month_that_came_for_three_quarters_after_a_week_and_whole_after_six() -> None:
    march = rows((date(2024, 3, 10), 4, 74), (date(2024, 3, 20), 5, 25))
    found = known_after(pl.concat([EVERY, march]), DELIVERIES, weeks=8).filter(maand=date(2024, 3, 31))
    # One of March came in March itself, 74 on 7 April (a week after its end), 25 on 7 May (37 days after it).
    assert dict(found.select("week", "deel").iter_rows()) == {
        0: 0.01, 1: 0.75, 2: 0.75, 3: 0.75, 4: 0.75, 5: 0.75, 6: 1.0, 7: 1.0, 8: 1.0,
    }  # fmt: skip


def test_month_that_can_still_grow_and_one_before_the_first_delivery_measure_nothing() -> None:
    old = rows((date(2023, 6, 1), 1, 50))
    months = known_after(pl.concat([EVERY, old]), DELIVERIES, weeks=8)["maand"].unique().sort().to_list()
    assert months == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31)]


def test_five_deliveries_are_too_few() -> None:
    assert known_after(EVERY.head(5), DELIVERIES.head(5)).is_empty()

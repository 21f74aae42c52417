"""How long does a source keep bringing rows of a period that is over?"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from data.lag import delivery_lag

DEFAULT = 21


def delivered(*deliveries: tuple[date, list[tuple[date, int]]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows and imports: per delivery its leverdatum, and how many rows of which day it brought."""
    rows = [
        {"dag": day, "eerste_import": number}
        for number, (_, parts) in enumerate(deliveries, 1)
        for day, count in parts
        for _ in range(count)
    ]
    imports = [{"nummer": number, "leverdatum": day} for number, (day, _) in enumerate(deliveries, 1)]
    return (
        pl.DataFrame(rows, schema={"dag": pl.Date, "eerste_import": pl.Int64}),
        pl.DataFrame(imports, schema={"nummer": pl.Int64, "leverdatum": pl.Date}),
    )


def monthly(late: int, per_month: int = 100) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Ten deliveries, on the tenth of the month after; `late` of each hundred rows come a month later still."""
    deliveries = []
    for month in range(2, 12):
        now, before = date(2022, month, 15), date(2022, month, 15) - timedelta(days=31)
        rows = [(before, per_month - late)]
        if month > 2:
            rows.append((before - timedelta(days=31), late))
        deliveries.append((date(now.year, now.month, 10), rows))
    return delivered(*deliveries)


def test_without_deliveries_the_setting_counts() -> None:
    assert delivery_lag(*_swapped(delivered()), DEFAULT) == DEFAULT


def test_with_fewer_than_six_deliveries_the_setting_counts() -> None:
    rows, imports = monthly(0)
    few = rows.filter(pl.col("eerste_import") <= 5)
    assert delivery_lag(few, "dag", imports, DEFAULT) == DEFAULT


def test_the_lag_is_the_day_on_which_nearly_all_rows_were_known() -> None:
    rows, imports = monthly(late=3)
    assert delivery_lag(rows, "dag", imports, DEFAULT) == 10


def test_more_than_five_percent_late_rows_make_the_lag_longer() -> None:
    rows, imports = monthly(late=20)
    assert 38 <= delivery_lag(rows, "dag", imports, DEFAULT) <= 41


def test_months_before_the_first_delivery_say_nothing() -> None:
    rows, imports = monthly(0)
    bulk = pl.DataFrame({"dag": [date(2019, 3, 5)] * 500, "eerste_import": [1] * 500}, schema=rows.schema)
    assert delivery_lag(pl.concat([rows, bulk]), "dag", imports, DEFAULT) == 10


def _swapped(pair: tuple[pl.DataFrame, pl.DataFrame]) -> tuple[pl.DataFrame, str, pl.DataFrame]:
    return pair[0], "dag", pair[1]

"""Which day, month or period does the text of a cell name?"""

from __future__ import annotations

import polars as pl

_YEAR_FIRST = r"^\d{4}-\d{1,2}-\d{1,2}$"
_DAY_FIRST = r"^\d{1,2}([-/])\d{1,2}[-/]\d{4}$"
_TIME = r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$"
_SERIAL = r"^\d{5}$"
_SERIAL_START = pl.date(1899, 12, 30)
_SERIAL_LAST = 2_958_465  # 31-12-9999


def read_days(text: pl.Series, numbers: pl.Series | None = None) -> pl.Series:
    """2022-03-31, 31-03-2022, 31/3/2022, with or without a time, or a day number of Excel; else null."""
    days = text.str.to_date("%Y-%m-%d", strict=False)
    # A year of two digits must not pass as a year of the first century.
    days = pl.select(pl.when(text.str.contains(_YEAR_FIRST)).then(days)).to_series()
    if days.null_count() == text.null_count():
        return days
    frame = pl.DataFrame({"text": text, "day": days})
    bare = pl.col("text").str.replace(_TIME, "")
    other = pl.when(bare.str.contains(_YEAR_FIRST)).then(bare.str.to_date("%Y-%m-%d", strict=False))
    dashed = bare.str.replace_all("/", "-", literal=True)
    same_marks = bare.str.contains(_DAY_FIRST) & ~(bare.str.contains("-", literal=True) & bare.str.contains("/"))
    turned = pl.when(same_marks).then(dashed.str.to_date("%d-%m-%Y", strict=False))
    return frame.select(pl.coalesce("day", other, turned, _serial(numbers))).to_series()


def _serial(numbers: pl.Series | None) -> pl.Expr:
    """The day that a number stands for in Excel: any number cell, and five digits in text."""
    is_serial = pl.col("text").str.contains(_SERIAL)
    if numbers is not None:
        is_serial = is_serial | pl.lit(numbers)
    count = pl.when(is_serial).then(pl.col("text").cast(pl.Float64, strict=False)).floor()
    count = pl.when(count.is_between(1, _SERIAL_LAST)).then(count).cast(pl.Int64)
    return _SERIAL_START + pl.duration(days=count)


def read_months(text: pl.Series, numbers: pl.Series | None = None) -> pl.Series:
    """2022-03, 03-2022, or any day of the month; as the first day of that month, else null."""
    frame = pl.DataFrame({"text": text, "day": read_days(text, numbers)})
    year_first = _first_day(pl.col("text").str.extract(r"^(\d{4}-\d{1,2})$"), "%Y-%m-%d", "{}-01")
    month_first = _first_day(pl.col("text").str.extract(r"^(\d{1,2}[-/]\d{4})$"), "%d-%m-%Y", "01-{}")
    return frame.select(pl.coalesce(pl.col("day").dt.month_start(), year_first, month_first)).to_series()


def _first_day(month: pl.Expr, pattern: str, form: str) -> pl.Expr:
    return pl.format(form, month.str.replace("/", "-", literal=True)).str.to_date(pattern, strict=False)


def read_periods(text: pl.Series) -> pl.Series:
    """2022, 2022-H1, 2022-Q1 or 2022-03, in capitals; else null."""
    upper = text.str.to_uppercase()
    good = upper.str.contains(r"^\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$")
    return pl.select(pl.when(good).then(upper)).to_series()


def last_days_of_periods(periods: pl.Series) -> pl.Series:
    """The last day of every period that `read_periods` gave."""
    part = periods.str.slice(5)
    half, quarter = part.str.extract(r"^H(\d)$"), part.str.extract(r"^Q(\d)$")
    frame = pl.DataFrame({"year": periods.str.slice(0, 4), "part": part, "half": half, "quarter": quarter})
    month = pl.coalesce(
        pl.col("half").cast(pl.Int32) * 6,
        pl.col("quarter").cast(pl.Int32) * 3,
        pl.col("part").cast(pl.Int32, strict=False),
        pl.when(pl.col("year").is_not_null()).then(12),
    )
    return frame.select(pl.date(pl.col("year").cast(pl.Int32), month, 1).dt.month_end()).to_series()

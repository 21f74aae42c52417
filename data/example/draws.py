"""How is chance drawn so that the same municipality comes out every time, and shares come out exactly?

Everything is drawn in strata: within a stratum each rank occurs once, so a share that is asked for is
met to within one row, and totals over neighbouring strata to within one row as well. Days are whole
numbers since 1970-01-01; `NEVER` stands for a day that has not come.
"""

from __future__ import annotations

import zlib
from datetime import date

import holidays
import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NEVER = 2**30
EPOCH = date(1970, 1, 1)


def day(when: date) -> int:
    """The number of `when`."""
    return (when - EPOCH).days


FIRST_DAY = day(date(2019, 1, 1))
LAST_DAY = day(date(2026, 10, 31))
FIRST_YEAR, LAST_YEAR = 2019, 2026
_HOLIDAYS = np.array(sorted(holidays.country_holidays("NL", years=range(2005, 2029))), dtype="datetime64[D]")


def generator(name: str) -> np.random.Generator:
    """A source of chance of its own for each part, so that a change in one part leaves the others as they were."""
    return np.random.default_rng(zlib.crc32(f"cijfertafel {name}".encode()))


def year_of(days: Ints) -> Ints:
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def month_of(days: Ints) -> Ints:
    """Months since January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def is_working(days: Ints) -> Flags:
    return np.asarray(np.is_busday(days.astype("datetime64[D]"), holidays=_HOLIDAYS))


def add_working_days(days: Ints, steps: Ints) -> Ints:
    """The day that is `steps` working days later; `days` are working days themselves."""
    moved = np.busday_offset(days.astype("datetime64[D]"), steps, roll="backward", holidays=_HOLIDAYS)
    return np.asarray(moved).astype(np.int64)


def ranks(stratum: Ints, score: Floats) -> tuple[Ints, Ints]:
    """Per row its rank by `score` within its stratum (from 0), and the size of that stratum."""
    order = np.lexsort((score, stratum))
    sizes = np.bincount(stratum)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    rank = np.empty(len(stratum), dtype=np.int64)
    rank[order] = np.arange(len(stratum)) - starts[stratum[order]]
    return rank, sizes[stratum]


def quotas(expected: npt.ArrayLike) -> Ints:
    """Whole numbers that stay within one of `expected`, also when neighbours are added up."""
    return np.diff(np.round(np.concatenate(([0.0], np.cumsum(np.asarray(expected, dtype=np.float64)))))).astype(
        np.int64
    )


def evenly(stratum: Ints, rng: np.random.Generator) -> Floats:
    """Numbers between 0 and 1 that are spread evenly within each stratum."""
    rank, size = ranks(stratum, rng.random(len(stratum)))
    return (rank + rng.random(len(stratum))) / size


def pick(chances: Floats, stratum: Ints, rng: np.random.Generator) -> Ints:
    """Per row a column of `chances` (one row of chances per row), evenly within each stratum."""
    edges = np.cumsum(chances / chances.sum(axis=1, keepdims=True), axis=1)
    chosen = (evenly(stratum, rng)[:, None] > edges).sum(axis=1)
    return np.minimum(chosen, chances.shape[1] - 1)


SEASON = np.array([1.12, 1.05, 1.10, 1.0, 1.0, 1.0, 0.75, 0.68, 1.10, 1.08, 1.15, 0.90])
CORONA = {2020: {3: 0.75, 4: 0.45, 5: 0.6, 6: 0.9, 9: 1.2, 10: 1.15}, 2021: {1: 0.85, 2: 0.9, 4: 1.15, 5: 1.2, 6: 1.2}}


def season_days(year: Ints, spread: Floats) -> Ints:
    """Working days in `year` (one per row), thinner in summer and in the spring of 2020; 2026 stops in October."""
    days = np.zeros(len(year), dtype=np.int64)
    for each in np.unique(year):
        calendar = np.arange(day(date(int(each), 1, 1)), min(day(date(int(each), 12, 31)), LAST_DAY) + 1)
        month = month_of(calendar) % 12
        weight = SEASON[month] * is_working(calendar)
        for number, factor in CORONA.get(int(each), {}).items():
            weight[month == number - 1] *= factor
        edges = np.cumsum(weight) / weight.sum()
        mine = year == each
        days[mine] = calendar[np.minimum(np.searchsorted(edges, spread[mine]), len(calendar) - 1)]
    return days


def as_dates(days: Ints, last: int = LAST_DAY) -> pl.Series:
    """Dates; what lies after `last` has not happened and is empty."""
    return pl.Series(np.where(days > last, 0, days)).cast(pl.Int32).cast(pl.Date).set(pl.Series(days > last), None)


def pseudonyms(prefix: str, numbers: Ints) -> pl.Series:
    """Invented pseudonyms of ten digits that do not show in which order they were made."""
    mixed = pl.Series((numbers * 7_368_787 + 1_234_567) % 10**10)
    return pl.select(pl.lit(prefix) + mixed.cast(pl.String).str.zfill(10)).to_series()


def days_in(year: Ints, rng: np.random.Generator) -> Ints:
    """Per year (one per row) a day in it, evenly; 2026 stops in October."""
    first = np.array([day(date(each, 1, 1)) for each in year.tolist()])
    last = np.minimum(np.array([day(date(each, 12, 31)) for each in year.tolist()]), LAST_DAY)
    return np.asarray(first + (evenly(year, rng) * (last - first + 1)).astype(np.int64))


def days_between(first: date, last: date, number: int, rng: np.random.Generator) -> Ints:
    """`number` days from `first` up to and including `last`."""
    return np.asarray(rng.integers(day(first), day(last) + 1, number))


def perhaps(days: Ints, happened: Flags) -> pl.Series:
    """Dates; empty where it did not happen, or not yet."""
    return as_dates(days).set(pl.Series(~happened), None)

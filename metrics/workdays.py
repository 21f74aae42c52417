"""How many working days lie between two days?

Working days are Monday to Friday without the public holidays of the Netherlands (`holidays`, NL, category
public), plus and minus the days a municipality sets. From a to b counts the working days d with a < d <= b,
so it is the difference of a running count: one lookup per date instead of a walk over a list of holidays.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

_FIRST = date(1985, 1, 1)
_LAST = date(2075, 12, 31)
"""Dates in the store lie well within these; a day outside them counts as the nearest one inside."""
_EPOCH = date(1970, 1, 1)


class WorkingDays:
    """The running count of working days; `extra` are more days off, `less` are holidays that are worked."""

    def __init__(self, extra: Iterable[date] = (), less: Iterable[date] = ()) -> None:
        self._extra, self._less = frozenset(extra), frozenset(less)

    @cached_property
    def _count(self) -> npt.NDArray[np.int32]:
        import holidays  # only when days are counted: it loads the rules of every country

        years = range(_FIRST.year, _LAST.year + 1)
        public = holidays.country_holidays("NL", years=years, categories=("public",))
        off = (set(public) | self._extra) - self._less
        days = np.arange(np.datetime64(_FIRST), np.datetime64(_LAST) + 1)
        free = np.array(sorted(off), dtype="datetime64[D]")
        return np.cumsum(np.is_busday(days, holidays=free)).astype(np.int32)

    def number(self, day: date) -> int:
        """How many working days there are up to and including `day`; only differences mean anything."""
        return int(self._count[min(max((day - _FIRST).days, 0), len(self._count) - 1)])

    def between(self, start: date, end: date) -> int:
        """Working days from `start` to `end`: the day of `start` itself does not count."""
        return self.number(end) - self.number(start)

    def numbers(self, days: pl.Series) -> pl.Series:
        """`number` of a whole column of dates; null stays null."""
        return _looked_up(pl.Series(self._count), days)

    def frame(self) -> pl.DataFrame:
        """The count per day, as a table that an indicator can ask for."""
        days = pl.date_range(_FIRST, _LAST, eager=True).alias("dag")
        return pl.DataFrame({"dag": days, "nummer": self._count})


def number_on(werkdagen: pl.DataFrame, day: date) -> int:
    """The running count on `day`, from the table that `WorkingDays.frame` made."""
    return int(werkdagen["nummer"][min(max((day - _FIRST).days, 0), len(werkdagen) - 1)])


def numbers_on(werkdagen: pl.DataFrame, days: pl.Series) -> pl.Series:
    """The running count on each of `days`, from that table; null stays null."""
    return _looked_up(werkdagen["nummer"], days)


def _looked_up(count: pl.Series, days: pl.Series) -> pl.Series:
    place = days.to_physical().cast(pl.Int64) + (_EPOCH - _FIRST).days
    return count.gather(place.clip(0, len(count) - 1).cast(pl.UInt32)).alias(days.name)

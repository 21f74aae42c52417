"""What can somebody see who may ask anything that is shared?

Every indicator, crossing, length of period and option is asked; what is refused is not seen. Only `results.result`
and what everybody may read about an indicator are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from metrics import CATALOGUE
from metrics.indicator import Indicator
from metrics.period import Level, Period
from results import Query, QuestionError, result

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class View:
    """One answer: all rows of a crossing for the periods of one length in a year."""

    indicator: str
    options: Options
    per: tuple[str, ...]
    level: Level
    rows: tuple[Mapping[str, Any], ...]

    @property
    def periods(self) -> set[str]:
        return {str(row["periode"]) for row in self.rows}


def views(
    key: str, years: Sequence[int], *, most: int = 3, options: Options | None = None, dimensions: Sequence[str] = ()
) -> Iterator[View]:
    """Every view of an indicator that is not refused, with at most that many dimensions at once."""
    indicator = CATALOGUE[key]
    for choice in [options] if options is not None else choices(indicator):
        special = [indicator.option_dimensions[value] for _, value in choice if value in indicator.option_dimensions]
        free = [name for name in (dimensions or (special[0] if special else indicator.dimensions))
                if name not in indicator.always_per]  # fmt: skip
        for size in range(most + 1):
            for per in combinations(free, size):
                for year, level in product(years, Level):
                    yield from _view(indicator, choice, per, year, level)


def _view(indicator: Indicator, choice: Options, per: tuple[str, ...], year: int, level: Level) -> Iterator[View]:
    periods = tuple(str(part) for part in Period(year, 1, Level.YEAR).parts(level))
    try:
        answer = result(Query(indicator.key, periods, per, choice))
    except QuestionError:
        return
    rows = tuple(answer.frame.iter_rows(named=True))
    for row in rows:
        _one_mark(row, indicator)
    yield View(indicator.key, choice, tuple(dict.fromkeys((*indicator.always_per, *per))), level, rows)


def choices(indicator: Indicator) -> list[Options]:
    """Every combination of options."""
    names = list(indicator.options)
    return [tuple(zip(names, values, strict=True)) for values in product(*indicator.options.values())]


def _one_mark(row: Mapping[str, Any], indicator: Indicator) -> None:
    """A hidden row has one mark and holds no number that follows from the hidden one."""
    if row["afgeschermd"]:
        numbers = [row[name] for name in ("teller", "waarde", *indicator.extra)]
        assert not any(number is not None for number in numbers), row
        assert row["waarom_leeg"] == "afgeschermd", row

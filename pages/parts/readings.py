"""What does a figure say, in one sentence that only uses what is shown?

Sentences name what is provisional, hidden or broken. They never name a cause, never judge, and never compare
across a trendbreuk. `frame` is always the protected frame of a result.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from metrics.indicator import Indicator


@dataclass(frozen=True)
class Reading:
    """Title sentence (at most 90 signs) and the reading under the chart; the alt text is both."""

    title: str
    sentence: str

    @property
    def alt(self) -> str:
        return f"{self.title.rstrip('.')}. {self.sentence}".strip()


@dataclass(frozen=True)
class BigNumber:
    """The big number of a quadrant, the words after it, and the small line with n and the period before."""

    number: str
    words: str
    note: str


def over_time(
    frame: pl.DataFrame, indicator: Indicator, *, events: pl.DataFrame | None = None, whose: str = ""
) -> Reading:
    """A single line: the last value, its movement since the shown period before, and since a year before.

    `whose` says about whom when it is not the whole city: "in Hoograven".
    """
    raise NotImplementedError


def compared(frame: pl.DataFrame, indicator: Indicator, *, per: str, events: pl.DataFrame | None = None) -> Reading:
    """Several values in the newest period (map, bars, funnel, lines per group): highest, lowest, how many hidden."""
    raise NotImplementedError


def gap(
    frame: pl.DataFrame, kloof: pl.DataFrame, indicator: Indicator, *, events: pl.DataFrame | None = None
) -> Reading:
    """SES lines with their gap."""
    raise NotImplementedError


def spread(frame: pl.DataFrame, indicator: Indicator, *, per: str) -> Reading:
    """Counts per class: the largest class and how many there are in the shown classes."""
    raise NotImplementedError


def transitions(frame: pl.DataFrame, indicator: Indicator) -> Reading:
    """A matrix of van by naar: the largest cells and how many are hidden."""
    raise NotImplementedError


def budgets(frame: pl.DataFrame, indicator: Indicator, *, per: str) -> Reading:
    """Realised against agreed per provider: furthest above and below."""
    raise NotImplementedError


def streams(arrivals: pl.DataFrame, departures: pl.DataFrame) -> Reading:
    """Instroom against uitstroom in the newest shown period."""
    raise NotImplementedError


def big_number(frame: pl.DataFrame, indicator: Indicator, *, events: pl.DataFrame | None = None) -> BigNumber:
    """For a quadrant of the overview: the newest value that is shown."""
    raise NotImplementedError


def subtitle(frame: pl.DataFrame, indicator: Indicator, *, per: str | None = None, whose: str = "") -> str:
    """What is counted, per what, for whom, which period, n: one line."""
    raise NotImplementedError

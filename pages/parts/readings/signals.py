"""Which lines of an answer move more than they usually do, in which periods, and which of them do so now?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from metrics.indicator import Indicator
from metrics.signals.xmr import Rule
from pages.parts import wording
from pages.parts.charts.limits import signal_words, stretches_of
from pages.parts.charts.naming import spoken
from pages.parts.charts.timeline import points, time_axis


@dataclass(frozen=True)
class Found:
    """One signal: of which line ('' for the only one), by which rule, in which neighbouring periods."""

    name: str
    rule: Rule
    periods: tuple[str, ...]
    is_now: bool

    @property
    def words(self) -> str:
        return signal_words(self.rule, len(self.periods), self.periods[0])

    @property
    def when(self) -> str:
        return wording.period_span(self.periods)


def signals(
    frame: pl.DataFrame, indicator: Indicator, *, per: Sequence[str] = (), events: pl.DataFrame | None = None
) -> list[Found]:
    """Every signal of every line (a line per value of `per`), of all stretches between breaks, in order of time.

    A signal is of now when it is the one that holds the newest shown value of its line.
    """
    axis = time_axis([frame], events)
    if axis is None:
        return []
    found = []
    for _, own in frame.group_by(*per, maintain_order=True) if per else [((), frame)]:
        if own["periode"].is_duplicated().any():
            continue  # no line: several numbers of one period
        rows = own.to_dicts()
        name = ", ".join(spoken(rows[0], dimension) for dimension in per)
        line = points(rows, axis)
        stretches = stretches_of(line, indicator)
        for stretch in stretches:
            for rule, places in stretch.signals:
                periods = tuple(str(line[stretch.first + place].period) for place in places)
                is_now = stretch is stretches[-1] and stretch.present_signal == (rule, places)
                found.append(Found(name, rule, periods, is_now))
    return found


def present(found: Sequence[Found]) -> str:
    """Which of several lines have a signal now, equal words together; '' when none of them has one."""
    by_words: dict[str, list[str]] = {}
    for each in found:
        if each.is_now:
            by_words.setdefault(each.words, []).append(each.name)
    told = [f"{wording.together(names)} ({words})" for words, names in by_words.items()]
    return f"Signaal: {wording.together(told)}." if told else ""

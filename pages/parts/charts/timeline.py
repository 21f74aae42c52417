"""Where on the time axis does every value stand, and what is known there?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

import polars as pl

from metrics.period import Level, Period
from metrics.signals.breaks import segments
from pages.parts import wording


class State(StrEnum):
    """What is known in a period. Only KNOWN has a value to draw."""

    KNOWN = "bekend"
    HIDDEN = "afgeschermd"
    EMPTY = "leeg"
    MISSING = "geen levering"


@dataclass(frozen=True)
class Point:
    """One period of one line; `x` counts periods, so neighbours differ by 1. `row` is empty when missing."""

    x: int
    period: Period
    value: float | None
    state: State
    provisional: bool
    segment: int
    row: Mapping[str, Any]


@dataclass(frozen=True)
class Break:
    """A trendbreuk inside the drawn periods, at `x` (between two periods, or inside one)."""

    x: float
    day: date
    title: str


@dataclass(frozen=True)
class Axis:
    """The periods of a chart, without holes, and the breaks in it."""

    periods: tuple[Period, ...]
    breaks: tuple[Break, ...]
    segment: Mapping[Period, int]

    @property
    def first(self) -> int:
        return position(self.periods[0])

    @property
    def last(self) -> int:
        return position(self.periods[-1])

    @property
    def padding(self) -> float:
        """The room beside the outer periods: half a period, more when there are few."""
        return max(0.5, (5 - len(self.periods)) / 2)

    @property
    def left(self) -> float:
        return self.first - self.padding

    @property
    def right(self) -> float:
        """The right end of the axis, where the labels begin."""
        return self.last + self.padding


def position(period: Period) -> int:
    """The number of the period among those of its length."""
    return (period.year * 12 + period.first_month - 1) // period.level


def time_axis(frames: Iterable[pl.DataFrame], events: pl.DataFrame | None = None) -> Axis | None:
    """One axis for all frames: from the first period with something to show to the last one; None without any period.

    Should a frame mix months and years, only the periods of the most frequent length are drawn.
    """
    frames = list(frames)
    texts = [text for frame in frames for text in frame["periode"].unique(maintain_order=True)]
    parsed = [Period.parse(text) for text in texts if len(text) < len("2026-09-30")]
    if not parsed:
        return None
    level = Counter(period.level for period in parsed).most_common(1)[0][0]
    places = [period for period in parsed if period.level == level]
    shown = _shown(frames)
    worth = [period for period in places if str(period) in shown] or places
    first, last = min(worth, key=position), max(places, key=position)
    periods = tuple(first.shifted(step) for step in range(position(last) - position(first) + 1))
    found = _breaks(events, level, periods)
    numbers = segments(periods, [cut.day for cut in found])
    return Axis(periods, tuple(found), dict(zip(periods, numbers, strict=True)))


def _shown(frames: Iterable[pl.DataFrame]) -> set[str]:
    """The periods with a value, or with one that may not be shown; before the first of them there is only a gap.

    A frame of periods alone holds places to draw at, so all of them count.
    """
    something = pl.col("waarde").is_not_null() | pl.col("afgeschermd")
    filled = [frame.filter(something) if "waarde" in frame.columns else frame for frame in frames]
    return {text for frame in filled for text in frame["periode"].unique()}


def points(rows: Sequence[Mapping[str, Any]], axis: Axis, measure: str = "waarde") -> list[Point]:
    """A point per period of the axis; `rows` are those of one line (the first counts when one repeats)."""
    by_period: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        by_period.setdefault(row["periode"], row)
    return [_point(period, by_period.get(str(period)), axis, measure) for period in axis.periods]


def runs(line: Sequence[Point]) -> list[list[Point]]:
    """Stretches of known points that may be joined: no hole and no break in them."""
    kept = [point for point in line if point.state is State.KNOWN]
    stretches: list[list[Point]] = []
    for point in kept:
        joins = stretches and stretches[-1][-1].x == point.x - 1 and stretches[-1][-1].segment == point.segment
        if joins:
            stretches[-1].append(point)
        else:
            stretches.append([point])
    return stretches


def holes(line: Sequence[Point]) -> list[tuple[State, list[Point]]]:
    """Stretches of neighbouring points without a value, by why."""
    grouped = ((state, list(members)) for state, members in groupby(line, key=lambda point: point.state))
    return [(state, members) for state, members in grouped if state is not State.KNOWN]


def newest(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of the latest period (by its end) in the frame."""
    if frame.is_empty():
        return frame
    return frame.filter(pl.col("periode") == max(frame["periode"].unique(), key=_end))


def ordered_periods(frame: pl.DataFrame) -> list[str]:
    """The periods of the frame in order of time."""
    return sorted(frame["periode"].unique(), key=_end)


def ticks(axis: Axis) -> tuple[list[int], list[str]]:
    """Places and texts: months by name when there are at most 14, else the years at their first period."""
    level = axis.periods[0].level
    if level is Level.MONTH and len(axis.periods) <= 14:
        texts = [
            wording.MONTHS_SHORT[period.first_month - 1]
            + (f"<br>{period.year}" if period.first_month == 1 or period == axis.periods[0] else "")
            for period in axis.periods
        ]
        return [position(period) for period in axis.periods], texts
    starts = [period for period in axis.periods if period.first_month == 1]
    if not starts:
        return [axis.first], [wording.period(str(axis.periods[0]))]
    every = 1 + (len(starts) - 1) // 12
    return [position(period) for period in starts[::every]], [str(period.year) for period in starts[::every]]


def _point(period: Period, row: Mapping[str, Any] | None, axis: Axis, measure: str) -> Point:
    segment = axis.segment[period]
    if row is None:
        return Point(position(period), period, None, State.MISSING, False, segment, {})
    amount = row[measure]
    state = State.HIDDEN if row["afgeschermd"] else State.EMPTY if amount is None else State.KNOWN
    value = amount if state is State.KNOWN else None
    return Point(position(period), period, value, state, bool(row["voorlopig"]), segment, row)


def _end(text: str) -> date:
    return date.fromisoformat(text) if len(text) == len("2026-09-30") else Period.parse(text).end


def _breaks(events: pl.DataFrame | None, level: Level, periods: Sequence[Period]) -> list[Break]:
    if events is None or events.is_empty():
        return []
    found = []
    for event in events.filter(pl.col("soort") == "trendbreuk").sort("datum").to_dicts():
        day = event["datum"]
        inside = Period.containing(day, level)
        share = (day - inside.begin).days / ((inside.end - inside.begin).days + 1)
        if periods[0].begin < day <= periods[-1].end:
            found.append(Break(position(inside) - 0.5 + share, day, event["titel"]))
    return found

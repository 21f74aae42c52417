"""Which lines over time does an editable chart hold? One that is cut by a trendbreuk becomes a series per side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from metrics.period import Level
from pages.parts.charts.naming import name_of
from pages.parts.charts.timeline import Axis, Point, State, points, time_axis
from pages.parts.look import LIGHT
from pages.parts.report.native import Chart, Kind, Series, category, number_format
from pages.parts.selection_text import who
from pages.parts.views.over_time import who_beside
from results import Result


def line(answers: Sequence[Result]) -> list[Chart]:
    """The line, and in grey what it is compared with."""
    main, beside = answers[0], answers[1:2]
    names = [who(main.query) or main.indicator.name, *(who_beside(answer.query) for answer in beside)]
    frames = [answer.frame for answer in [main, *beside]]
    rows = [(name, frame.to_dicts(), "waarde") for name, frame in zip(names, frames, strict=False)]
    return [over_time(main, frames, rows, grey=(1,))]


def line_alone(answers: Sequence[Result]) -> list[Chart]:
    """The first answer only: the others are about something else than its line."""
    return line(answers[:1])


def groups(answers: Sequence[Result]) -> list[Chart]:
    """A line per value of the dimension that was asked."""
    main = answers[0]
    per = main.query.per[0] if main.query.per else main.indicator.always_per[0]
    return [over_time(main, [main.frame], _per(main.frame, per))]


def ses(answers: Sequence[Result]) -> list[Chart]:
    """The three groups, and under them the gap where the figure has one."""
    main = answers[0]
    groups = main.frame.filter(pl.col("ses").is_in(list(LIGHT.ses)))
    rows = sorted(_per(groups, "ses"), key=lambda row: list(LIGHT.ses).index(row[1][0]["ses"]))
    colours = [LIGHT.ses[row[1][0]["ses"]] for row in rows]
    upper = over_time(main, [main.frame], rows, colours=colours)
    if len(answers) == 1:
        return [upper]
    gap = answers[1]
    lower = over_time(gap, [gap.frame], [("kloof", gap.frame.to_dicts(), "waarde")], colours=[LIGHT.ink])
    return [upper, _headed(lower, "Kloof tussen laag en hoog, in procentpunt")]


def several(*names: str) -> Callable[[Sequence[Result]], list[Chart]]:
    """A line per answer, under these names."""

    def make(answers: Sequence[Result]) -> list[Chart]:
        told = [*names, "vergelijking"]
        rows = [(name, answer.frame.to_dicts(), "waarde") for name, answer in zip(told, answers, strict=False)]
        return [over_time(answers[0], [answer.frame for answer in answers], rows, grey=(len(names),))]

    return make


def streams(answers: Sequence[Result]) -> list[Chart]:
    """Who came and who left side by side; under it who was there."""
    arrivals, departures, stock = answers
    axis = time_axis([arrivals.frame, departures.frame])
    if axis is None:
        return []
    names = {"instroom": (arrivals, LIGHT.value), "uitstroom": (departures, LIGHT.value_other)}
    series = tuple(
        Series(name, tuple(point.value for point in points(answer.frame.to_dicts(), axis)), colour)
        for name, (answer, colour) in names.items()
    )
    flows = Chart(Kind.COLUMNS, _categories(axis), series, "#,##0", by_year=_has_parts(axis))
    rows = [("in zorg", stock.frame.to_dicts(), "waarde")]
    return [flows, _headed(over_time(stock, [stock.frame], rows, colours=[LIGHT.ink]), "In zorg aan het eind")]


def over_time(
    main: Result,
    frames: Sequence[pl.DataFrame],
    rows: Sequence[tuple[str, Sequence[Mapping[str, Any]], str]],
    *,
    colours: Sequence[str] = (),
    grey: Sequence[int] = (),
) -> Chart:
    """Lines on one axis of periods; one that is cut by a break becomes a series per side."""
    axis = time_axis(frames, main.events)
    if axis is None:
        return Chart(Kind.LINE, (), (), "0")
    first = (LIGHT.value, LIGHT.comparison_text, LIGHT.agreed, LIGHT.ink)
    order = colours or (*first, *(each for each in LIGHT.categorical if each not in first))
    series: list[Series] = []
    shown: list[float | None] = []
    for number, (name, own, measure) in enumerate(rows):
        line = points(own, axis, measure)
        shown += [point.value for point in line]
        colour = LIGHT.comparison if number in grey else order[number % len(order)]
        series += _sides(name, line, axis, colour, thin=number in grey)
    form = number_format(main.indicator.unit, shown)
    return Chart(Kind.LINE, _categories(axis), tuple(series), form, by_year=_has_parts(axis))


def _sides(name: str, line: Sequence[Point], axis: Axis, colour: str, *, thin: bool) -> list[Series]:
    """The series of one line, the newest stretch first: that one is in the legend."""
    stretches = sorted({point.segment for point in line if point.state is State.KNOWN}, reverse=True)
    found = []
    for number, stretch in enumerate(stretches):
        values = tuple(point.value if point.segment == stretch else None for point in line)
        dashed = tuple(i for i, point in enumerate(line) if point.segment == stretch and point.provisional)
        said = name if not number else f"{name}, voor de trendbreuk"
        found.append(Series(said, values, colour, dashed, thin, listed=not number))
    return found


def _per(frame: pl.DataFrame, per: str) -> list[tuple[str, list[dict[str, Any]], str]]:
    rows = frame.to_dicts()
    keys = list(dict.fromkeys(row[per] for row in rows if row[per] is not None))[:6]
    own = {key: [row for row in rows if row[per] == key] for key in keys}
    return [(name_of(own[key][0], per), own[key], "waarde") for key in keys]


def _categories(axis: Axis) -> tuple[str, ...]:
    return tuple(category(str(period)) for period in axis.periods)


def _has_parts(axis: Axis) -> bool:
    """Whether the periods are parts of years."""
    return axis.periods[0].level is not Level.YEAR


def _headed(chart: Chart, heading: str) -> Chart:
    return replace(chart, heading=heading)

"""Which numbers and texts does an editable chart of a figure hold?

Straight from the protected tables: a hidden or missing number is None, so it is in no chart and in no workbook
behind a chart. A line that is cut by a trendbreuk becomes two series. A map and a matrix are grids; a figure that fits
no chart is a table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl

from metrics.indicator import Unit
from metrics.period import Level, Period
from pages.parts import table, wording
from pages.parts.charts.naming import name_of
from pages.parts.charts.timeline import Axis, Point, State, newest, points, time_axis
from pages.parts.look import LIGHT
from pages.parts.readings.budget import part_name
from pages.parts.report.content import Part
from pages.parts.selection_text import who
from pages.parts.views.over_time import who_beside
from results import Result

MOST_BARS = 20


class Kind(StrEnum):
    """How the numbers are drawn."""

    LINE = "lijn"
    BARS = "balken"
    COLUMNS = "kolommen"


@dataclass(frozen=True)
class Series:
    """One line or row of bars. `dashed` are the places of provisional values; `listed` puts it in the legend."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    dashed: tuple[int, ...] = ()
    thin: bool = False
    listed: bool = True


@dataclass(frozen=True)
class Chart:
    """An editable chart; `number_format` is that of a spreadsheet, in its English notation. With `by_year` a category
    is a year and what comes after the blank, and the axis names every year once.
    """

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str
    heading: str = ""
    by_year: bool = False
    lead: tuple[int, ...] = field(default=())


def charts_of(part: Part) -> tuple[Chart, ...]:
    """The charts of a figure, the upper one first; none when it is a map, a matrix or a kind without a chart."""
    if part.picture is None or part.view in ("kaart", "matrix"):
        return ()
    make = _MAKERS.get(part.view, _usual)
    return tuple(chart for chart in make([each.result for each in part.tables], part) if _has_values(chart))


def number_format(unit: Unit, values: Sequence[float | None]) -> str:
    """How a spreadsheet writes numbers of this unit, with as many decimals as the figure."""
    places = wording.decimals(unit, values)
    digits = "0" if not places else "0." + "0" * places
    match unit:
        case Unit.SHARE | Unit.RATIO | Unit.PERCENT_POINT:
            return f"{digits}%"
        case Unit.DRIFT:
            return f"+{digits}%;-{digits}%;{digits}%"
        case Unit.EURO:
            return '"€" #,##0'
        case _:
            return f"#,##{digits}"


def category(period: str) -> str:
    """A period with its year in front, as an axis needs it: `2024 K1`, `2024 jan`, `2024`; a day as `30-9-2026`."""
    if len(period) == len("2026-09-30"):
        return wording.day_short(date.fromisoformat(period))
    parsed = Period.parse(period)
    match parsed.level:
        case Level.YEAR:
            return str(parsed.year)
        case Level.HALF | Level.QUARTER:
            return f"{parsed.year} {'H' if parsed.level is Level.HALF else 'K'}{period[-1]}"
        case _:
            return f"{parsed.year} {wording.MONTHS_SHORT[parsed.first_month - 1]}"


def _has_values(chart: Chart) -> bool:
    return any(value is not None for series in chart.series for value in series.values)


def _line(answers: Sequence[Result], part: Part) -> list[Chart]:
    """The line, and in grey what it is compared with."""
    main, beside = answers[0], answers[1:2]
    names = [who(main.query) or main.indicator.name, *(who_beside(answer.query) for answer in beside)]
    frames = [answer.frame for answer in [main, *beside]]
    rows = [(name, frame.to_dicts(), "waarde") for name, frame in zip(names, frames, strict=False)]
    return [_over_time(main, frames, rows, grey=(1,))]


def _groups(answers: Sequence[Result], part: Part) -> list[Chart]:
    """A line per value of the dimension that was asked."""
    main = answers[0]
    per = main.query.per[0] if main.query.per else main.indicator.always_per[0]
    return [_over_time(main, [main.frame], _per(main.frame, per))]


def _ses(answers: Sequence[Result], part: Part) -> list[Chart]:
    """The three groups, and under them the gap."""
    main, gap = answers[0], answers[1]
    groups = main.frame.filter(pl.col("ses").is_in(list(LIGHT.ses)))
    rows = sorted(_per(groups, "ses"), key=lambda row: list(LIGHT.ses).index(row[1][0]["ses"]))
    colours = [LIGHT.ses[row[1][0]["ses"]] for row in rows]
    upper = _over_time(main, [main.frame], rows, colours=colours)
    lower = _over_time(gap, [gap.frame], [("kloof", gap.frame.to_dicts(), "waarde")], colours=[LIGHT.ink])
    return [upper, _headed(lower, "Kloof tussen laag en hoog, in procentpunt")]


def _several(*names: str) -> Callable[[Sequence[Result], Part], list[Chart]]:
    """A line per answer, under these names."""

    def make(answers: Sequence[Result], part: Part) -> list[Chart]:
        told = [*names, "vergelijking"]
        rows = [(name, answer.frame.to_dicts(), "waarde") for name, answer in zip(told, answers, strict=False)]
        return [_over_time(answers[0], [answer.frame for answer in answers], rows, grey=(len(names),))]

    return make


def _usual(answers: Sequence[Result], part: Part) -> list[Chart]:
    """For a view without a chart of its own: a line when every period occurs once, bars when one dimension is split."""
    main = answers[0]
    if main.frame["periode"].n_unique() == main.frame.height > 1:
        return _line(answers[:1], part)
    split = [column.name for column in table.columns(main) if column.write is None and column.name != "periode"]
    keys = [name.removesuffix("_naam") for name in split]
    return _ranked_bars(main, keys[0]) if len(keys) == 1 else []


def _streams(answers: Sequence[Result], part: Part) -> list[Chart]:
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
    return [flows, _headed(_over_time(stock, [stock.frame], rows, colours=[LIGHT.ink]), "In zorg aan het eind")]


def _periods(answers: Sequence[Result], part: Part) -> list[Chart]:
    """A bar per period."""
    main = answers[0]
    rows = main.frame.to_dicts()
    values = tuple(_value(row, "waarde") for row in rows)
    names = tuple(_marked(category(row["periode"]), row) for row in rows)
    series = (Series(main.indicator.name, values, LIGHT.value_other),)
    return [Chart(Kind.COLUMNS, names, series, number_format(main.indicator.unit, values), lead=(len(rows) - 1,))]


def _bars(answers: Sequence[Result], part: Part) -> list[Chart]:
    """A lying bar per value of the dimension that was asked, in the newest period."""
    return _ranked_bars(answers[0], _dimension(answers[0]))


def _waiting(answers: Sequence[Result], part: Part) -> list[Chart]:
    """A bar per class of waiting, in the order of the classes."""
    return [_lying(answers[0], newest(answers[0].frame).to_dicts(), "klasse")]


def _ranked_bars(main: Result, per: str) -> list[Chart]:
    return [_lying(main, _ranked(newest(main.frame).to_dicts(), per), per)]


def _lying(main: Result, rows: Sequence[Mapping[str, Any]], per: str) -> Chart:
    values = tuple(_value(row, "waarde") for row in rows)
    names = tuple(_marked(name_of(row, per), row) for row in rows)
    series = (Series(main.indicator.name, values, LIGHT.value_other),)
    return Chart(Kind.BARS, names, series, number_format(main.indicator.unit, values), lead=_longest(values))


def _parts(answers: Sequence[Result], part: Part) -> list[Chart]:
    """The parts of a difference beside each other, in the order of the table: their sum is in the reading."""
    rows = newest(answers[0].frame).to_dicts()
    values = tuple(_value(row, "waarde") for row in rows)
    names = tuple(_marked(part_name(row["onderdeel"], row["waarde"] or 0.0), row) for row in rows)
    series = (Series(answers[0].indicator.name, values, LIGHT.value_other),)
    return [Chart(Kind.COLUMNS, names, series, '"€" #,##0.0,,')]


def _agreed(answers: Sequence[Result], part: Part) -> list[Chart]:
    """What was realised beside what was agreed, per provider."""
    main = answers[0]
    per = _dimension(main)
    rows = sorted(
        newest(main.frame).filter(pl.col("noemer").is_null() | (pl.col("noemer") > 0)).to_dicts(),
        key=lambda row: (_value(row, "teller") is None, -(_value(row, "teller") or 0.0)),
    )[:MOST_BARS]
    series = tuple(
        Series(name, tuple(_value(row, column) for row in rows), colour)
        for name, column, colour in (("werkelijk", "teller", LIGHT.value), ("afgesproken", "noemer", LIGHT.comparison))
    )
    unit = "#,##0.0,," if main.indicator.unit is Unit.DRIFT else "#,##0"
    return [Chart(Kind.BARS, tuple(_marked(name_of(row, per), row) for row in rows), series, unit)]


def _spread(answers: Sequence[Result], part: Part) -> list[Chart]:
    """Within how many days half, eight in ten and nine in ten were served."""
    rows = answers[0].frame.tail(1).to_dicts()
    if not rows:
        return []
    parts = {"mediaan": "de helft", "p80": "8 op de 10", "p90": "9 op de 10"}
    values = tuple(_value(rows[0], column) for column in parts)
    names = tuple(name if value is not None else f"{name} (niet te tonen)"
                  for name, value in zip(parts.values(), values, strict=True))  # fmt: skip
    return [Chart(Kind.BARS, names, (Series("dagen", values, LIGHT.value_other),), "#,##0", lead=(0,))]


def _over_time(
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


def _value(row: Mapping[str, Any], column: str) -> float | None:
    """The number, or None where it is hidden: also when a frame would still hold one."""
    amount = row.get(column)
    return None if row["afgeschermd"] or amount is None else float(amount)


def _marked(name: str, row: Mapping[str, Any]) -> str:
    """A name with what the bar cannot say."""
    if row["afgeschermd"]:
        return f"{name} ({wording.HIDDEN})"
    return f"{name} ({wording.PROVISIONAL})" if row["voorlopig"] else name


def _ranked(rows: Sequence[Mapping[str, Any]], per: str) -> list[Mapping[str, Any]]:
    """The longest first, then the hidden ones by name; rows that are empty for another reason are left out."""
    shown = sorted((row for row in rows if _value(row, "waarde") is not None), key=lambda row: -row["waarde"])
    hidden = sorted((row for row in rows if row["afgeschermd"]), key=lambda row: name_of(row, per))
    return [*shown, *hidden][:MOST_BARS]


def _longest(values: Sequence[float | None]) -> tuple[int, ...]:
    known = [(value, -place) for place, value in enumerate(values) if value is not None]
    return (-max(known)[1],) if known else ()


def _dimension(main: Result) -> str:
    return main.query.per[0] if main.query.per else main.indicator.always_per[0]


def _headed(chart: Chart, heading: str) -> Chart:
    return replace(chart, heading=heading)


_MAKERS: Mapping[str, Callable[[Sequence[Result], Part], list[Chart]]] = {
    "lijn": _line,
    "kwadrant": _line,
    "groepen": _groups,
    "ses": _ses,
    "lezingen": _several("alle gezinnen", "zonder gewenst later"),
    "start": _several("binnen 2 weken", "na 4 weken"),
    "sporen": _several("buurtteam", "aanvullend jeugd", "aanvullend Wmo"),
    "stromen": _streams,
    "kolommen": _periods,
    "balken": _bars,
    "trechter": _bars,
    "ontleding": _parts,
    "wachtend": _waiting,
    "afspraak": _agreed,
    "spreiding": _spread,
}

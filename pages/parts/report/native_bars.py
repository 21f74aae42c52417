"""Which bars does an editable chart hold: per value of a dimension, per class, per period?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from metrics.indicator import Unit
from pages.parts.charts.naming import name_of
from pages.parts.charts.timeline import newest
from pages.parts.look import LIGHT
from pages.parts.readings.budget import SHORT, part_name
from pages.parts.report.native import Chart, Kind, Series, category, marked, number_format, value_of
from results import Result

MOST_BARS = 20


def periods(answers: Sequence[Result]) -> list[Chart]:
    """A bar per period."""
    main = answers[0]
    rows = main.frame.to_dicts()
    values = tuple(value_of(row, "waarde") for row in rows)
    names = tuple(marked(category(row["periode"]), row) for row in rows)
    series = (Series(main.indicator.name, values, LIGHT.value_other),)
    return [Chart(Kind.COLUMNS, names, series, number_format(main.indicator.unit, values), lead=(len(rows) - 1,))]


def per_dimension(answers: Sequence[Result]) -> list[Chart]:
    """A lying bar per value of the dimension that was asked, in the newest period."""
    return ranked_bars(answers[0], dimension_of(answers[0]))


def waiting(answers: Sequence[Result]) -> list[Chart]:
    """A bar per class of waiting, in the order of the classes."""
    return [_lying(answers[0], newest(answers[0].frame).to_dicts(), "klasse")]


def ranked_bars(main: Result, per: str) -> list[Chart]:
    return [_lying(main, _ranked(newest(main.frame).to_dicts(), per), per)]


def _lying(main: Result, rows: Sequence[Mapping[str, Any]], per: str) -> Chart:
    values = tuple(value_of(row, "waarde") for row in rows)
    names = tuple(marked(name_of(row, per), row) for row in rows)
    series = (Series(main.indicator.name, values, LIGHT.value_other),)
    return Chart(Kind.BARS, names, series, number_format(main.indicator.unit, values), lead=_longest(values))


def parts(answers: Sequence[Result]) -> list[Chart]:
    """The parts of a difference beside each other, in the order of the picture: their sum is in the reading."""
    known = {row["onderdeel"]: row for row in newest(answers[0].frame).to_dicts()}
    rows = [known[name] for name in SHORT if name in known]
    values = tuple(value_of(row, "waarde") for row in rows)
    names = tuple(marked(part_name(row["onderdeel"], row["waarde"] or 0.0), row) for row in rows)
    series = (Series(answers[0].indicator.name, values, LIGHT.value_other),)
    return [Chart(Kind.COLUMNS, names, series, '"€" #,##0.0,,')]


def agreed(answers: Sequence[Result]) -> list[Chart]:
    """What was realised beside what was agreed, per provider."""
    main = answers[0]
    per = dimension_of(main)
    rows = sorted(
        newest(main.frame).filter(pl.col("noemer").is_null() | (pl.col("noemer") > 0)).to_dicts(),
        key=lambda row: (value_of(row, "teller") is None, -(value_of(row, "teller") or 0.0)),
    )[:MOST_BARS]
    series = tuple(
        Series(name, tuple(value_of(row, column) for row in rows), colour)
        for name, column, colour in (("werkelijk", "teller", LIGHT.value), ("afgesproken", "noemer", LIGHT.comparison))
    )
    unit = "#,##0.0,," if main.indicator.unit is Unit.DRIFT else "#,##0"
    return [Chart(Kind.BARS, tuple(marked(name_of(row, per), row) for row in rows), series, unit)]


def spread(answers: Sequence[Result]) -> list[Chart]:
    """Within how many days half, eight in ten and nine in ten were served."""
    rows = answers[0].frame.tail(1).to_dicts()
    if not rows:
        return []
    parts = {"mediaan": "de helft", "p80": "8 op de 10", "p90": "9 op de 10"}
    values = tuple(value_of(rows[0], column) for column in parts)
    names = tuple(name if value is not None else f"{name} (niet te tonen)"
                  for name, value in zip(parts.values(), values, strict=True))  # fmt: skip
    return [Chart(Kind.BARS, names, (Series("dagen", values, LIGHT.value_other),), "#,##0", lead=(0,))]


def _ranked(rows: Sequence[Mapping[str, Any]], per: str) -> list[Mapping[str, Any]]:
    """The longest first, then the hidden ones by name; rows that are empty for another reason are left out."""
    shown = sorted((row for row in rows if value_of(row, "waarde") is not None), key=lambda row: -row["waarde"])
    hidden = sorted((row for row in rows if row["afgeschermd"]), key=lambda row: name_of(row, per))
    return [*shown, *hidden][:MOST_BARS]


def _longest(values: Sequence[float | None]) -> tuple[int, ...]:
    known = [(value, -place) for place, value in enumerate(values) if value is not None]
    return (-max(known)[1],) if known else ()


def dimension_of(main: Result) -> str:
    return main.query.per[0] if main.query.per else main.indicator.always_per[0]

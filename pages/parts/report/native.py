"""What is an editable chart made of: categories, series, a number format?

A hidden or missing number is None, so it is in no chart and in no workbook behind a chart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from metrics.indicator import Unit
from metrics.period import Level, Period
from pages.parts import wording


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


def value_of(row: Mapping[str, Any], column: str) -> float | None:
    """The number, or None where it is hidden: also when a frame would still hold one."""
    amount = row.get(column)
    return None if row["afgeschermd"] or amount is None else float(amount)


def marked(name: str, row: Mapping[str, Any]) -> str:
    """A name with what the bar cannot say."""
    if row["afgeschermd"]:
        return f"{name} ({wording.HIDDEN})"
    return f"{name} ({wording.PROVISIONAL})" if row["voorlopig"] else name

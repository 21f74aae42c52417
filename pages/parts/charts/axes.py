"""Which range and ticks make a value axis calm and honest?"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

from metrics.indicator import Unit
from pages.parts import wording
from pages.parts.charts.timeline import Axis, ticks
from pages.parts.look import Palette, Scale, font


def step(span: float, most: int = 5) -> float:
    """The smallest round step (1, 2, 2,5 or 5 times a power of ten) that needs at most so many steps."""
    rough = max(span, 1e-9) / most
    power = 10 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)


def tick_values(low: float, high: float, *, most: int = 5, whole: bool = False) -> list[float]:
    """Round values from at or under `low` to at or over `high`; at least two. `whole`: never between units."""
    size = max(step(high - low, most), 1) if whole else step(high - low, most)
    first, last = floor(low / size + 1e-9), ceil(high / size - 1e-9)
    return [place * size for place in range(first, max(last, first + 1) + 1)]


def tick_texts(values: Sequence[float], unit: Unit) -> list[str]:
    """Numbers only, the unit on the outermost tick; the zero is a bare 0."""
    if unit in (Unit.SHARE, Unit.RATIO, Unit.DRIFT, Unit.PERCENT_POINT):
        values = [100 * value for value in values]
    places = 0 if all(abs(value - round(value)) < 1e-6 for value in values) else 2 if unit is Unit.SCORE else 1
    write = wording.signed if unit is Unit.DRIFT else wording.number
    if unit is Unit.EURO:
        return _euro_texts(values)
    texts = ["0" if abs(value) < 1e-9 else write(value, places) for value in values]
    if unit in (Unit.SHARE, Unit.RATIO, Unit.DRIFT):
        texts[-1] += "%"
        if values[0] < 0:
            texts[0] += "%"
    return texts


def value_axis(
    look: Palette, size: Scale, low: float, high: float, unit: Unit, headroom: float = 0.0, *, most: int = 5
) -> dict[str, Any]:
    """A y axis with horizontal grid from `low` to `high` (rounded outward), a share `headroom` above."""
    whole = unit in (Unit.COUNT, Unit.CLIENTS)
    values = tick_values(low, high, most=most, whole=whole)
    span = values[-1] - values[0]
    top = max(values[-1], high + headroom * span)
    return {
        "range": [values[0], top],
        "tickmode": "array",
        "tickvals": values,
        "ticktext": tick_texts(values, unit),
        "tickfont": font(size.axis, look.soft),
        "ticks": "",
        "gridcolor": look.grid,
        "gridwidth": size.hairline,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
    }


def most_ticks(pixels: float, size: Scale) -> int:
    """How many steps a value axis of this height has room for, so that its numbers stand free of each other."""
    return min(5, max(2, int(pixels / (1.3 * size.axis))))


def time_x(look: Palette, size: Scale, axis: Axis) -> dict[str, Any]:
    """The x axis of a chart over time."""
    places, texts = ticks(axis)
    return {
        "range": [axis.left, axis.right],
        "tickmode": "array",
        "tickvals": places,
        "ticktext": texts,
        "tickfont": font(size.axis, look.soft),
        "tickangle": 0,
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": look.axis,
        "linewidth": size.hairline,
        "fixedrange": True,
    }


def bottom_margin(axis: Axis) -> int:
    """Room under the time axis, at root 16: two lines when a year stands under a month."""
    return 48 if any("<br>" in text for text in ticks(axis)[1]) else 30


def _euro_texts(values: Sequence[float]) -> list[str]:
    largest = max(abs(value) for value in values)
    divisor, word = (1e6, " mln.") if largest >= 1e6 else (1.0, "")
    scaled = [value / divisor for value in values]
    places = 0 if all(abs(value - round(value)) < 1e-6 for value in scaled) else 1
    texts = ["0" if abs(value) < 1e-9 else wording.number(value, places) for value in scaled]
    return [*texts[:-1], f"€ {texts[-1]}{word}"]

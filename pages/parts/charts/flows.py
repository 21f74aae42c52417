"""How many come, how many leave, and how many are there at the end?"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from metrics.indicator import Unit
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.axes import bottom_margin, tick_values, time_x
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import Axis, Point, State, points, runs, time_axis
from pages.parts.look import Figure, Palette, Scale, base_layout, font, plot_height

FIXED = 0.16  # height of a hidden bar, of the highest one
LOWER = (0.0, 0.66)
UPPER = (0.74, 1.0)
WIDTH = 0.72


def flows(
    arrivals: pl.DataFrame,
    departures: pl.DataFrame,
    look: Palette,
    size: Scale,
    *,
    stock: pl.DataFrame | None = None,
    height: float | None = None,
) -> Figure:
    """Instroom up and uitstroom down from zero, one pair per period (results of `instroom`, `uitstroom`);
    `stock` (a result of `in_zorg`) is a line in its own panel above, on the same time axis.
    """
    has_stock = stock is not None and not stock.is_empty()
    tall = height or (16.0 if has_stock else 12.1)
    frames = [arrivals, departures, *([stock] if stock is not None and has_stock else [])]
    axis = time_axis(frames)
    if axis is None:
        return empty(arrivals, look, size, height=tall)
    coming, leaving = points(arrivals.to_dicts(), axis), points(departures.to_dicts(), axis)
    if not any(point.state in (State.KNOWN, State.HIDDEN) for point in [*coming, *leaving]):
        return empty(arrivals, look, size, height=tall)
    highest = max((point.value or 0.0 for point in [*coming, *leaving]), default=0.0) or 1.0
    domain = LOWER if has_stock else (0.0, 1.0)
    last = [
        _last("instroom", coming, 1, look.value, axis, size),
        _last("uitstroom", leaving, -1, look.soft, axis, size),
    ]
    labels = [label for label in last if label is not None]
    line = points(stock.to_dicts(), axis) if stock is not None and has_stock else []
    stand = _last("stand", line, 1, look.ink, axis, size)
    right = marks.label_margin([label.text for label in [*labels, stand] if label], size.label_size, size.root)
    layout = base_layout(look, size, tall, (26, right, bottom_margin(axis), 52))
    layout["barmode"] = "overlay"
    layout["xaxis"] = time_x(look, size, axis) | {"anchor": "y", "showline": False}
    layout["yaxis"] = _mirrored(highest, look, size) | {"domain": domain}
    pixels = plot_height(layout) * (domain[1] - domain[0])
    layout["annotations"] = marks.end_labels(labels, tuple(layout["yaxis"]["range"]), pixels, size.rem(0.4))
    data = [
        *_bars(coming, 1, highest, look.value, look, size),
        *_bars(leaving, -1, highest, look.value_other, look, size),
    ]
    layout["shapes"].append(_ground(look, size))
    _word_provisional(layout, [*coming, *leaving], look, size)
    if stand is not None:
        data += _add_stock(layout, line, stand, look, size)
    return {"data": data, "layout": layout}


def _bars(side: Sequence[Point], sign: int, highest: float, colour: str, look: Palette, size: Scale) -> list[Figure]:
    known = [point for point in side if point.state is State.KNOWN]
    hidden = [point for point in side if point.state is State.HIDDEN]
    final = [point for point in known if not point.provisional]
    running = [point for point in known if point.provisional]
    pattern = {"shape": "/", "fgcolor": colour, "bgcolor": look.background, "size": size.rem(0.5), "solidity": 0.2}
    outline = {"color": colour, "width": round(size.root / 9, 1)}
    dots = {"color": look.hidden, "pattern": marks.hidden_pattern(look, size), "line": {"width": 0}}
    data = [
        _trace(final, sign, {"color": colour, "line": {"width": 0}}, None),
        _trace(running, sign, {"color": look.background, "pattern": pattern, "line": outline}, None),
        _trace(hidden, sign, dots, FIXED * highest),
    ]
    return [trace for trace in data if trace["x"]]


def _trace(side: Sequence[Point], sign: int, marker: Figure, fixed: float | None) -> Figure:
    word = "instroom" if sign > 0 else "uitstroom"
    amounts = [wording.HIDDEN if fixed else wording.number(point.value) for point in side]
    return {
        "type": "bar", "x": [point.x for point in side], "width": WIDTH, "marker": marker,
        "y": [sign * (fixed or point.value or 0.0) for point in side],
        "customdata": [[str(point.period)] for point in side], "hoverinfo": "text",
        "hovertext": [
            f"{wording.period(str(point.period))} · {word} {amount}"
            for point, amount in zip(side, amounts, strict=True)
        ],
    }  # fmt: skip


def _last(name: str, side: Sequence[Point], sign: int, colour: str, axis: Axis, size: Scale) -> marks.Label | None:
    """The label at the right: the newest value, or that it is hidden."""
    present = [point for point in side if point.state in (State.KNOWN, State.HIDDEN)]
    if not present:
        return None
    newest = present[-1]
    amount = wording.HIDDEN if newest.state is State.HIDDEN else wording.number(newest.value)
    return marks.Label(f"{name} {amount}", axis.right, sign * (newest.value or 0.0) / (1 if name == "stand" else 2),
                       colour, size.label_size)  # fmt: skip


def _mirrored(highest: float, look: Palette, size: Scale) -> Figure:
    """An axis with the same numbers up and down: what leaves is no negative number of people."""
    up = tick_values(0.0, highest, most=2, whole=True)
    values = [-value for value in reversed(up[1:])] + up
    return {
        "range": [-up[-1], up[-1]], "tickmode": "array", "tickvals": values,
        "ticktext": [wording.number(abs(value)) for value in values], "tickfont": font(size.axis, look.soft),
        "ticks": "", "gridcolor": look.grid, "gridwidth": size.hairline, "zeroline": False, "showline": False,
        "fixedrange": True,
    }  # fmt: skip


def _ground(look: Palette, size: Scale) -> Figure:
    return {
        "type": "line", "x0": 0, "x1": 1, "xref": "x domain", "y0": 0, "y1": 0, "yref": "y",
        "line": {"color": look.axis, "width": size.hairline},
    }  # fmt: skip


def _word_provisional(layout: Figure, both: Sequence[Point], look: Palette, size: Scale) -> None:
    places = sorted({point.x for point in both if point.provisional})
    if places:
        middle = (places[0] + places[-1]) / 2
        layout["annotations"].append(marks.provisional_word(look, size, middle))


def _add_stock(layout: Figure, line: Sequence[Point], label: marks.Label, look: Palette, size: Scale) -> list[Figure]:
    """The stock in its own panel; it starts under its lowest value, its value stands at the end."""
    values = [point.value for point in line if point.value is not None]
    if not values:
        return []
    span = max(max(values) - min(values), 0.1 * max(values), 1.0)
    layout["yaxis2"] = {
        "domain": UPPER, "range": [min(values) - 0.3 * span, max(values) + 0.3 * span], "anchor": "x",
        "visible": False, "fixedrange": True,
    }  # fmt: skip
    low, high = layout["yaxis2"]["range"]
    pixels = plot_height(layout) * (UPPER[1] - UPPER[0])
    layout["annotations"] += marks.end_labels([label], (low, high), pixels, size.rem(0.4), "y2")
    return [
        {
            "type": "scatter", "mode": "lines" if len(stretch) > 1 else "markers", "yaxis": "y2",
            "x": [point.x for point in stretch], "y": [point.value for point in stretch],
            "line": {"color": look.ink, "width": size.thin_line}, "marker": {"color": look.ink, "size": size.point},
            "hoverinfo": "text", "cliponaxis": False,
            "hovertext": [
                f"{wording.period(str(point.period))} · stand "
                f"{wording.value(point.value, Unit.COUNT)}" for point in stretch
            ],
        }
        for stretch in runs(line)
    ]  # fmt: skip

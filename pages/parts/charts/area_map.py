"""Where in the city is the value high and where low, on the areas as they lie?

Drawn from the outlines that were imported, without any map service. Colours, signs and words are those of the tiles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

import polars as pl

from metrics.indicator import Indicator
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.lying import bars
from pages.parts.charts.naming import hover, name_of
from pages.parts.charts.placeholder import empty
from pages.parts.charts.tiles import STEPS, digits_of, has_colour, lines_of, step_of, values_of
from pages.parts.charts.timeline import newest
from pages.parts.look import Figure, Palette, Scale, base_layout, font, plot_height

Row = Mapping[str, Any]
Point = tuple[float, float]
Ring = tuple[Point, ...]
TALL = 29.2
PLOT_WIDTH = 0.42
"""The share of a screen that the map gets; only to judge whether words fit."""
SCREENS = {"laptop": 1366, "wand": 1920, "sessie": 1920}
TIGHT = 0.9
"""Words may reach to the border: their width is judged with room to spare."""
KEY = 0.09
"""Room above the map for the key, as a share of its height."""
GRID = 14
"""Places across an area that are tried for its words."""


@dataclass(frozen=True)
class Land:
    """One area: its row, and its rings (closed, largest first, holes run with the clock)."""

    row: Row
    rings: tuple[Ring, ...]


def area_map(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    shapes: Mapping[str, Sequence[Ring]],
    per: str = "gebied",
    height: float | None = None,
) -> Figure:
    """The areas of the newest period that have a shape; without any the answer is ranked lying bars."""
    rows = [row for row in newest(frame).to_dicts() if row[per] in shapes]
    if not rows:
        return bars(frame, indicator, look, size, per=per, top=20, height=height)
    values = values_of(frame, per, shapes)
    if not values and not any(row["afgeschermd"] for row in rows):
        return empty(frame, look, size, height=height or TALL)
    span = (min(values, default=0.0), max(values, default=1.0))
    flat = _flattened({row[per]: shapes[row[per]] for row in rows})
    lands = sorted((Land(row, flat[row[per]]) for row in rows), key=lambda each: -abs(_area(each.rings[0])))
    layout = base_layout(look, size, height or TALL, (4, 2, 2, 2))
    pixels = _place_axes(layout, lands, size)
    data = [trace for each in lands for trace in _traces(each, per, span, indicator, look, size)]
    digits = digits_of(values)
    layout["annotations"] = [_words(each, per, span, indicator, digits, pixels, look, size) for each in lands]
    shapes_of_key, words = _key(layout, span, indicator, digits, look, size, any(row["afgeschermd"] for row in rows))
    layout["shapes"] += shapes_of_key
    layout["annotations"] += words
    return {"data": data, "layout": layout}


def _flattened(shapes: Mapping[str, Sequence[Ring]]) -> dict[str, tuple[Ring, ...]]:
    """Degrees of lengte squeezed, so that the map is as high as it is wide in metres."""
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    squeezed = cos(radians(sum(y for _, y in points) / len(points)))
    return {
        area: tuple(tuple((round(x * squeezed, 6), y) for x, y in ring) for ring in rings)
        for area, rings in shapes.items()
    }


def _place_axes(layout: Figure, lands: Sequence[Land], size: Scale) -> float:
    """Sets both axes to the extent of the areas; gives the pixels of one unit, roughly."""
    points = [point for each in lands for ring in each.rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    top = max(ys) + KEY * (max(ys) - min(ys))
    hidden = {"visible": False, "fixedrange": True}
    layout["xaxis"] = {**hidden, "range": [min(xs), max(xs)], "constrain": "domain"}
    layout["yaxis"] = {**hidden, "range": [min(ys), top], "constrain": "domain", "scaleanchor": "x"}
    wide = SCREENS.get(size.name, 1366) * PLOT_WIDTH
    return min(wide / (max(xs) - min(xs)), plot_height(layout) / (top - min(ys)))


def _spot(ring: Ring, tall: float) -> tuple[Point, float]:
    """The middle of the place where words of that height have most width, and that width; 0.0 when they never fit."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    low, high = min(ys), max(ys)
    best = ((sum(xs) / len(xs), (low + high) / 2), 0.0)
    for place in range(1, GRID):
        y = low + (high - low) * place / GRID
        for left, right in _crossings(ring, y):
            for edge in (y - tall / 2, y - tall / 4, y + tall / 4, y + tall / 2):
                inside = [pair for pair in _crossings(ring, edge) if pair[0] < right and pair[1] > left]
                left, right = max([(max(left, a), min(right, b)) for a, b in inside], key=_length, default=(left, left))
            if right - left > best[1]:
                best = (((left + right) / 2, y), right - left)
    return best


def _length(stretch: Point) -> float:
    return stretch[1] - stretch[0]


def _crossings(ring: Ring, y: float) -> list[Point]:
    """The stretches of the line at height `y` that lie inside the ring."""
    found = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y)
    )
    return list(zip(found[::2], found[1::2], strict=False))


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def _traces(
    land: Land, per: str, span: tuple[float, float], indicator: Indicator, look: Palette, size: Scale
) -> list[Figure]:
    """A filled outline per ring; a hole is filled with the ground."""
    row = land.row
    is_shown = has_colour(row)
    fill: Figure = {"fillcolor": look.sequential[step_of(row["waarde"], *span)] if is_shown else look.background}
    if row["afgeschermd"]:
        fill = {"fillcolor": look.hidden, "fillpattern": marks.hidden_pattern(look, size)}
    line = {"color": look.comparison, "width": size.hairline}
    return [
        {
            "type": "scatter", "mode": "lines", "fill": "toself", "x": [x for x, _ in ring], "y": [y for _, y in ring],
            "line": line, "hoveron": "fills", "hoverinfo": "text", "text": hover(row, indicator, name_of(row, per)),
            "customdata": [[row[per]]], **(fill if _area(ring) > 0 else {"fillcolor": look.background}),
        }
        for ring in land.rings
    ]  # fmt: skip


def _words(
    land: Land,
    per: str,
    span: tuple[float, float],
    indicator: Indicator,
    digits: int,
    pixels: float,
    look: Palette,
    size: Scale,
) -> Figure:
    """Name and value where both fit, else the value; the table and the hover box have every name."""
    row = land.row
    is_shown = has_colour(row)
    value = wording.HIDDEN if row["afgeschermd"] else wording.label(row["waarde"], indicator.unit, digits)
    value_size = size.rem(1.1) if is_shown else size.small
    name = lines_of(name_of(row, per))
    longest = max(marks.width(part, size.small) for part in (*name.split("<br>"), "" if is_shown else value))
    tall = 1.1 * (size.small * (name.count("<br>") + 1) + value_size)
    spot, room = _spot(land.rings[0], tall / pixels)
    written = f'<span style="font-size:{value_size}px">{f"<b>{value}</b>" if is_shown else value}</span>'
    text = f"{name}<br>{written}"
    if longest * TIGHT > room * pixels:
        spot, room = _spot(land.rings[0], 1.2 * value_size / pixels)
        fits = marks.width(value, value_size) <= room * pixels
        text = written if fits or is_shown else ""
    colour = look.text_on(step_of(row["waarde"], *span)) if is_shown else look.hidden_text
    note: Figure = {
        "text": text, "x": spot[0], "y": spot[1], "showarrow": False, "align": "center", "captureevents": False,
        "font": font(size.small, colour),
    }  # fmt: skip
    return note | ({"bgcolor": look.hidden, "borderpad": 1} if row["afgeschermd"] and text else {})


def _key(
    layout: Figure,
    span: tuple[float, float],
    indicator: Indicator,
    digits: int,
    look: Palette,
    size: Scale,
    hidden: bool,
) -> tuple[list[Figure], list[Figure]]:
    """The ten colours above the map, between the lowest and the highest value, and what dots mean."""
    (left, right), (bottom, top) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    room = (top - bottom) * KEY / (1 + KEY)
    step = (right - left) * 0.03
    start, middle = left + (right - left) * 0.25, top - room * 0.4
    bar = [
        {
            "type": "rect", "xref": "x", "yref": "y", "x0": start + step * place, "x1": start + step * (place + 1),
            "y0": middle - room * 0.16, "y1": middle + room * 0.16, "fillcolor": look.sequential[place],
            "line": {"width": 0},
        }
        for place in range(STEPS)
    ]  # fmt: skip
    lowest, highest = (wording.label(value, indicator.unit, digits) for value in span)
    dots = " · stippen: afgeschermd" if hidden else ""
    ends = ((f"laagste {lowest}", start, "right", -1), (f"hoogste {highest}{dots}", start + step * STEPS, "left", 1))
    words = [
        {
            "text": text, "x": x, "y": middle, "xanchor": anchor, "yanchor": "middle", "showarrow": False,
            "xshift": side * size.rem(0.4), "font": font(size.small, look.soft),
        }
        for text, x, anchor, side in ends
    ]  # fmt: skip
    return bar, words

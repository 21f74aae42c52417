"""How are lines, points, areas, bars and cells drawn?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pages.parts.report.svg.fills import Fills
from pages.parts.report.svg.ink import amount, element
from pages.parts.report.svg.plane import Axis, Plane

Trace = Mapping[str, Any]


@dataclass(frozen=True)
class Stage:
    """Where a trace is drawn, and with which fills."""

    x: Axis
    y: Axis
    fills: Fills


def draw(trace: Trace, plane: Plane, fills: Fills) -> str:
    """One trace; ValueError for a kind of trace that no chart builder makes."""
    stage = Stage(plane.axes[trace.get("xaxis", "x")], plane.axes[trace.get("yaxis", "y")], fills)
    try:
        make = _KINDS[trace["type"]]
    except KeyError:
        raise ValueError(f"Een spoor van soort '{trace['type']}' is niet te tekenen.") from None
    return make(trace, stage)


def _scatter(trace: Trace, stage: Stage) -> str:
    mode = trace.get("mode", "lines")
    drawn = _area(trace, stage) if trace.get("fill") == "toself" else ""
    if "lines" in mode:
        drawn += _lines(trace, stage)
    return drawn + (_markers(trace, stage) if "markers" in mode else "")


def _area(trace: Trace, stage: Stage) -> str:
    points = _points(trace, stage)
    if not points:
        return ""
    fill = stage.fills.paint(trace.get("fillpattern"), trace.get("fillcolor", "none"))
    return element("polygon", points=" ".join(f"{amount(x)},{amount(y)}" for x, y in points), fill=fill)


def _lines(trace: Trace, stage: Stage) -> str:
    """One path per stretch without a hole: a missing value is never bridged."""
    line = trace.get("line", {})
    drawn = []
    for stretch in _stretches(trace):
        places = [(stage.x.at(x), stage.y.at(y)) for x, y in stretch]
        if len(places) > 1:
            path = "M" + " L".join(f"{amount(x)},{amount(y)}" for x, y in places)
            drawn.append(
                element(
                    "path", d=path, fill="none", stroke=line.get("color", "#000000"), stroke_width=line.get("width", 2),
                    stroke_dasharray=dashes(line.get("dash")), stroke_linejoin="round",
                )
            )  # fmt: skip
    return "".join(drawn)


def _markers(trace: Trace, stage: Stage) -> str:
    marker = trace.get("marker", {})
    outline = marker.get("line", {})
    shape = _SHAPES[marker.get("symbol", "circle")]
    style = {
        "fill": marker["color"],
        "stroke": outline.get("color") if outline.get("width") else None,
        "stroke_width": outline.get("width") or None,
        "opacity": None if marker.get("opacity", 1) == 1 else str(marker["opacity"]),
    }
    return "".join(shape(x, y, marker.get("size", 6) / 2, style) for x, y in _points(trace, stage))


def _circle(x: float, y: float, radius: float, style: dict[str, Any]) -> str:
    return element("circle", cx=x, cy=y, r=radius, **style)


def _square(x: float, y: float, radius: float, style: dict[str, Any]) -> str:
    return element("rect", x=x - radius, y=y - radius, width=2 * radius, height=2 * radius, **style)


def _diamond(x: float, y: float, radius: float, style: dict[str, Any]) -> str:
    far = radius * 1.3
    corners = ((x - far, y), (x, y - far), (x + far, y), (x, y + far))
    return element("polygon", points=" ".join(f"{amount(a)},{amount(b)}" for a, b in corners), **style)


def _bars(trace: Trace, stage: Stage) -> str:
    """Bars from their base; lying when the trace says so. A bar without a value is not drawn."""
    is_lying = trace.get("orientation") == "h"
    along, across = (stage.x, stage.y) if is_lying else (stage.y, stage.x)
    places, lengths = (trace["y"], trace["x"]) if is_lying else (trace["x"], trace["y"])
    marker = trace.get("marker", {})
    drawn = []
    for number, (place, length) in enumerate(zip(places, lengths, strict=True)):
        if length is None:
            continue
        half, base = _one(trace.get("width", 0.8), number) / 2, _one(trace.get("base", 0), number)
        sides = across.at(place - half), across.at(place + half)
        ends = along.at(base), along.at(base + length)
        drawn.append(_box(ends, sides, marker, number, stage) if is_lying else _box(sides, ends, marker, number, stage))
    return "".join(drawn)


def _box(x: tuple[float, float], y: tuple[float, float], marker: Mapping[str, Any], number: int, stage: Stage) -> str:
    wide, high = abs(x[1] - x[0]), abs(y[1] - y[0])
    if not wide or not high:
        return ""
    outline = marker.get("line", {})
    has_outline = bool(outline.get("width"))
    return element(
        "rect", x=min(x), y=min(y), width=wide, height=high,
        fill=stage.fills.paint(marker.get("pattern"), _one(marker["color"], number)),
        stroke=_one(outline["color"], number) if has_outline else None,
        stroke_width=outline["width"] if has_outline else None,
    )  # fmt: skip


def _cells(trace: Trace, stage: Stage) -> str:
    """The cells of a matrix; a cell without a value is not drawn."""
    values = [value for row in trace["z"] for value in row if value is not None]
    if not values:
        return ""
    low, high = trace.get("zmin", min(values)), trace.get("zmax", max(values))
    gaps = trace.get("xgap", 0) / 2, trace.get("ygap", 0) / 2
    drawn = []
    for y, row in zip(trace["y"], trace["z"], strict=True):
        for x, value in zip(trace["x"], row, strict=True):
            if value is not None:
                left, right = sorted((stage.x.at(x - 0.5), stage.x.at(x + 0.5)))
                top, bottom = sorted((stage.y.at(y - 0.5), stage.y.at(y + 0.5)))
                drawn.append(
                    element(
                        "rect", x=left + gaps[0], y=top + gaps[1], width=right - left - 2 * gaps[0],
                        height=bottom - top - 2 * gaps[1],
                        fill=_colour(trace["colorscale"], (value - low) / (high - low) if high > low else 0.0),
                    )
                )  # fmt: skip
    return "".join(drawn)


def _colour(steps: Sequence[Sequence[Any]], share: float) -> str:
    """The colour of the hard step in which a share lies."""
    for (first, colour), (last, _) in pairwise(steps):
        if first <= share < last:
            return str(colour)
    return str(steps[-1][1])


def dashes(dash: str | None) -> str | None:
    """Plotly's dashes as those of SVG; None is a solid line."""
    named = {"dash": "9 6", "dot": "3 4", "dashdot": "9 4 3 4"}
    return None if dash in (None, "solid") else named.get(dash, dash.replace("px", "").replace(",", " "))


def _points(trace: Trace, stage: Stage) -> list[tuple[float, float]]:
    pairs = zip(trace["x"], trace["y"], strict=True)
    return [(stage.x.at(x), stage.y.at(y)) for x, y in pairs if x is not None and y is not None]


def _stretches(trace: Trace) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if x is None or y is None:
            found.append([])
        else:
            found[-1].append((x, y))
    return found


def _one(given: Any, number: int) -> Any:
    return given if isinstance(given, str | int | float) else given[number]


_SHAPES: Mapping[str, Callable[[float, float, float, dict[str, Any]], str]] = {
    "circle": _circle, "square": _square, "diamond": _diamond,
}  # fmt: skip
_KINDS: Mapping[str, Callable[[Trace, Stage], str]] = {"scatter": _scatter, "bar": _bars, "heatmap": _cells}

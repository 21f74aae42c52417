"""How do the SES groups differ over time, and how wide is the gap?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from metrics.indicator import Indicator, Shape, Unit
from pages.parts import wording
from pages.parts.charts import curve as curves
from pages.parts.charts import marks
from pages.parts.charts.axes import bottom_margin, time_x, value_axis
from pages.parts.charts.curve import Curve
from pages.parts.charts.limits import limit_marks, signal_notes
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import Axis, Point, points, runs, time_axis
from pages.parts.look import Figure, Palette, Scale, base_layout, font, plot_height

SYMBOLS = {"laag": "circle", "midden": "square", "hoog": "diamond"}
UPPER = (0.40, 1.0)
LOWER = (0.0, 0.24)
ABOVE_GAP = 0.45
"""Space in rem between the panel of the gap and its heading."""


def ses_lines(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    gap: pl.DataFrame | None = None,
    events: pl.DataFrame | None = None,
    height: float | None = None,
) -> Figure:
    """Lines of SES laag, midden and hoog (frame per `ses`); `gap` (a result of ses_kloof over the same
    periods, with onder and boven) comes in its own panel under it, on the same time axis.
    """
    has_gap = gap is not None and not gap.is_empty()
    tall = height or (27.5 if has_gap else 18.9)
    axis = time_axis([frame] if gap is None else [frame, gap], events)
    lines = [] if axis is None else _lines(frame, axis, look)
    if axis is None or not any(line.known for line in lines):
        return empty(frame, look, size, height=tall)
    shown = [point.value for line in lines for point in line.known if point.value is not None]
    labels = _labels(lines, indicator, wording.decimals(indicator.unit, shown), axis, look, size)
    right = marks.label_margin([label.text for label in labels], size.label_size, size.root)
    layout = base_layout(look, size, tall, (26, right, bottom_margin(axis), 46))
    domain = UPPER if has_gap else (0.0, 1.0)
    pixels = plot_height(layout) * (domain[1] - domain[0])
    headroom = max(marks.break_room(axis, size, pixels), 0.04)
    layout["xaxis"] = time_x(look, size, axis) | {"anchor": "y"}
    layout["yaxis"] = value_axis(look, size, 0.0, max(shown), indicator.unit, headroom) | {"domain": domain}
    bottom, top = layout["yaxis"]["range"]
    hatch, words = curves.provisional_marks(lines, look, size, (bottom, top))
    dots, hole_words = curves.hole_marks(lines, look, size, (bottom, top), 1920 * 0.3 / len(axis.periods))
    data = [*hatch, *dots, *_strokes(lines, indicator, look, size)]
    data += [mark for line in lines for mark in limit_marks(line, indicator, axis, look, size, band=False)[1]]
    layout["annotations"] = [*words, *hole_words]
    layout["annotations"] += marks.end_labels(labels, (bottom, top), pixels, size.rem(0.4))
    panels = (("x", "y domain"), ("x2", "y2 domain")) if has_gap else (("x", "y domain"),)
    uprights, break_words = marks.break_marks(axis, look, size, panels)
    layout["shapes"] += uprights
    layout["annotations"] += break_words
    if gap is not None and has_gap:
        data += _add_gap(
            layout, gap, replace(indicator, unit=gap_unit(indicator), shape=Shape.DIFFERENCE), axis, look, size
        )
        between = plot_height(layout) * (UPPER[0] - LOWER[1])
        layout["xaxis"]["showticklabels"] = "xaxis2" not in layout or between >= _room_between(axis, size)
    return {"data": data, "layout": layout}


def _lines(frame: pl.DataFrame, axis: Axis, look: Palette) -> list[Curve]:
    rows = frame.to_dicts()
    return [
        Curve(ses, wording.option("ses", ses), points(own, axis), look.ses[ses], look.ses[ses], symbol=symbol)
        for ses, symbol in SYMBOLS.items()
        if (own := [row for row in rows if row["ses"] == ses])
    ]


def gap_unit(indicator: Indicator) -> Unit:
    """Between shares a gap is in percentage points, between anything else in the unit itself."""
    return Unit.PERCENT_POINT if indicator.unit is Unit.SHARE else indicator.unit


def _strokes(lines: Sequence[Curve], indicator: Indicator, look: Palette, size: Scale) -> list[Figure]:
    return [
        trace
        for line in lines
        for trace in curves.traces(line, indicator, look, size, notes=signal_notes(line, indicator))
    ]


def _labels(
    lines: Sequence[Curve], indicator: Indicator, places: int, axis: Axis, look: Palette, size: Scale
) -> list[marks.Label]:
    found = []
    for line in lines:
        if line.known:
            value = wording.label(line.known[-1].value, indicator.unit, places)
            is_hidden = curves.hidden_at_end(line, axis)
            text = f"{line.name} {wording.HIDDEN if is_hidden else value}"
            height = line.known[-1].value or 0.0
            found.append(marks.Label(text, axis.right, height, line.label_colour, size.label_size))
    return found


def _add_gap(
    layout: Figure, gap: pl.DataFrame, indicator: Indicator, axis: Axis, look: Palette, size: Scale
) -> list[Figure]:
    """The panel of the gap: its heading, axis and label go into the layout; the traces come back."""
    layout["annotations"].append(_heading(indicator, gap, look, size))
    line = Curve("", "kloof", points(gap.to_dicts(), axis), look.ink, look.ink)
    highs = [point.row.get("boven") or point.value or 0.0 for point in line.known]
    if not highs:
        layout["annotations"].append(_no_gap(look, size))
        return []
    lows = [point.row.get("onder") or 0.0 for point in line.known]
    y = value_axis(look, size, min(0.0, *lows), max(0.0, *highs), indicator.unit, 0.05, most=3)
    layout["yaxis2"] = y | {"domain": LOWER, "anchor": "x2"}
    layout["xaxis2"] = layout["xaxis"] | {"anchor": "y2", "matches": "x"}
    hatch, _ = curves.provisional_marks([line], look, size, tuple(y["range"]), "2")
    label = wording.label(line.known[-1].value, indicator.unit)
    text = f"kloof {wording.HIDDEN}" if curves.hidden_at_end(line, axis) else label
    mark = marks.Label(text, axis.right, line.known[-1].value or 0.0, look.ink, size.label_size)
    pixels = plot_height(layout) * (LOWER[1] - LOWER[0])
    layout["annotations"] += [
        note | {"xref": "x2"} for note in marks.end_labels([mark], tuple(y["range"]), pixels, size.rem(0.4), "y2")
    ]
    strokes = curves.traces(line, indicator, look, size, "2")
    return [trace | {"xaxis": "x2"} for trace in [*hatch, *_interval(line, look), *strokes]]


def _interval(line: Curve, look: Palette) -> list[Figure]:
    """The 95% interval, one area per stretch that may be joined."""
    found = []
    for stretch in runs(line.points):
        inside = [point for point in stretch if _bounds(point) is not None]
        if len(inside) > 1:
            x = [point.x for point in inside]
            y = [point.row["boven"] for point in inside] + [point.row["onder"] for point in reversed(inside)]
            found.append(
                {
                    "type": "scatter", "mode": "none", "fill": "toself", "fillcolor": look.band_inner,
                    "x": x + x[::-1], "y": y, "yaxis": "y2", "hoverinfo": "skip",
                }
            )  # fmt: skip
    return found


def _bounds(point: Point) -> tuple[float, float] | None:
    low, high = point.row.get("onder"), point.row.get("boven")
    return None if low is None or high is None else (low, high)


def _heading(indicator: Indicator, gap: pl.DataFrame, look: Palette, size: Scale) -> Figure:
    margin = ", met 95%-marge" if gap["onder"].is_not_null().any() else ""
    return {
        "text": f"<b>Kloof tussen laag en hoog</b>, in {indicator.unit.value}{margin}",
        "x": 0, "xref": "x domain", "xanchor": "left", "xshift": -size.margin(46),
        "y": LOWER[1], "yref": "paper", "yanchor": "bottom", "yshift": size.rem(ABOVE_GAP),
        "showarrow": False, "font": font(size.axis, look.soft),
    }  # fmt: skip


def _room_between(axis: Axis, size: Scale) -> float:
    """Pixels that the times of the upper panel and the heading of the gap take; with less, times stand below only."""
    return size.margin(bottom_margin(axis) - 8) + size.rem(ABOVE_GAP) + 1.25 * size.axis


def _no_gap(look: Palette, size: Scale) -> Figure:
    return {
        "text": "De kloof is in deze periodes afgeschermd of niet te berekenen.",
        "x": 0, "xref": "x domain", "xanchor": "left", "y": LOWER[1], "yref": "paper", "yanchor": "top",
        "showarrow": False, "font": font(size.small, look.soft),
    }  # fmt: skip

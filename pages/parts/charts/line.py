"""How does a value move over time?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from metrics.indicator import Indicator, Unit
from pages.parts import wording
from pages.parts.charts import curve as curves
from pages.parts.charts import marks
from pages.parts.charts.axes import bottom_margin, most_ticks, time_x, value_axis
from pages.parts.charts.curve import Curve
from pages.parts.charts.limits import limit_marks, limit_values, signal_notes
from pages.parts.charts.naming import name_of
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import Axis, points, time_axis
from pages.parts.look import Figure, Palette, Scale, base_layout, font, plot_height

MOST_LINES = 6
MOST_BANDS = 2
PLOT_WIDTH = 0.45  # the share of a 1920 px screen that a chart gets; only to judge whether words fit


@dataclass(frozen=True)
class Frameset:
    """What a line chart draws: its curves in order (those to compare with last), on one axis."""

    axis: Axis
    main: tuple[Curve, ...]
    beside: tuple[Curve, ...]

    @property
    def all(self) -> tuple[Curve, ...]:
        return (*self.main, *self.beside)


def line(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str | None = None,
    measures: Mapping[str, str] | None = None,
    comparison: pl.DataFrame | None = None,
    comparison_name: str = "stad",
    benchmarks: Mapping[str, pl.DataFrame] | None = None,
    name: str = "",
    events: pl.DataFrame | None = None,
    norm: float | None = None,
    norm_name: str = "",
    limits: bool | None = None,
    small: bool = False,
    height: float | None = None,
) -> Figure:
    """One line, or up to six: per value of the dimension `per`, or per column of `measures` (column: label).

    `name` is the word before the last value of a single line. `comparison` (same indicator, one row per
    period, say the whole city) is the thin grey line; `benchmarks` are more of those, by name. `events` are the
    result's events: a trendbreuk cuts the line and is named. `norm` is drawn as a dashed line with its name.
    `limits` adds the band of ordinary variation; by default not to a quadrant, nor to three or more lines, which
    show their signals only.
    `small` is the picture of a quadrant: no value axis, the first and last value as labels. Periods that end
    before the delivery lag are solid, later ones dotted on a hatch.
    """
    tall = height or (10.8 if small else 13.0)
    grey = {} if comparison is None or comparison.is_empty() else {comparison_name: comparison}
    drawn = _curves(frame, look, per, measures, grey | dict(benchmarks or {}), name, events)
    if drawn is None or not any(curve.known for curve in drawn.all):
        return empty(frame, look, size, height=tall)
    shown = [point.value for curve in drawn.all for point in curve.known if point.value is not None]
    has_band = limits is True or (limits is None and len(drawn.main) <= MOST_BANDS and not small)
    bounds = [value for curve in drawn.main for value in limit_values(curve, indicator)] if has_band else []
    low, high = _range(shown + bounds + ([norm] if norm is not None else []), indicator, small=small)
    places = wording.decimals(indicator.unit, shown)
    labels = _labels(drawn, indicator, places, look, size)
    texts = [label.text for label in labels]
    left = 16 + 9 * len(wording.label(shown[0], indicator.unit, places)) if small else 52
    margin = (
        26,
        marks.label_margin(texts, max((label.size for label in labels), default=size.axis), size.root),
        bottom_margin(drawn.axis),
        left,
    )
    layout = base_layout(look, size, tall, margin)
    pixels = plot_height(layout)
    room = marks.break_room(drawn.axis, size, pixels)
    y = value_axis(look, size, low, high, indicator.unit, max(room, 0.08), most=most_ticks(pixels, size))
    if small:
        y |= {"range": [low, high + room * (high - low)], "showticklabels": False, "showgrid": False}
    layout |= {"xaxis": time_x(look, size, drawn.axis), "yaxis": y}
    bottom, top = y["range"]
    return _composed(
        drawn, indicator, look, size, layout, (bottom, top), labels, norm, norm_name, has_band, small, places
    )


def _composed(
    drawn: Frameset,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    layout: Figure,
    y: tuple[float, float],
    labels: Sequence[marks.Label],
    norm: float | None,
    norm_name: str,
    has_band: bool,
    small: bool,
    places: int,
) -> Figure:
    pixels = plot_height(layout)
    per_period = 1920 * PLOT_WIDTH * 0.7 / len(drawn.axis.periods)
    hatch, hatch_word = curves.provisional_marks(drawn.all, look, size, y)
    dots, words = curves.hole_marks(drawn.main, look, size, y, per_period)
    found = [limit_marks(curve, indicator, drawn.axis, look, size, band=has_band) for curve in drawn.main]
    band = [mark for bands, _, _ in found for mark in bands]
    signals = [mark for _, signs, _ in found for mark in signs]
    signal_words = found[0][2]
    lines = [
        trace
        for curve in reversed(drawn.all)
        for trace in curves.traces(curve, indicator, look, size, notes=signal_notes(curve, indicator))
    ]
    start = _first_label(drawn.main[0], indicator, places, look, size) if small else []
    lines += [curves.dot(curve, curve.known[0], look, size) for curve in drawn.main if small and curve.known]
    annotations = [*hatch_word, *words, *signal_words, *start]
    annotations += marks.end_labels(labels, y, pixels, size.rem(0.4))
    if norm is not None:
        hatch.append(_norm_line(norm, drawn.axis, look, size))
        annotations.append(_norm_text(norm, norm_name, drawn.main[0], drawn.axis, look, size))
    uprights, break_words = marks.break_marks(drawn.axis, look, size)
    layout["shapes"] += uprights
    annotations += [*break_words, *_ended(drawn, indicator, places, look, size)]
    layout["annotations"] = annotations
    return {"data": [*band, *hatch, *dots, *lines, *signals], "layout": layout}


def _curves(
    frame: pl.DataFrame,
    look: Palette,
    per: str | None,
    measures: Mapping[str, str] | None,
    grey: Mapping[str, pl.DataFrame],
    name: str,
    events: pl.DataFrame | None,
) -> Frameset | None:
    axis = time_axis([frame, *grey.values()], events)
    if axis is None:
        return None
    rows = frame.to_dicts()
    beside = tuple(
        Curve("", word, points(other.to_dicts(), axis), look.comparison, look.comparison_text, thin=True)
        for word, other in grey.items()
    )
    colours = look.categorical
    if measures:
        main = tuple(
            Curve(column, label, points(rows, axis, column), colour, colour, measure=column)
            for (column, label), colour in zip(measures.items(), colours, strict=False)
        )
    elif per is None:
        main = (Curve("", name, points(rows, axis), look.value, look.value),)
    else:
        keys = list(dict.fromkeys(row[per] for row in rows))[:MOST_LINES]
        own = {key: [row for row in rows if row[per] == key] for key in keys}
        main = tuple(
            Curve(key, name_of(own[key][0], per), points(own[key], axis), colour, colour)
            for key, colour in zip(keys, colours, strict=False)
        )
    return Frameset(axis, main, beside)


def _range(values: Sequence[float], indicator: Indicator, *, small: bool) -> tuple[float, float]:
    """From zero, except in a quadrant: there the line may fill half of the height, and its ends have their value."""
    low, high = min(values), max(values)
    if not small:
        return min(low, 0.0), max(high, 0.0) if indicator.unit in (Unit.DRIFT, Unit.SCORE) else high
    span = max(2 * (high - low), 0.2 * max(abs(low), abs(high)), 1e-6)
    margin = span - (high - low)
    return low - 0.6 * margin, high + 0.4 * margin


def _labels(drawn: Frameset, indicator: Indicator, places: int, look: Palette, size: Scale) -> list[marks.Label]:
    found = []
    for curve in drawn.all:
        if not curve.known or _has_ended(curve, drawn.axis):
            continue
        last = curve.known[-1]
        is_hidden = curves.hidden_at_end(curve, drawn.axis)
        value = wording.label(last.value, indicator.unit, places)
        text = wording.HIDDEN if is_hidden else value
        label_size = size.label_large if len(drawn.main) == 1 and not curve.thin else size.label_size
        colour = look.hidden_text if is_hidden else curve.label_colour
        words = marks.safe(f"{curve.name} {text}".strip())
        found.append(marks.Label(words, drawn.axis.right, last.value or 0.0, colour, label_size))
    return found


def _has_ended(curve: Curve, axis: Axis) -> bool:
    """Whether the line stops well before the end: then its label stands where it stops."""
    is_far = axis.last - curve.known[-1].x > max(1, 0.15 * len(axis.periods))
    return is_far and not curves.hidden_at_end(curve, axis)


def _ended(drawn: Frameset, indicator: Indicator, places: int, look: Palette, size: Scale) -> list[Figure]:
    """The labels of lines that stop before the end."""
    stopped = [curve for curve in drawn.all if curve.known and _has_ended(curve, drawn.axis)]
    return [
        {
            "text": marks.safe(f"{curve.name} {wording.label(curve.known[-1].value, indicator.unit, places)}".strip()),
            "x": curve.known[-1].x, "y": curve.known[-1].value, "xanchor": "left", "yanchor": "middle",
            "xshift": size.rem(0.9), "bgcolor": look.background, "showarrow": False,
            "font": font(size.axis, curve.label_colour, strong=True),
        }
        for curve in stopped
    ]  # fmt: skip


def _first_label(curve: Curve, indicator: Indicator, places: int, look: Palette, size: Scale) -> list[Figure]:
    """The first value, left of its point (only when it is another point than the last)."""
    if len(curve.known) < 2:
        return []
    first = curve.known[0]
    return [
        {
            "text": wording.label(first.value, indicator.unit, places), "x": first.x, "y": first.value,
            "xanchor": "right", "yanchor": "middle", "xshift": -size.rem(0.65), "showarrow": False,
            "font": font(size.axis, look.soft),
        }
    ]  # fmt: skip


def _norm_line(norm: float, axis: Axis, look: Palette, size: Scale) -> Figure:
    """A trace, not a shape: a shape below the lines also lies below the grid line of the same value."""
    return {
        "type": "scatter", "mode": "lines", "x": [axis.left, axis.right], "y": [norm, norm], "hoverinfo": "skip",
        "line": {"color": look.agreed, "width": size.reference, "dash": "6px,4px"},
    }  # fmt: skip


def _norm_text(norm: float, text: str, curve: Curve, axis: Axis, look: Palette, size: Scale) -> Figure:
    """The name of the norm, on the side of it where fewest of the first points lie."""
    early = [point.value or 0.0 for point in curve.known[: max(len(curve.known) // 3, 1)]]
    is_below = sum(value >= norm for value in early) * 2 >= len(early)
    return {
        "text": marks.safe(text), "x": axis.first, "y": norm, "xanchor": "left", "xshift": size.rem(0.8),
        "yanchor": "top" if is_below else "bottom", "showarrow": False, "font": font(size.small, look.agreed),
    }  # fmt: skip

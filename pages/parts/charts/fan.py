"""Where does the year end, from what is known now?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from metrics.indicator import Indicator, Unit
from pages.parts import wording
from pages.parts.charts import curve as curves
from pages.parts.charts import marks
from pages.parts.charts.axes import bottom_margin, time_x, value_axis
from pages.parts.charts.curve import Curve
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import Axis, Point, points, time_axis
from pages.parts.look import Figure, Palette, Scale, base_layout, font, plot_height

AGREED = "afgesproken"
LABEL_SIGNS = 22


@dataclass(frozen=True)
class YearEnd:
    """What is expected in December, as drift; without an interval `low` and `high` are None."""

    period: str
    middle: float
    low: float | None
    high: float | None
    agreed: float | None
    """The budget of the whole year, in euro."""


def fan(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    end: YearEnd | None,
    band: float | None = None,
    band_name: str = "",
    height: float | None = None,
) -> Figure:
    """The line of the year so far, and from its last known point a fan to December. Values are drifts.

    `band` is a drift at which people look together; it is drawn when the axis reaches it.
    """
    tall = height or 27.4
    ahead = pl.DataFrame({"periode": [end.period]}) if end else frame.select("periode").head(0)
    axis = time_axis([frame.select("periode"), ahead])
    if axis is None:
        return empty(frame, look, size, height=tall)
    line = Curve("", "", points(frame.to_dicts(), axis), look.value, look.value)
    if not line.known:
        return empty(frame, look, size, height=tall)
    texts = _end_texts(end)
    margin = (26, marks.label_margin([*texts, "x" * LABEL_SIGNS], size.small, size.root), bottom_margin(axis), 52)
    layout = base_layout(look, size, tall, margin)
    y = value_axis(look, size, *_range(line, end, band), Unit.DRIFT, 0.06)
    layout |= {"xaxis": time_x(look, size, axis), "yaxis": y}
    low, high = y["range"]
    hatch, word = curves.provisional_marks([line], look, size, (low, high))
    traces = [*hatch, *_fan(line.known[-1], end, axis, look, size), *_zero(axis, band, (low, high), look, size)]
    traces += curves.traces(line, indicator, look, size)
    layout["annotations"] = [*word, _now(line.known[-1], look, size), *_words(axis, end, texts, look, size)]
    if band is not None and low <= band <= high:
        layout["annotations"].append(_band_word(axis, line, end, (band, high - low), band_name, look, size))
    layout["annotations"] = _apart(layout["annotations"], (low, high), plot_height(layout), size)
    return {"data": traces, "layout": layout}


def _range(line: Curve, end: YearEnd | None, band: float | None) -> tuple[float, float]:
    values = [point.value or 0.0 for point in line.known] + [0.0]
    if end is not None:
        values += [value for value in (end.middle, end.low, end.high) if value is not None]
    low, high = min(values), max(values)
    near = band is not None and band <= 1.6 * max(high, 0.01)
    return low, max(high, band or high) if near else high


def _fan(last: Point, end: YearEnd | None, axis: Axis, look: Palette, size: Scale) -> list[Figure]:
    """One filled shape that starts in the last known point, and the dashed middle."""
    if end is None or last.x >= axis.last or last.value is None:
        return []
    found: list[Figure] = []
    if end.low is not None and end.high is not None:
        found.append(
            {
                "type": "scatter", "x": [last.x, axis.last, axis.last], "y": [last.value, end.high, end.low],
                "fill": "toself", "mode": "none", "hoverinfo": "skip", "fillcolor": look.expected,
            }
        )  # fmt: skip
    middle = {"color": look.value, "width": size.line * 0.75, "dash": "8px,6px"}
    found.append(
        {
            "type": "scatter", "mode": "lines", "x": [last.x, axis.last], "y": [last.value, end.middle],
            "line": middle, "hoverinfo": "skip", "cliponaxis": False,
        }
    )  # fmt: skip
    return found


def _zero(axis: Axis, band: float | None, y: tuple[float, float], look: Palette, size: Scale) -> list[Figure]:
    found = [_level(axis, 0.0, {"color": look.agreed, "width": size.reference})]
    if band is not None and y[0] <= band <= y[1]:
        found.append(_level(axis, band, {"color": look.comparison, "width": size.reference, "dash": "2px,4px"}))
    return found


def _level(axis: Axis, at: float, line: Figure) -> Figure:
    return {
        "type": "scatter", "mode": "lines", "x": [axis.left, axis.right], "y": [at, at], "line": line,
        "hoverinfo": "skip",
    }  # fmt: skip


def _end_texts(end: YearEnd | None) -> list[str]:
    if end is None:
        return []
    said = [f"verwacht {wording.drift(end.middle)}"]
    if end.low is not None and end.high is not None:
        said += ["80% kans tussen", f"{wording.drift(end.low)} en {wording.drift(end.high)}"]
    return said


def _words(axis: Axis, end: YearEnd | None, texts: Sequence[str], look: Palette, size: Scale) -> list[Figure]:
    """At the right: what is expected, and what was agreed."""
    euros = f"<br>{wording.euro(end.agreed)}" if end is not None and end.agreed is not None else ""
    found = [_right(axis, 0.0, f"<b>{AGREED}</b>{euros}", look.agreed, size, size.axis)]
    if end is not None:
        small = "".join(f"<br><span style='font-size:{size.small}px;color:{look.soft}'>{text}</span>"
                        for text in texts[1:])  # fmt: skip
        found.append(_right(axis, end.middle, f"<b>{texts[0]}</b>{small}", look.value, size, size.label_size))
    return found


def _right(axis: Axis, y: float, text: str, colour: str, size: Scale, letter: int) -> Figure:
    return {
        "text": text, "x": axis.right, "y": y, "xanchor": "left", "yanchor": "middle", "align": "left",
        "xshift": size.rem(0.5), "showarrow": False, "font": font(letter, colour),
    }  # fmt: skip


def _now(last: Point, look: Palette, size: Scale) -> Figure:
    """The newest known drift, above its point."""
    return {
        "text": f"<b>{wording.drift(last.value)}</b>", "x": last.x, "y": last.value, "xanchor": "right",
        "yanchor": "bottom", "yshift": size.rem(0.55), "xshift": -size.rem(0.3), "showarrow": False,
        "bgcolor": look.background, "font": font(size.label_large, look.value),
    }  # fmt: skip


def _band_word(
    axis: Axis, line: Curve, end: YearEnd | None, band: tuple[float, float], name: str, look: Palette, size: Scale
) -> Figure:
    """On the dotted level, at the side of the year where the line or the fan stays furthest from it."""
    at, span = band
    known = [(point.x, point.value) for point in line.known if point.value is not None]
    ahead = [] if end is None else [value for value in (end.low, end.middle, end.high) if value is not None]
    early = min((abs(value - at) for x, value in known if x <= axis.first + 3), default=span)
    late = min(
        [abs(value - at) for x, value in known if x >= axis.last - 3] + [abs(v - at) for v in ahead], default=span
    )
    is_right = late > early
    return {
        "text": marks.safe(name), "x": axis.right if is_right else axis.left, "y": at,
        "xanchor": "right" if is_right else "left", "yanchor": "bottom",
        "xshift": size.rem(-0.2 if is_right else 0.2), "showarrow": False, "font": font(size.small, look.soft),
    }  # fmt: skip


def _apart(words: list[Figure], y: tuple[float, float], pixels: float, size: Scale) -> list[Figure]:
    """The two texts at the right, moved apart when they would touch."""
    right = [word for word in words if word.get("yanchor") == "middle"]
    if len(right) < 2:
        return words
    agreed, expected = right
    unit = (y[1] - y[0]) / max(pixels, 1)
    needed = (4.2 if "<br>" in expected["text"] else 2.6) * size.label_size * unit
    distance = expected["y"] - agreed["y"]
    if abs(distance) < needed:
        push = (needed - abs(distance)) / 2 * (1 if distance >= 0 else -1)
        expected["y"] += push
        agreed["y"] -= push
    return words

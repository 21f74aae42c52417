"""How did the queue move, and where does it go if nothing changes?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from metrics.indicator import Unit
from metrics.queue import Expected
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.axes import value_axis
from pages.parts.look import Figure, Palette, Scale, base_layout, font, plot_height


def queue(
    weeks: Sequence[tuple[date, float]], ahead: Sequence[Expected], look: Palette, size: Scale, *,
    allowed: float | None = None, height: float | None = None,
) -> Figure:  # fmt: skip
    """A solid line to the last day that is known, then dashes with an 80% fan that starts there.

    `allowed` is the queue that fits the norm, as a dashed level.
    """
    days = [day for day, _ in weeks]
    days += [days[-1] + timedelta(days=7 * step) for step in range(1, len(ahead) + 1)]
    last, now = len(weeks) - 1, weeks[-1][1]
    values = [value for _, value in weeks] + [each.upper for each in ahead]
    labels = [
        marks.Label(
            f"verwacht {_about(ahead[-1].middle)}", len(days) - 1, ahead[-1].middle, look.value, size.label_size
        )
    ]
    right = marks.label_margin([label.text for label in labels], size.label_size, size.root)
    layout = base_layout(look, size, height or 12.0, (14, right, 30, 46))
    layout["xaxis"] = _x(days, look, size)
    layout["yaxis"] = value_axis(look, size, 0.0, max([*values, allowed or 0.0, 1.0]), Unit.COUNT, 0.06)
    y = layout["yaxis"]["range"]
    layout["annotations"] = marks.end_labels(labels, (y[0], y[1]), plot_height(layout), size.rem(0.4))
    layout["annotations"].append(_now(last, now, look, size))
    data = [_fan(last, now, ahead, look)]
    if allowed is not None:
        data.append(_level(allowed, len(days) - 1, look, size))
        layout["annotations"].append(_level_word(allowed, look, size))
    data.append(_line(list(range(len(weeks))), [value for _, value in weeks], look.value, size, "solid", days))
    steps = list(range(last, len(days)))
    data.append(_line(steps, [now, *(each.middle for each in ahead)], look.value, size, "8px,6px", days))
    data.append(
        {
            "type": "scatter", "mode": "markers", "x": [last], "y": [now], "hoverinfo": "skip", "cliponaxis": False,
            "marker": {"size": size.point, "color": look.value},
        }
    )  # fmt: skip
    return {"data": data, "layout": layout}


def _about(value: float) -> str:
    return wording.number(round(value))


def _line(x: Sequence[int], y: Sequence[float], colour: str, size: Scale, dash: str, days: Sequence[date]) -> Figure:
    return {
        "type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "cliponaxis": False, "hoverinfo": "text",
        "line": {"color": colour, "width": size.line, "dash": dash},
        "hovertext": [f"{wording.day(days[at])} · {_about(value)}" for at, value in zip(x, y, strict=True)],
    }  # fmt: skip


def _fan(last: int, now: float, ahead: Sequence[Expected], look: Palette) -> Figure:
    x = [last + step for step in range(len(ahead) + 1)]
    upper, lower = [now, *(each.upper for each in ahead)], [now, *(each.lower for each in ahead)]
    return {
        "type": "scatter", "mode": "none", "fill": "toself", "fillcolor": look.expected, "hoverinfo": "skip",
        "x": x + x[::-1], "y": upper + lower[::-1],
    }  # fmt: skip


def _level(value: float, last: int, look: Palette, size: Scale) -> Figure:
    return {
        "type": "scatter", "mode": "lines", "x": [0, last], "y": [value, value], "hoverinfo": "skip",
        "line": {"color": look.agreed, "width": size.thin_line, "dash": "3px,4px"},
    }  # fmt: skip


def _level_word(value: float, look: Palette, size: Scale) -> Figure:
    return {
        "text": f"past binnen de norm: {_about(value)}", "x": 0, "y": value, "xanchor": "left", "yanchor": "bottom",
        "showarrow": False, "font": font(size.small, look.agreed), "bgcolor": look.background,
    }  # fmt: skip


def _now(last: int, now: float, look: Palette, size: Scale) -> Figure:
    return {
        "text": f"nu {_about(now)}", "x": last, "y": now, "xanchor": "right", "yanchor": "bottom",
        "yshift": size.rem(0.4), "showarrow": False, "font": font(size.label_size, look.value, strong=True),
        "bgcolor": look.background,
    }  # fmt: skip


def _x(days: Sequence[date], look: Palette, size: Scale) -> Figure:
    """A tick at the first week of every month."""
    firsts = [place for place, day in enumerate(days) if place and day.month != days[place - 1].month]
    return {
        "range": [-0.5, len(days) - 0.5], "tickmode": "array", "tickvals": firsts,
        "ticktext": [wording.MONTHS_SHORT[days[place].month - 1] for place in firsts],
        "tickfont": font(size.axis, look.soft), "tickangle": 0, "ticks": "", "showgrid": False, "zeroline": False,
        "showline": True, "linecolor": look.axis, "linewidth": size.hairline, "fixedrange": True,
    }  # fmt: skip

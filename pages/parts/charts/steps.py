"""Which share was seen after n days, for a few groups beside each other?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.indicator import Unit
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.axes import value_axis
from pages.parts.look import Figure, Palette, Scale, base_layout, font, plot_height

DASHES = ("solid", "8px,4px", "3px,3px", "12px,4px,3px,4px", "1px,3px", "16px,6px")


@dataclass(frozen=True)
class Step:
    """The share after `days`; the bounds are its 95% margin, null where nothing is uncertain."""

    days: int
    share: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Group:
    """One curve with only the points that are shown, in order of days."""

    name: str
    colour: str
    steps: Sequence[Step]


def steps(
    groups: Sequence[Group], days: Sequence[int], unit: str, look: Palette, size: Scale, *,
    norm: int | None = None, norm_name: str = "", height: float | None = None,
) -> Figure:  # fmt: skip
    """A line per group through the points that may be shown; the margin as a band around the first one.

    `days` are the waiting times that exist, in `unit`; `norm` draws an upright there.
    """
    if not days:  # nothing was delivered: the frame says so in place of the picture
        return {"data": [], "layout": base_layout(look, size, height or 13.0, (16, 0, 52, 52))}
    drawn = [group for group in groups if group.steps]
    labels = _labels(drawn, days[-1], size)
    right = marks.label_margin([label.text for label in labels], size.label_size, size.root)
    layout = base_layout(look, size, height or 13.0, (20, right, 52, 52))
    layout["xaxis"] = _x(days, unit, look, size)
    has_room = plot_height(layout) >= 9 * size.axis
    layout["yaxis"] = value_axis(look, size, 0.0, 1.0, Unit.SHARE, most=5 if has_room else 2)
    data = [_band(drawn[0], look)] if drawn else []
    data += [_line(group, DASHES[place], size) for place, group in enumerate(drawn)]
    layout["annotations"] = _stacked(labels, plot_height(layout), size)
    if norm is not None:
        layout["shapes"].append(_upright(norm, look, size))
        layout["annotations"].append(_norm_word(norm, norm_name, look, size))
    return {"data": [trace for trace in data if trace["x"]], "layout": layout}


def _labels(groups: Sequence[Group], last: int, size: Scale) -> list[marks.Label]:
    """The names in the order in which the curves lie; at their ends curves come together, so there is no place."""
    ranked = sorted(groups, key=lambda group: -sum(step.share for step in group.steps) / len(group.steps))
    return [marks.Label(marks.safe(group.name), last, 1.0, group.colour, size.label_size) for group in ranked]


def _stacked(labels: Sequence[marks.Label], pixels: float, size: Scale) -> list[Figure]:
    """Labels from the top down at the right of the plot."""
    return [
        {
            "text": label.text, "x": label.x, "y": 1 - (place + 0.5) * 1.3 * label.size / pixels, "xanchor": "left",
            "yanchor": "middle", "xshift": size.rem(0.8), "showarrow": False,
            "font": font(label.size, label.colour, strong=True),
        }
        for place, label in enumerate(labels)
    ]  # fmt: skip


def _line(group: Group, dash: str, size: Scale) -> Figure:
    return {
        "type": "scatter", "mode": "lines+markers", "cliponaxis": False, "hoverinfo": "text",
        "x": [step.days for step in group.steps], "y": [step.share for step in group.steps],
        "line": {"color": group.colour, "width": size.line, "dash": dash},
        "marker": {"color": group.colour, "size": size.point * 0.7},
        "hovertext": [f"{marks.safe(group.name)} · na {s.days}: {wording.share(s.share, 0)}" for s in group.steps],
    }  # fmt: skip


def _band(group: Group, look: Palette) -> Figure:
    """Only between points whose margin is known; where all or nobody was seen there is none."""
    inside = [step for step in group.steps if step.lower is not None and step.upper is not None]
    days = [step.days for step in inside]
    return {
        "type": "scatter", "mode": "none", "fill": "toself", "fillcolor": look.band_inner, "hoverinfo": "skip",
        "x": days + days[::-1], "y": [step.upper for step in inside] + [step.lower for step in reversed(inside)],
    }  # fmt: skip


def _x(days: Sequence[int], unit: str, look: Palette, size: Scale) -> Figure:
    """Every waiting time that exists has its tick, unless it would touch the one before."""
    shown: list[int] = []
    for day in days:
        if not shown or day - shown[-1] >= days[-1] / 14:
            shown.append(day)
    return {
        "range": [0, days[-1] * 1.02], "tickmode": "array", "tickvals": shown,
        "ticktext": [wording.number(day) for day in shown], "tickfont": font(size.axis, look.soft), "ticks": "",
        "title": {"text": unit, "font": font(size.axis, look.soft), "standoff": size.rem(0.3)},
        "showgrid": False, "zeroline": False, "showline": True, "linecolor": look.axis, "linewidth": size.hairline,
        "fixedrange": True,
    }  # fmt: skip


def _upright(norm: int, look: Palette, size: Scale) -> Figure:
    return {
        "type": "line", "x0": norm, "x1": norm, "y0": 0, "y1": 1, "xref": "x", "yref": "y domain",
        "line": {"color": look.agreed, "width": size.reference, "dash": "3px,3px"},
    }  # fmt: skip


def _norm_word(norm: int, text: str, look: Palette, size: Scale) -> Figure:
    """Above the plot: within it a curve may run through the word."""
    return {
        "text": marks.safe(text), "x": norm, "y": 1, "yref": "y domain", "xanchor": "left", "yanchor": "bottom",
        "xshift": size.rem(-0.2), "showarrow": False, "font": font(size.small, look.agreed),
    }  # fmt: skip

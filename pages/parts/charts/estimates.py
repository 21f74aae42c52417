"""How do a few estimates with their margins stand beside each other?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.look import Figure, Palette, Scale, base_layout, font

HIDDEN_AT = 0.22  # of the longest value: where the word stands for a number that is not shown


@dataclass(frozen=True)
class Estimate:
    """One row; `value` None is written as `instead`. A margin has a lower end, an upper end, both or none."""

    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    is_main: bool = False
    instead: str = wording.HIDDEN


def estimates(
    rows: Sequence[Estimate], look: Palette, size: Scale, *, places: int = 0, height: float | None = None
) -> Figure:
    """A point per row with its 95% margin as a line through it, the value and the margin in words at the right."""
    longest = max((row.upper or row.value or 0.0 for row in rows), default=1.0) or 1.0
    names = [marks.safe(row.name) for row in rows]
    left = max(len(name) for name in names) * 0.5 * 16 + 14
    texts = [_text(row, places) for row in rows]
    right = 24 + max(len(text) for text in texts) * 8.6
    layout = base_layout(look, size, height or 1 + 1.9 * len(rows), (8, right, 8, left))
    layout["xaxis"] = {"range": [0, longest * 1.02], "visible": False, "fixedrange": True}
    layout["yaxis"] = {
        "range": [len(rows) - 0.5, -0.5], "tickmode": "array", "tickvals": list(range(len(rows))),
        "ticktext": [f"{name}\u00a0\u00a0" for name in names], "tickfont": font(size.axis, look.ink), "ticks": "",
        "showgrid": False, "zeroline": False, "showline": False, "fixedrange": True,
    }  # fmt: skip
    layout["annotations"] = [
        _label(place, row, text, longest, look, size) for place, (row, text) in enumerate(zip(rows, texts, strict=True))
    ]
    data = [mark for place, row in enumerate(rows) for mark in _marks(place, row, longest, look, size)]
    return {"data": data, "layout": layout}


def _text(row: Estimate, places: int) -> str:
    if row.value is None:
        return row.instead
    value = wording.number(row.value, places)
    return value if row.lower is None and row.upper is None else f"{value}  ({margin(row.lower, row.upper, places)})"


def margin(lower: float | None, upper: float | None, places: int = 0) -> str:
    """The margin in words; an end that is not known yet says so."""
    low = wording.number(lower, places) if lower is not None else "0"
    return f"{low} tot {wording.number(upper, places)}" if upper is not None else f"{low} of meer"


def _marks(place: int, row: Estimate, longest: float, look: Palette, size: Scale) -> list[Figure]:
    if row.value is None:
        return []
    colour = look.value if row.is_main else look.agreed
    found = []
    if row.lower is not None or row.upper is not None:
        ends = [row.lower or 0.0, longest if row.upper is None else row.upper]
        found.append(
            {
                "type": "scatter", "mode": "lines", "x": ends, "y": [place, place], "hoverinfo": "skip",
                "line": {"color": look.value_other if row.is_main else look.axis, "width": size.line * 1.6},
            }
        )  # fmt: skip
    point = {
        "type": "scatter", "mode": "markers", "x": [row.value], "y": [place], "hoverinfo": "skip", "cliponaxis": False,
        "marker": {"size": size.point * 1.2, "color": colour, "symbol": "circle" if row.is_main else "square"},
    }  # fmt: skip
    return [*found, point]


def _label(place: int, row: Estimate, text: str, longest: float, look: Palette, size: Scale) -> Figure:
    end = HIDDEN_AT * longest if row.value is None else max(row.value, row.upper or 0.0)
    colour = look.hidden_text if row.value is None else look.ink
    return {
        "text": text, "x": end, "y": place, "xanchor": "left", "xshift": size.rem(0.7), "showarrow": False,
        "font": font(size.label_size, colour, strong=row.is_main),
    }  # fmt: skip

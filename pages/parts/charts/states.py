"""How far is each of a few things: not begun, busy, done?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pages.parts.charts import marks
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import newest
from pages.parts.look import Figure, Palette, Scale, base_layout, font

STATES = ("niet begonnen", "bezig", "klaar")
DOT = 0.78
"""Where the dots stand, of the width."""


def states(
    frame: pl.DataFrame, look: Palette, size: Scale, *, per: str, status: str = "status", height: float | None = None
) -> Figure:
    """A row per value of `per` with its name, and a dot in the column of its state; the word stands beside it."""
    rows = newest(frame).sort(per).to_dicts()
    if not rows:
        return empty(frame, look, size, height=height or 10.8)
    layout = base_layout(look, size, height or max(5.0, 1.6 + 2.4 * len(rows)), (34, 16, 8, 8))
    hidden = {"visible": False, "fixedrange": True}
    layout["xaxis"] = hidden | {"range": [0, 1]}
    layout["yaxis"] = hidden | {"range": [len(rows) - 0.5, -0.5]}
    places = [STATES.index(str(row[status])) for row in rows]
    layout["annotations"] = [
        _word(str(row[per]), 0, number, size.label_size, look) for number, row in enumerate(rows)
    ] + [
        _word(STATES[place], DOT, number, size.axis, look) | {"xshift": size.point * 1.3}
        for number, place in enumerate(places)
    ]  # fmt: skip
    return {"data": [_dots(rows, places, place, per, look, size) for place in sorted(set(places))], "layout": layout}


def _word(text: str, x: float, y: int, letters: float, look: Palette) -> Figure:
    return {
        "x": x, "y": y, "text": marks.safe(text), "showarrow": False, "xanchor": "left",
        "font": font(letters, look.ink),
    }  # fmt: skip


def _dots(
    rows: Sequence[Mapping[str, Any]], places: Sequence[int], place: int, per: str, look: Palette, size: Scale
) -> Figure:
    """The dots of one state: open when it has not begun, strong when it is done."""
    own = [number for number, each in enumerate(places) if each == place]
    return {
        "type": "scatter", "mode": "markers", "x": [DOT] * len(own), "y": own,
        "customdata": [[rows[number][per]] for number in own],
        "marker": {
            "size": size.point * 1.3, "symbol": "circle",
            "color": (look.background, look.value_other, look.value)[place],
            "line": {"width": size.hairline * 2, "color": look.value_other},
        },
        "hoverinfo": "text",
        "hovertext": [f"{rows[number][per]}: {rows[number].get('actie') or ''}" for number in own],
        "cliponaxis": False,
    }  # fmt: skip

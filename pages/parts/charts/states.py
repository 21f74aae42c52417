"""How far is each of a few things: not begun, busy, done?"""

from __future__ import annotations

import polars as pl

from pages.parts.charts import marks
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import newest
from pages.parts.look import Figure, Palette, Scale, base_layout, font

STATES = ("niet begonnen", "bezig", "klaar")
SYMBOLS = ("circle-open", "circle", "circle")


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
        {
            "x": 0, "y": number, "text": marks.safe(str(row[per])), "showarrow": False, "xanchor": "left",
            "font": font(size.label_size, look.ink),
        }
        for number, row in enumerate(rows)
    ]  # fmt: skip
    dots = {
        "type": "scatter", "mode": "markers+text", "x": [0.78] * len(rows), "y": list(range(len(rows))),
        "text": [f"\u00a0\u00a0{STATES[place]}" for place in places], "textposition": "middle right",
        "textfont": font(size.axis, look.ink), "customdata": [[row[per]] for row in rows],
        "marker": {
            "size": size.point * 1.3, "symbol": [SYMBOLS[place] for place in places],
            "color": [look.value if place == 2 else look.value_other for place in places],
            "line": {"width": size.hairline * 2, "color": look.value_other},
        },
        "hoverinfo": "text", "hovertext": [f"{row[per]}: {row.get('actie') or ''}" for row in rows],
        "cliponaxis": False,
    }  # fmt: skip
    return {"data": [dots], "layout": layout}

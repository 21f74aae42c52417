"""Who waits now, for the kennismaking and for the start, the longest wait on top?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.lying import HIDDEN_LENGTH
from pages.parts.charts.placeholder import empty
from pages.parts.look import Figure, Palette, Scale, base_layout, font

Row = Mapping[str, Any]
PANELS = {"1": ("op de kennismaking, werkdagen", (0.0, 0.44)), "2": ("op de start, dagen", (0.56, 1.0))}


def legs(
    frame: pl.DataFrame, order: Sequence[str], look: Palette, size: Scale, *, height: float | None = None
) -> Figure:
    """Two panels of lying bars, one per been, on the same scale; `order` are the classes from the top down."""
    if frame.is_empty():
        return empty(frame, look, size, height=height or 11.0)
    rows = {(row["been"], row["klasse"]): row for row in frame.to_dicts()}
    longest = max((row["waarde"] or 0.0 for row in rows.values()), default=0.0) or 1.0
    layout = base_layout(look, size, height or 11.0, (32, 60, 8, 106))
    layout["barmode"] = "overlay"
    layout["yaxis"] = {
        "range": [len(order) - 0.5, -0.5], "tickmode": "array", "tickvals": list(range(len(order))),
        "ticktext": [f"{marks.safe(wording.option('klasse', key))}\u00a0\u00a0" for key in order],
        "tickfont": font(size.axis, look.ink), "ticks": "", "showgrid": False, "zeroline": False, "showline": False,
        "fixedrange": True,
    }  # fmt: skip
    data: list[Figure] = []
    for been, (heading, domain) in PANELS.items():
        axis = "x" if been == "1" else "x2"
        layout[f"xaxis{'' if been == '1' else 2}"] = {
            "range": [0, longest], "domain": list(domain), "visible": False, "fixedrange": True
        }  # fmt: skip
        own = [(place, rows[been, key]) for place, key in enumerate(order) if (been, key) in rows]
        data += _bars(own, axis, longest, look, size)
        layout["annotations"].append(_heading(heading, domain[0], look, size))
        layout["annotations"] += [_label(place, row, axis, longest, look, size) for place, row in own]
    return {"data": data, "layout": layout}


def _bars(own: Sequence[tuple[int, Row]], axis: str, longest: float, look: Palette, size: Scale) -> list[Figure]:
    shown = [(place, row["waarde"]) for place, row in own if not row["afgeschermd"]]
    hidden = [(place, HIDDEN_LENGTH * longest) for place, row in own if row["afgeschermd"]]
    plain = {"color": [look.value if place < 2 else look.value_other for place, _ in shown], "line": {"width": 0}}
    dotted = {"color": look.hidden, "pattern": marks.hidden_pattern(look, size), "line": {"width": 0}}
    return [
        {
            "type": "bar", "orientation": "h", "width": 0.62, "hoverinfo": "skip", "xaxis": axis, "marker": marker,
            "y": [place for place, _ in bars], "x": [length for _, length in bars],
        }
        for bars, marker in ((shown, plain), (hidden, dotted))
        if bars
    ]  # fmt: skip


def _label(place: int, row: Row, axis: str, longest: float, look: Palette, size: Scale) -> Figure:
    is_hidden = row["afgeschermd"]
    return {
        "text": wording.HIDDEN if is_hidden else wording.number(row["waarde"]),
        "x": HIDDEN_LENGTH * longest if is_hidden else row["waarde"], "y": place, "xref": axis, "xanchor": "left",
        "xshift": size.rem(0.4), "showarrow": False,
        "font": font(size.label_size, look.hidden_text if is_hidden else look.ink, strong=not is_hidden),
    }  # fmt: skip


def _heading(text: str, left: float, look: Palette, size: Scale) -> Figure:
    return {
        "text": text, "x": left, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom",
        "yshift": size.rem(0.2), "showarrow": False, "font": font(size.axis, look.soft),
    }  # fmt: skip

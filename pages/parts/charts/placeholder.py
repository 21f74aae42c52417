"""What stands in the place of a picture that cannot be drawn?"""

from __future__ import annotations

import textwrap
from collections import Counter

import polars as pl

from pages.parts import wording
from pages.parts.look import Figure, Palette, Scale, base_layout, font


def placeholder(sentence: str, look: Palette, size: Scale, *, height: float = 10.8, wrap: int = 56) -> Figure:
    """The sentence why it is empty and what to do next, left in the chart's place."""
    layout = base_layout(look, size, height, margin=(8, 8, 8, 0))
    layout["xaxis"] = layout["yaxis"] = {"visible": False, "range": [0, 1], "fixedrange": True}
    layout["annotations"] = [
        {
            "text": "<br>".join(textwrap.wrap(sentence.replace("<", "&lt;"), wrap)),
            "x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top",
            "align": "left", "showarrow": False, "font": font(size.label_size, look.soft),
        }
    ]  # fmt: skip
    return {"data": [], "layout": layout}


def why_empty(frame: pl.DataFrame) -> str:
    """Why a frame has nothing to draw and what the user can do about it."""
    if frame.is_empty():
        return "Er zijn geen cijfers voor deze keuze. Kies een andere periode of een ander gebied."
    reasons = Counter(frame["waarom_leeg"].drop_nulls().to_list())
    if frame["afgeschermd"].all():
        return "Dit is afgeschermd: het gaat om te weinig mensen. Kies een langere periode of een groter gebied."
    most = reasons.most_common(1)[0][0] if reasons else None
    return f"{wording.reason(most)} Kies een andere periode of een andere uitsplitsing."


def empty(frame: pl.DataFrame, look: Palette, size: Scale, *, height: float) -> Figure:
    """The placeholder for a frame with nothing to draw."""
    return placeholder(why_empty(frame), look, size, height=height)

"""What stands in the place of a picture that cannot be drawn?"""

from __future__ import annotations

import textwrap

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

"""What makes up the difference?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.placeholder import placeholder
from pages.parts.look import Figure, Palette, Scale, base_layout, font

WIDTH = 0.62


@dataclass(frozen=True)
class Part:
    """One step of the difference, in euro; None is not known."""

    name: str
    amount: float | None


def decomposition(
    parts: Sequence[Part], look: Palette, size: Scale, *, total_name: str = "samen", height: float | None = None
) -> Figure:
    """Steps from zero to the total difference: plus filled, minus open, the total petrol; all in one `money_unit`."""
    amounts = [part.amount for part in parts if part.amount is not None]
    if not parts or len(amounts) < len(parts):
        sentence = "Het verschil is niet te ontleden: van een deel zijn de cijfers niet bekend."
        return placeholder(sentence, look, size, height=height or 12.1)
    ends = list(accumulate(amounts))
    starts = [0.0, *ends[:-1]]
    steps = [_step(i, starts[i], ends[i], look, size) for i in range(len(parts))]
    total = _bar(len(parts), 0.0, ends[-1], look.value, None, size)
    names = [*(part.name for part in parts), total_name]
    highest, lowest = max(0.0, *ends), min(0.0, *ends)
    span = (highest - lowest) or 1.0
    layout = base_layout(look, size, height or 12.1, (10, 8, 34, 8))
    layout["barmode"] = "overlay"
    layout["yaxis"] = {"range": [lowest - 0.12 * span, highest + 0.22 * span], "visible": False, "fixedrange": True}
    layout["xaxis"] = {
        "range": [-0.5, len(names) - 0.5], "tickmode": "array", "tickvals": list(range(len(names))),
        "ticktext": [marks.wrapped(name, 16, 2) for name in names], "tickfont": font(size.axis, look.ink),
        "tickangle": 0, "ticks": "", "showgrid": False, "zeroline": False, "fixedrange": True,
    }  # fmt: skip
    layout["shapes"] = [_ground(look, size), *(_join(i, end, look, size) for i, end in enumerate(ends))]
    _, unit, places = money_unit(amounts)
    labels = [wording.signed(amount / unit, places) for amount in (*amounts, ends[-1])]
    tops = [*(max(a, b) for a, b in zip(starts, ends, strict=True)), max(0.0, ends[-1])]
    layout["annotations"] = [
        _label(i, text, top, look.value if i == len(parts) else look.ink, size)
        for i, (text, top) in enumerate(zip(labels, tops, strict=True))
    ]
    return {"data": [*steps, total], "layout": layout}


def money_unit(amounts: Sequence[float]) -> tuple[str, float, int]:
    """In what every number of the figure is written, with its size in euro and its decimals."""
    largest = max((abs(amount) for amount in (*amounts, sum(amounts))), default=0.0)
    return ("miljoen", 1e6, 1) if largest >= 999_500 else ("duizend", 1e3, 0)


def _step(place: int, start: float, end: float, look: Palette, size: Scale) -> Figure:
    if end >= start:
        return _bar(place, start, end, look.value_other, None, size)
    return _bar(place, start, end, look.background, look.value, size)


def _bar(place: int, start: float, end: float, fill: str, outline: str | None, size: Scale) -> Figure:
    line = {"color": outline, "width": round(size.root / 9, 1)} if outline else {"width": 0}
    return {
        "type": "bar", "x": [place], "y": [end - start], "base": [start], "width": WIDTH,
        "marker": {"color": fill, "line": line}, "hoverinfo": "skip",
    }  # fmt: skip


def _ground(look: Palette, size: Scale) -> Figure:
    return {
        "type": "line", "x0": 0, "x1": 1, "xref": "x domain", "y0": 0, "y1": 0,
        "line": {"color": look.axis, "width": size.hairline},
    }  # fmt: skip


def _join(place: int, height: float, look: Palette, size: Scale) -> Figure:
    return {
        "type": "line", "x0": place + WIDTH / 2, "x1": place + 1 - WIDTH / 2, "y0": height, "y1": height,
        "line": {"color": look.axis, "width": size.hairline},
    }  # fmt: skip


def _label(place: int, text: str, top: float, colour: str, size: Scale) -> Figure:
    return {
        "text": text, "x": place, "y": top, "yanchor": "bottom", "yshift": size.rem(0.2), "showarrow": False,
        "font": font(size.label_size, colour, strong=True),
    }  # fmt: skip

"""How do two years look that were not counted in the same way: as they were counted, and on the same yardstick?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.look import Figure, Palette, Scale, base_layout, font, plot_height

PANELS = ((0.0, 0.46), (0.54, 1.0))
HIDDEN_HEIGHT = 0.15


@dataclass(frozen=True)
class Bar:
    """One year in one way of counting; `share` None is not shown."""

    year: str
    counted: str
    share: float | None


def yardstick(
    apart: Sequence[Bar], same: Sequence[Bar], look: Palette, size: Scale, *, height: float | None = None
) -> Figure:
    """Two panels of two bars. In the first a dashed upright says that the bars may not be compared."""
    shown = [bar.share for bar in (*apart, *same) if bar.share is not None]
    highest = max(shown, default=1.0) or 1.0
    layout = base_layout(look, size, height or 12.0, (34, 8, 56, 8))
    layout["barmode"] = "overlay"
    # Room for a value above the highest bar, so that it never meets the heading of its panel.
    room = min(1.5 * size.label_size / plot_height(layout), 0.6)
    layout["yaxis"] = {"range": [0, highest / (1 - room)], "visible": False, "fixedrange": True}
    data: list[Figure] = []
    for number, (bars, domain, heading) in enumerate(
        ((apart, PANELS[0], "zoals toen geteld: niet vergelijkbaar"), (same, PANELS[1], "op dezelfde meetlat")), start=1
    ):
        name = "x" if number == 1 else "x2"
        layout[f"xaxis{'' if number == 1 else 2}"] = _x(bars, domain, look, size)
        data += _traces(bars, name, highest, look, size, is_lead=number == 2)
        layout["annotations"] += [_heading(heading, domain, look, size), *_labels(bars, name, highest, look, size)]
    layout["shapes"].append(_upright(look, size))
    return {"data": data, "layout": layout}


def _x(bars: Sequence[Bar], domain: tuple[float, float], look: Palette, size: Scale) -> Figure:
    return {
        "domain": list(domain), "range": [-0.5, len(bars) - 0.5], "tickmode": "array",
        "tickvals": list(range(len(bars))),
        "ticktext": [f"<b>{bar.year}</b><br>{marks.safe(bar.counted)}" for bar in bars],
        "tickfont": font(size.axis, look.ink), "ticks": "", "showgrid": False, "zeroline": False, "showline": True,
        "linecolor": look.axis, "linewidth": size.hairline, "fixedrange": True,
    }  # fmt: skip


def _traces(
    bars: Sequence[Bar], axis: str, highest: float, look: Palette, size: Scale, *, is_lead: bool
) -> list[Figure]:
    shown = [place for place, bar in enumerate(bars) if bar.share is not None]
    hidden = [place for place, bar in enumerate(bars) if bar.share is None]
    colour = look.value if is_lead else look.value_other
    plain: Figure = {"color": colour, "line": {"width": 0}}
    dotted: Figure = {"color": look.hidden, "pattern": marks.hidden_pattern(look, size), "line": {"width": 0}}
    found: list[tuple[list[int], list[float | None], Figure]] = [
        (shown, [bars[place].share for place in shown], plain),
        (hidden, [HIDDEN_HEIGHT * highest] * 2, dotted),
    ]
    return [
        {
            "type": "bar", "x": places, "y": heights[: len(places)], "width": 0.6, "marker": marker, "xaxis": axis,
            "hoverinfo": "skip",
        }
        for places, heights, marker in found
        if places
    ]  # fmt: skip


def _labels(bars: Sequence[Bar], axis: str, highest: float, look: Palette, size: Scale) -> list[Figure]:
    return [
        {
            "text": wording.HIDDEN if bar.share is None else wording.share(bar.share, 0),
            "x": place, "y": HIDDEN_HEIGHT * highest if bar.share is None else bar.share, "xref": axis,
            "yanchor": "bottom", "showarrow": False,
            "font": font(size.label_size, look.hidden_text if bar.share is None else look.ink, strong=True),
        }
        for place, bar in enumerate(bars)
    ]  # fmt: skip


def _heading(text: str, domain: tuple[float, float], look: Palette, size: Scale) -> Figure:
    return {
        "text": text, "x": domain[0], "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom",
        "yshift": size.rem(0.3), "showarrow": False, "font": font(size.axis, look.soft),
    }  # fmt: skip


def _upright(look: Palette, size: Scale) -> Figure:
    return {
        "type": "line", "x0": 0.5, "x1": 0.5, "y0": 0, "y1": 1, "xref": "x", "yref": "y domain",
        "line": {"color": look.agreed, "width": size.reference, "dash": "3px,3px"},
    }  # fmt: skip

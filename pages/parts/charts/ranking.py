"""Which team needs attention first, and which difference may be chance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics.indicator import Indicator
from metrics.signals.funnel import Z_95, Z_998, Judged, band
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.look import Figure, Palette, Scale, base_layout, font


def ranking(
    rows: Sequence[Judged], names: Mapping[str, str], city: float, indicator: Indicator, look: Palette, size: Scale, *,
    height: float | None = None,
) -> Figure:  # fmt: skip
    """A row per group, in the order given: its value as a point on the limits of chance for its own size.

    Limits of 95% and 99.8% around the `city`, which is the dashed upright. Outside them: a diamond.
    """
    width = max((len(names[row.key]) for row in rows), default=1) * 0.5 * 16 + 14
    layout = base_layout(look, size, height or 1.6 + 1.45 * len(rows), (22, 66, 8, width))
    if not rows:  # nothing was delivered: the frame says so in place of the picture
        return {"data": [], "layout": layout}
    top = min(1.0, max([row.share for row in rows] + [band(city, row.group, Z_998).upper for row in rows]) * 1.05)
    layout["barmode"] = "overlay"
    layout["xaxis"] = {"range": [0, top], "visible": False, "fixedrange": True}
    layout["yaxis"] = {
        "range": [len(rows) - 0.5, -0.5], "tickmode": "array", "tickvals": list(range(len(rows))),
        "ticktext": [f"{marks.safe(names[row.key])}\u00a0\u00a0" for row in rows],
        "tickfont": font(size.axis, look.ink), "ticks": "", "showgrid": False, "zeroline": False, "showline": False,
        "fixedrange": True,
    }  # fmt: skip
    places = wording.decimals(indicator.unit, [row.share for row in rows])
    layout["shapes"].append(_city(city, look, size))
    layout["annotations"] = [_city_word(city, indicator, places, look, size)]
    layout["annotations"] += [_label(place, row, top, indicator, places, look, size) for place, row in enumerate(rows)]
    data = [_limits(rows, city, Z_998, look.band_outer), _limits(rows, city, Z_95, look.band_inner)]
    data += [_points(rows, look, size, is_signal=is_signal) for is_signal in (False, True)]
    return {"data": [trace for trace in data if trace["y"]], "layout": layout}


def _limits(rows: Sequence[Judged], city: float, z: float, colour: str) -> Figure:
    bands = [band(city, row.group, z) for row in rows]
    return {
        "type": "bar", "orientation": "h", "width": 0.78, "hoverinfo": "skip", "y": list(range(len(rows))),
        "base": [each.lower for each in bands], "x": [each.upper - each.lower for each in bands],
        "marker": {"color": colour, "line": {"width": 0}},
    }  # fmt: skip


def _points(rows: Sequence[Judged], look: Palette, size: Scale, *, is_signal: bool) -> Figure:
    own = [(place, row) for place, row in enumerate(rows) if row.is_signal is is_signal]
    marker = (
        {"symbol": "diamond", "size": size.point * 1.2, "color": look.background,
         "line": {"color": look.signal, "width": size.line * 0.65}}
        if is_signal
        else {"size": size.point, "color": look.value, "line": {"width": 0}}
    )  # fmt: skip
    return {
        "type": "scatter", "mode": "markers", "x": [row.share for _, row in own], "y": [place for place, _ in own],
        "marker": marker, "hoverinfo": "skip", "cliponaxis": False, "customdata": [[row.key] for _, row in own],
    }  # fmt: skip


def _label(
    place: int, row: Judged, top: float, indicator: Indicator, places: int, look: Palette, size: Scale
) -> Figure:
    return {
        "text": wording.label(row.share, indicator.unit, places), "x": top, "y": place, "xanchor": "left",
        "xshift": size.rem(0.3), "showarrow": False,
        "font": font(size.label_size, look.signal if row.is_signal else look.ink, strong=row.is_signal),
    }  # fmt: skip


def _city(city: float, look: Palette, size: Scale) -> Figure:
    return {
        "type": "line", "x0": city, "x1": city, "y0": 0, "y1": 1, "yref": "y domain", "layer": "between",
        "line": {"color": look.agreed, "width": size.reference, "dash": "6px,4px"},
    }  # fmt: skip


def _city_word(city: float, indicator: Indicator, places: int, look: Palette, size: Scale) -> Figure:
    return {
        "text": f"stad {wording.label(city, indicator.unit, places)}", "x": city, "y": 1, "yref": "y domain",
        "yanchor": "bottom", "showarrow": False, "font": font(size.axis, look.agreed, strong=True),
    }  # fmt: skip

"""Which teams differ from the city by more than chance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import polars as pl

from metrics.indicator import Indicator
from metrics.signals.funnel import SMALLEST_GROUP, Z_95, Z_998, band, is_signal
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.axes import tick_values, value_axis
from pages.parts.charts.naming import hover, name_of
from pages.parts.charts.placeholder import empty, placeholder
from pages.parts.charts.timeline import newest
from pages.parts.look import Figure, Palette, Scale, base_layout, font, plot_height

Row = Mapping[str, Any]
MOST_NAMES = 6


def funnel(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str = "team",
    city: float | None = None,
    city_name: str = "stad",
    counted: str = "aantal aanmeldingen",
    height: float | None = None,
) -> Figure:
    """A share per team against its noemer, newest period, with 95% and 99.8% limits around the city.

    `city` is the shown value of the whole city; without it the limits stand around the sum of the shown
    teams. Hidden teams and teams with a noemer under 20 have no point. `counted` names the x axis.
    """
    tall = height or 13.0
    rows = judged(frame)
    if not rows:
        return empty(frame, look, size, height=tall)
    centre = city_share(rows, city)
    if len(rows) < 3:
        sentence = "Te weinig teams met genoeg getoonde aantallen om te vergelijken. Kies een langere periode."
        return placeholder(sentence, look, size, height=tall)
    largest = max(row["noemer"] for row in rows) * 1.12
    smallest = max(SMALLEST_GROUP * 0.6, min(row["noemer"] for row in rows) * 0.75)
    high = max(row["waarde"] for row in rows)
    top = min(1.0, max(high * 1.12, band(centre, smallest * 1.4, Z_998).upper))
    layout = base_layout(look, size, tall, (16, 12, 52, 50))
    layout["yaxis"] = value_axis(look, size, 0.0, top, indicator.unit) | {"layer": "below traces"}
    layout["xaxis"] = _x(smallest, largest, counted, look, size)
    data = [_area(centre, Z_998, smallest, largest, look.band_outer, layout["yaxis"]["range"][1])]
    data.append(_area(centre, Z_95, smallest, largest, look.band_inner, layout["yaxis"]["range"][1]))
    data.append(_city_line(centre, smallest, largest, look, size))
    outside = [row for row in rows if is_signal(row["waarde"], centre, row["noemer"])]
    inside = [row for row in rows if row not in outside]
    data += [_dots(inside, per, indicator, look, size)] if inside else []
    data += [_diamonds(outside, per, indicator, look, size)] if outside else []
    named = sorted(outside, key=lambda row: -abs(row["waarde"] - centre) * sqrt(row["noemer"]))[:MOST_NAMES]
    places = wording.decimals(indicator.unit, [row["waarde"] for row in rows])
    room = _Room(smallest, largest, layout["yaxis"]["range"][1], plot_height(layout), size)
    for row in rows:
        room.take_point(row)
    room.take_level(centre)
    layout["annotations"] = [
        _city_text(f"{city_name} {wording.label(centre, indicator.unit, places)}", largest, centre, rows, look, size),
        *[name for row in named if (name := _name(row, per, indicator, places, room, look, size))],
    ]
    return {"data": data, "layout": layout}


class _Room:
    """Where names may stand: boxes in pixels of a plot of the usual width, taken one by one.

    A point that several names want beside it gives them lines of their own, above or under each other.
    """

    def __init__(self, first: float, last: float, top: float, pixels: float, size: Scale) -> None:
        self.size, self.centre, self.taken = size, 0.0, list[tuple[float, float, float, float]]()
        self.wide, self.tall = marks.USUAL_PLOT * size.root, pixels
        self.first, self.across, self.up = first, self.wide / (last - first), pixels / top

    def take_point(self, row: Row) -> None:
        x, y = self._at(row)
        half = self.size.point * 0.55
        self.taken.append((x - half, y - half, x + half, y + half))

    def take_level(self, centre: float) -> None:
        """The dashed line of the city; a name goes away from it."""
        self.centre, y = centre, centre * self.up
        self.taken.append((0, y - 1, self.wide, y + 1))

    def place(self, row: Row, text: str) -> tuple[bool, int] | None:
        """At the left or not, and how many lines higher; None when there is no room near the point."""
        away = 1 if row["waarde"] > self.centre else -1
        x, y = self._at(row)
        line, wide = 1.25 * self.size.axis, marks.width(text, self.size.axis)
        for lines in (0, away, 2 * away, 3 * away):
            for at_left in (False, True):
                start = x - self.size.rem(0.6) - wide if at_left else x + self.size.rem(0.6)
                low = y + lines * line - self.size.axis / 2
                box = (start, low, start + wide, low + self.size.axis)
                if self._is_free(box):
                    self.taken.append(box)
                    return at_left, lines
        return None

    def _at(self, row: Row) -> tuple[float, float]:
        return (row["noemer"] - self.first) * self.across, row["waarde"] * self.up

    def _is_free(self, box: tuple[float, float, float, float]) -> bool:
        inside = box[0] >= 0 and box[2] <= self.wide and box[1] >= 0 and box[3] <= self.tall + self.size.axis
        return inside and not any(
            box[0] < right and left < box[2] and box[1] < high and low < box[3] for left, low, right, high in self.taken
        )


def judged(frame: pl.DataFrame) -> list[Row]:
    """The rows of the newest period that have a point: shown, with a noemer of 20 or more."""
    rows = newest(frame).to_dicts()
    return [
        row
        for row in rows
        if not row["afgeschermd"] and row["waarde"] is not None and (row["noemer"] or 0) >= SMALLEST_GROUP
    ]


def city_share(rows: Sequence[Row], city: float | None) -> float:
    """The share to compare with: the shown one of the city, else that of the shown rows together.

    A row may have a share and no teller, as that above a norm.
    """
    if city is not None:
        return city
    return float(sum(row["waarde"] * row["noemer"] for row in rows) / sum(row["noemer"] for row in rows))


def _area(centre: float, z: float, first: float, last: float, colour: str, top: float) -> Figure:
    """Limits at places that lie closer together where they bend."""
    count = 40
    groups = [first * (last / first) ** (step / count) for step in range(count + 1)]
    limits = [band(centre, group, z) for group in groups]
    return {
        "type": "scatter", "mode": "none", "fill": "toself", "fillcolor": colour, "hoverinfo": "skip",
        "x": groups + groups[::-1],
        "y": [min(limit.upper, top) for limit in limits] + [limit.lower for limit in reversed(limits)],
    }  # fmt: skip


def _city_line(centre: float, first: float, last: float, look: Palette, size: Scale) -> Figure:
    return {
        "type": "scatter", "mode": "lines", "x": [first, last], "y": [centre, centre], "hoverinfo": "skip",
        "line": {"color": look.agreed, "width": size.reference, "dash": "6px,4px"},
    }  # fmt: skip


def _dots(rows: Sequence[Row], per: str, indicator: Indicator, look: Palette, size: Scale) -> Figure:
    marker = {"size": size.point * 0.85, "color": look.value, "opacity": 0.75, "line": {"width": 0}}
    return _points(rows, per, indicator) | {"marker": marker}


def _diamonds(rows: Sequence[Row], per: str, indicator: Indicator, look: Palette, size: Scale) -> Figure:
    line = {"color": look.signal, "width": size.line * 0.65}
    return _points(rows, per, indicator) | {
        "marker": {"symbol": "diamond", "size": size.point * 1.3, "color": look.background, "line": line}
    }


def _points(rows: Sequence[Row], per: str, indicator: Indicator) -> Figure:
    return {
        "type": "scatter", "mode": "markers", "x": [row["noemer"] for row in rows],
        "y": [row["waarde"] for row in rows], "customdata": [[row[per]] for row in rows], "cliponaxis": False,
        "hoverinfo": "text", "hovertext": [hover(row, indicator, name_of(row, per)) for row in rows],
    }  # fmt: skip


def _city_text(text: str, x: float, y: float, rows: Sequence[Row], look: Palette, size: Scale) -> Figure:
    """Above the line at the right, or below it where a large team stands just above."""
    is_taken = any(row["noemer"] > 0.75 * x and y <= row["waarde"] < y + 0.2 for row in rows)
    return {
        "text": text, "x": x, "y": y, "xanchor": "right", "yanchor": "top" if is_taken else "bottom",
        "showarrow": False,
        "font": font(size.axis, look.agreed, strong=True),
    }  # fmt: skip


def _name(
    row: Row,
    per: str,
    indicator: Indicator,
    places: int,
    room: _Room,
    look: Palette,
    size: Scale,
) -> Figure | None:
    """Beside the point, where nothing else stands; without such a place the point has no name, the reading has."""
    text = f"{marks.safe(name_of(row, per))} {wording.label(row['waarde'], indicator.unit, places)}"
    found = room.place(row, text)
    if found is None:
        return None
    at_left, lines = found
    return {
        "text": text, "yshift": round(lines * 1.25 * size.axis),
        "x": row["noemer"], "y": row["waarde"], "xanchor": "right" if at_left else "left", "yanchor": "middle",
        "xshift": size.rem(-0.6 if at_left else 0.6), "showarrow": False,
        "font": font(size.axis, look.signal, strong=True),
    }  # fmt: skip


def _x(first: float, last: float, title: str, look: Palette, size: Scale) -> Figure:
    values = [value for value in tick_values(first, last, whole=True) if first <= value <= last]
    return {
        "range": [first, last], "tickmode": "array", "tickvals": values,
        "ticktext": [wording.number(value) for value in values], "tickfont": font(size.axis, look.soft),
        "title": {"text": title, "font": font(size.axis, look.soft), "standoff": size.rem(0.3)},
        "showgrid": False, "zeroline": False, "showline": True, "linecolor": look.axis,
        "linewidth": size.hairline, "fixedrange": True, "ticks": "",
    }  # fmt: skip

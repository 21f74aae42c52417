"""Where in the city is the value high and where low?"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from metrics.indicator import Indicator
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.lying import bars
from pages.parts.charts.naming import hover, name_of
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import newest
from pages.parts.look import Figure, Palette, Scale, base_layout, font

Row = Mapping[str, Any]
Place = tuple[int, int]
STEPS = 10


def tile_map(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    places: Mapping[str, tuple[int, int]],
    per: str = "gebied",
    span: tuple[float, float] | None = None,
    height: float | None = None,
) -> Figure:
    """One tile per area of the newest period in the frame, at `places[key] = (rij, kolom)`.

    `span` is the range of the colours (lowest, highest), to keep it the same over periods; without it that
    of all rows of the frame. When no area of the frame has a place the answer is ranked lying bars.
    """
    rows = [row for row in newest(frame).to_dicts() if row[per] in places]
    if not rows:
        return bars(frame, indicator, look, size, per=per, top=20, height=height)
    values = values_of(frame, per, places)
    if not values and not any(row["afgeschermd"] for row in rows):
        return empty(frame, look, size, height=height or 29.2)
    low, high = span or (min(values, default=0.0), max(values, default=1.0))
    deepest, widest = max(places[row[per]][0] for row in rows), max(places[row[per]][1] for row in rows)
    layout = base_layout(look, size, height or max(8.0, 29.2 * deepest / 6), (4, 2, 2, 2))
    layout["barmode"] = "overlay"
    layout["xaxis"] = {"range": [0.5, widest + 0.5], "visible": False, "fixedrange": True}
    layout["yaxis"] = {"range": [-deepest - 0.5, -0.5], "visible": False, "fixedrange": True}
    shown = [row for row in rows if has_colour(row)]
    steps = {row[per]: step_of(row["waarde"], low, high) for row in shown}
    hidden = [row for row in rows if row["afgeschermd"]]
    absent = [row for row in rows if row[per] not in steps and not row["afgeschermd"]]
    colours = [look.sequential[steps[row[per]]] for row in shown]
    digits = digits_of(values)
    data = [_tiles(shown, places, per, {"color": colours, "line": {"width": 0}}, indicator)]
    dots = {"color": look.hidden, "pattern": marks.hidden_pattern(look, size), "line": {"width": 0}}
    data += [_tiles(hidden, places, per, dots, indicator)] if hidden else []
    outline = {"color": look.background, "line": {"color": look.grid, "width": size.hairline * 2}}
    data += [_tiles(absent, places, per, outline, indicator)] if absent else []
    letters = _letters(rows, per, widest, size)
    notes = [_text(row, places[row[per]], per, steps, indicator, digits, letters, look, size) for row in rows]
    key_data, key_notes = _key(places, rows, per, (low, high), indicator, digits, look, size, hidden=bool(hidden))
    layout["annotations"] = [*notes, *key_notes]
    return {"data": [*data, *key_data], "layout": layout}


def values_of(frame: pl.DataFrame, per: str, known: Iterable[str]) -> list[float]:
    """The values of all periods of the areas that are drawn: they make the range of the colours."""
    return frame.filter(pl.col(per).is_in(list(known)))["waarde"].drop_nulls().to_list()


def has_colour(row: Row) -> bool:
    """Whether an area has a value to show."""
    return row["waarde"] is not None and not row["afgeschermd"]


def digits_of(values: Sequence[float]) -> int:
    """Decimals of the values on a map: small ones need one."""
    return 0 if max(values, default=0.0) >= 0.1 else 1


def step_of(value: float, low: float, high: float) -> int:
    """The place of a value among the ten colours."""
    share = (value - low) / (high - low) if high > low else 0.5
    return min(STEPS - 1, max(0, int(share * STEPS)))


def _tiles(rows: Sequence[Row], places: Mapping[str, Place], per: str, marker: Figure, indicator: Indicator) -> Figure:
    """Bars, since only bars carry a pattern and can be clicked."""
    return {
        "type": "bar", "x": [places[row[per]][1] for row in rows], "y": [0.94] * len(rows),
        "base": [-places[row[per]][0] - 0.47 for row in rows], "width": 0.955, "marker": marker,
        "customdata": [[row[per]] for row in rows], "hoverinfo": "text",
        "hovertext": [hover(row, indicator, name_of(row, per)) for row in rows],
    }  # fmt: skip


def lines_of(name: str) -> str:
    """A name over at most two lines: cut at its hyphen or slash, else at a blank."""
    for sign in ("-", "/"):
        head, found, tail = name.partition(sign)
        if found and len(head) > 3 and len(tail) > 3 and not tail.startswith(" "):
            return f"{marks.safe(head)}<br>{marks.safe(tail)}"
    parts = textwrap.wrap(name, 14, max_lines=2, placeholder=" …")
    return "<br>".join(marks.safe(part) for part in parts)


def _letters(rows: Sequence[Row], per: str, widest: int, size: Scale) -> int:
    """The size of the names: 0.88 rem, smaller only when the longest would not fit its tile on the wall."""
    longest = max(len(part) for row in rows for part in lines_of(name_of(row, per)).split("<br>"))
    room = 1920 * 0.43 / widest * size.root / 22 * 0.955 - size.rem(0.4)
    return max(size.small, min(size.rem(0.88), round(room / (longest * 0.5))))


def _text(
    row: Row,
    place: Place,
    per: str,
    steps: Mapping[str, int],
    indicator: Indicator,
    digits: int,
    letters: int,
    look: Palette,
    size: Scale,
) -> Figure:
    name = lines_of(name_of(row, per))
    step = steps.get(row[per])
    value = wording.HIDDEN if row["afgeschermd"] else wording.label(row["waarde"], indicator.unit, digits)
    strong = f'<span style="font-size:{size.rem(1.25)}px"><b>{value}</b></span>'
    soft = f'<span style="font-size:{size.small}px">{value}</span>'
    note: Figure = {
        "text": f"{name}<br>{strong if step is not None else soft}", "x": place[1], "y": -place[0],
        "showarrow": False, "align": "center", "captureevents": False,
        "font": font(letters, look.text_on(step) if step is not None else look.hidden_text),
    }  # fmt: skip
    return note | ({"bgcolor": look.hidden, "borderpad": 1} if row["afgeschermd"] else {})


def _key(
    places: Mapping[str, Place],
    rows: Sequence[Row],
    per: str,
    span: tuple[float, float],
    indicator: Indicator,
    digits: int,
    look: Palette,
    size: Scale,
    *,
    hidden: bool,
) -> tuple[list[Figure], list[Figure]]:
    """The ten colours in the upper left corner, when the map leaves rows 1 and columns 1 and 2 free."""
    taken = {places[row[per]] for row in rows}
    if {(1, 1), (1, 2)} & taken:
        return [], []
    width = 1.72 / STEPS
    colours = {
        "type": "bar", "x": [0.56 + width * (step + 0.5) for step in range(STEPS)], "y": [0.2] * STEPS,
        "base": [-1.02] * STEPS, "width": width, "marker": {"color": list(look.sequential), "line": {"width": 0}},
        "hoverinfo": "skip",
    }  # fmt: skip
    lowest, highest = (wording.label(value, indicator.unit, digits) for value in span)
    notes = [
        _note(f"laagste {lowest}", 0.56, -0.78, "left", "bottom", look, size),
        _note(f"hoogste {highest}", 0.56 + 1.72, -0.78, "right", "bottom", look, size),
    ]
    if not hidden or (2, 1) in taken:
        return [colours], notes
    sign = {
        "type": "bar", "x": [0.66], "y": [0.2], "base": [-1.42], "width": 0.2, "hoverinfo": "skip",
        "marker": {"color": look.hidden, "pattern": marks.hidden_pattern(look, size), "line": {"width": 0}},
    }  # fmt: skip
    notes.append(_note("afgeschermd: te weinig gezinnen", 0.82, -1.32, "left", "middle", look, size))
    return [colours, sign], notes


def _note(text: str, x: float, y: float, anchor: str, vertical: str, look: Palette, size: Scale) -> Figure:
    return {
        "text": text, "x": x, "y": y, "xanchor": anchor, "yanchor": vertical, "showarrow": False,
        "font": font(size.small, look.soft),
    }  # fmt: skip

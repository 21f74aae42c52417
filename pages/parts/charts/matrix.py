"""Who goes on with whom?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

import polars as pl

from metrics.indicator import Indicator
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.naming import name_of
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import newest
from pages.parts.look import Figure, Palette, Scale, base_layout, font

REST = "overige"
LOWEST, HIGHEST = 10, 560
STEPS = 10
USUAL_WIDTH = 50  # of the chart, in rem: 64% of a wall of 1920 px or of a laptop of 1366 px
SESSION_WIDTH = 40  # the same in a session, where letters are larger
LINE = 17  # pixels of one more line of a heading, at letters of 16
Cells = Mapping[tuple[str, str], float | None]


@dataclass(frozen=True)
class Grid:
    """What is drawn: keys in order, their names, and per pair the count; None is hidden, no entry is no pair."""

    keys: tuple[str, ...]
    names: Mapping[str, str]
    cells: Cells
    period: str


def matrix(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    top: int = 10,
    height: float | None = None,
) -> Figure:
    """Counts per `van` (standing) and `naar` (across), newest period; at most `top` by `top`.

    What does not fit becomes a row and column `overige`, but only where every cell in that sum is shown;
    when one of them is hidden there is no such sum and `overige` is left out. A pair without a row is empty.
    """
    rows = newest(frame).to_dicts()
    if not rows:
        return empty(frame, look, size, height=height or 12.0)
    grid = _grid(rows, top)
    count = len(grid.keys)
    hidden = [pair for pair, value in grid.cells.items() if value is None]
    left = max(len(part) for key in grid.keys for part in _row_name(grid, key).split("<br>")) * 7.4 + 14
    room = ((SESSION_WIDTH if size.name == "sessie" else USUAL_WIDTH) - left / 16) / count
    headings = [_heading(grid.names[key], room) for key in grid.keys]
    above = 52 + (LINE if any(heading.count("<br>") > 1 for heading in headings) else 0)
    layout = base_layout(look, size, height or min(31.2, 6.0 + 2.9 * count), (above, 4, 28 if hidden else 6, left))
    layout["xaxis"] = _x(grid, headings, look, size)
    layout["yaxis"] = _y(grid, look, size)
    layout["annotations"] = [*_texts(grid, look, size), _corner(look, size), *_key(bool(hidden), look, size)]
    data = [_heat(grid, look, size)]
    if hidden:
        data += [_flat(grid, hidden, look, size), _dots(grid, hidden, look, size)]
    return {"data": data, "layout": layout}


def _grid(rows: Sequence[Mapping[str, Any]], top: int) -> Grid:
    cells: dict[tuple[str, str], float | None] = {
        (row["van"], row["naar"]): None if row["afgeschermd"] else row["waarde"] for row in rows
    }
    names = {row[side]: name_of(row, side) for row in rows for side in ("van", "naar")}
    weight: dict[str, float] = defaultdict(float)
    for (van, naar), value in cells.items():
        weight[van] += value or 0
        weight[naar] += value or 0
    ranked = sorted(names, key=lambda key: (-weight[key], names[key]))
    period = rows[0]["periode"]
    if len(ranked) <= top:
        return Grid(tuple(ranked), names, cells, period)
    kept = ranked[: top - 1]
    others = {pair: value for pair, value in cells.items() if not (pair[0] in kept and pair[1] in kept)}
    if any(value is None for value in others.values()):
        kept = ranked[:top]
        inside = {pair: value for pair, value in cells.items() if pair[0] in kept and pair[1] in kept}
        return Grid(tuple(kept), names, inside, period)
    summed: dict[tuple[str, str], float | None] = {pair: v for pair, v in cells.items() if pair not in others}
    for (van, naar), value in others.items():
        pair = (van if van in kept else REST, naar if naar in kept else REST)
        summed[pair] = (summed.get(pair) or 0) + (value or 0)
    return Grid((*kept, REST), {**names, REST: REST}, summed, period)


def step(count: float) -> int:
    """The step (0 to 9) of a count on the logarithmic scale from 10 to 560."""
    share = (log10(max(count, 1)) - log10(LOWEST)) / (log10(HIGHEST) - log10(LOWEST))
    return min(STEPS - 1, max(0, int(share * STEPS)))


def _heat(grid: Grid, look: Palette, size: Scale) -> Figure:
    """Shown cells in ten hard steps: colours in between would fall between ink and white text."""
    scale = [
        [place, colour]
        for number, colour in enumerate(look.sequential)
        for place in (number / STEPS, (number + 1) / STEPS)
    ]
    steps = [[_step_of(grid.cells.get((van, naar))) for naar in grid.keys] for van in grid.keys]
    return _map(grid, steps, size) | {
        "zmin": -0.5, "zmax": STEPS - 0.5, "colorscale": scale, "hoverinfo": "text",
        "hovertext": [[_hover(grid, van, naar) for naar in grid.keys] for van in grid.keys],
        "customdata": [[[van, naar] for naar in grid.keys] for van in grid.keys],
    }  # fmt: skip


def _flat(grid: Grid, hidden: Sequence[tuple[str, str]], look: Palette, size: Scale) -> Figure:
    """Hidden cells in one calm grey."""
    places = set(hidden)
    flags = [[1 if (van, naar) in places else None for naar in grid.keys] for van in grid.keys]
    flat = [[0, look.panel], [1, look.panel]]
    return _map(grid, flags, size) | {
        "colorscale": flat, "hoverinfo": "text",
        "hovertext": [[_hover(grid, van, naar) for naar in grid.keys] for van in grid.keys],
    }  # fmt: skip


def _map(grid: Grid, values: Sequence[Sequence[int | None]], size: Scale) -> Figure:
    count = len(grid.keys)
    return {
        "type": "heatmap", "x": list(range(count)), "y": list(range(count)), "z": values, "showscale": False,
        "xgap": size.margin(3), "ygap": size.margin(3), "hoverongaps": False,
    }  # fmt: skip


def _dots(grid: Grid, hidden: Sequence[tuple[str, str]], look: Palette, size: Scale) -> Figure:
    """A small group of dots in the middle of every hidden cell."""
    places = {key: place for place, key in enumerate(grid.keys)}
    centres = [(places[naar], places[van]) for van, naar in hidden]
    return {
        "type": "scatter", "mode": "markers", "hoverinfo": "skip",
        "x": [x + shift for x, _ in centres for shift in (-0.11, 0, 0.11)],
        "y": [y for _, y in centres for _ in range(3)],
        "marker": {"size": round(size.root / 5.5, 1), "color": look.hidden_dots, "line": {"width": 0}},
    }  # fmt: skip


def _texts(grid: Grid, look: Palette, size: Scale) -> list[Figure]:
    found = []
    letters = size.rem(1.2 if len(grid.keys) <= 10 else 1.0)
    for row, van in enumerate(grid.keys):
        for column, naar in enumerate(grid.keys):
            value = grid.cells.get((van, naar))
            note = {"x": column, "y": row, "showarrow": False}
            if value is not None:
                colour = look.text_on(step(value))
                found.append(note | {"text": wording.number(value), "font": font(letters, colour, strong=True)})
            elif van == naar and (van, naar) not in grid.cells:
                found.append(note | {"text": wording.MISSING, "font": font(size.axis, look.soft)})
    return found


def _step_of(value: float | None) -> int | None:
    return None if value is None else step(value)


def _hover(grid: Grid, van: str, naar: str) -> str:
    if (van, naar) not in grid.cells:
        return ""
    value = grid.cells[van, naar]
    amount = wording.HIDDEN if value is None else wording.number(value)
    pair = f"van {marks.safe(grid.names[van])} naar {marks.safe(grid.names[naar])}"
    return f"{wording.period(grid.period)} · {pair} · {amount}"


def _corner(look: Palette, size: Scale) -> Figure:
    return {
        "text": "van ↓  naar →", "x": 0, "xref": "x domain", "xanchor": "right", "xshift": -size.rem(0.5),
        "y": 1, "yref": "y domain", "yanchor": "bottom", "yshift": size.rem(0.3), "showarrow": False,
        "font": font(size.small, look.soft),
    }  # fmt: skip


def _key(hidden: bool, look: Palette, size: Scale) -> list[Figure]:
    text = f'<span style="color:{look.hidden_dots}"><b>•••</b></span>  afgeschermd: te weinig mensen'
    key = {
        "text": text, "x": 0, "xref": "x domain", "xanchor": "left", "y": 0, "yref": "y domain",
        "yanchor": "top", "yshift": -size.rem(0.3), "showarrow": False, "font": font(size.small, look.soft),
    }  # fmt: skip
    return [key] if hidden else []


def _heading(name: str, room: float) -> str:
    """A column name on lines of what fits a column `room` rem wide; a third line only where a word would be lost."""
    return marks.wrapped(name, max(6, int(room / (0.8 * 0.5))), 3)


def _x(grid: Grid, headings: Sequence[str], look: Palette, size: Scale) -> Figure:
    """Column names on top."""
    return _side(grid, look, size) | {
        "side": "top", "range": [-0.5, len(grid.keys) - 0.5], "tickangle": 0, "ticktext": list(headings),
        "tickfont": font(size.small, look.ink),
    }  # fmt: skip


def _y(grid: Grid, look: Palette, size: Scale) -> Figure:
    names = [_row_name(grid, key).replace("<br>", "\u00a0\u00a0<br>") + "\u00a0\u00a0" for key in grid.keys]
    return _side(grid, look, size) | {"range": [len(grid.keys) - 0.5, -0.5], "ticktext": names}


def _row_name(grid: Grid, key: str) -> str:
    return marks.wrapped(grid.names[key], 18, 2)


def _side(grid: Grid, look: Palette, size: Scale) -> Figure:
    return {
        "tickmode": "array", "tickvals": list(range(len(grid.keys))), "tickfont": font(size.axis, look.ink),
        "ticks": "", "showgrid": False, "zeroline": False, "showline": False, "fixedrange": True,
    }  # fmt: skip

"""Which cells does a map or a matrix have, as a table that can be edited?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.parts import wording
from pages.parts.charts.naming import name_of
from pages.parts.charts.timeline import newest
from pages.parts.look import LIGHT
from pages.parts.report.cleaning import clean
from pages.parts.report.content import Part

DOTS = "•••"
DOTS_MEAN = f"{DOTS} {wording.HIDDEN}: te weinig mensen."
Spec = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """One cell: its texts under each other, its ground and the colour of its letters."""

    text: str = ""
    value: str = ""
    ground: str | None = None
    colour: str = LIGHT.ink


Grid = tuple[tuple[Cell, ...], ...]


def grid_of(part: Part) -> Grid | None:
    """The cells of a map or a matrix, with what the picture shows in them; None for other figures."""
    if part.picture is None:
        return None
    make = {"kaart": _map, "matrix": _matrix}.get(part.view)
    return None if make is None else make(part, part.picture.spec)


def _map(part: Part, spec: Spec) -> Grid | None:
    """Tiles where the picture has them; None when it shows bars because no area has a place."""
    main = part.tables[0].result
    rows = {row["gebied"]: row for row in newest(main.frame).to_dicts() if row["gebied"] is not None}
    places = wording.decimals(main.indicator.unit, [row["waarde"] for row in rows.values()])
    cells: dict[tuple[int, int], Cell] = {}
    for trace in spec["data"]:
        if trace.get("orientation") == "h" or "base" not in trace or "customdata" not in trace:
            continue
        for number, (key,) in enumerate(trace["customdata"]):
            ground = _one(trace["marker"]["color"], number)
            row = rows[key]
            hidden = row["afgeschermd"]
            text = wording.HIDDEN if hidden else wording.label(row["waarde"], main.indicator.unit, places)
            place = round(-trace["base"][number] - 0.47) - 1, trace["x"][number] - 1
            colour = LIGHT.hidden_text if hidden else _letters(ground)
            cells[place] = Cell(clean(name_of(row, "gebied")), text, ground, colour)
    if not cells:
        return None
    deep, wide = max(row for row, _ in cells) + 1, max(column for _, column in cells) + 1
    return tuple(tuple(cells.get((row, column), Cell()) for column in range(wide)) for row in range(deep))


def _matrix(part: Part, spec: Spec) -> Grid | None:
    """Van under each other, naar beside each other, with the counts that stand in the picture."""
    heat = next((trace for trace in spec["data"] if trace["type"] == "heatmap"), None)
    if heat is None:
        return None
    names = _names(part)
    keys = [pair[1] for pair in heat["customdata"][0]]
    texts = {(note["x"], note["y"]): note["text"] for note in spec["layout"]["annotations"] if "xref" not in note}
    hidden = _hidden(spec)
    heads = (Cell("van ↓ naar →", colour=LIGHT.soft), *(Cell(clean(names.get(key, key))) for key in keys))
    rows = [heads]
    for down, van in enumerate(keys):
        own = [_count(texts.get((across, down), ""), heat["z"][down][across], (down, across) in hidden)
               for across in range(len(keys))]  # fmt: skip
        rows.append((Cell(clean(names.get(van, van))), *own))
    return tuple(rows)


def _count(text: str, step: int | None, hidden: bool) -> Cell:
    if hidden:
        return Cell("", DOTS, LIGHT.hidden, LIGHT.hidden_text)
    if step is None:
        return Cell("", text, None, LIGHT.soft)
    return Cell("", text, LIGHT.sequential[step], LIGHT.text_on(step))


def _hidden(spec: Spec) -> set[tuple[int, int]]:
    """The places of the flat cells: the second layer of the picture."""
    layers = [trace for trace in spec["data"] if trace["type"] == "heatmap"][1:]
    return {
        (down, across)
        for layer in layers
        for down, row in enumerate(layer["z"])
        for across, flag in enumerate(row)
        if flag is not None
    }


def _names(part: Part) -> Mapping[str, str]:
    rows = part.tables[0].result.frame.to_dicts()
    return {row[side]: name_of(row, side) for row in rows for side in ("van", "naar")}


def _letters(ground: str) -> str:
    return LIGHT.text_on(LIGHT.sequential.index(ground)) if ground in LIGHT.sequential else LIGHT.ink


def _one(given: str | Sequence[str], number: int) -> str:
    return given if isinstance(given, str) else given[number]

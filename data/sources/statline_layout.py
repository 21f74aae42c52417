"""Which cells does a StatLine download "CSV volgens tabelindeling" hold, below its title and above its source?

Such a file is a picture of the table: a title, head rows that run across the columns, and words before every row.
What runs where, the user chose on the screen; so each head row and each column of words is known by what stands in it.
"""

from __future__ import annotations

import csv
import io
import re

import polars as pl

from data.sources import Sheet, SourceError
from data.sources.statline_words import is_period, is_region, is_topic, is_unit

HEADER = ["Titel", "Onderwerp", "Eenheid", "Regio's", "Perioden", "Waarde"]
"""Of the sheet that is made: one row per number."""

_FOOTER = re.compile(r"^\W*(bron\s*:|©)", re.IGNORECASE)
_NAMES = {"onderwerp", "perioden", "regio's", "regio’s", "wijken en buurten", "eenheid", "regio", "onderwerpen"}
_KINDS = {"Onderwerp": is_topic, "Perioden": is_period, "Regio's": is_region, "Eenheid": is_unit}
_MOST_CELLS = 5_000_000

Row = tuple[int, list[str]]


def is_layout(text: str) -> bool:
    """Whether the text is such a picture: a first line that is a title alone, and names of dimensions below it."""
    lines = [line for line in text.split("\n", 12)[:12] if line.strip()]
    if len(lines) < 3 or _filled(lines[0]) != 1:
        return False
    return any(name in line.lower() for line in lines[1:] for name in ("perioden", "regio's", "wijken en buurten"))


def _filled(line: str) -> int:
    return sum(bool(cell.strip()) for cell in next(csv.reader([line], delimiter=";"), []))


def read_layout(text: str) -> Sheet:
    """A sheet with a row per number, and `record` that of its line in the file; SourceError when there are none."""
    title, rows = _rows(text)
    first = next((place for place in range(1, len(rows)) if _is_body(rows[place][1], rows[place - 1][1])), 0)
    if not first:
        raise SourceError(
            "In dit bestand van StatLine zijn geen regio's, perioden en onderwerpen te vinden. "
            "Kies bij het downloaden 'CSV met statistische symbolen'."
        )
    heads, body = rows[:first], rows[first:]
    width = max(len(cells) for _, cells in rows)
    if width * len(body) > _MOST_CELLS:
        raise SourceError("Dit bestand van StatLine is te groot. Kies op StatLine minder regio's of onderwerpen.")
    before = _words_before(heads, body)
    across = [(kind, cells) for _, cells in heads for kind in [_kind(cells[before:])] if kind]
    beside = {
        kind: place for place in range(before) for kind in [_kind([_at(cells, place) for _, cells in body])] if kind
    }
    return _sheet(title, body, before, width, across, beside)


def _rows(text: str) -> tuple[str, list[Row]]:
    """The title, and the rows between it and the source line."""
    title = ""
    rows: list[Row] = []
    for number, cells in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"), start=1):
        stripped = [cell.strip() for cell in cells]
        filled = [cell for cell in stripped if cell]
        if not filled:
            continue
        if _FOOTER.match(filled[0]) and len(filled) == 1:
            break
        if not rows and len(filled) == 1:
            title = f"{title} {filled[0]}".strip()
        else:
            rows.append((number, stripped))
    return title, rows


def _is_body(cells: list[str], above: list[str]) -> bool:
    """Whether a row holds numbers: below a row that names a dimension, and not naming one itself."""
    named = {cell.lower() for cell in cells[:4]} & _NAMES
    return not named and bool({cell.lower() for cell in above[:4]} & _NAMES) and _kind(cells[1:]) is None


def _words_before(heads: list[Row], body: list[Row]) -> int:
    """How many columns of words stand before the numbers: those that are named in a head row, or hold units."""
    named = max(
        (place + 1 for _, cells in heads for place, cell in enumerate(cells[:6]) if cell.lower() in _NAMES), default=1
    )
    while _kind([_at(cells, named) for _, cells in body]) == "Eenheid":
        named += 1
    return named


def _kind(cells: list[str]) -> str | None:
    """What the cells are: every one a period, a region or a unit, or at least one a known subject."""
    filled = [cell for cell in cells if cell]
    for kind, fits in _KINDS.items():
        if filled and (any(map(fits, filled)) if kind == "Onderwerp" else all(map(fits, filled))):
            return kind
    return "Regio's" if any(map(is_region, filled)) else None


def _at(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _sheet(
    title: str,
    body: list[Row],
    before: int,
    width: int,
    across: list[tuple[str, list[str]]],
    beside: dict[str, int],
) -> Sheet:
    found: list[list[str | None]] = []
    records = []
    shown = [place for place in range(before, width) if not across or any(_at(row, place) for _, row in across)]
    for record, cells in body:
        own = {kind: _at(cells, place) for kind, place in beside.items()}
        for place in shown:
            words = {"Titel": title, **own, **{kind: _at(row, place) for kind, row in across}}
            found.append([words.get(name) or None for name in HEADER[:-1]] + [_at(cells, place)])
            records.append(record)
    columns = [pl.Series(str(place), [row[place] for row in found], pl.String) for place in range(len(HEADER))]
    numbers = pl.Series("record", records, pl.Int64)
    return Sheet(
        "", list(HEADER), pl.DataFrame(columns), numbers, pl.repeat(False, len(found), dtype=pl.Boolean, eager=True)
    )

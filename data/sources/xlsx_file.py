"""Which sheets of a workbook hold records, and what is written in their cells?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from data.sources import Sheet, SourceError, tidy

UNPACKED_LIMIT = 1_000_000_000
"""Bytes that a workbook may unpack to."""

CELL_LIMIT = 30_000_000
"""Cells between the first one and the last one; the reader makes room for the empty ones too."""

_CHUNK, _OVERLAP = 4_000_000, 200
_ROW = re.compile(rb'row\s[^>]{0,150}?\br="(\d{1,7})"')
_FAR_COLUMN = re.compile(rb'\sr="([A-Z]{2,3})\d{1,7}"')


def read_xlsx(content: bytes, names: Collection[str]) -> list[Sheet]:
    """The sheets named after one of `names`, in order; when there are none, the first sheet."""
    _check_size(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        named = [name for name in book.sheet_names if name.strip().lower() in names]
        chosen = named or book.sheet_names[:1]
        others = [name for name in book.sheet_names if name not in chosen]
        first, *more = [_sheet(book.get_sheet_by_name(name), name if named else "") for name in chosen]
        unread = tuple(name for name in others if _holds_something(book, name))
        return [replace(first, unread=unread), *more]
    except CalamineError as error:
        raise SourceError(
            "Het Excel-bestand is beschadigd of beveiligd met een wachtwoord. Sla het opnieuw op als .xlsx."
        ) from error


def _holds_something(book: CalamineWorkbook, name: str) -> bool:
    """Whether rows stand under the first; an empty sheet, one line of words or a chart is not worth a word."""
    try:
        return book.get_sheet_by_name(name).total_height > 0
    except CalamineError:
        return False


def _check_size(content: bytes) -> None:
    """Refuses what would not fit in memory, before the reader makes room for it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            fits = sum(member.file_size for member in members) <= UNPACKED_LIMIT and all(
                _cells(archive, member) <= CELL_LIMIT for member in members if member.filename.endswith(".xml")
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise SourceError("Dit is geen Excel-bestand (.xlsx). Sla het in Excel op als .xlsx of als CSV.") from error
    if not fits:
        raise SourceError("Het Excel-bestand is te groot, of heeft cellen ver buiten de tabel. Lever het als CSV.")


def _cells(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """How many cells the furthest row and column of a sheet span."""
    last_row, columns = 0, {b"Z"}
    for chunk in _chunks(archive, member):
        last_row = max([last_row, *map(int, _ROW.findall(chunk))])
        columns.update(_FAR_COLUMN.findall(chunk))
    return last_row * max(map(_column_number, columns))


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            yield rest + chunk
            rest = chunk[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(sheet: CalamineSheet, name: str) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)
    start = next((place for place, row in enumerate(rows) if any(cell != "" for cell in row)), None)
    if start is None:
        raise SourceError("Het werkblad is leeg. Lever een werkblad met kolomnamen en rijen.")
    # Notes beside the table stand in columns without a name; those are named in a warning, not read.
    header = [_written(cell) for cell in rows[start]]
    columns = list(zip(*rows[start + 1 :], strict=True)) or [()] * len(header)
    cells = pl.DataFrame([pl.Series(str(i), map(_written, column), pl.String) for i, column in enumerate(columns)])
    surplus = pl.repeat(False, cells.height, dtype=pl.Boolean, eager=True)
    numbers = {i: _are_numbers(column) for i, column in enumerate(columns) if any(map(_is_number, column))}
    return replace(tidy(name, header, cells, surplus, numbers), above=start)


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _are_numbers(column: Sequence[object]) -> pl.Series:
    return pl.Series([_is_number(cell) for cell in column], dtype=pl.Boolean)


def _written(cell: object) -> str:
    """The cell as text: a whole number without decimals, a day as 2022-03-31, yes/no as true and false."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)

"""Which sheets of a workbook hold records, and what is written in their cells?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import polars as pl

from data.sources import Sheet, SourceError, tidy

UNPACKED_LIMIT = 1_000_000_000
"""Bytes that a workbook may unpack to."""


def read_xlsx(content: bytes, names: Collection[str]) -> list[Sheet]:
    """The sheets named after one of `names`, in order; when there are none, the first sheet."""
    _check_size(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        named = [sheet for sheet in book.worksheets if sheet.title.strip().lower() in names]
        return [_sheet(sheet, name=bool(named)) for sheet in named or book.worksheets[:1]]
    except SourceError:
        raise
    except Exception as error:  # openpyxl has no error of its own: a damaged file raises whatever it trips over
        raise SourceError(
            "Het Excel-bestand is beschadigd of beveiligd met een wachtwoord. Sla het opnieuw op als .xlsx."
        ) from error


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SourceError("Dit is geen Excel-bestand (.xlsx). Sla het in Excel op als .xlsx of als CSV.") from error
    if unpacked > UNPACKED_LIMIT:
        raise SourceError("Het Excel-bestand is te groot. Lever het als CSV, of in delen.")


def _sheet(sheet: Any, *, name: bool) -> Sheet:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    header = next((row for row in rows if any(cell is not None for cell in row)), None)
    if header is None:
        raise SourceError("Het werkblad is leeg. Lever een werkblad met kolomnamen en rijen.")
    while header and header[-1] is None:
        header = header[:-1]
    body = list(rows)
    width = len(header)
    surplus = pl.Series([any(cell is not None for cell in row[width:]) for row in body], dtype=pl.Boolean)
    columns = [[row[i] if i < len(row) else None for row in body] for i in range(width)]
    cells = pl.DataFrame(
        [pl.Series(str(i), map(_written, column), pl.String) for i, column in enumerate(columns)],
        schema={str(i): pl.String for i in range(width)},
    )
    numbers = {i: _are_numbers(column) for i, column in enumerate(columns) if any(map(_is_number, column))}
    return tidy(sheet.title if name else "", [_written(cell) or "" for cell in header], cells, surplus, numbers)


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _are_numbers(column: Iterable[object]) -> pl.Series:
    return pl.Series([_is_number(cell) for cell in column], dtype=pl.Boolean)


def _written(cell: object) -> str | None:
    """The cell as text: a whole number without decimals, a day as 2022-03-31, yes/no as true and false."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)

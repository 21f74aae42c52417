"""How does a test make an Excel file? Cell by cell, as people do."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter


def workbook(sheets: dict[str, Sequence[Sequence[Any]]], merged: str | None = None) -> bytes:
    """The bytes of a workbook; a `date` becomes a date cell. `merged` merges that range of the first sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(r, c, cell, day)
                elif cell is not None:
                    sheet.write(r, c, cell)
        if merged and sheet is book.worksheets()[0]:
            sheet.merge_range(merged, rows[0][0])
    book.close()
    return buffer.getvalue()

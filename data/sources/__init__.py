"""What does a source file hold, before anybody knows which table it is?

Readers turn bytes into sheets of text. Which table a sheet fills, and what its text means, is decided
in `data.importing`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl


class SourceError(Exception):
    """A file that cannot be read; the text says why and what to do, in Dutch."""


@dataclass(frozen=True)
class Document:
    """One file, or one member of a zip. `name` has no folders; `read` gives the bytes, or a SourceError."""

    name: str
    read: Callable[[], bytes]

    @property
    def suffix(self) -> str:
        """The kind of file by its name: `.csv`, `.xlsx`, `.xml`."""
        return "." + self.name.rsplit(".", 1)[-1].lower() if "." in self.name else ""


@dataclass
class Sheet:
    """A head and the records under it.

    `header` is as written. `cells` has one text column per head cell, named "0", "1", …; an empty cell
    is null. `record` counts rows as a spreadsheet shows them, blank ones included; the head is 1. Blank
    rows themselves are left out. `surplus` marks rows with text beyond the last head cell. `numbers`
    marks, per column, cells that were numbers in a workbook and so leave nothing to guess. `unread` names
    sheets of the same workbook that hold something and are not read. `above` is how many rows, blank or with the
    separator only, were left out above the head.
    """

    name: str
    header: list[str]
    cells: pl.DataFrame
    record: pl.Series
    surplus: pl.Series
    numbers: dict[int, pl.Series] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    above: int = 0

    @property
    def height(self) -> int:
        return self.cells.height


def tidy(
    name: str, header: list[str], cells: pl.DataFrame, surplus: pl.Series, numbers: dict[int, pl.Series] | None = None
) -> Sheet:
    """A sheet of raw text cells: blanks around text gone, empty text null, blank rows and columns left out."""
    cells = cells.with_columns(pl.all().str.strip_chars())
    cells = cells.with_columns(pl.when(pl.all() != "").then(pl.all()))
    while header and not header[-1].strip() and cells[str(len(header) - 1)].is_null().all():
        header = header[:-1]
        cells = cells.drop(str(len(header)))
    record = pl.int_range(2, cells.height + 2, eager=True).alias("record")
    filled = cells.select(pl.any_horizontal(pl.all().is_not_null()) if cells.width else pl.lit(False)).to_series()
    kept = filled | surplus
    if kept.all():
        return Sheet(name, header, cells, record, surplus, numbers or {})
    marks = {column: mark.filter(kept) for column, mark in (numbers or {}).items()}
    return Sheet(name, header, cells.filter(kept), record.filter(kept), surplus.filter(kept), marks)

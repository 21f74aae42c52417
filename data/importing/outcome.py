"""What came of an import call: per file, and in all?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import polars as pl

REJECTION_SCHEMA: dict[str, pl.DataType] = {
    "record": pl.Int64(),
    "kolom": pl.String(),
    "reden": pl.String(),
    "zin": pl.String(),
    "waarde": pl.String(),
}
"""A rejected row, as file outcomes and the table `afgekeurd` show it; the head of a file is record 1."""

SHOWN_REJECTIONS = 1_000
"""How many rejected rows a file outcome carries; the store holds all of them."""

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the name of the one that is next."""


@dataclass(frozen=True)
class Call:
    """One import call, as everything that takes part in it must know it.

    `write` is False for a preview: the same checks, nothing stored. `leverdatum` and `jaar` are what
    the user gave, else None.
    """

    mark: str
    today: date
    leverdatum: date | None = None
    jaar: int | None = None
    write: bool = True


@dataclass
class FileOutcome:
    """What came of one file. `refused` says why the whole file was refused, as a sentence."""

    bestand: str
    tabel: str | None = None
    stored: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    refused: str | None = None
    warnings: list[str] = field(default_factory=list)
    rejections: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTION_SCHEMA))
    leverdatum: date | None = None

    @property
    def usable(self) -> int:
        """Rows that are in the store now, new or not."""
        return self.stored + self.changed + self.unchanged


@dataclass
class ImportSummary:
    """What came of a whole call."""

    files: list[FileOutcome] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def stored(self) -> int:
        return sum(file.stored for file in self.files)

    @property
    def changed(self) -> int:
        return sum(file.changed for file in self.files)

    @property
    def unchanged(self) -> int:
        return sum(file.unchanged for file in self.files)

    @property
    def rejected(self) -> int:
        return sum(file.rejected for file in self.files)

    @property
    def exit_code(self) -> int:
        """0: all well; 1: nothing usable; 2: something usable, and something refused."""
        if not any(file.usable for file in self.files):
            return 1
        return 2 if any(file.rejected or file.refused for file in self.files) else 0

"""Which rows of our own can only be made once the table buurten is known?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import polars as pl

from data.importing.kerncijfers import populatie
from data.sources import Sheet
from data.sources.cbs import Kerncijfers


class Derived(Protocol):
    """What a file of somebody else holds. `mark` tells the parts of one file apart in the bookkeeping."""

    @property
    def mark(self) -> str: ...

    def made(self, buurten: pl.DataFrame) -> tuple[Sheet, pl.DataFrame, list[str]]:
        """A sheet of one of our own tables, the rejected records, and warnings."""
        ...


@dataclass(frozen=True)
class Workbook:
    """The numbers of a workbook Kerncijfers wijken en buurten."""

    numbers: Kerncijfers

    @property
    def mark(self) -> str:
        return str(self.numbers.jaar)

    def made(self, buurten: pl.DataFrame) -> tuple[Sheet, pl.DataFrame, list[str]]:
        return populatie(self.numbers, buurten)

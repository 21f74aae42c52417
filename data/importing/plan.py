"""What is in the files of a call, and in which order are they stored?

The order does not depend on file names or on the order of arguments: reference tables first, in a fixed
order, then the rest by leverdatum; equal ones by the hash of their content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data.importing.kerncijfers import NO_BUURTEN, populatie
from data.importing.outcome import Call, FileOutcome
from data.importing.recognise import recognise
from data.importing.typed import Typed, read_cells
from data.sources import Document, Sheet, SourceError
from data.sources.cbs import Kerncijfers, is_kerncijfers, read_kerncijfers
from data.sources.collect import Unusable, collect
from data.sources.csv_file import read_csv
from data.sources.xlsx_file import read_xlsx
from data.tables import REFERENCE_TABLES, SOURCE_TABLES

_TABLE_ORDER = {str(table.__tablename__): place for place, table in enumerate(REFERENCE_TABLES)}


@dataclass
class Part:
    """One sheet to store: a CSV file, or a sheet of a workbook.

    `inhoud` is the hash of the bytes, of the name of the sheet where a file holds several, and of the year
    where the file itself does not tell it.

    `typed` has no rows yet when the sheet holds CBS numbers: which areas they are of, is known later.
    """

    bestand: str
    inhoud: str
    typed: Typed
    leverdatum: date | None
    warnings: list[str]
    kerncijfers: Kerncijfers | None = None

    @property
    def soort(self) -> str:
        return self.typed.recognised.name

    @property
    def order(self) -> tuple[int, date, str]:
        return _TABLE_ORDER.get(self.soort, len(_TABLE_ORDER)), self.leverdatum or date.min, self.inhoud


@dataclass
class Plan:
    """The parts of a call in the order in which they are stored, its messages, and what cannot be used."""

    parts: list[Part] = field(default_factory=list)
    messages: list[Document] = field(default_factory=list)
    refused: list[tuple[str, FileOutcome]] = field(default_factory=list)
    """With the hash of the content, '' when it could not be read."""
    skipped: list[str] = field(default_factory=list)
    """Names of files of another kind that lay in a folder or zip."""

    @property
    def aliases(self) -> list[tuple[str, str]]:
        """The aliases that the call brings, as written: one may stand on another in a later file."""
        found: list[tuple[str, str]] = []
        for part in self.parts:
            if part.typed.recognised.name == "aliassen":
                texts = part.typed.texts
                pairs = zip(texts["alias"], texts["gebied"], strict=True)
                found += [(alias, area) for alias, area in pairs if alias and area]
        return found


def make_plan(paths: Iterable[str | Path], call: Call) -> Plan:
    """Reads every file of the call, except messages."""
    plan = Plan()
    for found in collect(paths):
        if isinstance(found, Unusable) and found.skipped:
            plan.skipped.append(found.name)
        elif isinstance(found, Unusable):
            plan.refused.append(("", FileOutcome(found.name, refused=found.why)))
        elif found.suffix in (".xml", ".zip"):  # a zip of only messages comes as one document
            plan.messages.append(found)
        else:
            _add(plan, found, call)
    plan.parts.sort(key=lambda part: part.order)
    return plan


def _add(plan: Plan, document: Document, call: Call) -> None:
    inhoud = ""
    try:
        content = document.read()
        inhoud = hashlib.sha256(content).hexdigest()
        parts = [_part(document, inhoud, sheet, call) for sheet in _sheets(document, content)]
    except SourceError as error:
        plan.refused.append((inhoud, FileOutcome(document.name, refused=str(error))))
    else:
        plan.parts += parts


def _sheets(document: Document, content: bytes) -> Iterator[Sheet]:
    if document.suffix == ".csv":
        yield read_csv(content)
    else:
        yield from read_xlsx(content, SOURCE_TABLES)


def _part(document: Document, inhoud: str, sheet: Sheet, call: Call) -> Part:
    if sheet.name:
        inhoud = _hash_of(inhoud, sheet.name)
    warnings = [] if sheet.height else ["Dit bestand heeft wel kolomnamen, maar geen rijen."]
    if is_kerncijfers(sheet.header):
        numbers = read_kerncijfers(sheet, document.name, call.jaar)
        typed = typed_populatie(populatie(numbers, NO_BUURTEN)[0], call.today)
        return Part(document.name, _hash_of(inhoud, str(numbers.jaar)), typed, call.leverdatum, warnings, numbers)
    recognised = recognise(sheet.header)
    typed = read_cells(sheet, recognised, call.today)
    return Part(document.name, inhoud, typed, call.leverdatum or typed.newest, recognised.warnings + warnings)


def _hash_of(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def typed_populatie(sheet: Sheet, today: date) -> Typed:
    """The rows of a sheet of populatie that we made ourselves."""
    return read_cells(sheet, recognise(sheet.header), today)

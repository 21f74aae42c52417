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
from typing import Any

from data.importing.derived import Derived, Workbook
from data.importing.kerncijfers import NO_BUURTEN
from data.importing.landelijk import parts_of
from data.importing.outcome import Call, FileOutcome
from data.importing.recognise import recognise, recognise_sheet
from data.importing.shapes import Outlines
from data.importing.typed import Typed, read_cells
from data.sources import Document, Sheet, SourceError
from data.sources.cbs import is_kerncijfers, read_kerncijfers
from data.sources.collect import Unusable, collect
from data.sources.csv_file import read_csv, text_of
from data.sources.geojson import read_shapes
from data.sources.json_file import is_geojson, read_json, rows_sheet, table_of
from data.sources.statline import codes_in, is_code_list, is_statline, read_figures
from data.sources.statline_layout import is_layout, read_layout
from data.sources.xlsx_file import read_xlsx
from data.tables import REFERENCE_TABLES, SOURCE_TABLES

_TABLE_ORDER = {str(table.__tablename__): place for place, table in enumerate(REFERENCE_TABLES)}


@dataclass
class Part:
    """One sheet to store: a CSV file, or a sheet of a workbook.

    `inhoud` is the hash of the bytes, of the name of the sheet where a file holds several, and of the year
    where the file itself does not tell it.

    `typed` has no rows yet when the file is `derived`: which areas it is about, is known later.
    """

    bestand: str
    inhoud: str
    typed: Typed
    leverdatum: date | None
    warnings: list[str]
    derived: Derived | None = None

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
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the lists of codes of StatLine in this call say."""

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
    waiting: list[_Read] = []
    for found in collect(paths):
        if isinstance(found, Unusable) and found.skipped:
            plan.skipped.append(found.name)
        elif isinstance(found, Unusable):
            plan.refused.append(("", FileOutcome(found.name, refused=found.why)))
        elif found.suffix in (".xml", ".zip"):  # a zip of only messages comes as one document
            plan.messages.append(found)
        else:
            for each in _read(plan, found):
                if each.sheet is not None and is_statline(each.sheet.header):
                    waiting.append(each)  # lists of codes may still come
                else:
                    _add(plan, each, call)
    for each in waiting:
        _add(plan, each, call)
    plan.parts.sort(key=lambda part: part.order)
    return plan


@dataclass(frozen=True)
class _Read:
    """One sheet of a file, or the shapes in it, before anybody knows which table it fills."""

    document: Document
    inhoud: str
    sheet: Sheet | None
    shapes: dict[str, Any] | None = None
    table: str | None = None


def _read(plan: Plan, document: Document) -> list[_Read]:
    """What a file holds. Lists of codes are kept aside: figures of the same call may need them."""
    inhoud = ""
    try:
        content = document.read()
        inhoud = hashlib.sha256(content).hexdigest()
        found = [*_contents(document, inhoud, content)]
    except SourceError as error:
        plan.refused.append((inhoud, FileOutcome(document.name, refused=str(error))))
        return []
    lists = [each for each in found if each.sheet is not None and is_code_list(each.sheet.header)]
    for each in lists:
        plan.codes |= codes_in(each.sheet) if each.sheet else {}
        plan.refused.append((inhoud, FileOutcome(document.name, warnings=[_CODES])))
    return [each for each in found if each not in lists]


_BEGIN = 20_000
_CODES = "Dit is een lijst met codes van het CBS. Die is gebruikt om de cijfers in deze levering te lezen."


def _contents(document: Document, inhoud: str, content: bytes) -> Iterator[_Read]:
    if document.suffix in (".json", ".geojson"):
        found = read_json(content)
        if is_geojson(found):
            yield _Read(document, inhoud, None, found)
        else:
            yield _Read(document, inhoud, rows_sheet(found), table=table_of(found))
    elif document.suffix == ".csv":
        picture = is_layout(content[:_BEGIN].removeprefix(b"\xef\xbb\xbf").decode("latin-1"))
        yield _Read(document, inhoud, read_layout(text_of(content)) if picture else read_csv(content))
    else:
        for sheet in read_xlsx(content, SOURCE_TABLES):
            yield _Read(document, inhoud, sheet)


def _add(plan: Plan, read: _Read, call: Call) -> None:
    """The parts that a sheet gives."""
    try:
        parts = [*_parts(plan, read, call)]
    except SourceError as error:
        plan.refused.append((read.inhoud, FileOutcome(read.document.name, refused=str(error))))
    else:
        plan.parts += parts


def _parts(plan: Plan, read: _Read, call: Call) -> Iterator[Part]:
    name, sheet = read.document.name, read.sheet
    if sheet is None:
        yield _derived(
            read, Outlines(read_shapes(read.shapes or {}), str((read.shapes or {}).get("name") or name)[:200]), call, []
        )
        return
    inhoud = _hash_of(read.inhoud, sheet.name) if sheet.name else read.inhoud
    warnings = [] if sheet.height else ["Dit bestand heeft wel kolomnamen, maar geen rijen."]
    if sheet.unread:
        warnings.append(_unread(sheet))
    if is_kerncijfers(sheet.header):
        yield _derived(read, Workbook(read_kerncijfers(sheet, name, call.jaar)), call, warnings)
    elif is_statline(sheet.header):
        figures = read_figures(sheet, name, call.jaar, plan.codes, read.table)
        for derived in parts_of(figures, call.leverdatum):
            yield _derived(read, derived, call, warnings)
    else:
        recognised = recognise_sheet(sheet)
        typed = read_cells(sheet, recognised, call.today)
        yield Part(name, inhoud, typed, call.leverdatum or typed.newest, recognised.warnings + warnings)


def _unread(sheet: Sheet) -> str:
    """Which sheets of the workbook were left, and how they are read after all."""
    left = ", ".join(name[:40] for name in sheet.unread[:5])
    more = " en andere" if len(sheet.unread) > 5 else ""
    return f"Niet gelezen werkbladen: {left}{more}. Horen die erbij, lever elk blad dan als een eigen bestand."


def _derived(read: _Read, derived: Derived, call: Call, warnings: list[str]) -> Part:
    inhoud = _hash_of(read.inhoud, read.sheet.name) if read.sheet and read.sheet.name else read.inhoud
    typed = typed_sheet(derived.made(NO_BUURTEN)[0], call.today)
    return Part(read.document.name, _hash_of(inhoud, derived.mark), typed, call.leverdatum, warnings, derived)


def _hash_of(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def typed_sheet(sheet: Sheet, today: date) -> Typed:
    """The rows of a sheet that we made ourselves."""
    return read_cells(sheet, recognise(sheet.header), today)

"""How do files of messages come into the store: all of a file or nothing, in one short transaction?

Everything is read, checked and derived beside the store. Only when another import came in between is it
worked out once more, under the write lock. A zip is one file, with one import number.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import polars as pl
from sqlalchemy.engine import Connection

from data.importing.bookkeeping import FINDINGS, last_import
from data.importing.outcome import Call, FileOutcome
from data.importing.pseudonyms import Pseudonyms
from data.messages.bookkeeping import begin_imports, correct_imports, outcomes_of, write_rejections
from data.messages.changes import Changes, changes_for, changes_of_all
from data.messages.findings import code_findings, reference_findings
from data.messages.lines import area_of_postcode
from data.messages.parsed import MessageFiles, Parsed
from data.messages.writing import delete_rows, write_rows
from data.store import Store
from data.version import raise_version

_GROUP = 20_000
"""Messages that are stored together; a larger file goes by itself."""


@dataclass
class _Group:
    """Files that are stored in one transaction, and the hash of the content of each."""

    parsed: Parsed = field(default_factory=Parsed)
    hashes: list[str] = field(default_factory=list)
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))


def import_messages(
    store: Store, documents: Iterable[tuple[str, bytes]], *, call: Call, pseudonyms: Pseudonyms
) -> list[FileOutcome]:
    """One outcome per document, in the order given. A document is a message, an envelope or a zip of them."""
    with store.reading() as connection:
        areas = area_of_postcode(connection)
    reader = MessageFiles(pseudonyms.of, lambda code: areas.get(code) or areas.get(code[:4]), call.today)
    outcomes: list[FileOutcome] = []
    with _no_collection():
        for group in _groups(documents, reader):
            outcomes += _store(store, group, call) if call.write else _preview(store, group, call)
    return outcomes


def rejoin(store: Store) -> bool:
    """Derive every levering from messages anew, since aanbieders may have merged; True when one changed."""
    with store.reading() as connection:
        base = last_import(connection)
        changes = changes_of_all(connection, base)
    if not changes.figures_change:
        return False
    with store.transaction() as connection:
        if last_import(connection) != base:
            changes = changes_of_all(connection, last_import(connection))
        _write(connection, changes)
        raise_version(connection)
    return True


@contextmanager
def _no_collection() -> Iterator[None]:
    """Rows only grow and hold no circles: looking for garbage among them took a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _groups(documents: Iterable[tuple[str, bytes]], reader: MessageFiles) -> Iterator[_Group]:
    group = _Group()
    for name, content in documents:
        reader.read(group.parsed, name, content)
        group.hashes.append(hashlib.sha256(content).hexdigest())
        if group.parsed.messages >= _GROUP:
            yield group
            group = _Group()
    if group.hashes:
        yield group


@dataclass
class _Worked:
    """What storing a group comes down to, against the store as it was."""

    changes: Changes
    outcomes: list[FileOutcome]
    findings: list[dict[str, object]]


def _work_out(connection: Connection, group: _Group, numbers: list[int], call: Call) -> _Worked:
    changes = changes_for(connection, group.parsed, pl.Series("nummer", numbers, pl.Int64))
    outcomes = outcomes_of(group.parsed, changes, call)
    findings = code_findings(changes.upserts) + reference_findings(connection, changes.upserts["leveringen"])
    if findings:
        count = f"Bevindingen om na te kijken: {len(findings)}. Zie het overzicht van bevindingen."
        outcomes[-1].warnings = [*outcomes[-1].warnings, count]
    return _Worked(changes, outcomes, findings)


def _preview(store: Store, group: _Group, call: Call) -> list[FileOutcome]:
    with store.reading() as connection:
        return _work_out(connection, group, _next_numbers(connection, group), call).outcomes


def _store(store: Store, group: _Group, call: Call) -> list[FileOutcome]:
    with store.reading() as connection:
        numbers = _next_numbers(connection, group)
        worked = _work_out(connection, group, numbers, call)
    with store.transaction() as connection:
        given = begin_imports(connection, group.hashes, group.begun, worked.outcomes, call)
        if given != numbers:
            # Another import came first: its lines may be about the same clients.
            worked = _work_out(connection, group, given, call)
            correct_imports(connection, given, worked.outcomes)
        _write(connection, worked.changes)
        write_rejections(connection, group.parsed.files, given)
        if worked.findings:
            connection.execute(FINDINGS.insert(), [row | {"import_nummer": given[-1]} for row in worked.findings])
        if worked.changes.figures_change:
            raise_version(connection)
    return worked.outcomes


def _next_numbers(connection: Connection, group: _Group) -> list[int]:
    first = last_import(connection) + 1
    return list(range(first, first + len(group.hashes)))


def _write(connection: Connection, changes: Changes) -> None:
    for table, keys in changes.removals.items():
        delete_rows(connection, table, keys)
    for table, rows in changes.upserts.items():
        write_rows(connection, table, rows)

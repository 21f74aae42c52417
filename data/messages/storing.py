"""How do files of messages come into the store: all of a file or nothing, in one short transaction?

Everything is read, checked and derived beside the store. Only when another import came in between is it
worked out once more, under the write lock. A zip is one file, with one import number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.importing.bookkeeping import FINDINGS, IMPORTS, REJECTED, last_import, raise_version
from data.importing.outcome import REJECTION_SCHEMA, SHOWN_REJECTIONS, Call, FileOutcome
from data.importing.pseudonyms import Pseudonyms
from data.messages.changes import Changes, changes_for, changes_of_all
from data.messages.findings import code_findings
from data.messages.lines import area_of_postcode
from data.messages.parsed import FILE, FileRead, MessageFiles, Parsed
from data.messages.writing import delete_rows, write_rows
from data.store import Store

SOORT = "berichten"
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


def _numbers(first: int, count: int) -> pl.Series:
    return pl.Series("nummer", range(first, first + count), pl.Int64)


def _preview(store: Store, group: _Group, call: Call) -> list[FileOutcome]:
    with store.reading() as connection:
        base = last_import(connection)
        changes = changes_for(connection, group.parsed, _numbers(base + 1, len(group.hashes)))
    return _outcomes(group.parsed, changes, call)


def _store(store: Store, group: _Group, call: Call) -> list[FileOutcome]:
    count = len(group.hashes)
    with store.reading() as connection:
        numbers = _numbers(last_import(connection) + 1, count)
        changes = changes_for(connection, group.parsed, numbers)
    outcomes = _outcomes(group.parsed, changes, call)
    findings = code_findings(changes.upserts)
    with store.transaction() as connection:
        given = _begin(connection, group, outcomes, call)
        if given != numbers.to_list():
            # Another import came first: its lines may be about the same clients.
            changes = changes_for(connection, group.parsed, pl.Series("nummer", given, pl.Int64))
            outcomes = _outcomes(group.parsed, changes, call)
            _correct(connection, given, outcomes)
        _write(connection, changes)
        _write_rejections(connection, group, given)
        if findings:
            connection.execute(FINDINGS.insert(), [row | {"import_nummer": given[-1]} for row in findings])
        if changes.figures_change:
            raise_version(connection)
    return outcomes


def _begin(connection: Connection, group: _Group, outcomes: list[FileOutcome], call: Call) -> list[int]:
    """Write down the imports; their numbers, in the order of the files."""
    rows = [
        {"aanroep": call.mark, "bestand": outcome.bestand, "inhoud": content, "soort": SOORT, "begonnen": group.begun}
        | _result(outcome)
        for outcome, content in zip(outcomes, group.hashes, strict=True)
    ]
    _forget_rejections(connection, group.hashes)
    insert = IMPORTS.insert().returning(IMPORTS.c.nummer, sort_by_parameter_order=True)
    return [int(number) for number in connection.execute(insert, rows).scalars()]


def _result(outcome: FileOutcome) -> dict[str, Any]:
    return {
        "leverdatum": outcome.leverdatum,
        "klaar": datetime.now(UTC),
        "opgeslagen": outcome.stored,
        "gewijzigd": outcome.changed,
        "ongewijzigd": outcome.unchanged,
        "afgekeurd": outcome.rejected,
        "afgewezen": outcome.refused,
        "waarschuwingen": "\n".join(outcome.warnings),
    }


def _correct(connection: Connection, numbers: list[int], outcomes: list[FileOutcome]) -> None:
    names = tuple(_result(outcomes[0]))
    update = IMPORTS.update().where(IMPORTS.c.nummer == sa.bindparam("_nummer"))
    connection.execute(
        update.values({name: sa.bindparam(f"_{name}") for name in names}),
        [
            {"_nummer": number} | {f"_{name}": value for name, value in _result(outcome).items()}
            for number, outcome in zip(numbers, outcomes, strict=True)
        ],
    )


def _forget_rejections(connection: Connection, hashes: list[str]) -> None:
    """What earlier imports of the same content rejected is tried anew now."""
    for first in range(0, len(hashes), 500):
        same = sa.select(IMPORTS.c.nummer).where(
            IMPORTS.c.inhoud.in_(hashes[first : first + 500]), IMPORTS.c.soort == SOORT
        )
        connection.execute(REJECTED.delete().where(REJECTED.c.import_nummer.in_(same)))


def _write(connection: Connection, changes: Changes) -> None:
    for table, keys in changes.removals.items():
        delete_rows(connection, table, keys)
    for table, rows in changes.upserts.items():
        write_rows(connection, table, rows)


def _write_rejections(connection: Connection, group: _Group, numbers: list[int]) -> None:
    rows = [
        {
            "import_nummer": number,
            "tabel": rejection.tabel,
            "bestand": rejection.bestand,
            "record": rejection.record,
            "kolom": rejection.kolom,
            "reden": rejection.reden,
            "zin": rejection.zin,
            "waarde": rejection.waarde,
        }
        for number, file in zip(numbers, group.parsed.files, strict=True)
        for rejection in file.rejections
    ]
    if rows:
        connection.execute(REJECTED.insert(), rows)


def _outcomes(parsed: Parsed, changes: Changes, call: Call) -> list[FileOutcome]:
    total = [0] * len(parsed.files)
    for rows in parsed.rows.values():
        for row in rows:
            total[row[-1]] += 1
    counted = {
        number: (new, changed) for number, new, changed in changes.counts.select(FILE, "nieuw", "gewijzigd").rows()
    }
    outcomes = []
    for number, file in enumerate(parsed.files):
        new, changed = counted.get(number, (0, 0))
        outcomes.append(
            FileOutcome(
                bestand=file.bestand,
                tabel=SOORT,
                stored=new,
                changed=changed,
                unchanged=total[number] - new - changed,
                rejected=len(file.rejections),
                refused=file.refused,
                warnings=file.warnings,
                rejections=_shown(file),
                leverdatum=call.leverdatum or file.leverdatum,
            )
        )
    return outcomes


def _shown(file: FileRead) -> pl.DataFrame:
    """The first rejections of a file; the sentence names the message when the file holds more of them."""
    if not file.rejections:
        return pl.DataFrame(schema=REJECTION_SCHEMA)
    rows = [
        (r.record, r.kolom, r.reden, r.zin if r.bestand == file.bestand else f"{r.bestand}: {r.zin}", r.waarde)
        for r in file.rejections[:SHOWN_REJECTIONS]
    ]
    return pl.DataFrame(rows, schema=REJECTION_SCHEMA, orient="row")

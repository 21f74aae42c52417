"""How are the imports of message files written down: numbers, counts, and what was rejected?

In bulk, since a call may hold a hundred thousand files.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.importing.bookkeeping import IMPORTS, REJECTED
from data.importing.outcome import REJECTION_SCHEMA, SHOWN_REJECTIONS, Call, FileOutcome
from data.messages.changes import Changes
from data.messages.parsed import FILE, FileRead, Parsed

SOORT = "berichten"


def outcomes_of(parsed: Parsed, changes: Changes, call: Call) -> list[FileOutcome]:
    """One outcome per file, in order."""
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


def begin_imports(
    connection: Connection, hashes: list[str], begun: datetime, outcomes: list[FileOutcome], call: Call
) -> list[int]:
    """Write down the imports; their numbers, in the order of the files."""
    rows = [
        {"aanroep": call.mark, "bestand": outcome.bestand, "inhoud": content, "soort": SOORT, "begonnen": begun}
        | _result(outcome)
        for outcome, content in zip(outcomes, hashes, strict=True)
    ]
    _forget_rejections(connection, hashes)
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


def correct_imports(connection: Connection, numbers: list[int], outcomes: list[FileOutcome]) -> None:
    """Write down what came of the imports, when that was worked out anew."""
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


def write_rejections(connection: Connection, files: list[FileRead], numbers: list[int]) -> None:
    """Keep the rejected lines and messages of every file."""
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
        for number, file in zip(numbers, files, strict=True)
        for rejection in file.rejections
    ]
    if rows:
        connection.execute(REJECTED.insert(), rows)

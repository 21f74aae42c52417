"""How is one sheet stored: checked beside the store, and written in one short transaction?"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.frames import read_table
from data.importing.bookkeeping import (
    IMPORTS,
    REJECTED,
    begin_import,
    end_import,
    forget_outcome,
    last_import,
    write_findings,
    write_rejections,
)
from data.importing.check import Checked, check, surroundings
from data.importing.derived import Derived
from data.importing.difference import Difference, difference, key_of
from data.importing.outcome import SHOWN_REJECTIONS, Call, FileOutcome
from data.importing.plan import Part, typed_sheet
from data.importing.problems import NO_AREA, NO_TEAM
from data.importing.pseudonyms import Pseudonyms
from data.importing.write import insert_rows, replace_rows
from data.store import Store
from data.version import raise_version

_TRIES_BESIDE_THE_STORE = 2
_FEW = 3
"""Rows with an unknown area below which it is a typing error, not a list of areas that is not there."""

Aliases = list[tuple[str, str]]


@dataclass
class _Prepared:
    """Everything that storing a part needs, worked out against the store as it was after import `seen`."""

    seen: int
    again: bool
    checked: Checked
    difference: Difference
    left_alone: int


def store_part(store: Store, part: Part, call: Call, keys: Pseudonyms, aliases: Aliases) -> FileOutcome:
    """Stores the rows of one sheet, all or none, and writes down what came of it."""
    for _ in range(_TRIES_BESIDE_THE_STORE):
        with store.reading() as connection:
            prepared = _prepare(connection, part, call, keys, aliases)
        with store.transaction() as connection:
            if last_import(connection) == prepared.seen:
                return _write(connection, part, call, prepared)
    # Others keep importing in between: now check while nobody else can write.
    with store.transaction() as connection:
        return _write(connection, part, call, _prepare(connection, part, call, keys, aliases))


def preview_part(store: Store, part: Part, call: Call, keys: Pseudonyms, aliases: Aliases) -> FileOutcome:
    """What `store_part` would do; writes nothing."""
    with store.reading() as connection:
        return _outcome(part, _prepare(connection, part, call, keys, aliases))


def refuse_file(store: Store, call: Call, inhoud: str, outcome: FileOutcome) -> None:
    """Writes down that a whole file was refused, and why."""
    with store.transaction() as connection:
        number = begin_import(connection, call, outcome.bestand, inhoud)
        end_import(connection, number, None, outcome)


def _prepare(connection: Connection, part: Part, call: Call, keys: Pseudonyms, aliases: Aliases) -> _Prepared:
    seen = last_import(connection)
    retry = _rejected_before(connection, part)
    if part.derived is not None:
        # Made out of buurten: one that got its area since changes a row that was stored before.
        checked = _check_derived(connection, part, part.derived, call, keys)
        found = difference(connection, part.typed.table, checked.rows)
        return _Prepared(seen, retry is not None, checked, found, 0)
    checked = check(part.typed, surroundings(connection, keys, call.today, aliases), part.leverdatum)
    left_alone = _leave_stored_rows(part, checked, retry) if retry is not None else 0
    found = difference(connection, part.typed.table, checked.rows)
    return _Prepared(seen, retry is not None, checked, found, left_alone)


def _check_derived(connection: Connection, part: Part, derived: Derived, call: Call, keys: Pseudonyms) -> Checked:
    buurten = read_table(connection, "buurten", ["buurt", "gebied"])
    sheet, rejections, warnings = derived.made(buurten)
    typed = typed_sheet(sheet, call.today)
    checked = check(typed, surroundings(connection, keys, call.today), part.leverdatum)
    checked.rejections = pl.concat([rejections, checked.rejections])
    checked.warnings += warnings
    return checked


def _rejected_before(connection: Connection, part: Part) -> set[int] | None:
    """The records of this very content that its last import rejected; None when it never came before."""
    same = (IMPORTS.c.inhoud == part.inhoud) & (IMPORTS.c.soort == part.soort)
    last = connection.execute(sa.select(sa.func.max(IMPORTS.c.nummer)).where(same)).scalar()
    if last is None:
        return None
    query = sa.select(REJECTED.c.record).where(REJECTED.c.import_nummer == last)
    return set(connection.execute(query).scalars())


def _leave_stored_rows(part: Part, checked: Checked, retry: set[int]) -> int:
    """Takes rows that this content brought before out of `checked`; gives how many.

    They change nothing, also when a later file has replaced them since. A row that is tried anew does
    not go before a later row of the same file that was stored.
    """
    anew = pl.col("record").is_in(list(retry))
    key = key_of(part.typed.table)
    last = checked.rows.unique(subset=key, keep="last", maintain_order=True).filter(anew)
    checked.rejections = checked.rejections.filter(anew)
    left = part.typed.record.len() - last.height - checked.rejections.height
    checked.rows = last
    return left


def _write(connection: Connection, part: Part, call: Call, prepared: _Prepared) -> FileOutcome:
    outcome = _outcome(part, prepared)
    table, checked = part.typed.table, prepared.checked
    number = begin_import(connection, call, part.bestand, part.inhoud)
    if prepared.again:
        forget_outcome(connection, part.inhoud, part.soort)
    insert_rows(connection, table, prepared.difference.new, number)
    replace_rows(connection, table, prepared.difference.changed, number)
    write_rejections(connection, number, part.typed.recognised.name, part.bestand, checked.rejections)
    write_findings(connection, number, part.typed.recognised.name, checked.findings)
    if outcome.stored or outcome.changed:
        raise_version(connection)
    end_import(connection, number, part.soort, outcome)
    return outcome


def _outcome(part: Part, prepared: _Prepared) -> FileOutcome:
    found = prepared.difference
    warnings = part.warnings + prepared.checked.warnings
    if prepared.again:
        warnings = [*warnings, "Dit bestand is eerder ingelezen. Rijen die toen zijn opgeslagen, veranderen niet."]
    warnings = [*warnings, *_areas_come_first(part, prepared.checked.rejections)]
    if count := prepared.checked.findings.height:
        warnings = [*warnings, f"Bevindingen om na te kijken: {count}. Zie het overzicht van bevindingen."]
    return FileOutcome(
        part.bestand,
        part.typed.recognised.name,
        found.stored,
        found.replaced,
        found.unchanged + prepared.left_alone,
        prepared.checked.rejections.height,
        None,
        warnings,
        prepared.checked.rejections.head(SHOWN_REJECTIONS),
        part.leverdatum,
    )


def _areas_come_first(part: Part, rejections: pl.DataFrame) -> list[str]:
    """What to do when most rows of a file are rejected for their area: then `gebieden` was not read yet."""
    rows = part.typed.record.len()
    unknown = rejections.filter(pl.col("reden").is_in([NO_AREA, NO_TEAM])).height
    if part.derived is not None or unknown < _FEW or 2 * unknown < rows:
        return []
    return [
        f"{unknown} van de {rows} rijen noemen een gebied of team dat hier niet bekend is. Lees eerst het bestand "
        "gebieden in (en aliassen, als namen anders zijn geschreven). Lees daarna dit bestand opnieuw in: dan komen "
        "deze rijen er alsnog bij."
    ]

"""How are the data of one person, or all data of before a day, taken out of the store, and what is left of them?

Rows are deleted, their bytes are overwritten, and the file is written anew, so that nothing of them stays behind in
it. What was copied before is out of reach: that is said. What was read stays known by its hash, so the same table
read again brings nothing back; another file with the same rows does, and so do messages.
"""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.columnar import forget
from data.engines import Lock, explained, kind_of
from data.store import Store
from data.tables import MESSAGE_TABLES, SOURCE_TABLES, Imported, Kind, Logregel, Table, column_specs
from data.version import raise_version

_PERSON = ("client_id", "gezin_id", "respondent", "invuller")
"""Columns that hold the mark of a person, in whatever table; beside those that a table class calls a pseudonym."""

_LINES = ("toewijzingregels", "starts", "stops", "verzoeken")
_SESSION = ("inbreng", "deelnemers", "standen", "sessiefiguren", "sessies")
_BEFORE_COPIES = ("versie", "vervangen", "beschadigd")


@dataclass(frozen=True)
class Removed:
    """Per table the rows that go (or would go), what stays although it began earlier, and the copies that are known."""

    rows: dict[str, int]
    stay: dict[str, int]
    copies: list[Path]
    wiped: bool = True
    """Whether what held the rows was written anew; False when somebody kept it in use."""

    @property
    def total(self) -> int:
        return sum(self.rows.values())


@dataclass(frozen=True)
class _Part:
    """Rows of one table, named by a condition."""

    table: str
    condition: str


def remove_person(store: Store, pseudonym: str, *, carry_out: bool) -> Removed:
    """Every row of one pseudonym, in every table that has a column for it."""
    parts = [_Part(name, f"{column} = :who") for name, column in _person_columns()]
    return _remove(store, parts, {"who": pseudonym}, "gegevens van één pseudoniem verwijderd", {}, carry_out)


def remove_before(store: Store, day: date, *, carry_out: bool) -> Removed:
    """Everything about persons that was over before `day`; what still goes on, or went on after it, stays.

    The log has a term of its own. From messages a client goes as a whole: without some of the lines the others would
    tell something else.
    """
    lines = " UNION ALL ".join(f"SELECT client_id, dagtekening FROM {name}" for name in _LINES)
    # A client is over when the newest message is older and no care from messages goes on or ended later.
    over = (
        f"client_id IN (SELECT client_id FROM ({lines}) AS every GROUP BY client_id HAVING MAX(dagtekening) < :day) "
        "AND client_id NOT IN (SELECT client_id FROM leveringen WHERE uit_berichten "
        "AND (einddatum IS NULL OR einddatum >= :day))"
    )
    sessions = "sessie IN (SELECT sessie FROM sessies WHERE datum < :day)"
    parts = [
        _Part(
            "aanmeldingen",
            "einddatum < :day OR (einddatum IS NULL AND startdatum IS NULL "
            "AND COALESCE(kennismakingsdatum, aanmelddatum) < :day)",
        ),
        _Part("leveringen", f"(NOT uit_berichten AND einddatum < :day) OR (uit_berichten AND {over})"),
        _Part("toewijzingen", over),
        *(_Part(name, over) for name in _LINES),
        _Part("ervaringen", "datum < :day"),
        *(_Part(name, sessions) for name in _SESSION),
    ]
    parts += _others(parts)
    stay = {
        "aanmeldingen": "aanmelddatum < :day AND einddatum IS NULL AND startdatum IS NOT NULL",
        "leveringen": f"begindatum < :day AND NOT ({parts[1].condition})",
    }
    return _remove(store, parts, {"day": day}, f"gegevens van voor {day:%d-%m-%Y} verwijderd", stay, carry_out)


def _person_columns() -> list[tuple[str, str]]:
    """Every table and column in which the mark of a person stands."""
    named = [(table.name, name) for table in Table.metadata.sorted_tables for name in _PERSON if name in table.columns]
    marked = [
        (name, spec.name)
        for name, table in SOURCE_TABLES.items()
        for spec in column_specs(table).values()
        if spec.kind is Kind.PERSON
    ]
    return sorted({*named, *marked})


def _cases(table: type[Imported]) -> bool:
    """Whether a row is one case with a mark of its own and a day, such as a complaint."""
    specs = column_specs(table).values()
    keys = [spec.kind for spec in specs if spec.key]
    return keys == [Kind.TEXT] and any(spec.kind is Kind.DATE and spec.required for spec in specs)


def _others(known: Sequence[_Part]) -> list[_Part]:
    """Tables about persons or cases without a rule of their own: a row is over when none of its days is later."""
    parts = []
    about = {table for table, _ in _person_columns()} | {name for name, table in SOURCE_TABLES.items() if _cases(table)}
    for name in sorted(about - {part.table for part in known}):
        specs = [spec for spec in column_specs(SOURCE_TABLES[name]).values() if spec.kind is Kind.DATE]
        tests = [f"{spec.name} < :day" + ("" if spec.required else f" OR {spec.name} IS NULL") for spec in specs]
        if any(spec.required for spec in specs):
            parts.append(_Part(name, " AND ".join(f"({test})" for test in tests)))
    return parts


def _remove(
    store: Store, parts: Sequence[_Part], values: dict[str, object], what: str, stay: dict[str, str], carry_out: bool
) -> Removed:
    def counts(connection: Connection, conditions: Sequence[tuple[str, str]]) -> dict[str, int]:
        found: dict[str, int] = {}
        for table, condition in conditions:
            query = _bound(f"SELECT COUNT(*) FROM {table} WHERE {condition}", values)
            number = int(connection.execute(query).scalar_one())
            found[table] = found.get(table, 0) + number
        return {table: number for table, number in found.items() if number}

    conditions = [(part.table, part.condition) for part in parts]
    if not carry_out:
        with store.reading() as connection:
            return Removed(counts(connection, conditions), counts(connection, list(stay.items())), known_copies(store))
    with store.transaction(*Lock) as connection:
        kind_of(connection).before_removal(connection)
        rows, staying = counts(connection, conditions), counts(connection, list(stay.items()))
        if "sessies" in rows:
            _let_go_of_sessions(connection, values)
        for part in parts:
            connection.execute(_bound(f"DELETE FROM {part.table} WHERE {part.condition}", values))
        if rows.keys() & {*SOURCE_TABLES, *MESSAGE_TABLES}:
            raise_version(connection)
        if rows:
            line = {"moment": datetime.now(UTC), "wie": getpass.getuser(), "wat": what}
            connection.execute(sa.insert(Logregel).values(**line, onderwerp=f"{sum(rows.values())} rijen"))
    # Also when nothing was found: what an earlier command could not wipe is wiped now.
    forget(store)
    with explained(store.url):
        wiped = kind_of(store.url).wipe(store.url, list(dict.fromkeys(part.table for part in parts)))
    return Removed(rows, staying, known_copies(store), wiped)


def _let_go_of_sessions(connection: Connection, values: dict[str, object]) -> None:
    """A later session no longer points to one that goes, nor its remarks to remarks that go."""
    old = "SELECT sessie FROM sessies WHERE datum < :day"
    connection.execute(sa.text(f"UPDATE sessies SET vorige = NULL WHERE datum >= :day AND vorige IN ({old})"), values)
    gone = f"SELECT inbreng FROM inbreng WHERE sessie IN ({old})"
    for column in ("betreft", "verbetert"):
        query = f"UPDATE inbreng SET {column} = NULL WHERE {column} IN ({gone}) AND sessie NOT IN ({old})"
        connection.execute(_bound(query, values))


def _bound(query: str, values: dict[str, object]) -> sa.TextClause:
    """The query with its values in the type of their column, which not every database works out by itself."""
    kinds: dict[str, Any] = {"day": sa.Date(), "who": sa.String()}
    return sa.text(query).bindparams(*(sa.bindparam(name, value, kinds[name]) for name, value in values.items()))


def known_copies(store: Store) -> list[Path]:
    """Copies that Cijfertafel itself put beside the store, which still hold everything."""
    if store.path is None:
        return []
    return sorted(file for word in _BEFORE_COPIES for file in store.path.parent.glob(f"{store.path.name}.{word}-*"))

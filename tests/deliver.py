"""How does a test deliver messages to a store and look at what came of it?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import polars as pl

from data.example.message_text import Message, Person
from data.frames import read_frame
from data.importing.outcome import Call, FileOutcome
from data.importing.pseudonyms import Pseudonyms
from data.messages import import_messages
from data.messages.writing import write_rows
from data.store import Store

FILES = Path(__file__).parent / "messages"
TODAY = date(2026, 11, 1)
CHILD = Person("999911004", "2014-09-01", "1", "2", "3500AA")


def file(name: str) -> tuple[str, bytes]:
    """A hand-written message."""
    return f"{name}.xml", (FILES / f"{name}.xml").read_bytes()


def files(*names: str) -> list[tuple[str, bytes]]:
    return [file(name) for name in names]


def deliver(store: Store, documents: Iterable[tuple[str, bytes]], *, write: bool = True) -> list[FileOutcome]:
    """One call with these documents."""
    return import_messages(store, documents, call=Call("test", TODAY, write=write), pseudonyms=Pseudonyms(store))


def sent(
    soort: str,
    day: str,
    *blocks: str,
    person: Person = CHILD,
    wet: str = "jw",
    aanbieder: str = "99990001",
    number: str = "",
    release: str = "3_2",
) -> tuple[str, bytes]:
    """A message; without `number` its identification follows from kind and day."""
    identification = number or f"{soort}{day.replace('-', '')}"
    message = Message(wet, soort, "0344", aanbieder, identification[:12], day, person, release)
    return f"{identification}.xml", message.text(blocks)


def add(store: Store, table: str, **columns: list[object]) -> None:
    """Rows of a reference table."""
    with store.transaction() as connection:
        write_rows(connection, table, pl.DataFrame({**columns, "eerste_import": 0, "laatste_import": 0}))


def told(store: Store, *columns: str, table: str = "leveringen") -> list[tuple[object, ...]]:
    """Some columns of the rows of a table, dates as text, in a fixed order."""
    rows = read_frame(store, table).select(columns).with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"))
    return sorted(rows.rows(), key=repr)


def care(store: Store) -> list[tuple[object, ...]]:
    """Per levering begindatum, einddatum and reden."""
    return told(store, "begindatum", "einddatum", "reden_beeindiging")

"""What happened that matters for the figures, and how does somebody write that down or correct it?

A gebeurtenis written here counts like one from a file: the data version rises, so every figure it touches is made
anew. `eerste_import` 0 means that no file brought it.
"""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl
import sqlalchemy as sa

from data.frames import read_frame
from data.log import Deed
from data.store import Store
from data.tables import Gebeurtenis, Logregel, column_specs
from data.version import raise_version

EVERY = "*"
KINDS = column_specs(Gebeurtenis)["soort"].closed
LONGEST_TITLE = 120
LONGEST_NOTE = 600
_TABLE = Gebeurtenis.metadata.tables["gebeurtenissen"]
_KEY = ("datum", "indicator", "soort", "organisatie")


class EventError(ValueError):
    """The gebeurtenis cannot be written; the text says what to change, in Dutch."""


@dataclass(frozen=True)
class Event:
    """One gebeurtenis; `indicator` is a key or `*`, empty `organisatie` means all of them."""

    datum: date
    indicator: str
    soort: str
    titel: str
    toelichting: str = ""
    organisatie: str = ""


def events(store: Store) -> pl.DataFrame:
    """Every gebeurtenis, the newest first."""
    names = ["datum", "indicator", "soort", "titel", "toelichting", "organisatie"]
    return (
        read_frame(store, "gebeurtenissen")
        .select(names)
        .sort("datum", "titel", "indicator", descending=[True, False, False])
    )


def write_event(store: Store, event: Event, *, instead_of: Event | None = None, who: str = "") -> None:
    """Add a gebeurtenis, or put it in the place of an earlier one, in one short transaction; `who` stands in the log.

    EventError when a word is missing or too long, when the same one exists, or when the earlier one is gone.
    """
    row = _checked(event)
    with store.transaction() as connection:
        if instead_of is not None:
            gone = connection.execute(_TABLE.delete().where(*_same(instead_of))).rowcount == 0
            if gone:
                raise EventError("Deze gebeurtenis is intussen gewijzigd of weg. Open de lijst opnieuw.")
        if connection.execute(sa.select(_TABLE.c.datum).where(*_same(event))).first():
            raise EventError(
                "Deze gebeurtenis staat er al: dezelfde dag, soort, organisatie en hetzelfde cijfer. Pas die aan."
            )
        connection.execute(_TABLE.insert().values(row))
        _log(connection, Deed.EVENT_CHANGED if instead_of else Deed.EVENT_ADDED, event, who)
        raise_version(connection)


def delete_event(store: Store, event: Event, *, who: str = "") -> None:
    """Take a gebeurtenis away; EventError when it is gone already."""
    with store.transaction() as connection:
        if connection.execute(_TABLE.delete().where(*_same(event))).rowcount == 0:
            raise EventError("Deze gebeurtenis is al weg. Open de lijst opnieuw.")
        _log(connection, Deed.EVENT_DELETED, event, who)
        raise_version(connection)


def _checked(event: Event) -> dict[str, object]:
    title, note = " ".join(event.titel.split()), event.toelichting.strip()
    if not title:
        raise EventError("De titel is leeg. Schrijf in een paar woorden wat er gebeurde.")
    if len(title) > LONGEST_TITLE or len(note) > LONGEST_NOTE:
        raise EventError(
            f"De tekst is te lang. Een titel heeft hoogstens {LONGEST_TITLE} tekens, een toelichting {LONGEST_NOTE}."
        )
    if event.soort not in KINDS:
        raise EventError(f"Onbekende soort '{event.soort}'. Kies uit: {', '.join(KINDS)}.")
    if not event.indicator.strip():
        raise EventError("Kies welk cijfer het raakt, of alle cijfers.")
    if not date(1990, 1, 1) <= event.datum <= date(2100, 12, 31):
        raise EventError("De dag ligt te ver weg. Kies een dag tussen 1990 en 2100.")
    words = {"titel": title, "toelichting": note or None, "organisatie": event.organisatie.strip()}
    return {"datum": event.datum, "indicator": event.indicator, "soort": event.soort, **words,
            "eerste_import": 0, "laatste_import": 0}  # fmt: skip


def _same(event: Event) -> list[sa.ColumnElement[bool]]:
    return [_TABLE.c[name] == getattr(event, name) for name in _KEY]


def _log(connection: sa.Connection, what: Deed, event: Event, who: str) -> None:
    subject = f"{event.indicator} · {event.datum:%d-%m-%Y}"
    line = {"moment": datetime.now(UTC), "wie": who or getpass.getuser(), "wat": str(what), "onderwerp": subject}
    connection.execute(sa.insert(Logregel).values(**line))

"""Which figures does a session hold, in which order, and exactly as they were when they were put in?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from data.session.frozen import FrozenTable, mark, pack, unpack
from data.session.text import SessionError, clean
from data.session.writing import now, token, write
from data.store import Store
from data.tables import Table

HANDFUL = 5
MOST = 20
_T, _I = (Table.metadata.tables[name] for name in ("sessiefiguren", "inbreng"))
USED = "Er is al iets gezegd bij deze figuur, dus die verandert niet meer. Zet de figuur nog eens in de sessie."


@dataclass(frozen=True)
class Shown:
    """A figure as it is on the screen now. `address` is the figure as a value, `subject` indicator plus choices."""

    subject: str
    address: Mapping[str, Sequence[str]]
    title: str
    subtitle: str
    reading: str
    tables: tuple[FrozenTable, ...]


@dataclass(frozen=True)
class SessionFigure:
    """A figure of a session. `content` are the bytes that were kept, `kenmerk` their hash."""

    sessie: str
    figuur: str
    volgorde: int
    onderwerp: str
    address: Mapping[str, Sequence[str]]
    bijschrift: str
    vraag: str
    eerst_raden: bool
    titel: str
    onderschrift: str
    lezing: str
    content: bytes
    kenmerk: str
    dataversie: str
    peildatum: date
    gemaakt: datetime

    @property
    def tables(self) -> tuple[FrozenTable, ...]:
        """The tables as they were shown; SessionError when somebody changed the bytes."""
        if mark(self.content) != self.kenmerk:
            raise SessionError(
                "De bewaarde cijfers van deze figuur zijn beschadigd. Zet een kopie van de opslag terug."
            )
        return unpack(self.content)


def pin(
    store: Store, sessie: str, shown: Shown, *, caption: str = "", question: str = "", guess_first: bool = False
) -> str:
    """Put a figure in a session, at the end; gives its key."""
    content = pack(shown.tables)
    key = token(5)
    row = {
        "sessie": sessie,
        "figuur": key,
        "onderwerp": shown.subject,
        "adres": json.dumps({name: list(values) for name, values in shown.address.items()}, ensure_ascii=False),
        "bijschrift": clean(caption, "bijschrift"),
        "vraag": clean(question, "vraag"),
        "eerst_raden": guess_first,
        "titel": shown.title,
        "onderschrift": shown.subtitle,
        "lezing": shown.reading,
        "tabellen": content,
        "kenmerk": mark(content),
        "dataversie": shown.tables[0].data_version,
        "peildatum": shown.tables[0].peildatum,
        "gemaakt": now(),
    }

    def insert(connection: sa.Connection) -> str:
        places = connection.execute(sa.select(_T.c.volgorde).where(*_present(sessie))).scalars().all()
        if len(places) >= MOST:
            raise SessionError(f"Een sessie heeft hooguit {MOST} figuren. Haal er eerst een uit.")
        connection.execute(sa.insert(_T).values(**row, volgorde=max(places, default=0) + 1))
        return key

    return write(store, insert)


def figures(store: Store, sessie: str) -> tuple[SessionFigure, ...]:
    """The figures of a session in order."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(_T).where(*_present(sessie)).order_by(_T.c.volgorde)).mappings().all()
    return tuple(_figure(dict(row)) for row in rows)


def change_words(store: Store, sessie: str, figuur: str, *, caption: str, question: str, guess_first: bool) -> None:
    """Other words around a figure; refused when somebody already answered."""
    words = {
        "bijschrift": clean(caption, "bijschrift"),
        "vraag": clean(question, "vraag"),
        "eerst_raden": guess_first,
    }

    def change(connection: sa.Connection) -> None:
        _refuse_when_used(connection, sessie, figuur)
        connection.execute(sa.update(_T).where(*_one(sessie, figuur)).values(**words))

    write(store, change)


def take_out(store: Store, sessie: str, figuur: str) -> None:
    """Take a figure out of the session; refused when somebody already answered."""

    def change(connection: sa.Connection) -> None:
        _refuse_when_used(connection, sessie, figuur)
        connection.execute(sa.update(_T).where(*_one(sessie, figuur)).values(vervallen_op=now()))

    write(store, change)


def replace_with(store: Store, sessie: str, figuur: str, shown: Shown) -> str:
    """The same figure with newer data, in the same place and with the same words; refused when it was used."""
    old = next(each for each in figures(store, sessie) if each.figuur == figuur)
    take_out(store, sessie, figuur)
    key = pin(store, sessie, shown, caption=old.bijschrift, question=old.vraag, guess_first=old.eerst_raden)
    order = [each.figuur for each in figures(store, sessie) if each.figuur != key]
    put_in_order(store, sessie, [*order[: old.volgorde - 1], key, *order[old.volgorde - 1 :]])
    return key


def move(store: Store, sessie: str, figuur: str, steps: int) -> None:
    """Move a figure up (negative) or down the order."""
    order = [each.figuur for each in figures(store, sessie)]
    place = order.index(figuur)
    order.insert(min(max(place + steps, 0), len(order) - 1), order.pop(place))
    put_in_order(store, sessie, order)


def put_in_order(store: Store, sessie: str, order: Sequence[str]) -> None:
    """Number the figures from 1 in this order."""

    def change(connection: sa.Connection) -> None:
        for place, figuur in enumerate(order, start=1):
            connection.execute(sa.update(_T).where(*_one(sessie, figuur)).values(volgorde=place))

    write(store, change)


def _refuse_when_used(connection: sa.Connection, sessie: str, figuur: str) -> None:
    said = _I.c
    if connection.execute(sa.select(said.inbreng).where(said.sessie == sessie, said.figuur == figuur).limit(1)).first():
        raise SessionError(USED)


def _present(sessie: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _T.c.sessie == sessie, _T.c.vervallen_op.is_(None)


def _one(sessie: str, figuur: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _T.c.sessie == sessie, _T.c.figuur == figuur


def _figure(row: Mapping[str, Any]) -> SessionFigure:
    left_out = {"adres", "tabellen", "vervallen_op"}
    kept = {name: value for name, value in row.items() if name not in left_out}
    return SessionFigure(**kept, address=json.loads(row["adres"]), content=row["tabellen"])

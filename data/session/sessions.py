"""Which sessions are there, for when, with whom, and which one does a session follow?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from data.session.text import SessionError, clean
from data.session.writing import now, token, write
from data.store import Store
from data.tables import Table

MOST_PARTIES = 12
_T, _F, _S, _D = (Table.metadata.tables[name] for name in ("sessies", "sessiefiguren", "standen", "deelnemers"))


@dataclass(frozen=True)
class Session:
    """A session; `figures` counts those that are in it."""

    sessie: str
    titel: str
    datum: date
    partijen: tuple[str, ...]
    vorige: str | None
    gemaakt: datetime
    figures: int


def create_session(store: Store, titel: str, datum: date, partijen: Sequence[str], vorige: str | None = None) -> str:
    """A new session; gives the word that stands in its link."""
    words = _words(titel, datum, partijen, vorige)
    key = token(6)

    def insert(connection: sa.Connection) -> str:
        connection.execute(sa.insert(_T).values(sessie=key, gemaakt=now(), **words))
        connection.execute(
            sa.insert(_S).values(sessie=key, figuur="", onthuld="", stap="zien", teller=0, gewijzigd=now())
        )
        return key

    return write(store, insert)


def change_session(
    store: Store, sessie: str, titel: str, datum: date, partijen: Sequence[str], vorige: str | None = None
) -> None:
    """Other words for a session. A party for which somebody speaks already stays."""
    words = _words(titel, datum, partijen, vorige)
    if vorige is not None and sessie in [each.sessie for each in chain(store, vorige)]:
        raise SessionError("Een sessie kan niet op zichzelf volgen. Kies een andere vorige sessie.")

    def change(connection: sa.Connection) -> None:
        spoken = connection.execute(sa.select(_D.c.partij).where(_D.c.sessie == sessie).distinct())
        missing = {row[0] for row in spoken} - set(partijen)
        if missing:
            raise SessionError(f"Voor {', '.join(sorted(missing))} doet al iemand mee. Laat die partij staan.")
        connection.execute(sa.update(_T).where(_T.c.sessie == sessie).values(**words))

    write(store, change)


def sessions(store: Store) -> tuple[Session, ...]:
    """Every session, the newest day first."""
    return _read(store, sa.true())


def session(store: Store, sessie: str) -> Session:
    """The session with that word in its link; SessionError when there is none."""
    found = _read(store, _T.c.sessie == sessie)
    if not found:
        raise SessionError("Deze sessie bestaat niet. Vraag de begeleider om de goede link.")
    return found[0]


def chain(store: Store, sessie: str | None) -> tuple[Session, ...]:
    """The session and those before it, the newest first."""
    found: list[Session] = []
    while sessie is not None and sessie not in {each.sessie for each in found}:
        found.append(session(store, sessie))
        sessie = found[-1].vorige
    return tuple(found)


def _words(titel: str, datum: date, partijen: Sequence[str], vorige: str | None) -> dict[str, Any]:
    title = clean(titel, "titel")
    parties = list(dict.fromkeys(filter(None, (clean(partij, "partij") for partij in partijen))))
    if not title:
        raise SessionError("Geef de sessie een titel.")
    if not parties:
        raise SessionError("Noem ten minste één partij aan tafel, zoals gemeente of buurtteam.")
    if len(parties) > MOST_PARTIES:
        raise SessionError(f"Noem hooguit {MOST_PARTIES} partijen.")
    return {"titel": title, "datum": datum, "partijen": "\n".join(parties), "vorige": vorige}


def _read(store: Store, condition: sa.ColumnElement[bool]) -> tuple[Session, ...]:
    in_it = (
        sa.select(sa.func.count())
        .select_from(_F)
        .where(_F.c.sessie == _T.c.sessie, _F.c.vervallen_op.is_(None))
        .scalar_subquery()
    )
    query = sa.select(_T, in_it.label("figures")).where(condition)
    with store.reading() as connection:
        rows = connection.execute(query.order_by(sa.desc("datum"), sa.desc("gemaakt"))).mappings().all()
    return tuple(Session(**{**row, "partijen": tuple(row["partijen"].split("\n"))}) for row in rows)

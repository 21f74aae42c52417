"""What was said before: about this figure, in the last session, and which agreements are still open?"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from data.session.figures import SessionFigure, figures
from data.session.inbreng import Entry, Soort, entries
from data.session.sessions import Session, chain, sessions
from data.store import Store
from data.tables import Table

_F, _I = (Table.metadata.tables[name] for name in ("sessiefiguren", "inbreng"))
WORDS = tuple(soort for soort in Soort if soort not in (Soort.RAMING, Soort.STEUN, Soort.STAND))
"""What is worth reading again."""


@dataclass(frozen=True)
class Remembered:
    """A figure of a session with everything that still counts of what was said about it."""

    session: Session
    figure: SessionFigure
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Agreement:
    """An agreement and how it stands: open, klaar or vervallen."""

    session: Session
    figure: SessionFigure
    entry: Entry
    status: str = "open"


@dataclass(frozen=True)
class LookBack:
    """What the last session leaves to this one."""

    session: Session
    expectations: tuple[Remembered, ...]
    agreements: tuple[Agreement, ...]


def numbers_of_words(store: Store) -> dict[str, int]:
    """Per subject how many entries that count there are; one query for all figures of a page."""
    later = sa.alias(_I)
    replaced = sa.exists().where(later.c.verbetert == _I.c.inbreng, later.c.ingetrokken_op.is_(None))
    query = (
        sa.select(_F.c.onderwerp, sa.func.count())
        .join(_I, (_I.c.sessie == _F.c.sessie) & (_I.c.figuur == _F.c.figuur))
        .where(_I.c.soort.in_([str(soort) for soort in WORDS]), _I.c.ingetrokken_op.is_(None), ~replaced)
        .group_by(_F.c.onderwerp)
    )
    with store.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def remembered(store: Store, subject: str) -> tuple[Remembered, ...]:
    """Every session in which something was said about this subject, the newest first."""
    with store.reading() as connection:
        keys = {row[0] for row in connection.execute(sa.select(_F.c.sessie).where(_F.c.onderwerp == subject))}
    found = []
    for each in sessions(store):
        if each.sessie in keys:
            found += [known for known in of_session(store, each) if known.figure.onderwerp == subject]
    return tuple(known for known in found if any(entry.soort in WORDS for entry in known.entries))


def of_session(store: Store, session: Session) -> tuple[Remembered, ...]:
    """Every figure of a session with what still counts."""
    said = [entry for entry in entries(store, session.sessie) if entry.counts]
    return tuple(
        Remembered(session, figure, tuple(entry for entry in said if entry.figuur == figure.figuur))
        for figure in figures(store, session.sessie)
    )


def agreements(store: Store, within: tuple[Session, ...] | None = None) -> tuple[Agreement, ...]:
    """Every agreement with how it stands, the earliest day first; of all sessions, or of those given."""
    found = []
    for each in sessions(store) if within is None else within:
        for known in of_session(store, each):
            closed = {entry.betreft: entry.keuze for entry in known.entries if entry.soort is Soort.STAND}
            found += [
                Agreement(each, known.figure, entry, closed.get(entry.inbreng) or "open")
                for entry in known.entries
                if entry.soort is Soort.AFSPRAAK
            ]
    return tuple(sorted(found, key=lambda each: (each.entry.datum, each.entry.inbreng)))


def look_back(store: Store, session: Session) -> LookBack | None:
    """Expectations of the session before, and agreements of it and those before that were not closed earlier."""
    before = chain(store, session.vorige)
    if not before:
        return None
    expected = tuple(
        known
        for known in of_session(store, before[0])
        if any(entry.soort is Soort.VERWACHTEN for entry in known.entries)
    )
    made = agreements(store, before)
    kept = tuple(each for each in made if each.status == "open" or each.session.sessie == before[0].sessie)
    return LookBack(before[0], expected, kept)

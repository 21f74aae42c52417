"""Everything that a report of a session needs, from the store alone and as it was shown.

Every number in it went through protection when the figure was put in the session; nothing is computed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.session.figures import SessionFigure
from data.session.frozen import FrozenTable
from data.session.inbreng import Entry, Soort, entries, participants
from data.session.remember import Agreement, LookBack, agreements, look_back, of_session
from data.session.sessions import Session, session
from data.session.stand import position
from data.store import Store
from data.stories import Story, stories


@dataclass(frozen=True)
class Break:
    """A change in registration that cuts the figure."""

    datum: date
    titel: str
    toelichting: str


@dataclass(frozen=True)
class HiddenCell:
    """A row whose number is not shown: in which table of the figure (from 1), and where (periode and dimensions)."""

    table: int
    place: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Explanation:
    """A hypothesis and how many participants recognise it, wholly (ja), partly (deels) or not (nee)."""

    entry: Entry
    yes: int = 0
    partly: int = 0
    no: int = 0


@dataclass(frozen=True)
class ReportFigure:
    """One figure with its frozen tables and what was said. `shown` is False while it was still being guessed.

    In every list of entries those that were withdrawn or corrected are left out; `log` has them all, oldest first.
    """

    figure: SessionFigure
    shown: bool
    tables: tuple[FrozenTable, ...]
    breaks: tuple[Break, ...]
    hidden: tuple[HiddenCell, ...]
    provisional: int
    guesses: tuple[Entry, ...]
    seen: tuple[Entry, ...]
    recognised: tuple[Entry, ...]
    explanations: tuple[Explanation, ...]
    expectations: tuple[Entry, ...]
    lessons: tuple[Entry, ...]
    agreements: tuple[Agreement, ...]
    dissent: tuple[Entry, ...]
    log: tuple[Entry, ...] = field(repr=False, default=())


@dataclass(frozen=True)
class SessionReport:
    """A whole session. `parties` counts the devices per party; the note-taker's device counts as no party.

    `stories` are those of today beside its figures: one that was taken away is in no report any more.
    """

    session: Session
    figures: tuple[ReportFigure, ...]
    parties: tuple[tuple[str, int], ...]
    look_back: LookBack | None
    agreements: tuple[Agreement, ...]
    example: bool
    stories: tuple[Story, ...] = ()

    @property
    def peildata(self) -> tuple[date, ...]:
        """Up to when the figures were known; more than one when some were put in later."""
        return tuple(sorted({each.figure.peildatum for each in self.figures}))


def report_of(store: Store, sessie: str) -> SessionReport:
    """The session with that word in its link; SessionError when there is none."""
    about = session(store, sessie)
    revealed = position(store, sessie).revealed
    log = entries(store, sessie)
    made = agreements(store, (about,))
    told = tuple(
        _figure(known.figure, revealed, [entry for entry in log if entry.figuur == known.figure.figuur], made)
        for known in of_session(store, about)
    )
    devices = list(participants(store, sessie).values())
    return SessionReport(
        session=about,
        figures=told,
        parties=tuple((partij, devices.count(partij)) for partij in about.partijen),
        look_back=look_back(store, about),
        agreements=made,
        example=any(table.example for each in told for table in each.tables),
        stories=stories(store, {table.indicator for each in told for table in each.tables}),
    )


def _figure(
    figure: SessionFigure, revealed: frozenset[str], log: list[Entry], made: tuple[Agreement, ...]
) -> ReportFigure:
    tables = figure.tables
    said = {soort: tuple(entry for entry in log if entry.counts and entry.soort is soort) for soort in Soort}
    return ReportFigure(
        figure=figure,
        shown=not figure.eerst_raden or figure.figuur in revealed,
        tables=tables,
        breaks=_breaks(tables),
        hidden=_hidden(tables),
        provisional=sum(int(table.frame["voorlopig"].sum()) for table in tables),
        guesses=said[Soort.RAMING],
        seen=said[Soort.ZIEN],
        recognised=said[Soort.HERKENNEN],
        explanations=explain(log),
        expectations=said[Soort.VERWACHTEN],
        lessons=said[Soort.LEREN],
        agreements=tuple(each for each in made if each.figure.figuur == figure.figuur),
        dissent=said[Soort.TEGENGELUID],
        log=tuple(log),
    )


def explain(said: Sequence[Entry]) -> tuple[Explanation, ...]:
    """The hypotheses that count, each with its support; the maker recognises it, unless the maker says otherwise."""
    counting = [entry for entry in said if entry.counts]
    support = [entry for entry in counting if entry.soort is Soort.STEUN]
    found = []
    for entry in counting:
        if entry.soort is Soort.VERKLAREN:
            about = {each.deelnemer: each.keuze for each in support if each.betreft == entry.inbreng}
            choices = list({entry.deelnemer: "ja", **about}.values())
            found.append(Explanation(entry, choices.count("ja"), choices.count("deels"), choices.count("nee")))
    return tuple(found)


def _breaks(tables: tuple[FrozenTable, ...]) -> tuple[Break, ...]:
    found = {
        Break(row["datum"], row["titel"], row["toelichting"] or "")
        for table in tables
        for row in table.events.filter(pl.col("soort") == "trendbreuk").iter_rows(named=True)
    }
    return tuple(sorted(found, key=lambda each: (each.datum, each.titel)))


def _hidden(tables: tuple[FrozenTable, ...]) -> tuple[HiddenCell, ...]:
    cells = []
    for number, table in enumerate(tables, start=1):
        names = table.frame.columns
        places = names[: names.index("teller")]
        for row in table.frame.filter(pl.col("afgeschermd")).select(places).iter_rows(named=True):
            cells.append(HiddenCell(number, tuple((name, str(value)) for name, value in row.items())))
    return tuple(cells)

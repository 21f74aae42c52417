"""How does a test draw the report of a session: tables as rows, what was said as pairs, no store behind it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl

import metrics
from data.session.figures import SessionFigure
from data.session.frozen import Definition, FrozenTable, mark, pack
from data.session.inbreng import Entry, Soort
from data.session.remember import Agreement
from data.session.report_model import Explanation, ReportFigure, SessionReport
from data.session.sessions import Session
from metrics.query import Query
from tests.drawn_frames import events as no_events

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SESSION = Session("zuid", "Sessie Zuid", DAY, ("gemeente", "buurtteam"), None, NOW, 1)


def frozen(
    frame: pl.DataFrame,
    indicator: str = "kennismaking_binnen_vijf_werkdagen",
    per: tuple[str, ...] = (),
    *,
    events: pl.DataFrame | None = None,
    where: tuple[tuple[str, str], ...] = (),
    example: bool = True,
) -> FrozenTable:
    """A kept table with the definition of the catalogue."""
    told = metrics.CATALOGUE[indicator]
    periods = tuple(dict.fromkeys(frame["periode"].to_list()))
    periods = tuple(period for period in periods if len(period) < len("2026-09-30"))
    return FrozenTable(
        indicator=indicator,
        query=Query(indicator, periods, per, where).to_params(),
        selection="hele stad",
        definition=Definition(
            told.name, told.question, told.definition, told.teller, told.noemer, str(told.unit), told.source,
            told.caveats, tuple(told.extra_about.items()),
        ),
        frame=frame,
        events=no_events() if events is None else events,
        peildatum=date(2026, 10, 31),
        data_version="ab12-41",
        example=example,
    )  # fmt: skip


def kept(
    tables: Sequence[FrozenTable],
    view: str,
    *,
    number: int = 1,
    title: str = "De titel",
    subtitle: str = "Het onderschrift",
    reading: str = "De lezing.",
    question: str = "",
    caption: str = "",
) -> SessionFigure:
    """A figure as the store keeps it."""
    content = pack(tables)
    address = {**tables[0].query, "vorm": [view], "vergelijk": ["niets"], "beeld": ["laptop"]}
    return SessionFigure(
        sessie="zuid", figuur=f"f{number}", volgorde=number, onderwerp="onderwerp", address=address,
        bijschrift=caption, vraag=question, eerst_raden=False, titel=title, onderschrift=subtitle, lezing=reading,
        content=content, kenmerk=mark(content), dataversie=tables[0].data_version, peildatum=tables[0].peildatum,
        gemaakt=NOW,
    )  # fmt: skip


def told(figure: SessionFigure, said: Sequence[Entry] = (), *, shown: bool = True) -> ReportFigure:
    """A figure with what was said about it."""
    by_kind: Mapping[Soort, list[Entry]] = {soort: [entry for entry in said if entry.soort is soort] for soort in Soort}
    return ReportFigure(
        figure=figure, shown=shown, tables=figure.tables, breaks=(), hidden=(), provisional=0,
        guesses=tuple(by_kind[Soort.RAMING]), seen=tuple(by_kind[Soort.ZIEN]),
        recognised=tuple(by_kind[Soort.HERKENNEN]),
        explanations=tuple(Explanation(entry, 2, 1, 0) for entry in by_kind[Soort.VERKLAREN]),
        expectations=tuple(by_kind[Soort.VERWACHTEN]), lessons=tuple(by_kind[Soort.LEREN]),
        agreements=tuple(Agreement(SESSION, figure, entry) for entry in by_kind[Soort.AFSPRAAK]),
        dissent=tuple(by_kind[Soort.TEGENGELUID]), log=tuple(said),
    )  # fmt: skip


def entry(soort: Soort, text: str = "", **more: object) -> Entry:
    """Something that was said for the gemeente."""
    base = Entry("zuid", "f1", soort, "toestel", 0, "gemeente", text)
    return replace(base, **{"inbreng": 1, "gemaakt": NOW, **more})  # type: ignore[arg-type]


def report(*figures: ReportFigure, title: str = "Sessie Zuid") -> SessionReport:
    """A session with these figures."""
    return SessionReport(
        session=replace(SESSION, titel=title),
        figures=figures,
        parties=(("gemeente", 2), ("buurtteam", 1)),
        look_back=None,
        agreements=tuple(each for figure in figures for each in figure.agreements),
        example=any(table.example for figure in figures for table in figure.tables),
    )

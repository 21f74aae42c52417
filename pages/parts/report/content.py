"""What stands in the report of a session, whatever the kind of file?

From the frozen session alone. Every output takes its words from here, so page, slides and workbook say the same.
A figure that was still being guessed gives no number, title or table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data.session.frozen import FrozenTable
from data.session.remember import Agreement
from data.session.report_model import ReportFigure, SessionReport
from data.session.text import SessionError
from data.stories import Story
from pages.parts import look, table, wording
from pages.parts.charts.placeholder import why_empty
from pages.parts.report.cleaning import clean
from pages.parts.report.looking_back import looked_back
from pages.parts.report.said import Told, stories_of, told_of
from pages.parts.report.sources import Definition, about, definition_of, in_short
from pages.parts.session import keeping
from pages.parts.views import Picture
from results import Result

HEIGHTS = {"lijn": 16.0, "kwadrant": 16.0, "groepen": 16.0, "lezingen": 16.0, "start": 16.0, "sporen": 16.0,
           "ses": 25.0, "trechter": 20.0, "kolommen": 13.0}  # fmt: skip
"""How high a figure stands on paper, in rem; other views have a height of their own."""
LEFT_OUT = re.compile(r" · nog \d+ in de tabel")
NOT_SHOWN = "Deze figuur is in de sessie niet onthuld. Daarom staan de cijfers niet in dit verslag."
CANNOT_DRAW = "Deze figuur is niet meer te tekenen. De cijfers staan in de tabel."


@dataclass(frozen=True)
class Table:
    """One protected table: `result` for the writers of tables, `selection` in the words of then; `about` is all that
    stands above it in a workbook, `in_short` what stands under its figure.
    """

    result: Result
    selection: str
    about: tuple[tuple[str, str], ...]
    in_short: tuple[tuple[str, str], ...]
    definition: Definition


@dataclass(frozen=True)
class Part:
    """One figure of the report. Without a `picture`, `instead` says why there is none."""

    number: int
    name: str
    view: str
    title: str
    subtitle: str
    reading: str
    question: str
    picture: Picture | None
    instead: str
    tables: tuple[Table, ...]
    told: tuple[Told, ...]
    left_out: str = ""
    """What the picture has no room for; a slide and a workbook have room for all."""

    @property
    def alt(self) -> str:
        """What the picture says, for who cannot see it."""
        return f"{self.subtitle}. {self.reading}".strip()

    @property
    def remarks(self) -> list[str]:
        """What to know of the tables: hidden, provisional."""
        return [text for text in table.remarks([each.result for each in self.tables]) if "verzonnen" not in text]


@dataclass(frozen=True)
class Promise:
    """An agreement: what, by whom, when, by which principle, how it stands and at which figure it was made."""

    text: str
    owner: str
    day: date | None
    principle: str
    status: str
    origin: str


@dataclass(frozen=True)
class Content:
    """The whole report in words, pictures and tables."""

    title: str
    day: date
    parties: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    promises: tuple[Promise, ...]
    looked_back: Told | None
    earlier: tuple[Promise, ...]
    example: bool

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Every definition once; an indicator that changed between two figures has both."""
        return tuple(dict.fromkeys(each.definition for part in self.parts for each in part.tables))


def file_name(title: str, day: date) -> str:
    """The name of a report without its ending: letters, digits and hyphens only."""
    letters = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in title.casefold())
    name = "-".join(part for part in letters.split("-") if part)[:50].strip("-")
    return f"verslag-{name or 'sessie'}-{day.isoformat()}"


def content_of(report: SessionReport) -> Content:
    """The report of a session."""
    parts = tuple(_part(number, each, report.stories) for number, each in enumerate(report.figures, start=1))
    numbers = {each.figure.figuur: number for number, each in enumerate(report.figures, start=1)}
    session = report.session
    promises = tuple(
        promise_of(each, f"Figuur {numbers.get(each.figure.figuur, '')}".strip()) for each in report.agreements
    )
    earlier = report.look_back.agreements if report.look_back else ()
    return Content(
        title=clean(session.titel),
        day=session.datum,
        parties=tuple(clean(party) for party in session.partijen),
        facts=_facts(report),
        parts=parts,
        promises=promises,
        looked_back=looked_back(report),
        earlier=tuple(promise_of(each, wording.day(each.session.datum)) for each in earlier),
        example=report.example,
    )


def promise_of(agreement: Agreement, origin: str) -> Promise:
    """An agreement in words."""
    entry, status = agreement.entry, agreement.status
    return Promise(clean(entry.tekst), clean(entry.eigenaar), entry.datum, clean(entry.principe), clean(status), origin)


def _part(number: int, each: ReportFigure, stories: Sequence[Story]) -> Part:
    kept = each.figure
    question, caption = clean(kept.vraag), clean(kept.bijschrift)
    if not each.shown:
        title = caption or f"Figuur {number} is nog niet onthuld"
        return Part(number, f"figuur-{number}", "", title, "", "", question, None, NOT_SHOWN, (), ())
    try:
        answers = tuple(map(_cleaned, keeping.answers_of(kept)))
    except SessionError as error:
        return Part(number, f"figuur-{number}", "", clean(kept.titel), "", "", question, None, str(error), (), ())
    view = keeping.figure_of(kept).view
    picture, instead = _picture(each, view, answers[0])
    return Part(
        number=number,
        name=f"figuur-{number}",
        view=view,
        title=clean(kept.titel),
        subtitle=clean(LEFT_OUT.sub("", kept.onderschrift)),
        left_out=left_out(picture.subtitle) if picture else "",
        reading=clean(kept.lezing),
        question=question,
        picture=picture,
        instead=instead,
        tables=tuple(_table(frozen, answer) for frozen, answer in zip(each.tables, answers, strict=True)),
        told=(*told_of(each, answers[0].indicator.unit), *stories_of(answers, stories)),
    )


def left_out(subtitle: str) -> str:
    """What a drawing says that it leaves out: ` · nog 5 in de tabel`; empty when it draws everything."""
    found = LEFT_OUT.search(subtitle)
    return found.group() if found else ""


def _picture(each: ReportFigure, view: str, main: Result) -> tuple[Picture | None, str]:
    try:
        drawn = keeping.draw(each.figure, look.LIGHT, look.LAPTOP.name, HEIGHTS.get(view))
    except (SessionError, ValueError):
        return None, CANNOT_DRAW
    is_empty = table.is_empty(main.frame) or not drawn.spec["data"]
    return (None, main.offer or why_empty(main.frame)) if is_empty else (drawn, "")


def _cleaned(answer: Result) -> Result:
    """The answer with every text of it fit for a file."""
    texts = [name for name, dtype in answer.frame.schema.items() if dtype == pl.String]
    tidy = [pl.col(name).map_elements(clean, return_dtype=pl.String, skip_nulls=True) for name in texts]
    return replace(answer, frame=answer.frame.with_columns(tidy))


def _table(frozen: FrozenTable, answer: Result) -> Table:
    all_of_it, short = (tuple((name, clean(text)) for name, text in told(frozen, answer)) for told in (about, in_short))
    return Table(answer, clean(frozen.selection), all_of_it, short, definition_of(frozen))


def _facts(report: SessionReport) -> tuple[tuple[str, str], ...]:
    """What stands under the title: when, who, and up to when the figures are known."""
    session = report.session
    devices = {party: count for party, count in report.parties if count}
    took_part = [f"{clean(party)} ({count})" for party, count in devices.items()]
    versions = sorted({each.figure.dataversie for each in report.figures})
    found = [
        ("Datum", wording.day(session.datum)),
        ("Aan tafel", wording.together([clean(party) for party in session.partijen])),
        ("Deden mee", wording.together(took_part) if took_part else ""),
        ("Peildatum", wording.together([wording.day(day) for day in report.peildata])),
        ("Gegevensversie", clean(wording.together(versions))),
        ("Ingetrokken", _withdrawn(report)),
    ]
    return tuple((name, text) for name, text in found if text)


def _withdrawn(report: SessionReport) -> str:
    count = sum(entry.ingetrokken_op is not None for each in report.figures for entry in each.log)
    return f"{count} keer; wat is ingetrokken staat niet in dit verslag" if count else ""


def joined(texts: Sequence[str]) -> str:
    """Texts on one line, without the empty ones."""
    return " · ".join(text for text in texts if text)

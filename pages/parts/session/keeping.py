"""How does a figure on the screen become one that a session keeps, and how is a kept one drawn again?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from data.session.figures import SessionFigure, Shown
from data.session.frozen import Definition, FrozenTable
from data.session.text import SessionError
from metrics.indicator import Indicator
from metrics.views import FIGURES
from pages.parts import look
from pages.parts.figure import Figure
from pages.parts.selection_text import selection_sentence
from pages.parts.views import Picture
from results import Context, Query, Result

INTERNAL = (
    "Deze figuur is intern: er staan kleine aantallen in. Zet op de pagina Gegevens de interne weergave uit "
    "en zet hem dan in de sessie."
)


def subject(query: Query) -> str:
    """The indicator and its choices, without periods and split: what an interpretation is about."""
    return json.dumps([query.indicator, *sorted(map(list, query.where))], ensure_ascii=False)


def shown(figure: Figure, answers: Sequence[Result]) -> Shown:
    """The figure as it is now, to keep; SessionError when it holds internal numbers."""
    if any(answer.context is not Context.GEDEELD for answer in answers):
        raise SessionError(INTERNAL)
    picture = figure.draw(answers, look.LIGHT)
    return Shown(
        subject=subject(figure.query),
        address=figure.to_params(),
        title=picture.reading.title,
        subtitle=picture.subtitle,
        reading=picture.reading.sentence,
        tables=tuple(_table(answer) for answer in answers),
    )


def figure_of(kept: SessionFigure, beeld: str = "sessie") -> Figure:
    """The figure as a value, in the presentation of the session."""
    return replace(Figure.from_params(kept.address), beeld=beeld)


def answers_of(kept: SessionFigure) -> tuple[Result, ...]:
    """The answers as they were kept, with the definition of that day."""
    return tuple(_result(table) for table in kept.tables)


def draw(kept: SessionFigure, palette: look.Palette, beeld: str = "sessie", height: float | None = None) -> Picture:
    """The picture of the kept answers, whatever the store holds now."""
    return figure_of(kept, beeld).draw(answers_of(kept), palette, height)


def _table(answer: Result) -> FrozenTable:
    told = answer.indicator
    return FrozenTable(
        indicator=told.key,
        query=answer.query.to_params(),
        selection=selection_sentence(answer.query),
        definition=Definition(
            told.name, told.question, told.definition, told.teller, told.noemer, str(told.unit), told.source,
            told.caveats, tuple(told.extra_about.items()),
        ),
        frame=answer.frame,
        events=answer.events,
        peildatum=answer.peildatum,
        data_version=answer.data_version,
        example=answer.example,
        offer=answer.offer,
    )  # fmt: skip


def _result(table: FrozenTable) -> Result:
    return Result(
        query=Query.from_params(table.query),
        indicator=_indicator(table),
        frame=table.frame,
        peildatum=table.peildatum,
        data_version=table.data_version,
        example=table.example,
        context=Context.GEDEELD,
        events=table.events,
        offer=table.offer,
    )


def _indicator(table: FrozenTable) -> Indicator:
    """The indicator with the words of then; what it looks like comes from the catalogue of now."""
    told = table.definition
    known = FIGURES.get(table.indicator)
    if known is None:
        raise SessionError(f"Het cijfer '{told.name}' bestaat in deze versie van Cijfertafel niet meer.")
    return replace(
        known,
        name=told.name, question=told.question, definition=told.definition, teller=told.teller, noemer=told.noemer,
        source=told.source, caveats=told.caveats,
    )  # fmt: skip

"""How does a figure stand on the page: rule, title, subtitle, picture, reading and footer?

The frame is the same when there is nothing to show: then one sentence says why and what to do next. The table,
the definition and the files are made when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from metrics.question import QuestionError
from metrics.viewer import Right, Viewer, current
from pages.parts import deciding, definition, export, logbook, look, nothing, stories, table
from pages.parts.figure import Figure
from pages.parts.light import ReadyChart
from pages.parts.markdown import plain
from pages.parts.session import beside_figure
from pages.parts.views import Picture
from results import Context, Result, looked_at

LONGEST_NOTE = 56
WAIT = "Even geduld: de cijfers worden klaargezet."
"""Only seen the first time after a delivery; a figure that is ready comes at once."""
KEPT = 1_000
"""Figures kept ready to show; the one that was shown longest ago goes first."""


@dataclass(frozen=True)
class Screen:
    """For whom figures are shown, and from which data version."""

    context: Context
    version: str
    scope: Viewer


Then = Callable[[], None] | None


@dataclass(frozen=True)
class Drawn:
    """A figure as it is shown: the picture, the protected answers behind it, and the chart that Plotly checked."""

    picture: Picture
    answers: tuple[Result, ...]
    chart: ReadyChart | None


Made = tuple[Figure, Screen, str | None, float | None]
_READY: dict[Made, Drawn] = {}


def drawn(figure: Figure, screen: Screen, theme: str | None, height: float | None) -> Drawn:
    """The figure for one data version, made once for all sessions; the first time somebody waits for it."""
    key = (figure, screen, theme, height)
    ready = _READY.get(key)
    looked_at(figure.query, screen.context)
    if ready is None:
        with st.spinner(deciding.sentence_now() or WAIT):
            ready = make(figure, screen.context, theme, height)
        while len(_READY) >= KEPT:
            _READY.pop(next(iter(_READY)), None)
        _READY[key] = ready
    return ready


def make(figure: Figure, context: Context, theme: str | None, height: float | None) -> Drawn:
    """Ask, draw, and have Plotly check the chart."""
    answers = figure.answers(context)
    picture = figure.draw(answers, look.palette(theme), height)
    nothing = table.is_empty(answers[0].frame) or not picture.spec["data"]
    return Drawn(picture, answers, None if nothing else ReadyChart(picture.spec))


def show(
    figure: Figure, place: str, screen: Screen, *, title: str = "", height: float | None = None, then: Then = None
) -> None:
    """Draw the figure in its frame. `place` names the spot on the page; `title` is used when nothing is known.

    `then` runs between the chart and what stands under it.
    """
    with st.container(key=f"fig-{place}", gap=None):
        shown = ask(figure, screen, title, height)
        if shown is None:
            return
        picture = shown.picture
        st.markdown(f"## {plain(_title(shown))}\n\n{plain(picture.subtitle)}", anchors=False)
        _chart(shown, figure, place, then)
        if shown.chart is not None:
            st.markdown(f"**Lezing.** {plain(picture.reading.sentence)}")
        footer(figure, shown.answers, place, picture.note)


def show_quadrant(figure: Figure, place: str, screen: Screen, *, title: str, then: Then = None) -> None:
    """A figure as one quarter of the overview: name, title, big number with its sentence, line, n."""
    with st.container(key=f"fig-{place}", gap=None):
        shown = ask(figure, screen, title)
        if shown is None:
            return
        st.markdown(f"**{plain(title)}**\n## {plain(_title(shown))}", anchors=False)
        if shown.chart is None:  # a dash as a big number, and the same sentence in small letters, say nothing more
            _chart(shown, figure, place, then)
            footer(figure, shown.answers, place, "")
            return
        words, chart = st.columns([34, 66], vertical_alignment="center", gap="small")
        big = shown.picture.big
        if big is not None:
            with words, st.container(key=f"big-{place}"):
                st.markdown(f"**{plain(big.number)}**\n\n{plain(big.words)}")
        with chart:
            _chart(shown, figure, place, then)
        footer(figure, shown.answers, place, _fitting(big.note) if big is not None else "")


def _fitting(note: str) -> str:
    """A note that stands beside the buttons of a quadrant: of a long one only the first part."""
    return note if len(note) <= LONGEST_NOTE else note.split(" · ")[0]


def ask(figure: Figure, screen: Screen, title: str, height: float | None = None) -> Drawn | None:
    """What is shown; None when the question cannot be answered: then the frame says why."""
    try:
        return drawn(figure, screen, st.context.theme.type, height)
    except QuestionError as error:
        st.markdown(f"## {plain(title or 'Deze figuur kan hier niet')}\n\n{plain(str(error))}")
        return None


def _chart(shown: Drawn, figure: Figure, place: str, then: Then) -> None:
    """The chart, or in its place why there is none; and then what the page wants to do first."""
    if shown.chart is None:
        with st.container(key=f"leeg-{place}"):
            st.markdown(plain(nothing.why_empty(shown.answers[0])))
        return
    st.plotly_chart(
        shown.chart,
        theme=None,
        alt=shown.picture.reading.alt,
        config=look.config(look.scale(figure.beeld)),
        key=f"beeld-{place}",
    )
    if then is not None:
        then()


def _title(shown: Drawn) -> str:
    """What the figure says; without a source that nobody delivered, that."""
    return (shown.chart is None and nothing.title(shown.answers[0])) or shown.picture.reading.title


@st.fragment
def footer(figure: Figure, answers: Sequence[Result], place: str, note: str) -> None:
    """Table with files, definition and what was said, each filled when it is opened; a click redraws this row only.

    Until then a panel is empty, and the style writes in it that it is on its way.
    """
    with st.container(horizontal=True, vertical_alignment="center", key=f"voet-{place}", gap="small"):
        shown = st.popover("Tabel", icon=":material/table:", type="tertiary", key=f"tabel-{place}", on_change="rerun")
        if shown.open:
            with shown:
                _table(figure, answers, place)
        shown = st.popover(
            "Definitie", icon=":material/menu_book:", type="tertiary", key=f"definitie-{place}", on_change="rerun"
        )
        if shown.open:
            with shown:
                definition.show(answers[0].indicator)
        if current().may(Right.SESSIONS):
            _said(figure, answers, place)
        else:
            stories.show(answers, place)
        if note:
            st.markdown(f":gray[{plain(note)}]", width="content")


def _said(figure: Figure, answers: Sequence[Result], place: str) -> None:
    """The stories beside the figure and what was said about it in sessions; for who may see those."""
    told = stories.of(answers)
    shown = st.popover(
        beside_figure.label(figure.query, len(told)), icon=":material/forum:", type="tertiary", key=f"duiding-{place}",
        on_change="rerun",
    )  # fmt: skip
    if shown.open:
        with shown:
            stories.cards(told)
            beside_figure.panel(figure, answers, place)


def _table(figure: Figure, answers: Sequence[Result], place: str) -> None:
    """The same numbers as a table, what to know about them, and the files with a head that explains them."""
    if not may_leave(figure, answers):
        st.markdown("Deze cijfers zijn alleen intern. Er is geen vorm om te delen, dus ook geen bestand.")
    with st.container(horizontal=True, key=f"bestand-{place}"):
        for label, extension, write, mime in _FILES if may_leave(figure, answers) else ():
            st.download_button(
                label,
                data=logbook.file(f"{extension} · {figure.query.described()}", partial(_file, write, figure, answers)),
                file_name=export.file_name(answers, extension),
                mime=mime,
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key=f"{extension}-{place}",
            )
    for answer in answers:
        st.html(table.html(answer, answer.indicator.name))
    for remark in table.remarks(answers):
        st.markdown(plain(remark))
    if offer := nothing.offered(answers[0]):
        st.markdown(plain(offer))


def _file(write: Callable[[Sequence[Result]], bytes], figure: Figure, answers: Sequence[Result]) -> bytes:
    """The content of a file, made when somebody clicks."""
    return write(shareable(figure, answers))


def shareable(figure: Figure, answers: Sequence[Result]) -> Sequence[Result]:
    """What may leave the dashboard: always the shared form, also when the screen shows the internal one."""
    shared = all(answer.context is Context.GEDEELD for answer in answers)
    return answers if shared else figure.answers(Context.GEDEELD)


def may_leave(figure: Figure, answers: Sequence[Result]) -> bool:
    """Whether a shared form exists of what is on the screen."""
    try:
        shareable(figure, answers)
    except QuestionError:
        return False
    return True


_FILES = (
    ("Excel", "xlsx", export.xlsx_bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("CSV", "csv", export.csv_bytes, "text/csv"),
)

"""What does every page start with: the question, the selection, and how fresh the data are?"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial, wraps

import streamlit as st

import results
from data.store import StoreError
from metrics.viewer import Right, current, looking_as
from metrics.views import FIGURES
from pages.parts import frame, print_style, rules, style, trouble, wording
from pages.parts.deep_link import through_the_front_door
from pages.parts.entrance import INTERN
from pages.parts.figure import Figure
from pages.parts.frame import Screen
from pages.parts.look import Scale, scale
from pages.parts.markdown import plain
from pages.parts.selection import Selection, bar_of, presentation
from results import Context, Query, StoreFacts

EMPTY = (
    "Er zijn nog geen gegevens ingelezen. Ga naar Gegevens en lees een bestand in. "
    "Of maak de voorbeeldgemeente met `python -m data example`."
)


NO_PERIOD = (
    "Er is nog geen maand voorbij waarover gegevens zijn geleverd. Cijfers gaan over een maand, kwartaal of jaar dat "
    "voorbij is. Lees op de pagina Gegevens meer in, of wacht op de volgende levering."
)
FIRST_PAINT = 0.05
"""Seconds of rest after the first chart. A browser draws all that comes together in one go; after a rest it
shows the first chart while the rest of the page is still on its way."""


@dataclass
class Page:
    """An opened page: what was chosen, for whom it is shown, and which sheet of it is on top.

    `rest_of_heading` draws the inputs. It runs after the first figure: that is what somebody who chose waits for.
    """

    selection: Selection
    screen: Screen
    sheet: str
    rest_of_heading: Callable[[], None] | None
    sources: dict[str, None] = field(default_factory=dict)
    """Where the figures come from that were drawn, in the order of the page."""

    def show(self, view: str, query: Query, place: str, *, title: str = "", height: float | None = None) -> None:
        """One figure of the page at a named place; `height` of its picture in rem."""
        shown = self.figure(view, query)
        frame.show(shown, place, self.screen, title=title, height=height, then=self._then())
        self.finish_heading()

    def quadrant(self, query: Query, place: str, title: str) -> None:
        """One quarter of the overview."""
        frame.show_quadrant(self.figure("kwadrant", query), place, self.screen, title=title, then=self._then())
        self.finish_heading()

    def figure(self, view: str, query: Query) -> Figure:
        """The figure as a value, in the presentation that was chosen."""
        self.sources[FIGURES[query.indicator].source] = None
        return Figure(view, query, self.selection.compare, self.selection.beeld)

    def finish_heading(self) -> None:
        """Draw the inputs, when that was not done yet."""
        if self.rest_of_heading is not None:
            draw, self.rest_of_heading = self.rest_of_heading, None
            draw()

    def _then(self) -> Callable[[], None] | None:
        """A rest after the chart of the first figure only."""
        return partial(time.sleep, FIRST_PAINT) if self.rest_of_heading is not None else None


OPENED: ContextVar[Page | None] = ContextVar("opened", default=None)
"""The page that is being drawn, so that its heading is finished also when it has no figure."""


def whole_page(draw: Callable[[], None]) -> Callable[[], None]:
    """A page with a selection: a choice on it runs and sends this page only, not what stands around it."""

    @st.fragment
    @wraps(draw)
    def drawn() -> None:
        with looking_as(current()):  # who looks does not change while a page is drawn, so it is found out once
            draw()
            finish_page()

    return drawn


def open_page(
    question: str, uses: Sequence[str] = (), sheets: Sequence[str] = (), key: str = "blad",
    beside: Callable[[str], None] | None = None,
) -> Page | None:  # fmt: skip
    """The heading row; None when there is nothing to show yet, which the page then says.

    `beside` draws what else is to choose on the sheet that is on top.
    """
    facts = facts_or_reason(question)
    if facts is None:
        return None
    if not any(results.choices().periods.values()):
        _instead(question, NO_PERIOD)
        return None
    heading = st.container(horizontal=True, vertical_alignment="center", key="kop")
    heading.title(question, anchor=False, width="content")
    looking = current().scope
    bar = bar_of(facts.data_version, looking)
    selection = bar.chosen()
    st.html(style.css(scale(selection.beeld)) + rules.CSS + print_style.version(facts.data_version))

    def rest() -> None:
        with heading:
            _sheet(sheets, key)
            if beside is not None:
                beside(_sheet_on_top(sheets, key))
            bar.draw(uses)
            freshness(facts)

    page = Page(selection, Screen(context(), facts.data_version, looking), _sheet_on_top(sheets, key), rest)
    OPENED.set(page)
    return page


def finish_page() -> None:
    """What is left to draw when a page is done."""
    page = OPENED.get()
    OPENED.set(None)
    if page is not None:
        page.finish_heading()
        on_paper(page)


def on_paper(page: Page) -> None:
    """What stands under the figures of a printed page only: where they come from."""
    if page.sources:
        with st.container(key="druk"):
            st.markdown(plain(f"Bron: {' · '.join(page.sources)}. Kleine aantallen zijn afgeschermd."))


def facts_or_reason(question: str) -> StoreFacts | None:
    """What is known of the store; without a usable store the page says what to do."""
    through_the_front_door()
    try:
        facts = results.store_facts()
    except StoreError as error:
        reason = str(error)
    else:
        if not facts.empty:
            return facts
        reason = EMPTY
    _instead(question, reason)
    return None


def store_is_usable(question: str) -> bool:
    """Whether a page that also shows an empty store can be drawn; if not, it says what to do."""
    through_the_front_door()
    try:
        results.store_facts()
    except StoreError as error:
        _instead(question, str(error))
        return False
    return True


def _instead(question: str, reason: str) -> None:
    """A page without figures: why there are none, and the way to bring them."""
    st.html(style.css(scale(None)) + rules.CSS)
    st.title(question, anchor=False)
    st.markdown(reason)
    if said := trouble.steps(reason):
        st.markdown(said)
    if reason in (EMPTY, NO_PERIOD) and current().may(Right.ADMIN):
        st.page_link("pages/gegevens.py", label="Naar Gegevens", icon=":material/arrow_forward:")


def freshness(facts: StoreFacts) -> None:
    """Up to when the data are known, which delivery that is, and whether they are invented or internal."""
    lines = [f"Peildatum **{wording.day(facts.peildatum)}**"]
    lines.append(f"Levering {wording.number(facts.deliveries)}{' · verzonnen gegevens' if facts.example else ''}")
    if context() is Context.INTERN:
        lines.append("**Intern, niet delen**")
    with st.container(key="sub-peildatum", width="content"):
        st.markdown("  \n".join(lines))


def context() -> Context:
    """Shared unless somebody who may do so turned on the internal view for this session."""
    return Context.INTERN if st.session_state.get(INTERN) and current().intern else Context.GEDEELD


@dataclass(frozen=True)
class Heading:
    """What a page without a selection knows: the presentation, and which sheet is on top."""

    scale: Scale
    sheet: str = ""


def plain_heading(question: str, sheets: Sequence[str] = (), key: str = "blad") -> Heading:
    """The heading row of a page without a selection: question, presentation and freshness."""
    through_the_front_door()
    with st.container(horizontal=True, vertical_alignment="center", key="kop"):
        st.title(plain(question), anchor=False, width="content")
        sheet = _sheet(sheets, key)
        chosen, stamp = presentation(labelled=False), ""
        with suppress(StoreError):  # a page that shows figures says what is wrong with the store
            facts = results.store_facts()
            if not facts.empty:
                freshness(facts)
                stamp = print_style.version(facts.data_version)
    st.html(style.css(chosen) + rules.CSS + stamp)
    return Heading(chosen, sheet)


def _sheet(sheets: Sequence[str], key: str) -> str:
    if not sheets:
        return ""
    picked = st.segmented_control(
        "Blad", list(sheets), default=sheets[0], required=True, key=key, bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    return str(picked or sheets[0])


def _sheet_on_top(sheets: Sequence[str], key: str) -> str:
    """The sheet that is chosen, before its control is drawn; '' on a page of one sheet."""
    word = st.session_state.get(key) or st.query_params.get(key, "")
    return word if word in sheets else next(iter(sheets), "")

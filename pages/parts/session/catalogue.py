"""How does a figure get into a session: from the list of indicators, or from the place where it stands?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

import metrics
from data.log import Deed
from data.session.figures import pin
from data.session.sessions import create_session, sessions
from data.session.text import SessionError
from data.store import StoreError
from metrics.period import Level, Period
from metrics.question import QuestionError
from pages.parts import logbook, wording
from pages.parts.figure import Figure
from pages.parts.markdown import plain
from pages.parts.selection_text import selection_sentence
from pages.parts.session import keeping, place, words
from results import Context, Query, Result, choices

QUARTERS = 12
NEW = ""
LIST = "lijst"
"""The part of the page where a figure is chosen from the list."""
_VIEWS = {"van": "matrix"}


def add_figure(sessie: str) -> None:
    """A list of indicators, one of areas, and a button."""
    known = choices()
    areas = {"": "hele stad", **{area.key: area.naam for area in known.teams}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = st.selectbox(
            "Een figuur uit de lijst", list(metrics.CATALOGUE), key="kies-cijfer",
            format_func=lambda name: metrics.CATALOGUE[name].name,
        )  # fmt: skip
        area = st.selectbox("Gebied of team", list(areas), key="kies-gebied", format_func=lambda name: areas[name])
        st.button("Zet erbij", key="zet-erbij", on_click=_add, args=(sessie, key, area))
    place.said(LIST)


def _add(sessie: str, key: str, area: str) -> None:
    try:
        figure = chosen(key, area)
        put_in(sessie, figure, figure.answers(Context.GEDEELD))
    except (SessionError, StoreError, QuestionError) as error:
        place.say(error, LIST)


def chosen(key: str, area: str) -> Figure:
    """The plainest figure of an indicator: twelve quarters, or what it always compares in the last year."""
    indicator, known = metrics.CATALOGUE[key], choices()
    teams = {each.key for each in known.teams} - {each.key for each in known.gebieden}
    dimension = "team" if area in teams else "gebied"
    where = ((dimension, area),) if area and dimension in indicator.dimensions else ()
    if area and not where:
        raise SessionError(f"{indicator.name} is er alleen voor de hele stad. Kies daar de hele stad.")
    if indicator.on_peildatum:
        return Figure("wachtend", Query(key, (), (), (*where, ("been", "1"))))
    if indicator.always_per:
        years = known.periods[Level.YEAR]
        view = _VIEWS.get(indicator.always_per[0], "balken")
        return Figure(view, Query(key, years[-1:], (), where))
    last = Period.parse(known.periods[Level.QUARTER][-1])
    quarters = [str(last.shifted(-back)) for back in range(QUARTERS - 1, -1, -1)]
    return Figure(
        "lijn", Query(key, tuple(each for each in quarters if each in known.periods[Level.QUARTER]), (), where)
    )


def put_in(sessie: str, figure: Figure, answers: Sequence[Result]) -> None:
    """Keep a figure as it is now, with a caption that says what it is and not what it shows."""
    kept = keeping.shown(figure, answers)
    name = answers[0].indicator.name
    parts = selection_sentence(answers[0].query).split(" · ")
    split = next((f" {part}" for part in parts if part.startswith("per ")), "")
    where = " · ".join(part for part in parts if ":" in part)
    caption = f"{name}{split} · {where}" if where else f"{name}{split}"
    pin(place.store(), sessie, kept, caption=caption[:160])
    logbook.note(Deed.SESSION_CHANGED, f"{sessie} · figuur erbij · {figure.query.described()}")


def pin_panel(figure: Figure, answers: Sequence[Result], spot: str) -> None:
    """Under a figure: in which session it goes."""
    if answers[0].context is not Context.GEDEELD:
        st.markdown(keeping.INTERNAL)
        return
    known = {each.sessie: f"{each.titel}, {wording.day(each.datum)}" for each in sessions(place.store())}
    options = [*known, NEW]
    picked = st.selectbox(
        "In welke sessie?", options, key=f"speld-{spot}", format_func=lambda key: known.get(key, "een nieuwe sessie")
    )
    told, into = st.session_state.get(f"gezet-{spot}", ("", ""))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Zet in sessie", key=f"zet-{spot}", type="primary", on_click=_pin, args=(figure, answers, picked, spot)
        )
        if into:
            icon = ":material/arrow_forward:"
            st.page_link("pages/sessie.py", label="Naar deze sessie", icon=icon, query_params={"s": into})
    if told:
        st.markdown(plain(told))


def _pin(figure: Figure, answers: Sequence[Result], sessie: str, spot: str) -> None:
    try:
        if sessie == NEW:
            today = datetime.now(UTC).date()
            known = sessions(place.store())
            before = known[0].sessie if known else None
            sessie = create_session(place.store(), f"Sessie {wording.day(today)}", today, words.PARTIES, before)
        put_in(sessie, figure, answers)
        put = "Deze figuur staat in de sessie, met de cijfers van nu. Bereid die nu verder voor.", sessie
        st.session_state[f"speld-{spot}"] = sessie  # a second click is about the same session
    except (SessionError, StoreError) as error:
        put = str(error), ""
    st.session_state[f"gezet-{spot}"] = put

"""What changed in the counting or outside it, and how does somebody write that down?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl
import streamlit as st

from data.events import EVERY, KINDS, Event, EventError, delete_event, events, write_event
from data.store import open_store, store_exists
from metrics import CATALOGUE
from metrics.viewer import AccessError, Right, current
from pages.parts import wording
from pages.parts.bookkeeping import plain_table
from pages.parts.markdown import plain
from pages.parts.writing import can_write, whole_list

HEADERS = {
    "datum": "Dag", "soort": "Soort", "naam": "Cijfer", "titel": "Wat er gebeurde", "toelichting": "Wat het betekent",
    "organisatie": "Organisatie",
}  # fmt: skip
NEW = "Nieuwe gebeurtenis"
EVERY_FIGURE = "Alle cijfers"
SAID = "gebeurtenis-gezegd"
ABOUT = (
    "Een **trendbreuk** knipt de lijn in elk cijfer dat u kiest: voor en na die dag vergelijken we niet. **Beleid** "
    "en een **gebeurtenis** staan er alleen bij."
)


def register() -> None:
    """The list, newest first, with all of it as a file."""
    st.header("Wat veranderde er in de telling?", anchor=False)
    frame = known_events()
    if frame.is_empty():
        st.markdown("Er is nog niets opgeschreven.")
        return
    st.html(plain_table(frame, HEADERS, "Gebeurtenissen, de nieuwste eerst"))
    whole_list("Alle gebeurtenissen (CSV)", "gebeurtenissen", "gebeurtenissen.csv", frame, HEADERS)


def event_form() -> None:
    """Write a new one, or choose one to correct or take away."""
    if not can_write(ABOUT, SAID):
        return
    known = {_line(event): event for event in as_events(known_events())}
    chosen = known.get(str(st.selectbox("Welke", [NEW, *known], key="gebeurtenis-keuze")))
    _form(chosen)


def _form(chosen: Event | None) -> None:
    figures = {EVERY_FIGURE: EVERY, **{indicator.name: key for key, indicator in CATALOGUE.items()}}
    names = list(figures)
    mark = _line(chosen) if chosen else NEW
    with st.form(f"gebeurtenis-{mark}", border=False):
        left, right = st.columns(2)
        day = left.date_input("Dag", chosen.datum if chosen else "today", format="DD-MM-YYYY")
        kind = right.selectbox("Soort", KINDS, index=KINDS.index(chosen.soort) if chosen else 0)
        own = next((name for name, key in figures.items() if chosen and key == chosen.indicator), EVERY_FIGURE)
        picked = left.selectbox("Welk cijfer", names, index=names.index(own))
        body = right.text_input("Organisatie", chosen.organisatie if chosen else "", help="Leeg is alle organisaties.")
        title = st.text_input("Wat er gebeurde", chosen.titel if chosen else "")
        note = st.text_area("Wat dat voor de cijfers betekent", chosen.toelichting if chosen else "", height=90)
        save, remove = st.columns(2)
        saved = save.form_submit_button("Opslaan", icon=":material/save:")
        removed = bool(chosen) and remove.form_submit_button("Verwijderen", icon=":material/delete:", type="tertiary")
    if saved and isinstance(day, date):
        _save(Event(day, figures[str(picked)], str(kind), title, note, body), chosen)
    elif removed and chosen:
        _remove(chosen)


def _save(event: Event, chosen: Event | None) -> None:
    try:
        current().require(Right.ADMIN)
        write_event(open_store(), event, instead_of=chosen, who=current().who)
    except (EventError, AccessError) as error:
        st.markdown(f"**{plain(str(error))}**")
        return
    st.session_state[SAID] = f"Opgeslagen: {wording.day(event.datum)}, {event.titel}. De figuren zijn bijgewerkt."
    st.rerun()


def _remove(event: Event) -> None:
    try:
        current().require(Right.ADMIN)
        delete_event(open_store(), event, who=current().who)
    except (EventError, AccessError) as error:
        st.markdown(f"**{plain(str(error))}**")
        return
    st.session_state[SAID] = f"Verwijderd: {wording.day(event.datum)}, {event.titel}."
    st.rerun()


def known_events() -> pl.DataFrame:
    """What is written down, with the name of the figure beside its key."""
    if not store_exists():
        return pl.DataFrame()
    names: Mapping[str, str] = {EVERY: EVERY_FIGURE, **{key: each.name for key, each in CATALOGUE.items()}}
    return events(open_store()).with_columns(naam=pl.col("indicator").replace(names))


def as_events(frame: pl.DataFrame) -> list[Event]:
    """The rows as values that can be written again."""
    return [
        Event(row["datum"], row["indicator"], row["soort"], row["titel"], row["toelichting"] or "", row["organisatie"])
        for row in frame.to_dicts()
    ]


def _line(event: Event) -> str:
    figure = (
        EVERY_FIGURE
        if event.indicator == EVERY
        else CATALOGUE[event.indicator].name
        if event.indicator in CATALOGUE
        else event.indicator
    )
    whose = f" ({event.organisatie})" if event.organisatie else ""
    return f"{wording.day_short(event.datum)} · {event.soort} · {event.titel} · {figure}{whose}"

"""Which sessions are there, which agreements are open, and how does a new session begin?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from data.log import Deed
from data.session.inbreng import DONE, Said, Soort, record
from data.session.remember import Agreement, agreements
from data.session.sessions import Session, create_session, sessions
from data.session.text import LONGEST, SessionError
from data.store import StoreError
from pages.parts import logbook, wording
from pages.parts.import_panel import parse_day
from pages.parts.layout import row
from pages.parts.markdown import plain
from pages.parts.session import place, words
from pages.parts.unbroken import unbroken

NEW = "nieuw"
"""The part of the page where a session is made."""


def overview() -> None:
    """Sessions and open agreements left, a new session right."""
    known = sessions(place.store())
    left, right = row(60, 40)
    with left:
        with st.container(key="fig-sessies", gap=None):
            _list(known)
        with st.container(key="fig-afspraken", gap=None):
            open_agreements()
    with right, st.container(key="fig-nieuw", gap=None):
        _new(known)


def _list(known: Sequence[Session]) -> None:
    st.header("Sessies", anchor=False)
    if not known:
        st.markdown(
            "Er is nog geen sessie. Maak er een, en zet er figuren in: kies onder een figuur **Duiding**, "
            "of kies ze uit de lijst bij het voorbereiden."
        )
    for each in known:
        with st.container(horizontal=True, vertical_alignment="center", key=f"sessie-{each.sessie}"):
            about = f"{wording.day(each.datum)} · {words.screens(each.figures)} · {words.parties(len(each.partijen))}"
            st.markdown(f"**{plain(each.titel)}**  \n{plain(about)}", width="stretch")
            st.button("Voorbereiden", key=f"voorbereiden-{each.sessie}", type="tertiary", icon=":material/edit:",
                      on_click=place.visit, args=(each.sessie,))  # fmt: skip
            st.button("Presenteren", key=f"presenteren-{each.sessie}", type="tertiary", icon=":material/slideshow:",
                      on_click=_present, args=(each.sessie,))  # fmt: skip


def _present(sessie: str) -> None:
    logbook.note(Deed.PRESENTED, sessie)
    place.visit(sessie, place.FULL)


def open_agreements() -> None:
    """What was agreed and is not done yet, the earliest day first."""
    st.header("Open afspraken", anchor=False)
    place.said()
    found = [each for each in agreements(place.store()) if each.status == "open"]
    if not found:
        st.markdown("Er zijn geen open afspraken.")
    today = datetime.now(UTC).date()
    for each in found:
        entry = each.entry
        late = " · **te laat**" if entry.datum and entry.datum < today else ""
        told = " · ".join(
            filter(None, (entry.eigenaar, f"voor {wording.day(entry.datum)}", entry.principe, each.session.titel))
        )
        with st.container(horizontal=True, vertical_alignment="center", key=f"afspraak-{entry.inbreng}"):
            st.markdown(f"{plain(entry.tekst)}  \n{plain(told)}{late}", width="stretch")
            for done in DONE:
                st.button(done.capitalize(), key=f"{done}-{entry.inbreng}", on_click=_close, args=(each, done))


def _close(agreement: Agreement, how: str) -> None:
    entry = agreement.entry
    try:
        said = Said(
            entry.sessie, entry.figuur, Soort.STAND, words.NOTE_TAKER, 0, words.NOTE_TAKER, keuze=how,
            betreft=entry.inbreng,
        )  # fmt: skip
        record(place.store(), said)
    except (SessionError, StoreError) as error:
        place.say(error)


def _new(known: Sequence[Session]) -> None:
    st.header("Een nieuwe sessie", anchor=False)
    today = wording.day_short(datetime.now(UTC).date())
    with st.form("nieuwe-sessie", border=False):
        session_fields("nieuw", known, "", today, words.PARTIES, known[0].sessie if known else None)
        st.form_submit_button("Maak de sessie", type="primary", on_click=_create)
    place.said(NEW)


def session_fields(
    name: str, known: Sequence[Session], title: str, day: str, parties: Sequence[str], before: str | None
) -> None:
    """The fields of a session; `known` are the sessions that it can follow."""
    st.text_input("Titel", title, key=f"titel-{name}", max_chars=LONGEST["titel"], placeholder="Sessie Zuid")
    st.text_input("Datum", day, key=f"datum-{name}", max_chars=10, placeholder="22-11-2026")
    st.text_area("Partijen aan tafel, één per regel. Noem rollen, geen namen.", "\n".join(parties),
                 key=f"partijen-{name}", height=130)  # fmt: skip
    titles = {each.sessie: f"{each.titel}, {wording.day(each.datum)}" for each in known}
    options = ["", *titles]
    st.selectbox(
        "Volgt op", options, index=options.index(before) if before in options else 0, key=f"vorige-{name}",
        format_func=lambda key: titles.get(key, "geen eerdere sessie"),
        help="Deze sessie begint met de verwachtingen en afspraken van die keer.",
    )  # fmt: skip


def typed_session(name: str) -> tuple[str, object, list[str], str | None]:
    """What stands in the fields; ValueError when the date is none."""
    state = st.session_state
    title, day = state[f"titel-{name}"], parse_day(state[f"datum-{name}"])
    if day is None:
        raise SessionError("Vul in op welke dag de sessie is, zoals 22-11-2026.")
    return title, day, state[f"partijen-{name}"].split("\n"), state[f"vorige-{name}"] or None


@unbroken
def _create() -> None:
    try:
        key = create_session(place.store(), *typed_session("nieuw"))  # type: ignore[arg-type]
    except (SessionError, StoreError, ValueError) as error:
        place.say(error, NEW)
        return
    logbook.note(Deed.SESSION_MADE, key)
    st.query_params["s"] = key

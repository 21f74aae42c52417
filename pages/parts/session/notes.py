"""How does a note-taker write down what a party says, and what was said until now?"""

from __future__ import annotations

import streamlit as st

from data.session.figures import SessionFigure, figures
from data.session.inbreng import Entry, Soort, entries, join, withdraw
from data.session.sessions import session
from data.session.text import SessionError
from data.store import StoreError
from pages.parts.layout import row
from pages.parts.markdown import plain
from pages.parts.session import place, words
from pages.parts.session.form import Speaker, form
from pages.parts.session.small_figure import small_figure
from pages.parts.session.stepping import kinds_of_step, step_choice
from pages.parts.session.taking_part import follow, followed, support
from pages.parts.session.then_and_now import indicator_of


def take_notes(sessie: str) -> None:
    """The figure with the forms left, everything that was said right."""
    about, shown = session(place.store(), sessie), figures(place.store(), sessie)
    join(place.store(), sessie, words.NOTE_TAKER, words.NOTE_TAKER)
    st.button("Terug naar voorbereiden", key="terug-naar-voorbereiden", type="tertiary", icon=":material/arrow_back:",
              on_click=place.visit, args=(sessie,))  # fmt: skip
    position = followed(sessie)
    follow(sessie, position)
    kept = next((each for each in shown if each.figuur == position.figuur), None)
    if kept is None:
        st.markdown("De sessie staat op het beginscherm. U schrijft mee zodra er een figuur op het scherm staat.")
        return
    left, right = row(60, 40)
    with left, st.container(key="fig-meeschrijven", gap="small"):
        partij = st.segmented_control("Wie zegt dit?", list(about.partijen), default=about.partijen[0], required=True,
                                      key="notulist-partij")  # fmt: skip
        speaker = Speaker(words.NOTE_TAKER, str(partij or about.partijen[0]))
        if place.is_guessing(kept.figuur, kept.eerst_raden, position):
            st.markdown(f"**{plain(kept.bijschrift)}**: er wordt nog geraden.")
            form(kept, Soort.RAMING, speaker)
        else:
            small_figure(kept)
            step = step_choice(kept, position)
            if step == "verklaren":
                support(kept, speaker)
            for soort in (*kinds_of_step(step), Soort.TEGENGELUID):
                form(kept, soort, speaker)
    with right, st.container(key="fig-gezegd", gap="small"):
        log(kept, place.is_guessing(kept.figuur, kept.eerst_raden, position))


@st.fragment(run_every=2)
def log(kept: SessionFigure, guessing: bool) -> None:
    """Everything that was said about the figure, newest first, what was withdrawn or corrected too."""
    st.header("Gezegd bij deze figuur", anchor=False)
    place.said()
    unit = indicator_of(kept).unit
    told_here = [each for each in entries(place.store(), kept.sessie, kept.figuur) if each.soort in words.NAMES]
    if not told_here:
        st.markdown("Er is nog niets gezegd. Wat iemand inbrengt, komt hier te staan.")
    for entry in reversed(told_here):
        hidden = guessing and entry.soort is Soort.RAMING
        told = "heeft geraden" if hidden else words.sentence(entry, unit)
        with st.container(horizontal=True, vertical_alignment="center", key=f"log-{entry.inbreng}"):
            st.markdown(f"{words.NAMES[entry.soort]} ({plain(entry.partij)}): {plain(told)}{_state(entry)}",
                        width="stretch")  # fmt: skip
            if entry.counts:
                st.button("Intrekken", key=f"log-terug-{entry.inbreng}", type="tertiary", on_click=_take_back,
                          args=(kept.sessie, entry.inbreng))  # fmt: skip


def _state(entry: Entry) -> str:
    return " · *ingetrokken*" if entry.ingetrokken_op else " · *verbeterd*" if entry.corrected else ""


def _take_back(sessie: str, inbreng: int) -> None:
    try:
        withdraw(place.store(), sessie, inbreng)
    except (SessionError, StoreError) as error:
        place.say(error)

"""What did I say already, and how do I take it back?"""

from __future__ import annotations

import streamlit as st

from data.session.figures import figures
from data.session.inbreng import Soort, entries, withdraw
from data.session.text import SessionError
from data.store import StoreError
from pages.parts.markdown import plain
from pages.parts.session import place, words
from pages.parts.session.form import Speaker
from pages.parts.session.then_and_now import indicator_of


@st.fragment(run_every=3)
def list_own(sessie: str, speaker: Speaker, figuur: str | None = None) -> None:
    """The own entries that count, newest first, each with a button; the log keeps what is withdrawn."""
    units = {kept.figuur: indicator_of(kept).unit for kept in figures(place.store(), sessie)}
    mine = [
        entry
        for entry in entries(place.store(), sessie, figuur)
        if entry.deelnemer == speaker.device and entry.counts and entry.soort in words.NAMES and entry.figuur in units
    ]
    place.said()
    if mine:
        st.markdown("**Uw inbreng**")
    for entry in reversed(mine):
        with st.container(horizontal=True, vertical_alignment="center", key=f"eigen-{entry.inbreng}"):
            st.markdown(
                f"{words.NAMES[entry.soort]}: {plain(words.sentence(entry, units[entry.figuur]))}", width="stretch"
            )
            if entry.soort is not Soort.STAND:
                st.button(
                    "Intrekken", key=f"terug-{entry.inbreng}", type="tertiary", on_click=_take_back,
                    args=(sessie, entry.inbreng, speaker.device),
                )  # fmt: skip


def _take_back(sessie: str, inbreng: int, device: str) -> None:
    try:
        withdraw(place.store(), sessie, inbreng, device)
    except (SessionError, StoreError) as error:
        place.say(error)

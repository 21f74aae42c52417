"""What was said about this figure before, what was it then and now, and into which session does it go?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.session.inbreng import Entry, Soort
from data.session.remember import WORDS, Remembered, numbers_of_words, remembered
from data.session.text import SessionError
from data.store import StoreError, store_url
from pages.parts import wording
from pages.parts.figure import Figure
from pages.parts.markdown import plain
from pages.parts.session import place, words
from pages.parts.session.catalogue import pin_panel
from pages.parts.session.keeping import subject
from pages.parts.session.then_and_now import indicator_of, outcome, then_and_now
from results import Query, Result

SECONDS = 5


def label(query: Query, stories: int = 0) -> str:
    """`Duiding`, and how much was said about this figure; the stories that stand there too are counted."""
    count = _numbers(store_url()).get(subject(query), 0) + stories
    return f"Duiding ({count})" if count else "Duiding"


@st.cache_data(ttl=SECONDS, show_spinner=False)
def _numbers(url: str) -> dict[str, int]:
    try:
        return numbers_of_words(place.store())
    except StoreError:
        return {}


def panel(figure: Figure, answers: Sequence[Result], spot: str) -> None:
    """Per session what was said, with the value of then and now; and the button that puts the figure in a session."""
    try:
        found = remembered(place.store(), subject(figure.query))
        if not found:
            st.markdown("Over dit cijfer is nog niets gezegd in een sessie.")
        for known in found:
            _session(known)
        st.markdown("**Bespreken**")
        pin_panel(figure, answers, spot)
    except (SessionError, StoreError) as error:
        st.markdown(plain(str(error)))


def _session(known: Remembered) -> None:
    held = f"**{plain(known.session.titel)}**, {wording.day(known.session.datum)}"
    lines = [f"{held} · cijfers tot {wording.day(known.figure.peildatum)}"]
    compared = then_and_now(known.figure)
    if compared:
        lines.append(plain(compared))
    st.markdown("  \n".join(lines))
    said = [entry for entry in known.entries if entry.soort in WORDS]
    st.markdown("\n".join(f"- {_line(known, entry)}" for entry in said))


def _line(known: Remembered, entry: Entry) -> str:
    told = words.sentence(entry, indicator_of(known.figure).unit)
    if entry.soort is Soort.VERWACHTEN:
        told = " · ".join(filter(None, (outcome(known.figure, entry), entry.tekst)))
    return f"**{words.NAMES[entry.soort]}.** {plain(told)} ({plain(entry.partij)})"

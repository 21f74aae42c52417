"""What does somebody see while a page waits for the decision on small numbers?"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import wording
from results import undecided


def notice() -> DeltaGenerator | None:
    """A line that says how far deciding is, on top of a page that may have to wait for it; None when all is decided."""
    left = undecided()
    if left is None:
        return None
    place = st.empty()
    place.markdown(sentence(*left))
    return place


def sentence(done: int, total: int) -> str:
    """What is going on, how far it is, and what to do: nothing."""
    return (
        f"Het dashboard zoekt uit welke kleine aantallen het moet verbergen: {wording.number(done)} van de "
        f"{wording.number(total)} is klaar. Deze bladzijde komt vanzelf; de eerste keer kan dat een minuut duren."
    )

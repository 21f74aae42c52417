"""Which questions belong to a step, and which step does somebody look at on an own device?"""

from __future__ import annotations

import streamlit as st

from data.session.figures import SessionFigure
from data.session.inbreng import Soort
from data.session.stand import STEPS, Position

_KINDS = {
    "zien": (Soort.ZIEN,),
    "herkennen": (Soort.HERKENNEN,),
    "verklaren": (Soort.VERKLAREN,),
    "verwachten": (Soort.VERWACHTEN,),
    "afspreken": (Soort.LEREN, Soort.AFSPRAAK),
}


def kinds_of_step(step: str) -> tuple[Soort, ...]:
    """The questions of a step, in the order in which they are asked."""
    return _KINDS[step]


def step_choice(kept: SessionFigure, position: Position) -> str:
    """The step that was chosen; the one of the group until then."""
    with st.container(key="stapkeuze"):
        chosen = st.segmented_control(
            "Vraag", list(STEPS), default=position.step, required=True, label_visibility="collapsed",
            key=f"stap-{kept.figuur}-{position.counter}",
        )  # fmt: skip
    return str(chosen or position.step)

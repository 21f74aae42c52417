"""How does the figure of the room look on a phone? As a drawing: no chart program for twenty phones on one wifi."""

from __future__ import annotations

import streamlit as st

from data.session.figures import SessionFigure
from pages.parts import look
from pages.parts.markdown import plain
from pages.parts.session.inline_picture import inline_picture
from pages.parts.session.keeping import figure_of
from pages.parts.session.words import first_sentences

WIDTH, HEIGHT = 440, 256
TALL = {"kaart": 464, "landkaart": 340, "matrix": 420}
"""Pixels of the drawing; on a phone it is a little narrower."""
WIDER = {"matrix": 880}
"""Names of columns would lie over each other: this one keeps its width, and is moved with a finger."""


def small_figure(kept: SessionFigure) -> None:
    """Title, picture and reading, as they were kept."""
    with st.container(key="fig-klein", gap=None):
        st.header(plain(kept.titel), anchor=False)
        with st.container(key="sub-klein"):
            st.markdown(plain(kept.onderschrift))
        view = figure_of(kept).view
        wide, height = WIDER.get(view, WIDTH), TALL.get(view, HEIGHT)
        inline_picture(kept, look.LAPTOP, wide, (height,), f"klein-{kept.figuur}", slides=view in WIDER)
        if kept.lezing:
            st.markdown(plain(first_sentences(kept.lezing)))

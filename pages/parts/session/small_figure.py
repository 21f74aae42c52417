"""How does the figure of the room look on a phone? As a drawing: no chart program for twenty phones on one wifi."""

from __future__ import annotations

import streamlit as st

from data.session.figures import SessionFigure
from pages.parts import look
from pages.parts.markdown import plain
from pages.parts.report.svg import figure_svg
from pages.parts.session.keeping import draw, figure_of
from pages.parts.session.place import as_image

WIDTH = 440
HEIGHT = 16.0
TALL = {"kaart": 29.0, "matrix": 26.0}
KEPT: dict[tuple[str, str], str] = {}
"""Drawings by the hash of the figure and its view; a kept figure never changes."""


def small_figure(kept: SessionFigure) -> None:
    """Title, picture and reading, as they were kept."""
    with st.container(key="fig-klein", gap=None):
        st.subheader(plain(kept.titel), anchor=False)
        with st.container(key="sub-klein"):
            st.markdown(plain(kept.onderschrift))
        st.html(drawing(kept))
        if kept.lezing:
            st.markdown(plain(kept.lezing))


def drawing(kept: SessionFigure) -> str:
    """The picture as an image element."""
    view = figure_of(kept).view
    known = KEPT.get((kept.kenmerk, view))
    if known is None:
        picture = draw(kept, look.LIGHT, look.LAPTOP.name, TALL.get(view, HEIGHT))
        svg = figure_svg(picture.spec, title=kept.titel, description=kept.lezing, width=WIDTH)
        known = KEPT[kept.kenmerk, view] = as_image(svg, f"{kept.titel}. {kept.lezing}", "sessie-figuur")
    return known

"""How does the figure of the room look on a phone?"""

from __future__ import annotations

import streamlit as st

from data.session.figures import SessionFigure
from pages.parts import look
from pages.parts.markdown import plain
from pages.parts.session.keeping import draw

HEIGHT = 16.0


def small_figure(kept: SessionFigure) -> None:
    """Title, picture and reading, as they were kept."""
    with st.container(key="fig-klein", gap=None):
        st.subheader(plain(kept.titel), anchor=False)
        with st.container(key="sub-klein"):
            st.markdown(plain(kept.onderschrift))
        picture = draw(kept, look.palette(st.context.theme.type), "laptop", HEIGHT)
        st.plotly_chart(
            picture.spec, theme=None, alt=f"{kept.titel}. {kept.lezing}",
            config={**look.config(look.LAPTOP), "staticPlot": True}, key=f"klein-{kept.figuur}",
        )  # fmt: skip
        if kept.lezing:
            st.markdown(plain(kept.lezing))

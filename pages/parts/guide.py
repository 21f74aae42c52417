"""What does the handleiding say, and how does somebody who is new find it?

One file is the source: this page, the repository and the test that performs the first session read the same lines.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from pages.parts.look import LAPTOP
from pages.parts.page import Page

SOURCE = Path(__file__).resolve().parent / "assets" / "handleiding.md"
READABLE = 760
"""Pixels: a line of some ninety signs."""
SEEN, COOKIE = "handleiding_gezien", "cijfertafel_wegwijzer"
_FORGET_WITH_BROWSER = f"<script>document.cookie = '{COOKIE}=gezien; path=/; SameSite=Lax';</script>"
"""A cookie without an end goes when the browser closes; it says nothing of a person."""


@cache
def chapters() -> dict[str, str]:
    """Title and text of each chapter, in the order of the file."""
    parts = SOURCE.read_text(encoding="utf-8").split("\n## ")[1:]
    return {title: text.strip() for title, _, text in (part.partition("\n") for part in parts)}


def chapter(title: str) -> None:
    """One chapter, on lines that are not too long to read."""
    with st.container(key="fig-handleiding", width=READABLE, gap=None):
        st.header(title, anchor=False)
        st.markdown(chapters()[title])


def signpost(page: Page) -> None:
    """One line on the first page, until somebody closes it; not on a wall, where nobody is new."""
    if st.session_state.get(SEEN):
        st.html(_FORGET_WITH_BROWSER, unsafe_allow_javascript=True)
    elif st.context.cookies.get(COOKIE) != "gezien" and page.selection.beeld == LAPTOP.name:
        with st.container(horizontal=True, vertical_alignment="center", key="wegwijzer"):
            st.markdown("Nieuw hier? Oefen in een kwartier een hele sessie.", width="content")
            st.page_link("pages/handleiding.py", label="Naar de handleiding", width="content")
            st.button("Sluit deze regel", key="wegwijzer-sluit", type="tertiary", on_click=_close)


def _close() -> None:
    st.session_state[SEEN] = True

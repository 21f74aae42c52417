"""How does somebody choose between tiles, which are all as large, and the map as the areas lie?"""

from __future__ import annotations

import streamlit as st

import results
from pages.parts.page import Page
from results import Query

VIEWS = {"Tegels": "kaart", "Kaart": "landkaart"}
KEY = "kaartvorm"


def show_map(page: Page, query: Query, place: str) -> None:
    """The figure in the form that was chosen; the choice is there when somebody delivered the shapes of areas."""
    word = st.session_state.get(KEY) or st.query_params.get(KEY, "")
    page.show(VIEWS.get(word, VIEWS["Tegels"]) if has_shapes() else VIEWS["Tegels"], query, place)


def choose() -> None:
    """The choice itself, for the heading of the page; nothing where there is nothing to choose."""
    if has_shapes():
        st.segmented_control(
            "Vorm van de kaart", list(VIEWS), default="Tegels", required=True, key=KEY, bind="query-params",
            label_visibility="collapsed",
        )  # fmt: skip


def has_shapes() -> bool:
    """Whether somebody delivered the outlines of the areas."""
    return bool(results.choices().vormen)

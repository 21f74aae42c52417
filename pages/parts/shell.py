"""Which pages are there, and what stands around each of them: logo, navigation, language?"""

from __future__ import annotations

import gc
from functools import cache
from pathlib import Path

import streamlit as st

from pages.parts import dutch
from pages.parts.page import finish_page
from pages.parts.session.place import fills_screen

ROOT = Path(__file__).resolve().parents[2]
ASSETS = Path(__file__).resolve().parent / "assets"
PAGES = {
    "overzicht": "Overzicht",
    "bereik": "Bereik",
    "wachttijden": "Wachttijden",
    "doorstroom": "Doorstroom",
    "ervaringen": "Ervaringen",
    "budget": "Budget",
    "sessie": "Sessie",
    "gegevens": "Gegevens",
    "definities": "Definities",
}
HIDDEN = {"deelnemen": "Meedoen"}
"""Pages that one reaches by a link only."""


def run() -> None:
    """Draw one page within the navigation."""
    keep_libraries_out_of_the_collector()
    st.set_page_config(page_title="Cijfertafel", page_icon=str(ASSETS / "icon.svg"), layout="wide")
    dark = st.context.theme.type == "dark"
    st.logo(str(ASSETS / ("logo-dark.svg" if dark else "logo-light.svg")), size="large")
    pages = [
        st.Page(ROOT / "pages" / f"{name}.py", title=title, url_path=name, default=name == "overzicht")
        for name, title in PAGES.items()
    ]
    pages += [
        st.Page(ROOT / "pages" / f"{name}.py", title=title, url_path=name, visibility="hidden")
        for name, title in HIDDEN.items()
    ]
    with st.container(key="taal"):
        # The script takes room in the page, unless its container takes none; it is ours alone and holds no user's text.
        st.html(dutch.script(), unsafe_allow_javascript=True)
    st.navigation(pages, position="hidden" if fills_screen() else "top").run()
    finish_page()


@cache
def keep_libraries_out_of_the_collector() -> None:
    """Streamlit collects garbage after every run; what the imports left behind need not be walked each time."""
    gc.collect()
    gc.freeze()

"""Which pages are there, and what stands around each of them: logo, navigation, language?"""

from __future__ import annotations

import gc
from functools import cache
from pathlib import Path

import streamlit as st

from metrics.viewer import current
from pages.parts import addresses, dutch, entrance, print_style
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
    "verdieping": "Verdieping",
    "sessie": "Sessie",
    "gegevens": "Gegevens",
    "definities": "Definities",
    "handleiding": "Handleiding",
}
HIDDEN = {"deelnemen": "Meedoen"}
"""Pages that one reaches by a link only."""


def run() -> None:
    """Draw one page within the navigation."""
    keep_libraries_out_of_the_collector()
    st.set_page_config(page_title="Cijfertafel", page_icon=str(ASSETS / "icon.svg"), layout="wide")
    dark = st.context.theme.type == "dark"
    st.logo(str(ASSETS / ("logo-dark.svg" if dark else "logo-light.svg")), size="large")
    viewer = current()
    shown = [name for name in PAGES if entrance.allowed(name, viewer)]
    pages = {
        name: st.Page(
            ROOT / "pages" / f"{name}.py", title=title, url_path=name, default=name == "overzicht",
            visibility="visible" if name in shown else "hidden",
        )
        for name, title in {**PAGES, **HIDDEN}.items()
    }  # fmt: skip
    with st.container(key="taal"):
        # The script takes room in the page, unless its container takes none; it is ours alone and holds no user's text.
        around = scheme(dark=dark) + print_style.css(dark=dark) + dutch.script() + print_style.SCRIPT
        st.html(around, unsafe_allow_javascript=True)
    whole = fills_screen()
    addresses.understand({**PAGES, **HIDDEN}, "overzicht")
    chosen = st.navigation(list(pages.values()), position="hidden" if whole else "top")
    name = next(name for name, page in pages.items() if page.title == chosen.title)
    if entrance.allowed(name, viewer):
        chosen.run()
    else:
        entrance.refuse(name, viewer)
    if not whole:
        entrance.who_looks(viewer)


def scheme(*, dark: bool) -> str:
    """The theme for the whole page: a panel that opens stands outside the part that Streamlit makes dark."""
    return f"<style>html {{ color-scheme: {'dark' if dark else 'light'}; }}</style>"


@cache
def keep_libraries_out_of_the_collector() -> None:
    """Streamlit collects garbage after every run; what the imports left behind need not be walked each time.

    Of that hardly anything is garbage, and finding it would make the first visitor wait a tenth of a second.
    """
    gc.freeze()

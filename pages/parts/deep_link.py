"""What if the first visitor of a fresh server opens a page by its own address, not the front door?

Streamlit treats a folder `pages/` as its old way of making pages until `dashboard.py` has run once: the page would
then stand alone, without navigation. Saying so and running again brings it home.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def through_the_front_door() -> None:
    """Run again by way of `dashboard.py` when this page was not opened by it."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()

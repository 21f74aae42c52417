"""Wat zien we samen, en wat spreken we af? Sessions: all of them, one to prepare, to present or to take notes in."""

import streamlit as st

from data.session.sessions import session
from data.store import StoreError
from pages.parts.markdown import plain
from pages.parts.page import facts_or_reason, plain_heading
from pages.parts.session import place, style
from pages.parts.session.notes import take_notes
from pages.parts.session.overview import overview
from pages.parts.session.place import SessionError
from pages.parts.session.prepare import prepare
from pages.parts.session.projector import present

where = place.here()
try:
    if where.sessie and where.view == place.FULL:
        present(where.sessie)
    elif facts_or_reason("Wat zien we samen?"):
        plain_heading("Wat zien we samen?")
        st.html(style.page())
        if not where.sessie:
            overview()
        elif session(place.store(), where.sessie) and where.view == place.NOTES:
            take_notes(where.sessie)
        else:
            prepare(where.sessie)
except (SessionError, StoreError) as error:
    st.markdown(plain(str(error)))
    st.button("Alle sessies", key="terug-naar-sessies", icon=":material/list:", on_click=place.visit)

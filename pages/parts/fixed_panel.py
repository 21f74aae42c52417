"""Which years were fixed, and how does the owner of the data fix one, or undo that?"""

from __future__ import annotations

import polars as pl
import streamlit as st

import results
from data.fixed_years import REOPENING
from data.store import StoreError, store_exists
from metrics.period import Level
from metrics.question import QuestionError
from pages.parts import wording
from pages.parts.bookkeeping import plain_table
from pages.parts.markdown import plain

HEADERS = {
    "jaar": "Jaar",
    "dag": "Vastgesteld op",
    "peildatum": "Gegevens tot",
    "versie": "Gegevensversie",
    "wie": "Door",
}
SAID = "vaststellen-gezegd"
ABOUT = (
    "Van een vastgesteld jaar veranderen de gedeelde cijfers niet meer, wat er later ook wordt geleverd. Zo verraadt "
    "een late rij niets. Bewaard wordt alleen wat te zien was, dus geen gegevens van mensen. Budgetten en "
    "bevolkingscijfers blijven meebewegen, en intern ziet u altijd de nieuwste rijen."
)
SURE = "Alle gegevens van dit jaar zijn binnen en nagekeken"
KNOWN = "Ik weet dat dit over een paar mensen iets kan verraden"


def fixed_list() -> None:
    """The fixed years, newest first, with when and from which data."""
    st.header("Welke jaren zijn vastgesteld?", anchor=False)
    known = results.fixed() if store_exists() else ()
    if not known:
        st.markdown("Er is nog geen jaar vastgesteld.")
        return
    rows = [
        {
            "jaar": str(each.jaar),
            "dag": each.day,
            "peildatum": each.peildatum,
            "versie": each.dataversie,
            "wie": each.wie,
        }
        for each in known
    ]
    st.html(plain_table(pl.DataFrame(rows), HEADERS, "Vastgestelde jaren, het nieuwste eerst"))


def fixing_form() -> None:
    """Fix a year that is over, or reopen one; both only after a confirmation."""
    st.header("Een jaar vaststellen", anchor=False)
    if text := st.session_state.pop(SAID, None):
        st.markdown(f"**{plain(text)}**")
    if not store_exists() or results.store_facts().empty:
        st.markdown("Er zijn nog geen gegevens. Lees eerst een levering in.")
        return
    st.markdown(ABOUT)
    known = [str(each.jaar) for each in results.fixed()]
    years = [year for year in reversed(results.choices().periods[Level.YEAR]) if year not in known]
    if years:
        year = st.selectbox("Jaar", years, key="vaststellen-jaar")
        sure = st.checkbox(SURE, key=f"vaststellen-zeker-{year}")
        if st.button("Stel dit jaar vast", disabled=not sure, icon=":material/lock:", key="vaststellen-ja"):
            _fix(int(year))
    else:
        st.markdown("Elk jaar dat voorbij is, is vastgesteld.")
    if known:
        st.header("Een jaar heropenen", anchor=False)
        st.markdown(REOPENING)
        year = st.selectbox("Vastgesteld jaar", known, key="heropenen-jaar")
        sure = st.checkbox(KNOWN, key=f"heropenen-zeker-{year}")
        if st.button("Heropen dit jaar", disabled=not sure, icon=":material/lock_open:", key="heropenen-ja"):
            _reopen(int(year))


def _fix(year: int) -> None:
    bar = st.progress(0.0, text="Cijfers bewaren")

    def tell(done: int, total: int, name: str) -> None:
        bar.progress(done / total, text=f"Bewaard: {name}")

    try:
        made = results.fix_year(year, tell)
    except (QuestionError, StoreError) as error:
        bar.empty()
        st.markdown(f"**{plain(str(error))}**")
        return
    _say(f"{year} is vastgesteld op {wording.day(made.day)}.")


def _reopen(year: int) -> None:
    try:
        results.reopen_year(year)
    except (QuestionError, StoreError) as error:
        st.markdown(f"**{plain(str(error))}**")
        return
    _say(f"{year} is heropend. Alles wat later is geleverd, telt weer mee.")


def _say(text: str) -> None:
    st.session_state[SAID] = text
    st.rerun()

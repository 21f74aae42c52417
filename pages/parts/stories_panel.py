"""Which stories stand beside the figures, and how does the data owner write one down or take it away?"""

from __future__ import annotations

from dataclasses import asdict

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import results
from data.store import open_store, store_exists
from data.stories import FORMS, LONGEST, Story, StoryError, delete_story, stories, write_story
from metrics import CATALOGUE
from metrics.period import Level
from metrics.viewer import AccessError, Right, current
from pages.parts import wording
from pages.parts.bookkeeping import plain_table
from pages.parts.markdown import plain
from pages.parts.writing import can_write, whole_list

HEADERS = {
    "periode": "Periode", "naam": "Cijfer", "vorm": "Soort", "titel": "Titel", "tekst": "Verhaal", "bron": "Van wie",
}  # fmt: skip
NEW = "Nieuw verhaal"
SAID = "verhaal-gezegd"
ABOUT = (
    "Een verhaal staat bij het cijfer, en gaat mee in het verslag van een sessie: wie het cijfer ziet, leest het. "
    "Het gaat nooit over één persoon of gezin: schrijf geen naam, adres, nummer of iets waaraan iemand te herkennen "
    "is. Noem ook geen klein aantal."
)


def all_stories() -> None:
    """The list, newest period first, with all of it as a file."""
    st.header("Welke verhalen horen bij de cijfers?", anchor=False)
    known = _known()
    if not known:
        st.markdown("Er is nog geen verhaal opgeschreven.")
        return
    rows = [{**asdict(each), "naam": _name(each.indicator), "periode": wording.period(each.periode)} for each in known]
    frame = pl.DataFrame(rows)
    st.html(plain_table(frame, HEADERS, "Verhalen, de nieuwste periode eerst"))
    whole_list("Alle verhalen (CSV)", "verhalen", "verhalen_overzicht.csv", frame, HEADERS)


def story_form() -> None:
    """Write a new one, or choose one to correct or take away."""
    if not can_write(ABOUT, SAID):
        return
    known = {_line(each): each for each in _known()}
    _form(known.get(str(st.selectbox("Welk verhaal", [NEW, *known], key="verhaal-keuze"))))


def _form(chosen: Story | None) -> None:
    figures = {each.name: key for key, each in CATALOGUE.items()}
    names = list(figures)
    own = names.index(_name(chosen.indicator)) if chosen and chosen.indicator in CATALOGUE else 0
    refused = st.empty()
    with st.form(f"verhaal-{_line(chosen) if chosen else NEW}", border=False):
        left, right = st.columns(2)
        figure = left.selectbox("Bij welk cijfer", names, index=own)
        period = right.text_input(
            "Periode", chosen.periode if chosen else _newest_year(), help="Schrijf 2025, 2025-H1, 2025-Q1 of 2025-03."
        )
        kind = left.selectbox("Soort verhaal", FORMS, index=FORMS.index(chosen.vorm) if chosen else 0)
        source = right.text_input(
            "Van wie", chosen.bron if chosen else "", help="Een partij, panel of bijeenkomst, nooit een persoon."
        )
        title = st.text_input("Titel", chosen.titel if chosen else "", max_chars=LONGEST["titel"])
        text = st.text_area("Verhaal", chosen.tekst if chosen else "", height=110, max_chars=LONGEST["tekst"])
        save, remove = st.columns(2)
        saved = save.form_submit_button("Opslaan", icon=":material/save:")
        removed = bool(chosen) and remove.form_submit_button("Verwijderen", icon=":material/delete:", type="tertiary")
    if saved:
        _save(Story(figures[str(figure)], period.strip(), title, str(kind), text, source), chosen, refused)
    elif removed and chosen:
        _remove(chosen, refused)


def _save(story: Story, chosen: Story | None, refused: DeltaGenerator) -> None:
    try:
        current().require(Right.ADMIN)
        write_story(open_store(), story, instead_of=chosen, who=current().who)
    except (StoryError, AccessError) as error:
        refused.markdown(f"**{plain(str(error))}**")
        return
    st.session_state[SAID] = f"Opgeslagen: {story.titel}. Het verhaal staat binnen enkele tellen bij het cijfer."
    st.rerun()


def _remove(story: Story, refused: DeltaGenerator) -> None:
    try:
        current().require(Right.ADMIN)
        delete_story(open_store(), story, who=current().who)
    except (StoryError, AccessError) as error:
        refused.markdown(f"**{plain(str(error))}**")
        return
    st.session_state[SAID] = f"Verwijderd: {story.titel}."
    st.rerun()


def _known() -> tuple[Story, ...]:
    return stories(open_store()) if store_exists() else ()


def _newest_year() -> str:
    years = results.choices().periods.get(Level.YEAR, ())
    return str(years[-1]) if years else ""


def _name(indicator: str) -> str:
    return CATALOGUE[indicator].name if indicator in CATALOGUE else indicator


def _line(story: Story) -> str:
    return f"{wording.period(story.periode)} · {story.titel} · {_name(story.indicator)}"

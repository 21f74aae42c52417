"""How does somebody take part with an own phone: join for a party, look at the figure, say something?

The phone stays on the figure that it shows until its owner goes along: what was half typed is never taken away.
"""

from __future__ import annotations

import streamlit as st

from data.session import stand
from data.session.figures import SessionFigure, figures
from data.session.inbreng import Said, Soort, entries, join, participants, record
from data.session.report_model import explain
from data.session.sessions import Session, session
from data.session.stand import Position
from data.session.text import SessionError
from data.session.writing import token
from data.store import StoreError
from pages.parts import rules
from pages.parts.deep_link import through_the_front_door
from pages.parts.markdown import plain
from pages.parts.session import own, place, style, words
from pages.parts.session.form import Speaker, form, next_number
from pages.parts.session.small_figure import small_figure
from pages.parts.session.stepping import kinds_of_step, step_choice

FOLLOWED = "sessie_gevolgd"


def take_part() -> None:
    """The page of a participant."""
    through_the_front_door()
    st.html(rules.CSS + style.phone())
    where = place.here()
    try:
        if not where.sessie:
            _ask_for_code()
            return
        about = session(place.store(), where.sessie)
        partij = participants(place.store(), about.sessie).get(where.device)
        if partij is None:
            _ask_for_party(about)
            return
        _at_the_table(about, Speaker(where.device, partij))
    except (SessionError, StoreError) as error:
        st.title("Meedoen", anchor=False)
        st.markdown(plain(str(error)))


def _ask_for_code() -> None:
    st.title("Meedoen aan een sessie", anchor=False)
    code = st.text_input("Welke code staat op het scherm?", max_chars=12, key="sessie_code")
    st.markdown("De code is het laatste deel van het adres op het scherm, achter `s=`.")
    st.button("Doe mee", type="primary")
    if code.strip():
        st.query_params["s"] = code.strip().lower()
        st.rerun()


def _ask_for_party(about: Session) -> None:
    st.title(plain(about.titel), anchor=False)
    st.markdown("Voor wie spreekt u? We vragen geen naam.")
    for partij in about.partijen:
        st.button(partij, key=f"partij-{partij}", on_click=_join, args=(about.sessie, partij), width="stretch")


def _join(sessie: str, partij: str) -> None:
    device = token(12)
    join(place.store(), sessie, device, partij)
    st.query_params["d"] = device


def _at_the_table(about: Session, speaker: Speaker) -> None:
    shown = figures(place.store(), about.sessie)
    position = followed(about.sessie)
    kept = next((each for each in shown if each.figuur == position.figuur), None)
    with st.container(key="boven"):
        number = f" · figuur {kept.volgorde} van {len(shown)}" if kept else ""
        st.markdown(f"{plain(about.titel)}{number} · u spreekt voor **{plain(speaker.partij)}**")
    follow(about.sessie, position)
    if kept is None:
        began = bool(entries(place.store(), about.sessie))
        st.title(
            "Er staat nu geen figuur op het scherm" if began else "Zo dadelijk komt de eerste figuur", anchor=False
        )
        st.markdown("Laat deze pagina open. U ziet hier een knop als de sessie verdergaat.")
        own.list_own(about.sessie, speaker)
        return
    if place.is_guessing(kept.figuur, kept.eerst_raden, position):
        _guess(kept, speaker)
    else:
        _interpret(kept, position, speaker)
    own.list_own(about.sessie, speaker, kept.figuur)


def followed(sessie: str) -> Position:
    """The position that this phone went along with last; at first the one of now."""
    known = st.session_state.get(FOLLOWED)
    if known is None or known[0] != sessie:
        known = (sessie, stand.position(place.store(), sessie))
        st.session_state[FOLLOWED] = known
    return known[1]


@st.fragment(run_every=2.5)
def follow(sessie: str, followed: Position) -> None:
    """A button as soon as the group is elsewhere; one cheap query each time."""
    now = stand.position(place.store(), sessie)
    if now.counter == followed.counter:
        return
    if now.figuur != followed.figuur:
        label = "De groep is bij een andere figuur. Ga mee." if now.figuur else "De figuur is van het scherm. Ga mee."
    elif now.revealed != followed.revealed:
        label = "Het cijfer is te zien. Kijk mee."
    else:
        label = f"De groep is nu bij: {words.QUESTIONS[now.step]} Ga mee."
    if st.button(label, key="ga-mee", type="primary", width="stretch"):
        st.session_state[FOLLOWED] = (sessie, now)
        st.rerun()


def _guess(kept: SessionFigure, speaker: Speaker) -> None:
    told = kept.tables[0]
    st.title(plain(kept.bijschrift or told.definition.name), anchor=False)
    st.markdown(f"{plain(told.selection)}\n\n**Eerst raden.** {plain(told.definition.question)}")
    form(kept, Soort.RAMING, speaker)


def _interpret(kept: SessionFigure, position: Position, speaker: Speaker) -> None:
    small_figure(kept)
    step = step_choice(kept, position)
    st.markdown(f"**{words.QUESTIONS[step]}**{'  ' + chr(10) + plain(kept.vraag) if kept.vraag else ''}")
    if step == "verklaren":
        support(kept, speaker)
    for soort in kinds_of_step(step):
        form(kept, soort, speaker)
    with st.expander("Ik zie het anders"):
        form(kept, Soort.TEGENGELUID, speaker)


@st.fragment(run_every=5)
def support(kept: SessionFigure, speaker: Speaker) -> None:
    """The explanations of others, each with a button to recognise it."""
    said = entries(place.store(), kept.sessie, kept.figuur)
    for each in explain(said):
        key = each.entry.inbreng
        mine = [one for one in said if one.deelnemer == speaker.device and one.betreft == key and one.counts]
        if each.entry.deelnemer == speaker.device:
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"steun-{key}"):
            st.markdown(f"{plain(each.entry.tekst)} ({plain(each.entry.partij)})", width="stretch")
            if mine and mine[-1].keuze == "ja":
                st.markdown("U herkent dit", width="content")
            else:
                number = next_number(said, speaker, Soort.STEUN, key)
                st.button(
                    "Herken ik", key=f"ja-{key}", on_click=agree, args=(kept.sessie, kept.figuur, key, number, speaker)
                )


def agree(sessie: str, figuur: str, about: int, number: int, speaker: Speaker) -> None:
    """Recognise the explanation of somebody else."""
    try:
        record(place.store(), Said(sessie, figuur, Soort.STEUN, speaker.device, number, speaker.partij, keuze="ja",
                                   betreft=about))  # fmt: skip
    except (SessionError, StoreError) as error:
        place.say(error)

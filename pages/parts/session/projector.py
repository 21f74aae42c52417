"""What does a room see? One figure per screen, its question and the answers; no field to type in.

Everything that matters stands in the address or in the store, so a laptop that slept, a reload and a server that
started again show the same screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import polars as pl
import streamlit as st

from data.session import stand
from data.session.figures import SessionFigure, figures
from data.session.sessions import Session, session
from data.session.stand import STEPS, Position
from data.session.text import SessionError
from pages.parts import definition, look, rules, table, wording
from pages.parts.deep_link import through_the_front_door
from pages.parts.markdown import plain
from pages.parts.session import group, opening, place, style, words
from pages.parts.session.full_screen import full_screen
from pages.parts.session.inline_picture import inline_picture, subtitle
from pages.parts.session.keeping import answers_of, figure_of
from pages.parts.session.then_and_now import kept_headline

WIDTH, HEIGHTS = 1150, (570, 670, 860)
"""Pixels of the picture on a screen of 1920 pixels wide, for 16:9, 16:10 and 4:3; on another it is scaled."""
DENSE = ("kaart", "landkaart", "matrix")
"""Views with many words: drawn with the letters of the wall, or they would not fit."""
FEW = 8
"""So many bars have room for the letters of a session; with more they get those of the wall too."""
LAYER = "sessie_laag"
STEP_NAMES = dict(zip(STEPS, ("zien", "herkennen", "verklaren", "verwachten", "afspreken"), strict=True))


def present(sessie: str) -> None:
    """The screen that the address names: 0 opens, the last one closes."""
    through_the_front_door()
    about, shown = session(place.store(), sessie), figures(place.store(), sessie)
    position = stand.position(place.store(), sessie)
    number = _number(shown, position)
    kept = shown[number - 1] if 0 < number <= len(shown) else None
    wanted = kept.figuur if kept else ""
    if position.figuur != wanted:
        stand.go_to(place.store(), sessie, wanted)
        position = stand.position(place.store(), sessie)
    st.html(rules.CSS + style.projector(position.step if kept else ""))
    _top(about, kept, number, len(shown))
    left, right = st.columns([65.5, 34.5], gap="medium")
    with left:
        _left(about, kept, position, number > len(shown))
    with right, st.container(key="paneel"):
        if kept is None and number:
            opening.afterwards()
        elif kept is None:
            opening.joining(sessie)
        else:
            if not place.is_guessing(kept.figuur, kept.eerst_raden, position):
                _steps(sessie)
            _answers(about, kept, position)
    guessing = kept is not None and place.is_guessing(kept.figuur, kept.eerst_raden, position)
    _bottom(about.sessie, shown, number, guessing)


def _number(shown: Sequence[SessionFigure], position: Position) -> int:
    """The screen from the address, within what there is; without one the screen where the session was."""
    asked = place.here().number
    if asked is None:
        places = {kept.figuur: number for number, kept in enumerate(shown, start=1)}
        return places.get(position.figuur, 0)
    return min(asked, len(shown) + 1)


def _top(about: Session, kept: SessionFigure | None, number: int, count: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="boven"):
        st.markdown(f"{plain(about.titel)} · {wording.day(about.datum)}", width="content")
        st.space("stretch")
        if kept is not None:
            st.markdown(f"**Figuur {number} van {count}**", width="content")
            st.space("stretch")
            example = any(known.example for known in answers_of(kept))
            fixed = f"Cijfers vastgezet op {wording.day(kept.peildatum)}{' · verzonnen' if example else ''}"
            st.markdown(fixed, width="content")
        st.button("Agenda", key="agenda", type="tertiary", shortcut="Esc", on_click=_leave)
        full_screen()


def _left(about: Session, kept: SessionFigure | None, position: Position, closing: bool) -> None:
    with st.container(key="fig-sessie", gap=None):
        if kept is None:
            with st.container(key="tussenscherm", gap=None):
                (opening.closing if closing else opening.opening)(about)
        elif st.session_state.get(LAYER) == "definitie":
            _layer(kept, "definitie")
        elif place.is_guessing(kept.figuur, kept.eerst_raden, position):
            _guess(kept)
        elif st.session_state.get(LAYER):
            _layer(kept, st.session_state[LAYER])
        else:
            _figure(kept)


def _figure(kept: SessionFigure) -> None:
    st.title(plain(kept.titel), anchor=False)
    size = _letters(kept)
    with st.container(key="sub-sessie"):
        st.html(subtitle(kept, size, WIDTH, HEIGHTS))
    inline_picture(kept, size, WIDTH, HEIGHTS, f"beeld-{kept.figuur}")
    if kept.lezing:
        st.markdown(plain(words.first_sentences(kept.lezing)))


def _letters(kept: SessionFigure) -> look.Scale:
    """As large as the figure allows."""
    view, frame = figure_of(kept).view, kept.tables[0].frame
    many = view == "balken" and frame.filter(pl.col("periode") == pl.col("periode").last()).height > FEW
    return look.WAND if view in DENSE or many else look.SESSIE


def _guess(kept: SessionFigure) -> None:
    """Nothing of the figure: no number, no title with a number, no table."""
    st.title(plain(kept.bijschrift or kept.tables[0].definition.name), anchor=False)
    with st.container(key="sub-sessie"):
        st.markdown(plain(kept.tables[0].selection))
    with st.container(key="raadvraag"):
        st.markdown(f"**Eerst raden.** {plain(kept.tables[0].definition.question)}")
    value = kept_headline(kept)
    period = f" {wording.in_period(value.periode)}" if value else ""
    st.markdown(f"Zeg op uw eigen toestel welk getal u verwacht{period}. Het cijfer komt als iedereen zover is.")
    with st.container(key="raadbeeld", horizontal=True, vertical_alignment="center"):
        st.html(place.qr(place.join_address(kept.sessie)), width="content")
        st.button(
            "Toon het cijfer", key="onthul", shortcut="G", icon=":material/visibility:", on_click=_reveal,
            args=(kept.sessie, kept.figuur),
        )  # fmt: skip


def _layer(kept: SessionFigure, layer: str) -> None:
    """The table or the definition, in the place of the figure."""
    answers = answers_of(kept)
    with st.container(key="laag"):
        if layer == "definitie":
            definition.show(answers[0].indicator)
            return
        for answer in answers:
            st.html(table.html(answer, answer.indicator.name))
        for remark in table.remarks(answers):
            st.markdown(plain(remark))


def _steps(sessie: str) -> None:
    with st.container(horizontal=True, key="stappen"):
        for number, (step, name) in enumerate(STEP_NAMES.items(), start=1):
            st.button(
                name, key=f"stap-{step}", type="tertiary", shortcut=str(number), on_click=stand.ask,
                args=(place.store(), sessie, step),
            )  # fmt: skip


@st.fragment(run_every=1.0)
def _answers(about: Session, kept: SessionFigure, position: Position) -> None:
    """The answers, asked for each second with one cheap query; written anew only when something changed."""
    pulse = (kept.figuur, position, stand.pulse(place.store(), about.sessie))
    known = st.session_state.get("sessie_paneel")
    if known is None or known[0] != pulse:
        known = (pulse, _panel(about, kept, position))
        st.session_state["sessie_paneel"] = known
    st.html(known[1])


def _panel(about: Session, kept: SessionFigure, position: Position) -> str:
    """What is wrong with one figure stands in its panel: the buttons below stay, so that the session goes on."""
    try:
        return group.panel(kept, position, about.partijen)
    except SessionError as error:
        return group.wrapped([f'<p class="wat">{escape(str(error))}</p>'], about.sessie)


def _bottom(sessie: str, shown: Sequence[SessionFigure], number: int, guessing: bool) -> None:
    """Every key in every state: a key that is pressed twice asks for the same screen twice. While guessing there is
    no table to show: pressed then, it would stand in the place of the figure as soon as the number is shown."""
    last = len(shown) + 1
    names = ["Begin", *(kept.bijschrift or kept.tables[0].definition.name for kept in shown), "Afronden"]
    with st.container(horizontal=True, vertical_alignment="center", key="onder"):
        back, onward = max(number - 1, 0), min(number + 1, last)
        st.button(
            "Vorige", key="vorige", type="tertiary", shortcut="Left", icon=":material/arrow_back:", on_click=_go,
            args=(sessie, shown, back), disabled=number == 0,
        )  # fmt: skip
        st.markdown(plain(_short(names[back])) if number else "", width="content")
        st.space("stretch")
        for layer, label, key, icon in (
            ("definitie", "Definitie", "D", ":material/menu_book:"),
            ("tabel", "Tabel", "T", ":material/table:"),
        ):
            st.button(label, key=f"laag-{layer}", type="tertiary", shortcut=key, icon=icon, on_click=_open,
                      args=(layer,), disabled=not 0 < number < last or (guessing and layer == "tabel"))  # fmt: skip
        st.space("stretch")
        st.markdown(plain(_short(names[onward])) if number < last else "", width="content")
        st.button(
            "Volgende", key="volgende", type="primary", shortcut="Right", icon=":material/arrow_forward:",
            icon_position="right", on_click=_go, args=(sessie, shown, onward), disabled=number == last,
        )  # fmt: skip


def _short(name: str, most: int = 38) -> str:
    return name if len(name) <= most else name[: most - 1].rsplit(" ", 1)[0] + "…"


def _go(sessie: str, shown: Sequence[SessionFigure], number: int) -> None:
    stand.go_to(place.store(), sessie, shown[number - 1].figuur if 0 < number <= len(shown) else "")
    st.session_state[LAYER] = ""
    st.query_params["f"] = str(number)


def _reveal(sessie: str, figuur: str) -> None:
    stand.reveal(place.store(), sessie, figuur)


def _open(layer: str) -> None:
    st.session_state[LAYER] = "" if st.session_state.get(LAYER) == layer else layer


def _leave() -> None:
    """Close what lies on top, else go to the agenda; pressed twice it does no harm."""
    if st.session_state.get(LAYER):
        st.session_state[LAYER] = ""
    elif "scherm" in st.query_params:
        del st.query_params["scherm"]

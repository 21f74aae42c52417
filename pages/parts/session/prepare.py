"""How is a session prepared: its words, its figures in order, a neutral caption and a question for each?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from data.log import Deed
from data.session.figures import HANDFUL, SessionFigure, change_words, figures, move, replace_with, take_out
from data.session.sessions import change_session, session, sessions
from data.session.text import LONGEST, SessionError
from data.store import StoreError
from metrics.question import QuestionError
from pages.parts import logbook, wording
from pages.parts.layout import row
from pages.parts.markdown import plain
from pages.parts.session import keeping, place, words
from pages.parts.session.catalogue import add_figure
from pages.parts.session.overview import session_fields, typed_session
from pages.parts.session.report_buttons import report_buttons
from pages.parts.session.then_and_now import kept_headline
from pages.parts.unbroken import unbroken
from results import Context, store_facts

ABOUT = "over"
"""The part of the page with the fields of the session."""


def prepare(sessie: str) -> None:
    """Figures left, the session itself right."""
    shown = figures(place.store(), sessie)
    left, right = row(60, 40)
    with left, st.container(key="fig-figuren", gap=None):
        st.header("Figuren", anchor=False)
        place.said()
        _advice(shown)
        for kept in shown:
            _row(kept, len(shown))
        add_figure(sessie)
    with right:
        with st.container(key="fig-starten", gap=None):
            _start(sessie)
        with st.container(key="fig-verslag", gap=None):
            report_buttons(sessie)
        with st.container(key="fig-over", gap=None):
            _about(sessie)


def _advice(shown: tuple[SessionFigure, ...]) -> None:
    if not shown:
        st.markdown(
            "Er staat nog geen figuur in. Kies er hieronder een, of op een andere pagina onder een figuur **Duiding**."
        )
    if len(shown) > HANDFUL:
        st.markdown(f"Dit zijn {len(shown)} figuren. Kies er hooguit {HANDFUL}: dan blijft er tijd voor het gesprek.")
    newest = store_facts().data_version
    old = [kept for kept in shown if kept.dataversie != newest]
    if old:
        st.markdown(
            f"Bij {words.screens(len(old))} zijn er nieuwere gegevens. De sessie houdt de cijfers van "
            f"{wording.day(old[0].peildatum)}, tot u ze vernieuwt."
        )
        st.button("Vernieuw de cijfers", key="vernieuw", on_click=_renew, args=(old,))


def _row(kept: SessionFigure, count: int) -> None:
    with st.container(key=f"rij-{kept.figuur}", gap="small"):
        st.markdown(f"**{kept.volgorde}. {plain(kept.titel)}**  \n{plain(kept.onderschrift)}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            field: dict[str, Any] = {"on_change": _words, "args": (kept,)}
            st.text_input("Bijschrift, zonder getal of oordeel", kept.bijschrift, key=f"bijschrift-{kept.figuur}",
                          max_chars=LONGEST["bijschrift"], **field)  # fmt: skip
            st.text_input("Vraag aan de groep", kept.vraag, key=f"vraag-{kept.figuur}",
                          max_chars=LONGEST["vraag"], **field)  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            st.checkbox(
                "Eerst raden",
                kept.eerst_raden,
                key=f"raden-{kept.figuur}",
                disabled=kept_headline(kept) is None,
                help="Kan bij een figuur met één getal per periode. Het cijfer komt pas als u het toont.",
                **field,
            )
            st.space("stretch")
            _move(kept, "Omhoog", -1, kept.volgorde == 1)
            _move(kept, "Omlaag", 1, kept.volgorde == count)
            st.button("Haal eruit", key=f"weg-{kept.figuur}", type="tertiary", on_click=_doing,
                      args=(take_out, kept.sessie, kept.figuur))  # fmt: skip


def _move(kept: SessionFigure, label: str, steps: int, disabled: bool) -> None:
    icon = ":material/arrow_upward:" if steps < 0 else ":material/arrow_downward:"
    st.button(label, key=f"{label}-{kept.figuur}", type="tertiary", icon=icon, disabled=disabled, on_click=_doing,
              args=(move, kept.sessie, kept.figuur, steps))  # fmt: skip


def _start(sessie: str) -> None:
    st.header("Starten", anchor=False)
    with st.container(horizontal=True):
        st.button(
            "Presenteren", type="primary", icon=":material/slideshow:", key="presenteer", shortcut="Right",
            on_click=_present,
        )  # fmt: skip
        st.button("Meeschrijven", key="meeschrijven", type="tertiary", icon=":material/edit_note:",
                  on_click=place.visit, args=(sessie, place.NOTES))  # fmt: skip
        st.button("Alle sessies", key="alle-sessies", type="tertiary", icon=":material/list:", on_click=place.visit)
    address = place.join_address(sessie)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<div style="width:8rem">{place.qr(address)}</div>', width="content")
        st.markdown(f"Deelnemers gaan naar  \n**{plain(address)}**")
    if place.only_here():
        st.markdown(
            "Dit adres werkt alleen op deze computer. Start het dashboard met `python -m pages --netwerk`, of zet in "
            "de instellingen bij `adres` hoe anderen het bereiken."
        )


def _about(sessie: str) -> None:
    about = session(place.store(), sessie)
    st.header("Over de sessie", anchor=False)
    with st.form("over-sessie", border=False):
        others = [each for each in sessions(place.store()) if each.sessie != sessie]
        name = f"over-{sessie}"
        session_fields(name, others, about.titel, wording.day_short(about.datum), about.partijen, about.vorige)
        st.form_submit_button("Bewaar", on_click=_keep, args=(sessie, name))
    place.said(ABOUT)


def _present() -> None:
    logbook.note(Deed.PRESENTED, place.here().sessie)
    st.query_params["scherm"] = place.FULL


@unbroken
def _keep(sessie: str, name: str) -> None:
    _doing(lambda store: change_session(store, sessie, *typed_session(name)), spot=ABOUT)  # type: ignore[arg-type]


@unbroken
def _words(kept: SessionFigure) -> None:
    """What stands in the fields of one figure."""
    caption, question = st.session_state[f"bijschrift-{kept.figuur}"], st.session_state[f"vraag-{kept.figuur}"]
    guess_first = st.session_state[f"raden-{kept.figuur}"]
    _doing(
        lambda store: change_words(
            store, kept.sessie, kept.figuur, caption=caption, question=question, guess_first=guess_first
        )
    )


def _renew(old: list[SessionFigure]) -> None:
    for kept in old:
        figure = keeping.figure_of(kept, "laptop")
        _doing(
            lambda store, kept=kept, figure=figure: replace_with(
                store, kept.sessie, kept.figuur, keeping.shown(figure, figure.answers(Context.GEDEELD))
            )
        )


def _doing(work: Callable[..., object], *args: object, spot: str = "") -> None:
    """Do something with the store; what goes wrong stands on the page, at `spot`."""
    try:
        work(place.store(), *args)
        logbook.note(Deed.SESSION_CHANGED, place.here().sessie)
    except (SessionError, StoreError, QuestionError, ValueError) as error:
        place.say(error, spot)

"""How does a session begin and end on the screen: what was left from last time, how to join, what was agreed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

import streamlit as st

from data.session import stand
from data.session.figures import SessionFigure, figures
from data.session.inbreng import Soort, participants
from data.session.remember import Agreement, Remembered, look_back, of_session
from data.session.sessions import Session
from pages.parts import wording
from pages.parts.markdown import plain
from pages.parts.session import place, space, words
from pages.parts.session.then_and_now import indicator_of, outcome

MOST, MOST_AT_END = 4, 8
AGENDA = 13.0
"""Lines of the screen for the list of figures."""


def opening(about: Session) -> None:
    """Title and parties, and what the last session left."""
    st.title(plain(about.titel), anchor=False)
    with st.container(key="sub-sessie"):
        st.markdown(plain(f"{wording.day(about.datum)} · aan tafel: {wording.together(about.partijen)}"))
    before = look_back(place.store(), about)
    if before is None:
        st.markdown("We kijken samen naar de cijfers: wat zien we, herkennen we het, kunnen we het verklaren?")
        st.markdown("Het gaat om het gesprek, niet om een afrekening.")
        shown = figures(place.store(), about.sessie)
        if not shown:
            st.markdown("Er staat nog geen figuur in deze sessie. Ga naar **Agenda** en zet er een in.")
        st.html(_agenda([(_name(kept), kept.vraag) for kept in shown]))
        return
    st.markdown(f"**Vorige keer:** {plain(before.session.titel)}, {wording.day(before.session.datum)}")
    expected = _expected(before.expectations)
    agreed = [_agreement(each) for each in before.agreements]
    wanted = sum(each.height for each in expected)
    room = max(space.OPENING - sum(each.height for each in agreed), space.OPENING / 2)
    above = _fitting(expected, room)
    below = _fitting(agreed, space.OPENING - min(wanted, room))
    head = '<p class="wat streep"><strong>Afspraken</strong></p>' if agreed else ""
    st.html(f'<div class="sessie-groep">{above}{head}{below}</div>')


def closing(about: Session) -> None:
    """What was agreed, learned and expected in this session: what asks for somebody to act comes first."""
    st.title("Wat nemen we mee?", anchor=False)
    found: dict[Soort, list[_Line]] = {Soort.AFSPRAAK: [], Soort.LEREN: [], Soort.VERWACHTEN: []}
    for known in of_session(place.store(), about):
        unit = indicator_of(known.figure).unit
        for entry in known.entries:
            if entry.soort is Soort.AFSPRAAK:
                small = " · ".join(filter(None, (entry.eigenaar, f"voor {wording.day(entry.datum)}", entry.principe)))
                found[entry.soort].append(_Line(entry.tekst, small, words.NAMES[entry.soort]))
            elif entry.soort in found:
                told = words.sentence(entry, unit)
                found[entry.soort].append(_Line(told, _name(known.figure), words.NAMES[entry.soort]))
    lines = [line for each in found.values() for line in each]
    if not lines:
        st.markdown("Er zijn nog geen verwachtingen en afspraken.")
    st.html(f'<div class="sessie-groep">{_fitting(lines, space.OPENING, MOST_AT_END)}</div>')


def afterwards() -> None:
    """Beside what the group takes along: where the rest stands, and what happens with it."""
    st.html(
        '<div class="sessie-groep"><h2>Hoe verder?</h2>'
        '<p class="wat">Alles wat is gezegd, staat in het verslag: om te printen, voor PowerPoint en voor Excel. '
        "U vindt het onder <strong>Agenda</strong>.</p>"
        '<p class="wat">De volgende sessie begint met wat u nu verwacht en hebt afgesproken.</p></div>'
    )


@st.fragment(run_every=1.0)
def joining(sessie: str) -> None:
    """The QR code and the link, and how many joined, asked for each second."""
    address = place.join_address(sessie)
    joined = stand.pulse(place.store(), sessie)[3]
    parties = [partij for partij in participants(place.store(), sessie).values() if partij != words.NOTE_TAKER]
    count = f"{words.participants(len(parties))} {'doet' if len(parties) == 1 else 'doen'} mee"
    st.html(
        '<div class="sessie-groep"><h2>Doe mee met uw telefoon</h2>'
        f"{place.qr(address)}"
        f'<p class="sessie-adres">{escape(address.partition("://")[2])}</p>'
        f'<p class="wie">{count if joined else "Nog niemand doet mee"}</p></div>'
    )


@dataclass(frozen=True)
class _Line:
    """What was said, with a small line under it and a bold word before it; `bold` when it is an outcome itself."""

    text: str
    small: str = ""
    name: str = ""
    status: str = ""
    bold: bool = False

    @property
    def height(self) -> float:
        small = f"{self.small} {self.status}".strip()
        return space.height(f"{self.name} {self.text}".strip(), small, space.WIDE)

    def html(self) -> str:
        name = f"<strong>{self.name}.</strong> " if self.name else ""
        status = f" · <strong>{self.status}</strong>" if self.status else ""
        small = f'<p class="wie">{escape(self.small)}{status}</p>' if self.small else ""
        text = f"<strong>{escape(self.text)}</strong>" if self.bold else escape(self.text)
        return f'<p class="wat">{name}{text}</p>{small}'


def _fitting(lines: Sequence[_Line], room: float, most: int = MOST) -> str:
    """As many as fit, and how many more there are."""
    shown = space.first_that_fit([each.height for each in lines], room, most)
    rest = len(lines) - shown
    more = f'<p class="wie">En nog {rest}, in het verslag.</p>' if rest else ""
    return "".join(each.html() for each in lines[:shown]) + more


def _expected(known: Sequence[Remembered]) -> list[_Line]:
    """What was expected and what became of it, in a line with the figure under it."""
    found = []
    for each in known:
        name = _name(each.figure)
        for entry in each.entries:
            if entry.soort is Soort.VERWACHTEN:
                found.append(_Line(outcome(each.figure, entry), f"{name} · inbreng {entry.partij}", bold=True))
    return found


def _agenda(figures_: Sequence[tuple[str, str]]) -> str:
    """The figures with their questions; of many the names only, as far as they fit."""
    heights = [space.height(name, "", space.WIDE) + ceil(len(asked) / space.WIDE) for name, asked in figures_]
    if sum(heights) > AGENDA:
        figures_ = [(name, "") for name, _ in figures_]
        heights = [space.height(name, "", space.WIDE) for name, _ in figures_]
    shown = space.first_that_fit(heights, AGENDA, len(heights))
    lines = [
        f"<li><strong>{escape(name)}</strong>{'<br>' if asked else ''}{escape(asked)}</li>"
        for name, asked in figures_[:shown]
    ]
    rest = len(figures_) - shown
    more = f'<p class="wie">En nog {words.screens(rest)}.</p>' if rest else ""
    return f'<ol class="sessie-agenda">{"".join(lines)}</ol><div class="sessie-groep">{more}</div>'


def _name(kept: SessionFigure) -> str:
    return kept.bijschrift or kept.tables[0].definition.name


def _agreement(each: Agreement) -> _Line:
    small = f"{each.entry.eigenaar} · {wording.day(each.entry.datum)}"
    return _Line(each.entry.tekst, small, status=each.status)

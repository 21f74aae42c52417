"""How does a session begin and end on the screen: what was left from last time, how to join, what was agreed?"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from data.session import stand
from data.session.figures import figures
from data.session.inbreng import Soort, participants
from data.session.remember import Agreement, look_back, of_session
from data.session.sessions import Session
from pages.parts import wording
from pages.parts.markdown import plain
from pages.parts.session import place, words
from pages.parts.session.then_and_now import indicator_of, outcome

MOST = 4


def opening(about: Session) -> None:
    """Title and parties, and what the last session left."""
    st.title(plain(about.titel), anchor=False)
    with st.container(key="sub-sessie"):
        st.markdown(plain(f"{wording.day(about.datum)} · aan tafel: {wording.together(about.partijen)}"))
    before = look_back(place.store(), about)
    if before is None:
        st.markdown("We kijken samen naar de cijfers: wat zien we, herkennen we het, kunnen we het verklaren?")
        st.markdown("Het gaat om het gesprek, niet om een afrekening.")
        lines = [
            f"<li><strong>{escape(kept.bijschrift or kept.tables[0].definition.name)}</strong>"
            f"{'<br>' if kept.vraag else ''}{escape(kept.vraag)}</li>"
            for kept in figures(place.store(), about.sessie)
        ]
        st.html(f'<ol class="sessie-agenda">{"".join(lines)}</ol>')
        return
    st.markdown(f"**Vorige keer:** {plain(before.session.titel)}, {wording.day(before.session.datum)}")
    expected = [
        (known.figure.bijschrift or known.figure.tables[0].definition.name, outcome(known.figure, entry), entry.partij)
        for known in before.expectations
        for entry in known.entries
        if entry.soort is Soort.VERWACHTEN
    ]
    lines = [
        f'<p class="wat">{escape(what)}<br><strong>{escape(told)}</strong></p><p class="wie">inbreng {escape(who)}</p>'
        for what, told, who in expected[:MOST]
    ]
    st.html(f'<div class="sessie-groep">{"".join(lines)}{_agreed(before.agreements)}</div>')


def closing(about: Session) -> None:
    """What was expected and agreed in this session."""
    st.title("Wat nemen we mee?", anchor=False)
    blocks = []
    for known in of_session(place.store(), about):
        unit = indicator_of(known.figure).unit
        for entry in known.entries:
            if entry.soort in (Soort.VERWACHTEN, Soort.LEREN, Soort.AFSPRAAK):
                blocks.append(
                    f'<p class="wat"><strong>{words.NAMES[entry.soort]}.</strong> '
                    f"{escape(words.sentence(entry, unit))}</p>"
                )
    if not blocks:
        st.markdown("Er zijn nog geen verwachtingen en afspraken.")
    more = f'<p class="wie">En nog {len(blocks) - 8}, in het verslag.</p>' if len(blocks) > 8 else ""
    st.html(f'<div class="sessie-groep">{"".join(blocks[:8])}{more}</div>')


@st.fragment(run_every=1.0)
def joining(sessie: str) -> None:
    """The QR code and the link, and how many joined, asked for each second."""
    address = place.join_address(sessie)
    joined = stand.pulse(place.store(), sessie)[3]
    parties = [partij for partij in participants(place.store(), sessie).values() if partij != words.NOTE_TAKER]
    count = f"{len(parties)} deelnemers doen mee" if len(parties) != 1 else "1 deelnemer doet mee"
    st.html(
        '<div class="sessie-groep"><h2>Doe mee met uw telefoon</h2>'
        f"{place.qr(address)}"
        f'<p class="sessie-adres">{escape(address.partition("://")[2])}</p>'
        f'<p class="wie">{count if joined else "Nog niemand doet mee"}</p></div>'
    )


def _agreed(made: Sequence[Agreement]) -> str:
    if not made:
        return ""
    lines = [
        f'<p class="wat">{escape(each.entry.tekst)}</p><p class="wie">{escape(each.entry.eigenaar)} · '
        f"{wording.day(each.entry.datum)} · <strong>{each.status}</strong></p>"
        for each in made[:MOST]
    ]
    return f'<p class="wat streep"><strong>Afspraken</strong></p>{"".join(lines)}'

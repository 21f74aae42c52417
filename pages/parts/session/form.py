"""How does somebody say something about a figure, so that it lands on that figure exactly once?

The callback gets session, figure, question and number as arguments of the moment of drawing. It reads the fields,
keeps the entry in one transaction, and only then touches the state of the browser: a click that comes in between
cannot lose or move it. Each form stands in a fragment of its own; beside a fragment that polls it would vanish. Its
fields keep their keys and are emptied after sending: with new keys the old fields now and then stayed beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from data.session.figures import SessionFigure
from data.session.inbreng import CHOICES, RECOGNISED, Entry, Said, Soort, entries, record
from data.session.text import LONGEST, DoubtfulText, SessionError
from data.settings import load_settings
from data.store import StoreError
from metrics.indicator import Unit
from pages.parts import wording
from pages.parts.import_panel import parse_day
from pages.parts.session import words
from pages.parts.session.place import store
from pages.parts.session.then_and_now import indicator_of, kept_headline, periods_ahead
from pages.parts.unbroken import unbroken

NOTICE, DOUBT = "sessie_bericht", "sessie_twijfel"

CLEARED: dict[str, Any] = {
    "tekst": "", "getal": "", "richting": None, "keuze": None, "categorie": None, "sterkte": None, "weerlegging": "",
    "eigenaar": "", "datum": "", "zeker": False,
}  # fmt: skip
"""What a field holds after sending; a list keeps what was chosen."""
_CHANGE = "Uw antwoord staat erin. U kunt het nog veranderen: stuur dan een nieuw antwoord in."
_THANKS = {Soort.RAMING: _CHANGE, Soort.HERKENNEN: _CHANGE}


@dataclass(frozen=True)
class Speaker:
    """Who speaks: a device, and for which party."""

    device: str
    partij: str


def next_number(said: Sequence[Entry], speaker: Speaker, soort: Soort, betreft: int | None = None) -> int:
    """How many entries this device made on the question; the number of the next one."""
    mine = [
        each for each in said if each.deelnemer == speaker.device and each.soort is soort and each.betreft == betreft
    ]
    return max((each.nummer for each in mine), default=-1) + 1


@st.fragment
def form(kept: SessionFigure, soort: Soort, speaker: Speaker) -> None:
    """The fields of one question with a button; after sending they are empty again."""
    number = next_number(entries(store(), kept.sessie, kept.figuur), speaker, soort)
    name = f"{kept.sessie}-{kept.figuur}-{soort}-{speaker.partij}"
    with st.form(f"vorm-{name}", border=False):
        _FIELDS[soort](kept, name)
        doubted = st.session_state.get(DOUBT)
        with st.container():
            if doubted and doubted[0] == name:
                st.warning(doubted[1], icon=":material/info:")
                st.checkbox("Dit gaat niet over één persoon. Stuur het toch.", key=f"zeker-{name}")
        st.form_submit_button(
            "Stuur in", type="primary", on_click=send, args=(kept.sessie, kept.figuur, soort, speaker, number, name,
                                                            str(indicator_of(kept).unit)),
        )  # fmt: skip
    notice = st.session_state.get(NOTICE)
    if notice and notice[0] == name:
        st.warning(notice[1], icon=":material/info:")
    elif number and notice is None:
        st.markdown(_THANKS.get(soort, "Uw antwoord staat erin. U kunt nog iets toevoegen."))


@unbroken
def send(sessie: str, figuur: str, soort: Soort, speaker: Speaker, number: int, name: str, unit: str) -> None:
    """Keep what stands in the fields."""
    typed = {
        str(key).removesuffix(f"-{name}"): value for key, value in st.session_state.items() if str(key).endswith(name)
    }
    notice = doubt = None
    try:
        said = _said(sessie, figuur, soort, speaker, number, typed, unit)
        record(store(), said, sure=bool(typed.get("zeker")))
    except DoubtfulText as error:
        doubt = (name, str(error))
    except (SessionError, StoreError, ValueError) as error:
        notice = (name, str(error))
    st.session_state[NOTICE], st.session_state[DOUBT] = notice, doubt
    if notice is None and doubt is None:
        for field in typed.keys() & CLEARED.keys():
            st.session_state[f"{field}-{name}"] = CLEARED[field]


def _said(
    sessie: str, figuur: str, soort: Soort, speaker: Speaker, number: int, typed: dict[Any, Any], unit: str
) -> Said:
    return Said(
        sessie, figuur, soort, speaker.device, number, speaker.partij,
        tekst=typed.get("tekst") or "",
        getal=words.number_of(typed.get("getal") or "", Unit(unit)),
        richting=typed.get("richting"),
        keuze=typed.get("keuze"),
        categorie=typed.get("categorie"),
        sterkte=typed.get("sterkte"),
        weerlegging=typed.get("weerlegging") or "",
        eigenaar=typed.get("eigenaar") or "",
        periode=typed.get("periode"),
        datum=parse_day(typed.get("datum") or ""),
        principe=typed.get("principe") or "",
    )  # fmt: skip


def _text(label: str, name: str, key: str = "tekst") -> None:
    st.text_area(label, key=f"{key}-{name}", max_chars=LONGEST["tekst"], height=96)


def _choice(label: str, options: Sequence[str], name: str, key: str) -> None:
    st.segmented_control(
        label, list(options), key=f"{key}-{name}", format_func=lambda word: words.KINDS.get(word, word)
    )  # fmt: skip


def _guess(kept: SessionFigure, name: str, about_now: bool = True) -> None:
    unit = indicator_of(kept).unit
    value = kept_headline(kept)
    period = f" {wording.in_period(value.periode)}" if about_now and value else ""
    st.text_input(f"Welk getal verwacht u{period} ({words.unit_word(unit)})?", key=f"getal-{name}", max_chars=15)
    _choice("Of: welke kant gaat het op?", CHOICES["richting"], name, "richting")


def _seen(kept: SessionFigure, name: str) -> None:
    _text("Wat ziet u? Alleen wat er staat, nog geen verklaring.", name)


def _recognised(kept: SessionFigure, name: str) -> None:
    _choice("Herkent u dit beeld?", RECOGNISED, name, "keuze")
    _text("Een voorbeeld (mag leeg blijven, en gaat niet over één persoon)", name)


def _explained(kept: SessionFigure, name: str) -> None:
    _text("Waar kan het door komen?", name)
    _choice("Dat heeft te maken met", CHOICES["categorie"], name, "categorie")
    _choice("Hoe sterk is deze verklaring?", CHOICES["sterkte"], name, "sterkte")
    st.text_input("Waaraan zien we dat dit níet klopt?", key=f"weerlegging-{name}", max_chars=LONGEST["tekst"])


def _expected(kept: SessionFigure, name: str) -> None:
    periods = periods_ahead(kept)
    st.selectbox("In welke periode?", periods, key=f"periode-{name}", format_func=wording.period)
    _guess(kept, name, about_now=False)
    st.text_input("Waarom (mag leeg blijven)", key=f"tekst-{name}", max_chars=LONGEST["tekst"])


def _learned(kept: SessionFigure, name: str) -> None:
    _text("Wat leren we hiervan?", name)


def _agreed(kept: SessionFigure, name: str) -> None:
    _text("Wat spreken we af?", name)
    st.text_input("Wie pakt het op? Noem een rol, geen naam.", key=f"eigenaar-{name}", max_chars=LONGEST["rol"])
    st.text_input("Wanneer is het af?", key=f"datum-{name}", max_chars=10, placeholder="31-3-2027")
    principles = load_settings().leidende_principes
    if principles:
        st.selectbox(
            "Bij welk leidend principe hoort het?", ["", *principles], key=f"principe-{name}",
            format_func=lambda word: word or "geen",
        )  # fmt: skip


def _dissent(kept: SessionFigure, name: str) -> None:
    _text("Wat ziet u anders dan de rest?", name)


_FIELDS = {
    Soort.RAMING: _guess,
    Soort.ZIEN: _seen,
    Soort.HERKENNEN: _recognised,
    Soort.VERKLAREN: _explained,
    Soort.VERWACHTEN: _expected,
    Soort.LEREN: _learned,
    Soort.AFSPRAAK: _agreed,
    Soort.TEGENGELUID: _dissent,
}

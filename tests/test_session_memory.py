"""What does the next session, a figure or a report remember of what was said?"""

from __future__ import annotations

from datetime import date

import pytest

from data.session.figures import pin
from data.session.inbreng import Said, Soort, record, withdraw
from data.session.remember import agreements, look_back, numbers_of_words, remembered
from data.session.report_model import report_of
from data.session.sessions import create_session, session
from data.store import Store
from tests.session_figures import frame, shown

DAY = date(2026, 11, 22)


@pytest.fixture
def table(store: Store) -> tuple[Store, str, str]:
    """A store with a session of two parties and one figure."""
    sessie = create_session(store, "Sessie Zuid", DAY, ["gemeente", "buurtteam"])
    return store, sessie, pin(store, sessie, shown())


def said(sessie: str, figuur: str, soort: Soort = Soort.ZIEN, number: int = 0, who: str = "a", **more: object) -> Said:
    words = {"tekst": "Het daalt."} | more
    return Said(sessie, figuur, soort, who, number, "gemeente", **words)  # type: ignore[arg-type]


def test_next_session_opens_with_what_the_last_left(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    record(store, said(sessie, figuur, Soort.VERWACHTEN, tekst="", getal=0.4, periode="2023-Q1"))
    done = record(store, said(sessie, figuur, Soort.AFSPRAAK, eigenaar="teammanager", datum=DAY))
    kept = record(store, said(sessie, figuur, Soort.AFSPRAAK, 1, tekst="Nog iets.", eigenaar="gemeente", datum=DAY))
    record(store, said(sessie, figuur, Soort.STAND, tekst="", keuze="klaar", betreft=done))
    second = session(store, create_session(store, "Zuid 2", DAY, ["gemeente"], sessie))
    back = look_back(store, second)
    assert back is not None and back.session.sessie == sessie
    assert [each.entries[0].getal for each in back.expectations] == [0.4]
    assert [(each.entry.inbreng, each.status) for each in back.agreements] == [(done, "klaar"), (kept, "open")]
    third = session(store, create_session(store, "Zuid 3", DAY, ["gemeente"], second.sessie))
    later = look_back(store, third)
    assert later is not None and [each.entry.inbreng for each in later.agreements] == [kept]
    assert [each.status for each in agreements(store)] == ["klaar", "open"]
    assert look_back(store, session(store, sessie)) is None


def test_figure_finds_what_was_said_about_its_subject(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    other = pin(store, sessie, shown("bereik"))
    record(store, said(sessie, figuur))
    gone = record(store, said(sessie, other))
    assert numbers_of_words(store) == {"kennismaking": 1, "bereik": 1}
    withdraw(store, sessie, gone)
    assert numbers_of_words(store) == {"kennismaking": 1}
    (found,) = remembered(store, "kennismaking")
    assert [each.tekst for each in found.entries] == ["Het daalt."]
    assert remembered(store, "bereik") == ()


def test_report_names_breaks_and_hidden_cells(store: Store) -> None:
    sessie = create_session(store, "Zuid", DAY, ["gemeente"])
    pin(store, sessie, shown(content=frame(0.5, None, hidden=(1,))))
    (figure,) = report_of(store, sessie).figures
    assert [(each.table, each.place) for each in figure.hidden] == [(1, (("periode", "2022-Q2"),))]
    assert [each.titel for each in figure.breaks] == ["Nieuwe telling"]

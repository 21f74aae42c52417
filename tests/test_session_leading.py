"""Does who prepares and leads a session find what is asked in the place where it belongs, in good Dutch?"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.session.figures import figures, pin
from data.session.inbreng import Said, Soort, entries, join, record
from data.session.sessions import create_session
from data.session.stand import Position, go_to, position, reveal
from data.store import Store, open_store
from metrics.indicator import Unit
from pages.parts.session import group, place
from pages.parts.session.spread import spread
from tests.session_figures import shown
from tests.small_municipality import fill
from tests.test_session_pages import started, texts

DAY = date(2026, 11, 22)


@pytest.fixture
def filled(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    store = open_store(create=True)
    fill(store)
    monkeypatch.setattr(place, "base_address", lambda: "http://tafel")
    return store


def guessed(store: Store, number: float) -> tuple[str, str]:
    """A session in which one participant guessed at its one figure."""
    sessie = create_session(store, "Sessie Zuid", DAY, ["gemeente", "buurtteam"])
    figuur = pin(store, sessie, shown(), guess_first=True)
    join(store, sessie, "t0", "gemeente")
    record(store, Said(sessie, figuur, Soort.RAMING, "t0", 0, "gemeente", getal=number))
    return sessie, figuur


def beside(app: AppTest) -> str:
    """The warnings in the right column of the page."""
    return " ".join(each.value for each in app.columns[1].warning)


def test_one_participant_is_told_as_one(filled: Store) -> None:
    sessie, figuur = guessed(filled, 0.3)
    (kept,) = figures(filled, sessie)
    guessing = group.panel(kept, Position(figuur, frozenset(), "zien", 0), ["gemeente", "buurtteam"])
    assert "Geraden: 1 van 2 partijen · 1 deelnemer<" in guessing
    seen = group.panel(kept, Position(figuur, frozenset({figuur}), "zien", 0), ["gemeente", "buurtteam"])
    assert "Antwoord van 0 van 1 deelnemer." in seen


@pytest.mark.parametrize("number", [0.05, 0.9])
def test_words_of_the_strip_stay_within_it(number: float, filled: Store) -> None:
    sessie, figuur = guessed(filled, number)
    strip = spread(entries(filled, sessie, figuur), 0.3, Unit.SHARE)
    places = re.findall(r'class="woord [a-z]+" style="left:([\d.]+)%;transform:translateX\(-([\d.]+)%\)"', strip)
    assert len(places) == strip.count('class="woord ') > 1
    assert all(left == back and 0 <= float(left) <= 100 for left, back in places)


def test_there_is_no_table_to_open_while_guessing(filled: Store) -> None:
    sessie, figuur = guessed(filled, 0.3)
    app = started("sessie", s=sessie, scherm="vol", f="1")
    assert app.button(key="laag-tabel").disabled and not app.button(key="laag-definitie").disabled
    reveal(filled, sessie, figuur)
    assert figuur in position(filled, sessie).revealed
    assert not app.run().button(key="laag-tabel").disabled


def test_what_is_wrong_with_a_new_session_stands_with_its_fields(filled: Store) -> None:
    app = started("sessie")
    submit = next(each for each in app.button if each.label == "Maak de sessie")
    assert beside(submit.click().run()) == "Geef de sessie een titel."
    assert len(app.warning) == 1


def test_what_is_wrong_with_the_session_stands_with_its_fields(filled: Store) -> None:
    sessie = create_session(filled, "Sessie Zuid", DAY, ["gemeente", "buurtteam"])
    app = started("sessie", s=sessie)
    app.text_input(key=f"datum-over-{sessie}").set_value("morgen")
    submit = next(each for each in app.button if each.label == "Bewaar")
    submit.click().run()
    assert beside(app) == "'morgen' is geen datum. Schrijf de datum als 31-10-2026."
    assert len(app.warning) == 1


def test_what_is_taken_along_names_its_figure(filled: Store) -> None:
    sessie, figuur = guessed(filled, 0.3)
    (kept,) = figures(filled, sessie)
    record(filled, Said(sessie, figuur, Soort.VERWACHTEN, "t0", 0, "gemeente", getal=0.4, periode="2027-Q1"))
    screen = "".join(each.proto.body for each in started("sessie", s=sessie, scherm="vol", f="2").get("html"))
    name = kept.bijschrift or kept.tables[0].definition.name
    assert f'40% in het 1e kwartaal 2027</p><p class="wie">{name}</p>' in screen


def test_a_note_taker_reads_that_nothing_was_said_yet(filled: Store) -> None:
    sessie, figuur = guessed(filled, 0.3)
    reveal(filled, sessie, figuur)
    go_to(filled, sessie, figuur)
    assert "Geraden (gemeente): 30%" in texts(started("sessie", s=sessie, rol="notulist"))
    (said,) = entries(filled, sessie, figuur)
    other = create_session(filled, "Sessie Noord", DAY, ["gemeente"])
    go_to(filled, other, pin(filled, other, shown()))
    assert said.counts and "Er is nog niets gezegd." in texts(started("sessie", s=other, rol="notulist"))

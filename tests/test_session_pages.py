"""Do the pages of a session say what to do when there is nothing, or when a link is wrong?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from data.session.figures import pin
from data.session.sessions import create_session
from data.store import Store, open_store
from pages.parts.page import EMPTY
from pages.parts.session.words import first_sentences
from tests.session_figures import shown
from tests.small_municipality import fill

DASHBOARD = str(Path(__file__).resolve().parents[1] / "dashboard.py")


@pytest.fixture
def filled(own_store: Path) -> Store:
    store = open_store(create=True)
    fill(store)
    return store


def opened(page: str, **params: str) -> str:
    """Every text of a page that was opened with these words in its address; the page must not fail."""
    config.set_option("client.showErrorDetails", "full")
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    for name, word in params.items():
        app.query_params[name] = word
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    kinds = (app.title, app.subheader, app.markdown, app.text_input, app.button)
    return "\n".join(f"{element.value} {getattr(element, 'label', '')}" for kind in kinds for element in kind)


def test_without_figures_the_page_says_what_to_do(store: Store) -> None:
    assert EMPTY in opened("sessie")


def test_first_visit_explains_how_to_begin(filled: Store) -> None:
    said = opened("sessie")
    assert "Er is nog geen sessie." in said and "Er zijn geen open afspraken." in said


@pytest.mark.parametrize("params", [{"s": "weg"}, {"s": "weg", "scherm": "vol"}, {"s": "weg", "rol": "notulist"}])
def test_link_to_no_session_says_so(params: dict[str, str], filled: Store) -> None:
    assert "Deze sessie bestaat niet" in opened("sessie", **params)


def test_phone_without_session_asks_for_the_code(filled: Store) -> None:
    assert "Welke code staat op het scherm?" in opened("deelnemen")
    assert "Deze sessie bestaat niet" in opened("deelnemen", s="weg")


def test_phone_asks_for_a_party_and_no_name(filled: Store) -> None:
    sessie = create_session(filled, "Sessie Zuid", date(2026, 11, 22), ["gemeente", "buurtteam"])
    said = opened("deelnemen", s=sessie, d="onbekend")
    assert "We vragen geen naam." in said and "gemeente" in said and "buurtteam" in said


def test_more_than_a_handful_is_advised_against(filled: Store) -> None:
    sessie = create_session(filled, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    for _ in range(6):
        pin(filled, sessie, shown())
    said = opened("sessie", s=sessie)
    assert "Dit zijn 6 figuren. Kies er hooguit 5" in said
    assert "zijn er nieuwere gegevens" in said


def test_reading_is_cut_between_sentences() -> None:
    assert first_sentences("Kort. Ook kort. " + "x" * 90 + ".") == "Kort. Ook kort."
    assert first_sentences("Een zin. Nog een.") == "Een zin. Nog een."

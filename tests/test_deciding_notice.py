"""Does somebody whose page waits for the decision on small numbers see what it waits for, and how far it is?"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

import data.decisions
import results
from data.store import Store
from tests.stocked import aanmeldingen, areas, stock

SAID = "Het dashboard zoekt uit welke kleine aantallen het moet verbergen: {} van de "


def waiting_page() -> None:
    """A page that waits: only its notice is drawn."""
    from pages.parts.deciding import notice

    notice()


@pytest.fixture
def undecided(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that counts as large, of which nothing was decided."""
    monkeypatch.setattr(data.decisions, "LARGE", 5)
    stock(
        store, {"gebieden": areas(2), "aanmeldingen": aanmeldingen(Random(3), 12, teams=2)}, delivered=date(2023, 2, 28)
    )
    return store


def said() -> list[str]:
    return [each.value for each in AppTest.from_function(waiting_page).run(timeout=60).markdown]


@pytest.mark.long
def test_a_page_that_waits_says_how_far_deciding_is_until_it_is_done(undecided: Store) -> None:
    assert [text.startswith(SAID.format(0)) for text in said()] == [True]
    results.result(results.Query("gewenst_later", ("2022",)))
    left = results.undecided()
    assert left is not None and 0 < left[0] < left[1]
    assert [text.startswith(SAID.format(left[0])) for text in said()] == [True]
    results.decide()
    assert results.undecided() is None
    assert said() == []


def test_a_small_store_decides_so_quickly_that_nothing_is_said(
    undecided: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data.decisions, "LARGE", 50_000)
    assert results.undecided() is None
    assert said() == []


def test_the_notice_is_gone_when_the_page_is_done(undecided: Store) -> None:
    app = AppTest.from_file("../pages/bereik.py", default_timeout=120).run()
    assert app.title and not app.exception
    assert not [each for each in app.markdown if each.value.startswith(SAID[:20])]

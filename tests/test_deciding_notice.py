"""Does somebody whose page waits for the decision on small numbers see what it waits for, and how far it is?"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

import data.decisions
import results
from data.store import Store
from pages.parts import frame
from pages.parts.deciding import sentence_now
from tests.stocked import aanmeldingen, areas, stock

SAID = "Het dashboard zoekt uit welke kleine aantallen het moet verbergen: {} van de "


@pytest.fixture
def undecided(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that counts as large, of which nothing was decided."""
    monkeypatch.setattr(data.decisions, "LARGE", 5)
    stock(
        store, {"gebieden": areas(2), "aanmeldingen": aanmeldingen(Random(3), 12, teams=2)}, delivered=date(2023, 2, 28)
    )
    return store


def says_how_far(done: int) -> bool:
    return (sentence_now() or "").startswith(SAID.format(done))


@pytest.mark.long
def test_who_waits_reads_how_far_deciding_is_until_it_is_done(undecided: Store) -> None:
    assert says_how_far(0)
    results.result(results.Query("gewenst_later", ("2022",)))
    left = results.undecided()
    assert left is not None and 0 < left[0] < left[1]
    assert says_how_far(left[0])
    results.decide()
    assert results.undecided() is None and sentence_now() is None


def test_a_small_store_decides_so_quickly_that_nothing_is_said(
    undecided: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data.decisions, "LARGE", 50_000)
    assert results.undecided() is None and sentence_now() is None


def test_only_a_figure_that_is_not_ready_says_that_it_waits(undecided: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def spinner(text: str) -> nullcontext[None]:
        said.append(text)
        return nullcontext()

    monkeypatch.setattr(frame.st, "spinner", spinner)
    app = AppTest.from_file("../pages/bereik.py", default_timeout=120).run()
    assert app.title and not app.exception
    assert said and said[0].startswith(SAID.format(0))
    said.clear()
    assert not app.run().exception
    assert said == []

"""Can anybody compute a hidden number of first care or of a wait for it, from all that is shared?

The numbers of starts and of days are decided; how many waited longer than a norm, and how many were set to nought, are
shown in few tables only. All of them are about the same starts, so they are attacked together.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import world
from data.frames import read_frame
from data.store import Store, open_store
from metrics.period import Level, Period
from metrics.protection import gate
from metrics.protection.tails import Tails
from tests.attack import city, waits
from tests.attack.reasoning import Narrow

pytestmark = pytest.mark.long
PLACES = city.known_places()
BEFORE = Period(city.YEAR - 1, 1, Level.YEAR)
"""Of first care is known a year later only whether it stayed with one aanbieder."""


def first_care(store: Store, number: int) -> list[Narrow]:
    waits.build(store, number, 1)
    knowledge, _ = waits.FIRST_CARE.attack(BEFORE.year, PLACES, BEFORE)
    assert knowledge.secrets and knowledge.shown
    return knowledge.attack(enough=5)


def starts(store: Store, number: int, seed: int = 1) -> list[Narrow]:
    """Both waits together: they count the same starts."""
    waits.build(store, number, seed)
    knowledge, _ = waits.learn("regulier", city.YEAR, PLACES, waits.BOTH)
    assert knowledge.secrets and knowledge.shown
    return knowledge.attack(enough=5)


def tails(store: Store, number: int) -> list[Narrow]:
    """Numbers beside the waits, as far as they are published, with all that is told of the same starts."""
    waits.build(store, number, 1)
    knowledge, rows = waits.learn("regulier", city.YEAR, PLACES)
    assert waits.learn_tails(rows, "regulier") > 100
    return waits.published(knowledge.attack())


@pytest.mark.parametrize("number", [500, 1_500, 9_000])
@pytest.mark.parametrize("attacked", [first_care, starts])
def test_no_hidden_number_is_narrow_in_cities_of_every_size(
    store: Store, attacked: Callable[[Store, int], list[Narrow]], number: int
) -> None:
    assert attacked(store, number) == []


@pytest.mark.parametrize("number", [1_500, 9_000])
def test_no_number_above_a_norm_is_narrow(store: Store, number: int) -> None:
    assert tails(store, number) == []


@pytest.mark.parametrize("group", ["regulier", "crisis", "gi"])
def test_no_hidden_number_of_the_example_is_narrow(
    example_store: Path, monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    places = city.places_of(read_frame(open_store(), "gebieden").iter_rows(named=True))
    knowledge, _ = waits.learn(group, 2024, places, waits.BOTH)
    assert knowledge.secrets and knowledge.shown
    assert knowledge.attack(enough=5) == []


@pytest.mark.parametrize("attacked", [first_care, starts])
def test_the_primary_rules_alone_are_found_out(
    store: Store, monkeypatch: pytest.MonkeyPatch, attacked: Callable[[Store, int], list[Narrow]]
) -> None:
    monkeypatch.setattr(world.World, "decided", lambda *_: None)
    assert len(attacked(store, 500)) >= 5


def test_a_number_that_two_waits_decide_each_for_itself_is_found_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "hide_twins", lambda frame, *_: frame)
    assert starts(store, 500, seed=13) != []


def test_a_number_that_one_wait_hides_is_hidden_by_the_other(store: Store) -> None:
    assert starts(store, 500, seed=13) == []


def test_numbers_above_a_norm_in_every_table_are_found_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tails, "keep", lambda _, frame, __: frame)
    assert len(tails(store, 1_500)) >= 5

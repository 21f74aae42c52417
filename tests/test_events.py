"""Can somebody write down what changed, is it refused with a sentence when it cannot be, and do the figures follow?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import results
from data.events import Event, EventError, delete_event, events, write_event
from data.store import Store
from results import Query

BREAK = Event(date(2024, 7, 1), "bereik", "trendbreuk", "Nieuwe telling", "Vergelijk niet.", "")


def test_what_is_written_is_read_back_and_raises_the_data_version(store: Store) -> None:
    before = store.version()
    write_event(store, BREAK)
    assert events(store).to_dicts() == [
        {"datum": date(2024, 7, 1), "indicator": "bereik", "soort": "trendbreuk", "titel": "Nieuwe telling",
         "toelichting": "Vergelijk niet.", "organisatie": ""}
    ]  # fmt: skip
    assert store.version().wijziging == before.wijziging + 1


def test_correction_takes_the_place_of_the_earlier_one(store: Store) -> None:
    write_event(store, BREAK)
    moved = replace(BREAK, datum=date(2024, 8, 1), titel="Nieuwe  telling, een maand later")
    write_event(store, moved, instead_of=BREAK)
    assert events(store)["titel"].to_list() == ["Nieuwe telling, een maand later"]
    with pytest.raises(EventError, match="intussen"):
        write_event(store, moved, instead_of=BREAK)


def test_deleted_is_gone_and_cannot_be_deleted_twice(store: Store) -> None:
    write_event(store, BREAK)
    delete_event(store, BREAK)
    assert events(store).is_empty()
    with pytest.raises(EventError, match="al weg"):
        delete_event(store, BREAK)


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (replace(BREAK, titel="  "), "titel is leeg"),
        (replace(BREAK, titel="x" * 121), "te lang"),
        (replace(BREAK, soort="storing"), "Onbekende soort"),
        (replace(BREAK, indicator=""), "welk cijfer"),
        (replace(BREAK, datum=date(1200, 1, 1)), "te ver weg"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_sentence_and_changes_nothing(
    store: Store, event: Event, sentence: str
) -> None:
    before = store.version()
    with pytest.raises(EventError, match=sentence):
        write_event(store, event)
    assert events(store).is_empty() and store.version() == before


def test_the_same_one_twice_is_refused_and_the_first_stays(store: Store) -> None:
    write_event(store, BREAK)
    with pytest.raises(EventError, match="staat er al"):
        write_event(store, replace(BREAK, titel="Anders"))
    assert events(store)["titel"].to_list() == ["Nieuwe telling"]


def test_refused_correction_leaves_the_earlier_one(store: Store) -> None:
    other = replace(BREAK, datum=date(2025, 1, 1))
    write_event(store, BREAK)
    write_event(store, other)
    with pytest.raises(EventError, match="staat er al"):
        write_event(store, other, instead_of=BREAK)
    assert events(store).height == 2


def test_figure_that_it_touches_carries_it_at_once_and_others_do_not(store: Store) -> None:
    assert results.result(Query("bereik", ("2024",))).events.is_empty()
    write_event(store, BREAK)
    assert results.result(Query("bereik", ("2024",))).events["titel"].to_list() == ["Nieuwe telling"]
    assert results.result(Query("ervaring", ("2024",))).events.is_empty()

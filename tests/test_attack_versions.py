"""Can anybody compute a hidden number from what was shared after two deliveries?

Two deliveries are not decided together yet (see docs/bescherming.md, 'Latere leveringen'), so the tests that nothing
follows from both are known to fail. They measure what leaks, and turn red on the day that it no longer does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import open_store
from metrics.period import Level, Period
from metrics.viewer import INVENTED, looking_as
from tests.attack import city
from tests.attack.families import AANMELDINGEN
from tests.attack.versions import Seen, Watcher, first_delivery, next_delivery, small_changes
from tests.places import fill_empty, new_place

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("two deliveries")]
NUMBER, LATE = 500, 0.02
WATCHER = Watcher(
    AANMELDINGEN,
    ("kennismaking_binnen_vijf_werkdagen",),
    ("team", "wijk", "ses"),
    Period(city.YEAR, 1, Level.YEAR),
    city.known_places(),
)
NOT_BUILT = pytest.mark.xfail(strict=True, reason="two deliveries are not decided together yet")


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path | str) -> Iterator[tuple[Seen, ...]]:
    """What is shared after a delivery, after one that brought nothing, and after one with rows that were late."""
    place = new_place(tmp_path_factory.mktemp("deliveries"), "store.sqlite")
    fill_empty(place, empty_store_file)
    with pytest.MonkeyPatch.context() as patch, looking_as(INVENTED):
        patch.setenv("CIJFERTAFEL_STORE", str(place))
        store = open_store(str(place))
        late = first_delivery(store, NUMBER, seed=7, late=LATE)
        first = WATCHER.look("first")
        next_delivery(store, [])
        same = WATCHER.look("same")
        next_delivery(store, late)
        seen = first, same, WATCHER.look("late")
    yield seen


def test_a_delivery_without_new_rows_tells_nothing_new(deliveries: tuple[Seen, ...]) -> None:
    first, same, _ = deliveries
    knowledge = WATCHER.know(first, same)
    assert small_changes(first, same) == 0
    assert knowledge.secrets and knowledge.shown
    assert knowledge.attack(enough=5) == []


def test_a_later_delivery_is_safe_by_itself(deliveries: tuple[Seen, ...]) -> None:
    assert WATCHER.know(deliveries[-1]).attack(enough=5) == []


@NOT_BUILT
def test_nothing_follows_from_two_deliveries_together(deliveries: tuple[Seen, ...]) -> None:
    first, _, late = deliveries
    assert WATCHER.know(first, late).attack(enough=5) == []


@NOT_BUILT
def test_no_visible_number_changes_by_a_few_people(deliveries: tuple[Seen, ...]) -> None:
    first, _, late = deliveries
    assert small_changes(first, late) == 0

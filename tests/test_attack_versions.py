"""Can anybody compute a hidden number from what was shared after two deliveries?

Of a year that was fixed between them nothing follows. Of a year that is not fixed yet something does (see
docs/bescherming.md, 'Latere leveringen'): those tests are known to fail. They measure what leaks, and turn red on the
day that it no longer does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.fixed_years import reopen
from data.store import open_store
from metrics.period import Level, Period
from metrics.viewer import INVENTED, looking_as
from tests.attack import city
from tests.attack.families import AANMELDINGEN
from tests.attack.versions import Seen, Watcher, first_delivery, fix, next_delivery, small_changes
from tests.places import fill_empty, new_place

pytestmark = pytest.mark.long
NUMBER, LATE = 500, 0.02
WATCHER = Watcher(
    AANMELDINGEN,
    ("kennismaking_binnen_vijf_werkdagen",),
    ("team", "wijk", "ses"),
    Period(city.YEAR, 1, Level.YEAR),
    city.known_places(),
)
NOT_FIXED = pytest.mark.xfail(strict=True, reason="a year that is not fixed yet")


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path | str) -> Iterator[tuple[Seen, ...]]:
    """What is shared after a delivery, after one that brought nothing, and after one with rows that were late.

    Of that last one twice: in a year that was fixed before it, and in one that was not.
    """
    place = new_place(tmp_path_factory.mktemp("deliveries"), "store.sqlite")
    fill_empty(place, empty_store_file)
    with pytest.MonkeyPatch.context() as patch, looking_as(INVENTED):
        patch.setenv("CIJFERTAFEL_STORE", str(place))
        store = open_store(str(place))
        late = first_delivery(store, NUMBER, seed=7, late=LATE)
        first = WATCHER.look("first")
        next_delivery(store, [])
        same = WATCHER.look("same")
        fix(store, city.YEAR, WATCHER.indicators)
        next_delivery(store, late)
        fixed = WATCHER.look("fixed")
        reopen(store, city.YEAR, "proef")
        seen = first, same, fixed, WATCHER.look("late")
    yield seen


def test_a_delivery_without_new_rows_tells_nothing_new(deliveries: tuple[Seen, ...]) -> None:
    first, same, *_ = deliveries
    knowledge = WATCHER.know(first, same)
    assert small_changes(first, same) == 0
    assert knowledge.secrets and knowledge.shown
    assert knowledge.attack(enough=5) == []


def test_a_later_delivery_is_safe_by_itself(deliveries: tuple[Seen, ...]) -> None:
    assert WATCHER.know(deliveries[-1]).attack(enough=5) == []


def test_nothing_follows_from_two_deliveries_when_the_year_was_fixed_between_them(deliveries: tuple[Seen, ...]) -> None:
    first, _, fixed, late = deliveries
    knowledge = WATCHER.know(first, fixed)
    assert knowledge.secrets and knowledge.shown
    assert knowledge.attack(enough=5) == []
    assert [view.rows for view, _ in fixed] == [view.rows for view, _ in first]
    assert [view.rows for view, _ in fixed] != [view.rows for view, _ in late]


def test_no_number_of_a_fixed_year_changes(deliveries: tuple[Seen, ...]) -> None:
    first, _, fixed, _ = deliveries
    assert small_changes(first, fixed) == 0


@NOT_FIXED
def test_nothing_follows_from_two_deliveries_together(deliveries: tuple[Seen, ...]) -> None:
    first, *_, late = deliveries
    assert WATCHER.know(first, late).attack(enough=5) == []


@NOT_FIXED
def test_no_visible_number_changes_by_a_few_people(deliveries: tuple[Seen, ...]) -> None:
    first, *_, late = deliveries
    assert small_changes(first, late) == 0

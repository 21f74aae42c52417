"""Does the expectation follow from the last weeks alone, and is what it takes enough?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.queue import AHEAD, RECENT, Rates, Week, expectation, needed, rates

COUNTS = st.floats(0, 50)


def test_rates_are_the_means_of_the_last_thirteen_weeks() -> None:
    old = [Week(99, 0, 0, 0)] * 5
    found = rates([*old, *[Week(8, 6, 1, 20)] * RECENT])
    assert found == Rates(8, 6, 1, 0)
    assert rates([Week(8, 6, 1, 20)] * 3) is None


def test_queue_that_grows_one_a_week_is_eight_longer_in_eight_weeks() -> None:
    found = expectation(20, Rates(8, 6, 1, spread=0))
    assert [each.middle for each in found] == [21, 22, 23, 24, 25, 26, 27, 28]
    assert all(each.lower == each.middle == each.upper for each in found)


def test_interval_grows_with_the_root_of_the_weeks_and_nobody_is_the_least() -> None:
    found = expectation(1, Rates(5, 5, 0, spread=2))
    assert found[3].upper - found[3].middle == pytest.approx(2 * (found[0].upper - found[0].middle))
    assert found[-1].lower == 0


def test_eight_in_ten_simulated_queues_end_within_the_interval() -> None:
    random = np.random.default_rng(4)
    inside = 0
    for _ in range(2000):
        ahead = expectation(100, Rates(8, 8, 0, spread=3), 8)[-1]
        inside += ahead.lower <= 100 + random.normal(0, 3, 8).sum() <= ahead.upper
    assert abs(inside / 2000 - 0.8) < 3 * (0.8 * 0.2 / 2000) ** 0.5


@settings(deadline=None)
@given(COUNTS, COUNTS, COUNTS, st.floats(0, 300))
def test_with_what_it_takes_the_queue_fits_the_norm_in_time(
    erbij: float, geholpen: float, weg: float, waiting: float
) -> None:
    takes = needed(waiting, Rates(erbij, geholpen, weg, 0))
    left = waiting + AHEAD * (erbij - min(weg, erbij) - takes.to_reach)
    assert left <= max(takes.allowed, 0) + 1e-6 or waiting <= takes.allowed
    assert takes.to_reach >= takes.to_stay

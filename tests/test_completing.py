"""Is a month that is not complete estimated from earlier months only, and never below what is known?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.signals.completing import Completed, Share, completed

PART = st.floats(0.2, 1)


def test_seventy_of_a_month_known_for_seven_tenths_becomes_a_hundred() -> None:
    found = completed(70, Share(middle=0.7, lowest=0.5, highest=1.0))
    assert found is not None
    assert (found.middle, found.lower, found.upper) == pytest.approx((100, 70, 140))


@pytest.mark.parametrize(("known", "share"), [(10, Share(0.5, 0.1, 0.9)), (0, Share(0.9, 0.8, 1.0))])
def test_too_little_known_gives_no_estimate(known: float, share: Share) -> None:
    assert completed(known, share) is None


@settings(deadline=None)
@given(st.floats(1, 1e5), st.lists(PART, min_size=3, max_size=3).map(sorted))
def test_expectation_lies_within_its_range_and_above_what_is_known(known: float, parts: list[float]) -> None:
    low, middle, high = parts
    found = completed(known, Share(middle, low, high))
    assert isinstance(found, Completed)
    assert known <= found.lower <= found.middle <= found.upper

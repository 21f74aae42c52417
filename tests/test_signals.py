"""Do limits and signals agree with a slow reading of their definition?"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.period import Period
from metrics.signals.breaks import break_between, segments
from metrics.signals.funnel import Z_95, Z_998, band, is_signal, judged
from metrics.signals.movement import stretches
from metrics.signals.xmr import Limits, Rule, limits

SMALL = st.one_of(st.none(), st.integers(0, 6).map(float))


def slow_rows(values: list[float | None], length: int, belongs: list[bool]) -> set[int]:
    """Every window of `length` neighbours that all belong, one by one."""
    found: set[int] = set()
    for start in range(len(values) - length + 1):
        window = range(start, start + length)
        if all(belongs[place] for place in window):
            found |= set(window)
    return found


def slow_signals(values: list[float | None]) -> dict[Rule, set[int]]:
    known = [value for value in values if value is not None]
    moves = [
        abs(values[i] - values[i - 1])  # type: ignore[operator]
        for i in range(1, len(values))
        if values[i] is not None and values[i - 1] is not None
    ]
    mean = sum(known) / len(known)
    reach = 2.66 * sum(moves) / len(moves)

    def change(place: int, sign: int) -> bool:
        here, before = values[place], values[place - 1] if place else None
        return here is not None and before is not None and sign * (here - before) > 0

    places = range(len(values))
    outside = {i for i in places if values[i] is not None and abs(values[i] - mean) > reach + 1e-9}  # type: ignore[operator]
    return {
        Rule.OUTSIDE: outside,
        Rule.ABOVE: slow_rows(values, 8, [v is not None and v > mean for v in values]),
        Rule.BELOW: slow_rows(values, 8, [v is not None and v < mean for v in values]),
        Rule.RISING: slow_rows(values, 6, [change(i, 1) for i in places]),
        Rule.FALLING: slow_rows(values, 6, [change(i, -1) for i in places]),
    }


@settings(deadline=None)
@given(st.lists(SMALL, min_size=0, max_size=40))
def test_signals_are_those_of_the_slow_version(values: list[float | None]) -> None:
    found = limits(values)
    known = [value for value in values if value is not None]
    pairs = sum(a is not None and b is not None for a, b in pairwise(values))
    if len(known) < 12 or not pairs:
        assert found is None
        return
    assert found is not None
    rows = {rule: set(places) for rule, places in found.signals.items() if rule is not Rule.OUTSIDE}
    slow = slow_signals(values)
    assert rows == {rule: places for rule, places in slow.items() if places and rule is not Rule.OUTSIDE}
    on_the_limit = {
        i
        for i, v in enumerate(values)
        if v is not None and abs(abs(v - found.mean) - (found.upper - found.mean)) < 1e-6
    }
    assert set(found.signals.get(Rule.OUTSIDE, ())) - on_the_limit == slow[Rule.OUTSIDE] - on_the_limit


def test_limits_are_the_mean_and_2_66_times_the_mean_moving_range() -> None:
    found = limits([10.0, 12.0] * 6)
    assert found is not None
    assert (found.mean, found.lower, found.upper) == pytest.approx((11.0, 11 - 2.66 * 2, 11 + 2.66 * 2))


def test_eleven_points_are_too_few() -> None:
    assert limits([float(i % 3) for i in range(11)]) is None


def test_six_falls_in_a_row_are_a_signal_and_an_equal_neighbour_breaks_the_row() -> None:
    steady = [50.0, 48.0, 51.0, 49.0, 50.0, 52.0, 49.0]
    falling = limits([*steady, 48, 47, 46, 45, 44])
    broken = limits([*steady, 48, 47, 47, 46, 45, 44])
    assert falling is not None and falling.signals[Rule.FALLING] == (6, 7, 8, 9, 10, 11)
    assert broken is not None and Rule.FALLING not in broken.signals


def test_periods_on_both_sides_of_a_break_never_share_a_segment() -> None:
    periods = [Period.parse(text) for text in ("2021-Q3", "2021-Q4", "2022-Q1", "2022-Q2")]
    assert segments(periods, [date(2022, 1, 1)]) == [0, 0, 2, 2]


def test_a_period_with_a_break_inside_stands_alone() -> None:
    periods = [Period.parse(text) for text in ("2021", "2022", "2023")]
    assert len(set(segments(periods, [date(2022, 7, 1)]))) == 3


@settings(deadline=None)
@given(st.floats(0.01, 0.99), st.integers(20, 5000), st.floats(0, 1))
def test_a_team_is_outside_exactly_when_its_wilson_interval_leaves_the_city_out(
    city: float, n: int, share: float
) -> None:
    z = Z_998
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    if min(abs(city - middle + half), abs(city - middle - half)) < 1e-6:
        return  # on the very border rounding decides
    assert is_signal(share, city, n) == (not middle - half <= city <= middle + half)


@settings(deadline=None)
@given(st.floats(0, 1), st.integers(1, 5000))
def test_the_inner_limits_lie_within_the_outer_ones_and_within_zero_and_one(city: float, n: int) -> None:
    inner, outer = band(city, n, Z_95), band(city, n, Z_998)
    assert 0 <= outer.lower <= inner.lower <= city <= inner.upper <= outer.upper <= 1


def test_a_team_under_twenty_is_never_a_signal() -> None:
    assert not is_signal(1.0, 0.1, 19)
    assert is_signal(1.0, 0.1, 20)


def by_the_written_rules(values: list[float]) -> bool:
    """A plain reading of the three rules on a complete series: is there any signal?"""
    n, mean = len(values), sum(values) / len(values)
    reach = 2.66 * sum(abs(values[i] - values[i - 1]) for i in range(1, n)) / (n - 1)
    if any(abs(value - mean) > reach for value in values):
        return True
    for start in range(n - 7):
        eight = values[start : start + 8]
        if all(value > mean for value in eight) or all(value < mean for value in eight):
            return True
    moves = [values[i] - values[i - 1] for i in range(1, n)]
    rows = (moves[start : start + 6] for start in range(len(moves) - 5))
    return any(all(move > 0 for move in six) or all(move < 0 for move in six) for six in rows)


def test_false_signals_on_white_noise_are_as_many_as_the_written_rules_give() -> None:
    count = 1000
    ours = np.random.default_rng(24).normal(0, 1, (count, 24))
    theirs = np.random.default_rng(42).normal(0, 1, (count, 24))
    found = sum(bool(_limits(list(series)).signals) for series in ours) / count
    expected = sum(by_the_written_rules(list(series)) for series in theirs) / count
    error = sqrt((found * (1 - found) + expected * (1 - expected)) / count)
    assert abs(found - expected) <= 3 * error
    assert [bool(_limits(list(series)).signals) for series in ours[:200]] == [
        by_the_written_rules(list(series)) for series in ours[:200]
    ]


@pytest.mark.parametrize("length", [24, 36, 60])
def test_a_step_of_three_sigma_is_found_within_four_points_of_where_it_lies(length: int) -> None:
    """Wherever it lies, as long as on both sides there are eight points: the longest row that a rule asks."""
    random = np.random.default_rng(3)
    count = 3000 if length == 24 else 500
    for before in range(8, length - 7, 1 if length == 24 else 4):
        after = length - before
        steps = ([*random.normal(0, 1, before), *random.normal(3, 1, after)] for _ in range(count))
        assert sum(is_found(series, before) for series in steps) / count >= 0.9, before
    noise = sum(is_found([*random.normal(0, 1, length)], length // 2) for _ in range(count)) / count
    assert noise <= 0.09


@pytest.mark.parametrize(("before", "expected"), [(24, 0.757), (60, 0.872), (120, 0.910)])
def test_four_new_points_alone_notice_a_step_as_often_as_is_written(before: int, expected: float) -> None:
    """Judged four times, after every new point with the limits of that moment; any of the four counts."""
    random = np.random.default_rng(5)
    found = 0
    for _ in range(1000):
        series = [*random.normal(0, 1, before), *random.normal(3, 1, 4)]
        found += any(marked(series[: before + new]) & set(range(before, before + new)) for new in range(1, 5))
    assert abs(found / 1000 - expected) <= 3 * sqrt(expected * (1 - expected) / 1000)


def is_found(series: list[float], before: int) -> bool:
    """Whether a signal marks one of the four points before a step or one of the four after it."""
    return bool(marked(series) & set(range(before - 4, before + 4)))


def marked(series: list[float]) -> set[int]:
    return {place for places in _limits(series).signals.values() for place in places}


def test_two_rows_by_one_rule_are_two_signals_and_the_newest_is_the_one_to_show() -> None:
    (stretch,) = stretches([*[1.0] * 8, *[0.0, 2.0] * 2, *[-2.0, 0.0] * 4, *[2.0] * 9, 0.0, 0.1], [0] * 31)
    above = [row for rule, row in stretch.signals if rule is Rule.ABOVE]
    assert [len(row) for row in above] == [8, 9]
    assert stretch.newest_signal == (Rule.ABOVE, tuple(range(20, 29)))
    assert stretch.present_signal is None


def test_a_signal_is_of_now_when_it_holds_the_newest_value_that_is_shown() -> None:
    (stretch,) = stretches([*[0.0, 2.0] * 6, *[3.0] * 8, None], [0] * 21)
    assert stretch.present_signal == (Rule.ABOVE, tuple(range(11, 20)))


def _limits(values: list[float]) -> Limits:
    made = limits(values)
    assert made is not None
    return made


def test_two_periods_are_comparable_only_without_a_break_between_or_in_them() -> None:
    years = {text: Period.parse(text) for text in ("2021", "2022", "2023")}
    new_year, summer = date(2022, 1, 1), date(2022, 7, 1)
    assert break_between(years["2021"], years["2022"], [new_year]) == new_year
    assert break_between(years["2022"], years["2023"], [new_year]) is None
    assert break_between(years["2022"], years["2023"], [summer]) == summer


def test_a_small_team_far_below_is_not_blamed_before_a_large_one_a_little_below() -> None:
    ranked = judged([("small", 0.25, 24), ("large", 0.35, 400), ("tiny", 0.0, 19), ("good", 0.6, 100)], 0.45)
    assert [each.key for each in ranked] == ["large", "small", "good"]
    assert [each.is_signal for each in ranked] == [True, False, False]

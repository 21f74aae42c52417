"""When does a budget ask for a talk, and when does a fall belong to a rise?"""

from __future__ import annotations

import pytest

from metrics.signals.budget import BudgetSignal, signal_of, waterbed

BANDS = (0.05, 0.10, 0.15)


@pytest.mark.parametrize(
    ("drifts", "expected"),
    [
        ([0.02, 0.049], None),
        ([0.05], BudgetSignal(0.05, 0.05, 1)),
        ([0.04, 0.06, 0.12], BudgetSignal(0.12, 0.10, 2)),
        ([0.2, -0.16], BudgetSignal(-0.16, 0.15, 1)),  # the other side is a new story
        ([-0.06, -0.07, -0.2], BudgetSignal(-0.2, 0.15, 3)),
        ([0.2, None, 0.2], BudgetSignal(0.2, 0.15, 1)),  # nobody knows what was in between
        ([0.2, None], None),
        ([], None),
    ],
)
def test_band_direction_and_persistence(drifts: list[float | None], expected: BudgetSignal | None) -> None:
    assert signal_of(drifts, BANDS) == expected


def test_under_use_is_a_signal_too() -> None:
    found = signal_of([-0.08], BANDS)
    assert found is not None
    assert not found.above


def test_what_falls_here_and_rises_there_is_named() -> None:
    before = {"X": (100.0, 100.0), "Y": (100.0, 100.0), "Z": (100.0, 100.0)}
    now = {"X": (180.0, 200.0), "Y": (215.0, 200.0), "Z": (201.0, 200.0)}
    assert waterbed(before, now) == (("X", -20.0), ("Y", 15.0))


def test_a_fall_without_a_rise_of_its_size_is_no_waterbed() -> None:
    before = {"X": (100.0, 100.0), "Y": (100.0, 100.0)}
    assert waterbed(before, {"X": (180.0, 200.0), "Y": (209.0, 200.0)}) is None
    assert waterbed(before, {"X": (199.0, 200.0), "Y": (201.0, 200.0)}) is None
    assert waterbed(before, {"X": (180.0, 200.0)}) is None

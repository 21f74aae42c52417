"""Is there a second opinion on every indicator, and does it hold on worlds that hypothesis thinks of?"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from metrics import CATALOGUE
from metrics.registers import REGISTERS
from tests.oracle import ORACLES
from tests.oracle.questions import Side, a_request, differences
from tests.oracle.worlds import Row, worlds


def test_every_indicator_has_an_oracle() -> None:
    """But the forecast: that is a model, and its back-test on earlier years is its second opinion."""
    assert set(CATALOGUE) - set(ORACLES) <= {"prognose", *REGISTERS}
    assert set(ORACLES) <= set(CATALOGUE)


def _agree(tables: dict[str, list[Row]], random: Random) -> None:
    world = Side.of(tables)
    for indicator in (CATALOGUE[key] for key in ORACLES):
        request = a_request(random, indicator, tables)
        words = differences(indicator, request, world)
        assert not words, f"{indicator.key} {request}\n" + "\n".join(words[:5])


CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


# Shrinking such a world takes minutes: that is for the long run.
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=CHECKS, phases=[Phase.generate])
@given(worlds(), st.randoms(use_true_random=False))
def test_all_indicators_agree_on_one_world(tables: dict[str, list[Row]], random: Random) -> None:
    _agree(tables, random)


@pytest.mark.long
@settings(max_examples=300, deadline=None, suppress_health_check=CHECKS)
@given(worlds(), st.randoms(use_true_random=False))
def test_all_indicators_agree_on_many_worlds(tables: dict[str, list[Row]], random: Random) -> None:
    _agree(tables, random)

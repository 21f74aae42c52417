"""Do the indicators of theme bereik say what the slow second implementation says, on random municipalities?"""

from __future__ import annotations

import pytest

from metrics import CATALOGUE
from metrics.indicator import Theme
from tests.oracle import ORACLES
from tests.oracle.questions import differences_of_seed

KEYS = [key for key in ORACLES if CATALOGUE[key].theme is Theme.BEREIK]


@pytest.mark.parametrize("key", KEYS)
def test_indicator_equals_the_oracle(key: str) -> None:
    words = [line for seed in range(12) for line in differences_of_seed(CATALOGUE[key], seed)]
    assert not words, "\n".join(words[:20])


@pytest.mark.long
@pytest.mark.parametrize("key", KEYS)
def test_indicator_equals_the_oracle_on_many_worlds(key: str) -> None:
    for seed in range(1000, 1200):
        words = differences_of_seed(CATALOGUE[key], seed)
        assert not words, "\n".join(words[:20])

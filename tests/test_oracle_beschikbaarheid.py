"""Do the indicators of theme beschikbaarheid say what the slow second implementation says, on random municipalities?"""

from __future__ import annotations

from datetime import date

import pytest

from metrics import CATALOGUE
from metrics.indicator import Theme
from metrics.period import Period
from metrics.request import Request
from metrics.run import run
from tests.oracle import ORACLES
from tests.oracle.questions import Side, differences, differences_of_seed

KEYS = [key for key in ORACLES if CATALOGUE[key].theme is Theme.BESCHIKBAARHEID]


@pytest.mark.parametrize("key", KEYS)
def test_indicator_equals_the_oracle(key: str) -> None:
    words = [line for seed in range(12) for line in differences_of_seed(CATALOGUE[key], seed)]
    assert not words, "\n".join(words[:20])


@pytest.mark.parametrize(("filled", "reason"), [(9, None), (8, "niet geregistreerd")])
def test_reading_without_wished_later_exists_from_nine_of_ten_filled(filled: int, reason: str | None) -> None:
    rows = [
        {
            "aanmelding": f"a{number}",
            "gezin_id": f"g{number}",
            "team": "VO",
            "aanmelddatum": date(2022, 1, 10),
            "gewenst_later": True if number < filled else None,
        }
        for number in range(10)
    ]
    indicator = CATALOGUE["kennismaking_binnen_vijf_werkdagen"]
    request = Request(date(2022, 12, 31), (Period.parse("2022"),), (), {}, {"lezing": "zonder gewenst later"})
    world = Side.of({"aanmeldingen": rows})
    assert differences(indicator, request, world) == []
    (row,) = run(indicator, request, world.prepared).to_dicts()
    assert row["waarom_leeg"] == reason
    assert row["teller"] == (9 if reason is None else None)


@pytest.mark.long
@pytest.mark.parametrize("key", KEYS)
def test_indicator_equals_the_oracle_on_many_worlds(key: str) -> None:
    for seed in range(1000, 1200):
        words = differences_of_seed(CATALOGUE[key], seed)
        assert not words, "\n".join(words[:20])

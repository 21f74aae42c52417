"""Is a year that is not over decided as well: safe, and with what may be shown still shown?

In its last weeks some indicators do not count rows yet that others do count.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from data.frames import read_frame
from data.store import open_store
from metrics.period import Level, Period
from results import Query, result, store_facts
from tests.attack import city
from tests.attack.families import AANMELDINGEN, KENNISMAKINGEN, Family

RUNNING = Period(2026, 1, Level.YEAR)
TOLD = [
    (KENNISMAKINGEN, "start_binnen_twee_weken"),
    (KENNISMAKINGEN, "start_na_vier_weken"),
    (KENNISMAKINGEN, "werkdagen_tot_kennismaking"),
    (AANMELDINGEN, "kennismaking_binnen_vijf_werkdagen"),
]


@pytest.fixture(autouse=True)
def on_the_example(example_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))


@pytest.mark.parametrize("key", [key for _, key in TOLD])
def test_every_month_of_the_city_that_is_over_is_shown(key: str) -> None:
    peildatum = store_facts().peildatum
    assert peildatum is not None and RUNNING.begin < peildatum < RUNNING.end
    months = [month for month in RUNNING.parts(Level.MONTH) if month.end <= peildatum]
    assert len(months) == 10
    assert not result(Query(key, tuple(str(month) for month in months))).frame["afgeschermd"].any()


@pytest.mark.long
@pytest.mark.parametrize(("family", "key"), TOLD, ids=[key for _, key in TOLD])
def test_no_hidden_number_of_a_period_that_is_over_is_narrow(family: Family, key: str) -> None:
    places = city.places_of(read_frame(open_store(), "gebieden").iter_rows(named=True))
    knowledge, _ = family.attack(RUNNING.year, places, RUNNING, (key,))
    peildatum = store_facts().peildatum
    assert peildatum is not None
    for name in list(knowledge.secrets):
        # A period that is not over is not shown yet, which hides nothing: its months are there.
        if Period.parse(name[2]).end > peildatum:  # type: ignore[index]
            knowledge.secrets.pop(name)
    assert knowledge.secrets and knowledge.shown
    assert knowledge.attack(enough=5) == []

"""On generated municipalities: is the chosen method better than the run-rate, and is the interval honest?"""

from __future__ import annotations

import polars as pl
import pytest

from metrics.forecast.trial import trial as shipped
from tests.generated_costs import CHOSEN, QUARTERS, trial


@pytest.fixture(scope="module")
def measured() -> pl.DataFrame:
    return trial()


@pytest.mark.parametrize("month", QUARTERS)
def test_chosen_method_beats_the_run_rate_and_its_interval_covers(measured: pl.DataFrame, month: int) -> None:
    rows = {row["methode"]: row for row in measured.filter(maanden=month).to_dicts()}
    assert rows[CHOSEN]["fout"] < 0.95 * rows["doortrekken"]["fout"]
    assert 0.70 <= rows[CHOSEN]["dekking"] <= 0.90
    assert rows[CHOSEN]["jaren"] > 900
    assert 0.70 <= rows[CHOSEN]["dekking_samen"] <= 0.95  # of 80 municipality-years


def test_numbers_that_the_page_shows_are_the_measured_ones(measured: pl.DataFrame) -> None:
    both = measured.join(shipped(), on=["maanden", "methode"], suffix="_shown")
    assert both.height == measured.height == shipped().height
    for row in both.to_dicts():
        assert row["fout_shown"] == pytest.approx(row["fout"], rel=0.01), row
        if row["methode"] == CHOSEN:
            assert row["dekking_shown"] == pytest.approx(row["dekking"], abs=0.005)

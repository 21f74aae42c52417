"""Is the gap between two mean waits the difference of both means, with Welch's interval, and hidden with them?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

import results
from data.store import as_url, close
from data.tables import Aanmelding, Gebied
from metrics.indicator import Unit
from metrics.views import WORKING_VIEWS
from metrics.views.kloof import GAP_OF, gap
from pages.parts.figure import Figure
from pages.parts.look import LIGHT
from pages.parts.waiting_sheets import SES_FIGURES
from results import Query
from tests.measuring import measure
from tests.table import table

GEBIEDEN = table(Gebied, "gebied | naam | ses_groep\nL | Laag | laag\nH | Hoog | hoog\nM | Midden |")
WAITS = st.lists(st.integers(0, 80), min_size=30, max_size=90)


def waited(low: list[int], high: list[int]) -> pl.DataFrame:
    """A family per wait; those of midden belong to neither side."""
    rows = [("laag", wait) for wait in low] + [("hoog", wait) for wait in high] + [("midden", 500)] * 3
    return pl.DataFrame(
        {
            "ses": [ses for ses, _ in rows], "gewacht": [wait for _, wait in rows],
            "gezin": [f"g{number}" for number in range(len(rows))],
        }
    )  # fmt: skip


@given(WAITS, WAITS)
def test_gap_and_interval_are_those_of_an_independent_library(low: list[int], high: list[int]) -> None:
    (row,) = gap(waited(low, high), (), "gezin", "gezinnen").to_dicts()
    assert row["waarde"] == pytest.approx(np.mean(low) - np.mean(high))
    assert row["gezinnen"] == len(low) + len(high)
    if np.var(low) + np.var(high) == 0:
        assert row["onder"] == row["boven"] == row["waarde"]
        return
    expected = ttest_ind(low, high, equal_var=False).confidence_interval(0.95)
    assert (row["onder"], row["boven"]) == pytest.approx((expected.low, expected.high), rel=1e-5, abs=1e-5)


def test_the_interval_holds_the_real_gap_in_about_94_of_100_skewed_samples() -> None:
    """Waits are skewed, so the method is only as good as this: exponential waits, 40 against 120 families."""
    random = np.random.default_rng(4)
    held = 0
    for _ in range(600):
        low, high = random.exponential(14, 40), random.exponential(10, 120)
        (row,) = gap(waited(list(low), list(high)), (), "gezin", "gezinnen").to_dicts()
        held += row["onder"] <= 4 <= row["boven"]
    assert 0.92 <= held / 600 <= 0.975


def test_gap_in_working_days_is_made_from_kennismakingen_held_in_the_period() -> None:
    head = "aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum\n"
    drawn = table(
        Aanmelding,
        head + "\n".join(
            ("a | A | L | 2022-03-01 | 2022-03-08", "b | B | L | 2022-03-01 | 2022-03-10",
             "c | C | H | 2022-03-01 | 2022-03-02", "d | D | H | 2022-03-01 | 2022-03-04",
             "e | E | H | 2022-03-01 | 2022-05-04", "f | F | M | 2022-03-01 | 2022-03-31",
             "g | G | L | 2022-03-01 |")
        ),
    )  # fmt: skip
    (row,) = measure("werkdagen_kloof", {"aanmeldingen": drawn, "gebieden": GEBIEDEN}, "2022-03")
    assert (row["waarde"], row["gezinnen"]) == (6.0 - 2.0, 4)


def test_one_side_without_anybody_has_no_gap() -> None:
    (row,) = gap(waited([3, 4], []), (), "gezin", "gezinnen").to_dicts()
    assert (row["waarde"], row["onder"], row["waarom_leeg"]) == (None, None, "geen noemer")
    assert gap(waited([], []).filter(ses="laag"), (), "gezin", "gezinnen").is_empty()


@pytest.fixture
def example(example_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    yield
    close(as_url(str(example_store)))


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(("mean", "key"), [pair for pair in GAP_OF.items() if pair[1] in WORKING_VIEWS])
def test_a_gap_is_shown_exactly_where_both_means_are_and_is_their_difference(mean: str, key: str) -> None:
    last = date(2026, 9, 1)
    months = tuple(dict.fromkeys(f"{last - timedelta(days=30 * back):%Y-%m}" for back in range(20)))
    groups = results.result(Query(mean, months, ("ses",))).frame
    gaps = {row["periode"]: row for row in results.result(Query(key, months)).frame.to_dicts()}
    for month in months:
        both = groups.filter(pl.col("periode") == month, pl.col("ses").is_in(["laag", "hoog"])).sort("ses")
        shown = both["waarde"].drop_nulls().to_list()
        if len(shown) == 2:
            assert gaps[month]["waarde"] == pytest.approx(shown[1] - shown[0])
            assert gaps[month]["onder"] < gaps[month]["waarde"] < gaps[month]["boven"]
        elif month in gaps:
            hidden = ("waarde", "onder", "boven", "gezinnen" if "gezinnen" in gaps[month] else "clienten")
            assert [gaps[month][name] for name in hidden] == [None] * 4


SLOW = "In één keer goed"
"""Decided for whole years before its gap is known."""
PERIODS = {
    "gewenst_later": ("2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"),  # registered until 2021
    "bereik_aanvullend": ("2023", "2024", "2025"),
    "in_een_keer_goed": ("2022", "2023", "2024"),
}
"""What is not known per quarter of 2025. Few, because small numbers of every year that is asked are decided first."""
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name == SLOW else name for name in SES_FIGURES]
)
def test_every_indicator_by_ses_group_shows_its_gap_the_interval_and_how_many_are_behind_it(name: str) -> None:
    key, options = SES_FIGURES[name]
    periods = PERIODS.get(key, QUARTERS)
    figure = Figure("ses", Query(key, periods, (), tuple(options.items())))
    answers = figure.answers(results.Context.GEDEELD)
    picture = figure.draw(answers, LIGHT, None)
    assert "95%-marge: " in picture.reading.sentence and "Laag en hoog samen: " in picture.reading.sentence
    heading = next(note["text"] for note in picture.spec["layout"]["annotations"] if "Kloof" in note["text"])
    assert "met 95%-marge" in heading
    assert ("procentpunt" in heading) == (answers[0].indicator.unit is Unit.SHARE)
    own = [trace for trace in picture.spec["data"] if trace.get("yaxis") == "y2"]
    # One gap between years that are hidden is a point; several make a band.
    assert own and (any(trace.get("fill") == "toself" for trace in own) or name == SLOW)

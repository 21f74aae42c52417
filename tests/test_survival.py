"""Is Kaplan-Meier, with its band and its quantiles, that of an independent library?"""

from __future__ import annotations

import math
import warnings

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import qth_survival_times

from metrics.survival import seen_after, waiting_times, waiting_times_with_band

WAITS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=80)
TIMES = (0, 1, 2, 5, 10, 20, 40, 60)


def drawn(waits: list[tuple[int, bool]]) -> pl.DataFrame:
    return pl.DataFrame(
        {"duur": [wait for wait, _ in waits], "gekomen": [came for _, came in waits]},
        schema={"duur": pl.Int32, "gekomen": pl.Boolean},
    )


def fitted(waits: list[tuple[int, bool]]) -> KaplanMeierFitter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return KaplanMeierFitter().fit([wait for wait, _ in waits], [came for _, came in waits])


def reached(time: float) -> float | None:
    """The library says infinity for what is never reached."""
    return None if math.isinf(time) or math.isnan(time) else float(time)


@settings(deadline=None, max_examples=150)
@given(WAITS)
def test_median_and_p80_are_those_of_the_library(waits: list[tuple[int, bool]]) -> None:
    found, theirs = waiting_times(drawn(waits), ()).row(0), fitted(waits)
    # A share of exactly one half that rounding puts a hair above it counts as reached.
    wanted = [reached(float(qth_survival_times(share + 1e-9, theirs.survival_function_))) for share in (0.5, 0.2)]
    assert list(found) == wanted


@settings(deadline=None, max_examples=150)
@given(WAITS)
def test_the_curve_and_its_band_are_those_of_the_library(waits: list[tuple[int, bool]]) -> None:
    theirs = fitted(waits)
    band = theirs.confidence_interval_
    for row in seen_after(drawn(waits), (), TIMES).to_dicts():
        if row["waarde"] is None:
            assert row["na"] > max(wait for wait, _ in waits)
            continue
        assert row["waarde"] == pytest.approx(1 - float(theirs.predict(row["na"])), abs=1e-9)
        if row["onder"] is not None:
            low, high = band[band.index <= row["na"]].iloc[-1]
            assert (row["onder"], row["boven"]) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_the_band_of_the_median_is_that_of_the_library(seed: int) -> None:
    random = np.random.default_rng(seed)
    lengths, came = random.geometric(0.09, 120), random.random(120) < 0.8
    waits = [(int(length), bool(arrived)) for length, arrived in zip(lengths, came, strict=True)]
    (row,) = waiting_times_with_band(drawn(waits), ()).to_dicts()
    band = fitted(waits).confidence_interval_
    for name, share in (("km_mediaan", 0.5), ("km_p80", 0.2)):
        lower, upper = (reached(float(qth_survival_times(share, band[[column]]))) for column in band.columns)
        assert (row[f"{name}_onder"], row[f"{name}_boven"]) == (lower, upper)
        assert row[f"{name}_onder"] <= row[name]


def test_groups_have_curves_of_their_own() -> None:
    waits = [(1, True), (2, True), (3, False), (4, True)]
    other = drawn([(7, True)] * 3).with_columns(team=pl.lit("B"))
    apart = seen_after(pl.concat([drawn(waits).with_columns(team=pl.lit("A")), other]), ("team",), TIMES)
    alone = seen_after(drawn(waits), (), TIMES)
    assert apart.filter(team="A").drop("team").equals(alone)
    assert apart.filter(team="B")["waarde"].to_list() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_nothing_is_said_after_the_longest_wait_when_somebody_still_waits() -> None:
    found = seen_after(drawn([(1, True), (3, False)]), (), (2, 3, 4))
    assert found["waarde"].to_list() == [0.5, 0.5, None]

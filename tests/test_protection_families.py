"""Is every number that exists under two names decided as one number?

An indicator that counts the same rows as another must stand in `families.SAME_ROWS`: decided apart, what is hidden of
the one can be visible in the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from data.store import as_url, close
from metrics import CATALOGUE
from metrics.protection.engines import Way, way_of
from metrics.protection.families import family_name, readings_of
from metrics.viewer import INVENTED, looking_as
from results import Query, unprotected

MONTHS = tuple(f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13))
SEVERAL = 6
"""A row of fewer different numbers may be the same by chance."""


@pytest.fixture
def example(example_store: Path | str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    with looking_as(INVENTED):
        yield
    close(as_url(str(example_store)))


def the_same(family: Callable[[str], str]) -> list[set[str]]:
    """The indicators of several families that have the same teller, noemer or rest in every month of the whole city."""
    found: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for indicator in (each for each in CATALOGUE.values() if way_of(each) is Way.ADDITIVE):
        for reading in readings_of(indicator):
            rows = unprotected(Query(indicator.key, MONTHS, (), reading.options)).frame
            whole = rows.group_by("periode", maintain_order=True).agg(pl.col("teller", "noemer").sum())
            for numbers in (whole["teller"], whole["noemer"], whole["noemer"] - whole["teller"]):
                if numbers.n_unique() >= SEVERAL:
                    found[*whole["periode"], *numbers].add(indicator.key)
    return [keys for keys in found.values() if len({family(key) for key in keys}) > 1]


@pytest.mark.usefixtures("example")
def test_indicators_with_the_same_numbers_are_one_family() -> None:
    assert the_same(family_name) == []


@pytest.mark.usefixtures("example")
def test_indicators_with_the_same_numbers_would_be_found() -> None:
    assert {"kennismaking_binnen_vijf_werkdagen", "werkdagen_tot_kennismaking"} <= set().union(*the_same(str))

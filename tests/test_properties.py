"""What must hold of the figures whatever the data are?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from metrics import CATALOGUE
from metrics.indicator import Indicator, Shape
from metrics.period import Level, Period
from metrics.prepare import prepare
from metrics.request import Request
from metrics.run import run
from tests.oracle.questions import Side, a_period, a_request, calendar, same
from tests.oracle.worlds import Row, make_world, world_of

P = date(2022, 10, 15)
SEEDS = range(6)
FLOW_LEVELS = ((), ("aanbieder",), ("zorgvorm",), ("gebied",), ("ses",), ("wet", "zorgvormgroep"), ("verwijzer",))


def _answers(key: str, world: Side, period: Period, per: tuple[str, ...], peildatum: date = P) -> dict[tuple, Row]:
    indicator = CATALOGUE[key]
    options = {name: values[0] for name, values in indicator.options.items()}
    request = Request(peildatum, (period,), per, {}, options)
    rows = run(indicator, request, world.prepared).to_dicts()
    return {tuple(row[name] for name in (*indicator.always_per, *per)): row for row in rows}


@pytest.mark.parametrize("per", FLOW_LEVELS)
@pytest.mark.parametrize("level", list(Level))
def test_stand_before_plus_instroom_minus_uitstroom_is_stand_at_the_end(per: tuple[str, ...], level: Level) -> None:
    """Ages shift with the year, so leeftijdsgroep is no level on which two periods can be chained."""
    for seed in SEEDS:
        world = Side.of(make_world(Random(f"flow {seed}"), 60))
        period = Period.containing(date(2021, 5, 1), level)
        for _ in range(12 // level + 1):
            stands = _answers("in_zorg", world, period, per)
            before = _answers("in_zorg", world, period.shifted(-1), per)
            arrivals, departures = _answers("instroom", world, period, per), _answers("uitstroom", world, period, per)
            assert stands.keys() == arrivals.keys() == departures.keys()
            for key in stands:
                start = before[key]["waarde"] if key in before else 0
                assert start + arrivals[key]["waarde"] - departures[key]["waarde"] == stands[key]["waarde"], key
            still = {key for key, row in before.items() if row["waarde"]}
            assert still <= stands.keys()
            period = period.shifted(1)


def _shares() -> list[str]:
    """Without reach: small populations of a random world may be smaller than the number of families reached."""
    reach = ("bereik", "bereik_aanvullend")
    return [key for key, indicator in CATALOGUE.items() if indicator.shape is Shape.SHARE and key not in reach]


@pytest.mark.parametrize("key", _shares())
def test_teller_of_a_share_lies_between_zero_and_noemer(key: str) -> None:
    random = Random(key)
    for seed in SEEDS:
        tables = make_world(Random(f"share {seed}"), 60)
        world = Side.of(tables)
        for _ in range(5):
            request = a_request(random, CATALOGUE[key], tables)
            for row in run(CATALOGUE[key], request, world.prepared).to_dicts():
                if row["teller"] is not None and row["noemer"] is not None:
                    assert 0 <= row["teller"] <= row["noemer"]
                if row["waarde"] is not None:
                    assert same(row["teller"] / row["noemer"], row["waarde"])
                    assert 0 <= row["waarde"] <= 1


def _additive() -> list[Indicator]:
    return [indicator for indicator in CATALOGUE.values() if indicator.additive and indicator.about_persons]


@pytest.mark.parametrize("indicator", _additive(), ids=lambda indicator: indicator.key)
def test_parts_of_an_additive_indicator_sum_to_the_total(indicator: Indicator) -> None:
    period = Period.parse("2021")
    for seed in SEEDS:
        world = Side.of(make_world(Random(f"parts {seed}"), 60))
        totals = _answers(indicator.key, world, period, ())
        for dimension in indicator.dimensions:
            if dimension in indicator.always_per or _is_of_the_other_spoor(indicator, dimension):
                continue
            sums: dict[tuple, float] = {}
            for key, row in _answers(indicator.key, world, period, (dimension,)).items():
                sums[key[:-1]] = sums.get(key[:-1], 0.0) + (row["teller"] or 0.0)
            for key, total in totals.items():
                assert same(total["teller"] or 0.0, sums.get(key, 0.0)), (dimension, key)


def _is_of_the_other_spoor(indicator: Indicator, dimension: str) -> bool:
    return "spoor" in indicator.options and dimension in ("team", "organisatie")


@pytest.mark.parametrize("key", list(CATALOGUE))
def test_the_order_of_source_rows_changes_nothing(key: str) -> None:
    indicator = CATALOGUE[key]
    random = Random(f"order {key}")
    for seed in SEEDS:
        tables = make_world(Random(f"order {seed}"), 60)
        frames = world_of(tables)
        shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in frames.items()}
        one, two = prepare(frames, calendar()), prepare(shuffled, calendar())
        for _ in range(3):
            request = a_request(random, indicator, tables)
            # The sum of the same amounts in another order may differ in its last digit.
            assert_frame_equal(run(indicator, request, one), run(indicator, request, two), rel_tol=1e-9)


@pytest.mark.parametrize("key", list(CATALOGUE))
def test_a_result_has_the_same_columns_and_types_with_and_without_rows(key: str) -> None:
    indicator = CATALOGUE[key]
    random = Random(f"types {key}")
    tables = make_world(Random("types"), 60)
    full, empty = Side.of(tables), Side.of({})
    for _ in range(4):
        request = a_request(random, indicator, tables)
        assert run(indicator, request, full.prepared).schema == run(indicator, request, empty.prepared).schema


@pytest.mark.parametrize("key", [key for key in CATALOGUE if key != "wachtend"])
def test_a_period_after_peildatum_gives_no_row(key: str) -> None:
    indicator = CATALOGUE[key]
    world = Side.of(make_world(Random("after"), 60))
    options = {name: values[0] for name, values in indicator.options.items()}
    request = Request(P, (a_period(Random(3)).shifted(40),), (), {}, options)
    assert request.periods[0].begin > P
    assert run(indicator, request, world.prepared).height == 0


def _of_these_worlds() -> list[str]:
    """The indicators about tables that the drawn worlds fill."""
    filled = {name for name, rows in make_world(Random("later"), 60).items() if rows}
    return [key for key, indicator in CATALOGUE.items() if filled.issuperset(indicator.tables)]


@cache
def _later_world() -> tuple[dict[str, list[Row]], Side]:
    tables = make_world(Random("later"), 60)
    return tables, Side.of(tables)


@pytest.mark.parametrize("key", [key for key in _of_these_worlds() if key != "wachtend"])
def test_periods_asked_together_are_each_what_they_are_alone(key: str) -> None:
    indicator = CATALOGUE[key]
    tables, world = _later_world()
    periods = tuple(Period.parse(text) for text in ("2022", "2020-H2", "2021-Q2", "2021-05"))
    request = replace(a_request(Random(f"together {key}"), indicator, tables), periods=periods)
    together = run(indicator, request, world.prepared)
    alone = [run(indicator, replace(request, periods=(period,)), world.prepared) for period in periods]
    assert_frame_equal(together, pl.concat(alone), rel_tol=1e-9)


@pytest.mark.parametrize("peildatum", [date(2021, 3, 15), P, date(2022, 12, 31)])
def test_days_after_peildatum_may_be_any_days(peildatum: date) -> None:
    """What is known on a day does not depend on what happened later, whatever was delivered about it since."""
    tables, world = _later_world()
    later = Side.of({name: [_moved(row, peildatum) for row in rows] for name, rows in tables.items()})
    random = Random(f"later {peildatum}")
    for key in _of_these_worlds():
        request = replace(a_request(random, CATALOGUE[key], tables), peildatum=peildatum)
        answers = [run(CATALOGUE[key], request, side.prepared) for side in (world, later)]
        assert_frame_equal(*answers, rel_tol=1e-9)


def _moved(row: Row, peildatum: date) -> Row:
    """The row with every day after the peildatum a month later still."""
    return {
        name: value + timedelta(days=31) if isinstance(value, date) and value > peildatum else value
        for name, value in row.items()
    }

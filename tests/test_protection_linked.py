"""Are numbers that do not add up hidden so that none can be computed back? Drawn by hand, checked by the auditor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from data.store import Store
from metrics.protection import chain, moves, reach
from metrics.protection.audit import Interval, Report
from metrics.protection.linked import Linked, Name, Number
from metrics.protection.moving import begun
from metrics.protection.verdict import _hide_around, audited, verdict
from metrics.protection.witnesses import hide
from tests.attack.city import YEAR, build
from world import World

SIZE, SEED = 300, 4
"""Rows a year of the drawn city: nearly everything is small."""


def draw(*numbers: tuple[str, float, float]) -> tuple[Linked, dict[str, int]]:
    """A system of numbers: name, value, weight; one of 1 to 9 is small."""
    linked = Linked()
    places = {
        name: linked.add(
            name, Number(value, loss, 0 < value < 10, 0.0, 0, None, [Name(("telling", "", "", "2022", name))])
        )
        for name, value, loss in numbers
    }
    return linked, places


def hidden(linked: Linked, places: dict[str, int]) -> set[str]:
    found = hide(linked)
    assert audited(linked, found).narrow == 0
    return {name for name, place in places.items() if found.hidden[place]}


def test_a_part_of_unique_persons_takes_the_cheapest_other_part_with_it() -> None:
    linked, at = draw(("a", 4, 1), ("b", 30, 2), ("c", 50, 3), ("total", 80, 50))
    linked.same({at["a"]: 1, at["b"]: 1, at["c"]: 1, at["total"]: -1})
    assert hidden(linked, at) == {"a", "b"}


def test_nothing_is_hidden_when_nothing_is_small() -> None:
    linked, at = draw(("a", 40, 1), ("total", 80, 5))
    linked.same({at["a"]: 1, at["total"]: -1})
    assert hidden(linked, at) == set()


def test_a_month_within_a_quarter_that_is_hardly_larger_takes_the_quarter_with_it() -> None:
    linked, at = draw(("month", 4, 1), ("quarter", 4.5, 8))
    linked.at_least({at["quarter"]: 1, at["month"]: -1})
    assert hidden(linked, at) == {"month", "quarter"}


def test_numbers_that_contradict_what_is_known_of_them_are_refused() -> None:
    linked, at = draw(("month", 40, 1), ("quarter", 30, 8))
    with pytest.raises(ArithmeticError, match="groter dan zijn geheel"):
        linked.at_least({at["quarter"]: 1, at["month"]: -1})
    with pytest.raises(ArithmeticError, match="twee waarden"):
        linked.add("month", replace(linked.numbers[at["month"]], value=41.0))


def test_of_a_system_that_cannot_be_made_safe_only_the_year_of_the_city_is_shown() -> None:
    linked, at = draw(("a", 4, 1), ("total", 80, 50))
    linked.equal.append({at["a"]: 1.0})  # everybody knows this number
    linked.numbers[at["a"]].names = [Name(("telling", "", "wijk", "2022", "Noord"))]
    linked.numbers[at["total"]].names = [Name(("telling", "", "", year, "")) for year in ("2022", "2022-Q1")]
    decision = verdict(linked, [("telling", 2022)])["telling", 2022]
    assert decision.narrow == 1
    assert decision.hidden.select("per", "periode").rows() == [("", "2022-Q1"), ("wijk", "2022")]


@pytest.fixture
def city(store: Store) -> World:
    from results import _shared

    build(store, SIZE, SEED, ("aanmeldingen", "leveringen"))
    return _shared.world()


SYSTEMS: dict[str, Callable[[World], Linked]] = {
    "reach": lambda world: reach.year_of_reach(world.gate, YEAR, world.peildatum, "gezinnen"),
    "moves": lambda world: moves.year_of_moves(world.gate, YEAR, world.peildatum),
}


@pytest.mark.parametrize("name", ["reach", "moves"])
def test_no_number_of_unique_persons_can_be_computed_back(city: World, name: str) -> None:
    linked = SYSTEMS[name](city)
    found = hide(linked)
    report = audited(linked, found)
    assert report.hidden > 20
    assert report.shown > 20
    assert (report.narrow, found.failed) == (0, [])


def test_hiding_small_numbers_only_is_found_out(city: World) -> None:
    linked = SYSTEMS["reach"](city)
    primary = begun(linked)
    primary.hidden |= linked.array("small")
    assert audited(linked, primary).narrow > 3


def test_leaving_out_that_a_month_lies_within_its_quarter_is_found_out(city: World) -> None:
    assert narrow_without_time(SYSTEMS["reach"](city)).narrow > 0


def narrow_without_time(linked: Linked) -> Report:
    """What the auditor finds when the engine did not know that a month lies within its quarter."""
    known = linked.never_negative
    linked.never_negative = []
    found = hide(linked)
    linked.never_negative = known
    return audited(linked, found)


@pytest.mark.long
def test_no_number_of_care_can_be_computed_back_and_a_stand_has_one_decision(city: World) -> None:
    blocks = [(key, YEAR) for key in chain.KEYS]
    (care,) = chain.tasks(city.gate, blocks, city.peildatum, city.frames["gebieden"])
    decisions = care.solve()
    assert {each.narrow for each in decisions.values()} == {0}
    assert sum(each.hidden.height for each in decisions.values()) > 500
    stock = decisions[chain.STOCK, YEAR].hidden.filter(per="wijk")
    ends = [
        set(stock.filter(periode=period)["cel"]) for period in (f"{YEAR}-12", f"{YEAR}-Q4", f"{YEAR}-H2", f"{YEAR}")
    ]
    assert ends[1:] == ends[:-1]
    flows = [decisions[key, YEAR].hidden.filter(per="gebied").select("periode", "cel").rows() for key in chain.FLOWS]
    assert set(flows[0]) == set(flows[1]) != set()


def test_the_stand_at_the_end_of_a_year_is_taken_over_as_it_was_decided_by_itself(city: World) -> None:
    (care,) = chain.tasks(city.gate, [(chain.STOCK, YEAR)], city.peildatum, city.frames["gebieden"])
    linked, begin = care.linked, care.begin()
    alone = chain.stands(city.gate, YEAR, city.peildatum)
    found = hide(alone)
    taken = {name.line for place, number in enumerate(linked.numbers) for name in number.names if begin.hidden[place]}
    decided = {name.line for place, number in enumerate(alone.numbers) for name in number.names if found.hidden[place]}
    assert decided == {line for line in taken if line[3][:4] == str(YEAR)} != set()


def test_the_same_rows_give_the_same_decision(city: World) -> None:
    first, second = (verdict(*_with_block(SYSTEMS["moves"](city))) for _ in range(2))
    assert first[moves.KEY, YEAR].hidden.equals(second[moves.KEY, YEAR].hidden)


def _with_block(linked: Linked) -> tuple[Linked, list[tuple[str, int]]]:
    return linked, [(moves.KEY, YEAR)]


def test_the_mark_of_a_year_moves_with_its_rows_and_not_with_the_numbers_of_clients(city: World) -> None:
    blocks = [(chain.STOCK, YEAR)]
    areas = city.frames["gebieden"]
    before = chain.fingerprint(city.gate, blocks, city.peildatum, areas)
    rows = city.frames["leveringen"]
    renumbered = rows.with_columns(pl.col("client").max() - pl.col("client"))
    same = replace(city.gate, tables={**city.frames, "leveringen": renumbered})
    assert chain.fingerprint(same, blocks, city.peildatum, areas) == before
    first = (pl.col("begindatum").dt.year() == YEAR).cum_sum().eq(1) & (pl.col("begindatum").dt.year() == YEAR)
    fewer = replace(city.gate, tables={**city.frames, "leveringen": rows.filter(~first)})
    assert chain.fingerprint(fewer, blocks, city.peildatum, areas) != before


def test_around_a_narrow_number_its_whole_and_the_other_parts_are_hidden() -> None:
    linked = Linked()
    for name in ("part", "other", "whole", "elsewhere"):
        linked.add(name, Number(9.0, 1.0, False, 0.0, 0, "near"))
    linked.same({0: 1.0, 1: 1.0, 2: -1.0})
    assert not _hide_around(linked, Report(1, 3, 0, ()), 1)
    assert not _hide_around(linked, Report(2, 2, 2, (Interval(0, 9.0, 9.0),)), 1)
    assert not any(number.small for number in linked.numbers)
    assert _hide_around(linked, Report(1, 3, 1, (Interval(0, 9.0, 9.0),)), 1)
    assert [number.small for number in linked.numbers] == [True, True, True, False]

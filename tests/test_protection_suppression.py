"""Can a hidden number be computed back from everything that is shown?

The attack takes only what leaves `results`: visible numbers, which rows exist, and what adds up to what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from random import Random

import pytest

import results
from data.frames import read_frame, read_frames
from data.store import Store
from metrics.period import Level, Period
from metrics.protection.audit import Attack, Interval, Known, Report
from metrics.protection.block import WIDTH, Cell, assemble
from metrics.protection.decide import Decision, decide
from metrics.protection.suppression import suppress
from results import Query, result
from tests.stocked import aanmeldingen, areas, stock

KENNISMAKING = "kennismaking_binnen_vijf_werkdagen"
TIMELY, WISHED, LATE = range(3)
READINGS = {"alle": (TIMELY,), "zonder gewenst later": (TIMELY, WISHED)}
VIEWS: tuple[tuple[str, ...], ...] = ((), ("team",), ("wijk",), ("ses",), ("gebied",))


def hidden_of(*cells: tuple[str, tuple[int, ...], bool], atoms: list[float]) -> set[str]:
    """The keys that are hidden of a drawn block: key, atoms, and whether it is small."""
    block = assemble(atoms, [Cell((key,), parts, 1.0 + len(parts), small) for key, parts, small in cells])
    hidden = suppress(block).hidden
    return {key[0] for number, keys in enumerate(block.names) if hidden[number] for key in keys}


def test_one_small_number_in_a_line_takes_one_other_with_it() -> None:
    cells = [("a", (0,), True), ("b", (1,), False), ("c", (2,), False), ("total", (0, 1, 2), False)]
    hidden = hidden_of(*cells, atoms=[4, 30, 50])
    assert len(hidden) == 2
    assert "a" in hidden
    assert "total" not in hidden


def test_nothing_is_hidden_when_nothing_is_small() -> None:
    assert hidden_of(("a", (0,), False), ("total", (0, 1), False), atoms=[20, 30]) == set()


def test_a_number_with_two_names_is_hidden_under_both() -> None:
    cells = [("team", (0,), True), ("wijk", (0,), False), ("other", (1,), False), ("city", (0, 1), False)]
    assert hidden_of(*cells, atoms=[4, 40]) >= {"team", "wijk"}


def test_two_small_numbers_that_together_are_below_five_need_a_third() -> None:
    cells = [("a", (0,), True), ("b", (1,), True), ("c", (2,), False), ("total", (0, 1, 2), False)]
    assert len(hidden_of(*cells, atoms=[1, 2, 50])) > 2


def test_a_relation_between_part_and_whole_holds_in_every_world() -> None:
    cells = [Cell(("month",), (0,), 1.0, True), Cell(("quarter",), (1,), 8.0)]
    linked = suppress(assemble([9.0, 11.0], cells, relations=[{1: 1.0, 0: -1.0}]))
    assert linked.widths[0] >= WIDTH
    for world in linked.worlds:
        month, quarter = 9 + world.moves[0], 11 + world.moves[1]
        assert quarter >= month - 1e-6


def test_the_attack_finds_a_number_that_can_be_subtracted() -> None:
    facts = [Known("total", (0, 1), 34.0), Known("a", (0,), None), Known("b", (1,), 30.0)]
    assert Attack(2, facts).intervals() == [Interval("a", 4.0, 4.0)]


def test_the_attack_knows_that_a_part_is_not_more_than_its_whole() -> None:
    facts = [Known("month", (0,), None), Known("quarter", (1,), 3.0)]
    assert Attack(2, facts).intervals()[0].width == float("inf")
    assert Attack(2, facts, never_negative=[{1: 1.0, 0: -1.0}]).intervals() == [Interval("month", 0.0, 3.0)]


def test_a_world_that_does_not_fit_what_is_shown_proves_nothing() -> None:
    facts = [Known("total", (0, 1), 10.0), Known("a", (0,), None), Known("b", (1,), 6.0)]
    wrong = [4.0, 60.0]
    assert Attack(2, facts).intervals([wrong]) == [Interval("a", 4.0, 4.0)]  # type: ignore[list-item]


def fill(store: Store, number: int, seed: int) -> Store:
    frames = {"gebieden": areas(4), "aanmeldingen": aanmeldingen(Random(seed), number, teams=4)}
    stock(store, frames, delivered=date(2023, 2, 28))
    return store


def periods(shortest: Level) -> tuple[str, ...]:
    year = Period(2022, 1, Level.YEAR)
    return tuple(str(part) for level in Level if level >= shortest for part in year.parts(level))


def attack(store: Store, shortest: Level = Level.MONTH) -> Report:
    """Everything that is known of kennismaking in 2022 without category, against every hidden number of it."""
    shown = [(per, reading, row) for per in VIEWS for reading in READINGS for row in rows(per, shortest, reading)]
    finest = {str(part) for part in Period(2022, 1, Level.YEAR).parts(shortest)}
    exists = {(str(row["team"]), str(row["periode"])) for per, _, row in shown if per == ("team",)}
    leaves = sorted(leaf for leaf in exists if leaf[1] in finest)
    places = {row["gebied"]: row for row in read_frame(store, "gebieden").iter_rows(named=True)}
    facts: dict[object, Known] = {}
    for per, reading, row in shown:
        period = Period.parse(str(row["periode"]))
        inside = [
            3 * place
            for place, (team, part) in enumerate(leaves)
            if period.begin <= Period.parse(part).begin <= period.end
            and all(area_of(places[team], name) == row[name] for name in per)
        ]
        name = (*per, *(row[each] for each in per), row["periode"])
        parts = READINGS[reading]
        facts[name] = known(name, inside, (TIMELY, WISHED, LATE), row["noemer"], least=1.0)
        facts[name, reading] = known((name, reading), inside, parts, row["teller"])
        if row["teller"] is None:
            rest = tuple({TIMELY, WISHED, LATE} - set(parts))
            facts[name, reading, "rest"] = known((name, reading, "rest"), inside, rest, None)
    return Attack(3 * len(leaves), list(facts.values())).report(width=WIDTH)


def rows(per: tuple[str, ...], shortest: Level, reading: str) -> Iterator[Mapping[str, object]]:
    asked = Query(KENNISMAKING, periods(shortest), per, (("lezing", reading),))
    yield from result(asked).frame.iter_rows(named=True)


def known(name: object, leaves: list[int], parts: tuple[int, ...], shown: object, least: float = 0.0) -> Known:
    atoms = tuple(leaf + part for leaf, part in product(leaves, parts))
    return Known(str(name), atoms, None if shown is None else float(str(shown)), least)


def area_of(place: Mapping[str, object], dimension: str) -> object:
    if dimension == "team":
        return place["gebied"]
    if place["soort"] == "zonder gebied":
        return "zonder gebied"
    return place["ses_groep" if dimension == "ses" else dimension]


@pytest.mark.parametrize(("number", "seed"), [(300, 1), (900, 2)])
def test_no_hidden_number_of_kennismaking_can_be_computed_back(store: Store, number: int, seed: int) -> None:
    found = attack(fill(store, number, seed))
    assert found.hidden > 100
    assert found.shown > 20
    assert [each for each in found.narrowest if each.width < WIDTH - 1e-5] == []
    assert result(Query(KENNISMAKING, ("2022",))).frame["afgeschermd"].to_list() == [False]


def test_the_same_attack_succeeds_with_the_primary_rules_only(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, 900, 2)
    assert attack(store, Level.QUARTER).narrow == 0
    monkeypatch.setattr(results.World, "decided", lambda *_: None)
    results._shared.worlds.clear()
    assert attack(store, Level.QUARTER).narrow > 3


def decided(world: results.World, *keys: str) -> Decision:
    return decide(world.gate, keys, 2022, world.peildatum, world.frames["gebieden"])[keys[0]]


def test_splits_by_category_can_be_decided_together_with_their_totals(store: Store) -> None:
    fill(store, 300, 5)
    world = results._shared.world()
    made = decided(world, "gewenst_later")
    assert made.narrow == 0
    assert made.margin is not None
    assert made.margin >= WIDTH - 1e-5
    assert {"team", "team|verwijzer", "verwijzer|wijk"} <= set(made.hidden["per"])


def test_the_same_data_give_the_same_pattern(store: Store) -> None:
    fill(store, 300, 1)
    world = results._shared.world()
    first, second = (decided(world, "gewenst_later").hidden for _ in range(2))
    assert first.equals(second)


def test_decisions_are_stored_and_made_again_only_when_numbers_change(store: Store) -> None:
    fill(store, 300, 1)
    told: list[str] = []
    assert results.decide(progress=lambda _done, _all, text: told.append(text)) == []
    assert any(text.endswith("2022") for text in told)
    first = read_frames(store, ["afschermblokken", "afscherming"])
    assert first["afscherming"].height > 100
    stock(store, {}, delivered=date(2023, 2, 28))
    results.decide()
    second = read_frames(store, ["afschermblokken", "afscherming"])
    assert set(second["afschermblokken"]["versie"]) == {str(store.version())} != set(first["afschermblokken"]["versie"])
    same = first["afscherming"].columns
    assert second["afscherming"].sort(same).equals(first["afscherming"].sort(same))
    assert results._shared.world().kept_for("").stored(KENNISMAKING).keys() >= {(KENNISMAKING, 2022)}


def test_counts_that_do_not_add_up_leave_only_the_year_of_the_city(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def does_not_add_up(*_: object, **__: object) -> None:
        raise ArithmeticError("parts and total differ")

    monkeypatch.setattr("metrics.protection.decide.problems", does_not_add_up)
    fill(store, 900, 2)
    assert result(Query(KENNISMAKING, ("2022",))).frame["afgeschermd"].to_list() == [False]
    for asked, per in ((("2022-Q1", "2022-03"), ()), (("2022",), ("team",)), (("2022",), ("wijk",))):
        frame = result(Query(KENNISMAKING, asked, per)).frame
        assert frame["afgeschermd"].all() and frame["teller"].is_null().all()

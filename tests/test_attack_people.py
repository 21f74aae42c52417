"""Can anybody compute a hidden number of people, who are counted once per cell, or of moves between providers?

First the attacker himself, on drawn numbers: he has to see what follows from what. Then the city.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

import world
from data.store import Store
from metrics.period import Period
from metrics.protection import gate, reach
from tests.attack import city, moves
from tests.attack.people import People
from tests.attack.reasoning import Knowledge, Narrow
from tests.attack.seen import View, views

UNTIL = date(2022, 12, 31)


def view(indicator: str, per: tuple[str, ...], *rows: tuple[Any, ...]) -> View:
    """Rows drawn as values of `per`, period, teller; None is hidden."""
    lines: list[Mapping[str, Any]] = [
        {**dict(zip(per, row, strict=False)), "periode": row[-2], "teller": row[-1], "afgeschermd": row[-1] is None}
        for row in rows
    ]
    return View(indicator, (), per, Period.parse(rows[0][-2]).level, tuple(lines))


def narrow(*views: View, compare_periods: bool = True) -> list[tuple[float, float]]:
    """The lowest and highest value of every hidden number that is known too well."""
    knowledge = Knowledge()
    People(knowledge, {}, "gebied", compare_periods).learn(views, UNTIL)
    return [(round(each.lowest), round(each.highest)) for each in knowledge.attack()]


def test_a_hidden_stock_follows_from_who_came_and_went() -> None:
    before, hidden = view("in_zorg", (), ("2022-01", 40)), view("in_zorg", (), ("2022-02", None))
    came, went = view("instroom", (), ("2022-02", 12)), view("uitstroom", (), ("2022-02", 45))
    assert narrow(before, hidden) == []
    assert narrow(before, hidden, came, went) == [(7, 7)]


def test_the_stock_of_a_quarter_is_that_of_its_last_month() -> None:
    assert narrow(view("in_zorg", (), ("2022-03", None)), view("in_zorg", (), ("2022-Q1", 12))) == [(12, 12)]


def test_a_month_is_not_more_than_its_quarter() -> None:
    months = view("bereik", (), ("2022-01", 0), ("2022-02", None), ("2022-03", 0))
    quarter = view("bereik", (), ("2022-Q1", 4))
    assert narrow(months, quarter) == [(4, 4)]
    assert narrow(months, quarter, compare_periods=False) == []


def test_a_city_is_not_more_than_its_areas_together() -> None:
    city, areas = view("bereik", (), ("2022", 30)), view("bereik", ("wijk",), ("N", "2022", 26), ("Z", "2022", None))
    assert narrow(city, areas) == []
    assert narrow(view("bereik", (), ("2022", 4)), view("bereik", ("wijk",), ("Z", "2022", None))) == [(4, 4)]


def test_who_is_new_at_a_provider_need_not_be_new_in_the_city() -> None:
    city, providers = view("instroom", (), ("2022", 0)), view("instroom", ("aanbieder",), ("P", "2022", None))
    assert narrow(city, providers) == []
    assert narrow(view("bereik", (), ("2022", 0)), view("bereik", ("team",), ("P", "2022", None))) == [(0, 0)]


def move(venster: str, period: str, teller: float | None, noemer: float | None = 100.0) -> View:
    """Moves from P to Q within so many days."""
    row = {"van": "P", "naar": "Q", "periode": period, "teller": teller, "noemer": noemer}
    options = (("venster", venster), ("gelijktijdig", "ja"))
    return View("doorstroom", options, ("van", "naar"), Period.parse(period).level, (row,))


def narrow_moves(*views: View) -> list[tuple[float, float]]:
    knowledge = Knowledge()
    moves.learn(knowledge, views, Period.parse("2022"))
    return [(round(each.lowest), round(each.highest)) for each in knowledge.attack()]


def test_a_move_within_thirty_days_is_one_within_ninety() -> None:
    assert narrow_moves(move("90", "2022", None)) == []
    assert (10, 12) in narrow_moves(move("30", "2022", 10.0), move("90", "2022", None), move("365", "2022", 12.0))


def test_a_year_holds_the_moves_of_its_halves_and_no_others() -> None:
    halves = move("365", "2022-H1", 20.0), move("365", "2022-H2", None)
    assert narrow_moves(*halves) == []
    assert narrow_moves(*halves, move("365", "2022", 31.0)) == []
    assert narrow_moves(move("365", "2022-H1", 28.0), move("365", "2022-H2", 0.0), move("365", "2022", None)) != []


def test_who_moved_left() -> None:
    assert (1, 4) in narrow_moves(move("365", "2022", None, noemer=4.0))


def lived_in(store: Store, number: int, seed: int = 1) -> Store:
    return city.build(store, number, seed, ("aanmeldingen", "leveringen"))


def attacked(keys: tuple[str, ...], area: str) -> list[Narrow]:
    """The hidden numbers of the drawn city that are known too well, with the year before to begin from."""
    knowledge = Knowledge()
    people = People(knowledge, city.known_places(), area)
    years = [city.YEAR] if area == "team" else [city.YEAR - 1, city.YEAR]
    people.learn((view for key in keys for view in views(key, years, most=2)), UNTIL)
    assert knowledge.secrets and knowledge.shown
    return knowledge.attack(enough=5)


def test_no_hidden_number_of_families_reached_is_narrow(store: Store) -> None:
    lived_in(store, 300)
    assert attacked(("bereik",), "team") == []


def test_who_forgets_that_a_month_is_not_more_than_its_quarter_is_found_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "over_time", lambda *_: None)
    lived_in(store, 300)
    assert len(attacked(("bereik",), "team")) >= 5


def costs_attacked(store: Store) -> list[Narrow]:
    """Hidden families of the organisations of a small city, for who sees their costs per family as well."""
    city.build(store, 150, 1, ("aanmeldingen", "leveringen", "uitputting"))
    knowledge = Knowledge()
    people = People(knowledge, city.known_places(), "team")
    people.learn((view for view in views("bereik", [city.YEAR], most=1) if len(view.per) < 2), UNTIL)
    organisations = [view for view in views("kosten_per_client", [city.YEAR], most=1) if view.per == ("aanbieder",)]
    people.learn_costs(organisations, UNTIL)
    assert any(row["noemer"] is not None for view in organisations for row in view.rows)
    return knowledge.attack()


@pytest.mark.long
def test_families_behind_costs_are_hidden_where_families_reached_are(store: Store) -> None:
    assert costs_attacked(store) == []


@pytest.mark.long
def test_who_decides_families_behind_costs_apart_is_found_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "hide_households", lambda frame, *_: frame)
    assert costs_attacked(store) != []


CARE = ("in_zorg", "instroom", "uitstroom", "bereik_aanvullend")


def test_primary_rules_alone_give_clients_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.World, "decided", lambda *_: None)
    lived_in(store, 500)
    assert len(attacked(CARE, "gebied")) >= 5


@pytest.mark.long
@pytest.mark.parametrize("number", [500, 1_500, 9_000])
def test_no_hidden_number_of_clients_in_care_is_narrow(store: Store, number: int) -> None:
    """Who is in care, who came, who went, and who was there at any time, all of them together."""
    lived_in(store, number)
    assert attacked(CARE, "gebied") == []
    assert attacked(("bereik",), "team") == []


@pytest.mark.long
@pytest.mark.parametrize("number", [500, 3_000])
def test_no_hidden_move_between_providers_is_narrow(store: Store, number: int) -> None:
    lived_in(store, number)
    knowledge = Knowledge()
    moves.learn(knowledge, views("doorstroom", [city.YEAR], most=1), Period.parse("2022"))
    assert knowledge.secrets and knowledge.shown
    assert knowledge.attack(enough=5) == []

"""Does enough stay visible when small numbers are hidden?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest

import results
from data.store import Store
from metrics import CATALOGUE
from metrics.protection.engines import Way, way_of
from metrics.protection.visibility import crossings, shown, visibility
from tests.example_store import copy_example
from tests.places import new_place
from tests.stocked import aanmeldingen, areas, stock
from world import World

ADDITIVE = [key for key, indicator in CATALOGUE.items() if way_of(indicator) is Way.ADDITIVE]
CLIENTS = ["bereik", "bereik_aanvullend", "in_zorg", "instroom", "uitstroom", "gemiddeld_in_zorg"]
COSTS = ["kosten_per_client", "vierkant_clienten"]
FIRST_CARE = ["in_een_keer_goed", "wachttijd_toewijzing", "wachttijd_beoogd"]


def seen(frame: pl.DataFrame, area: str, level: str, *, category: bool) -> float:
    """The part that is shown of all numbers that are not empty, those that are small by themselves included."""
    numbers, hidden = frame.filter(area=area, level=level, category=category).select("numbers", "hidden").sum().row(0)
    assert numbers > 100
    return float((numbers - hidden) / numbers)


@pytest.fixture
def world_of_example(example_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """What the gate works with, of a copy of the example: what is decided here stays out of the store of others."""
    place = new_place(tmp_path)
    copy_example(example_store, place)
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(place))
    return results._shared.world()


@pytest.mark.long
def test_enough_of_a_year_of_the_example_stays_visible(world_of_example: World) -> None:
    counted = visibility(world_of_example.gate, ADDITIVE, [2024], world_of_example.peildatum)
    assert seen(counted, "stad", "MONTH", category=False) == 1
    assert seen(counted, "wijk", "QUARTER", category=False) >= 0.9
    assert seen(counted, "team", "YEAR", category=True) >= 0.6
    assert seen(counted, "team", "YEAR", category=False) >= 0.9
    city = counted.filter((pl.col("area") == "stad") & ~pl.col("category"))
    assert city["hidden"].sum() == city["small"].sum()


@pytest.mark.long
def test_of_what_does_not_add_up_enough_stays_visible_where_there_is_no_category(world_of_example: World) -> None:
    """Beside a category the rules leave 70% of it; how much is shown stands in the sheet on protection."""
    clients = visibility(world_of_example.gate, CLIENTS, [2024], world_of_example.peildatum)
    assert clients.filter((pl.col("area") == "stad") & ~pl.col("category"))["hidden"].sum() == 0
    assert seen(clients, "wijk", "QUARTER", category=False) >= 0.9
    assert seen(clients, "team", "YEAR", category=False) >= 0.9
    assert seen(clients, "team", "YEAR", category=True) >= 0.6
    assert seen(clients.filter(pl.col("indicator") != "bereik"), "team", "YEAR", category=True) >= 0.6
    costs = visibility(world_of_example.gate, COSTS, [2024], world_of_example.peildatum)
    assert costs.filter((pl.col("area") == "stad") & ~pl.col("category"))["hidden"].sum() == 0
    first = visibility(world_of_example.gate, FIRST_CARE, [2024], world_of_example.peildatum)
    rest = first.filter((pl.col("area") == "stad") & ~pl.col("category") & (pl.col("indicator") == FIRST_CARE[0]))
    assert rest["hidden"].sum() == rest["small"].sum()
    for area, level in (("wijk", "QUARTER"), ("team", "YEAR")):
        # Here the rules hide most: nearly all that they leave is shown.
        lines = first.filter(area=area, level=level, category=False).select("numbers", "small", "hidden").sum()
        numbers, small, hidden = lines.row(0)
        assert numbers - hidden >= 0.9 * (numbers - small) > 100


def test_a_category_beside_what_holds_it_is_not_counted_again() -> None:
    indicator = CATALOGUE["in_zorg"]
    counted = crossings(indicator, {})
    assert ("zorgvorm",) in counted
    assert ("gebied", "zorgvormgroep") in counted
    assert ("aanbieder", "zorgvorm") in counted
    assert not [per for per in counted if "zorgvorm" in per and {"wet", "zorgvormgroep"} & set(per)]
    assert ("gebied",) in crossings(CATALOGUE["reden_beeindiging"], {})  # always split by reden and its wet


def test_what_is_hidden_is_counted_in_tellers_and_noemers(store: Store) -> None:
    stock(
        store,
        {"gebieden": areas(2), "aanmeldingen": aanmeldingen(Random(1), 300, teams=2)},
        delivered=date(2023, 2, 28),
    )
    world = results._shared.world()
    counted = shown(visibility(world.gate, ["gewenst_later"], [2022], world.peildatum))
    year = counted.filter(area="stad", level="YEAR", category=False)
    assert year.select("numbers", "small", "hidden").row(0) == (2, 0, 0)
    assert year["share"].to_list() == [1.0]
    for numbers, small, hidden in counted.select("numbers", "small", "hidden").rows():
        assert 0 <= small <= hidden <= numbers
    assert counted.filter(area="team", level="MONTH")["hidden"].item() > 10

"""Can somebody who has the rows of one organisatie compute a small number of the others from what it is shown?"""

from __future__ import annotations

import pytest

import world
from data.store import Store
from metrics.period import Level, Period
from tests.attack import city, versions
from tests.attack.families import AANMELDINGEN, ERVARINGEN, Family
from tests.attack.partner import Partner

YEAR = Period(city.YEAR, 1, Level.YEAR)
ANSWERS = (ERVARINGEN, ("ervaring",), ())
WISHES = (AANMELDINGEN, ("gewenst_later",), ("team", "wijk", "ses", "organisatie"))
Case = tuple[Family, tuple[str, ...], tuple[str, ...]]


def partner(own: str, case: Case) -> Partner:
    return Partner(own, *case, YEAR, city.known_places())


@pytest.mark.long
@pytest.mark.parametrize("own", city.ORGANISATIES)
def test_no_small_number_of_others_follows_from_answers(store: Store, own: str) -> None:
    city.build(store, 1_500, seed=1, kinds=("ervaringen",))
    knowledge, number = partner(own, ANSWERS).know()
    assert number > 50
    assert knowledge.attack() == []


@pytest.mark.long
def test_no_small_number_of_others_follows_from_aanmeldingen(store: Store) -> None:
    city.build(store, 500, seed=500)
    knowledge, number = partner("Samen", WISHES).know()
    assert number > 500
    assert knowledge.attack() == []


@pytest.mark.long
def test_what_everybody_sees_tells_small_numbers_of_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attack finds them where nothing more is hidden from the partner than from anybody."""
    city.build(store, 1_500, seed=1, kinds=("ervaringen",))
    monkeypatch.setattr(world.World, "gate_of", lambda self, viewer: self.gate)
    knowledge, _ = partner("Samen", ANSWERS).know()
    assert len(knowledge.attack()) > 50


@pytest.mark.long
def test_a_fixed_year_tells_a_partner_no_more_than_an_open_one(store: Store) -> None:
    city.build(store, 1_500, seed=1, kinds=("ervaringen",))
    versions.fix(store, city.YEAR, ("ervaring",))
    knowledge, number = partner("Samen", ANSWERS).know()
    assert number > 50
    assert knowledge.attack() == []

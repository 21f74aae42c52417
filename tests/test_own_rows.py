"""Whose small numbers may somebody see after login: only those of its own rows?"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from data.store import Store
from metrics.viewer import Role, Viewer, looking_as
from results import Context, Query, result, unprotected
from tests.city_of_providers import build
from tests.stocked import aanmeldingen, areas, stock
from world import World

KENNISMAKING = "kennismaking_binnen_vijf_werkdagen"
ORGANISATION = Viewer(frozenset({Role.BUURTTEAMORGANISATIE}), organisatie="Een", teams=frozenset({"T1"}), intern=True)
MUNICIPALITY = Viewer(frozenset({Role.GEMEENTE}), intern=True)


@pytest.fixture(autouse=True)
def nothing_else_hides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small numbers are hidden, and nothing beside them: that is decided elsewhere and takes its time."""
    monkeypatch.setattr(World, "decided", lambda *_: None)


@pytest.fixture
def city(store: Store) -> Store:
    """Six areas, two organisations, few enough aanmeldingen for small numbers everywhere."""
    frames = {"gebieden": areas(), "aanmeldingen": aanmeldingen(Random(2), 160)}
    stock(store, frames, delivered=date(2023, 2, 15))
    return store


@pytest.mark.parametrize("per", [(), ("organisatie",), ("team",), ("gebied",), ("verwijzer",)])
@pytest.mark.parametrize("where", [(), (("organisatie", "Een"),), (("organisatie", "Twee"),), (("team", "T1"),)])
def test_an_organisation_sees_its_own_rows_as_they_are_and_others_as_everybody(
    city: Store, per: tuple[str, ...], where: tuple[tuple[str, str], ...]
) -> None:
    query = Query(KENNISMAKING, ("2022",), per, where)
    raw = unprotected(query).frame
    own_only = where in ((("organisatie", "Een"),), (("team", "T1"),))
    with looking_as(ORGANISATION):
        found = result(query, Context.INTERN)
        if own_only:
            assert found.frame.equals(raw)
            assert found.context is Context.INTERN
            return
        shared = result(query).frame
    keys = {"organisatie": "Een", "team": "T1"}
    for name in set(per) & set(keys):
        own = found.frame[name] == keys[name]
        assert found.frame.filter(own).equals(raw.filter(raw[name] == keys[name]))
        assert found.frame.filter(~own).equals(shared.filter(shared[name] != keys[name]))
    if not set(per) & set(keys):
        assert found.frame.equals(shared)
        assert found.context is Context.GEDEELD
    assert shared["afgeschermd"].any() or shared.height < 3


def test_the_gemeente_sees_its_own_administration_and_not_that_of_the_teams(store: Store) -> None:
    build(store, 1, 100)
    care = Query("in_zorg", ("2022-Q1",), ("aanbieder",))
    with looking_as(MUNICIPALITY):
        assert result(care, Context.INTERN).frame.equals(unprotected(care).frame)
        assert result(Query(KENNISMAKING, ("2022",), ("team",)), Context.INTERN).context is Context.GEDEELD


@pytest.mark.parametrize("role", list(Role))
def test_without_the_right_nothing_is_intern(store: Store, role: Role) -> None:
    build(store, 1, 100)
    viewer = Viewer(frozenset({role, Role.GEMEENTE}), organisatie="Een", aanbieder="AANB1")
    with looking_as(viewer):
        found = result(Query("in_zorg", ("2022-Q1",), ("aanbieder",)), Context.INTERN)
        assert found.context is Context.GEDEELD
        assert found.frame["afgeschermd"].any()

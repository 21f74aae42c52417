"""Which numbers of a large municipality are shown before the decisions on small numbers are made?"""

from __future__ import annotations

import pytest

import results
from data.store import Store
from metrics.period import Period
from metrics.protection.decisions import Decisions
from metrics.request import Request
from tests.attack import city


class Decided(Exception):
    """Raised instead of deciding."""


@pytest.fixture
def decisions(store: Store, monkeypatch: pytest.MonkeyPatch) -> Decisions:
    """Of a city that counts as large, of which nothing was decided."""
    city.build(store, 60, 1, ("leveringen",))

    def decide(*_: object) -> None:
        raise Decided

    monkeypatch.setattr(Decisions, "_decide_now", decide)
    found = results._shared.world().decisions
    found.large = True
    return found


def waits(decisions: Decisions, key: str, per: tuple[str, ...] = ()) -> bool:
    """Whether a question has to wait for the decision on its year."""
    options = {name: values[0] for name, values in decisions.gate.catalogue[key].options.items()}
    try:
        return (
            decisions.lines(key, Request(decisions.peildatum, (Period.parse("2022"),), per, {}, options), per)
            is not None
        )
    except Decided:
        return True


@pytest.mark.parametrize("key", ["in_zorg", "instroom", "in_een_keer_goed"])
def test_numbers_of_the_whole_city_do_not_wait_and_those_of_areas_do(decisions: Decisions, key: str) -> None:
    assert not waits(decisions, key)
    assert waits(decisions, key, ("wijk",))


@pytest.mark.parametrize("key", ["kosten_per_client", "wachttijd_toewijzing", "wachttijd_beoogd"])
def test_what_a_decision_hides_in_the_whole_city_as_well_waits_for_it(decisions: Decisions, key: str) -> None:
    assert waits(decisions, key)

"""Are decisions the same, whoever solves them?"""

from __future__ import annotations

import gc
import pickle
from datetime import date
from io import BytesIO
from random import Random

import pytest

import results
from data.store import Store
from metrics.protection import workers
from metrics.protection.decide import Systems, problems
from metrics.protection.workers import Workers, uncollected
from tests.stocked import aanmeldingen, areas, stock


@pytest.fixture
def asked(store: Store) -> Systems:
    """Two systems about the same rows of one year."""
    frames = {"gebieden": areas(4), "aanmeldingen": aanmeldingen(Random(4), 120, teams=4)}
    stock(store, frames, delivered=date(2023, 2, 28))
    world = results._shared.world()
    keys = ("kennismaking_binnen_vijf_werkdagen", "gewenst_later")
    return Systems(tuple(problems(world.gate, keys, 2022, world.peildatum, world.frames["gebieden"])))


def test_another_process_gives_the_same_answer(asked: Systems, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH", 0)
    with Workers(2) as helpers:
        answers = [each.result(timeout=120) for each in [helpers.solve(asked), helpers.solve(asked)]]
        assert len(helpers.started) == 2
    here = asked.solve()
    assert answers == [here, here]
    assert sum(len(lines) for each in here for lines in each.hidden.values()) > 50


def test_small_problems_start_no_process(asked: Systems) -> None:
    with Workers(2) as helpers:
        assert helpers.solve(asked).done()
        assert helpers.started == []


def test_a_worker_that_falls_away_is_not_missed(asked: Systems, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH", 0)
    with Workers(2) as helpers:
        helpers._start()
        for process in helpers.started:
            process.kill()
            process.wait()
        assert helpers.solve(asked).result(timeout=120) == asked.solve()


class DoesNotAddUp:
    """A task without an answer."""

    size = 1

    def solve(self) -> None:
        raise ArithmeticError("parts and total differ")


def test_numbers_that_cannot_be_decided_are_told_by_the_worker() -> None:
    answers = BytesIO()
    workers.serve(BytesIO(pickle.dumps(DoesNotAddUp()) * 2), answers)
    answers.seek(0)
    assert [pickle.load(answers), pickle.load(answers)] == [(None, "parts and total differ")] * 2


def test_garbage_is_looked_for_again_afterwards_also_when_something_goes_wrong() -> None:
    assert gc.isenabled()
    with pytest.raises(ArithmeticError), uncollected(), uncollected():
        assert not gc.isenabled()
        raise ArithmeticError
    assert gc.isenabled()


def test_a_noemer_has_one_decision_under_all_its_names(asked: Systems) -> None:
    """Aanmeldingen with the field filled are all aanmeldingen here, so both shares have the same noemer."""
    found = {key: lines for each in asked.solve() for key, lines in each.hidden.items()}
    noemers = {
        key: {line[1:4] for line in lines if line[4] and line[0] in ("", "lezing=alle")} for key, lines in found.items()
    }
    first, second = noemers.values()
    assert first == second
    assert len(first) > 20

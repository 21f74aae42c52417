"""Does a scenario answer what following every single person would give, and does it refuse what it cannot say?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from metrics.forecast.stock_flow import LONGEST
from metrics.question import QuestionError
from metrics.whatif.answer import UNSURE_SOLVED, Answer, answer, world
from metrics.whatif.assumptions import assumptions, warnings
from metrics.whatif.base import HORIZON, Base
from metrics.whatif.levers import RANGES, Levers

RUNS = 1500


def base() -> Base:
    """Two forms of care in two areas: short and cheap, long and dear."""
    stock = np.zeros((2, LONGEST + 1))
    stock[0, 1:6], stock[1, 3:30] = 12, 2
    leaving = np.stack([np.full(LONGEST + 1, 0.18), np.linspace(0.02, 0.09, LONGEST + 1)])
    return Base(
        first_month=date(2026, 11, 1), forms=("jw:45A", "jw:54A"), areas=("noord", "zuid"),
        arrived=np.array([[90.0, 60.0], [20.0, 25.0]]), by_huisarts=np.array([60.0, 9.0]), stock=stock,
        leaving=leaving, price=np.array([600.0, 2500.0]), season=np.tile([1.2, 0.8], 6), budget=900_000.0,
        per_family=3000.0,
    )  # fmt: skip


class Simulation:
    """The same model, person by person and month by month, many times."""

    def __init__(self, start: Base, levers: Levers, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.start, self.levers = start, levers

    def lives(self, leaving: np.ndarray, luck: np.ndarray, age: np.ndarray, months: np.ndarray) -> np.ndarray:
        """Months in care of every person within the months that are left; the same luck in every world."""
        chance, alive, total = np.ones(len(luck)), np.ones(len(luck), dtype=bool), np.zeros(len(luck))
        for step in range(HORIZON):
            alive &= (luck < chance) & (step < months)
            total += alive
            chance *= 1 - leaving[np.minimum(age + step, LONGEST)]
        return total

    def run(self) -> tuple[np.ndarray, np.ndarray]:
        """(clients, euro) without and with the levers."""
        solved = self.random.normal(self.levers.opgelost / 100, UNSURE_SOLVED)
        clients, euros = np.zeros(2), np.zeros(2)
        for form in range(2):
            arrived = self.start.arrived[form].sum()
            rate = self.random.gamma(arrived) / 12
            share = 1.0
            if self.levers.waar == "gebied:noord":
                share = 110 / self.start.arrived.sum()
            if self.levers.waar.startswith("vorm:"):
                share = float(self.levers.waar == f"vorm:{self.start.forms[form]}")
            times = 1 + self.levers.instroom / 100 * share
            times *= 1 - self.levers.huisarts / 100 * solved * self.start.by_huisarts[form] / arrived
            extra = self.levers.wachtenden * arrived / self.start.arrived.sum() / (3 * self.levers.kwartalen)
            before = self.start.leaving[form]
            after = world(self.start, self.levers).leaving[form]
            groups = [(int(count), age, HORIZON, True, True) for age, count in enumerate(self.start.stock[form])]
            for step in range(HORIZON):
                mean = rate * self.start.season[step]
                left = HORIZON - step
                groups.append((self.random.poisson(mean * min(1.0, times)), 0, left, True, True))
                groups.append((self.random.poisson(mean * max(0.0, times - 1)), 0, left, False, True))
                groups.append((self.random.poisson(mean * max(0.0, 1 - times)), 0, left, True, False))
                if step < 3 * self.levers.kwartalen:
                    groups.append((self.random.poisson(extra), 0, left, False, True))
            people = [
                np.repeat([group[place] for group in groups], [group[0] for group in groups]) for place in range(5)
            ]
            luck = self.random.random(len(people[0]))
            months = [
                self.lives(leaving, luck, people[1], people[2]) * people[place]
                for leaving, place in ((before, 3), (after, 4))
            ]
            price = self.start.price[form]
            clients += [each.sum() / HORIZON for each in months]
            euros += [months[0].sum() * price, months[1].sum() * price * (1 + self.levers.indexatie / 100)]
        return clients, euros


SCENARIOS = {
    "nothing": Levers(),
    "more in the whole city": Levers(instroom=20),
    "less of one form": Levers(instroom=-30, waar="vorm:jw:54A"),
    "more in one area": Levers(instroom=40, waar="gebied:noord"),
    "longer": Levers(duur=4),
    "shorter": Levers(duur=-6),
    "first the buurtteam": Levers(huisarts=60, opgelost=40),
    "waiting list": Levers(wachtenden=100, kwartalen=2),
    "everything": Levers(instroom=10, duur=2, huisarts=30, wachtenden=50, kwartalen=1, indexatie=3, basiszorg=100_000),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_answer_is_what_following_every_person_gives(name: str) -> None:
    levers = SCENARIOS[name]
    found = answer(base(), levers)
    simulation = Simulation(base(), levers, seed=len(name))
    runs = np.array([simulation.run() for _ in range(RUNS)])
    estimates = (found.clients_before, found.clients, found.euro_before, found.euro)
    for place, estimate in enumerate(estimates):
        drawn = runs[:, place // 2, place % 2]
        assert abs(drawn.mean() - estimate.middle) < 4 * drawn.std() / RUNS**0.5 + 1e-9, (name, place)
        inside = ((drawn >= estimate.low) & (drawn <= estimate.high)).mean()
        assert 0.75 <= inside <= 0.85, (name, place, inside)
    for part, estimate in enumerate((found.clients_change, found.euro_change)):
        change = runs[:, part, 1] - runs[:, part, 0]
        assert abs(change.mean() - estimate.middle) < 4 * change.std() / RUNS**0.5 + 1e-9, name
        if name != "nothing":
            inside = ((change >= estimate.low) & (change <= estimate.high)).mean()
            assert 0.74 <= inside <= 0.86, (name, part, inside)


def test_doing_nothing_changes_nothing() -> None:
    found = answer(base(), Levers())
    assert (found.clients_change.low, found.clients_change.high) == (0, 0)
    assert found.euro == found.euro_before
    assert (found.families, found.break_even) == (0, 0)


def test_budget_says_how_many_fit_at_the_cost_per_client() -> None:
    found = answer(base(), Levers(budget=-10, basiszorg=100_000))
    assert found.budget is not None and found.budget == pytest.approx(900_000 * 0.9 - 100_000)
    assert found.fitting == pytest.approx(found.budget / (found.euro.middle / found.clients.middle))
    assert found.room is not None
    assert found.room.middle == pytest.approx(found.budget - found.euro.middle)
    assert found.families == pytest.approx(100_000 / 3000)
    assert found.break_even == pytest.approx(100_000 / (found.euro.middle / found.clients.middle))


def test_without_a_budget_or_a_price_of_the_buurtteam_there_is_no_answer_about_them() -> None:
    bare = replace(base(), budget=None, per_family=None)
    found: Answer = answer(bare, Levers(huisarts=50))
    assert (found.budget, found.room, found.fitting, found.families_cost) == (None, None, None, None)


def test_a_part_with_few_newcomers_is_refused_and_so_is_what_is_left_of_it() -> None:
    few = replace(base(), arrived=np.array([[146.0, 4.0], [45.0, 0.0]]))
    for waar in ("gebied:zuid", "gebied:noord", "gebied:maan"):
        with pytest.raises(QuestionError):
            answer(few, Levers(instroom=10, waar=waar))


def test_newcomers_of_a_part_are_counted_in_steps_of_five() -> None:
    change = [
        answer(
            replace(base(), arrived=np.array([[n, 150.0 - n], [20.0, 25.0]])), Levers(instroom=10, waar="gebied:noord")
        )
        for n in (90.0, 91.0, 92.0)
    ]
    assert len({found.clients_change.middle for found in change}) == 1


def test_levers_stay_in_range_and_survive_an_address() -> None:
    for levers in SCENARIOS.values():
        assert Levers.from_params(levers.to_params()).changed() == levers.changed()
    for name, limits in RANGES.items():
        with pytest.raises(QuestionError, match="gaat van"):
            Levers(**{name: limits.high + 1})  # type: ignore[arg-type]
    with pytest.raises(QuestionError, match="geen getal"):
        Levers.from_params({"instroom": ["veel"]})


def test_what_only_says_how_a_lever_works_is_no_change_by_itself() -> None:
    assert Levers(opgelost=10, kwartalen=1, waar="gebied:noord").changed() == {}


def test_costs_per_client_of_different_help_are_never_a_saving() -> None:
    assert not warnings(Levers(instroom=10))
    for levers in (Levers(huisarts=10), Levers(basiszorg=50_000)):
        assert any("geen besparing per cliënt" in sentence for sentence in warnings(levers))
    assert any("aanname" in sentence for sentence in assumptions(Levers(huisarts=10)))


def test_longer_care_is_longer_by_that_many_weeks_on_average() -> None:
    usual, longer = (
        np.cumprod(np.concatenate([[1.0], np.full(400, 1 - world(base(), Levers(duur=weeks)).leaving[0, 5])])).sum()
        for weeks in (0, 4)
    )
    assert longer - usual == pytest.approx(4 * 7 / (365.25 / 12), abs=0.02)

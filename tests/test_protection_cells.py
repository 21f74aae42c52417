"""Which crossings exist in shared output, on which days, and what is offered instead?"""

from __future__ import annotations

from datetime import date

import pytest

from metrics import CATALOGUE
from metrics.period import Level
from metrics.protection.cells import levels_of, problem, reduced
from metrics.protection.peildata import ended_periods, nearest, refusal, releases

M, Q, H, Y = Level.MONTH, Level.QUARTER, Level.HALF, Level.YEAR


@pytest.mark.parametrize(
    ("crossing", "levels"),
    [
        ((), {M, Q, H, Y}), (("team",), {M, Q, H, Y}), (("wijk",), {M, Q, H, Y}), (("gebied", "wijk"), {M, Q, H, Y}),
        (("wijk", "ses"), set()),
        (("verwijzer",), {Q, H, Y}), (("wijk", "verwijzer"), {Q, H, Y}), (("reden", "wet"), {Q, H, Y}),
        (("team", "verwijzer"), {Y}), (("ses", "verwijzer"), {Y}), (("gebied", "zorgvorm", "wet"), {Y}),
        (("verwijzer", "organisatie"), {Y}), (("wijk", "verwijzer", "organisatie"), set()),
        (("aanbieder", "wet", "leeftijdsgroep"), set()),
        (("van", "naar"), {H, Y}), (("van", "naar", "wijk"), set()), (("van", "naar", "wet"), set()),
    ],
)  # fmt: skip
def test_the_fixed_set_of_crossings(crossing: tuple[str, ...], levels: set[Level]) -> None:
    assert levels_of(crossing) == levels


def test_a_crossing_outside_the_set_is_refused_with_the_nearest_choice() -> None:
    sentence = problem(CATALOGUE["gewenst_later"], ["verwijzer"], [M])
    assert sentence is not None
    assert "bestaat niet per maand" in sentence
    assert "Kies per kwartaal" in sentence
    sentence = problem(CATALOGUE["gewenst_later"], ["team", "verwijzer"], [Q])
    assert sentence is not None
    assert "per jaar" in sentence
    assert "wijk" in sentence


def test_the_dimensions_that_an_indicator_always_has_count() -> None:
    assert problem(CATALOGUE["verwijzer"], [], [M]) is not None
    assert problem(CATALOGUE["verwijzer"], [], [Q]) is None
    assert problem(CATALOGUE["doorstroom"], [], [Q]) is not None
    assert problem(CATALOGUE["doorstroom"], [], [H]) is None


def test_who_waits_now_has_no_period_and_may_be_asked_per_team() -> None:
    assert problem(CATALOGUE["wachtend"], ["team"], []) is None
    assert problem(CATALOGUE["wachtend"], ["team", "verwijzer"], []) is not None


def test_budgets_may_be_cut_in_any_way() -> None:
    assert problem(CATALOGUE["vierkant"], ["aanbieder", "zorgvorm", "wet"], [M]) is None


def test_a_crossing_has_one_name() -> None:
    assert reduced(["wijk", "gebied", "verwijzer"]) == ("gebied", "verwijzer")
    assert reduced(["gebied", "team"]) == ("team",)
    assert reduced(["ses"]) == ("ses",)


@pytest.mark.parametrize(
    ("day", "near"),
    [
        (date(2022, 3, 30), date(2022, 3, 31)), (date(2022, 3, 3), date(2022, 2, 28)),
        (date(2022, 10, 14), date(2022, 10, 15)), (date(2022, 12, 31), date(2022, 10, 15)),
    ],
)  # fmt: skip
def test_only_releases_are_a_peildatum(day: date, near: date) -> None:
    newest = date(2022, 10, 15)
    assert nearest(day, newest) == near
    sentence = refusal(day, newest)
    assert sentence is not None
    assert f"{near:%d-%m-%Y}" in sentence


def test_month_ends_and_the_newest_leverdatum_are_releases() -> None:
    newest = date(2022, 10, 15)
    assert refusal(newest, newest) is None
    assert refusal(date(2022, 9, 30), newest) is None
    assert releases(date(2022, 8, 3), newest) == [date(2022, 8, 31), date(2022, 9, 30), newest]


def test_ended_periods_stop_before_the_running_one() -> None:
    assert ended_periods(date(2022, 2, 3), date(2022, 9, 29), Q) == ("2022-Q1", "2022-Q2")
    assert ended_periods(date(2022, 2, 3), date(2022, 9, 30), Q) == ("2022-Q1", "2022-Q2", "2022-Q3")
    assert ended_periods(None, date(2022, 9, 30), Q) == ()

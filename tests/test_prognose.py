"""Is the expected year end made of what was known by then, and what does it say when it cannot know?"""

from __future__ import annotations

import numpy as np
import pytest

from data.tables import Aanbieder, Levering, Prognose, Uitputting, Vierkant
from metrics.forecast.back_test import NAMES, BackTest
from metrics.forecast.history import GOES_ON, History, Spells
from metrics.forecast.methods import METHODS
from metrics.forecast.stock_flow import leaving_rates
from tests.generated_costs import generated
from tests.measuring import column, measure
from tests.table import table

NOBODY = Spells(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
SEASON = np.array([1.2, 1.2, 1.2, 1.0, 1.0, 1.0, 0.4, 0.4, 1.2, 1.2, 1.1, 1.1])


def costs(provider: str, months: dict[str, float]) -> str:
    return "\n".join(f"{provider} | {month}-01 | {amount}" for month, amount in months.items())


def years(*numbers: int, amount: float = 100.0, until: str = "9999") -> dict[str, float]:
    every = [f"{year}-{month:02}" for year in numbers for month in range(1, 13)]
    return {month: amount for month in every if month <= until}


def world(spent: str, agreed: str = "", own: str = "", care: str = "") -> dict:
    return {
        "uitputting": table(Uitputting, "aanbieder | maand | kosten\n" + spent),
        "vierkanten": table(Vierkant, "aanbieder | jaar | ingangsdatum | budget | clienten\n" + agreed),
        "prognoses": table(Prognose, "aanbieder | jaar | datum | verwacht\n" + own),
        "leveringen": table(Levering, "levering | client_id | aanbieder | wet | zorgvorm | begindatum\n" + care),
        "aanbieders": table(Aanbieder, "aanbieder | naam\nX | Xander\nY | Ypsilon"),
    }


def test_steady_costs_go_on_and_the_year_that_is_over_is_what_it_became() -> None:
    steady = world(costs("X", years(2020, 2021, 2022, until="2022-06")), "X | 2022 | 2022-01-01 | 1300 | 5")
    half, whole = measure("prognose", steady, "2022-Q2", "2021", on="2022-06-30")
    assert (half["teller"], half["noemer"], half["waarde"]) == (600, 1300, pytest.approx(1200))
    assert half["werkelijk"] is None
    assert (whole["waarde"], whole["onder"], whole["boven"], whole["werkelijk"]) == (1200, 1200, 1200, 1200)


def test_budget_is_that_of_the_agreement_known_at_the_end_of_the_period() -> None:
    raised = world(
        costs("X", years(2021, 2022, until="2022-09")),
        "X | 2022 | 2022-01-01 | 1200 | 5\nX | 2022 | 2022-07-01 | 2400 | 5",
    )
    rows = measure("prognose", raised, "2022-Q2", "2022-Q3", on="2022-09-30")
    assert column(rows, "noemer") == [1200, pytest.approx(1800)]
    (row,) = measure("prognose", raised, "2022-Q3", on="2022-09-30", where=[("budget", "origineel")])
    assert row["noemer"] == 1200


def test_month_that_was_not_delivered_is_estimated_and_named_and_never_zero() -> None:
    months = years(2020, 2021, 2022, until="2022-06")
    del months["2022-05"]
    rows = measure("prognose", world(costs("X", months)), "2022-Q2", per=["aanbieder"], on="2022-06-30")
    assert rows[0]["waarde"] == pytest.approx(1200)
    assert rows[0]["te_schatten"] == "2022-05 (X)"
    months["2022-05"] = 0.0  # delivered, and nothing was spent
    rows = measure("prognose", world(costs("X", months)), "2022-Q2", on="2022-06-30")
    assert rows[0]["te_schatten"] is None
    assert rows[0]["waarde"] < 1190


def test_a_finished_year_with_a_month_missing_is_unknown() -> None:
    months = years(2020, 2021)
    del months["2021-05"]
    (row,) = measure("prognose", world(costs("X", months)), "2021", on="2022-06-30")
    assert (row["waarde"], row["waarom_leeg"], row["te_schatten"]) == (None, "niet geregistreerd", "2021-05 (X)")


def test_own_word_of_a_provider_is_its_newest_by_then() -> None:
    spoken = world(
        costs("X", years(2021, 2022, until="2022-06")) + "\n" + costs("Y", years(2022, until="2022-06")),
        "X | 2022 | 2022-01-01 | 1300 | 5\nY | 2022 | 2022-01-01 | 1300 | 5",
        "X | 2022 | 2022-04-15 | 1111\nX | 2022 | 2022-07-15 | 2222",
    )
    rows = measure("prognose", spoken, "2022-Q1", "2022-Q2", per=["aanbieder"], on="2022-07-20")
    assert column(rows, "aanbieder", "gemeld") == [("X", 1111), ("Y", None), ("X", 2222), ("Y", None)]
    (row,) = measure("prognose", spoken, "2022-Q2", on="2022-07-20")
    assert row["gemeld"] is None  # Y said nothing, so there is no sum


def test_without_earlier_years_the_run_rate_speaks_and_no_interval_is_invented() -> None:
    (row,) = measure("prognose", world(costs("X", years(2022, until="2022-03"))), "2022-Q1", on="2022-03-31")
    assert (row["waarde"], row["onder"], row["boven"]) == (pytest.approx(1200), None, None)
    assert (row["gekozen"], row["terugtest"]) == ("doortrekken", 0)


def test_a_provider_that_stopped_and_has_no_budget_has_no_row() -> None:
    stopped = world(costs("X", years(2020, 2021, 2022, until="2022-06")) + "\n" + costs("Y", years(2020)))
    rows = measure("prognose", stopped, "2022-Q2", per=["aanbieder"], on="2022-06-30")
    assert column(rows, "aanbieder") == ["X"]


def test_nothing_that_came_later_changes_what_was_said() -> None:
    """The forecast of an earlier moment knows neither the costs nor the care of afterwards."""
    random = np.random.default_rng(1)
    early = years(2018, 2019, 2020, 2021, until="2021-06")
    amounts = {month: float(random.integers(50, 150)) for month in early}
    later = {month: 9999.0 for month in years(2021, 2022) if month > "2021-06"}
    care = "\n".join(f"{number} | c{number} | X | jw | 45A | 20{number:02}-03-01" for number in range(17, 21))
    after = care + "".join(f"\n{number} | c{number} | X | jw | 45A | 2021-09-01" for number in range(30, 60))
    for per in ((), ("methode",)):
        then = measure("prognose", world(costs("X", amounts), care=care), "2021-Q2", per=per, on="2021-06-30")
        now = measure("prognose", world(costs("X", amounts | later), care=after), "2021-Q2", per=per, on="2022-12-31")
        assert column(now, "waarde", "onder", "boven", "gekozen") == column(then, "waarde", "onder", "boven", "gekozen")


def test_a_selection_of_methods_is_what_may_be_chosen_from() -> None:
    drawn = world(costs("X", years(2019, 2020, 2021, 2022, until="2022-03")))
    every = measure("prognose", drawn, "2022-Q1", per=["methode"], on="2022-03-31")
    assert set(column(every, "methode")) == set(NAMES)
    (row,) = measure("prognose", drawn, "2022-Q1", where=[("methode", "trend")], on="2022-03-31")
    assert row["gekozen"] == "trend"


def test_season_is_found_again_and_growth_is_no_season() -> None:
    growth = 1 + 0.01 * np.arange(60)
    history = History((100 * growth * np.tile(SEASON, 5))[None, :57].repeat(4, axis=0), NOBODY)
    lean = np.abs(history.season[0] - SEASON / SEASON.mean()).max()
    assert lean < 0.2 * np.abs(SEASON - 1).max()
    flat = History(np.asarray((100 * growth)[None, :57].repeat(4, axis=0), dtype=np.float64), NOBODY)
    assert np.abs(flat.season - 1).max() < 0.03


def test_every_method_on_steady_costs_gives_the_same() -> None:
    history = History(np.full((2, 30), 50.0), NOBODY)
    for name, method in METHODS.items():
        answer = method(history)
        assert name == "stand en stroom" or answer == pytest.approx([300, 300]), name
    assert np.isnan(METHODS["stand en stroom"](history)).all()  # nobody in care: it cannot say


def test_a_jump_is_followed_by_the_recent_level_and_not_by_the_run_rate() -> None:
    path = np.where(np.arange(33) < 30, 100.0, 200.0)[None, :]
    history = History(path, NOBODY)
    assert METHODS["doortrekken"](history)[0] < 420
    assert METHODS["niveau"](history)[0] > 450


def test_stock_and_flow_is_exact_when_everybody_stays() -> None:
    provider = np.zeros(10, dtype=np.int64)
    spells = Spells(provider, np.full(10, -5), np.full(10, GOES_ON))
    history = History(np.full((1, 30), 70.0), spells)
    assert METHODS["stand en stroom"](history) == pytest.approx([420.0])
    assert leaving_rates(spells, 1, 30).max() == 0


def test_chosen_method_is_never_one_that_cannot_speak_about_the_provider() -> None:
    test = BackTest(generated(3))
    judged = test.judge(12 * 6 + 6)
    subsidy = len(judged.chosen) - 1
    assert NAMES[judged.chosen[subsidy]] != "stand en stroom"

"""What is shown of a fixed year: what was kept, sums of what is visible, and nothing else?"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from metrics import CATALOGUE
from metrics.period import Period
from metrics.protection.fixed import OPTIONS, FixedYears
from metrics.request import Request
from metrics.run import result_columns

MET = CATALOGUE["kennismaking_binnen_vijf_werkdagen"]
REACH, BUDGET = CATALOGUE["bereik"], CATALOGUE["macrovierkant"]
CHOICE = {"lezing": "alle"}
DAY = date(2023, 3, 1)
TEAMS = {"A": ("Noord", 20.0), "B": ("Noord", 30.0), "C": ("Zuid", None)}
"""The wijk of three teams and who met in time; of the third that is hidden."""


def kept(year: int, key: str, per: str) -> pl.DataFrame | None:
    """The city, its teams and its wijken in 2022; the teams of every indicator, the rest of one."""
    if per == "team":
        rows = [shown("2022", 40.0, teller, team=team, wijk=wijk) for team, (wijk, teller) in TEAMS.items()]
    elif per == "" and key == MET.key:
        rows = [shown("2022", 120.0, 70.0)]
    else:
        return None
    choice = "lezing=alle" if key == MET.key else "doelgroep=gezinnen"
    return pl.DataFrame(rows).with_columns(pl.lit(choice).alias(OPTIONS))


def shown(period: str, noemer: float, teller: float | None, **cell: str) -> dict[str, object]:
    hidden, value = teller is None, None if teller is None else teller / noemer
    return {
        "periode": period, **cell, "teller": teller, "noemer": noemer, "waarde": value, "voorlopig": False,
        "afgeschermd": hidden, "waarom_leeg": "afgeschermd" if hidden else None,
    }  # fmt: skip


FIXED = FixedYears({2022: DAY}, kept)


def never(request: Request) -> pl.DataFrame:
    raise AssertionError(f"computed anew: {request}")


def asked(*periods: str, per: tuple[str, ...] = (), **where: set[str]) -> Request:
    selection = {name: frozenset(values) for name, values in where.items()}
    return Request(date(2023, 12, 31), tuple(map(Period.parse, periods)), per, selection, CHOICE)


def numbers(rows: pl.DataFrame) -> list[tuple[object, ...]]:
    names = [name for name in ("team", "wijk") if name in rows.columns]
    return rows.select("periode", *names, "teller", "noemer", "afgeschermd").rows()


def test_what_was_shown_is_shown() -> None:
    assert numbers(FIXED.answer(MET, asked("2022"), never)) == [("2022", 70.0, 120.0, False)]
    teams = FIXED.answer(MET, asked("2022", per=("team",)), never)
    assert numbers(teams) == [
        ("2022", "A", 20.0, 40.0, False), ("2022", "B", 30.0, 40.0, False), ("2022", "C", None, 40.0, True),
    ]  # fmt: skip
    assert teams.columns == [name for name in result_columns(MET, asked("2022", per=("team",))) if name != "personen"]


def test_one_value_is_the_row_of_the_split() -> None:
    assert numbers(FIXED.answer(MET, asked("2022", team={"B"}), never)) == [("2022", 30.0, 40.0, False)]
    assert numbers(FIXED.answer(MET, asked("2022", team={"C"}), never)) == [("2022", None, 40.0, True)]
    assert numbers(FIXED.answer(MET, asked("2022", team={"D"}), never)) == []


def test_teams_of_a_wijk_are_found_by_what_stands_beside_them() -> None:
    rows = FIXED.answer(MET, asked("2022", per=("team", "wijk"), wijk={"Noord"}), never)
    assert numbers(rows) == [("2022", "A", "Noord", 20.0, 40.0, False), ("2022", "B", "Noord", 30.0, 40.0, False)]


def test_several_visible_values_are_added() -> None:
    rows = FIXED.answer(MET, asked("2022", team={"A", "B"}), never)
    assert numbers(rows) == [("2022", 50.0, 80.0, False)]
    assert rows["waarde"].to_list() == [pytest.approx(0.625)]


def test_a_hidden_part_hides_the_sum() -> None:
    rows = FIXED.answer(MET, asked("2022", team={"A", "C"}), never)
    assert numbers(rows) == [("2022", None, 80.0, True)]
    assert rows["waarom_leeg"].to_list() == ["afgeschermd"]


def test_unique_people_are_not_added() -> None:
    request = Request(
        date(2023, 12, 31), (Period.parse("2022"),), (), {"team": frozenset("AB")}, {"doelgroep": "gezinnen"}
    )
    assert numbers(FIXED.answer(REACH, request, never)) == [("2022", None, None, True)]


def test_open_years_are_computed_and_stand_in_the_order_asked() -> None:
    def now(request: Request) -> pl.DataFrame:
        assert [str(period) for period in request.periods] == ["2023", "2021"]
        kinds = {name: kind for name, kind in result_columns(MET, request).items() if name != "personen"}
        return pl.DataFrame([shown("2023", 90.0, 45.0), shown("2021", 80.0, 40.0)], schema=kinds)

    rows = FIXED.answer(MET, asked("2023", "2022", "2021"), now)
    assert rows.select("periode", "teller").rows() == [("2023", 45.0), ("2022", 70.0), ("2021", 40.0)]


def test_what_was_not_kept_is_hidden() -> None:
    other = Request(date(2023, 12, 31), (Period.parse("2022"),), (), {}, {"doelgroep": "gezinnen"})
    assert numbers(FIXED.answer(REACH, other, never)) == [("2022", None, None, True)]
    assert numbers(FIXED.answer(MET, asked("2022", per=("verwijzer",)), never)) == []


def test_somebody_may_see_that_there_are_rows_and_none_of_their_numbers() -> None:
    rows = FIXED.answer(MET, asked("2022", per=("team",)), never, closed=True)
    assert rows.select("teller", "noemer", "waarde", "afgeschermd").unique().rows() == [(None, None, None, True)]
    assert rows.height == len(TEAMS)


def test_budgets_and_open_years_are_left_alone() -> None:
    computed = pl.DataFrame({"as it": ["is"]})
    assert FIXED.answer(BUDGET, asked("2022"), lambda request: computed) is computed
    assert FIXED.answer(MET, asked("2023"), lambda request: computed) is computed


def test_the_record_says_that_a_year_is_fixed() -> None:
    assert FIXED.told(MET, asked("2023")) is MET
    *_, said = FIXED.told(MET, asked("2022", "2023")).caveats
    assert said == "2022 is vastgesteld op 01-03-2023: later geleverde gegevens zijn niet meegeteld."

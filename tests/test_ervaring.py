"""Is the share of agreeing answers right, and its interval?"""

from __future__ import annotations

from datetime import date
from random import Random

import polars as pl
import pytest
from scipy.stats import binomtest

from data.tables import Ervaring
from metrics import CATALOGUE
from metrics.period import Level, Period
from metrics.protection.gate import Gate
from metrics.protection.primary import Thresholds
from metrics.request import Request
from metrics.run import run
from tests.measuring import column, measure
from tests.oracle.questions import Side
from tests.oracle.worlds import make_world
from tests.table import table

DRAWN = {
    "ervaringen": table(
        Ervaring,
        """
        respondent | stelling | datum      | organisatie | team | antwoord
        r1         | goed     | 2022-02-01 | Lokalis     | A    | 5
        r1         | goed     | 2022-09-01 | Lokalis     | A    | 4
        r2         | goed     | 2022-02-01 | Lokalis     |      | 3
        r3         | goed     | 2022-02-01 | Lokalis     | A    | n.v.t.
        r3         | snel     | 2022-02-01 | Lokalis     | A    | 1
        r4         | anders   | 2022-02-01 | Lokalis     | A    | n.v.t.
        r5         | goed     | 2023-02-01 | Lokalis     | A    | 5
        """,
    )
}


def test_share_of_four_and_five_among_valid_answers() -> None:
    (row,) = measure("ervaring", DRAWN, "2022", where=[("stelling", "Goed")])
    assert (row["teller"], row["noemer"], row["personen"]) == (2, 3, 2)


def test_interval_is_that_of_wilson() -> None:
    (row,) = measure("ervaring", DRAWN, "2022", where=[("stelling", "goed")])
    expected = binomtest(2, 3).proportion_ci(method="wilson")
    assert (row["onder"], row["boven"]) == (pytest.approx(expected.low), pytest.approx(expected.high))


def test_statement_with_only_not_applicable_has_no_row_and_missing_team_is_unknown() -> None:
    assert column(measure("ervaring", DRAWN, "2022", per=["stelling"]), "stelling") == ["goed", "snel"]
    rows = measure("ervaring", DRAWN, "2022", per=["team"], where=[("stelling", "goed")])
    assert column(rows, "team", "noemer") == [("A", 2), ("onbekend", 1)]


def test_answer_after_the_peildatum_does_not_exist() -> None:
    (row,) = measure("ervaring", DRAWN, "2022", where=[("stelling", "goed")], on="2022-08-31")
    assert (row["noemer"], row["voorlopig"]) == (2, True)


def test_a_team_of_two_that_is_hidden_takes_their_sum_along() -> None:
    """Answers are known per team and not per wijk, so only whole teams can make up a selection."""
    tables = make_world(Random(11), 400)
    prepared = Side.of(tables).prepared
    one, two = sorted({row["team"] for row in tables["ervaringen"] if row["team"]})[:2]
    hidden = pl.DataFrame({"periode": ["2022"], "cel": [one], "noemer": [True]})
    gate = Gate(
        CATALOGUE, lambda key, request: run(CATALOGUE[key], request, prepared),
        lambda _key, _request, per: hidden if per == ("team",) else None, Thresholds(), date(2023, 6, 30), prepared,
    )  # fmt: skip
    request = Request(date(2023, 6, 30), (Period(2022, 1, Level.YEAR),), (), {"team": frozenset({one, two})}, {})
    assert gate.compute("ervaring", request)["teller"].item() > 0
    assert gate.protect("ervaring", request)["afgeschermd"].to_list() == [True]

"""Is the share of agreeing answers right, and its interval?"""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from data.tables import Ervaring
from tests.measuring import column, measure
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

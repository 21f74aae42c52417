"""Are waiting times averaged over what was held, and estimated with those who still wait?"""

from __future__ import annotations

import pytest

from data.tables import Aanmelding
from tests.measuring import column, measure
from tests.table import table

KEY = "werkdagen_tot_kennismaking"


def test_mean_and_percentiles_by_linear_interpolation() -> None:
    # Waits of 1, 2, 3 and 10 working days, all held in March.
    drawn = {
        "aanmeldingen": table(
            Aanmelding,
            """
            aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum
            1          | g1       | A    | 2022-03-07   | 2022-03-08
            2          | g2       | A    | 2022-03-07   | 2022-03-09
            3          | g3       | A    | 2022-03-07   | 2022-03-10
            4          | g4       | A    | 2022-03-07   | 2022-03-21
            """,
        )
    }
    (row,) = measure(KEY, drawn, "2022-03")
    assert (row["teller"], row["noemer"], row["waarde"], row["mediaan"]) == (16, 4, 4.0, 2.5)
    assert row["p80"] == pytest.approx(3 + 0.4 * 7)
    assert row["p90"] == pytest.approx(3 + 0.7 * 7)
    assert (row["km_mediaan"], row["km_p80"]) == (2, 10)


WAITING = {
    "aanmeldingen": table(
        Aanmelding,
        """
        aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum | einddatum
        1          | g1       | A    | 2022-03-07   | 2022-03-08         |
        2          | g2       | A    | 2022-03-07   | 2022-03-10         |
        3          | g3       | A    | 2022-03-07   |                    |
        4          | g4       | A    | 2022-03-07   |                    |
        5          | g5       | A    | 2022-03-07   |                    | 2022-03-08
        """,
    )
}


def test_those_still_waiting_count_in_kaplan_meier_and_not_in_the_mean() -> None:
    # After 1 day 4/5 wait. One left after 1 day as well, so of the 3 at risk 2 wait after 3 days: 4/5 x 2/3 = 8/15.
    (row,) = measure(KEY, WAITING, "2022-03")
    assert (row["noemer"], row["waarde"]) == (2, 2.0)
    assert (row["km_mediaan"], row["km_p80"]) == (None, None)


def test_kennismaking_after_the_peildatum_still_waits() -> None:
    (row,) = measure(KEY, WAITING, "2022-03", on="2022-03-09")
    assert (row["noemer"], row["waarde"], row["km_mediaan"]) == (1, 1.0, None)


def test_mean_goes_by_day_held_and_kaplan_meier_by_aanmelding() -> None:
    drawn = {
        "aanmeldingen": table(
            Aanmelding,
            """
            aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum
            1          | g1       | A    | 2022-02-28   | 2022-03-02
            2          | g2       | B    | 2022-03-01   | 2022-04-01
            """,
        )
    }
    rows = measure(KEY, drawn, "2022-02", "2022-03", "2022-04", per=["team"])
    assert column(rows, "periode", "team", "waarde", "km_mediaan") == [
        ("2022-03", "A", 2.0, None),
        ("2022-04", "B", 23.0, None),
    ]

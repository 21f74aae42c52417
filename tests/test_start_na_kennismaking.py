"""Is a start counted from the kennismaking, and only when there was time for it?"""

from __future__ import annotations

import pytest

from data.tables import Aanmelding
from tests.measuring import measure
from tests.table import table

DRAWN = {
    "aanmeldingen": table(
        Aanmelding,
        """
        aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum | startdatum
        1          | g1       | A    | 2022-02-20   | 2022-03-01         | 2022-03-15
        2          | g2       | A    | 2022-02-20   | 2022-03-01         | 2022-03-16
        3          | g3       | A    | 2022-02-20   | 2022-03-01         | 2022-02-25
        4          | g4       | A    | 2022-02-20   | 2022-03-01         | 2022-03-29
        5          | g5       | A    | 2022-02-20   | 2022-03-01         | 2022-03-30
        6          | g6       | A    | 2022-02-20   | 2022-03-01         |
        """,
    )
}


def test_fourteenth_day_is_in_time_and_a_start_before_the_kennismaking_counts() -> None:
    (row,) = measure("start_binnen_twee_weken", DRAWN, "2022-03")
    assert (row["teller"], row["noemer"]) == (2, 6)


def test_twenty_eighth_day_is_not_late_and_not_started_is() -> None:
    (row,) = measure("start_na_vier_weken", DRAWN, "2022-03")
    assert (row["teller"], row["noemer"]) == (2, 6)


@pytest.mark.parametrize(
    ("key", "last_out", "first_in"),
    [
        ("start_binnen_twee_weken", "2022-03-15", "2022-03-16"),
        ("start_na_vier_weken", "2022-03-29", "2022-03-30"),
    ],
)
def test_recent_kennismakingen_are_left_out(key: str, last_out: str, first_in: str) -> None:
    assert measure(key, DRAWN, "2022-03", on=last_out) == []
    assert [row["noemer"] for row in measure(key, DRAWN, "2022-03", on=first_in)] == [6]

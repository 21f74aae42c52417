"""Who did not need another provider within a year?"""

from __future__ import annotations

from data.tables import Aanbieder, Levering
from tests.measuring import column, measure
from tests.table import table

DRAWN = {
    "leveringen": table(
        Levering,
        """
        levering | client_id | aanbieder | wet | begindatum | einddatum
        1        | c1        | X         | jw  | 2021-03-01 | 2021-04-01
        2        | c1        | Y         | jw  | 2022-03-01 |
        3        | c2        | X         | jw  | 2021-03-01 | 2021-04-01
        4        | c2        | Y         | jw  | 2022-03-02 |
        5        | c3        | X         | jw  | 2021-03-01 | 2021-04-01
        6        | c3        | X1        | jw  | 2021-04-02 |
        7        | c4        | X         | jw  | 2020-03-01 | 2020-04-01
        8        | c4        | X         | jw  | 2021-03-01 |
        9        | c5        | Y         | wmo | 2021-12-31 |
        """,
    ),
    "aanbieders": table(Aanbieder, "aanbieder | naam | ouder\nX1 | X1 | X"),
}


def test_first_care_ever_without_another_provider_within_365_days() -> None:
    # c1 moved on the 365th day, c2 a day later, c3 within one parent, c4 began before, c5 is whole at 31 Dec 2022.
    (row,) = measure("in_een_keer_goed", DRAWN, "2021", on="2022-12-31")
    assert (row["teller"], row["noemer"], row["voorlopig"], row["waarom_leeg"]) == (3, 4, False, None)


def test_whoever_began_too_recently_is_left_out_and_that_is_said() -> None:
    (row,) = measure("in_een_keer_goed", DRAWN, "2021", on="2022-12-30")
    assert (row["teller"], row["noemer"], row["voorlopig"]) == (2, 3, True)
    assert row["waarom_leeg"] == "te weinig tijd"


def test_row_with_everybody_left_out_has_no_value() -> None:
    (row,) = measure("in_een_keer_goed", DRAWN, "2021-12", on="2022-06-30")
    assert (row["noemer"], row["waarde"], row["waarom_leeg"]) == (0, None, "te weinig tijd")


def test_client_falls_under_the_provider_of_the_first_levering() -> None:
    rows = measure("in_een_keer_goed", DRAWN, "2021", per=["aanbieder"])
    assert column(rows, "aanbieder", "teller", "noemer") == [("X", 2, 3), ("Y", 1, 1)]

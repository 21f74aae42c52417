"""Who waits on the peildatum, for what, and in which class?"""

from __future__ import annotations

from data.tables import Aanmelding
from metrics.wachtend import CLASSES
from tests.measuring import column, measure
from tests.table import table

DRAWN = {
    "aanmeldingen": table(
        Aanmelding,
        """
        aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum | startdatum | einddatum
        1          | g1       | A    | 2022-03-07   |                    |            |
        2          | g2       | A    | 2022-03-04   |                    |            |
        3          | g3       | B    | 2022-01-03   | 2022-03-04         |            |
        4          | g4       | B    | 2022-01-03   | 2022-02-01         |            |
        5          | g5       | B    | 2022-01-03   |                    | 2022-02-01 |
        6          | g6       | B    | 2022-01-03   |                    |            | 2022-02-01
        7          | g7       | B    | 2022-01-03   |                    | 2022-04-01 |
        8          | g8       | B    | 2022-03-15   |                    |            |
        """,
    )
}


def test_legs_and_classes_on_the_peildatum() -> None:
    rows = measure("wachtend", DRAWN, on="2022-03-14")
    assert column(rows, "been", "klasse", "teller") == [
        ("1", "0-5", 1),  # 5 working days
        ("1", "6-10", 1),
        ("1", ">40", 1),  # its start lies after the peildatum
        ("2", "6-10", 1),  # 10 calendar days
        ("2", ">40", 1),
    ]
    assert {row["periode"] for row in rows} == {"2022-03-14"}


def test_selection_by_leg_and_class_and_cut_by_team() -> None:
    rows = measure("wachtend", DRAWN, per=["team"], where=[("been", "1"), ("klasse", ">40")], on="2022-03-14")
    assert column(rows, "team", "teller") == [("B", 1)]


def test_classes_come_in_order_of_waiting() -> None:
    rows = measure("wachtend", DRAWN, on="2022-03-14")
    order = [CLASSES.index(row["klasse"]) for row in rows if row["been"] == "1"]
    assert order == sorted(order)

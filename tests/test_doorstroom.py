"""Which moves between providers count?"""

from __future__ import annotations

from typing import Any

import pytest

from data.tables import Aanbieder, Levering
from tests.measuring import column, measure
from tests.table import table


def moves(drawing: str, *periods: str, ouders: str = "", **question: Any) -> list[tuple[Any, ...]]:
    drawn = {
        "leveringen": table(Levering, "levering | client_id | aanbieder | wet | begindatum | einddatum\n" + drawing),
        "aanbieders": table(Aanbieder, "aanbieder | naam | ouder\n" + ouders),
    }
    rows = measure("doorstroom", drawn, *(periods or ("2022",)), **question)
    return column(rows, "van", "naar", "teller", "noemer")


MOVE = """
1 | c1 | X | jw | 2022-01-01 | 2022-02-01
2 | c1 | Y | jw | {begin} |
"""


@pytest.mark.parametrize(
    ("begin", "venster", "counts"),
    [
        ("2022-03-03", "30", True),  # 30 days after the end
        ("2022-03-04", "30", False),
        ("2022-03-04", "90", True),
        ("2022-12-31", "365", True),
        ("2022-02-01", "30", True),  # on the last day
    ],
)
def test_move_counts_within_the_window(begin: str, venster: str, counts: bool) -> None:
    found = moves(MOVE.format(begin=begin), where=[("venster", venster)])
    assert found == ([("X", "Y", 1, 1)] if counts else [])


@pytest.mark.parametrize(("begin", "left"), [("2022-02-01", 1), ("2022-01-31", 0)])
def test_move_before_the_end_is_simultaneous_and_can_be_left_out(begin: str, left: int) -> None:
    assert len(moves(MOVE.format(begin=begin))) == 1
    assert len(moves(MOVE.format(begin=begin), where=[("gelijktijdig", "nee")])) == left


def test_move_counts_in_the_period_in_which_the_next_care_began() -> None:
    drawing = MOVE.format(begin="2022-03-01")
    assert moves(drawing, "2022-Q1") == [("X", "Y", 1, 1)]
    assert moves(drawing, "2022-02") == []
    assert moves(drawing, "2022-03") == [("X", "Y", 1, 1)]


def test_leveringen_of_one_provider_after_each_other_are_one_episode() -> None:
    drawing = """
    1 | c1 | X | jw | 2021-01-01 | 2021-02-01
    2 | c1 | X | jw | 2021-06-01 |
    3 | c1 | X | jw | 2021-09-01 | 2021-10-01
    4 | c1 | Y | jw | 2022-06-01 | 2022-07-01
    5 | c1 | X | jw | 2022-07-01 |
    """
    # The first episode is open, for one of its leveringen is: its transition counts, as simultaneous.
    assert moves(drawing) == [("X", "Y", 1, 1), ("Y", "X", 1, 1)]
    assert moves(drawing, where=[("gelijktijdig", "nee")]) == [("Y", "X", 1, 1)]


def test_noemer_holds_who_stopped_at_van_as_well() -> None:
    drawing = """
    1 | c1 | X | jw | 2022-01-01 | 2022-02-01
    2 | c1 | Y | jw | 2022-03-01 |
    3 | c2 | X | jw | 2021-01-01 | 2022-12-31
    4 | c3 | X | jw | 2021-01-01 | 2021-12-31
    """
    assert moves(drawing) == [("X", "Y", 1, 2)]


def test_client_who_moves_twice_counts_once() -> None:
    drawing = """
    1 | c1 | X | jw | 2022-01-01 | 2022-01-10
    2 | c1 | Y | jw | 2022-02-01 | 2022-02-10
    3 | c1 | X | jw | 2022-03-01 | 2022-03-10
    4 | c1 | Y | jw | 2022-04-01 | 2022-04-10
    """
    assert moves(drawing) == [("X", "Y", 1, 1), ("Y", "X", 1, 1)]


def test_provider_is_replaced_by_its_topmost_ouder() -> None:
    drawing = """
    1 | c1 | X | jw | 2022-01-01 | 2022-02-01
    2 | c1 | Y | jw | 2022-02-02 | 2022-03-01
    3 | c1 | Z | jw | 2022-03-02 |
    """
    assert moves(drawing, ouders="X | X | Y\nY | Y | T") == [("T", "Z", 1, 1)]


def test_circle_of_ouders_does_not_hang_and_is_one_provider() -> None:
    drawing = """
    1 | c1 | X | jw | 2022-01-01 | 2022-02-01
    2 | c1 | Y | jw | 2022-02-02 | 2022-03-01
    3 | c1 | Z | jw | 2022-03-02 |
    """
    assert moves(drawing, ouders="X | X | Y\nY | Y | X\nZ | Z | Z") == [("X", "Z", 1, 1)]


def test_selection_restricts_leveringen_before_episodes_are_made() -> None:
    drawing = """
    1 | c1 | X | jw  | 2022-01-01 | 2022-02-01
    2 | c1 | Y | wmo | 2022-02-02 | 2022-03-01
    3 | c1 | Z | jw  | 2022-03-02 |
    """
    assert moves(drawing) == [("X", "Y", 1, 1), ("Y", "Z", 1, 1)]
    assert moves(drawing, where=[("wet", "jw")]) == [("X", "Z", 1, 1)]
    assert moves(drawing, per=["wet"]) == [("X", "Z", 1, 1)]
    assert moves(drawing, where=[("van", "X")]) == [("X", "Y", 1, 1)]


def test_end_after_the_peildatum_is_read_as_empty() -> None:
    drawing = MOVE.format(begin="2022-01-20")
    assert moves(drawing, on="2022-01-25", where=[("gelijktijdig", "nee")]) == []
    assert moves(drawing, on="2022-01-25") == [("X", "Y", 1, 1)]
    assert moves(drawing, on="2022-01-19") == []


def test_same_day_is_ordered_by_end_and_then_by_provider() -> None:
    drawing = """
    1 | c1 | B | jw | 2022-01-01 |
    2 | c1 | C | jw | 2022-01-01 | 2022-05-01
    3 | c1 | A | jw | 2022-01-01 |
    """
    assert moves(drawing) == [("A", "B", 1, 1), ("C", "A", 1, 1)]

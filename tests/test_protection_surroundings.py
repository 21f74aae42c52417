"""Where are worlds looked for first, and does the order of questions change an answer?"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from metrics.protection.block import Block, Cell, assemble
from metrics.protection.programme import Programme
from metrics.protection.surroundings import Surroundings


def year() -> Block:
    """Four atoms in three quarters of two halves: | Q1 Q1 | Q2 | Q3 |, of which the third quarter counts most."""
    cells = [
        Cell(("month",), (0,), 1.0),
        Cell(("quarter",), (0, 1), 1.0),
        Cell(("half",), (0, 1, 2), 1.0),
        Cell(("other quarter",), (3,), 1.0),
        Cell(("year",), (0, 1, 2, 3), 1.0),
    ]
    return assemble([3.0, 4.0, 20.0, 90.0], cells, scopes=[[0, 0, 1, 2], [0, 0, 0, 1]])


def near(name: str, *, together: bool = False) -> list[list[int]]:
    block = year()
    around = Surroundings(block)
    cell = block.index[(name,)]
    return [atoms.tolist() for atoms in (around.near_together if together else around.near)(cell)]


def test_a_cell_is_looked_around_in_its_quarter_then_its_half_then_everywhere() -> None:
    assert near("month") == [[0, 1], [0, 1, 2], [0, 1, 2, 3]]
    assert near("half") == [[0, 1, 2], [0, 1, 2, 3]]
    assert near("year") == [[0, 1, 2, 3]]


def test_a_whole_year_begins_in_the_half_that_counts_most() -> None:
    assert near("year", together=True) == [[3]]
    assert near("month", together=True) == near("month")


def test_cells_with_the_same_nearest_atoms_can_share_a_world() -> None:
    block = year()
    together = Surroundings(block).together
    number = {
        name: int(together[block.index[(name,)]]) for name in ("month", "quarter", "half", "other quarter", "year")
    }
    assert number["month"] == number["quarter"] != number["half"]
    assert number["year"] == number["other quarter"]  # a quarter that is all there is of its half


def test_an_answer_does_not_depend_on_what_was_asked_before() -> None:
    """Several columns may carry the same move at the same price: which one does is always the same."""
    rows = sparse.csr_matrix(np.array([[1.0, 1.0, 1.0, -1.0, -1.0, -1.0]]))

    def asked(*targets: int) -> list[float]:
        programme = Programme(rows, np.zeros(1), np.zeros(1), np.ones(6), np.zeros(6), np.full(6, 9.0))
        answer = None
        for target in targets:
            column = np.array([target])
            programme.price(np.where(np.arange(6) == target, 2.0, 1.0))
            programme.limit(column, np.array([5.0]), np.array([5.0]))
            answer = programme.solve()
            programme.limit(column, np.zeros(1), np.array([9.0]))
        assert answer is not None
        return [float(value) for value in answer]

    assert asked(0)[0] == 5.0 and sum(asked(0)) == 10.0
    for before in range(1, 6):
        assert asked(before, 0) == asked(0)

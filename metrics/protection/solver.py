"""Which deviation of the atoms costs least? A thin way to the linear programming of HiGHS.

One problem at a time: columns are the atoms and, for each sum that may move at a price, how far it goes up and down.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np
import scipy
from numpy.typing import NDArray

from metrics.protection.block import Floats

INFINITE = float(highspy.kHighsInf)


@dataclass(frozen=True)
class Sums:
    """Rows of sums over atoms, each between `least` and `most`."""

    rows: scipy.sparse.csr_matrix
    least: Floats
    most: Floats


@dataclass(frozen=True)
class Pull:
    """Sums that should move by `moves`; every unit that one stays behind costs `price`."""

    rows: scipy.sparse.csr_matrix
    moves: Floats
    price: float


@dataclass
class Solver:
    """HiGHS with fixed settings, so that the same problem has the same answer."""

    highs: highspy.Highs = field(default_factory=highspy.Highs)

    def __post_init__(self) -> None:
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("solver", "simplex")):
            self.highs.setOptionValue(name, value)

    def cheapest(
        self, floor: Floats, priced: scipy.sparse.csr_matrix, prices: Floats, sums: Sums, pull: Pull | None = None
    ) -> Floats | None:
        """The deviation, at least `floor` per atom, that keeps to `sums` and moves the `priced` sums least."""
        atoms = len(floor)
        targets = np.zeros(len(prices))
        if pull is not None:
            # Up and down from where a target should come: a sum like the others, at its own price.
            priced = scipy.sparse.vstack([priced, pull.rows]).tocsr()
            prices = np.concatenate([prices, np.full(len(pull.moves), pull.price)])
            targets = np.concatenate([targets, pull.moves])
        return self._solve(
            _with_slack(priced, sums.rows),
            np.concatenate([np.zeros(atoms), prices, prices]),
            np.concatenate([floor, np.zeros(2 * len(prices))]),
            np.concatenate([targets, sums.least]),
            np.concatenate([targets, sums.most]),
            atoms,
        )

    def furthest(self, floor: Floats, target: scipy.sparse.csr_matrix, sums: Sums, limit: float) -> float:
        """How far up the target goes, `limit` at most; 0 when nothing keeps to `sums`."""
        reward = -target.toarray().ravel()
        row = Sums(
            scipy.sparse.vstack([sums.rows, target]).tocsr(),
            np.append(sums.least, -INFINITE),
            np.append(sums.most, limit),
        )
        found = self._solve(row.rows, reward, floor, row.least, row.most, len(floor))
        return 0.0 if found is None else float(-(reward @ found))

    def _solve(
        self, matrix: scipy.sparse.csr_matrix, cost: Floats, floor: Floats, least: Floats, most: Floats, atoms: int
    ) -> Floats | None:
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = matrix.shape[1], matrix.shape[0]
        problem.col_cost_, problem.col_lower_ = cost, floor
        problem.col_upper_ = np.full(len(floor), INFINITE)
        problem.row_lower_, problem.row_upper_ = least, most
        problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        problem.a_matrix_.start_, problem.a_matrix_.index_ = matrix.indptr, matrix.indices
        problem.a_matrix_.value_ = matrix.data
        self.highs.passModel(problem)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self.highs.getSolution().col_value[:atoms])


def _with_slack(priced: scipy.sparse.csr_matrix, others: scipy.sparse.csr_matrix) -> scipy.sparse.csr_matrix:
    """Each priced row ends in −1 for going up and +1 for going down, so that the row itself stays 0."""
    count, atoms = priced.shape
    lengths = np.concatenate([np.diff(priced.indptr) + 2, np.diff(others.indptr)])
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    columns = np.empty(starts[-1], dtype=np.int32)
    values = np.ones(starts[-1])
    last = starts[1 : count + 1] - 1
    own: NDArray[np.bool_] = np.ones(starts[count], dtype=bool)
    own[last], own[last - 1] = False, False
    columns[: starts[count]][own] = priced.indices
    values[: starts[count]][own] = priced.data
    columns[last - 1], values[last - 1] = atoms + np.arange(count), -1.0
    columns[last], values[last] = atoms + count + np.arange(count), 1.0
    columns[starts[count] :], values[starts[count] :] = others.indices, others.data
    return scipy.sparse.csr_matrix((values, columns, starts), shape=(count + others.shape[0], atoms + 2 * count))

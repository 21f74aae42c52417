"""A linear program that stays loaded: the next question starts where nothing moves.

With prices of 0 and more that start is the cheapest there is, but for the few numbers that have to move, so it takes
few steps to put them right; from the answer to another question it takes about twice as many.
"""

from __future__ import annotations

import highspy
import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


class Programme:
    """Minimise cost · x with lower ≤ x ≤ upper and low ≤ rows · x ≤ high. One thread, so that answers repeat."""

    def __init__(
        self, rows: scipy.sparse.csr_matrix, low: Floats, high: Floats, cost: Floats, lower: Floats, upper: Floats
    ) -> None:
        self.width, self.cost = len(cost), np.asarray(cost)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.width, rows.shape[0]
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
        model.row_lower_, model.row_upper_ = low, high
        matrix = rows.tocsc()
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
        model.a_matrix_.index_ = matrix.indices.astype(np.int32)
        model.a_matrix_.value_ = matrix.data.astype(float)
        self.solver = highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("solver", "simplex")):
            self.solver.setOptionValue(name, value)
        self.solver.passModel(model)
        self.rest = highspy.HighsBasis()
        self.rest.col_status = [highspy.HighsBasisStatus.kLower] * self.width
        self.rest.row_status = [highspy.HighsBasisStatus.kBasic] * rows.shape[0]
        self.rest.valid, self.rest.alien = True, False

    def limit(self, columns: Numbers, lower: Floats, upper: Floats) -> None:
        """Other bounds for some columns."""
        self.solver.changeColsBounds(len(columns), np.asarray(columns, dtype=np.int32), lower, upper)

    def limit_rows(self, rows: Numbers, low: Floats, high: Floats) -> None:
        """Other bounds for some rows."""
        change = self.solver.changeRowsBounds  # type: ignore[attr-defined]  # missing in the stubs
        change(len(rows), np.asarray(rows, dtype=np.int32), low, high)

    def price(self, cost: Floats) -> None:
        """Another cost for every column."""
        changed = np.flatnonzero(cost != self.cost)
        if len(changed):
            self.solver.changeColsCost(len(changed), changed.astype(np.int32), cost[changed])
            self.cost = cost

    def solve(self) -> Floats | None:
        """The cheapest x; None when there is none."""
        self.solver.setBasis(self.rest)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self.solver.getSolution().col_value)

"""Which part of a block does one problem look at, and which cells have something to do with each other?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from metrics.protection.block import Block, Flags, Floats
from metrics.protection.solver import INFINITE, Sums

TOGETHER = 6
"""So many cells that have nothing in common get one world together; more make the worlds dearer."""
Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Scope:
    """What is asked of some of the atoms: the cells, the parents' rows with their numbers, and the lower bounds."""

    cells: scipy.sparse.csr_matrix
    touched: Flags
    parents: scipy.sparse.csr_matrix
    parent_numbers: Numbers
    below: scipy.sparse.csr_matrix
    limits: Floats

    @classmethod
    def of(
        cls,
        atoms: Numbers,
        columns: scipy.sparse.csc_matrix,
        parents: scipy.sparse.csc_matrix | None,
        lower: tuple[scipy.sparse.csc_matrix, Floats] | None,
    ) -> Scope:
        nothing = scipy.sparse.csr_matrix((0, len(atoms)))
        cells = columns[:, atoms].tocsr()
        above = nothing if parents is None else parents[:, atoms].tocsr()
        numbers = np.flatnonzero(above.getnnz(axis=1) > 0)
        below, limits = (nothing, np.zeros(0)) if lower is None else (lower[0][:, atoms].tocsr(), lower[1])
        bound = np.flatnonzero(below.getnnz(axis=1) > 0)
        return cls(cells, cells.getnnz(axis=1) > 0, above[numbers], numbers, below[bound], limits[bound])

    def sums(
        self, parent: Floats | None, exact: scipy.sparse.csr_matrix | None = None, moves: Floats | None = None
    ) -> Sums:
        """What every world keeps to; `exact` are sums that move just so far."""
        given = np.zeros(len(self.parent_numbers)) if parent is None else parent[self.parent_numbers]
        aimed = np.zeros(0) if exact is None or moves is None else moves
        rows = [self.parents, self.below] if exact is None else [exact, self.parents, self.below]
        least = [aimed, given, np.full(len(self.limits), -INFINITE)]
        return Sums(
            scipy.sparse.vstack(rows).tocsr(), np.concatenate(least), np.concatenate([aimed, given, self.limits])
        )


def touching(block: Block) -> tuple[scipy.sparse.csr_matrix, scipy.sparse.csr_matrix]:
    """Which cells have something in common (an atom, a parent, or a cell that is not most of the block), and which
    cells lie within which."""
    cells = block.membership
    size = cells.getnnz(axis=1)
    shared = (cells @ cells.T).tocoo()
    inside = (shared.data == size[shared.row]) & (shared.row != shared.col)
    within = scipy.sparse.csr_matrix(
        (np.ones(int(inside.sum())), (shared.row[inside], shared.col[inside])), shape=shared.shape
    )
    local = cells[np.flatnonzero(size < cells.shape[1] / TOGETHER)]
    links = scipy.sparse.vstack([local] if block.parents is None else [local, block.parents])
    near = ((cells @ links.T) > 0).astype(np.float64)
    return (near @ near.T).tocsr(), within


def binding(rows: scipy.sparse.csr_matrix, floors: Floats) -> Numbers:
    """Numbers of the rows whose floor says something new: not those that hold a row with as high a floor."""
    size = rows.getnnz(axis=1)
    shared = (rows @ rows.T).tocoo()
    holds = (shared.data == size[shared.col]) & (size[shared.row] > size[shared.col])
    implied = holds & (floors[shared.row] <= floors[shared.col])
    return np.setdiff1d(np.arange(rows.shape[0]), shared.row[implied])

"""Which atoms lie close to a cell, so that worlds are looked for there first?

All of it follows from which atoms a cell holds, so it is found once per block.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import scipy

from metrics.protection.block import Block
from metrics.protection.scope import Numbers


def indices_of(matrix: scipy.sparse.csr_matrix, row: int) -> Numbers:
    """The columns of one row, without the cost of a matrix of its own."""
    found: Numbers = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
    return found


class Surroundings:
    """Sets of atoms around each cell of a block, from small to all."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.everything = np.arange(len(block.atoms))
        self.groups: dict[tuple[int, int], Numbers] = {}
        cells = block.membership
        self.lowest, self.highest = (
            [_extreme(least, scope[cells.indices], cells.indptr) for scope in block.scopes]
            for least in (np.minimum, np.maximum)
        )

    def near(self, cell: int) -> list[Numbers]:
        """A witness within a quarter is found much faster than one in a whole year."""
        found = []
        for number in range(len(self.block.scopes)):
            group = int(self.lowest[number][cell])
            if group == self.highest[number][cell]:
                found.append(self._atoms(number, group))
        return [*found, self.everything]

    def near_together(self, cell: int) -> list[Numbers]:
        """As `near`; for a cell of the whole year the half of it that holds most: a whole year takes long."""
        near = self.near(cell)
        if len(near) > 1 or not self.block.scopes:
            return near
        own, scope = indices_of(self.block.membership, cell), self.block.scopes[-1]
        fullest = int(np.argmax(np.bincount(scope[own], weights=self.block.atoms[own])))
        return [self._atoms(len(self.block.scopes) - 1, fullest)]

    @cached_property
    def together(self) -> Numbers:
        """The same number for cells of which the nearest atoms are the same."""
        known: dict[bytes, int] = {}
        nearest = (self.near_together(cell)[0].tobytes() for cell in range(len(self.block.names)))
        return np.array([known.setdefault(each, len(known)) for each in nearest], dtype=np.intp)

    def _atoms(self, number: int, group: int) -> Numbers:
        if (number, group) not in self.groups:
            self.groups[number, group] = np.flatnonzero(self.block.scopes[number] == group)
        return self.groups[number, group]


def _extreme(least: np.ufunc, groups: Numbers, starts: Numbers) -> Numbers:
    """The lowest or highest group per cell; -1 for a cell without atoms."""
    found = np.full(len(starts) - 1, -1, dtype=np.intp)
    filled = np.flatnonzero(np.diff(starts) > 0)
    if len(filled):
        found[filled] = least.reduceat(groups, starts[filled])
    return found

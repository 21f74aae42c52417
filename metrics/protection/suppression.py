"""Which further numbers must be hidden, so that no hidden number can be computed back?

Every hidden cell gets a witness: another possible world with the same visible numbers in which the cell is at
least five higher or lower. Where a witness changes a visible cell, that cell is hidden too; a linear program
looks for the witness that costs least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from metrics.protection.block import WIDTH, Block, Flags, Floats

RULE_VERSION = 1
"""Raised when the rules change, so that decisions of older rules are made again."""
_SMALL = 1e-6


@dataclass
class Pattern:
    """What is hidden, and the worlds that show it is safe. `failed` are cells for which no world was found."""

    hidden: Flags
    low: Floats
    high: Floats
    worlds: list[Floats] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)

    @property
    def widths(self) -> Floats:
        return self.high - self.low


def suppress(block: Block, given: Sequence[Floats] = ()) -> Pattern:
    """The cells to hide. `given` are deviations of the block's parents that must stay possible, one row per world."""
    return _Search(block, [np.asarray(each, dtype=float) for each in given]).run()


class _Search:
    def __init__(self, block: Block, given: list[Floats]) -> None:
        count = len(block.names)
        self.block, self.given = block, given
        self.pattern = Pattern(block.primary.copy(), np.zeros(count), np.zeros(count))
        self.lower = self._lower_bounds()
        self._close()

    def run(self) -> Pattern:
        for parent in self.given:
            self._extend(parent)
        while (target := self._next()) is not None:
            if not self._prove(target):
                self.pattern.failed.append(target)
        return self.pattern

    def _next(self) -> int | None:
        """The heaviest hidden cell that is not proven; the first of equals."""
        open_cells = self.pattern.hidden & (self.pattern.widths < WIDTH - _SMALL)
        open_cells[self.pattern.failed] = False
        if not open_cells.any():
            return None
        size = self.block.membership.getnnz(axis=1)
        rank = np.where(open_cells, self.block.weights + size * _SMALL, -1.0)
        return int(np.argmax(rank))

    def _prove(self, target: int) -> bool:
        """Up if possible, else down, else as far up as it goes and the rest down."""
        pattern = self.pattern
        parents: list[Floats | None] = [None, *self._likely_parents(target)]
        for parent in parents:
            if self._move(target, WIDTH + pattern.low[target], parent):
                return True
            if self._move(target, pattern.high[target] - WIDTH, parent):
                return True
        reach = self._reach(target)
        if reach > _SMALL and self._move(target, reach, None):
            return pattern.widths[target] >= WIDTH - _SMALL or self._move(target, pattern.high[target] - WIDTH, None)
        return False

    def _likely_parents(self, target: int) -> list[Floats]:
        """Given worlds in which the parents that share atoms with the target move, the largest move first."""
        if self.block.parents is None or not self.given:
            return []
        touched = np.asarray((self.block.parents @ self.block.membership[target].T).todense()).ravel() > 0
        moves = [float(np.abs(each[touched]).sum()) for each in self.given]
        order = sorted(range(len(moves)), key=lambda number: -moves[number])
        return [self.given[number] for number in order[:3] if moves[number] > _SMALL]

    def _extend(self, parent: Floats) -> None:
        """A world of the parents stays possible: find its cheapest continuation in this block."""
        if not self._solve([], [], parent):
            raise ArithmeticError("Een mogelijke wereld van de totalen past niet op hun delen: controleer het blok.")

    def _move(self, target: int, deviation: float, parent: Floats | None) -> bool:
        return self._solve([target], [deviation], parent)

    def _solve(self, targets: list[int], deviations: list[float], parent: Floats | None) -> bool:
        """The cheapest world in which the targets deviate so far; hides what it changes. False when there is none."""
        block, hidden = self.block, self.pattern.hidden
        costly = np.flatnonzero(~hidden & ~block.derived)
        visible = block.membership[costly]
        size, count = len(block.atoms), len(costly)
        split = sparse.hstack([visible, -sparse.identity(count), sparse.identity(count)])
        rows = [split]
        right = [np.zeros(count)]
        if targets:
            rows.append(_wide(block.membership[targets], count))
            right.append(np.asarray(deviations))
        if block.parents is not None:
            rows.append(_wide(block.parents, count))
            right.append(np.zeros(block.parents.shape[0]) if parent is None else parent)
        below, limit = self._inequalities(count)
        solution = linprog(
            np.concatenate([np.zeros(size), block.weights[costly], block.weights[costly]]),
            A_ub=below,
            b_ub=limit,
            A_eq=sparse.vstack(rows).tocsr(),
            b_eq=np.concatenate(right),
            bounds=np.column_stack(
                [np.concatenate([-block.atoms, np.zeros(2 * count)]), np.full(size + 2 * count, np.inf)]
            ),
            method="highs",
        )
        if solution.status != 0:
            return False
        self._witness(solution.x[:size])
        return True

    def _reach(self, target: int) -> float:
        """How far up the target can go when every visible number may move."""
        block = self.block
        below, limit = self._inequalities(0)
        solution = linprog(
            -np.asarray(block.membership[target].todense()).ravel(),
            A_ub=below,
            b_ub=limit,
            A_eq=block.parents,
            b_eq=None if block.parents is None else np.zeros(block.parents.shape[0]),
            bounds=np.column_stack([-block.atoms, np.full(len(block.atoms), np.inf)]),
            method="highs",
        )
        return float(min(-solution.fun, WIDTH)) if solution.status == 0 else 0.0

    def _inequalities(self, extra: int) -> tuple[sparse.csr_matrix | None, Floats | None]:
        if self.lower is None:
            return None, None
        matrix, limit = self.lower
        return _wide(matrix, extra), limit

    def _lower_bounds(self) -> tuple[sparse.csr_matrix, Floats] | None:
        """Rows A·y ≤ b: a row that exists counts at least one, and what is known of any world of this block."""
        block = self.block
        floors = np.flatnonzero(block.floors > 0)
        rows, limits = [], []
        if len(floors):
            smallest = _without_supersets(block.membership[floors])
            rows.append(-block.membership[floors[smallest]])
            limits.append((block.values - block.floors)[floors[smallest]])
        if block.relations is not None:
            rows.append(-block.relations)
            limits.append(np.asarray(block.relations @ block.atoms))
        return (sparse.vstack(rows).tocsr(), np.concatenate(limits)) if rows else None

    def _witness(self, world: Floats) -> None:
        pattern = self.pattern
        moved = np.asarray(self.block.membership @ world)
        pattern.low, pattern.high = np.minimum(pattern.low, moved), np.maximum(pattern.high, moved)
        pattern.hidden |= (np.abs(moved) > _SMALL) & ~self.block.derived
        pattern.worlds.append(world)
        self._close()

    def _close(self) -> None:
        """A hidden noemer takes its teller and its complement with it."""
        before = -1
        while before != (before := int(self.pattern.hidden.sum())):
            for leader, follower in self.block.follows:
                self.pattern.hidden[follower] |= self.pattern.hidden[leader]


def _wide(matrix: sparse.csr_matrix, count: int) -> sparse.csr_matrix:
    return sparse.hstack([matrix, sparse.csr_matrix((matrix.shape[0], 2 * count))]).tocsr() if count else matrix


def _without_supersets(rows: sparse.csr_matrix) -> Floats:
    """Numbers of the rows that hold no other row: where those are at least one, so are the rest."""
    size = rows.getnnz(axis=1)
    shared = (rows @ rows.T).tocoo()
    holds = (shared.row != shared.col) & (shared.data == size[shared.col]) & (size[shared.row] > size[shared.col])
    return np.setdiff1d(np.arange(rows.shape[0]), shared.row[holds])

"""Which further numbers must be hidden, so that no hidden number can be computed back?

Every hidden cell gets a witness: another possible world with the same visible numbers in which the cell is at
least five higher or lower. Where a witness changes a visible cell, that cell is hidden too; a linear program
looks for the witness that costs least, first close to the cell, then in the whole block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from metrics.protection.block import WIDTH, Block, Flags, Floats

RULE_VERSION = 1
"""Raised when the rules change, so that decisions of older rules are made again."""
_SMALL = 1e-6
Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class World:
    """A deviation of every atom that leaves all visible numbers as they are. `given` is the number of the
    parents' world that it continues, None when the parents stay as they are."""

    moves: Floats
    given: int | None = None


@dataclass
class Pattern:
    """What is hidden, and the worlds that show it is safe. `failed` are cells for which no world was found,
    `broken` the numbers of given worlds that cannot continue here."""

    hidden: Flags
    low: Floats
    high: Floats
    worlds: list[World] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    @property
    def widths(self) -> Floats:
        return self.high - self.low


def suppress(block: Block, given: Sequence[Floats] = ()) -> Pattern:
    """The cells to hide. `given` are deviations of the block's parents that must stay possible, one row per world."""
    search = _Search(block, [np.asarray(each, dtype=float) for each in given])
    return search.run()


class _Search:
    def __init__(self, block: Block, given: list[Floats]) -> None:
        count = len(block.names)
        self.block, self.given = block, given
        self.columns = block.membership.tocsc()
        self.parents = None if block.parents is None else block.parents.tocsc()
        self.size = block.membership.getnnz(axis=1)
        self.pattern = Pattern(block.primary.copy(), np.zeros(count), np.zeros(count))
        self.follows = np.array(block.follows, dtype=np.intp).reshape(-1, 2)
        self.lower = self._lower_bounds()
        self._close()

    def run(self) -> Pattern:
        for number, parent in enumerate(self.given):
            if not self._solve(None, 0.0, number, self._near_parent(parent)):
                self.pattern.broken.append(number)
        while (target := self._next()) is not None:
            if not self._prove(target):
                self.pattern.failed.append(target)
        return self.pattern

    def _next(self) -> int | None:
        """The heaviest hidden cell that is not proven; the first of equals."""
        unproven = self.pattern.hidden & (self.pattern.widths < WIDTH - _SMALL)
        unproven[self.pattern.failed] = False
        if not unproven.any():
            return None
        return int(np.argmax(np.where(unproven, self.block.weights + self.size * _SMALL, -1.0)))

    def _prove(self, target: int) -> bool:
        """Up if possible, else down, else as far up as it goes and the rest down."""
        pattern, near = self.pattern, self._near_cell(target)
        for given in (None, *self._likely_parents(target)):
            for move in (WIDTH + pattern.low[target], pattern.high[target] - WIDTH):
                if self._solve(target, move, given, near):
                    return True
        reach = self._reach(target)
        if reach > _SMALL and self._solve(target, reach, None, near):
            rest = pattern.high[target] - WIDTH
            return bool(pattern.widths[target] >= WIDTH - _SMALL) or self._solve(target, rest, None, near)
        return False

    def _likely_parents(self, target: int) -> list[int]:
        """Given worlds in which the parents that share atoms with the target move, the largest move first."""
        if self.block.parents is None or not self.given:
            return []
        shared = self.block.parents @ self.block.membership[target].T
        touched = np.asarray(shared.todense()).ravel() > 0
        moves = [float(np.abs(each[touched]).sum()) for each in self.given]
        order = sorted(range(len(moves)), key=lambda number: -moves[number])
        return [number for number in order[:3] if moves[number] > _SMALL]

    def _near_cell(self, target: int) -> list[Numbers]:
        """Sets of atoms around the cell, from small to all: a witness within a quarter is found much faster."""
        own = self.block.membership[target].indices
        near = []
        for scope in self.block.scopes:
            groups = np.unique(scope[own])
            if len(groups) == 1:
                near.append(np.flatnonzero(scope == groups[0]))
        return [*near, np.arange(len(self.block.atoms))]

    def _near_parent(self, parent: Floats) -> list[Numbers]:
        """The atoms of the parents that move, then all."""
        if self.block.parents is None:
            return [np.arange(len(self.block.atoms))]
        touched = np.unique(self.block.parents[np.abs(parent) > _SMALL].indices)
        return [touched, np.arange(len(self.block.atoms))]

    def _solve(self, target: int | None, move: float, given: int | None, near: list[Numbers]) -> bool:
        """Hide what the cheapest world changes in which the target moves so far. False when there is none."""
        parent = None if given is None else self.given[given]
        if parent is not None and target is not None:
            # The parents' whole move has to continue here, also far from the target.
            near = [np.union1d(atoms, self._near_parent(parent)[0]) for atoms in near]
        for atoms in near:
            moves = self._cheapest(target, move, parent, atoms)
            if moves is not None and (atoms is near[-1] or self._stays_within(moves, atoms)):
                self._witness(World(moves, given))
                return True
        return False

    def _stays_within(self, moves: Floats, atoms: Numbers) -> bool:
        """Whether the world hides no cell that reaches beyond these atoms: more room could spare such a cell."""
        changed = np.abs(self.block.membership @ moves) > _SMALL
        hides = changed & ~self.pattern.hidden & ~self.block.derived
        inside = self.columns[:, atoms].tocsr()[hides].getnnz(axis=1)
        return bool((inside == self.size[hides]).all())

    def _cheapest(self, target: int | None, move: float, parent: Floats | None, atoms: Numbers) -> Floats | None:
        block = self.block
        if not len(atoms):
            return np.zeros(len(block.atoms)) if target is None else None
        local = self.columns[:, atoms].tocsr()
        costly = np.flatnonzero(~self.pattern.hidden & ~block.derived & (local.getnnz(axis=1) > 0))
        count = len(costly)
        rows = [sparse.hstack([local[costly], -sparse.identity(count), sparse.identity(count)])]
        right = [np.zeros(count)]
        if target is not None:
            rows.append(_wide(local[[target]], count))
            right.append(np.array([move]))
        if self.parents is not None:
            above = self.parents[:, atoms].tocsr()
            bound = np.flatnonzero(above.getnnz(axis=1) > 0)
            rows.append(_wide(above[bound], count))
            right.append(np.zeros(len(bound)) if parent is None else parent[bound])
        below, limit = self._below(atoms, count)
        lowest = np.concatenate([-block.atoms[atoms], np.zeros(2 * count)])
        answer = linprog(
            np.concatenate([np.zeros(len(atoms)), block.weights[costly], block.weights[costly]]),
            A_ub=below,
            b_ub=limit,
            A_eq=sparse.vstack(rows).tocsr(),
            b_eq=np.concatenate(right),
            bounds=np.column_stack([lowest, np.full(len(lowest), np.inf)]),
            method="highs",
        )
        if answer.status != 0:
            return None
        moves = np.zeros(len(block.atoms))
        moves[atoms] = answer.x[: len(atoms)]
        return moves

    def _reach(self, target: int) -> float:
        """How far up the target can go when every visible number may move."""
        block = self.block
        below, limit = self._below(np.arange(len(block.atoms)), 0)
        answer = linprog(
            -block.membership[[target]].toarray().ravel(),
            A_ub=below,
            b_ub=limit,
            A_eq=block.parents,
            b_eq=None if block.parents is None else np.zeros(block.parents.shape[0]),
            bounds=np.column_stack([-block.atoms, np.full(len(block.atoms), np.inf)]),
            method="highs",
        )
        return float(min(-answer.fun, WIDTH)) if answer.status == 0 else 0.0

    def _below(self, atoms: Numbers, count: int) -> tuple[sparse.csr_matrix | None, Floats | None]:
        if self.lower is None:
            return None, None
        matrix, limit = self.lower
        local = matrix[:, atoms].tocsr()
        bound = np.flatnonzero(local.getnnz(axis=1) > 0)
        return (_wide(local[bound], count), limit[bound]) if len(bound) else (None, None)

    def _lower_bounds(self) -> tuple[sparse.csc_matrix, Floats] | None:
        """Rows A·y ≤ b: a row that exists counts at least one, and what is known of any world of this block."""
        block = self.block
        floors = np.flatnonzero(block.floors > 0)
        rows, limits = [], []
        if len(floors):
            kept = floors[_binding(block.membership[floors], block.floors[floors])]
            rows.append(-block.membership[kept])
            limits.append((block.values - block.floors)[kept])
        if block.relations is not None:
            rows.append(-block.relations)
            limits.append(np.asarray(block.relations @ block.atoms))
        return (sparse.vstack(rows).tocsc(), np.concatenate(limits)) if rows else None

    def _witness(self, world: World) -> None:
        pattern = self.pattern
        moved = np.asarray(self.block.membership @ world.moves)
        pattern.low, pattern.high = np.minimum(pattern.low, moved), np.maximum(pattern.high, moved)
        pattern.hidden |= (np.abs(moved) > _SMALL) & ~self.block.derived
        pattern.worlds.append(world)
        self._close()

    def _close(self) -> None:
        """A hidden noemer takes its teller and its complement with it; twice, as a follower may lead another."""
        hidden = self.pattern.hidden
        if len(self.follows):
            for _ in range(2):
                hidden[self.follows[hidden[self.follows[:, 0]], 1]] = True


def _wide(matrix: sparse.csr_matrix, count: int) -> sparse.csr_matrix:
    return sparse.hstack([matrix, sparse.csr_matrix((matrix.shape[0], 2 * count))]).tocsr() if count else matrix


def _binding(rows: sparse.csr_matrix, floors: Floats) -> Numbers:
    """Numbers of the rows whose floor says something new: not those that hold a row with as high a floor."""
    size = rows.getnnz(axis=1)
    shared = (rows @ rows.T).tocoo()
    holds = (shared.data == size[shared.col]) & (size[shared.row] > size[shared.col])
    implied = holds & (floors[shared.row] <= floors[shared.col])
    return np.setdiff1d(np.arange(rows.shape[0]), shared.row[implied])

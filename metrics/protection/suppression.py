"""Which further numbers must be hidden, so that no hidden number can be computed back?

Every hidden cell gets a witness: another possible world with the same visible numbers in which the cell is at
least five higher or lower. Where a witness changes a visible cell, that cell is hidden too; a linear program
looks for the witness that costs least, first close to the cell, then in the whole block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy

from metrics.protection.block import WIDTH, Block, Flags, Floats
from metrics.protection.scope import TOGETHER, Numbers, Scope, binding, touching
from metrics.protection.solver import Pull, Solver
from metrics.protection.surroundings import Surroundings, indices_of

RULE_VERSION = 9
"""Raised when the rules change, so that decisions of older rules are made again."""
_SMALL = 1e-6
_SHORT = 1e6
"""The price of a target that stays behind: no hidden number is as dear."""


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
        self.surroundings = Surroundings(block)
        self.parents = None if block.parents is None else block.parents.tocsc()
        self.size = block.membership.getnnz(axis=1)
        self.values = block.values
        self.pattern = Pattern(block.primary.copy(), np.zeros(count), np.zeros(count))
        self.follows = np.array(block.follows, dtype=np.intp).reshape(-1, 2)
        self.lower = self._lower_bounds()
        self.meets, self.within = touching(block)
        self.solver = Solver()
        self.scopes: dict[bytes, Scope] = {}
        self._close()

    def run(self) -> Pattern:
        for number, parent in enumerate(self.given):
            if not self._solve({}, number, self._near_parent(parent)):
                self.pattern.broken.append(number)
        while targets := self._next():
            self._prove_together(targets)
            for target in targets:
                if self._is_unproven(target) and not self._prove(target):
                    self.pattern.failed.append(target)
        return self.pattern

    def _is_unproven(self, cell: int) -> bool:
        return bool(self.pattern.widths[cell] < WIDTH - _SMALL)

    def _next(self) -> list[int]:
        """The heaviest hidden cell that is not proven, the first of equals, with others beside which it stands free."""
        unproven = self.pattern.hidden & (self.pattern.widths < WIDTH - _SMALL)
        unproven[self.pattern.failed] = False
        places = np.flatnonzero(unproven)
        if not len(places):
            return []
        weights = self.block.weights + self.size * _SMALL
        order = places[np.argsort(-weights[places], kind="stable")]
        first = int(order[0])
        chosen = [first]
        taken = np.zeros(len(weights), dtype=bool)
        taken[indices_of(self.meets, first)] = True
        beside = order[self.surroundings.together[order] == self.surroundings.together[first]]
        for cell in beside[1:]:
            if len(chosen) == TOGETHER:
                break
            if not taken[cell]:
                chosen.append(int(cell))
                taken[indices_of(self.meets, int(cell))] = True
        return chosen

    def _prove_together(self, targets: list[int]) -> None:
        """One world in which all of them move, as far as they can; what stays behind is proven on its own."""
        moves = {}
        for target in targets:
            up, down = WIDTH + self.pattern.low[target], self.pattern.high[target] - WIDTH
            moves[target] = up if self._room(target) >= up - _SMALL else down
        self._solve(moves, None, self.surroundings.near_together(targets[0]))

    def _prove(self, target: int) -> bool:
        """Up if possible, else down, else as far as it goes in the worlds of the parents, else part of both."""
        pattern, near = self.pattern, self.surroundings.near(target)
        for move in (WIDTH + pattern.low[target], pattern.high[target] - WIDTH):
            if move <= self._room(target) + _SMALL and self._solve({target: move}, None, near):
                return True
        for given, sign in self._likely_parents(target):
            move = WIDTH + pattern.low[target] if sign > 0 else pattern.high[target] - WIDTH
            self._solve({target: move}, given, near, strict=False)
            if not self._is_unproven(target):
                return True
        reach = self._reach(target)
        if reach > _SMALL and self._solve({target: reach}, None, near):
            rest = pattern.high[target] - WIDTH
            return not self._is_unproven(target) or self._solve({target: rest}, None, near)
        return False

    def _room(self, target: int) -> float:
        """A cell grows no further than the smallest visible cell around it allows."""
        around = indices_of(self.within, target)
        visible = around[~self.pattern.hidden[around] & ~self.block.derived[around]]
        return float(self.values[visible].min(initial=np.inf) - self.values[target])

    def _likely_parents(self, target: int) -> list[tuple[int, float]]:
        """Given worlds in which the parents that share atoms with the target move most, up (1) or down (-1)."""
        if self.block.parents is None or not self.given:
            return []
        shared = self.block.parents @ self.block.membership[target].T
        touched = np.asarray(shared.todense()).ravel() > 0
        moves = [float(each[touched].sum()) for each in self.given]
        order = sorted(range(len(moves)), key=lambda number: moves[number])
        highest = [(number, 1.0) for number in order[:-4:-1] if moves[number] > _SMALL]
        return highest + [(number, -1.0) for number in order[:3] if moves[number] < -_SMALL]

    def _near_parent(self, parent: Floats) -> list[Numbers]:
        """The atoms of the parents that move, then all."""
        if self.block.parents is None:
            return [np.arange(len(self.block.atoms))]
        touched = np.unique(self.block.parents[np.abs(parent) > _SMALL].indices)
        return [touched, np.arange(len(self.block.atoms))]

    def _solve(
        self, targets: Mapping[int, float], given: int | None, near: list[Numbers], *, strict: bool = True
    ) -> bool:
        """Hide what the cheapest world changes in which the targets move so far. False when there is none.

        Several targets, or one that is not `strict`, go as far as they can.
        """
        parent = None if given is None else self.given[given]
        if parent is not None and targets:
            # The parents' whole move has to continue here, also far from the target.
            near = [np.union1d(atoms, self._near_parent(parent)[0]) for atoms in near]
        for atoms in near:
            moves = self._cheapest(targets, parent, atoms, exact=strict and len(targets) == 1)
            if moves is not None and (atoms is near[-1] or self._stays_within(moves, atoms)):
                self._witness(World(moves, given))
                return True
        return False

    def _stays_within(self, moves: Floats, atoms: Numbers) -> bool:
        """Whether the world hides no cell that reaches beyond these atoms: more room could spare such a cell."""
        changed = np.abs(self.block.membership @ moves) > _SMALL
        hides = changed & ~self.pattern.hidden & ~self.block.derived
        inside = np.zeros(len(self.block.atoms))
        inside[atoms] = 1.0
        return bool(((self.block.membership @ inside) == self.size)[hides].all())

    def _cheapest(
        self, targets: Mapping[int, float], parent: Floats | None, atoms: Numbers, *, exact: bool
    ) -> Floats | None:
        """None when there is no such world; with `exact` the one target moves just so far."""
        block = self.block
        if not len(atoms):
            return None if targets else np.zeros(len(block.atoms))
        scope = self._scope(atoms)
        costly = np.flatnonzero(~self.pattern.hidden & ~block.derived & scope.touched)
        aims = list(targets)
        steps = np.array([targets[aim] for aim in aims])
        found = self.solver.cheapest(
            -block.atoms[atoms],
            scope.cells[costly],
            block.weights[costly],
            scope.sums(parent, scope.cells[aims] if exact else None, steps),
            None if exact or not aims else Pull(scope.cells[aims], steps, _SHORT),
        )
        if found is None:
            return None
        moves = np.zeros(len(block.atoms))
        moves[atoms] = found
        return moves

    def _scope(self, atoms: Numbers) -> Scope:
        key = atoms.tobytes()
        if key not in self.scopes:
            self.scopes[key] = Scope.of(atoms, self.columns, self.parents, self.lower)
        return self.scopes[key]

    def _reach(self, target: int) -> float:
        """How far up the target can go when every visible number may move."""
        block = self.block
        scope = self._scope(np.arange(len(block.atoms)))
        return self.solver.furthest(-block.atoms, block.membership[[target]], scope.sums(None), WIDTH)

    def _lower_bounds(self) -> tuple[scipy.sparse.csc_matrix, Floats] | None:
        """Rows A·y ≤ b: a row that exists counts at least one, and what is known of any world of this block."""
        block = self.block
        floors = np.flatnonzero(block.floors > 0)
        rows, limits = [], []
        if len(floors):
            kept = floors[binding(block.membership[floors], block.floors[floors])]
            rows.append(-block.membership[kept])
            limits.append((self.values - block.floors)[kept])
        if block.relations is not None:
            rows.append(-block.relations)
            limits.append(np.asarray(block.relations @ block.atoms))
        return (scipy.sparse.vstack(rows).tocsc(), np.concatenate(limits)) if rows else None

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

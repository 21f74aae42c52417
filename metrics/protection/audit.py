"""What could somebody compute from what is shown? Shares no code with the engine that chose what to hide.

The reader knows every visible number, which rows exist, that counts are 0 or more and which numbers add up to
which. For each hidden number the smallest and the largest value that fit all of that are found.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

_AROUND, _FEW = 12, 8
"""So many worlds in chance directions are looked at first, while more numbers than a few are open."""
_FAR = 1e5
"""No count of people is larger."""


@dataclass(frozen=True)
class Known:
    """A sum of unknown counts (`parts`, their numbers), and what a reader sees of it.

    `shown` is its number, None when hidden; `least` what is known of a hidden one.
    """

    name: Hashable
    parts: tuple[int, ...]
    shown: float | None
    least: float = 0.0


@dataclass(frozen=True)
class Interval:
    """The values that a hidden number can have for all that a reader knows."""

    name: Hashable
    lowest: float
    highest: float

    @property
    def width(self) -> float:
        return self.highest - self.lowest


@dataclass(frozen=True)
class Report:
    """`narrowest` holds the ten narrowest hidden numbers, narrowest first."""

    hidden: int
    shown: int
    narrow: int
    narrowest: tuple[Interval, ...]


class Attack:
    """Everything a reader can do with one system of sums of `size` unknown counts.

    `never_negative` are sums with signs that are known to be 0 or more, `equal` such sums that are known to be 0.
    """

    def __init__(
        self,
        size: int,
        facts: Sequence[Known],
        never_negative: Sequence[dict[int, float]] = (),
        equal: Sequence[dict[int, float]] = (),
    ) -> None:
        self.size = size
        self.facts = list(facts)
        shown = [fact for fact in facts if fact.shown is not None]
        bounded = [fact for fact in facts if fact.shown is None and fact.least > 0]
        self.equal = _rows([*(dict.fromkeys(fact.parts, 1.0) for fact in shown), *equal], size)
        self.equal_to = np.array([float(fact.shown or 0.0) for fact in shown] + [0.0] * len(equal))
        at_least = [dict.fromkeys(fact.parts, 1.0) for fact in bounded] + [dict(row) for row in never_negative]
        self.below = _rows([{part: -sign for part, sign in row.items()} for row in at_least], size)
        self.below_to = np.array([-fact.least for fact in bounded] + [0.0] * len(never_negative))

    def intervals(self, worlds: Sequence[np.ndarray] = (), enough: float = np.inf) -> list[Interval]:
        """One interval per hidden number; a number seen to be at least `enough` wide is not searched further.

        `worlds` are sets of counts to start from; one that does not fit what is shown proves nothing and is left out.
        """
        hidden = [fact for fact in self.facts if fact.shown is None]
        if not hidden:
            return []
        sums = _rows([dict.fromkeys(fact.parts, 1.0) for fact in hidden], self.size)
        low, high = np.full(len(hidden), np.inf), np.full(len(hidden), -np.inf)

        def see(world: np.ndarray) -> None:
            seen = sums @ world
            np.minimum(low, seen, out=low)
            np.maximum(high, seen, out=high)

        for world in worlds:
            if self._fits(world):
                see(world)
        if np.isfinite(enough):
            self._look_around(sums, low, high, see, enough)
        for number in range(len(hidden)):
            for sign in (1.0, -1.0):
                if np.isinf(low[number]) or high[number] - low[number] < enough:
                    found, extreme = self._extreme(sums[number], sign)
                    if found is None:
                        low[number], high[number] = (low[number], np.inf) if sign > 0 else (0.0, high[number])
                        continue
                    see(found)
                    low[number], high[number] = min(low[number], extreme), max(high[number], extreme)
        return [Interval(fact.name, float(low[number]), float(high[number])) for number, fact in enumerate(hidden)]

    def _look_around(
        self,
        sums: scipy.sparse.csr_matrix,
        low: np.ndarray,
        high: np.ndarray,
        see: Callable[[np.ndarray], None],
        enough: float,
    ) -> None:
        """Worlds far out in many directions at once: each tells about many numbers, so few are left to search for."""
        chance = np.random.default_rng(len(low))
        for _ in range(_AROUND):
            left = np.flatnonzero(~(high - low >= enough))
            if len(left) <= _FEW:
                return
            signs = chance.choice((-1.0, 1.0), len(left)) * chance.random(len(left))
            found, _ = self._extreme(scipy.sparse.csr_matrix(signs) @ sums[left], 1.0, _FAR)
            if found is None:
                return
            see(found)

    def report(self, worlds: Sequence[np.ndarray] = (), width: float = 5.0) -> Report:
        """How many hidden numbers can be known within less than `width`."""
        found = sorted(self.intervals(worlds, width), key=lambda each: (each.width, repr(each.name)))
        narrow = sum(each.width < width - 1e-5 for each in found)
        return Report(len(found), len(self.facts) - len(found), narrow, tuple(found[:10]))

    def _extreme(
        self, row: scipy.sparse.csr_matrix, sign: float, most: float | None = None
    ) -> tuple[np.ndarray | None, float]:
        """The world with the largest (sign 1) or smallest (-1) sum, of counts up to `most`; None when it has no end."""
        from scipy import optimize  # only who decides needs it, and it takes long to load

        answer = optimize.linprog(
            -sign * row.toarray().ravel(),
            A_ub=self.below if self.below.shape[0] else None,
            b_ub=self.below_to if self.below.shape[0] else None,
            A_eq=self.equal if self.equal.shape[0] else None,
            b_eq=self.equal_to if self.equal.shape[0] else None,
            bounds=(0, most),
            method="highs",
        )
        if answer.status == 3:
            return None, sign * np.inf
        if answer.status != 0:
            raise ArithmeticError(f"De controle op herleiden kon niet rekenen: {answer.message}")
        return answer.x, float(-sign * answer.fun)

    def _fits(self, world: np.ndarray) -> bool:
        shown = np.allclose(self.equal @ world, self.equal_to, atol=1e-4, rtol=0)
        bounded = bool((self.below @ world <= self.below_to + 1e-4).all())
        return shown and bounded and bool((world > -1e-4).all())


def _rows(rows: Sequence[dict[int, float]], size: int) -> scipy.sparse.csr_matrix:
    data = [sign for row in rows for sign in row.values()]
    columns = [part for row in rows for part in row]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(int)
    return scipy.sparse.csr_matrix((data, columns, starts), shape=(len(rows), size))

"""Between which values can a hidden number lie, for all that an attacker knows?

The attacker writes down unknown counts, sums of them that he saw, and sums of which he knows a least or a largest
value. For each hidden sum a linear programme looks for worlds that fit all of it. Every world that was found says
something of every sum, so most sums need no programme of their own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np
from scipy import sparse

SAFE = 5.0
"""A hidden number must be able to differ by so much."""
_MOST = 100_000.0
"""No count of people is larger; keeps every programme bounded."""
_LOOSE = 1e-4

Sum = Mapping[int, float]
"""Numbers of unknowns, with how often each counts."""


@dataclass(frozen=True)
class Narrow:
    """A hidden number that can be computed back too closely."""

    name: Hashable
    lowest: float
    highest: float

    @property
    def width(self) -> float:
        return self.highest - self.lowest


@dataclass
class Knowledge:
    """Unknown counts, all of them 0 or more, and what is known about sums of them."""

    unknowns: dict[Hashable, int] = field(default_factory=dict)
    sums: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    secrets: dict[Hashable, dict[int, float]] = field(default_factory=dict)
    shown: set[Hashable] = field(default_factory=set)

    def unknown(self, name: Hashable) -> int:
        """The number of an unknown count; the same name is the same count."""
        return self.unknowns.setdefault(name, len(self.unknowns))

    def see(self, name: Hashable, parts: Sum, value: float | None, least: float = 0.0) -> None:
        """A number as it is published: its value, or hidden and at least `least`."""
        if value is not None:
            self.between(parts, float(value), float(value))
            self.shown.add(name)
            self.secrets.pop(name, None)
        elif name not in self.shown:
            self.secrets[name] = dict(parts)
            if least:
                self.between(parts, least, _MOST)

    def between(self, parts: Sum, least: float, most: float = _MOST) -> None:
        """A sum of which bounds are known."""
        self.sums.append((dict(parts), least, most))

    def not_more(self, parts: Sum, whole: Sum) -> None:
        """The first sum is no larger than the second."""
        difference = dict(whole)
        for part, times in parts.items():
            difference[part] = difference.get(part, 0.0) - times
        self.between(difference, 0.0)

    def attack(self, *, tries: int = 24, seed: int = 1, enough: int | None = None) -> list[Narrow]:
        """The hidden numbers with an interval narrower than `SAFE`, narrowest first; stops when it has `enough`."""
        search = _Search(self)
        search.look_around(tries, np.random.default_rng(seed))
        search.look_closely(enough)
        found = [
            Narrow(name, *search.interval(place)) for place, names in enumerate(search.names.values()) for name in names
            if search.done[place] and search.width(place) < SAFE - _LOOSE
        ]  # fmt: skip
        return sorted(found, key=lambda each: (each.width, repr(each)))


class _Search:
    """The programme of one body of knowledge; each solve begins at the world of the one before.

    Numbers that are the same sum under several names are one target.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.names: dict[tuple[tuple[int, float], ...], list[Hashable]] = {}
        for name, parts in knowledge.secrets.items():
            self.names.setdefault(tuple(sorted(parts.items())), []).append(name)
        self.unknowns = len(knowledge.unknowns)
        self.targets = _matrix([dict(key) for key in self.names], self.unknowns)
        count = len(self.names)
        self.low, self.high, self.done = np.full(count, np.inf), np.full(count, -np.inf), np.zeros(count, dtype=bool)
        self.solver = _programme(knowledge, self.unknowns)
        self.columns = np.arange(self.unknowns, dtype=np.int32)

    def interval(self, place: int) -> tuple[float, float]:
        return float(self.low[place]), float(self.high[place])

    def width(self, place: int) -> float:
        return float(self.high[place] - self.low[place])

    def look_around(self, tries: int, random: np.random.Generator) -> None:
        """Worlds in random directions: each tells about many numbers at once."""
        for _ in range(tries):
            left = self._open()
            if not len(left):
                return
            weights = random.choice((-1.0, 1.0), len(left)) * random.random(len(left))
            self._solve(np.asarray(weights @ self.targets[left]).ravel())

    def look_closely(self, enough: int | None) -> None:
        """The largest and smallest value of each number that is still open."""
        narrow = 0
        for place in self._open():
            for sign in (-1.0, 1.0):
                if self.width(place) < SAFE:
                    self._solve(sign * self.targets[[place]].toarray().ravel())
            self.done[place] = True
            narrow += self.width(place) < SAFE - _LOOSE
            if enough is not None and narrow >= enough:
                return

    def _open(self) -> np.ndarray:
        return np.flatnonzero(~(self.high - self.low >= SAFE))

    def _solve(self, cost: np.ndarray) -> None:
        self.solver.changeColsCost(self.unknowns, self.columns, cost)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise AssertionError(f"what is published contradicts itself: {self.solver.modelStatusToString(status)}")
        world = np.asarray(self.solver.getSolution().col_value)
        seen = self.targets @ world
        np.minimum(self.low, seen, out=self.low)
        np.maximum(self.high, seen, out=self.high)


def _programme(knowledge: Knowledge, width: int) -> highspy.Highs:
    merged: dict[tuple[tuple[int, float], ...], tuple[float, float]] = {}
    for parts, least, most in knowledge.sums:
        key = tuple(sorted((part, times) for part, times in parts.items() if times))
        before = merged.get(key, (-np.inf, np.inf))
        merged[key] = (max(before[0], least), min(before[1], most))
    rows = _matrix([dict(key) for key in merged], width)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = width, rows.shape[0]
    model.col_cost_ = np.zeros(width)
    model.col_lower_, model.col_upper_ = np.zeros(width), np.full(width, _MOST)
    bounds = np.array(list(merged.values())).reshape(-1, 2)
    model.row_lower_, model.row_upper_ = bounds[:, 0], bounds[:, 1]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = rows.indptr, rows.indices, rows.data
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("simplex_strategy", 4)  # primal: only the direction changes between solves
    solver.passModel(model)
    return solver


def _matrix(rows: Iterable[Sum], width: int) -> sparse.csr_matrix:
    found = list(rows)
    starts = np.concatenate([[0], np.cumsum([len(row) for row in found])]).astype(np.int32)
    columns = np.array([part for row in found for part in row], dtype=np.int32)
    values = np.array([times for row in found for times in row.values()], dtype=float)
    return sparse.csr_matrix((values, columns, starts), shape=(len(found), width))

"""Which numbers hang together, and how?

Every number is an unknown of its own, so that numbers that do not add up, such as unique persons, can stand beside
numbers that do. Rows say what a reader knows: sums with signs that stay as they are, and sums that are never negative.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.intp]
Line = tuple[str, str, str, str, str]
"""Key of an indicator, text of its options, crossing, period and cell: one line of a published table."""


FAR_ABOVE = 100.0
"""Numbers move by twenty at most in a world, those that two stages move by some more."""


@dataclass(frozen=True)
class Name:
    """Under which line a number is published, as its teller or as its noemer."""

    line: Line
    noemer: bool = False


@dataclass
class Number:
    """One number. `weight` is the loss when it is hidden; `floor` the least that a reader knows of it when it is.

    `stage` says in which round it is decided; `near` what it is looked for together with first.
    """

    value: float
    weight: float
    small: bool
    floor: float
    stage: int
    near: Hashable
    names: list[Name] = field(default_factory=list)


@dataclass
class Linked:
    """All numbers that are decided together, and what is known of them. Keys are free.

    `pays` is how much moving an unproven number together with others may cost, in weights of its own kind, before it
    has to wait for its turn: less hides fewer numbers, and takes longer.
    """

    numbers: list[Number] = field(default_factory=list)
    index: dict[Hashable, int] = field(default_factory=dict)
    equal: list[dict[int, float]] = field(default_factory=list)
    never_negative: list[Mapping[int, float]] = field(default_factory=list)
    follows: list[tuple[int, int]] = field(default_factory=list)
    pays: float = 0.1

    def add(self, key: Hashable, number: Number) -> int:
        """The place of a number; one that is there already gets the names of both and the larger weight."""
        place = self.index.get(key)
        if place is None:
            self.index[key] = place = len(self.numbers)
            self.numbers.append(number)
            return place
        known = self.numbers[place]
        if abs(known.value - number.value) > 1e-6 * max(1.0, abs(known.value)):
            raise ArithmeticError(f"Hetzelfde getal heeft twee waarden: {key}, {known.value} en {number.value}.")
        known.names += [name for name in number.names if name not in known.names]
        known.small |= number.small
        known.weight = max(known.weight, number.weight)
        known.floor = max(known.floor, number.floor)
        return place

    def same(self, row: Mapping[int, float]) -> None:
        """The sum with signs keeps its value in every world."""
        if len(row) > 1:
            self.equal.append(dict(row))

    def at_least(self, row: Mapping[int, float]) -> None:
        """The sum with signs is 0 or more, in the real world too: otherwise something is counted wrongly.

        A sum that is far above 0 stays so in every world that is looked for, and is left out.
        """
        sum_now = sum(sign * self.numbers[place].value for place, sign in row.items())
        if sum_now < -1e-6:
            raise ArithmeticError(f"Een deel is groter dan zijn geheel: {self.described(row)}")
        if sum_now < FAR_ABOVE:
            self.never_negative.append(row)

    def together(self, leaders: Iterable[int], followers: Iterable[int]) -> None:
        """When a leader is hidden, so are the followers."""
        chosen = list(followers)
        self.follows += [(leader, follower) for leader in leaders for follower in chosen if leader != follower]

    def described(self, row: Mapping[int, float]) -> str:
        """The first name of every number in a row, for an error."""
        return "; ".join(f"{sign:+g} × {self.numbers[place].names[:1]}" for place, sign in row.items())

    def array(self, name: str) -> NDArray[Any]:
        """One field of all numbers."""
        return np.array([getattr(number, name) for number in self.numbers])

    def matrix(self, rows: Sequence[Mapping[int, float]]) -> scipy.sparse.csr_matrix:
        """Rows over all numbers."""
        data = [sign for row in rows for sign in row.values()]
        columns = [place for row in rows for place in row]
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(int)
        return scipy.sparse.csr_matrix((data, columns, starts), shape=(len(rows), len(self.numbers)))

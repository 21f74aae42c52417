"""How can numbers of a linked system move while everything that is visible stays as it is?

A part is the numbers of some stages with the rows that tie them. Worlds in it are looked for near a number first.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy

from metrics.protection.block import WIDTH
from metrics.protection.linked import Flags, Floats, Linked, Numbers
from metrics.protection.programme import Programme

SMALL = 1e-6
FAR = 20.0
"""No number moves further than this in a world, so that rows with more room than that can be left out."""
_TIDY = 1e-3
"""What it costs to move a number that is hidden already, so that worlds stay small."""
_SEVERAL = 2
"""A world that hides so many numbers is looked at a few times more, for one that hides fewer."""
_FEWER = 3
_PART = 0.1
"""What a number moves less than this counts nearly as fully hidden when fewer are looked for."""
_TRIES = 6
"""Where of so many questions none had an answer that hides nothing, a larger part is asked at once."""


@dataclass(frozen=True)
class Moves:
    """A world, as the numbers that differ from the real one and by how much."""

    places: Numbers
    by: Floats


@dataclass
class Found:
    """What is hidden, the worlds that show it is safe, and the numbers for which none was found."""

    hidden: Flags
    low: Floats
    high: Floats
    worlds: list[Moves] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)

    @property
    def proven(self) -> Flags:
        """Whether the worlds found so far are wide enough apart."""
        return self.high - self.low >= WIDTH - SMALL


def begun(linked: Linked) -> Found:
    """Nothing found yet."""
    count = len(linked.numbers)
    return Found(np.zeros(count, dtype=bool), np.zeros(count), np.zeros(count))


class Unknowns:
    """The numbers of a linked system as arrays, what ties them, and what was found so far."""

    def __init__(self, linked: Linked, begin: Found | None = None) -> None:
        self.linked, self.begin = linked, begin
        self.values, self.weights = linked.array("value"), linked.array("weight")
        self.down = np.minimum(self.values - np.minimum(linked.array("floor"), self.values), FAR)
        self.stages = linked.array("stage")
        self.frozen = (self.stages == 0) & (begin is not None)
        self.equal = linked.matrix(linked.equal)
        bounds = linked.matrix(linked.never_negative)
        slack = np.maximum(np.asarray(bounds @ self.values), 0.0)
        binding = slack < FAR * np.asarray(abs(bounds).sum(axis=1)).ravel()
        self.bounds, self.slack = bounds[binding], slack[binding]
        self.equal_stage, self.bound_stage = (_latest(rows, self.stages) for rows in (self.equal, self.bounds))
        self.found = begun(linked)
        self.found.hidden |= linked.array("small").astype(bool)  # without numbers it has no type
        if begin is not None:
            self.found.hidden[self.stages == 0] = False
        self.follows = np.array(linked.follows, dtype=np.intp).reshape(-1, 2)

    def hides(self, moves: Floats) -> Flags:
        """What is visible and changes in a world."""
        changed: Flags = (np.abs(moves) > SMALL) & ~self.found.hidden
        return changed

    def cost(self, moves: Floats) -> float:
        return float(self.weights[self.hides(moves)].sum())

    def dense(self, world: Moves) -> Floats:
        """A world as one deviation per number."""
        moves = np.zeros(len(self.values))
        moves[world.places] = world.by
        return moves


class Part:
    """The numbers of some stages with the rows that tie them, all other numbers staying as they are."""

    def __init__(self, unknowns: Unknowns, places: Numbers, first: int, last: int) -> None:
        self.unknowns, self.places = unknowns, places
        kept = [(rows, (stage >= first) & (stage <= last)) for rows, stage in
                ((unknowns.equal, unknowns.equal_stage), (unknowns.bounds, unknowns.bound_stage))]  # fmt: skip
        self.equal, self.bounds = (rows[which] for rows, which in kept)
        self.slack = unknowns.slack[kept[1][1]]
        self.labels = list(dict.fromkeys(unknowns.linked.numbers[place].near for place in places))
        self.local: dict[Hashable, Local] = {}

    def pulled(self, given: Floats) -> tuple[Floats, Floats]:
        """What a world of other numbers leaves of the sums, and of the room, of this part."""
        return np.asarray(self.equal @ given), np.asarray(self.bounds @ given) + self.slack

    def goes_on(self, worlds: Sequence[Moves]) -> Flags:
        """Per world of other numbers whether it leaves all sums of this part as they are, and room everywhere."""
        if not worlds:
            return np.zeros(0, dtype=bool)
        places = np.concatenate([world.places for world in worlds])
        starts = np.concatenate([[0], np.cumsum([len(world.places) for world in worlds])])
        by = np.concatenate([world.by for world in worlds])
        moves = scipy.sparse.csc_matrix((by, places, starts), shape=(len(self.unknowns.values), len(worlds)))
        left = _farthest(abs(self.equal @ moves))
        # What is not pulled at all keeps its room, which is 0 or more.
        pulled = (self.bounds @ moves).tocoo()
        short = pulled.data + self.slack[pulled.row] <= -SMALL
        none_short = np.bincount(pulled.col[short], minlength=len(worlds)) == 0
        found: Flags = (left < SMALL) & none_short
        return found

    def near(self, target: int, move: float) -> Floats | None:
        """The cheapest world in which the target moves so far, first close to it."""
        local = self.local_of(self.unknowns.linked.numbers[target].near)
        if local.tried < _TRIES or local.free * _TRIES >= local.tried:
            found = local.cheapest(target, move)
            local.tried += 1
            if found is not None and self.unknowns.cost(found) == 0.0:
                local.free += 1
                return found
        return self.cheapest(target, move, None)

    def onward(self, given: Floats) -> Floats | None:
        """What the numbers of this part do in a world of others: only those near what is pulled, else all."""
        left, room = self.pulled(given)
        rows = [self.equal[np.flatnonzero(np.abs(left) > SMALL)], self.bounds[np.flatnonzero(room < -SMALL)]]
        places = np.intersect1d(np.concatenate([each.indices for each in rows]), self.places)
        labels = {self.unknowns.linked.numbers[place].near for place in places}
        found = self.local_of(labels.pop()).cheapest(None, 0.0, given) if len(labels) == 1 else None
        if found is not None:
            after_left, after_room = self.pulled(given + found)
            if np.abs(after_left).max(initial=0.0) < 1e-5 and after_room.min(initial=0.0) > -1e-5:
                return found
        return self.cheapest(None, 0.0, given)

    def cheapest(self, target: int | None, move: float, given: Floats | None) -> Floats | None:
        """The same, among all numbers of the part; `given` are deviations of numbers outside it."""
        return self.local_of(None).cheapest(target, move, given)

    def fewer(self, target: int, found: Floats) -> Floats:
        """A world like this one that hides less, if there is one: what moves little is dear now, it hides as much."""
        for _ in range(_FEWER):
            if int((self.unknowns.hides(found)).sum()) < _SEVERAL:
                break
            share = _PART / (np.abs(found) + _PART)
            other = self.local_of(None).cheapest(target, float(found[target]), dear=share)
            if other is None or self.unknowns.cost(other) >= self.unknowns.cost(found):
                break
            found = other
        return found

    def local_of(self, near: Hashable) -> Local:
        if near not in self.local:
            numbers = self.unknowns.linked.numbers
            places = self.places
            if near is not None:
                places = np.array([place for place in places if numbers[place].near == near], dtype=np.intp)
            self.local[near] = Local(self, places)
        return self.local[near]

    def rows_of(self, places: Numbers) -> tuple[scipy.sparse.csr_matrix, Numbers, scipy.sparse.csr_matrix, Numbers]:
        """The rows that touch some of the numbers, over those numbers only, and their places in this part."""
        equal, bounds = self.equal.tocsc()[:, places].tocsr(), self.bounds.tocsc()[:, places].tocsr()
        tied, bound = (np.flatnonzero(rows.getnnz(axis=1) > 0) for rows in (equal, bounds))
        return equal[tied], tied, bounds[bound], bound


class Local:
    """One program over some numbers of a part: two columns for each, up and down, so that a move has a price."""

    def __init__(self, part: Part, places: Numbers) -> None:
        self.part, self.places = part, places
        self.column = {int(place): number for number, place in enumerate(places)}
        equal, self.tied, bounds, self.bound = part.rows_of(places)
        rows = scipy.sparse.vstack([equal, bounds]).tocsr()
        self.upper = np.concatenate([np.full(len(places), FAR), part.unknowns.down[places]])
        self.room = part.slack[self.bound]
        low = np.concatenate([np.zeros(len(self.tied)), -self.room])
        high = np.concatenate([np.zeros(len(self.tied)), np.full(len(self.bound), np.inf)])
        both = scipy.sparse.hstack([rows, -rows]).tocsr()
        self.programme = Programme(both, low, high, np.zeros(2 * len(places)), np.zeros(2 * len(places)), self.upper)
        self.tried, self.free = 0, 0

    def cheapest(
        self, target: int | None, move: float, given: Floats | None = None, dear: Floats | None = None
    ) -> Floats | None:
        """The cheapest world in which the target moves so far; None when there is none. `dear` times every weight."""
        unknowns, count = self.part.unknowns, len(self.places)
        if target is not None:
            column = self.column[target]
            up, down = max(move, 0.0), max(-move, 0.0)
            if up > FAR or down > self.upper[count + column] + SMALL:
                return None
            exact = np.array([up, down])
            self.programme.limit(np.array([column, count + column]), exact, exact)
        weights = unknowns.weights if dear is None else unknowns.weights * dear
        price = np.where(unknowns.found.hidden[self.places], _TIDY, weights[self.places] + _TIDY)
        self.programme.price(np.concatenate([price, price]))
        if given is not None:
            self._pull(given)
        answer = self.programme.solve()
        if target is not None:
            both = np.array([column, count + column])
            self.programme.limit(both, np.zeros(2), self.upper[both])
        if given is not None:
            self._pull(np.zeros(len(unknowns.values)))
        if answer is None:
            return None
        return self._spread(answer)

    def moved(self, todo: Flags, sign: Floats) -> Floats | None:
        """The world in which the numbers `todo` move most in the direction of `sign`, each at most `WIDTH`."""
        unknowns, count = self.part.unknowns, len(self.places)
        weights, pays = unknowns.weights[self.places], unknowns.linked.pays
        up = np.where(unknowns.found.hidden[self.places], _TIDY, weights + _TIDY)
        down = up.copy()
        up[todo], down[todo] = (-sign * weights * pays)[todo], (sign * weights * pays)[todo]
        columns = np.concatenate([np.flatnonzero(todo), count + np.flatnonzero(todo)])
        self.programme.limit(columns, np.zeros(len(columns)), np.minimum(self.upper[columns], WIDTH))
        self.programme.price(np.concatenate([up, down]))
        answer = self.programme.solve()
        self.programme.limit(columns, np.zeros(len(columns)), self.upper[columns])
        return None if answer is None else self._spread(answer)

    def _spread(self, answer: Floats) -> Floats:
        moves = np.zeros(len(self.part.unknowns.values))
        moves[self.places] = answer[: len(self.places)] - answer[len(self.places) :]
        moves[np.abs(moves) < SMALL / 10] = 0.0
        return moves

    def _pull(self, given: Floats) -> None:
        left, room = self.part.pulled(given)
        rows = np.arange(len(self.tied) + len(self.bound))
        low = np.concatenate([-left[self.tied], -room[self.bound]])
        high = np.concatenate([-left[self.tied], np.full(len(self.bound), np.inf)])
        self.programme.limit_rows(rows, low, high)


def _latest(rows: scipy.sparse.csr_matrix, stages: Numbers) -> Numbers:
    """The stage in which all numbers of each row are known."""
    count = rows.shape[0]
    latest = np.zeros(count, dtype=np.intp)
    owner = np.repeat(np.arange(count), np.diff(rows.indptr))
    np.maximum.at(latest, owner, stages[rows.indices])
    return latest


def _farthest(pulled: scipy.sparse.csr_matrix) -> Floats:
    """The largest number in every column."""
    found: Floats = pulled.max(axis=0).toarray().ravel() if pulled.shape[0] else np.zeros(pulled.shape[1])
    return found


def moves_of(moves: Floats) -> Moves:
    places = np.flatnonzero(np.abs(moves) > SMALL)
    return Moves(places, moves[places])

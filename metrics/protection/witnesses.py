"""Which further numbers of a linked system must be hidden, so that no hidden number can be computed back?

Every hidden number gets other possible worlds, with the same visible numbers, between which it differs by at least
five. One program looks for worlds that move as many hidden numbers as it can; for those that cannot move, another
looks for the numbers that cost least to hide. Stages come one after the other: a later one takes the numbers of the
earlier ones as they are, and continues every world of theirs.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from metrics.protection.block import WIDTH
from metrics.protection.linked import Flags, Floats, Linked, Numbers
from metrics.protection.programme import Programme

_SMALL = 1e-6
_FAR = 20.0
"""No number moves further than this in a world, so that rows with more room than that can be left out."""
_TIDY = 1e-3
"""What it costs to move a number that is hidden already, so that worlds stay small."""
_ROUNDS = 6
_FEW = 4
"""From so many unproven numbers on, a world for all of them together is looked for first."""
_HOPELESS = 25
"""After so many numbers without a world the system is not safe whatever comes; of such a one only the year is shown."""
_PAYS = 1.0
"""How much moving an unproven number may cost, in weights of its own kind, before it has to wait for its turn."""


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
        return self.high - self.low >= WIDTH - _SMALL


def hide(linked: Linked, begin: Found | None = None) -> Found:
    """The numbers to hide. `begin` is what was found for the numbers of stage 0, which were decided elsewhere."""
    return _Search(linked, begin).run()


def begun(linked: Linked) -> Found:
    """Nothing found yet."""
    count = len(linked.numbers)
    return Found(np.zeros(count, dtype=bool), np.zeros(count), np.zeros(count))


class _Search:
    def __init__(self, linked: Linked, begin: Found | None = None) -> None:
        self.linked, self.begin = linked, begin
        self.values, self.weights = linked.array("value"), linked.array("weight")
        self.down = np.minimum(self.values - np.minimum(linked.array("floor"), self.values), _FAR)
        self.stages = linked.array("stage")
        self.frozen = (self.stages == 0) & (begin is not None)
        self.equal = linked.matrix(linked.equal)
        bounds = linked.matrix(linked.never_negative)
        slack = np.maximum(np.asarray(bounds @ self.values), 0.0)
        binding = slack < _FAR * np.asarray(abs(bounds).sum(axis=1)).ravel()
        self.bounds, self.slack = bounds[binding], slack[binding]
        self.equal_stage, self.bound_stage = (_latest(rows, self.stages) for rows in (self.equal, self.bounds))
        self.found = begun(linked)
        self.found.hidden |= linked.array("small").astype(bool)  # without numbers it has no type
        if begin is not None:
            self.found.hidden[self.stages == 0] = False
        self.follows = np.array(linked.follows, dtype=np.intp).reshape(-1, 2)
        self._close()

    def run(self) -> Found:
        if self.begin is not None:
            self.found.hidden |= self.begin.hidden
            self._close()
            self._seen_anew(list(self.begin.worlds))
        for stage in sorted(set(self.stages.tolist())):
            if stage == 0 and self.begin is not None:
                continue
            part = _Part(self, np.flatnonzero(self.stages == stage), stage, stage)
            self._continue(part, stage)
            self._prove(part, stage)
        return self.found

    def _continue(self, part: _Part, stage: int) -> None:
        """Every world so far goes on into this stage. What one that cannot go on had proven is proven anew with it."""
        kept: list[Moves] = []
        known: dict[bytes, Floats | None] = {}
        for world in self.found.worlds:
            given = self.dense(world)
            left, room = part.pulled(given)
            if np.abs(left).max(initial=0.0) < _SMALL and room.min(initial=0.0) > -_SMALL:
                kept.append(world)
                continue
            key = np.round(np.concatenate([left, np.minimum(room, 0.0)]), 6).tobytes()
            if key not in known:
                known[key] = part.onward(given)
            more = known[key]
            found = self._again(given, stage) if more is None else given + more
            if found is not None:
                kept.append(_moves(found))
                self._hide(kept[-1])
        self._seen_anew(kept)

    def _again(self, given: Floats, stage: int) -> Floats | None:
        """Another world with the same stands at the ends of the year; None when the world is about other numbers."""
        fixed = np.where(self.frozen, given, 0.0)
        if not np.abs(fixed).max(initial=0.0) > _SMALL:
            return None
        more = self._everything(stage).onward(fixed)
        return None if more is None else fixed + more

    def _everything(self, stage: int) -> _Part:
        """All numbers up to a stage that are decided here."""
        return _Part(self, np.flatnonzero((self.stages <= stage) & ~self.frozen), 0, stage)

    def _prove(self, part: _Part, stage: int) -> None:
        own = self.stages == stage
        for near in part.labels:
            self._many_at_once(part, near)
        self._one_by_one(part, own)
        self.found.failed = []
        so_far = (self.stages <= stage) & ~self.frozen
        if self._next(so_far) is not None:
            # Also numbers of earlier stages, that a world for a later one hid.
            self._one_by_one(self._everything(stage), so_far)

    def _many_at_once(self, part: _Part, near: Hashable) -> None:
        """Worlds that move as many unproven numbers as pay for what they hide, half of them up and half down."""
        chance = np.random.default_rng(len(part.places))
        for _ in range(_ROUNDS):
            local = part.local_of(near)
            todo = self.found.hidden[local.places] & ~self.found.proven[local.places]
            before = int(todo.sum())
            if before < _FEW:
                return
            reached = (self.found.high + self.found.low)[local.places]
            sign = np.where(np.abs(reached) < _SMALL, chance.choice((-1.0, 1.0), len(todo)), -np.sign(reached))
            moves = local.moved(todo, sign)
            if moves is None:
                return
            self._witness(_moves(moves))
            if before - int((~self.found.proven[local.places[todo]]).sum()) < before // 20:
                return

    def _one_by_one(self, part: _Part, own: Flags) -> None:
        """Proves the heaviest unproven number, time and again."""
        while len(self.found.failed) < _HOPELESS and (target := self._next(own)) is not None:
            if not self._widen(part, target):
                self.found.failed.append(target)

    def _next(self, own: Flags) -> int | None:
        unproven = self.found.hidden & own & ~self.found.proven
        unproven[self.found.failed] = False
        return int(np.argmax(np.where(unproven, self.weights, -1.0))) if unproven.any() else None

    def _widen(self, part: _Part, target: int) -> bool:
        """Up or down, what costs least; else as far up as it goes and the rest down."""
        best: tuple[float, Floats] | None = None
        for move in (WIDTH + self.found.low[target], self.found.high[target] - WIDTH):
            moves = part.near(target, move)
            cost = np.inf if moves is None else self._cost(moves)
            if moves is not None and (best is None or cost < best[0] - _SMALL):
                best = cost, moves
            if cost == 0.0:
                break
        if best is not None:
            self._witness(_moves(best[1]))
            return True
        return self._partly(part, target)

    def _partly(self, part: _Part, target: int) -> bool:
        for move in (4.0, 3.0, 2.0, 1.0):
            moves = part.cheapest(target, self.found.low[target] + move, None)
            if moves is not None:
                self._witness(_moves(moves))
                rest = part.cheapest(target, self.found.high[target] - WIDTH, None)
                if rest is not None:
                    self._witness(_moves(rest))
                    return True
        return False

    def _cost(self, moves: Floats) -> float:
        changed = (np.abs(moves) > _SMALL) & ~self.found.hidden
        return float(self.weights[changed].sum())

    def _witness(self, world: Moves) -> None:
        self._hide(world)
        self.found.worlds.append(world)
        places, by = world.places, world.by
        self.found.low[places] = np.minimum(self.found.low[places], by)
        self.found.high[places] = np.maximum(self.found.high[places], by)

    def _hide(self, world: Moves) -> None:
        self.found.hidden[world.places] = True
        self._close()

    def _seen_anew(self, worlds: list[Moves]) -> None:
        self.found.worlds = []
        self.found.low[:], self.found.high[:] = 0.0, 0.0
        for world in worlds:
            self._witness(world)

    def _close(self) -> None:
        """A hidden number takes along those that follow it; twice, as a follower may lead another."""
        hidden = self.found.hidden
        for _ in range(2 if len(self.follows) else 0):
            hidden[self.follows[hidden[self.follows[:, 0]], 1]] = True

    def dense(self, world: Moves) -> Floats:
        """A world as one deviation per number."""
        moves = np.zeros(len(self.values))
        moves[world.places] = world.by
        return moves


class _Part:
    """The numbers of some stages with the rows that tie them, all other numbers staying as they are."""

    def __init__(self, search: _Search, places: Numbers, first: int, last: int) -> None:
        self.search, self.places = search, places
        kept = [(rows, (stage >= first) & (stage <= last)) for rows, stage in
                ((search.equal, search.equal_stage), (search.bounds, search.bound_stage))]  # fmt: skip
        self.equal, self.bounds = (rows[which] for rows, which in kept)
        self.slack = search.slack[kept[1][1]]
        self.labels = list(dict.fromkeys(search.linked.numbers[place].near for place in places))
        self.local: dict[Hashable, _Local] = {}

    def pulled(self, given: Floats) -> tuple[Floats, Floats]:
        """What a world of other numbers leaves of the sums, and of the room, of this part."""
        return np.asarray(self.equal @ given), np.asarray(self.bounds @ given) + self.slack

    def near(self, target: int, move: float) -> Floats | None:
        """The cheapest world in which the target moves so far, first close to it."""
        near = self.search.linked.numbers[target].near
        found = self.local_of(near).cheapest(target, move)
        if found is not None and self.search._cost(found) == 0.0:
            return found
        return self.cheapest(target, move, None)

    def onward(self, given: Floats) -> Floats | None:
        """What the numbers of this part do in a world of others: only those near what is pulled, else all."""
        left, room = self.pulled(given)
        rows = [self.equal[np.flatnonzero(np.abs(left) > _SMALL)], self.bounds[np.flatnonzero(room < -_SMALL)]]
        places = np.intersect1d(np.concatenate([each.indices for each in rows]), self.places)
        labels = {self.search.linked.numbers[place].near for place in places}
        found = self.local_of(labels.pop()).cheapest(None, 0.0, given) if len(labels) == 1 else None
        if found is not None:
            after_left, after_room = self.pulled(given + found)
            if np.abs(after_left).max(initial=0.0) < 1e-5 and after_room.min(initial=0.0) > -1e-5:
                return found
        return self.cheapest(None, 0.0, given)

    def cheapest(self, target: int | None, move: float, given: Floats | None) -> Floats | None:
        """The same, among all numbers of the part; `given` are deviations of numbers outside it."""
        return self.local_of(None).cheapest(target, move, given)

    def local_of(self, near: Hashable) -> _Local:
        if near not in self.local:
            numbers = self.search.linked.numbers
            places = self.places
            if near is not None:
                places = np.array([place for place in places if numbers[place].near == near], dtype=np.intp)
            self.local[near] = _Local(self, places)
        return self.local[near]

    def rows_of(self, places: Numbers) -> tuple[sparse.csr_matrix, Numbers, sparse.csr_matrix, Numbers]:
        """The rows that touch some of the numbers, over those numbers only, and their places in this part."""
        equal, bounds = self.equal.tocsc()[:, places].tocsr(), self.bounds.tocsc()[:, places].tocsr()
        tied, bound = (np.flatnonzero(rows.getnnz(axis=1) > 0) for rows in (equal, bounds))
        return equal[tied], tied, bounds[bound], bound


class _Local:
    """One program over some numbers of a part: two columns for each, up and down, so that a move has a price."""

    def __init__(self, part: _Part, places: Numbers) -> None:
        self.part, self.places = part, places
        self.column = {int(place): number for number, place in enumerate(places)}
        equal, self.tied, bounds, self.bound = part.rows_of(places)
        rows = sparse.vstack([equal, bounds]).tocsr()
        self.upper = np.concatenate([np.full(len(places), _FAR), part.search.down[places]])
        self.room = part.slack[self.bound]
        low = np.concatenate([np.zeros(len(self.tied)), -self.room])
        high = np.concatenate([np.zeros(len(self.tied)), np.full(len(self.bound), np.inf)])
        both = sparse.hstack([rows, -rows]).tocsr()
        self.programme = Programme(both, low, high, np.zeros(2 * len(places)), np.zeros(2 * len(places)), self.upper)
        self.asked = False

    def cheapest(self, target: int | None, move: float, given: Floats | None = None) -> Floats | None:
        """The cheapest world in which the target moves so far; None when there is none."""
        search, count = self.part.search, len(self.places)
        if target is not None:
            column = self.column[target]
            up, down = max(move, 0.0), max(-move, 0.0)
            if up > _FAR or down > self.upper[count + column] + _SMALL:
                return None
            exact = np.array([up, down])
            self.programme.limit(np.array([column, count + column]), exact, exact)
        price = np.where(search.found.hidden[self.places], _TIDY, search.weights[self.places] + _TIDY)
        self.programme.price(np.concatenate([price, price]))
        if given is not None:
            self._pull(given)
        answer = self.programme.solve()
        if target is not None:
            both = np.array([column, count + column])
            self.programme.limit(both, np.zeros(2), self.upper[both])
        if given is not None:
            self._pull(np.zeros(len(search.values)))
        if answer is None:
            return None
        return self._spread(answer)

    def moved(self, todo: Flags, sign: Floats) -> Floats | None:
        """The world in which the numbers `todo` move most in the direction of `sign`, each at most `WIDTH`."""
        search, count = self.part.search, len(self.places)
        weights = search.weights[self.places]
        up = np.where(search.found.hidden[self.places], _TIDY, weights + _TIDY)
        down = up.copy()
        up[todo], down[todo] = (-sign * weights * _PAYS)[todo], (sign * weights * _PAYS)[todo]
        columns = np.concatenate([np.flatnonzero(todo), count + np.flatnonzero(todo)])
        self.programme.limit(columns, np.zeros(len(columns)), np.minimum(self.upper[columns], WIDTH))
        self.programme.price(np.concatenate([up, down]))
        answer = self.programme.solve()
        self.programme.limit(columns, np.zeros(len(columns)), self.upper[columns])
        return None if answer is None else self._spread(answer)

    def _spread(self, answer: Floats) -> Floats:
        moves = np.zeros(len(self.part.search.values))
        moves[self.places] = answer[: len(self.places)] - answer[len(self.places) :]
        moves[np.abs(moves) < _SMALL / 10] = 0.0
        return moves

    def _pull(self, given: Floats) -> None:
        left, room = self.part.pulled(given)
        rows = np.arange(len(self.tied) + len(self.bound))
        low = np.concatenate([-left[self.tied], -room[self.bound]])
        high = np.concatenate([-left[self.tied], np.full(len(self.bound), np.inf)])
        self.programme.limit_rows(rows, low, high)


def _latest(rows: sparse.csr_matrix, stages: Numbers) -> Numbers:
    """The stage in which all numbers of each row are known."""
    count = rows.shape[0]
    latest = np.zeros(count, dtype=np.intp)
    owner = np.repeat(np.arange(count), np.diff(rows.indptr))
    np.maximum.at(latest, owner, stages[rows.indices])
    return latest


def _moves(moves: Floats) -> Moves:
    places = np.flatnonzero(np.abs(moves) > _SMALL)
    return Moves(places, moves[places])

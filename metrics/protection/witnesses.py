"""Which further numbers of a linked system must be hidden, so that no hidden number can be computed back?

Every hidden number gets other possible worlds, with the same visible numbers, between which it differs by at least
five. One program looks for worlds that move as many hidden numbers as it can; for those that cannot move, another
looks for the numbers that cost least to hide. Stages come one after the other: a later one takes the numbers of the
earlier ones as they are, and continues every world of theirs.

A system with stands that were decided elsewhere is searched twice: the second time only among what the first hid, so
that nothing more is hidden, and much of what few worlds moved stays visible.
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from metrics.protection.block import WIDTH
from metrics.protection.linked import Flags, Floats, Linked
from metrics.protection.moving import SMALL, Found, Moves, Part, Unknowns, moves_of

_ROUNDS = 6
_FEW = 4
"""From so many unproven numbers on, a world for all of them together is looked for first."""
_HOPELESS = 25
"""After so many numbers without a world the system is not safe whatever comes; of such a one only the year is shown."""


def hide(linked: Linked, begin: Found | None = None) -> Found:
    """The numbers to hide. `begin` is what was found for the numbers of stage 0, which were decided elsewhere."""
    first = _Search(linked, begin).run()
    if begin is None or first.failed:
        return first
    again = _Again(linked, begin, first)
    fewer = again.run()
    return fewer if again.is_whole() else first


class _Search(Unknowns):
    def __init__(self, linked: Linked, begin: Found | None = None) -> None:
        super().__init__(linked, begin)
        self.among = np.ones(len(self.values), dtype=bool)
        """What may be hidden."""
        self._close()

    def run(self) -> Found:
        if self.begin is not None:
            self.found.hidden |= self.begin.hidden
            self._close()
            self._seen_anew(list(self.begin.worlds))
        for stage in sorted(set(self.stages.tolist())):
            if stage == 0 and self.begin is not None:
                continue
            self._prove(self._begin(stage), stage)
        return self.found

    def _begin(self, stage: int) -> Part:
        """The numbers of a stage, with every world so far continued in it."""
        part = Part(self, np.flatnonzero((self.stages == stage) & self.among), stage, stage)
        self._continue(part, stage)
        return part

    def _continue(self, part: Part, stage: int) -> None:
        """Every world so far goes on into this stage. What one that cannot go on had proven is proven anew with it."""
        kept: list[Moves] = []
        known: dict[bytes, Floats | None] = {}
        goes_on = part.goes_on(self.found.worlds)
        for world, untouched in zip(self.found.worlds, goes_on, strict=True):
            if untouched:
                kept.append(world)
                continue
            given = self.dense(world)
            left, room = part.pulled(given)
            key = np.round(np.concatenate([left, np.minimum(room, 0.0)]), 6).tobytes()
            if key not in known:
                known[key] = part.onward(given)
            more = known[key]
            found = self._again(given, stage) if more is None else given + more
            if found is not None:
                kept.append(moves_of(found))
                self._hide(kept[-1])
        self._seen_anew(kept)

    def _again(self, given: Floats, stage: int) -> Floats | None:
        """Another world with the same stands at the ends of the year; None when the world is about other numbers."""
        fixed = np.where(self.frozen, given, 0.0)
        if not np.abs(fixed).max(initial=0.0) > SMALL:
            return None
        more = self._everything(stage).onward(fixed)
        return None if more is None else fixed + more

    def _everything(self, stage: int) -> Part:
        """All numbers up to a stage that are decided here."""
        return Part(self, np.flatnonzero((self.stages <= stage) & ~self.frozen & self.among), 0, stage)

    def _prove(self, part: Part, stage: int) -> None:
        own = self.stages == stage
        for near in part.labels:
            self._many_at_once(part, near)
        self._one_by_one(part, own)
        self.found.failed = []
        so_far = (self.stages <= stage) & ~self.frozen
        if self._next(so_far) is not None:
            # Also numbers of earlier stages, that a world for a later one hid.
            self._one_by_one(self._everything(stage), so_far)

    def _many_at_once(self, part: Part, near: Hashable) -> None:
        """Worlds that move as many unproven numbers as pay for what they hide, half of them up and half down."""
        chance = np.random.default_rng(len(part.places))
        for _ in range(_ROUNDS):
            local = part.local_of(near)
            todo = self.found.hidden[local.places] & ~self.found.proven[local.places]
            before = int(todo.sum())
            if before < _FEW:
                return
            reached = (self.found.high + self.found.low)[local.places]
            sign = np.where(np.abs(reached) < SMALL, chance.choice((-1.0, 1.0), len(todo)), -np.sign(reached))
            moves = local.moved(todo, sign)
            if moves is None:
                return
            self._witness(moves_of(moves))
            if before - int((~self.found.proven[local.places[todo]]).sum()) < before // 20:
                return

    def _one_by_one(self, part: Part, own: Flags) -> None:
        """Proves the heaviest unproven number, time and again."""
        while len(self.found.failed) < _HOPELESS and (target := self._next(own)) is not None:
            if not self._widen(part, target):
                self.found.failed.append(target)

    def _next(self, own: Flags) -> int | None:
        unproven = self.found.hidden & own & ~self.found.proven
        unproven[self.found.failed] = False
        return int(np.argmax(np.where(unproven, self.weights, -1.0))) if unproven.any() else None

    def _widen(self, part: Part, target: int) -> bool:
        """Up or down, what costs least; else as far up as it goes and the rest down."""
        best: tuple[float, Floats] | None = None
        for move in (WIDTH + self.found.low[target], self.found.high[target] - WIDTH):
            moves = part.near(target, move)
            cost = np.inf if moves is None else self.cost(moves)
            if moves is not None and (best is None or cost < best[0] - SMALL):
                best = cost, moves
            if cost == 0.0:
                break
        if best is not None:
            cost, moves = best
            self._witness(moves_of(part.fewer(target, moves) if cost > 0.0 else moves))
            return True
        return self._partly(part, target)

    def _partly(self, part: Part, target: int) -> bool:
        for move in (4.0, 3.0, 2.0, 1.0):
            moves = part.cheapest(target, self.found.low[target] + move, None)
            if moves is not None:
                self._witness(moves_of(moves))
                rest = part.cheapest(target, self.found.high[target] - WIDTH, None)
                if rest is not None:
                    self._witness(moves_of(rest))
                    return True
        return False

    def _witness(self, world: Moves) -> None:
        self._hide(world)
        self.found.worlds.append(world)
        places, by = world.places, world.by
        self.found.low[places] = np.minimum(self.found.low[places], by)
        self.found.high[places] = np.maximum(self.found.high[places], by)

    def _hide(self, world: Moves) -> None:
        if not self.found.hidden[world.places].all():
            self.found.hidden[world.places] = True
            self._close()

    def _seen_anew(self, worlds: list[Moves]) -> None:
        self.found.worlds = worlds
        self.found.low[:], self.found.high[:] = 0.0, 0.0
        if not worlds:
            return
        places, by = (
            np.concatenate(each) for each in zip(*((world.places, world.by) for world in worlds), strict=True)
        )
        self._hide(Moves(places, by))
        np.minimum.at(self.found.low, places, by)
        np.maximum.at(self.found.high, places, by)

    def _close(self) -> None:
        """A hidden number takes along those that follow it; twice, as a follower may lead another."""
        hidden = self.found.hidden
        for _ in range(2 if len(self.follows) else 0):
            hidden[self.follows[hidden[self.follows[:, 0]], 1]] = True


class _Again(_Search):
    """A search among what an earlier one hid. A number that many of its worlds moved costs less now, so that fewer
    numbers do the work; a number of the whole city is hidden only where a stand cannot go on otherwise."""

    def __init__(self, linked: Linked, begin: Found, earlier: Found) -> None:
        super().__init__(linked, begin)
        self.earlier = earlier
        times = np.zeros(len(self.weights))
        for world in earlier.worlds:
            times[world.places] += 1.0
        self.weights = self.weights / np.sqrt(1.0 + times)
        city = np.array([any(name.line[2] == "" for name in number.names) for number in linked.numbers], dtype=bool)
        city &= ~self.found.hidden & ~begin.hidden
        city[self.follows[:, 1]] = False  # what follows another has no choice
        self.among = earlier.hidden & ~city

    def _begin(self, stage: int) -> Part:
        own = self.earlier.hidden & (self.stages == stage)
        spared = bool((own & ~self.among).any())
        hidden, worlds = self.found.hidden.copy(), list(self.found.worlds)
        part = super()._begin(stage)
        if spared and self._stands() < self._of_stands(worlds):
            self.among |= own
            self.found.hidden[:] = hidden
            self._seen_anew(worlds)
            part = super()._begin(stage)
        return part

    def is_whole(self) -> bool:
        """Whether it proves as much as the earlier search."""
        proven = self.found.proven | self.frozen | ~self.found.hidden
        return bool(proven.all()) and self._stands() >= self._of_stands(self.earlier.worlds)

    def _stands(self) -> int:
        return self._of_stands(self.found.worlds)

    def _of_stands(self, worlds: list[Moves]) -> int:
        """How many worlds are about stands at the ends of the year, so that the years beside it continue them too."""
        return sum(bool(self.frozen[world.places].any()) for world in worlds)

"""Which decision holds for a question, and which decisions must be made anew?

Where decisions are kept is somebody else's business: `stored` reads them and `save` writes one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from metrics.period import Level, Period
from metrics.protection import costs
from metrics.protection.decide import Decision, options_text
from metrics.protection.engines import Block, Engine, city_only, engine_of
from metrics.protection.gate import Gate
from metrics.protection.standing import Hidden, decide_day
from metrics.protection.twins import WAITS
from metrics.protection.workers import Workers, uncollected
from metrics.request import Request

_LOG = logging.getLogger(__name__)

AHEAD = 12
"""So many groups are read before other processes solved them; each holds its numbers in memory."""

HIDDEN_IN_CITY = frozenset({costs.COSTS, *WAITS})
"""Indicators of which a decision hides numbers of the whole city too: they wait for it in a large municipality as well.

In the example those are the clients without a stay, and months and groups in which everybody waited 0 days.
"""

Lines = Mapping[tuple[str, str], pl.DataFrame]
"""Hidden lines by the text of the options and of the crossing."""
Save = Callable[[Block, str, Decision | None], None]
"""Gets a block, its mark and the decision; None when the earlier one still holds."""
Marks = Callable[[], Mapping[Block, str]]
"""The mark of every decided block."""
Progress = Callable[[int, int, str], None]
"""How many are done, of how many, and which was done last."""
Waiting = tuple[tuple[Block, ...], str, list[Future[Any]] | None]
"""Blocks that are decided together, their mark, and the answers to their tasks; None when there can be no answer."""
Keep = Callable[[Sequence[Block], str, Mapping[Block, Decision]], None]


@dataclass
class Decisions:
    """The decisions of one data version.

    `years` gives the years with rows per indicator, `stored` the hidden lines per block that hold for this version,
    `earlier` those that were decided for an earlier one from numbers with this mark.
    `save` keeps what was decided because somebody asked, so that it is decided once. In a `large` municipality the
    numbers of the whole city do not wait for a decision: there is always something smaller to hide, but for the
    few of `HIDDEN_IN_CITY`.
    """

    gate: Gate
    areas: pl.DataFrame
    peildatum: date
    years: Callable[[], Mapping[str, Sequence[int]]]
    stored: Callable[[str], Mapping[Block, pl.DataFrame]]
    earlier: Callable[[str], Mapping[Block, pl.DataFrame]]
    save: Save
    large: bool = False
    blocks: dict[Block, Lines] = field(default_factory=dict)
    days: dict[tuple[str, date], Hidden] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def lines(self, key: str, request: Request, per: tuple[str, ...]) -> pl.DataFrame | None:
        """Hidden cells of one crossing in the years that are asked; None when the engine does not decide them."""
        if self.gate.catalogue[key].on_peildatum:
            return self.day(key, request).get(per)
        if engine_of(self.gate.catalogue[key]) is None:
            return None
        name = (options_text(request.options), "|".join(per))
        years = sorted({period.year for period in request.periods if self.is_over(period)})
        shown_before = self.large and not per and key not in HIDDEN_IN_CITY
        if shown_before and not all(self.is_decided((key, year)) for year in years):
            return None
        found = [lines[name] for year in years if name in (lines := self.block((key, year)))]
        return pl.concat(found) if found else None

    def day(self, key: str, request: Request) -> Hidden:
        """Hidden cells of who stands somewhere on the peildatum, per crossing; quick enough to decide when asked."""
        block = (key, request.peildatum)
        with self.lock:
            if block not in self.days:
                self.days[block] = decide_day(self.gate, key, request)
            return self.days[block]

    def is_over(self, period: Period) -> bool:
        """Whether the period ended: only such periods are shown, so only they are decided."""
        return period.end <= self.peildatum

    def is_decided(self, block: Block) -> bool:
        """Whether the decision on a block is there without making it."""
        if block not in self.blocks:
            self.read(block[0])
        return block in self.blocks

    def read(self, key: str) -> None:
        """Brings in what is stored of an indicator; another process may have stored more since the last reading."""
        with self.lock:
            kept = {each: by_crossing(hidden) for each, hidden in self.stored(key).items() if each not in self.blocks}
            self.blocks.update(kept)

    def block(self, block: Block) -> Lines:
        """The decision on a block: remembered, else stored, else made now."""
        known = self.blocks.get(block)
        if known is not None:
            return known
        with self.lock:
            if block not in self.blocks:
                self.read(block[0])
            if block not in self.blocks:
                self._decide_now(self.group(block))
            return self.blocks[block]

    def _decide_now(self, group: Sequence[Block]) -> None:
        """Decides a group, unless the same numbers were decided for an earlier data version."""
        mark = self.engine(group[0]).fingerprint(self.gate, group, self.peildatum, self.areas)
        same = self.earlier(mark)
        made = {} if same.keys() >= set(group) else self.decide(group)
        for block in group:
            decision = made.get(block)
            self.blocks[block] = by_crossing(same[block] if decision is None else decision.hidden)
            self.save(block, mark, decision)

    def every(self) -> list[Block]:
        """Every indicator in every year that it has rows in."""
        return [(key, year) for key, years in self.years().items() for year in years]

    def group(self, block: Block) -> tuple[Block, ...]:
        """The blocks that are decided together with this one."""
        return next(each for each in self.groups({*self.every(), block}) if block in each)

    def groups(self, blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
        """Blocks that have begun and have an engine, in groups that are decided together; newest years first."""
        found: dict[int, list[Block]] = {}
        for block in sorted(blocks):
            engine = engine_of(self.gate.catalogue[block[0]])
            if engine is not None and self.is_over(Period(block[1], 1, Level.MONTH)):
                found.setdefault(id(engine), []).append(block)
        groups = [group for each in found.values() for group in self.engine(each[0]).groups(each)]
        # Newest years first; of a year what takes longest, so that other processes work on it while the rest is read.
        return sorted(groups, key=lambda group: (-max(year for _, year in group), len(group) == 1, len(group), group))

    def engine(self, block: Block) -> Engine:
        """The engine of a block that has one."""
        engine = engine_of(self.gate.catalogue[block[0]])
        if engine is None:
            raise ValueError(f"{block[0]} has no engine: only the primary rules hold for it.")
        return engine

    def decide(self, group: Sequence[Block]) -> dict[Block, Decision]:
        """Makes the decisions, whether they exist or not.

        Numbers that do not add up as they should cannot be proven safe: of those only the city per year is shown.
        """
        try:
            return self.engine(group[0]).decide(self.gate, group, self.peildatum, self.areas)
        except ArithmeticError:
            return self.city_only(group)

    def renew(
        self, marks: Marks, save: Save, progress: Progress | None = None, workers: int | None = None
    ) -> list[Block]:
        """Decides the groups whose mark (fingerprint) changed; gives the blocks that could not be made safe.

        `marks` are read anew for each group: meanwhile somebody may have asked a figure, and had it decided.
        """
        todo = self.groups(self.every())
        unsafe: list[Block] = []
        done = 0

        def keep(group: Sequence[Block], mark: str, made: Mapping[Block, Decision | None]) -> None:
            nonlocal done
            for block, decision in made.items():
                save(block, mark, decision)
                if decision is not None:
                    self.blocks[block] = by_crossing(decision.hidden)
                    unsafe.extend([block] if decision.narrow else [])
            done += 1
            if progress:
                progress(done, len(todo), f"{self.gate.catalogue[group[0][0]].name} {group[0][1]}")

        with Workers(workers) as helpers:
            waiting: list[Waiting] = []
            for group in todo:
                with uncollected():
                    mark = self.engine(group[0]).fingerprint(self.gate, group, self.peildatum, self.areas)
                    known = marks()
                    if all(known.get(block) == mark for block in group):
                        keep(group, mark, dict.fromkeys(group))
                    else:
                        waiting.append((group, mark, self.begin(group, helpers)))
                waiting = self._finish(waiting, keep, AHEAD)
            self._finish(waiting, keep, 0)
        return unsafe

    def begin(self, group: Sequence[Block], helpers: Workers) -> list[Future[Any]] | None:
        """Reads the numbers, and lets other processes solve them."""
        try:
            tasks = self.engine(group[0]).tasks(self.gate, group, self.peildatum, self.areas)
        except ArithmeticError:
            return None
        return [helpers.solve(task) for task in tasks]

    def _finish(self, waiting: list[Waiting], keep: Keep, most: int) -> list[Waiting]:
        """Keeps what is ready; gives what other processes still work on, once that is no more than `most` groups."""
        while True:
            later: list[Waiting] = []
            for group, mark, begun in waiting:
                if begun is None or all(each.done() for each in begun):
                    keep(group, mark, self._joined(group, begun))
                else:
                    later.append((group, mark, begun))
            if len(later) <= most:
                return later
            waiting = later
            wait([each for _, _, begun in later for each in begun or () if not each.done()], None, FIRST_COMPLETED)

    def _joined(self, group: Sequence[Block], begun: list[Future[Any]] | None) -> dict[Block, Decision]:
        try:
            if begun is not None:
                return self.engine(group[0]).joined(group, [each.result() for each in begun])
        except ArithmeticError as error:
            _LOG.info("%s %s could not be decided: %s", *group[0], error)
        return self.city_only(group)

    def city_only(self, group: Sequence[Block]) -> dict[Block, Decision]:
        """Of numbers that cannot be proven safe only the city per year is shown."""
        return {block: city_only(self.gate, block, self.peildatum) for block in group}


def by_crossing(hidden: pl.DataFrame) -> Lines:
    """The hidden lines apart for each choice of options and each crossing: `periode`, `cel`, `noemer`."""
    parts = hidden.partition_by("options", "per", as_dict=True)
    return {
        (str(options), str(per)): lines.select("periode", "cel", "noemer") for (options, per), lines in parts.items()
    }

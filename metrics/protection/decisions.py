"""Which decision holds for a question, and which decisions must be made anew?

Where decisions are kept is somebody else's business: `stored` reads them and `save` writes one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from metrics.period import Level, Period
from metrics.protection.decide import Decision, city_only, decide, fingerprint, options_text
from metrics.protection.gate import Gate
from metrics.protection.stages import covers
from metrics.request import Request

Block = tuple[str, int]
"""Key of an indicator, and a calendar year."""
Lines = Mapping[tuple[str, str], pl.DataFrame]
"""Hidden lines by the text of the options and of the crossing."""
Progress = Callable[[int, int, str], None]
"""How many are done, of how many, and which is next."""


@dataclass
class Decisions:
    """The decisions of one data version. `stored` gives the hidden lines per block that hold for it."""

    gate: Gate
    areas: pl.DataFrame
    peildatum: date
    stored: Callable[[], Mapping[Block, pl.DataFrame]]
    blocks: dict[Block, Lines] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def lines(self, key: str, request: Request, per: tuple[str, ...]) -> pl.DataFrame | None:
        """Hidden cells of one crossing in the years that are asked; None when the engine does not decide them."""
        if not covers(self.gate.catalogue[key]):
            return None
        name = (options_text(request.options), "|".join(per))
        years = sorted({period.year for period in request.periods if self.is_over(period)})
        found = [lines[name] for year in years if name in (lines := self.block((key, year)))]
        return pl.concat([cells.select("periode", "cel", "noemer") for cells in found]) if found else None

    def is_over(self, period: Period) -> bool:
        """Whether the period ended: only such periods are shown, so only they are decided."""
        return period.end <= self.peildatum

    def block(self, block: Block) -> Lines:
        """The decision on a block: remembered, else stored, else made now."""
        known = self.blocks.get(block)
        if known is not None:
            return known
        with self.lock:
            if block not in self.blocks:
                # One reading brings them all; another process may have stored more since the last.
                kept = {each: by_crossing(hidden) for each, hidden in self.stored().items() if each not in self.blocks}
                self.blocks.update(kept)
            if block not in self.blocks:
                self.blocks[block] = by_crossing(self.decide(block).hidden)
            return self.blocks[block]

    def decide(self, block: Block) -> Decision:
        """Makes the decision, whether it exists or not.

        Numbers that do not add up as they should cannot be proven safe: of those only the city per year is shown.
        """
        key, year = block
        try:
            return decide(self.gate, key, year, self.peildatum, self.areas)
        except ArithmeticError:
            return city_only(self.gate, key, year, self.peildatum)

    def renew(
        self,
        years: Mapping[str, list[int]],
        marks: Mapping[Block, str],
        save: Callable[[Block, str, Decision | None], None],
        progress: Progress | None = None,
    ) -> list[Block]:
        """Decides the blocks whose mark (fingerprint) changed; gives those that could not be made safe.

        `save` gets the block, its mark and the decision, None when the earlier one still holds.
        """
        todo = [(key, year) for key, known in years.items() if covers(self.gate.catalogue[key]) for year in known]
        todo = [block for block in todo if self.is_over(Period(block[1], 1, Level.MONTH))]
        todo.sort(key=lambda block: -block[1])  # people look at the newest years first
        unsafe = []
        for number, block in enumerate(todo):
            if progress:
                progress(number, len(todo), f"{self.gate.catalogue[block[0]].name} {block[1]}")
            mark = fingerprint(self.gate, *block, self.peildatum, self.areas)
            if marks.get(block) == mark:
                save(block, mark, None)
                continue
            made = self.decide(block)
            save(block, mark, made)
            self.blocks[block] = by_crossing(made.hidden)
            unsafe += [block] if made.narrow else []
        return unsafe


def by_crossing(hidden: pl.DataFrame) -> Lines:
    """The hidden lines apart for each choice of options and each crossing."""
    parts = hidden.partition_by("options", "per", as_dict=True)
    return {(str(options), str(per)): lines for (options, per), lines in parts.items()}

"""Which totals that parts are shown of were hidden in an earlier stage, under their own name?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from metrics.protection.counts import Counts, Line
from metrics.protection.families import NOEMER, TELLER
from metrics.protection.proof import Decided


class Settled:
    """Counts of rows that were hidden, with their numbers. A number of the same cell that is as high is the same."""

    def __init__(self) -> None:
        self.hidden: dict[Line, set[float]] = defaultdict(set)

    def learn(self, each: Decided) -> None:
        """Remember what was hidden of the counts of rows of a stage."""
        for line, value, key in _counts(each.counts):
            if each.is_hidden(key):
                self.hidden[line].add(value)

    def apply(self, counts: Counts) -> Counts:
        """The counts, with totals that were hidden before hidden from the start."""
        known = set()
        for line, value, key in _counts(counts):
            if key[0] == "whole" and value in self.hidden.get(line, ()):
                known.add(key)
        cells = [replace(cell, primary=True) if cell.key in known else cell for cell in counts.cells]
        return replace(counts, cells=cells)


def _counts(counts: Counts) -> Iterator[tuple[Line, float, tuple[Any, ...]]]:
    """Cells that count rows as such: noemers, tellers without noemer, and the totals that parts are shown of."""
    noemers = {cell.key[1:] for cell in counts.cells if cell.key[0] == NOEMER}
    for cell in counts.cells:
        kind, reading, line = cell.key[:3]
        rows = kind == NOEMER or (kind == TELLER and (reading, line) not in noemers)
        if kind == "whole" or rows:
            yield line, round(counts.sum(cell.atoms), 3), cell.key

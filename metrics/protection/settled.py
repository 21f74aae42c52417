"""Which numbers were decided before, under another name?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from metrics.protection.counts import Counts, Line
from metrics.protection.families import NOEMER, TELLER
from metrics.protection.proof import Decided


class Settled:
    """Counts of rows that were decided, with their numbers. A number of the same cell that is as high is the same."""

    def __init__(self) -> None:
        self.known: dict[Line, list[tuple[float, bool]]] = defaultdict(list)

    def learn(self, each: Decided) -> None:
        """Remember what was decided on the counts of rows of a stage."""
        for line, value, key in _counts(each.counts):
            self.known[line].append((value, each.is_hidden(key)))

    def apply(self, counts: Counts, *, totals_only: bool = False) -> Counts:
        """The counts with what is known of them: hidden from the start, or shown whatever happens."""
        marks = {key: self._mark(line, value) for line, value, key in _counts(counts, totals_only=totals_only)}
        cells = []
        for cell in counts.cells:
            hidden = marks.get(cell.key)
            cells.append(cell if hidden is None else replace(cell, primary=cell.primary or hidden, settled=not hidden))
        return replace(counts, cells=cells)

    def _mark(self, line: Line, value: float) -> bool | None:
        same = [hidden for number, hidden in self.known.get(line, []) if abs(number - value) < 1e-6]
        return any(same) if same else None


def _counts(counts: Counts, *, totals_only: bool = False) -> Iterator[tuple[Line, float, tuple[Any, ...]]]:
    """Cells that count rows as such: noemers, tellers without noemer, and the totals that parts are shown of."""
    noemers = {cell.key[1:] for cell in counts.cells if cell.key[0] == NOEMER}
    for cell in counts.cells:
        kind, reading, line = cell.key[:3]
        whole = kind == "whole"
        rows = kind == NOEMER or (kind == TELLER and (reading, line) not in noemers)
        if whole or (rows and not totals_only):
            yield line, counts.sum(cell.atoms), cell.key


def settled_rows(cells: Sequence[Any]) -> list[tuple[int, ...]]:
    """The atoms of the cells that stay shown whatever happens."""
    return sorted({tuple(sorted(cell.atoms)) for cell in cells if cell.settled and not cell.primary})

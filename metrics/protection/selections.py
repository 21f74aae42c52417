"""May the sum over several areas be shown, though one of them is hidden? When larger visible cells make it up.

A selection is looked at per line: the whole city if everything is in it, else whole wijken and SES groups that lie in
it, else single areas. What is visible is added up only; nothing is ever taken off, so a sum says nothing new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from metrics.protection.cells import AREAS, TEAMS
from metrics.request import Request

Rows = Callable[[Request], pl.DataFrame]
Line = tuple[Hashable, ...]
"""A period and the values of the split."""
Group = tuple[str, ...]
"""The dimension of larger areas; none for the whole city."""
Marks = Mapping[Line, Mapping[str, bool]]
Inside = Mapping[Line, Mapping[str, set[str]]]


@dataclass(frozen=True)
class Selection:
    """Several values of one area `dimension` as one number; `lines` are the columns that tell rows apart.

    `marked` gives cells with their marks, `computed` all rows as they are, from which is seen what lies in what.
    `known` are the dimensions of the indicator: what is known per team need not be known per wijk.
    """

    request: Request
    dimension: str
    lines: tuple[str, ...]
    marked: Rows
    computed: Rows
    known: frozenset[str]

    def covered(self, column: str) -> set[Line]:
        """The lines of which a number (the mark `_teller` or `_noemer`) is a sum of visible cells."""
        hidden = self._marks((self.dimension,), column)
        marks = {group: self._marks(group, column) for group in ((), *self._larger())}
        inside = self._inside()
        wanted = self.request.where[self.dimension]
        return {line for line in hidden if self._fits(set(wanted), hidden[line], marks, inside, line)}

    def _fits(
        self, left: set[str], single: Mapping[str, bool], marks: Mapping[Group, Marks], inside: Mapping[Group, Inside],
        line: Line,
    ) -> bool:  # fmt: skip
        """Takes away what larger visible cells hold, the largest first; what is left must be visible by itself.

        Wijken and SES groups overlap, so both orders are tried.
        """
        for order in (list(marks), [*list(marks)[:1], *list(marks)[:0:-1]]):
            kept = left & single.keys()
            for group in order:
                for value, is_hidden in sorted(marks[group].get(line, {}).items()):
                    members = inside[group].get(line, {}).get(value, set())
                    if members and not is_hidden and members <= kept:
                        kept -= members
            if not any(single[value] for value in kept):
                return True
        return False

    def _marks(self, group: Group, column: str) -> dict[Line, dict[str, bool]]:
        """Per line and value of a group whether it is hidden."""
        where = self.request.where if group == (self.dimension,) else self._elsewhere()
        rows = self.marked(replace(self.request, per=(*self.request.per, *group), where=where))
        found: dict[Line, dict[str, bool]] = defaultdict(dict)
        for row in rows.iter_rows(named=True):
            found[tuple(row[name] for name in self.lines)]["".join(str(row[name]) for name in group)] = row[column]
        return found

    def _inside(self) -> dict[Group, Inside]:
        """Per group, line and value which values of the dimension have a row in it."""
        groups = self._larger()
        asked = (*self.request.per, self.dimension, *(name for (name,) in groups))
        rows = self.computed(replace(self.request, per=asked, where=self._elsewhere()))
        found: dict[Group, dict[Line, dict[str, set[str]]]] = {}
        for group in ((), *groups):
            lines = found.setdefault(group, {})
            for row in rows.iter_rows(named=True):
                line = tuple(row[name] for name in self.lines)
                value = "".join(str(row[name]) for name in group)
                lines.setdefault(line, {}).setdefault(value, set()).add(str(row[self.dimension]))
        return {**found}

    def _larger(self) -> tuple[tuple[str, ...], ...]:
        """The groups within the city that the areas lie in."""
        return tuple((name,) for name in ("wijk", "ses") if self.dimension in TEAMS and name in self.known)

    def _elsewhere(self) -> dict[str, frozenset[str]]:
        return {name: values for name, values in self.request.where.items() if name != self.dimension}


def is_of_areas(request: Request, several: tuple[str, ...]) -> bool:
    """Whether one area dimension is the only thing that areas are chosen or split by."""
    return len(several) == 1 and several[0] in AREAS and not AREAS & ({*request.per, *request.where} - {several[0]})

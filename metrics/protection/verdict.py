"""Which lines of published tables are hidden, once a linked system was searched and audited?"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import cast

import numpy as np
import polars as pl

from metrics.period import Level
from metrics.protection.audit import Attack, Known, Report
from metrics.protection.block import WIDTH
from metrics.protection.cells import CONTAINS
from metrics.protection.decide import SCHEMA, Decision
from metrics.protection.gate import Gate
from metrics.protection.linked import Floats, Line, Linked
from metrics.protection.moving import Found
from metrics.protection.suppression import RULE_VERSION
from metrics.protection.unique import Crossing, families
from metrics.protection.witnesses import hide

Blocks = Sequence[tuple[str, int]]
_MORE = 2
"""How often more may be hidden around numbers that stayed narrow."""


@dataclass(frozen=True)
class Search:
    """A linked system that is to be decided, here or by another process."""

    linked: Linked
    blocks: Blocks

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return len(self.linked.numbers)

    def solve(self) -> dict[tuple[str, int], Decision]:
        """The decision per block."""
        return verdict(self.linked, self.blocks)


def joined(blocks: Blocks, found: Sequence[Mapping[tuple[str, int], Decision]]) -> dict[tuple[str, int], Decision]:
    """One decision per block, from systems that have nothing to do with each other."""
    return {block: _joined([each[block] for each in found]) for block in blocks}


def _joined(found: Sequence[Decision]) -> Decision:
    margins = [each.margin for each in found if each.margin is not None]
    hidden = pl.concat([pl.DataFrame(schema=SCHEMA), *(each.hidden for each in found)])
    cells, narrow = sum(each.cells for each in found), sum(each.narrow for each in found)
    return Decision(hidden, cells, min(margins, default=None), narrow)


def verdict(linked: Linked, blocks: Blocks, begin: Found | None = None) -> dict[tuple[str, int], Decision]:
    """Searches the system and audits it. Around a few numbers that stay narrow more is hidden, and it is done again.

    Of a system that is not safe then, only the year of the whole city is shown.
    """
    if not linked.numbers:
        return {block: Decision(pl.DataFrame(schema=SCHEMA), cells=0, margin=None, narrow=0) for block in blocks}
    found = hide(linked, begin)
    report = audited(linked, found)
    for steps in range(1, _MORE + 1):
        if not _hide_around(linked, report, steps):
            break
        found = hide(linked, begin)
        report = audited(linked, found)
    hidden: dict[Line, bool] = {}
    for place, number in enumerate(linked.numbers):
        for name in number.names:
            forced = report.narrow > 0 and not _city_year(name.line)
            if found.hidden[place] or forced:
                hidden[name.line] = hidden.get(name.line, False) or name.noemer
    margin = min(report.narrowest[0].width, 1e6) if report.narrowest else None
    cells = Counter(name.line[0] for number in linked.numbers for name in number.names)
    return {
        (key, year): Decision(_lines_of(hidden, key, year), cells[key], margin, report.narrow) for key, year in blocks
    }


def _hide_around(linked: Linked, report: Report, steps: int) -> bool:
    """Hides what a few narrow numbers are tied to within so many steps: their parts, their wholes, those beside them.

    False when there is nothing to do, or too much: then only the year of the city is shown.
    """
    narrow = {cast(int, each.name) for each in report.narrowest if each.width < WIDTH - 1e-6}
    if not narrow or len(narrow) < report.narrow:
        return False
    around = set(narrow)
    for _ in range(steps):
        around |= {place for row in (*linked.equal, *linked.never_negative) if around & row.keys() for place in row}
    for place in around:
        linked.numbers[place].small = True
    return True


def audited(linked: Linked, found: Found) -> Report:
    """The whole system attacked with everything that is known of it; the worlds that were found are a start."""
    count = len(linked.numbers)
    facts = [
        Known(place, (place,), None if found.hidden[place] else number.value, min(number.floor, number.value))
        for place, number in enumerate(linked.numbers)
    ]
    # How many are counted twice is granted: a sum keeps its distance to its parts, as one more known number.
    distances: dict[int, float] = {}
    equal: list[dict[int, float]] = []
    for row in linked.equal:
        distance = sum(sign * linked.numbers[place].value for place, sign in row.items())
        if abs(distance) > 1e-9:
            distances[count + len(distances)] = distance
            row = {**row, count + len(distances) - 1: -1.0}
        equal.append(row)
    known = [Known(("distance", place), (place,), abs(distance)) for place, distance in distances.items()]
    equal = [{place: (sign if place < count or distances[place] > 0 else -sign) for place, sign in row.items()}
             for row in equal]  # fmt: skip
    truth = np.array([*(number.value for number in linked.numbers), *(abs(each) for each in distances.values())])
    attack = Attack(count + len(distances), [*facts, *known], [dict(row) for row in linked.never_negative], equal)
    return attack.report(_worlds(truth, found), WIDTH)


def _worlds(truth: Floats, found: Found) -> list[Floats]:
    worlds = [truth]
    for world in found.worlds:
        other = truth.copy()
        other[world.places] = np.maximum(other[world.places] + world.by, 0.0)
        worlds.append(other)
    return worlds


def _city_year(line: Line) -> bool:
    return line[2] == "" and len(line[3]) == 4


def _lines_of(hidden: dict[Line, bool], key: str, year: int) -> pl.DataFrame:
    """The hidden lines of one indicator in one year."""
    lines = sorted((*line[1:], noemer) for line, noemer in hidden.items() if line[0] == key and _year(line) == year)
    return pl.DataFrame(lines, schema=SCHEMA, orient="row")


def _year(line: Line) -> int:
    return int(line[3][:4])


def mark(gate: Gate, blocks: Blocks, last: date, areas: pl.DataFrame, people: Mapping[str, pl.DataFrame]) -> str:
    """The same text as long as the rows of everybody are the same; `people` gives rows by the column of the person.

    Persons are numbers that change with every import, so only what stands beside a number is read.
    """
    digest = hashlib.sha256(repr((RULE_VERSION, tuple(blocks), last, gate.thresholds)).encode())
    digest.update(areas.select("gebied", "soort", "wijk", "ses").sort("gebied").write_csv().encode())
    for person, rows in people.items():
        plain = rows.with_columns(pl.selectors.enum().cast(pl.String))
        each = plain.select(person, row=pl.struct(pl.exclude(person)).hash())
        whole = each.group_by(person).agg(pl.col("row").sort()).select(pl.col("row").hash().sort())
        digest.update(whole.to_series().to_numpy().tobytes())
    return digest.hexdigest()[:32]


def published_by(
    dimensions: Sequence[str], areas: Sequence[Crossing], levels: Callable[[Crossing], frozenset[Level]]
) -> frozenset[Crossing]:
    """The crossings that a filling reads: areas, each with one category, and two categories at once."""
    held = families(dimensions, CONTAINS)
    kinds = [kind for _, crossings in held for kind in crossings]
    pairs = [(*one, *other) for first, second in combinations(held, 2) for one in first[1] for other in second[1]]
    every = [(*area, *kind) for area in areas for kind in ((), *kinds)] + pairs
    return frozenset(tuple(sorted(each)) for each in every if levels(each))

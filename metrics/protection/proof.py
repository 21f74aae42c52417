"""Is a decision on all stages together enough? Asks the auditor, with the possible worlds that were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from metrics.protection.audit import Attack, Known, Report
from metrics.protection.block import WIDTH, Block, Floats
from metrics.protection.counts import Counts
from metrics.protection.stages import Link, Stage
from metrics.protection.suppression import Pattern
from metrics.protection.surroundings import indices_of


@dataclass
class Decided:
    """A stage with its counts and what is hidden of it."""

    stage: Stage
    counts: Counts
    block: Block
    pattern: Pattern

    def is_hidden(self, key: tuple[Any, ...]) -> bool:
        """Whether the cell with this key is hidden."""
        return bool(self.pattern.hidden[self.block.index[key]])


def attack(done: Mapping[str, Decided], worlds: Sequence[dict[str, Floats]]) -> Report:
    """All stages attacked as one system, with the worlds that were found as a start."""
    begin: dict[str, int] = {}
    size = 0
    for name, each in done.items():
        begin[name], size = size, size + len(each.counts.atoms)
    facts: list[Known] = []
    equal: list[dict[int, float]] = []
    for name, each in done.items():
        block, hidden, first, values = each.block, each.pattern.hidden, begin[name], each.block.values
        for number, names in enumerate(block.names):
            atoms = tuple((first + indices_of(block.membership, number)).tolist())
            if not (block.derived[number] and not hidden[number]):
                shown = None if hidden[number] else float(values[number])
                facts.append(Known((name, names[0]), atoms, shown, float(block.floors[number])))
        for link in each.stage.links:
            if link.stage in done:
                for own, theirs in linked(each.counts, done[link.stage].counts, link):
                    ours = {first + atom: 1.0 for atom in own}
                    equal.append(ours | {begin[link.stage] + atom: -1.0 for atom in theirs})
    truth = np.concatenate([each.block.atoms for each in done.values()]) if done else np.zeros(0)
    starts = [truth]
    for world in worlds:
        moves = [world.get(name, np.zeros(len(each.counts.atoms))) for name, each in done.items()]
        starts.append(np.maximum(truth + np.concatenate(moves), 0.0))
    return Attack(size, facts, equal=equal).report(starts, WIDTH)


def linked(counts: Counts, source: Counts, link: Link) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Atoms of a stage and of an earlier one that add up to the same number, for all that the link shares."""
    above, known = source.together(link.dimensions, link.level), frozenset().union(*source.tags)
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], None] = {}
    for key, leaves in sorted(counts.together(link.dimensions, link.level).items(), key=repr):
        tags = {tag for leaf in leaves for atom in counts.own[leaf] for tag in counts.tags[atom]}
        for tag in sorted(tags & known, key=repr):
            found[counts.tagged(leaves, tag), source.tagged(above.get(key, []), tag)] = None
    return list(found)

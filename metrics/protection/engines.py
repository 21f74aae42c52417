"""Who decides which cells of an indicator are hidden, beyond those that are small by themselves?

Counts that add up, unique persons, the stock with its flows, and moves between providers each have their own
engine. An indicator without one has the primary rules only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl

from metrics.indicator import Indicator
from metrics.protection import chain, moves, once, reach, stages, verdict
from metrics.protection import decide as additive
from metrics.protection.cells import problem, reduced
from metrics.protection.decide import Decision, Solved, Systems
from metrics.protection.families import family_name
from metrics.protection.fingerprint import fingerprint
from metrics.protection.gate import Gate, crossing
from metrics.protection.workers import Task
from metrics.request import Request

Block = tuple[str, int]
"""Key of an indicator, and a calendar year."""


class Way(StrEnum):
    """How the hidden cells of an indicator are found."""

    ADDITIVE = "rows that are counted once, and add up"
    UNIQUE = "unique persons, which do not add up"
    ONCE = "first care or a first start, which add up over areas and time"
    CHAIN = "a stock with what comes in and goes out"
    FLOW = "moves from one provider to another"
    RULES = "the primary rules only"


def alone(blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
    """Every block is decided by itself."""
    return [(block,) for block in blocks]


@dataclass(frozen=True)
class Engine:
    """Decides blocks. `groups` says which are decided together: `tasks` and `fingerprint` get one group at a time.

    `tasks` reads the numbers of a group and gives what is to be solved, here or by another process; `joined` makes
    decisions of the answers, in the same order. Both raise ArithmeticError when numbers do not hang together as they
    should: the group is then shown for the whole city per year only. A group has one `fingerprint`; while it stays the
    same, the decisions stay. `published` are the crossings that are decided for a choice of dimensions, each in sorted
    order; a crossing outside it is refused.
    """

    tasks: Callable[[Gate, Sequence[Block], date, pl.DataFrame], Sequence[Task]]
    fingerprint: Callable[[Gate, Sequence[Block], date, pl.DataFrame], str]
    published: Callable[[Indicator, tuple[str, ...]], frozenset[tuple[str, ...]]]
    groups: Callable[[Iterable[Block]], list[tuple[Block, ...]]] = alone
    joined: Callable[[Sequence[Block], Sequence[Any]], dict[Block, Decision]] = verdict.joined

    def decide(self, gate: Gate, group: Sequence[Block], peildatum: date, areas: pl.DataFrame) -> dict[Block, Decision]:
        """Everything here and now."""
        return self.joined(group, [task.solve() for task in self.tasks(gate, group, peildatum, areas)])


def _additive(gate: Gate, blocks: Sequence[Block], peildatum: date, areas: pl.DataFrame) -> list[Systems]:
    keys = [key for key, _ in blocks]
    return [Systems(tuple(additive.problems(gate, keys, blocks[0][1], peildatum, areas)))]


def _joined(blocks: Sequence[Block], answers: Sequence[list[Solved]]) -> dict[Block, Decision]:
    made = additive.joined([key for key, _ in blocks], [each for answer in answers for each in answer])
    return {block: made[block[0]] for block in blocks}


def same_rows(blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
    """Indicators about the same rows are decided together, year by year."""
    found: dict[tuple[str, int], list[Block]] = {}
    for key, year in blocks:
        found.setdefault((family_name(key), year), []).append((key, year))
    return [tuple(group) for group in found.values()]


def same_year(blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
    """All indicators of a calendar year are decided together."""
    found: dict[int, list[Block]] = {}
    for block in blocks:
        found.setdefault(block[1], []).append(block)
    return [tuple(group) for group in found.values()]


def city_only(gate: Gate, block: Block, peildatum: date) -> Decision:
    """Everything of the year is hidden, but the year of the whole city: for counts that do not add up."""
    indicator = gate.catalogue[block[0]]
    engine = engine_of(indicator)
    published = engine.published if engine else stages.published
    return additive.city_only(gate, *block, peildatum, published)


ENGINES: Mapping[Way, Engine] = {
    Way.ADDITIVE: Engine(_additive, fingerprint, stages.published, same_rows, _joined),
    Way.UNIQUE: Engine(reach.tasks, reach.fingerprint, reach.published),
    Way.CHAIN: Engine(chain.tasks, chain.fingerprint, chain.published, same_year),
    Way.ONCE: Engine(once.tasks, once.fingerprint, once.published),
    Way.FLOW: Engine(moves.tasks, moves.fingerprint, moves.published),
}
"""The engine per way; a way that is not here has the primary rules only."""


WAYS = {
    reach.KEY: Way.UNIQUE, moves.KEY: Way.FLOW, **dict.fromkeys(chain.KEYS, Way.CHAIN),
    **dict.fromkeys(once.KEYS, Way.ONCE),
}  # fmt: skip
"""How indicators whose numbers do not add up are decided."""


def way_of(indicator: Indicator) -> Way:
    """How an indicator is decided."""
    if stages.covers(indicator):
        return Way.ADDITIVE
    return WAYS.get(indicator.key, Way.RULES)


def engine_of(indicator: Indicator) -> Engine | None:
    """The engine of an indicator; None when it has the primary rules only."""
    return ENGINES.get(way_of(indicator))


_PUBLISHED: dict[tuple[str, tuple[str, ...], tuple[str, ...]], frozenset[tuple[str, ...]]] = {}


def published(indicator: Indicator, engine: Engine, dimensions: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The crossings that are decided, found once: every question asks for them."""
    name = indicator.key, indicator.always_per, dimensions
    if name not in _PUBLISHED:
        _PUBLISHED[name] = engine.published(indicator, dimensions)
    return _PUBLISHED[name]


def crossing_refusal(indicator: Indicator, request: Request) -> str | None:
    """Why a question asks for cells that do not exist in shared output; None when they do."""
    asked = crossing(indicator, request)
    refused = problem(indicator, asked, {period.level for period in request.periods})
    if refused is not None or _is_published(indicator, asked, request):
        return refused
    return f"'{indicator.name}' bestaat niet met al deze verdelingen tegelijk. Kies er een minder."


def _is_published(indicator: Indicator, asked: tuple[str, ...], request: Request) -> bool:
    """Whether a crossing is decided, or has rules of its own."""
    engine = engine_of(indicator)
    if engine is None:
        # Of what somebody reported a split is shown whole or not at all; with two at once that would not be enough.
        return indicator.key not in stages.REPORTED or len(asked) <= 1
    return reduced(asked) in published(indicator, engine, stages.options_dimensions(indicator, request.options))

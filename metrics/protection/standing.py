"""Which numbers of people who stand somewhere on a day, such as in a queue, are hidden beyond those that are small?

Such an indicator has no periods, so a day is a block of its own. All crossings of it count the same rows, so they are
decided as one system, whose finest parts are the combinations that occur.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import polars as pl

from metrics.indicator import Indicator
from metrics.protection.audit import Attack, Known
from metrics.protection.block import WIDTH, Block, Cell, assemble
from metrics.protection.cells import problem, reduced
from metrics.protection.gate import Gate
from metrics.protection.marks import cell_key, find_hidden
from metrics.protection.suppression import Pattern, suppress
from metrics.protection.weights import area_weight
from metrics.request import Request

Hidden = dict[tuple[str, ...], pl.DataFrame]
"""Per crossing the hidden cells: `periode`, `cel` and `noemer`."""


def decide_day(gate: Gate, key: str, request: Request) -> Hidden:
    """The hidden cells of every crossing on the peildatum of the request."""
    indicator = gate.catalogue[key]
    day = Request(request.peildatum, (), (), {}, request.options)
    crossings = list(crossings_of_day(indicator))
    block = _block(gate, indicator, day, crossings)
    if block is None:
        return {}
    pattern = suppress(block)
    safe = not pattern.failed and _is_safe(block, pattern)
    found: dict[tuple[str, ...], list[str]] = {}
    for number, names in enumerate(block.names):
        for per, cell in names:
            if pattern.hidden[number] or (not safe and set(per) != set(indicator.always_per)):
                found.setdefault(per, []).append(cell)
    return {per: pl.DataFrame({"cel": cells}).with_columns(
        periode=pl.lit(request.peildatum.isoformat()), noemer=pl.lit(False)
    ) for per, cells in found.items()}  # fmt: skip


def crossings_of_day(indicator: Indicator) -> Iterator[tuple[str, ...]]:
    """What may be asked, each crossing under its one name."""
    free = [name for name in indicator.dimensions if name not in indicator.always_per]
    known = set()
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            per = reduced((*indicator.always_per, *chosen))
            if per not in known and problem(indicator, chosen, ()) is None:
                known.add(per)
                yield per


def _block(gate: Gate, indicator: Indicator, day: Request, crossings: list[tuple[str, ...]]) -> Block | None:
    """Every combination that occurs is an atom; a cell is the atoms with its values. None when there is nothing."""
    if not crossings:
        return None
    finest = tuple(sorted({name for per in crossings for name in per}))
    leaves = _rows(gate, indicator, day, finest)
    if leaves.is_empty():
        return None
    leaves = leaves.with_row_index("atom")
    cells: list[Cell] = []
    for per in crossings:
        shown = _rows(gate, indicator, day, per).with_columns(cel=cell_key(per))
        members = leaves.group_by(cell_key(per).alias("cel")).agg(pl.col("atom"))
        for row in shown.join(members, on="cel", how="left").iter_rows(named=True):
            if sum(leaves["teller"][atom] for atom in row["atom"]) != row["teller"]:
                raise ArithmeticError(f"De delen tellen niet op tot {row['cel']}.")
            weight = _weight(per, row["teller"], indicator)
            cells.append(Cell((per, row["cel"]), tuple(row["atom"]), weight, bool(row["_teller"]), floor=1.0))
    return assemble(leaves["teller"].to_list(), cells)


def _rows(gate: Gate, indicator: Indicator, day: Request, per: tuple[str, ...]) -> pl.DataFrame:
    wanted = tuple(name for name in per if name not in indicator.always_per)
    asked = Request(day.peildatum, (), wanted, {}, day.options)
    return find_hidden(gate.compute(indicator.key, asked), indicator, gate.thresholds, ())


def _weight(per: tuple[str, ...], value: float, indicator: Indicator) -> float:
    return area_weight(per, indicator.always_per) * (1 + 0.02 * math.log1p(value))


def _is_safe(block: Block, pattern: Pattern) -> bool:
    """Asks the auditor, who begins with the possible worlds that were found."""
    facts = [
        Known(names[0], tuple(int(atom) for atom in block.membership[[number]].indices),
              None if pattern.hidden[number] else float(block.values[number]), float(block.floors[number]))
        for number, names in enumerate(block.names)
    ]  # fmt: skip
    worlds = [block.atoms, *(np.maximum(block.atoms + world.moves, 0.0) for world in pattern.worlds)]
    return Attack(len(block.atoms), facts).report(worlds, WIDTH).narrow == 0

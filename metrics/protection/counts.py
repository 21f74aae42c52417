"""Which counts and cells does one stage hold? Read from the indicator's own results, so they cannot differ."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import polars as pl

from metrics.indicator import Indicator, Shape
from metrics.period import Level, Period
from metrics.protection.block import Cell
from metrics.protection.cells import AREAS, area_of
from metrics.protection.marks import cell_key
from metrics.protection.stages import Stage

Ask = Callable[[tuple[str, ...], Sequence[Period], str], pl.DataFrame]
"""Rows with marks for a crossing, periods and the text of the options."""

Places = Callable[[str], dict[str, str]]
"""The larger areas that a finest area lies in."""

PERIOD_WEIGHT = {Level.YEAR: 64.0, Level.HALF: 24.0, Level.QUARTER: 8.0, Level.MONTH: 1.0}
AREA_WEIGHT = {"stad": 40.0, "ses": 8.0, "wijk": 6.0, "team": 1.0}
TOTAL, NOEMER = 6.0, 1.5


@dataclass(frozen=True)
class Parts:
    """The atoms of one leaf: `tellers` gives per options text which of them count, `noemer` which make the noemer."""

    values: Callable[[Mapping[str, float], float | None], list[float]]
    tellers: Mapping[str, tuple[int, ...]]
    noemer: tuple[int, ...] | None
    complement: bool


@dataclass
class Counts:
    """One stage filled in. `rows` says per cell which line of the published table it is."""

    atoms: list[float] = field(default_factory=list)
    leaves: list[dict[str, Hashable]] = field(default_factory=list)
    own: list[tuple[int, ...]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def together(self, dimensions: Sequence[str], level: Level) -> dict[tuple[Hashable, ...], list[int]]:
        """Numbers of the leaves per combination of values and period."""
        found: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
        for number, leaf in enumerate(self.leaves):
            found[(*(leaf[name] for name in dimensions), leaf[level.name])].append(number)
        return found

    def scopes(self) -> list[list[int]]:
        """Atoms by quarter and by half-year: worlds within them are looked for first."""
        found = []
        for level in (Level.QUARTER, Level.HALF):
            if all(level.name in leaf for leaf in self.leaves):
                texts = sorted({str(leaf[level.name]) for leaf in self.leaves})
                place = {text: number for number, text in enumerate(texts)}
                pairs = zip(self.leaves, self.own, strict=True)
                found.append([place[str(leaf[level.name])] for leaf, own in pairs for _ in own])
        return found


def parts_of(indicator: Indicator, options: Sequence[str], nested: bool) -> Parts:
    """`nested` when the tellers of the options lie within each other over one noemer, in the order given."""
    if indicator.shape is Shape.COUNT:
        return Parts(lambda tellers, _: [tellers[options[0]]], {options[0]: (0,)}, None, complement=False)
    if indicator.shape is Shape.MEAN:
        return Parts(lambda tellers, n: [n or 0.0, tellers[options[0]]], {options[0]: (1,)}, (0,), complement=False)
    count = len(options) if nested else 1

    def values(tellers: Mapping[str, float], noemer: float | None) -> list[float]:
        steps = [tellers[option] for option in options[:count]]
        edges = [0.0, *steps, noemer or 0.0]
        return [high - low for low, high in pairwise(edges)]

    own = {option: tuple(range(place + 1)) for place, option in enumerate(options[:count])}
    return Parts(values, own, tuple(range(count + 1)), complement=True)


def count_stage(
    stage: Stage,
    indicator: Indicator,
    parts: Parts,
    periods: Sequence[Period],
    ask: Ask,
    places: Places,
) -> Counts:
    """Leaves and cells of a stage over the ended `periods` of one year. `places` gives wijk, ses … per finest area."""
    counts = Counts()
    leaf_periods = [period for period in periods if period.level is stage.level]
    _add_leaves(counts, stage, parts, leaf_periods, ask, places)
    for crossing, levels in stage.crossings.items():
        asked = [period for period in periods if period.level in levels]
        if asked:
            _add_cells(counts, crossing, indicator, parts, asked, ask)
    return counts


def _add_leaves(
    counts: Counts,
    stage: Stage,
    parts: Parts,
    periods: Sequence[Period],
    ask: Ask,
    places: Places,
) -> None:
    if not periods:
        return
    tellers: dict[tuple[Hashable, ...], dict[str, float]] = defaultdict(dict)
    noemers: dict[tuple[Hashable, ...], float | None] = {}
    for option in parts.tellers:
        for row in ask(stage.leaf, periods, option).iter_rows(named=True):
            key = (row["periode"], *(row[name] for name in stage.leaf))
            tellers[key][option] = row["teller"]
            noemers[key] = row["noemer"]
    for key in sorted(tellers, key=repr):
        period, values = Period.parse(str(key[0])), dict(zip(stage.leaf, key[1:], strict=True))
        own = parts.values(tellers[key], noemers[key])
        counts.own.append(tuple(range(len(counts.atoms), len(counts.atoms) + len(own))))
        counts.atoms.extend(own)
        inside = {level.name: str(Period.containing(period.begin, level)) for level in Level if level >= period.level}
        counts.leaves.append({**(places(str(key[1])) if area_of(stage.leaf) == "team" else {}), **values, **inside})


def _add_cells(
    counts: Counts, crossing: tuple[str, ...], indicator: Indicator, parts: Parts, periods: Sequence[Period], ask: Ask
) -> None:
    levels = {str(period): period.level for period in periods}
    members = {level: counts.together(crossing, level) for level in set(levels.values())}
    per = "|".join(sorted(crossing))
    others = [name for name in crossing if name not in indicator.always_per]
    shared = "aandeel" in indicator.extra
    for option, used in parts.tellers.items():
        for row in ask(crossing, periods, option).with_columns(cel=cell_key(crossing)).iter_rows(named=True):
            if row["teller"] is None:
                continue
            level = levels[row["periode"]]
            leaves = members[level][(*(row[name] for name in crossing), row["periode"])]
            line = (per, row["periode"], row["cel"])
            weight = _weight(crossing, level, row["noemer"] or row["teller"])
            whole = ("whole", crossing, *(row[name] for name in others), row["periode"]) if shared else None
            counts.cells.extend(_cells(counts, line, option, used, parts, leaves, row, weight, whole))
    if shared:
        # A share of a count within its total gives that total away: it is a number of its own.
        for level in members:
            for key, leaves in counts.together(others, level).items():
                atoms = _atoms(counts, leaves, (0,))
                weight = _weight(crossing, level, float(len(leaves)))
                counts.cells.append(Cell(("whole", crossing, *key), atoms, weight, floor=1.0))


def _cells(
    counts: Counts, line: tuple[str, str, str], option: str, used: tuple[int, ...], parts: Parts,
    leaves: Sequence[int], row: Mapping[str, float], weight: float, whole: tuple[Any, ...] | None,
) -> list[Cell]:  # fmt: skip
    """The teller of a line, with its noemer and complement when it has those."""
    atoms = _atoms(counts, leaves, used)
    _same(sum(counts.atoms[atom] for atom in atoms), row["teller"], line)
    teller, noemer = ("teller", line, option), ("noemer", line)
    hidden = bool(row["_teller"])
    if parts.noemer is None:
        follows = (whole,) if whole else ()
        return [Cell(teller, atoms, weight, hidden, floor=1.0, follows=follows)]
    made = [
        Cell(noemer, _atoms(counts, leaves, parts.noemer), weight * NOEMER, bool(row["_noemer"]), floor=1.0),
        Cell(teller, atoms, weight, hidden, follows=(noemer,)),
    ]
    if parts.complement:
        rest = tuple(part for part in parts.noemer if part not in used)
        key = ("rest", line, option)
        made.append(Cell(key, _atoms(counts, leaves, rest), 0.0, derived=True, follows=(noemer, teller)))
    return made


def _atoms(counts: Counts, leaves: Sequence[int], parts: Sequence[int]) -> tuple[int, ...]:
    return tuple(counts.own[leaf][part] for leaf in leaves for part in parts)


def _weight(crossing: tuple[str, ...], level: Level, value: float) -> float:
    """What it costs to hide a number: the larger the area and the longer the period, the more."""
    area = area_of(crossing) or "team"
    total = TOTAL if not set(crossing) - {"team", "gebied", "wijk", "ses"} else 1.0
    return PERIOD_WEIGHT[level] * AREA_WEIGHT[area] * total * (1 + 0.02 * math.log1p(max(value, 0.0)))


def _same(summed: float, published: float, line: Hashable) -> None:
    if abs(summed - published) > 1e-6:
        raise ArithmeticError(f"De delen tellen niet op tot {line}: {summed} en {published}.")


def raise_floors(counts: Counts, split: Counts, stage: Stage) -> None:
    """A reader sees which categories have a row: a total counts at least one for each of them."""
    category = set(stage.leaf) - AREAS
    present: Counter[tuple[str, str, str]] = Counter()
    kind = "noemer" if any(cell.key[0] == "noemer" for cell in split.cells) else "teller"
    for per, period, values in {cell.key[1] for cell in split.cells if cell.key[0] == kind}:
        kept = [(n, v) for n, v in zip(per.split("|"), values.split("|"), strict=True) if n not in category]
        present["|".join(n for n, _ in kept), period, "|".join(v for _, v in kept)] += 1
    counts.cells = [
        replace(cell, floor=max(cell.floor, float(present[cell.key[1]]))) if cell.key[0] == "noemer" else cell
        for cell in counts.cells
    ]

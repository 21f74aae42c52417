"""Which counts and cells does one stage hold? Read from the indicators' own results, so they cannot differ."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.block import Cell
from metrics.protection.cells import AREAS, area_of
from metrics.protection.families import NOEMER, TELLER, Family, Reading, Tag
from metrics.protection.marks import cell_key
from metrics.protection.stages import Stage, own_crossings
from metrics.protection.weights import TIMES_NOEMER, cell_weight

Ask = Callable[[Reading, tuple[str, ...], Sequence[Period]], pl.DataFrame]
"""Rows with marks of a reading, for a crossing and periods."""

Places = Callable[[str], dict[str, str]]
"""The larger areas that a finest area lies in."""

Line = tuple[str, str, str]
"""Crossing, period and cell, as decisions name them."""


@dataclass
class Counts:
    """One stage filled in. `tags` says per atom what counts it, `own` which atoms a leaf has."""

    atoms: list[float] = field(default_factory=list)
    tags: list[frozenset[Tag]] = field(default_factory=list)
    leaves: list[dict[str, Hashable]] = field(default_factory=list)
    own: list[tuple[int, ...]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def together(self, dimensions: Sequence[str], level: Level) -> dict[tuple[Hashable, ...], list[int]]:
        """Numbers of the leaves per combination of values and period."""
        found: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
        for number, leaf in enumerate(self.leaves):
            found[(*(leaf[name] for name in dimensions), leaf[level.name])].append(number)
        return found

    def tagged(self, leaves: Sequence[int], tag: Tag, but: Tag | None = None) -> tuple[int, ...]:
        """The atoms of these leaves that count for a tag, and not for another."""
        return tuple(
            atom for leaf in leaves for atom in self.own[leaf] if tag in self.tags[atom] and but not in self.tags[atom]
        )

    def sum(self, atoms: Sequence[int]) -> float:
        """What these atoms count together."""
        return sum(self.atoms[atom] for atom in atoms)

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


def count_stage(
    stage: Stage, family: Family, catalogue: Mapping[str, Indicator], periods: Sequence[Period], ask: Ask,
    places: Places,
) -> Counts:  # fmt: skip
    """Leaves and cells of a stage over the ended `periods` of one year. `places` gives wijk, ses … per finest area."""
    counts = Counts()
    finest = [period for period in periods if period.level is stage.level]
    told = [each for each in family.readings if set(catalogue[each.key].always_per) <= set(stage.leaf)]
    _add_leaves(counts, stage, replace(family, readings=tuple(told)), finest, ask, places)
    for reading in family.readings if counts.atoms else ():
        indicator = catalogue[reading.key]
        for crossing, levels in own_crossings(stage, indicator.always_per).items():
            asked = [period for period in periods if period.level in levels]
            if asked:
                _add_cells(counts, crossing, indicator, reading, asked, ask)
    return counts


def exists_throughout(reading: Reading, stage: Stage, periods: Sequence[Period], ask: Ask) -> bool:
    """Whether a reading has a number for every leaf that it has a row for."""
    leaves = [period for period in periods if period.level is stage.level]
    return not leaves or not ask(reading, stage.leaf, leaves)["teller"].has_nulls()


def _add_leaves(
    counts: Counts, stage: Stage, family: Family, periods: Sequence[Period], ask: Ask, places: Places
) -> None:
    if not periods:
        return
    found: dict[tuple[Hashable, ...], dict[Tag, float]] = defaultdict(dict)
    for reading in family.readings:
        for row in ask(reading, stage.leaf, periods).iter_rows(named=True):
            key = (row["periode"], *(row[name] for name in stage.leaf))
            found[key] |= {
                (reading, kind): row[kind] for kind in (TELLER, NOEMER) if row[kind] is not None
            }  # fmt: skip
    if stage.level is Level.YEAR and set(stage.leaf) & AREAS:
        for key in _combinations(list(found)):
            found.setdefault(key, dict.fromkeys(found[next(iter(found))], 0.0))
    for key in sorted(found, key=repr):
        period, values = Period.parse(str(key[0])), dict(zip(stage.leaf, key[1:], strict=True))
        own = family.atoms(found[key])
        counts.own.append(tuple(range(len(counts.atoms), len(counts.atoms) + len(own))))
        counts.atoms.extend(value for value, _ in own)
        counts.tags.extend(tags for _, tags in own)
        inside = {level.name: str(Period.containing(period.begin, level)) for level in Level if level >= period.level}
        counts.leaves.append({**(places(str(key[1])) if area_of(stage.leaf) == "team" else {}), **values, **inside})


def _combinations(keys: Sequence[tuple[Hashable, ...]]) -> set[tuple[Hashable, ...]]:
    """Every pair of categories that an area could have: a reader knows each of the two, and not which meet."""
    firsts, seconds = defaultdict(set), defaultdict(set)
    for period, area, one, other in keys:
        firsts[period, area].add(one)
        seconds[period, area].add(other)
    return {(*place, one, other) for place in firsts for one in firsts[place] for other in seconds[place]}


def _add_cells(
    counts: Counts, crossing: tuple[str, ...], indicator: Indicator, reading: Reading, periods: Sequence[Period],
    ask: Ask,
) -> None:  # fmt: skip
    levels = {str(period): period.level for period in periods}
    members = {level: counts.together(crossing, level) for level in set(levels.values())}
    per = "|".join(sorted(crossing))
    others = tuple(name for name in crossing if name not in indicator.always_per)
    shared = "aandeel" in indicator.extra
    for row in ask(reading, crossing, periods).with_columns(cel=cell_key(crossing)).iter_rows(named=True):
        if row["teller"] is None:
            continue
        level = levels[row["periode"]]
        leaves = members[level][(*(row[name] for name in crossing), row["periode"])]
        line = (per, row["periode"], row["cel"])
        weight = _weight(crossing, level, row["noemer"] or row["teller"])
        whole = _whole(reading, crossing, others, [row[name] for name in others], row["periode"]) if shared else None
        counts.cells.extend(_cells(counts, line, reading, leaves, row, weight, whole))
    if shared:
        # A share of a count within its total gives that total away: it is a number of its own.
        for level in members:
            for key, leaves in counts.together(others, level).items():
                weight = _weight(crossing, level, float(len(leaves)))
                named = _whole(reading, crossing, others, list(key[:-1]), str(key[-1]))
                atoms = counts.tagged(leaves, (reading, TELLER))
                if atoms:
                    counts.cells.append(Cell(named, atoms, weight, floor=1.0))


def _whole(
    reading: Reading, crossing: tuple[str, ...], others: tuple[str, ...], values: Sequence[Hashable], period: str
) -> tuple[Any, ...]:
    """The key of the total of which a crossing shows parts, with the line under which the totals stand."""
    pairs = sorted(zip(others, values, strict=True))
    line = ("|".join(name for name, _ in pairs), period, "|".join(str(value or "") for _, value in pairs))
    return ("whole", reading, line, crossing)


def _cells(
    counts: Counts, line: Line, reading: Reading, leaves: Sequence[int], row: Mapping[str, Any], weight: float,
    whole: tuple[Any, ...] | None,
) -> list[Cell]:  # fmt: skip
    """The teller of a line, with its noemer and complement when it has those."""
    told, of = (reading, TELLER), (reading, NOEMER)
    atoms = counts.tagged(leaves, told)
    _same(counts.sum(atoms), row["teller"], line)
    teller, noemer = (TELLER, reading, line), (NOEMER, reading, line)
    hidden = bool(row["_teller"])
    if row["noemer"] is None:
        follows = (whole,) if whole else ()
        return [Cell(teller, atoms, weight, hidden, floor=1.0, follows=follows)]
    parts = counts.tagged(leaves, of)
    _same(counts.sum(parts), row["noemer"], line)
    made = [
        Cell(noemer, parts, weight * TIMES_NOEMER, bool(row["_noemer"]), floor=1.0),
        Cell(teller, atoms, weight, hidden, follows=(noemer,)),
    ]
    if set(atoms) <= set(parts):
        rest = ("rest", reading, line)
        made.append(Cell(rest, counts.tagged(leaves, of, told), 0.0, derived=True, follows=(noemer, teller)))
    return made


def _weight(crossing: tuple[str, ...], level: Level, value: float) -> float:
    return cell_weight(crossing, level) * (1 + 0.02 * math.log1p(max(value, 0.0)))


def _same(summed: float, published: float, line: Hashable) -> None:
    if abs(summed - published) > 1e-4:
        raise ArithmeticError(f"De delen tellen niet op tot {line}: {summed} en {published}.")


def raise_floors(counts: Counts, split: Counts) -> None:
    """A reader sees which categories have a row: a total counts at least one for each of them."""
    present: Counter[tuple[Any, ...]] = Counter()
    for kind, reading, (per, period, values), *_ in {cell.key for cell in split.cells}:
        if kind == NOEMER:
            pairs = [(n, v) for n, v in zip(per.split("|"), values.split("|"), strict=True) if n in AREAS]
            present[reading, "|".join(n for n, _ in pairs), period, "|".join(v for _, v in pairs), per] += 1
    most: dict[tuple[Any, ...], int] = {}
    for (*line, _per), number in present.items():
        most[tuple(line)] = max(number, most.get(tuple(line), 0))
    counts.cells = [
        replace(cell, floor=max(cell.floor, float(most.get((cell.key[1], *cell.key[2]), 0))))
        if cell.key[0] == NOEMER
        else cell
        for cell in counts.cells
    ]

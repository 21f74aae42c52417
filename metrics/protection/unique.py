"""Which numbers of unique persons are published, and what does a reader know of them?

A person who is in two areas counts in both and once in their total, so parts do not add up. How many are counted twice
is granted to the reader as known: then a hidden part can only move together with its total, as with sums. Over time
nothing is granted: a part is not more than its whole, and a whole not more than its parts together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations, product
from typing import Any

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.cells import AREAS, levels_of
from metrics.protection.decide import options_text
from metrics.protection.gate import Gate
from metrics.protection.linked import Linked, Name, Number
from metrics.protection.marks import find_hidden
from metrics.protection.weights import person_weight
from metrics.request import Request

Crossing = tuple[str, ...]
Leaves = tuple[tuple[str, ...], ...]
"""The finest parts that a cell is made of, in order: a cell of the same parts is the same number."""
Cell = tuple[Leaves, Leaves]
"""The finest areas and the finest categories of a cell; no categories is everybody."""
Key = tuple[str, Leaves, Leaves, str]
"""A measure, the finest areas and the finest categories of a cell, and its moment."""


def quarter_of(period: Period, kind: Crossing) -> Hashable:
    """A quarter with its months; half-years and years by themselves."""
    return str(Period.containing(period.begin, Level.QUARTER)) if period.level <= Level.QUARTER else "long"


@dataclass(frozen=True)
class Measure:
    """A count of persons: an indicator with options. `moment` names the periods that hold the same number, `within`
    says that whoever counts in a part counts in the whole. `levels` gives the lengths of period of a crossing, `near`
    what is looked for together; `early` is a stand, of which that of the day before is read as well; `column`
    says which number of a line it is."""

    name: str
    indicator: Indicator
    options: Mapping[str, str] = field(default_factory=dict)
    least: float = 0.0
    scale: Callable[[Period], float] = lambda _: 1.0
    moment: Callable[[Period], str] = str
    within: bool = True
    levels: Callable[[Crossing], frozenset[Level]] = levels_of
    near: Callable[[Period, Crossing], Hashable] = quarter_of
    early: bool = False
    column: str = "teller"

    @cached_property
    def text(self) -> str:
        """How decisions name the choice of options."""
        return options_text(self.options)


@dataclass(frozen=True)
class Division:
    """A way to divide persons: into areas, or into a family of categories of which one may hold the other.

    `crossings` gives per published crossing, and per value of it, the finest parts that it is made of.
    """

    finest: Crossing
    crossings: Mapping[Crossing, Mapping[tuple[str, ...], Leaves]]

    @property
    def everything(self) -> Leaves:
        """All finest parts."""
        return tuple(
            sorted({leaf for values in self.crossings.values() for leaves in values.values() for leaf in leaves})
        )


NOBODY_APART = Division((), {(): {(): ()}})
"""No division by category."""


def divided(rows: pl.DataFrame, finest: Crossing, crossings: Sequence[Crossing]) -> Division:
    """The division that the finest rows show."""
    found: dict[Crossing, dict[tuple[str, ...], Leaves]] = {}
    seen = rows.select(sorted({*finest, *(name for crossing in crossings for name in crossing)})).unique()
    lines = [{name: str(value) for name, value in row.items()} for row in seen.iter_rows(named=True)]
    for crossing in crossings:
        parts: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for line in lines:
            value = tuple(line[name] for name in crossing)
            parts.setdefault(value, set()).add(tuple(f"{name}={line[name]}" for name in finest))
        found[crossing] = {value: tuple(sorted(leaves)) for value, leaves in sorted(parts.items())}
    return Division(finest, found)


@dataclass
class Reader:
    """Reads published numbers of one data version into a linked system."""

    gate: Gate
    peildatum: date
    linked: Linked
    asked: dict[Key, None] = field(default_factory=dict)
    moments: dict[tuple[str, Leaves, Leaves], dict[str, int | None]] = field(default_factory=dict)
    """Per cell the number at each moment that was asked, None where there is no row. Long keys are looked up once."""
    tables: dict[tuple[str, str, Crossing, tuple[Period, ...]], pl.DataFrame] = field(default_factory=dict)

    def rows(self, measure: Measure, per: Crossing, periods: Sequence[Period]) -> pl.DataFrame:
        """A table as published, with the marks of small numbers."""
        table = (measure.indicator.key, measure.text, per, tuple(periods))
        if table not in self.tables:
            wanted = tuple(name for name in per if name not in measure.indicator.always_per)
            request = Request(self.peildatum, tuple(periods), wanted, {}, measure.options)
            rows = self.gate.compute(measure.indicator.key, request)
            self.tables[table] = find_hidden(rows, measure.indicator, self.gate.thresholds, ())
        return self.tables[table]

    def read(
        self, measure: Measure, areas: Division, area: Crossing, kinds: Division, kind: Crossing,
        periods: Sequence[Period], stage: Callable[[Period], int],
    ) -> None:  # fmt: skip
        """Every cell of one crossing as a number of the system."""
        per = tuple(sorted((*area, *kind)))
        if kind != kinds.finest and all(len(what) == 1 for what in kinds.crossings[kind].values()):
            self._rename(measure, areas, area, kinds, kind, periods)
            return
        levels = {str(period): period for period in periods}
        where, what = areas.crossings[area], kinds.crossings[kind]
        moments = {measure.moment(period) for period in periods}
        self.asked.update(dict.fromkeys(product((measure.name,), where.values(), what.values(), sorted(moments))))
        cells = {
            (place, sort): self.moments.setdefault((measure.name, where[place], what[sort]), {})
            for place, sort in product(where, what)
        }
        for known in cells.values():
            known.update((moment, None) for moment in moments if moment not in known)
        for row in self.rows(measure, per, periods).iter_rows(named=True):
            if row[measure.column] is None:
                continue
            period = levels[row["periode"]]
            place = tuple(str(row[name]) for name in area)
            sort = tuple(str(row[name]) for name in kind)
            if place not in where or sort not in what:
                if row["teller"]:
                    raise ArithmeticError(f"De delen van {place} {sort} ontbreken.")
                continue  # an area where people live and nobody was reached: a visible zero, without parts
            value = row[measure.column] * measure.scale(period)
            name = Name(line_of(measure, per, period, row), measure.column == "noemer")
            moment = measure.moment(period)
            cells[place, sort][moment] = self.linked.add(
                (measure.name, where[place], what[sort], moment),
                Number(
                    value, person_weight(per, period.level, value), bool(row[f"_{measure.column}"]),
                    min(measure.least, value), stage(period), measure.near(period, kind), [name],
                ),
            )  # fmt: skip

    def _rename(
        self, measure: Measure, areas: Division, area: Crossing, kinds: Division, kind: Crossing,
        periods: Sequence[Period],
    ) -> None:  # fmt: skip
        """Another name for numbers that were read already: every value of the crossing is one finest part."""
        per = tuple(sorted((*area, *kind)))
        for place, where in areas.crossings[area].items():
            for sort, what in kinds.crossings[kind].items():
                row = dict(zip((*area, *kind), (*place, *sort), strict=True))
                for period in periods:
                    number = self.place(measure.name, where, what, measure.moment(period))
                    if number is not None:
                        name = Name(line_of(measure, per, period, row), measure.column == "noemer")
                        self.linked.numbers[number].names.append(name)

    def found(self) -> list[Key]:
        """Everything that was read."""
        return [key for key in self.asked if key in self.linked.index]

    def place(self, measure: str, where: Leaves, what: Leaves, moment: str) -> int | None:
        """The number of a cell; None when there is no such row, so that everybody knows it is 0."""
        return self.linked.index.get((measure, where, what, moment))


def line_of(measure: Measure, per: Crossing, period: Period, row: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    """How decisions name a line of a published table."""
    cell = "|".join(str(row[name] if row[name] is not None else "") for name in per)
    return measure.indicator.key, measure.text, "|".join(per), str(period), cell


def families(dimensions: Sequence[str], holds: Mapping[str, set[str]]) -> list[tuple[Crossing, list[Crossing]]]:
    """The category dimensions in families, finest first, with the crossings within each that are published."""
    free = [name for name in dimensions if name not in AREAS]
    inner = {name for finest, coarser in holds.items() if finest in free for name in coarser if name in free}
    found = []
    for head in [name for name in free if name not in inner]:
        members = [name for name in free if name == head or name in holds.get(head, set())]
        crossings = [tuple(sorted(each)) for size in range(1, len(members) + 1) for each in combinations(members, size)]
        finest = tuple(sorted(members))
        found.append((finest, [finest, *(each for each in crossings if each != finest and levels_of(each))]))
    return found


def parents(areas: Division) -> Iterator[tuple[Crossing, Crossing]]:
    """A crossing of areas and the crossing that it is the sum of."""
    chain = [
        ((), ("wijk",)),
        ((), ("ses",)),
        (("wijk",), ("gebied",)),
        (("ses",), ("gebied",)),
        (("gebied",), ("team",)),
    ]
    for whole, part in chain:
        if whole in areas.crossings and part in areas.crossings:
            yield whole, part


def add_up(reader: Reader, measure: Measure, moments: Sequence[str], whole: Cell, parts: Sequence[Cell]) -> None:
    """The whole keeps its distance to the sum of its parts: the reader knows how many are in several.

    Of persons on a day or in a period a part is not more than its whole; who came or went may have moved within it.
    """
    known = reader.moments.get((measure.name, *whole), {})
    if not any(place is not None for place in known.values()):
        return
    inside = [reader.moments.get((measure.name, *part), {}) for part in parts]
    for moment in moments:
        place = known.get(moment)
        if place is None or any(moment not in part for part in inside):
            continue
        row = {found: 1.0 for part in inside if (found := part[moment]) is not None}
        if row and place not in row:
            reader.linked.same({**row, place: -1.0})
            for part in row if measure.within else ():
                reader.linked.at_least({place: 1.0, part: -1.0})


def area_sums(
    reader: Reader, measure: Measure, moments: Sequence[str], areas: Division, kinds: Sequence[Leaves]
) -> None:
    """Smaller areas and the larger ones that they make up, for every category."""
    for whole, part in parents(areas):
        for where in areas.crossings[whole].values():
            inside = [each for each in areas.crossings[part].values() if set(each) <= set(where)]
            for what in kinds:
                add_up(reader, measure, moments, (where, what), [(each, what) for each in inside])


def category_sums(
    reader: Reader, measure: Measure, moments: Sequence[str], wheres: Sequence[Leaves], kinds: Division
) -> None:
    """Categories and what they make up: everybody, and categories that hold others."""
    finest = list(kinds.crossings[kinds.finest].values())
    coarser = {what for crossing in kinds.crossings.values() for what in crossing.values() if len(what) > 1}
    for where in wheres:
        add_up(reader, measure, moments, (where, ()), [(where, what) for what in finest])
        for whole in sorted(coarser):
            inside = [(where, what) for what in finest if set(what) <= set(whole)]
            add_up(reader, measure, moments, (where, whole), inside)


def over_time(
    reader: Reader, measure: str, cells: Iterable[Cell], periods: Sequence[Period], known: str = "both"
) -> None:
    """Part ≤ whole and whole ≤ its parts together. `known` names which part is inside its whole: both, first, last."""
    pairs = [(whole, parts) for whole in periods for parts in parts_of(whole, periods)]
    for cell in cells:
        for whole, parts in pairs:
            place = reader.place(measure, *cell, str(whole))
            if place is None or any((measure, *cell, str(part)) not in reader.asked for part in parts):
                continue
            found = [reader.place(measure, *cell, str(part)) for part in parts]
            inside = {"both": found, "first": found[:1], "last": found[-1:]}[known]
            for part in inside:
                if part is not None:
                    reader.linked.at_least({place: 1.0, part: -1.0})
            reader.linked.at_least({**{part: 1.0 for part in found if part is not None}, place: -1.0})


def parts_of(whole: Period, periods: Sequence[Period]) -> Iterator[tuple[Period, ...]]:
    """The parts of the next shorter level, when all of them are published."""
    shorter = {Level.YEAR: Level.HALF, Level.HALF: Level.QUARTER, Level.QUARTER: Level.MONTH}.get(whole.level)
    if shorter is not None:
        parts = whole.parts(shorter)
        if all(part in periods for part in parts):
            yield parts

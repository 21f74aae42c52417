"""What does an attacker know of numbers that count rows once: aanmeldingen, kennismakingen, answers, stops?

Such rows fall apart: teams into wijken, months into quarters, every total into its categories. The unknowns are the
rows of one team, month or quarter and combination of categories, per state that an indicator tells apart. One set of
unknowns serves every indicator about the same rows, so what one shows counts against the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

from metrics.period import Level, Period
from tests.attack.reasoning import Knowledge
from tests.attack.seen import View

AREAS = ("team", "gebied", "wijk", "ses")
Values = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Reading:
    """Which states of a row make the teller and the noemer of an indicator. `noemer` is empty for a plain count."""

    teller: frozenset[str]
    noemer: frozenset[str] = frozenset()
    mean: bool = False

    @property
    def counted(self) -> frozenset[str]:
        """The states of a row that make it show at all."""
        return self.noemer or self.teller

    @property
    def summed(self) -> frozenset[str]:
        """What is a sum over rows, not a state of one."""
        return self.teller if self.mean else frozenset()


@dataclass(frozen=True)
class Finest:
    """Unknowns per combination of these dimensions and period of `level`."""

    dimensions: tuple[str, ...]
    level: Level


@dataclass
class Rows:
    """The rows of one year. `places` gives per finest area the larger ones; `finest` the unknowns, coarsest first."""

    knowledge: Knowledge
    name: str
    year: int
    places: Mapping[str, Mapping[str, str]]
    finest: Sequence[Finest]
    states: frozenset[str]
    members: dict[Finest, list[dict[str, str]]] = field(default_factory=dict)
    lines: dict[Hashable, dict[tuple[str, ...], list[dict[str, str]]]] = field(default_factory=dict)

    @property
    def area(self) -> str:
        return self.finest[0].dimensions[0] if self.finest[0].dimensions else ""

    def learn(self, views: Iterable[tuple[View, Reading]], until: Period) -> None:
        """Everything that the views tell. What has not ended is no secret: it is not decided yet."""
        seen = list(views)
        absent = _Absent(seen, self)
        for table in self.finest:
            self.members[table] = list(self._possible(table, absent))
        self._link()
        for view, reading in seen:
            for row in view.rows:
                period = Period.parse(str(row["periode"]))
                if period.end <= until.end and not _not_registered(row):
                    values = {name: frozenset({str(row[name])}) for name in view.per}
                    self.see((view.indicator, view.options, view.per), row, values, period, reading)

    def see(self, view: Hashable, row: Mapping[str, Any], values: Values, period: Period, reading: Reading) -> None:
        """One published row, of these values and this period."""
        name = (view, tuple(sorted((key, tuple(sorted(found))) for key, found in values.items())), str(period))
        teller, noemer = self.total(values, period, reading.teller), self.total(values, period, reading.noemer)
        if reading.noemer:
            self.knowledge.see((*name, "noemer"), noemer, row["noemer"], least=1.0)
            self.knowledge.see((*name, "teller"), teller, row["teller"])
            if row["teller"] is None and not reading.mean:
                rest = self.total(values, period, reading.noemer - reading.teller)
                self.knowledge.see((*name, "rest"), rest, None)
            return
        self.knowledge.see((*name, "teller"), teller, row["teller"], least=1.0)
        if row.get("aandeel"):
            within = {key: found for key, found in values.items() if key != "verwijzer"}
            everybody = row["teller"] / row["aandeel"]
            self.knowledge.see((*name, "everybody"), self.total(within, period, reading.teller), everybody)

    def total(self, values: Values, period: Period, states: Iterable[str]) -> dict[int, float]:
        """The unknowns that make up the rows with these values in the period."""
        names = tuple(sorted(values))
        table = self._covering(frozenset(names), period.level)
        lines = self._lines(table, names, period.level)
        wanted = list(states)
        return {
            self.unknown(table, leaf, state): 1.0
            for key in product(*(sorted(values[name]) for name in names))
            for leaf in lines.get((*key, str(period)), ())
            for state in wanted
        }

    def _lines(
        self, table: Finest, names: tuple[str, ...], level: Level
    ) -> dict[tuple[str, ...], list[dict[str, str]]]:
        """The finest combinations per combination of these dimensions and period."""
        known = self.lines.get((table, names, level))
        if known is None:
            known = defaultdict(list)
            for leaf in self.members[table]:
                known[(*(leaf[name] for name in names), leaf[level.name])].append(leaf)
            self.lines[table, names, level] = known
        return known

    def unknown(self, table: Finest, leaf: Mapping[str, str], state: str) -> int:
        """The number of a count of rows of one finest combination in one state."""
        cell = tuple(leaf[name] for name in table.dimensions)
        return self.knowledge.unknown((self.name, table, cell, leaf[table.level.name], state))

    def _covering(self, names: frozenset[str], level: Level) -> Finest:
        for table in self.finest:
            if table.level <= level and names <= {*table.dimensions, *self._larger(table)}:
                return table
        raise KeyError(f"no unknowns for {sorted(names)} per {level.name}")

    def _larger(self, table: Finest) -> tuple[str, ...]:
        return AREAS if self.area in table.dimensions else ()

    def _possible(self, table: Finest, absent: _Absent) -> Iterable[dict[str, str]]:
        """The combinations that no view showed to be empty."""
        for part in Period(self.year, 1, Level.YEAR).parts(table.level):
            inside = {level.name: str(Period.containing(part.begin, level)) for level in Level if level >= table.level}
            for combination in absent.combinations(table):
                leaf = {**combination, **inside}
                if not absent.shows_empty(table, leaf):
                    yield leaf

    def _link(self) -> None:
        """Two sets of unknowns count the same rows, so they agree on what both know."""
        for one, other in combinations(self.finest, 2):
            shared = tuple(name for name in one.dimensions if name in other.dimensions)
            level = max(one.level, other.level)
            sums: dict[tuple[Hashable, ...], dict[int, float]] = defaultdict(dict)
            for table, sign in ((one, 1.0), (other, -1.0)):
                for leaf, state in product(self.members[table], sorted(self.states)):
                    key = (*(leaf[name] for name in shared), leaf[level.name], state)
                    sums[key][self.unknown(table, leaf, state)] = sign
            for parts in sums.values():
                self.knowledge.between(parts, 0.0, 0.0)


def _not_registered(row: Mapping[str, Any]) -> bool:
    """Empty for another reason than protection: such a row tells nothing and hides nothing."""
    return row["teller"] is None and not row["afgeschermd"]


class _Absent:
    """Which combinations have no row: a view that may be asked and does not show them says that they are empty."""

    def __init__(self, seen: Sequence[tuple[View, Reading]], rows: Rows) -> None:
        self.rows = rows
        self.present: dict[tuple[tuple[str, ...], Level], set[tuple[str, ...]]] = {}
        states = rows.states.difference(*(reading.summed for _, reading in seen))
        for view, reading in seen:
            if reading.counted == states:
                key = (view.per, view.level)
                found = {(str(row["periode"]), *(str(row[name]) for name in view.per)) for row in view.rows}
                self.present[key] = self.present.get(key, set()) | found

    def combinations(self, table: Finest) -> Iterable[dict[str, str]]:
        """Every combination of values that occur."""
        spread: list[list[dict[str, str]]] = []
        for name in table.dimensions:
            values = sorted({key[1] for (per, _), found in self.present.items() if per == (name,) for key in found}
                            or {key[1 + per.index(name)] for (per, _), found in self.present.items()
                                if name in per for key in found})  # fmt: skip
            spread.append([{name: value, **(self.rows.places.get(value, {}) if name == self.rows.area else {})}
                           for value in values])  # fmt: skip
        for parts in product(*spread):
            yield {name: value for part in parts for name, value in part.items()}

    def shows_empty(self, table: Finest, leaf: Mapping[str, str]) -> bool:
        for (per, level), found in self.present.items():
            if level >= table.level and set(per) <= leaf.keys():
                key = (leaf[level.name], *(leaf[name] for name in per))
                if key not in found:
                    return True
        return False

"""What does an attacker know of numbers that count people, each of them once per cell?

People occur in more than one area, month or category, so nothing adds up. But a part is never more than its whole, a
whole never more than its parts together, and clients in care hold together over time: who was there, came or went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from metrics.period import Level, Period
from tests.attack.reasoning import Knowledge
from tests.attack.seen import Options, View

AREAS = ("team", "gebied", "wijk", "ses")
STOCK, IN, OUT, ANY = "in_zorg", "instroom", "uitstroom", "bereik_aanvullend"
ON_SOME_DAY = {"bereik", ANY}
"""Counts of who was there on any day: a longer period holds the people of a shorter one."""

Cell = tuple[tuple[str, str], ...]
Thing = tuple[str, Options]
"""An indicator with its options."""


@dataclass
class People:
    """Unknowns per indicator, cell and period. `places` gives per finest area the larger ones."""

    knowledge: Knowledge
    places: Mapping[str, Mapping[str, str]]
    area: str
    compare_periods: bool = True
    cells: dict[tuple[Thing, str], set[Cell]] = field(default_factory=lambda: defaultdict(set))
    asked: dict[tuple[Thing, str], set[frozenset[str]]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, views: Iterable[View], until: date) -> None:
        """Everything that the views tell; a row that could be there and is not counts nobody."""
        for view in views:
            thing = (view.indicator, view.options)
            for row in view.rows:
                period = str(row["periode"])
                if Period.parse(period).end > until:
                    continue
                cell = self._cell({name: str(row[name]) for name in view.per})
                self.asked[thing, period].add(frozenset(name for name, _ in cell))
                self.cells[thing, period].add(cell)
                name = (view.indicator, view.options, tuple(view.per), cell, period)
                least = 1.0 if view.indicator == ANY else 0.0
                self.knowledge.see(name, {self.unknown(thing, cell, period): 1.0}, row["teller"], least)
        for thing, period in list(self.cells):
            self._parts_and_wholes(thing, period)
        if self.compare_periods:
            self._periods()
        self._care()

    def learn_costs(self, views: Iterable[View], until: date) -> None:
        """Families behind the costs of an organisation, since January: who were reached in that first part."""
        for view in views:
            for row in view.rows:
                period = Period.parse(str(row["periode"]))
                months = period.end.month
                if period.end > until or months not in list(Level):
                    continue
                reached = str(Period(period.year, 1, Level(months)))
                cell = self._cell({"organisatie": str(row["aanbieder"])})
                families = {self.unknown(("bereik", (("doelgroep", "gezinnen"),)), cell, reached): 1.0}
                self.knowledge.see((view.indicator, view.options, cell, str(period)), families, row["noemer"], 1.0)

    def unknown(self, thing: Thing, cell: Cell, period: str) -> int:
        """A stock belongs to a day, so a quarter and its last month have the same."""
        if thing[0] == STOCK:
            return self.knowledge.unknown((STOCK, cell, Period.parse(period).end))
        return self.knowledge.unknown((thing, cell, period))

    def _cell(self, values: Mapping[str, str]) -> Cell:
        """One name for one cell: beside an area its wijk and SES group say nothing."""
        found = dict(values)
        for name in ("team", "gebied"):
            if name in found:
                if name != self.area and self.places.get(found[name], {}).get(self.area):
                    found[self.area] = self.places[found.pop(name)][self.area]
                kept = self.area if self.area in found else name
                found = {key: value for key, value in found.items() if key not in AREAS or key == kept}
        return tuple(sorted(found.items()))

    def _parts_and_wholes(self, thing: Thing, period: str) -> None:
        parts: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
        known = self.cells[thing, period]
        for cell in known:
            for name, _ in cell:
                for whole in self._wholes(cell, name):
                    if whole not in known:
                        continue
                    if thing[0] not in (IN, OUT):
                        # Who is new at one provider may come from another, so is not new in the city.
                        one, all_ = self.unknown(thing, cell, period), self.unknown(thing, whole, period)
                        self.knowledge.not_more({one: 1.0}, {all_: 1.0})
                    if name == self.area or name != "gebied":  # else it is only who has no area
                        parts[whole, name].append(cell)
        for (whole, _), found in parts.items():
            self.knowledge.not_more(
                {self.unknown(thing, whole, period): 1.0},
                {self.unknown(thing, cell, period): 1.0 for cell in found},
            )

    def _wholes(self, cell: Cell, name: str) -> Iterable[Cell]:
        """The cells that this one is a part of by leaving out one dimension, or by taking the larger area."""
        values = dict(cell)
        rest = {key: value for key, value in values.items() if key != name}
        yield tuple(sorted(rest.items()))
        if name == self.area:
            place = self.places.get(values[name], {})
            for larger in AREAS:
                if larger != self.area and place.get(larger):
                    yield tuple(sorted({**rest, larger: place[larger]}.items()))

    def _periods(self) -> None:
        for (thing, text), cells in list(self.cells.items()):
            period = Period.parse(text)
            if thing[0] == STOCK:
                continue
            for level in Level:
                if level >= period.level:
                    continue
                parts = [str(part) for part in period.parts(level)]
                for cell in cells:
                    if not all(self._is_asked(thing, cell, part) for part in parts):
                        continue
                    found = [part for part in parts if cell in self.cells[thing, part]]
                    whole = {self.unknown(thing, cell, text): 1.0}
                    self.knowledge.not_more(whole, {self.unknown(thing, cell, part): 1.0 for part in found})
                    for part in found if thing[0] in ON_SOME_DAY else ():
                        self.knowledge.not_more({self.unknown(thing, cell, part): 1.0}, whole)

    def _is_asked(self, thing: Thing, cell: Cell, period: str) -> bool:
        return frozenset(name for name, _ in cell) in self.asked.get((thing, period), set())

    def _care(self) -> None:
        """Who was in care the day before, came, went and is in care at the end; and who was at any time."""
        for (thing, text), cells in list(self.cells.items()):
            period = Period.parse(text)
            if thing != (IN, ()):
                continue
            before = str(Period.containing(period.begin - timedelta(days=1), period.level))
            for cell in cells:
                if any(name == "leeftijdsgroep" for name, _ in cell):
                    continue
                came, went = self.unknown((IN, ()), cell, text), self.unknown((OUT, ()), cell, text)
                after = self.unknown((STOCK, ()), cell, text)
                if not self._is_asked((STOCK, ()), cell, before):
                    continue
                was_there = cell in self.cells[(STOCK, ()), before]
                old = {self.unknown((STOCK, ()), cell, before): 1.0} if was_there else {}
                self.knowledge.between({**old, came: 1.0, went: -1.0, after: -1.0}, 0.0, 0.0)
                if cell in self.cells[(ANY, ()), text]:
                    there = {self.unknown((ANY, ()), cell, text): 1.0}
                    self.knowledge.not_more(there, {**old, came: 1.0})
                    self.knowledge.not_more(there, {after: 1.0, went: 1.0})
                    self.knowledge.not_more({came: 1.0}, there)
                    self.knowledge.not_more({after: 1.0}, there)

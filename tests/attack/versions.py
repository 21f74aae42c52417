"""What does somebody know who kept what was shared after one delivery, and looks again after the next?

Rows that came late are added, so nothing got less: a new number is at least the old one, and what is visible of the
difference counts a few people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random
from typing import Any

import results
from data import fixed_years
from data.fixed_years import FixedYear
from data.store import Store
from metrics.period import Period
from metrics.protection.fixing import questions, shown_of
from metrics.views import FIGURES
from tests.attack import city
from tests.attack.families import Family
from tests.attack.reasoning import Knowledge
from tests.attack.rows import Reading, Rows
from tests.attack.seen import View
from tests.oracle.worlds import frame_of
from tests.stocked import stock

Seen = list[tuple[View, Reading]]
_NEXT = date(2023, 3, 31)
_MANY = 100_000.0


def first_delivery(store: Store, number: int, seed: int, late: float) -> list[city.Row]:
    """A city of which a part of the aanmeldingen did not come yet; gives those."""
    random = Random(seed)
    tables, rows = city.reference(random), city.aanmeldingen(random, number)
    waits = set(random.sample(range(number), round(number * late)))
    tables["aanmeldingen"] = [row for place, row in enumerate(rows) if place not in waits]
    stock(store, {name: frame_of(name, found) for name, found in tables.items()}, delivered=city.DELIVERED)
    return [rows[place] for place in sorted(waits)]


def next_delivery(store: Store, late: Sequence[city.Row]) -> None:
    """The rows that came late; without any the numbers stay as they are."""
    stock(store, {"aanmeldingen": frame_of("aanmeldingen", list(late))}, delivered=_NEXT)


def fix(store: Store, year: int, indicators: Sequence[str]) -> None:
    """Fix a year for some indicators only: to keep all of them takes longer than a test has."""
    world = results._shared.world()
    asked = questions(replace(world.gate, catalogue={key: FIGURES[key] for key in indicators}), year)
    made = FixedYear(year, datetime.now(UTC), "proef", world.version, world.peildatum)
    fixed_years.fix(store, made, shown_of(world.gate, world.request, asked))


@dataclass(frozen=True)
class Watcher:
    """Asks everything about some indicators of one family, whenever told to."""

    family: Family
    indicators: tuple[str, ...]
    dimensions: tuple[str, ...]
    year: Period
    places: Mapping[str, Mapping[str, str]]

    def look(self, delivery: str) -> Seen:
        """All views of this moment; the name of the delivery keeps their numbers apart from those of another."""
        seen = self.family.seen([self.year.year], self.indicators, self.dimensions)
        return [(replace(view, options=(*view.options, ("levering", delivery))), reading) for view, reading in seen]

    def know(self, *deliveries: Seen) -> Knowledge:
        """All that follows from the deliveries, oldest first."""
        knowledge = Knowledge()
        known = [self._rows(knowledge, str(place), seen) for place, seen in enumerate(deliveries)]
        for old, new in pairwise(known):
            _only_added(knowledge, old, new)
        return knowledge

    def _rows(self, knowledge: Knowledge, name: str, seen: Seen) -> Rows:
        finest = self.family.within(self.indicators, self.dimensions)
        rows = Rows(knowledge, name, self.year.year, self.places, finest, self.family.states(self.indicators))
        rows.learn(seen, self.year)
        return rows


def _only_added(knowledge: Knowledge, old: Rows, new: Rows) -> None:
    for table in old.finest:
        still_there = {tuple(sorted(leaf.items())) for leaf in new.members[table]}
        for leaf in old.members[table]:
            for state in sorted(old.states):
                before = old.unknown(table, leaf, state)
                if tuple(sorted(leaf.items())) not in still_there:
                    knowledge.between({before: 1.0}, 0.0, 0.0)
                    continue
                knowledge.between({new.unknown(table, leaf, state): 1.0, before: -1.0}, 0.0, _MANY)


def small_changes(old: Seen, new: Seen, smallest: int = 10) -> int:
    """How many numbers are visible in both and differ by so few people that the difference itself would be hidden."""
    found = 0
    before: dict[tuple[object, ...], Mapping[str, Any]] = {
        (*view_name(view), *line): row for view, _ in old for line, row in lines(view)
    }
    for view, _ in new:
        for line, row in lines(view):
            then = before.get((*view_name(view), *line), {})
            pairs = [(row[name], then.get(name)) for name in ("teller", "noemer")]
            found += any(
                now is not None and earlier is not None and 0 < abs(now - earlier) < smallest for now, earlier in pairs
            )
    return found


def view_name(view: View) -> tuple[object, ...]:
    """What a view is called in every delivery."""
    return view.indicator, view.options[:-1], view.per


def lines(view: View) -> list[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """The rows of a view by period and cell."""
    return [((str(row["periode"]), *(str(row[name]) for name in view.per)), row) for row in view.rows]

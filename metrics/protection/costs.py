"""Which numbers about money give away how many clients there are?

From the costs per client follow the clients, from the clients beside an agreement follows their average, and from the
parts of a drift as well. All are counted from the year's begin, so a first quarter, half-year and year are the same
numbers as those of care; the first three quarters are numbers of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import polars as pl

from metrics.division import PARTS, TRANSFER
from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.cells import EUROS, levels_of
from metrics.protection.gate import Gate
from metrics.protection.linked import Linked, Name, Number
from metrics.protection.unique import Crossing, Measure, Reader, line_of
from metrics.protection.weights import person_weight
from metrics.rows import active

COSTS, AGREED, DRIFT = "kosten_per_client", "vierkant_clienten", "drift_ontleed"
KEYS = (COSTS, AGREED, DRIFT)
Cell = tuple[Crossing, tuple[str, ...], int]
"""A crossing in sorted order, its values, and the month up to which is counted."""
Sort = tuple[Crossing, tuple[str, ...]]
Base = Callable[[Crossing, tuple[str, ...], Period], int | None]
"""The number of care for a crossing of the whole city, its values and a period."""


@dataclass
class Money:
    """Reads the three indicators into the system of a year of care; `there` and `average` find its numbers."""

    reader: Reader
    periods: Sequence[Period]
    stage: int
    there: Base
    average: Base
    found: dict[tuple[str, Cell], int] = field(default_factory=dict)
    mixed: set[tuple[str, Sort]] = field(default_factory=set)
    """What counts others beside the people in care; its numbers are hidden with those of care, and in no sum."""
    first: int = 0
    """From this place on numbers are of money only."""

    @property
    def linked(self) -> Linked:
        return self.reader.linked

    def fill(self) -> None:
        """Clients with all care and without stays, averages, and the drifts that can be divided by them."""
        catalogue = self.reader.gate.catalogue
        self.first = len(self.linked.numbers)
        for option in catalogue[COSTS].options["verblijf"]:
            self._read(f"costs {option}", COSTS, [{"verblijf": option}], "noemer", self.there)
        budgets = [{"budget": option} for option in catalogue[AGREED].options["budget"]]
        self._read("agreed", AGREED, budgets, "teller", self.average)
        for kind in ("costs alle", "costs zonder", "agreed"):
            self._add_up(kind)
            self._grow(kind)
        for (kind, cell), place in list(self.found.items()):
            whole = self.found.get(("costs alle", cell))
            if kind == "costs zonder" and whole is not None and whole != place:
                self.linked.at_least({whole: 1.0, place: -1.0})
        self._drifts()

    def _tables(self, measure: Measure, apart: frozenset[str] = frozenset()) -> Iterator[tuple[Crossing, list[Period]]]:
        free = [name for name in measure.indicator.dimensions if name not in apart]
        for size in range(len(free) + 1):
            for crossing in combinations(sorted(free), size):
                periods = [period for period in self.periods if period.level in levels_of(crossing)]
                if periods:
                    yield crossing, periods

    def _read(self, kind: str, key: str, options: Sequence[dict[str, str]], column: str, base: Base) -> None:
        """The numbers of an indicator; they are the same under all these options."""
        measures = [Measure(key, self.reader.gate.catalogue[key], each) for each in options]
        measure = measures[0]
        known = {str(period): period for period in self.periods}
        for crossing, periods in self._tables(measure):
            for row in self.reader.rows(measure, crossing, periods).iter_rows(named=True):
                if row[column] is None:
                    continue
                period = known[row["periode"]]
                value, small = float(row[column]), bool(row["_teller"])
                names = [Name(line_of(each, crossing, period, row), noemer=column == "noemer") for each in measures]
                values = tuple(str(row[each]) for each in crossing)
                cell = (crossing, values, period.end.month)
                same = base(crossing, values, _since_january(period)) if kind != "costs zonder" else None
                if same is not None and abs(self.linked.numbers[same].value - value) < 1e-6 * max(1.0, value):
                    self.linked.numbers[same].names += names
                    self.linked.numbers[same].small |= small
                    self.found[kind, cell] = same
                    continue
                loss = person_weight(crossing, period.level, value)
                number = Number(value, loss, small, 0.0, self.stage, "long", names)
                place = self.linked.add((kind, cell), number)
                self.found[kind, cell] = place
                if same is not None:
                    # Families of buurtteams beside clients, or clients of some agreements only: the rest may be known.
                    self.mixed.add((kind, (crossing, values)))
                    self.linked.together([same], [place])
                if kind == "agreed" and row["noemer"] is None:
                    self.found.pop((kind, cell))
                    self.found["not agreed", cell] = place

    def _add_up(self, kind: str) -> None:
        """A crossing with one dimension more makes up the one without, but for who is counted twice."""
        wholes: dict[int, dict[tuple[str, ...], dict[int, float]]] = {}
        plain = {
            cell: place for (of, cell), place in self.found.items() if of == kind and (of, cell[:2]) not in self.mixed
        }
        for (crossing, values, month), place in plain.items():
            for left_out in range(len(crossing)):
                less = (
                    crossing[:left_out] + crossing[left_out + 1 :],
                    values[:left_out] + values[left_out + 1 :],
                    month,
                )
                whole = plain.get(less)
                if whole is not None and whole != place:
                    wholes.setdefault(whole, {}).setdefault((crossing[left_out], *crossing), {})[place] = 1.0
        for whole, sums in wholes.items():
            for parts in sums.values():
                # Sums of numbers of care alone are known already; here one of their parts may have no costs.
                if max(whole, *parts) >= self.first:
                    self.linked.same({**dict.fromkeys((place for place in parts if place != whole), 1.0), whole: -1.0})

    def _grow(self, kind: str) -> None:
        """From January a number of people only grows; an average over the days is granted between its months."""
        series: dict[Sort, dict[int, int]] = {}
        for (of, (crossing, values, month)), place in self.found.items():
            if of == kind and (of, (crossing, values)) not in self.mixed:
                series.setdefault((crossing, values), {})[month] = place
        for sort, months in series.items():
            for earlier, later in zip(sorted(months), sorted(months)[1:], strict=False):
                if months[earlier] == months[later]:
                    continue
                if kind != "agreed":
                    self.linked.at_least({months[later]: 1.0, months[earlier]: -1.0})
                    if kind == "costs alle":
                        self._added(sort, months, earlier, later)
                else:
                    self._days_added(sort, months, earlier, later)

    def _added(self, sort: Sort, months: dict[int, int], earlier: int, later: int) -> None:
        """Nobody is new since `earlier` who was not there since, where the clients are those of care."""
        between = self.there(*sort, self._between(earlier, later))
        first = self.there(*sort, self._between(0, earlier))
        if between is None or first is None or first != months[earlier] or between == months[later]:
            return
        row = {months[earlier]: 1.0, between: 1.0, months[later]: -1.0}
        if sum(sign * self.linked.numbers[place].value for place, sign in row.items()) >= 0:
            self.linked.at_least(row)
            self.linked.at_least({months[later]: 1.0, between: -1.0})

    def _days_added(self, sort: Sort, months: dict[int, int], one: int, other: int) -> None:
        """Client-days up to a month, plus those after it, are those up to a later one."""
        between = self.average(*sort, self._between(one, other))
        if between is not None and between not in (months[one], months[other]):
            days = [float((period.end - period.begin).days + 1) for period in
                    (self._between(0, one), self._between(one, other), self._between(0, other))]  # fmt: skip
            self.linked.same({months[one]: days[0], between: days[1], months[other]: -days[2]})

    def _between(self, first: int, last: int) -> Period:
        """The period of the months after `first` up to `last`; a made-up length is one that care does not have."""
        return Period(self.periods[0].year, first + 1, Level(last - first)) if last - first in list(Level) else _NEVER

    def _drifts(self) -> None:
        """A drift is hidden with any number of clients that it is made of: its parts are sums over them.

        Every cell with an average has a drift, so only what moved along with clients is read.
        """
        indicator = self.reader.gate.catalogue[DRIFT]
        budgets = indicator.options["budget"]
        divided = [Measure(DRIFT, indicator, {"budget": each, "deel": "onderdelen"}) for each in budgets]
        moved = [Measure(DRIFT, indicator, {"budget": each, "deel": "overgangen"}) for each in budgets]
        for kind, cell in list(self.found):
            if kind in ("agreed", "not agreed"):
                for part in PARTS:
                    self._drift("drift", divided, cell, part)
        for size in range(3):
            for crossing in combinations(("naar", "van"), size):
                periods = [each for each in self.periods if each.level in levels_of(crossing)]
                per = tuple(sorted((*crossing, *EUROS)))
                for row in self.reader.rows(moved[0], per, periods).iter_rows(named=True) if periods else ():
                    values = tuple(str(row[each]) for each in crossing)
                    cell = (crossing, values, Period.parse(row["periode"]).end.month)
                    self._drift("moved", moved, cell, TRANSFER, small=bool(row["_teller"]))
        self._tie_drifts()

    def _drift(self, kind: str, measures: Sequence[Measure], cell: Cell, part: str, *, small: bool = False) -> None:
        """The amount of a cell under all its names: every period up to that month, and every budget."""
        crossing, values, month = cell
        per = tuple(sorted((*crossing, *EUROS)))
        row = {**dict(zip(crossing, values, strict=True)), **dict.fromkeys(EUROS, part)}
        ended = [each for each in self.periods if each.end.month == month and each.level in levels_of(crossing)]
        names = [Name(line_of(measure, per, period, row)) for measure in measures for period in ended]
        loss = person_weight(crossing, max(period.level for period in ended), 0.0)
        number = Number(1e3, loss, small, 0.0, self.stage + 1, kind, names)
        self.found[kind, cell] = self.linked.add((kind, cell), number)

    def _tie_drifts(self) -> None:
        # Clients of a form without agreement are in no drift but that of the form itself.
        agreed = [(cell, place) for (kind, cell), place in self.found.items() if kind == "agreed"]
        apart = {cell: place for (kind, cell), place in self.found.items() if kind == "not agreed"}
        moved = [(cell, place) for (kind, cell), place in self.found.items() if kind == "moved"]
        wholes = self._agreed_as_a_whole()
        for (kind, cell), place in self.found.items():
            if kind == "moved":
                self.linked.together([part for other, part in moved if _is_within(other, cell)], [place])
            elif kind == "drift":
                parts = [(other, part) for other, part in agreed if _is_within(other, cell)]
                asked = {part for other, part in parts if other[0] == cell[0] or not _splits(other, wholes)}
                self.linked.together(sorted({*asked, *({apart[cell]} if cell in apart else ())}), [place])

    def _agreed_as_a_whole(self) -> set[str]:
        """Providers with one agreement for everything: its split, if any, plays no part in a drift."""
        rows = self.reader.gate.tables["vierkanten"].filter(jaar=self.periods[0].year, wet="", zorgvorm="")
        return set(rows["aanbieder"])


def _splits(cell: Cell, wholes: set[str]) -> bool:
    """Whether a cell divides the care of a provider that agreed on all of it together."""
    values = dict(zip(cell[0], cell[1], strict=True))
    return values.get("aanbieder") in wholes and len(values) > 1


def rows_behind(gate: Gate, year: int, last: date) -> dict[str, pl.DataFrame]:
    """Which agreements and delivered costs of a year there are, and the families of buurtteams, by who they are of."""
    spent = (
        gate.tables["uitputting"]
        .filter(pl.col("maand").dt.year() == year)
        .select("aanbieder", "wet", "zorgvorm", "maand")
    )
    agreed = (
        gate.tables["vierkanten"].filter(jaar=year).select("aanbieder", "wet", "zorgvorm", "ingangsdatum", "clienten")
    )
    families = gate.tables["aanmeldingen"].filter(active("startdatum", "einddatum", date(year, 1, 1), last))
    firsts = pl.max_horizontal("startdatum", pl.date(year, 1, 1)).alias("startdatum")
    kinds = gate.tables["aanbieders"].select("aanbieder", "soort", "naam", whose="aanbieder")
    return {
        "gezin": families.select("gezin", "organisatie", firsts),
        "spent": spent.with_columns(spent="aanbieder"),
        "agreed": agreed.with_columns(agreed="aanbieder"),
        "whose": kinds,
    }


def published(indicator: Indicator, dimensions: tuple[str, ...]) -> frozenset[Crossing]:
    """The crossings that are decided: every one that exists."""
    free = sorted(set(dimensions) - set(indicator.always_per))
    each = (crossing for size in range(len(free) + 1) for crossing in combinations(free, size))
    return frozenset(tuple(sorted((*crossing, *indicator.always_per))) for crossing in each if levels_of(crossing))


def _is_within(part: Cell, whole: Cell) -> bool:
    """Whether a cell is one of those that another is made of, or the other itself."""
    values = dict(zip(part[0], part[1], strict=True))
    return part[2] == whole[2] and all(
        values.get(name) == value for name, value in zip(whole[0], whole[1], strict=True)
    )


def _since_january(period: Period) -> Period:
    months = period.end.month
    return Period(period.year, 1, Level(months)) if months in list(Level) else _NEVER


_NEVER = Period(1, 1, Level.YEAR)
"""A period in which there was no care."""

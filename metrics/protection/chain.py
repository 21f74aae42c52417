"""Which numbers of the stock of clients, of what came in and what went out, and of who was there, are hidden?

The stand of a quarter is that of its last month: one number with several names. Stand before + instroom − uitstroom =
stand after ties them on every level, so they are decided together, a calendar year at a time. The stand at the end of
a year belongs to two years; it is decided by itself, from nothing but that day, so that both decide the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import polars as pl

from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.cells import AREAS, CONTAINS, LONG, categories, levels_of
from metrics.protection.decide import Decision
from metrics.protection.gate import Gate
from metrics.protection.linked import Linked
from metrics.protection.unique import (
    NOBODY_APART,
    Cell,
    Crossing,
    Division,
    Leaves,
    Measure,
    Reader,
    add_up,
    area_sums,
    category_sums,
    divided,
    families,
    over_time,
    parts_of,
)
from metrics.protection.verdict import Blocks, mark, verdict
from metrics.protection.witnesses import Found, Moves, begun, hide
from metrics.rows import active

STOCK, IN, OUT, THERE, AVERAGE = "in_zorg", "instroom", "uitstroom", "bereik_aanvullend", "gemiddeld_in_zorg"
KEYS = (STOCK, IN, OUT, THERE, AVERAGE)
BY_AREA = frozenset({STOCK, THERE})
"""With a category these exist per area too; the others for the whole city only: most of theirs are small, and with the
stands and who was there beside them nearly each could be computed back."""
AREA_CROSSINGS: tuple[Crossing, ...] = ((), ("wijk",), ("ses",), ("gebied",))


def _end(period: Period) -> str:
    return period.end.isoformat()


def _quarter(period: Period) -> str:
    """What is looked for together: a quarter with its months; half-years and years by themselves."""
    return str(Period.containing(period.begin, Level.QUARTER)) if period.level <= Level.QUARTER else "long"


def measures(gate: Gate) -> dict[str, Measure]:
    """The five measures; where nothing else is said a period names its own moment."""
    found = {key: Measure(key, gate.catalogue[key], within=False) for key in (IN, OUT)}
    found[STOCK] = Measure(STOCK, gate.catalogue[STOCK], moment=_end)
    found[THERE] = Measure(THERE, gate.catalogue[THERE], least=1.0)
    found[AVERAGE] = Measure(AVERAGE, gate.catalogue[AVERAGE], scale=lambda period: 1.0 / _days(period))
    return found


def _days(period: Period) -> int:
    return (period.end - period.begin).days + 1


def _long(_: Period) -> str:
    return "long"


def levels_of_flows(dimensions: Crossing) -> frozenset[Level]:
    """The lengths of period for which a crossing of a flow or an average exists: areas or one category."""
    names = set(dimensions)
    if len(categories(names)) > 1 or (names & AREAS and names - AREAS):
        return frozenset()
    return levels_of(names)


@dataclass
class Care:
    """Numbers of care over some ended `periods`, read into a linked system stage by stage."""

    reader: Reader
    periods: Sequence[Period]
    measures: Sequence[Measure]
    before: int | None = None
    """The year before, of which the last stand is read too; stands at the end of a year are then decided elsewhere."""
    stage: int = 0

    def fill(self) -> None:
        """Everybody per area, then each family of categories, then two categories at once for the whole city."""
        stock = measures(self.reader.gate)[STOCK]
        dimensions = stock.indicator.dimensions
        areas = divided(
            self.reader.rows(stock, ("gebied", "wijk", "ses"), self._periods(stock, ())), ("gebied",), AREA_CROSSINGS
        )
        self._everything(areas, NOBODY_APART, AREA_CROSSINGS)
        long = [period for period in self.periods if period.level in LONG]
        if not long:
            return
        kinds = []
        for finest, crossings in families(dimensions, CONTAINS):
            rows = self.reader.rows(stock, finest, self._periods(stock, finest))
            kinds.append(divided(rows, finest, crossings))
            self._everything(areas, kinds[-1], AREA_CROSSINGS)
        year = [period for period in long if period.level is Level.YEAR]
        for one, other in combinations(kinds, 2) if year else ():
            self._pair(areas, one, other, stock, year)

    def _everything(self, areas: Division, kinds: Division, crossings: Sequence[Crossing]) -> None:
        self.stage += 1
        whats = sorted({what for crossing in kinds.crossings.values() for what in crossing.values()})
        for measure in self.measures:
            near = _quarter if kinds is NOBODY_APART or measure.name in BY_AREA else _long
            for area in crossings:
                for kind in kinds.crossings:
                    allowed = levels_of((*area, *kind)) if measure.name in BY_AREA else levels_of_flows((*area, *kind))
                    periods = [period for period in self._periods(measure, kind) if period.level in allowed]
                    if periods:
                        self.reader.read(measure, areas, area, kinds, kind, periods, self._stage_of(measure), near)
            moments = sorted({measure.moment(period) for period in self._periods(measure, ())})
            area_sums(self.reader, measure, moments, areas, whats)
            if kinds is not NOBODY_APART:
                wheres = sorted({where for area in crossings for where in areas.crossings[area].values()})
                category_sums(self.reader, measure, moments, wheres, kinds)

    def _pair(self, areas: Division, one: Division, other: Division, stock: Measure, year: Sequence[Period]) -> None:
        """Two categories at once: their finest parts make up those of each family."""
        finest = tuple(sorted((*one.finest, *other.finest)))
        both = [tuple(sorted((*first, *second))) for first in one.crossings for second in other.crossings]
        crossings = [finest, *(each for each in both if each != finest and levels_of(each))]
        pair = divided(self.reader.rows(stock, finest, year), finest, crossings)
        self._everything(areas, pair, ((),))
        whole = areas.everything
        for family in (one, other):
            for what in family.crossings[family.finest].values():
                inside = [each for each in pair.crossings[finest].values() if set(what[0]) <= set(each[0])]
                for measure in self.measures:
                    moments = sorted({measure.moment(period) for period in self._periods(measure, finest)})
                    add_up(self.reader, measure, moments, (whole, what), [(whole, each) for each in inside])

    def _periods(self, measure: Measure, kind: Crossing) -> list[Period]:
        """The periods to read: of the stock also the one that ended the day before."""
        periods = list(self.periods)
        if measure.name == STOCK and self.before is not None and "leeftijdsgroep" not in kind:
            # Ages are those of the year of the period, so the stand before has other groups.
            periods += ended_with(self.before)
        return periods

    def _stage_of(self, measure: Measure) -> Callable[[Period], int]:
        stage = self.stage
        if measure.name != STOCK or self.before is None:
            return lambda _: stage
        return lambda period: 0 if period.end.month == 12 else stage


def ended_with(year: int) -> list[Period]:
    """The periods that end with a year, short ones first."""
    return [part for level in Level for part in Period(year, 1, Level.YEAR).parts(level) if part.end.month == 12]


def tie(reader: Reader, periods: Sequence[Period]) -> None:
    """What a reader knows between the five numbers of a cell."""
    levels = {str(period): period for period in periods}
    cells: dict[Cell, None] = {}
    for measure, where, what, moment in reader.found():
        if measure not in (IN, THERE) or moment not in levels:
            continue
        cells[where, what] = None
        if measure == IN:
            _tie_flows(reader, where, what, levels[moment])
        else:
            _tie_there(reader, where, what, levels[moment])
    over_time(reader, THERE, cells, periods)
    over_time(reader, IN, cells, periods, "first")
    over_time(reader, OUT, cells, periods, "last")
    _average_over_time(reader, cells, periods)


def _tie_flows(reader: Reader, where: Leaves, what: Leaves, period: Period) -> None:
    """Stand before + in − out = stand after; a hidden stand hides both flows, and a flow the other."""
    before, after = _stands(reader, where, what, period)
    came, out = (reader.place(measure, where, what, str(period)) for measure in (IN, OUT))
    signs = ((came, 1.0), (out, -1.0), (before, 1.0), (after, -1.0))
    reader.linked.same({place: sign for place, sign in signs if place is not None})
    flows = [place for place in (came, out) if place is not None]
    reader.linked.together([*flows, *(place for place in (before, after) if place is not None)], flows)


def _tie_there(reader: Reader, where: Leaves, what: Leaves, period: Period) -> None:
    """Who was there: at least who came, who is there at the end and who was there on average; no more than who was
    there the day before and who came, or than who is there at the end and who went."""
    linked = reader.linked
    there = linked.index[THERE, where, what, str(period)]
    before, after = _stands(reader, where, what, period)
    came, out, average = (reader.place(measure, where, what, str(period)) for measure in (IN, OUT, AVERAGE))
    for place in (came, after, average):
        if place is not None:
            linked.at_least({there: 1.0, place: -1.0})
    if came is not None and "leeftijdsgroep" not in str(what):
        linked.at_least({**{place: 1.0 for place in (before, came) if place is not None}, there: -1.0})
    if out is not None:
        linked.at_least({**{place: 1.0 for place in (after, out) if place is not None}, there: -1.0})
    if average is not None:
        linked.at_least({average: float(_days(period)), there: -1.0})


def _stands(reader: Reader, where: Leaves, what: Leaves, period: Period) -> tuple[int | None, int | None]:
    before = (period.begin - timedelta(days=1)).isoformat()
    return reader.place(STOCK, where, what, before), reader.place(STOCK, where, what, _end(period))


def _average_over_time(reader: Reader, cells: Mapping[Cell, None], periods: Sequence[Period]) -> None:
    """Client-days of the parts are those of the whole."""
    for cell in cells:
        for whole in periods:
            place = reader.place(AVERAGE, *cell, str(whole))
            for parts in parts_of(whole, periods):
                if any((AVERAGE, *cell, str(part)) not in reader.asked for part in parts):
                    continue
                found = {reader.place(AVERAGE, *cell, str(part)): float(_days(part)) for part in parts}
                row = {part: days for part, days in found.items() if part is not None}
                if place is not None and row:
                    reader.linked.same({**row, place: -float(_days(whole))})


def decide(gate: Gate, blocks: Blocks, peildatum: date, areas: pl.DataFrame) -> dict[tuple[str, int], Decision]:
    """All five of one year. Raises ArithmeticError when the numbers do not hang together as they should."""
    year = blocks[0][1]
    linked, begin = year_of_care(gate, year, peildatum)
    return verdict(linked, blocks, begin)


def year_of_care(gate: Gate, year: int, peildatum: date) -> tuple[Linked, Found]:
    """The numbers of a year, and what was decided of the stands at its begin and its end."""
    reader = Reader(gate, peildatum, Linked())
    periods = [part for level in Level for part in Period(year, 1, Level.YEAR).parts(level) if part.end <= peildatum]
    Care(reader, periods, list(measures(gate).values()), before=year - 1).fill()
    tie(reader, periods)
    found = begun(reader.linked)
    for each in (year - 1, year):
        take_over(reader.linked, found, *stands(gate, each, peildatum))
    return reader.linked, found


def stands(gate: Gate, year: int, peildatum: date) -> tuple[Linked, Found]:
    """The stand at the end of a year, decided from nothing else."""
    reader = Reader(gate, peildatum, Linked())
    periods = [period for period in ended_with(year) if period.end <= peildatum]
    if periods:
        Care(reader, periods, [measures(gate)[STOCK]]).fill()
    return reader.linked, hide(reader.linked)


def take_over(linked: Linked, found: Found, decided: Linked, earlier: Found) -> None:
    """What was decided elsewhere, for the numbers with the same names."""
    places = {name.line: place for place, number in enumerate(linked.numbers) for name in number.names}
    same: dict[int, set[int]] = {}
    for place, number in enumerate(decided.numbers):
        same[place] = {places[name.line] for name in number.names if name.line in places}
        found.hidden[list(same[place])] |= earlier.hidden[place]
    for world in earlier.worlds:
        moves = {other: by for place, by in zip(world.places, world.by, strict=True) for other in same[int(place)]}
        found.worlds.append(Moves(np.array(list(moves), dtype=np.intp), np.array(list(moves.values()))))


def fingerprint(gate: Gate, blocks: Blocks, peildatum: date, areas: pl.DataFrame) -> str:
    """The same text as long as nobody's care around the year changed, nor the areas or the rules."""
    year = blocks[0][1]
    first, last = date(year - 1, 11, 30), min(date(year, 12, 31), peildatum)
    care = gate.tables["leveringen"].filter(active("begindatum", "einde", first, last)).select(
        "client", "geboortejaar", *(name for name in LEVERINGEN if name != "leeftijdsgroep"),
        pl.col("begindatum").clip(first - timedelta(days=1), None),
        pl.when(pl.col("einde") <= last).then("einde"),
    )  # fmt: skip
    return mark(gate, blocks, last, areas, {"client": care})


def published(indicator: Indicator, dimensions: tuple[str, ...]) -> frozenset[Crossing]:
    """The crossings that are decided."""
    held = families(dimensions, CONTAINS)
    kinds = [kind for _, crossings in held for kind in crossings]
    pairs = [(*one, *other) for first, second in combinations(held, 2) for one in first[1] for other in second[1]]
    every = [(*area, *kind) for area in AREA_CROSSINGS for kind in ((), *kinds)] + pairs
    levels = levels_of if indicator.key in BY_AREA else levels_of_flows
    return frozenset(tuple(sorted(each)) for each in every if levels(each))

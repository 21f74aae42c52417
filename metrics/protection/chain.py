"""Which numbers of the stock of clients, of what came in and what went out, and of who was there, are hidden?

The stand of a quarter is that of its last month: one number with several names. Stand before + instroom − uitstroom =
stand after ties them on every level, so they are decided together, a calendar year at a time. The stand at the end of
a year belongs to two years; it is decided by itself, from nothing but that day, so that both decide the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np
import polars as pl

from metrics.dimensions import LEVERINGEN
from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection import costs
from metrics.protection.cells import AREAS, categories, levels_of
from metrics.protection.costs import Money
from metrics.protection.decide import Decision
from metrics.protection.filling import Filling
from metrics.protection.gate import Gate
from metrics.protection.linked import Linked
from metrics.protection.moving import Found, Moves, begun
from metrics.protection.unique import (
    Cell,
    Crossing,
    Leaves,
    Measure,
    Reader,
    over_time,
    parts_of,
    quarter_of,
)
from metrics.protection.verdict import Blocks, Search, mark, published_by, verdict
from metrics.protection.witnesses import hide
from metrics.rows import active

STOCK, IN, OUT, THERE, AVERAGE = "in_zorg", "instroom", "uitstroom", "bereik_aanvullend", "gemiddeld_in_zorg"
FLOWS = (IN, OUT)
KEYS = (STOCK, IN, OUT, THERE, AVERAGE, *costs.KEYS)
AREA_CROSSINGS: tuple[Crossing, ...] = ((), ("wijk",), ("ses",), ("gebied",))


def _end(period: Period) -> str:
    return period.end.isoformat()


def measures(gate: Gate) -> dict[str, Measure]:
    """The five measures; where nothing else is said a period names its own moment."""
    flows = {key: Measure(key, gate.catalogue[key], within=False, levels=levels_of_flows, near=_near) for key in FLOWS}
    average = Measure(AVERAGE, gate.catalogue[AVERAGE], scale=_per_day, levels=levels_of_flows, near=_near)
    return {
        **flows,
        STOCK: Measure(STOCK, gate.catalogue[STOCK], moment=_end, early=True),
        THERE: Measure(THERE, gate.catalogue[THERE], least=1.0),
        AVERAGE: average,
    }


def levels_of_flows(dimensions: Iterable[str]) -> frozenset[Level]:
    """The lengths of period for which a crossing of a flow or an average exists: areas or one category.

    Other crossings of theirs are mostly small, and with the stands and who was there beside them nearly each could be
    computed back.
    """
    names = set(dimensions)
    if len(categories(names)) > 1 or (names & AREAS and names - AREAS):
        return frozenset()
    return levels_of(names)


def _near(period: Period, kind: Crossing) -> Hashable:
    """A year is nearly the sum of its quarters, so those of a category are looked for together."""
    return "long" if kind else quarter_of(period, kind)


def _per_day(period: Period) -> float:
    return 1.0 / _days(period)


def _days(period: Period) -> int:
    return (period.end - period.begin).days + 1


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


@dataclass(frozen=True)
class CareSearch(Search):
    """A year of care, with the stands at its begin and its end, which are decided first."""

    stands: tuple[Linked, ...] = ()

    def solve(self) -> dict[tuple[str, int], Decision]:
        """The decision per block."""
        return verdict(self.linked, self.blocks, self.begin())

    def begin(self) -> Found:
        """What is decided of the stands."""
        found = begun(self.linked)
        for each in self.stands:
            take_over(self.linked, found, each, hide(each))
        return found


def tasks(gate: Gate, blocks: Blocks, peildatum: date, areas: pl.DataFrame) -> list[CareSearch]:
    """All of one year together. Raises ArithmeticError when the numbers do not hang together as they should."""
    year = blocks[0][1]
    ends = tuple(stands(gate, each, peildatum) for each in (year - 1, year))
    return [CareSearch(year_of_care(gate, year, peildatum), blocks, ends)]


def year_of_care(gate: Gate, year: int, peildatum: date) -> Linked:
    """The numbers of a year."""
    reader = Reader(gate, peildatum, Linked())
    periods = [part for level in Level for part in Period(year, 1, Level.YEAR).parts(level) if part.end <= peildatum]
    care = filling(reader, periods, list(measures(gate).values()), ended_with(year - 1))
    care.fill()
    there, average = (partial(_of_city, care, measure) for measure in (THERE, AVERAGE))
    Money(reader, periods, care.stage + 1, there, average).fill()
    tie(reader, periods)
    return reader.linked


def _of_city(care: Filling, measure: str, crossing: Crossing, values: tuple[str, ...], period: Period) -> int | None:
    return care.place(measure, crossing, values, str(period))


def filling(
    reader: Reader, periods: Sequence[Period], what: Sequence[Measure], earlier: Sequence[Period] = ()
) -> Filling:
    """The published numbers of care."""
    areas = ("gebied", "wijk", "ses")
    return Filling(reader, periods, what, measures(reader.gate)[STOCK], areas, AREA_CROSSINGS, earlier)


def stands(gate: Gate, year: int, peildatum: date) -> Linked:
    """The stand at the end of a year, to be decided from nothing else."""
    reader = Reader(gate, peildatum, Linked())
    periods = [period for period in ended_with(year) if period.end <= peildatum]
    if periods:
        filling(reader, periods, [measures(gate)[STOCK]]).fill()
    return reader.linked


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
    return mark(gate, blocks, last, areas, {"client": care, **costs.rows_behind(gate, year, last)})


def published(indicator: Indicator, dimensions: tuple[str, ...]) -> frozenset[Crossing]:
    """The crossings that are decided."""
    if indicator.key in costs.KEYS:
        return costs.published(indicator, dimensions)
    return published_by(dimensions, AREA_CROSSINGS, levels_of if indicator.key in (STOCK, THERE) else levels_of_flows)

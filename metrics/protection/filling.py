"""Reads everything that is published of unique persons in a year, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from metrics.period import Level, Period
from metrics.protection.cells import CONTAINS, LONG, levels_of
from metrics.protection.unique import (
    NOBODY_APART,
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
)


@dataclass
class Filling:
    """Numbers of some `measures` over ended `periods`, read into a linked system.

    `leading` is the measure whose rows show which parts there are. `places` are the dimensions of areas, finest first.
    `earlier` are periods of the year before, of which the last stands are read too; stands at the end of a year are
    then stage 0: decided elsewhere.
    """

    reader: Reader
    periods: Sequence[Period]
    measures: Sequence[Measure]
    leading: Measure
    places: Crossing
    crossings: Sequence[Crossing]
    earlier: Sequence[Period] = ()
    stage: int = 0
    whole: Leaves = ()
    whats: dict[Crossing, dict[tuple[str, ...], Leaves]] = field(default_factory=dict)

    def place(self, measure: str, crossing: Crossing, values: tuple[str, ...], moment: str) -> int | None:
        """The number of a category for the whole city."""
        what = self.whats.get(crossing, {}).get(values)
        return None if what is None else self.reader.place(measure, self.whole, what, moment)

    def fill(self) -> None:
        """Everybody per area, then each family of categories, then two categories at once for the whole city."""
        rows = self.reader.rows(self.leading, self.places, self._periods(self.leading, ()))
        if rows.is_empty():
            return  # nobody counts, so there is nothing to divide either
        areas = divided(rows, self.places[:1], self.crossings)
        self._everything(areas, NOBODY_APART, self.crossings)
        long = [period for period in self.periods if period.level in LONG]
        if not long:
            return
        kinds = []
        for finest, crossings in families(self.leading.indicator.dimensions, CONTAINS):
            rows = self.reader.rows(self.leading, finest, self._periods(self.leading, finest))
            kinds.append(divided(rows, finest, crossings))
            self._everything(areas, kinds[-1], self.crossings)
        year = [period for period in (*long, *self.earlier) if period.level is Level.YEAR]
        for one, other in combinations(kinds, 2) if year else ():
            self._pair(areas, one, other, year)

    def _everything(self, areas: Division, kinds: Division, crossings: Sequence[Crossing]) -> None:
        self.stage += 1
        self.whole = areas.everything
        self.whats.update({kind: dict(values) for kind, values in kinds.crossings.items()})
        whats = sorted({what for crossing in kinds.crossings.values() for what in crossing.values()})
        for measure in self.measures:
            for area in crossings:
                for kind in kinds.crossings:
                    allowed = measure.levels((*area, *kind))
                    periods = [period for period in self._periods(measure, kind) if period.level in allowed]
                    if periods:
                        self.reader.read(measure, areas, area, kinds, kind, periods, self._stage_of(measure))
            moments = sorted({measure.moment(period) for period in self._periods(measure, ())})
            area_sums(self.reader, measure, moments, areas, whats)
            if kinds is not NOBODY_APART:
                wheres = sorted({where for area in crossings for where in areas.crossings[area].values()})
                category_sums(self.reader, measure, moments, wheres, kinds)

    def _pair(self, areas: Division, one: Division, other: Division, year: Sequence[Period]) -> None:
        """Two categories at once: their finest parts make up those of each family."""
        finest = tuple(sorted((*one.finest, *other.finest)))
        both = [tuple(sorted((*first, *second))) for first in one.crossings for second in other.crossings]
        crossings = [finest, *(each for each in both if each != finest and levels_of(each))]
        pair = divided(self.reader.rows(self.leading, finest, year), finest, crossings)
        self._everything(areas, pair, ((),))
        whole = areas.everything
        for family in (one, other):
            for what in family.crossings[family.finest].values():
                inside = [each for each in pair.crossings[finest].values() if set(what[0]) <= set(each[0])]
                for measure in self.measures:
                    moments = sorted({measure.moment(period) for period in self._periods(measure, finest)})
                    add_up(self.reader, measure, moments, (whole, what), [(whole, each) for each in inside])

    def _periods(self, measure: Measure, kind: Crossing) -> list[Period]:
        """The periods to read. Ages are those of the year of the period, so a stand before it has other groups."""
        early = measure.early and "leeftijdsgroep" not in kind
        return [*self.periods, *(self.earlier if early else ())]

    def _stage_of(self, measure: Measure) -> Callable[[Period], int]:
        stage = self.stage
        if not measure.early or not self.earlier:
            return lambda _: stage
        return lambda period: 0 if period.end.month == 12 else stage

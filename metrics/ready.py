"""Which numbers were computed already, so that a question only looks them up?

Protected output has a fixed set of cells, and within a data version their numbers never change. A table holds the rows
of one crossing of one indicator under one choice of options. A question that names one value of a dimension asks for
rows of the table that is split by it. What is not on the fixed set is computed when it is asked: several values as one
number, an older peildatum, a selection that restricts rows before anything else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from metrics.dimensions import AREA_DIMENSIONS
from metrics.indicator import Indicator, Shape
from metrics.period import Level, Period
from metrics.protection.engines import crossing_refusal
from metrics.protection.gate import CUT_FIRST, WITHOUT_NUMBERS
from metrics.protection.marks import HIDDEN, find_small
from metrics.protection.primary import Thresholds
from metrics.request import Request
from metrics.run import dimensions_of, in_order, result_columns

Compute = Callable[[str, Request], pl.DataFrame]
Options = tuple[tuple[str, str], ...]
Place = tuple[str, Options, tuple[str, ...]]
"""An indicator, its options in order of name, and the split beside what is always split, in order of name."""
Spans = Mapping[Period | None, tuple[int, int]]
"""Where the rows of a period begin, and how many there are. None stands for the peildatum itself."""

PLAIN = frozenset({Shape.COUNT, Shape.SHARE, Shape.MEAN, Shape.AVERAGE_STOCK})
"""What is said of the people in a cell is the same in a selection as in a split. Budgets, models and differences say
things about what they leave out."""
MOST_ROWS = 2_000_000
"""Rows of computed tables that are held in memory; the table that was made first goes first."""


@dataclass(frozen=True)
class Table:
    """Rows of one crossing, period after period."""

    rows: pl.DataFrame
    spans: Spans
    known: dict[Thresholds, Table] = field(default_factory=dict, compare=False, repr=False)

    def marked(self, indicator: Indicator, thresholds: Thresholds) -> Table:
        """The same rows with what is small by itself, found once."""
        if thresholds not in self.known:
            self.known[thresholds] = Table(find_small(self.rows, indicator, thresholds), self.spans)
        return self.known[thresholds]

    def of(self, periods: Sequence[Period | None]) -> pl.DataFrame:
        """The rows of these periods, in this order."""
        runs: list[tuple[int, int]] = []
        for period in periods:
            begin, count = self.spans[period]
            if runs and sum(runs[-1]) == begin:
                runs[-1] = runs[-1][0], runs[-1][1] + count
            elif count:
                runs.append((begin, count))
        parts = [self.rows.slice(*run) for run in runs]
        return parts[0] if len(parts) == 1 else pl.concat(parts) if parts else self.rows.clear()


Find = Callable[[Place], Table | None]
"""A table that is kept beside the store; None when there is none."""


def _nowhere(place: Place) -> Table | None:
    return None


@dataclass
class Ready:
    """The tables of one data version: held, or kept in a file, or made when they are first asked for."""

    catalogue: Mapping[str, Indicator]
    now: Compute
    peildatum: date
    kept: Find = _nowhere
    tables: dict[Place, Table] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
    loose: set[str] = field(default_factory=set)
    fixed: dict[tuple[Place, frozenset[Level]], bool] = field(default_factory=dict)
    held: int = 0

    def compute(self, key: str, request: Request) -> pl.DataFrame:
        """The same rows as computing gives."""
        found = self.find(key, request)
        return self.now(key, request) if found is None else found

    def find(self, key: str, request: Request, thresholds: Thresholds | None = None) -> pl.DataFrame | None:
        """The rows of a question on the fixed set; None when it is not on it. With `thresholds` marks beside them."""
        indicator = self.catalogue[key]
        place = self.place(key, request)
        if place is None:
            return None
        periods = tuple(dict.fromkeys(request.periods)) or (None,)
        table = self.table(place, periods)
        if table is None:
            return None
        if thresholds is not None:
            table = table.marked(indicator, thresholds)
        rows = table.of(periods)
        if request.where:
            rows = rows.filter(pl.col(name).is_in(sorted(values)) for name, values in request.where.items())
            if not _is_whole(rows, indicator, request):
                return None
        return _late(_as_asked(rows, indicator, place[2], request), request)

    def place(self, key: str, request: Request) -> Place | None:
        """The table that holds the rows of a question; None when there is none."""
        indicator = self.catalogue[key]
        if request.peildatum != self.peildatum or key in self.loose or bool(request.periods) == indicator.on_peildatum:
            return None
        if request.where and not _is_part_of_split(indicator, request):
            return None
        per = tuple(sorted({*request.per, *request.where}))
        options = tuple(sorted(request.options.items()))
        levels = frozenset(period.level for period in request.periods)
        return (key, options, per) if self.is_fixed((key, options, per), levels) else None

    def is_fixed(self, place: Place, levels: frozenset[Level]) -> bool:
        """Whether protected output has this crossing for these lengths of period."""
        known = self.fixed.get((place, levels))
        if known is None:
            key, options, per = place
            periods = tuple(Period(self.peildatum.year, 1, level) for level in levels)
            request = Request(self.peildatum, periods, per, {}, dict(options))
            known = self.fixed[place, levels] = crossing_refusal(self.catalogue[key], request) is None
        return known

    def table(self, place: Place, periods: Sequence[Period | None]) -> Table | None:
        """A table with the rows of these periods; None when its rows do not belong to periods."""
        table = self.tables.get(place)
        if table is None or any(period not in table.spans for period in periods):
            table = self._brought_in(place, periods)
        # Another thread may just have let go of what was there before.
        return table if table is not None and all(period in table.spans for period in periods) else None

    def _brought_in(self, place: Place, periods: Sequence[Period | None]) -> Table | None:
        """The table as it is kept, with what it lacks computed."""
        known, kept = self.tables.get(place), self.kept(place)
        if kept is not None and (known is None or len(kept.spans) > len(known.spans)):
            known = kept
            with self.lock:
                self._hold(place, kept)
        missing = [period for period in periods if known is None or period not in known.spans]
        return self._more(place, missing) if missing or known is None else known

    def _hold(self, place: Place, table: Table) -> None:
        """Holds a table in memory, and lets go of the oldest when there are too many."""
        before = self.tables.pop(place, None)
        self.tables[place] = table
        self.held += table.rows.height - (before.rows.height if before else 0)
        while self.held > MOST_ROWS and len(self.tables) > 1:
            self.held -= self.tables.pop(next(iter(self.tables))).rows.height

    def _more(self, place: Place, missing: Sequence[Period | None]) -> Table | None:
        """Computes periods, and puts them behind those that are there."""
        key, options, per = place
        periods = in_time(missing)
        rows = self.now(key, Request(self.peildatum, periods, per, {}, dict(options)))
        spans = spans_of(rows, periods)
        if spans is None:
            self.loose.add(key)
            return None
        with self.lock:
            table, before = Table(rows, spans), self.tables.get(place)
            if before is not None:
                table = _joined(before, table)
            self._hold(place, table)
        return table

    def let_go(self, key: str) -> None:
        """Holds no tables of an indicator any more: they are kept now."""
        with self.lock:
            for place in self.of(key):
                self.held -= self.tables.pop(place).rows.height

    def of(self, key: str) -> dict[Place, Table]:
        """The tables of an indicator that are there."""
        with self.lock:
            return {place: table for place, table in self.tables.items() if place[0] == key}


def _is_part_of_split(indicator: Indicator, request: Request) -> bool:
    """Whether a selection asks for rows as they stand in a split.

    Beside a split rows without people may stand in one and not in the other, unless everything is an area.
    """
    if indicator.shape not in PLAIN or indicator.key in CUT_FIRST or indicator.key.endswith(WITHOUT_NUMBERS):
        return False
    if set(request.where) & set(indicator.always_per):
        return False
    beside = [name for name in request.where if name not in request.per]
    if any(len(request.where[name]) != 1 for name in beside):
        return False
    asked = {*request.per, *request.where}
    return not beside or asked == set(beside) or asked <= set(AREA_DIMENSIONS)


def _is_whole(rows: pl.DataFrame, indicator: Indicator, request: Request) -> bool:
    """Whether every period has a row: of a total without one only computing tells whether it is 0."""
    if set(request.per) - set(request.where) or indicator.always_per:
        return True
    return rows["periode"].n_unique() == max(len(request.known_periods), int(indicator.on_peildatum))


def _as_asked(rows: pl.DataFrame, indicator: Indicator, per: tuple[str, ...], request: Request) -> pl.DataFrame:
    """The columns of the question, and its order of rows where that is another."""
    dimensions = dimensions_of(indicator, request)
    held = tuple(dict.fromkeys((*indicator.always_per, *per)))
    if held == dimensions:
        return rows
    rows = rows.select(*result_columns(indicator, request), *(name for name in HIDDEN if name in rows.columns))
    same = tuple(name for name in held if name in dimensions) == dimensions
    return rows if same else in_order(rows, request, dimensions)


def _late(rows: pl.DataFrame, request: Request) -> pl.DataFrame:
    """Marks the periods that deliveries can still change; tables know only which had not ended on the peildatum."""
    late = [str(period) for period in request.periods if request.provisional_after < period.end <= request.peildatum]
    if not request.periods and request.peildatum > request.provisional_after:
        late = [request.peildatum.isoformat()]
    return rows.with_columns(pl.col("voorlopig") | pl.col("periode").is_in(late)) if late else rows


def _joined(table: Table, more: Table) -> Table:
    """Both, without what the first has already."""
    new = [period for period in more.spans if period not in table.spans]
    added = more.of(new)
    spans = {**table.spans, **_placed({period: more.spans[period][1] for period in new}, table.rows.height)}
    return Table(pl.concat([table.rows, added]) if added.height else table.rows, spans)


def spans_of(rows: pl.DataFrame, periods: Sequence[Period]) -> Spans | None:
    """Where the rows of each period stand; None when there are rows of others."""
    if not periods:
        return {None: (0, rows.height)}
    found = dict(rows.group_by("periode").len().iter_rows())
    counts: dict[Period | None, int] = {period: found.pop(str(period), 0) for period in periods}
    return None if found else _placed(counts, 0)


def _placed(counts: Mapping[Period | None, int], begin: int) -> dict[Period | None, tuple[int, int]]:
    spans: dict[Period | None, tuple[int, int]] = {}
    for period, count in counts.items():
        spans[period] = begin, count
        begin += count
    return spans


def in_time(periods: Iterable[Period | None]) -> tuple[Period, ...]:
    """Short periods first, each in order of time."""
    found = {period for period in periods if period is not None}
    return tuple(sorted(found, key=lambda period: (period.level, period)))

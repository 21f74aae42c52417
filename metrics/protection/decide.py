"""Which cells of indicators about the same rows are hidden in a year, beyond those that are small by themselves?

`problems` reads the counts; `solve` needs nothing else, so it can run in another process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.block import Floats, assemble
from metrics.protection.counts import Ask, Counts, Line, Places, count_stage, exists_throughout, raise_floors
from metrics.protection.families import NOEMER, TELLER, Family, Reading, families_of, readings_of
from metrics.protection.gate import Gate
from metrics.protection.marks import cell_key, find_hidden
from metrics.protection.proof import Decided, attack, linked
from metrics.protection.settled import Settled
from metrics.protection.stages import Stage, options_dimensions, own_crossings, stages_of
from metrics.protection.suppression import Pattern, suppress
from metrics.request import Request

SCHEMA = {"options": pl.String, "per": pl.String, "periode": pl.String, "cel": pl.String, "noemer": pl.Boolean}
"""The columns of the hidden lines; `noemer` says whether the noemer is hidden as well."""

Published = Callable[[Indicator, tuple[str, ...]], frozenset[tuple[str, ...]]]
"""The crossings that are decided for a choice of dimensions."""

HiddenLine = tuple[str, str, str, str, bool]
"""A row of `SCHEMA`."""


@dataclass(frozen=True)
class Decision:
    """The hidden lines of one indicator and year. `margin` is the narrowest interval of a hidden number."""

    hidden: pl.DataFrame
    cells: int
    margin: float | None
    narrow: int


@dataclass(frozen=True)
class Problem:
    """Counts that are decided as one system. `left_out` are readings of which nothing is shown, with their lines."""

    family: Family
    stages: tuple[tuple[Stage, Counts], ...]
    left_out: tuple[tuple[Reading, frozenset[Line]], ...] = ()


@dataclass(frozen=True)
class Solved:
    """The hidden lines and the number of cells per indicator; `margin` and `narrow` hold for the whole system."""

    hidden: Mapping[str, list[HiddenLine]]
    cells: Mapping[str, int]
    margin: float | None
    narrow: int


@dataclass(frozen=True)
class Systems:
    """Problems that are solved one after the other, here or by another process."""

    problems: tuple[Problem, ...]

    @property
    def size(self) -> int:
        """How many counts there are in them."""
        return sum(len(counts.atoms) for problem in self.problems for _, counts in problem.stages)

    def solve(self) -> list[Solved]:
        """The answers, in the same order."""
        return solve(self.problems)


def problems(gate: Gate, keys: Sequence[str], year: int, peildatum: date, areas: pl.DataFrame) -> list[Problem]:
    """The systems of some indicators in a year. `areas` has gebied, soort, wijk and ses of every team.

    Only ended periods are decided: no other is shown.
    """
    periods = _periods(year, peildatum)
    indicators = [gate.catalogue[key] for key in keys]
    return [_problem(gate, family, periods, peildatum, areas) for family in families_of(indicators)]


def _problem(gate: Gate, family: Family, periods: list[Period], peildatum: date, areas: pl.DataFrame) -> Problem:
    first = family.readings[0]
    indicator = gate.catalogue[first.key]
    dimensions = options_dimensions(indicator, dict(first.options))
    stages = stages_of(dimensions, indicator.always_per)
    ask, places = _asker(gate, peildatum), _places(areas, dimensions)
    left_out = [each for each in family.readings if not exists_throughout(each, stages[0], periods, ask)]
    lines = [(each, _lines(gate.catalogue[each.key], each, stages, periods, ask)) for each in left_out]
    for reading in left_out:
        family = family.without(reading)
    counted = [(stage, count_stage(stage, family, gate.catalogue, periods, ask, places)) for stage in stages]
    counted = [(stage, counts) for stage, counts in counted if counts.atoms]
    for _, counts in counted[1:] if not indicator.always_per else ():
        raise_floors(counted[0][1], counts)
    return Problem(family, tuple(counted), tuple(lines))


def _lines(
    indicator: Indicator, reading: Reading, stages: Sequence[Stage], periods: Sequence[Period], ask: Ask
) -> frozenset[Line]:
    found = set()
    for stage in stages:
        for crossing, levels in own_crossings(stage, indicator.always_per).items():
            asked = [period for period in periods if period.level in levels]
            if asked:
                rows = ask(reading, crossing, asked).select("periode", cell_key(crossing).alias("cel")).rows()
                found |= {("|".join(sorted(crossing)), period, cell) for period, cell in rows}
    return frozenset(found)


def solve(problems: Sequence[Problem]) -> list[Solved]:
    """Decides systems, one by one."""
    return [_solve(problem) for problem in problems]


def _solve(problem: Problem) -> Solved:
    """Decides the stages one by one, and asks the auditor about all of them together."""
    before = Settled()
    done: dict[str, Decided] = {}
    worlds: list[dict[str, Floats]] = []
    for stage, counts in problem.stages:
        done[stage.name] = _decide_stage(stage, before.apply(counts), done, worlds)
        before.learn(done[stage.name])
    report = attack(done, worlds)
    hidden: dict[str, list[HiddenLine]] = {reading.key: [] for reading in problem.family.readings}
    cells = dict.fromkeys(hidden, 0)
    for reading, line in _hidden_lines(done, everything=report.narrow > 0):
        hidden[reading.key].append((reading.text, *line))
    for each in done.values():
        for cell in each.counts.cells:
            cells[cell.key[1].key] += 1
    shown = _shown_noemers(done, everything=report.narrow > 0)
    for reading, lines in problem.left_out:
        # A reading that does not exist in every month of the year is not shown in any of them. Its noemer is the noemer
        # of other readings: it is shown where they show it.
        same = problem.family.same_noemer(reading)
        told = ((*line, not any((each, line) in shown for each in same)) for line in lines)
        hidden.setdefault(reading.key, []).extend((reading.text, *line) for line in told)
        cells.setdefault(reading.key, 0)
    margin = report.narrowest[0].width if report.narrowest else None
    return Solved(hidden, cells, None if margin is None else min(margin, 1e6), report.narrow)


def joined(keys: Iterable[str], solved: Sequence[Solved]) -> dict[str, Decision]:
    """The decision per indicator from the systems that it is part of."""
    found = {}
    for key in keys:
        parts = [each for each in solved if key in each.hidden]
        margins = [each.margin for each in parts if each.margin is not None]
        lines = sorted(line for each in parts for line in each.hidden[key])
        found[key] = Decision(
            hidden=pl.DataFrame(lines, schema=SCHEMA, orient="row"),
            cells=sum(each.cells[key] for each in parts),
            margin=min(margins, default=None),
            narrow=sum(each.narrow for each in parts),
        )
    return found


def decide(gate: Gate, keys: Sequence[str], year: int, peildatum: date, areas: pl.DataFrame) -> dict[str, Decision]:
    """The decisions on indicators that are decided together, made here and now."""
    return joined(keys, solve(problems(gate, keys, year, peildatum, areas)))


def city_only(gate: Gate, key: str, year: int, peildatum: date, published: Published) -> Decision:
    """Everything of the year is hidden, but the year of the whole city: for counts that do not add up."""
    indicator, ask = gate.catalogue[key], _asker(gate, peildatum)
    lines = []
    for reading in readings_of(indicator):
        for per in sorted(published(indicator, options_dimensions(indicator, dict(reading.options)))):
            rows = ask(reading, per, _periods(year, peildatum))
            rows = rows if per else rows.filter(pl.col("periode").str.len_chars() > 4)
            cells = rows.select("periode", cell_key(per).alias("cel")).rows()
            lines += [(reading.text, "|".join(per), period, cell, True) for period, cell in cells]
    hidden = pl.DataFrame(sorted(lines), schema=SCHEMA, orient="row")
    return Decision(hidden, cells=hidden.height, margin=None, narrow=hidden.height)


def options_text(options: Mapping[str, str]) -> str:
    """How decisions name a choice of options."""
    return Reading("", tuple(options.items())).text


def _periods(year: int, peildatum: date) -> list[Period]:
    return [part for level in Level for part in Period(year, 1, Level.YEAR).parts(level) if part.end <= peildatum]


def _places(areas: pl.DataFrame, dimensions: tuple[str, ...]) -> Places:
    """Per finest area the larger ones. What is in no list is `zonder gebied` for teams, `onbekend` for clients."""
    missing = "zonder gebied" if "team" in dimensions else "onbekend"
    known = {
        row["gebied"]: {
            "gebied": row["gebied"] if row["soort"] == "gebied" else "zonder gebied",
            "wijk": row["wijk"],
            "ses": row["ses"],
        }
        for row in areas.iter_rows(named=True)
    }
    known["zonder gebied"] = dict.fromkeys(("gebied", "wijk", "ses"), "zonder gebied")
    elsewhere = dict.fromkeys(("gebied", "wijk", "ses"), missing)
    return lambda area: known.get(area, elsewhere)


def _decide_stage(
    stage: Stage, counts: Counts, done: Mapping[str, Decided], worlds: list[dict[str, Floats]]
) -> Decided:
    """Decides one stage; every world of the earlier ones stays possible, and `worlds` grows with what is found."""
    rows, sources = _parents(stage, counts, done)
    block = assemble(counts.atoms, counts.cells, rows, scopes=counts.scopes())
    given = []
    for world in worlds:
        moves = [matrix @ world[name] for name, matrix in sources if name in world]
        given.append(np.sum(moves, axis=0) if moves else np.zeros(len(rows)))
    touching = [number for number, moves in enumerate(given) if np.abs(moves).max(initial=0.0) > 1e-6]
    pattern = suppress(block, [given[number] for number in touching])
    _join(worlds, stage.name, pattern, touching)
    broken = {touching[number] for number in pattern.broken}
    worlds[:] = [world for number, world in enumerate(worlds) if number not in broken]
    return Decided(stage, counts, block, pattern)


def _asker(gate: Gate, peildatum: date) -> Ask:
    def ask(reading: Reading, per: tuple[str, ...], periods: Sequence[Period]) -> pl.DataFrame:
        indicator = gate.catalogue[reading.key]
        wanted = tuple(name for name in per if name not in indicator.always_per)
        request = Request(peildatum, tuple(periods), wanted, {}, dict(reading.options))
        return find_hidden(gate.compute(indicator.key, request), indicator, gate.thresholds, ())

    return ask


def _parents(
    stage: Stage, counts: Counts, done: Mapping[str, Decided]
) -> tuple[list[list[int]], list[tuple[str, Floats]]]:
    """Rows of this stage's atoms that another stage knows as sums, and that stage's atoms for the same rows."""
    links = [link for link in stage.links if link.stage in done]
    pairs = [(link.stage, *pair) for link in links for pair in linked(counts, done[link.stage].counts, link)]
    sources = []
    for link in links:
        matrix = np.zeros((len(pairs), len(done[link.stage].counts.atoms)))
        for number, (name, _, theirs) in enumerate(pairs):
            if name == link.stage:
                matrix[number, list(theirs)] = 1.0
        sources.append((link.stage, matrix))
    return [list(own) for _, own, _ in pairs], sources


def _join(worlds: list[dict[str, Floats]], name: str, pattern: Pattern, touching: Sequence[int]) -> None:
    """Every world of the stage becomes part of a world of all stages."""
    for world in pattern.worlds:
        base = {} if world.given is None else worlds[touching[world.given]]
        if world.given is not None and name not in base:
            base[name] = world.moves
        else:
            worlds.append({**base, name: world.moves})


def _hidden_lines(
    done: Mapping[str, Decided], *, everything: bool
) -> Iterator[tuple[Reading, tuple[str, str, str, bool]]]:
    """With `everything` only the whole city per year stays: the block could not be made safe."""
    hidden = {cell.key: each.is_hidden(cell.key) for each in done.values() for cell in each.counts.cells}
    for key in hidden:
        kind, reading, line, *_ = key
        forced = everything and not _is_city_year(line)
        if kind == TELLER and (forced or hidden[key]):
            noemer = (NOEMER, reading, line)
            yield reading, (*line, noemer in hidden and (forced or hidden[noemer]))


def _shown_noemers(done: Mapping[str, Decided], *, everything: bool) -> set[tuple[Reading, Line]]:
    keys = [(cell.key, each) for each in done.values() for cell in each.counts.cells if cell.key[0] == NOEMER]
    open_keys = [key for key, each in keys if not each.is_hidden(key)]
    return {(key[1], key[2]) for key in open_keys if not everything or _is_city_year(key[2])}


def _is_city_year(line: Line) -> bool:
    return line[0] == "" and len(line[1]) == 4

"""Which cells of one indicator and year are hidden, beyond those that are small by themselves?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl

from metrics.indicator import Indicator, Shape
from metrics.period import Level, Period
from metrics.protection.audit import Attack, Known
from metrics.protection.block import WIDTH, Block, Floats, assemble
from metrics.protection.counts import Ask, Counts, count_stage, parts_of
from metrics.protection.gate import Gate
from metrics.protection.marks import find_hidden
from metrics.protection.stages import Stage, stages_of
from metrics.protection.suppression import Pattern, suppress
from metrics.request import Request

SCHEMA = {"options": pl.String, "per": pl.String, "periode": pl.String, "cel": pl.String, "noemer": pl.Boolean}
"""The columns of the hidden lines; `noemer` says whether the noemer is hidden as well."""


@dataclass(frozen=True)
class Decision:
    """The hidden lines of one indicator and year. `margin` is the narrowest interval of a hidden number."""

    hidden: pl.DataFrame
    cells: int
    margin: float | None
    narrow: int


@dataclass
class _Decided:
    """A stage with its pattern; `worlds` gives the deviation of its atoms per joint world that touches it."""

    stage: Stage
    counts: Counts
    block: Block
    pattern: Pattern


def decide(gate: Gate, key: str, year: int, peildatum: date, areas: pl.DataFrame) -> Decision:
    """`areas` has gebied, soort, wijk and ses of every team. Only ended periods are decided: no other is shown."""
    indicator = gate.catalogue[key]
    periods = [part for level in Level for part in Period(year, 1, Level.YEAR).parts(level) if part.end <= peildatum]
    places = _places(areas, indicator)
    found = [_decide_variant(gate, indicator, options, periods, peildatum, places) for options in _variants(indicator)]
    margins = [each.margin for each in found if each.margin is not None]
    return Decision(
        hidden=pl.concat([each.hidden for each in found]),
        cells=sum(each.cells for each in found),
        margin=min(margins, default=None),
        narrow=sum(each.narrow for each in found),
    )


def options_text(options: Mapping[str, str]) -> str:
    """How decisions name a choice of options."""
    return "&".join(f"{name}={value}" for name, value in sorted(options.items()))


def _variants(indicator: Indicator) -> list[list[dict[str, str]]]:
    """Choices of options that are decided together: readings of one share nest within each other."""
    choices = [{name: value} for name, values in indicator.options.items() for value in values] or [{}]
    together = indicator.shape is Shape.SHARE and not indicator.option_dimensions
    return [choices] if together else [[choice] for choice in choices]


def _places(areas: pl.DataFrame, indicator: Indicator) -> dict[str, dict[str, str]]:
    """Per finest area the larger ones. What is in no list is `zonder gebied` for teams, `onbekend` for clients."""
    missing = "zonder gebied" if "team" in indicator.dimensions else "onbekend"
    known = {
        row["gebied"]: {
            "gebied": row["gebied"] if row["soort"] == "gebied" else "zonder gebied",
            "wijk": row["wijk"],
            "ses": row["ses"],
        }
        for row in areas.iter_rows(named=True)
    }
    return _Missing(known, missing)


class _Missing(dict[str, dict[str, str]]):
    """Gives an area that nobody listed its place as well."""

    def __init__(self, known: Mapping[str, dict[str, str]], missing: str) -> None:
        super().__init__(known)
        self.missing = missing

    def get(self, key: str, default: object = None) -> dict[str, str]:  # type: ignore[override]
        place = super().get(key)
        return dict.fromkeys(("gebied", "wijk", "ses"), self.missing) if place is None else place


def _decide_variant(
    gate: Gate, indicator: Indicator, choices: list[dict[str, str]], periods: list[Period], peildatum: date,
    places: Mapping[str, dict[str, str]],
) -> Decision:  # fmt: skip
    ask = _asker(gate, indicator, choices, peildatum)
    dimensions = _dimensions(indicator, choices[0])
    stages = stages_of(indicator, dimensions)
    texts = _nested(stages[0], indicator, [options_text(choice) for choice in choices], periods, ask)
    parts = parts_of(indicator, texts, nested=True)
    done: dict[str, _Decided] = {}
    worlds: list[dict[str, Floats]] = []
    for stage in stages:
        counts = count_stage(stage, indicator, parts, periods, ask, places)
        if not counts.atoms:
            continue
        parents, sources = _parents(stage, counts, done)
        block = assemble(counts.atoms, counts.cells, parents, scopes=counts.scopes())
        given = [
            sum((rows @ world[name] for name, rows in sources if name in world), np.zeros(len(parents)))
            for world in worlds
        ]
        touching = [number for number, moves in enumerate(given) if np.abs(moves).max(initial=0.0) > 1e-9]
        pattern = suppress(block, [given[number] for number in touching])
        _join(worlds, stage.name, pattern, touching)
        done[stage.name] = _Decided(stage, counts, block, pattern)
    return _decision(done, worlds, texts, choices)


def _asker(gate: Gate, indicator: Indicator, choices: Sequence[dict[str, str]], peildatum: date) -> Ask:
    by_text = {options_text(choice): choice for choice in choices}

    def ask(per: tuple[str, ...], periods: Sequence[Period], option: str) -> pl.DataFrame:
        wanted = tuple(name for name in per if name not in indicator.always_per)
        request = Request(peildatum, tuple(periods), wanted, {}, by_text[option])
        return find_hidden(gate.compute(indicator.key, request), indicator, gate.thresholds, ())

    return ask


def _dimensions(indicator: Indicator, choice: Mapping[str, str]) -> tuple[str, ...]:
    special = [indicator.option_dimensions[value] for value in choice.values() if value in indicator.option_dimensions]
    return special[0] if special else indicator.dimensions


def _nested(stage: Stage, indicator: Indicator, texts: list[str], periods: Sequence[Period], ask: Ask) -> list[str]:
    """The readings that exist for every leaf and lie within each other; a reading that does not is left out."""
    if len(texts) == 1:
        return texts
    leaf = [period for period in periods if period.level is stage.level]
    frames = [ask(stage.leaf, leaf, text).select("periode", *stage.leaf, "teller", "noemer") for text in texts]
    kept = [texts[0]]
    for (_, before), (text, after) in pairwise(zip(texts, frames, strict=True)):
        both = before.join(after, on=["periode", *stage.leaf], how="full", suffix="_after", coalesce=True)
        fits = both.select(
            ((pl.col("teller") <= pl.col("teller_after")) & (pl.col("noemer") == pl.col("noemer_after")))
            .fill_null(False)
            .all()
        ).item()
        if not fits:
            break
        kept.append(text)
    return kept


def _parents(
    stage: Stage, counts: Counts, done: Mapping[str, _Decided]
) -> tuple[list[list[int]], list[tuple[str, Floats]]]:
    """Rows of this stage's atoms that another stage knows as sums, and that stage's atoms for the same rows."""
    rows: list[list[int]] = []
    theirs: list[tuple[str, list[list[int]]]] = []
    for link in stage.links:
        if link.stage not in done:
            continue
        source = done[link.stage].counts
        above = source.together(link.dimensions, link.level)
        own: list[list[int]] = [[] for _ in rows]
        for key, leaves in sorted(counts.together(link.dimensions, link.level).items(), key=repr):
            for part in range(len(counts.own[0])):
                rows.append([counts.own[leaf][part] for leaf in leaves])
                own.append([source.own[leaf][part] for leaf in above.get(key, [])])
        theirs.append((link.stage, own))
    sources = []
    for name, own in theirs:
        matrix = np.zeros((len(rows), len(done[name].counts.atoms)))
        for number, atoms in enumerate(own):
            matrix[number, atoms] = 1.0
        sources.append((name, matrix))
    return rows, sources


def _join(worlds: list[dict[str, Floats]], name: str, pattern: Pattern, touching: Sequence[int]) -> None:
    """Every world of the stage becomes part of a world of all stages."""
    for world in pattern.worlds:
        base = {} if world.given is None else worlds[touching[world.given]]
        if world.given is not None and name not in base:
            base[name] = world.moves
        else:
            worlds.append({**base, name: world.moves})


def _decision(
    done: Mapping[str, _Decided], worlds: Sequence[dict[str, Floats]], texts: Sequence[str],
    choices: Sequence[dict[str, str]],
) -> Decision:  # fmt: skip
    report = audit(done, worlds)
    lines = [line for each in done.values() for line in _hidden_lines(each, everything=report.narrow > 0)]
    left_out = [options_text(choice) for choice in choices if options_text(choice) not in texts]
    base = next(iter(done.values()), None)
    if base is not None and left_out:
        # A reading that does not exist in every month of the year is not shown in any of them.
        published = {cell.key[1] for each in done.values() for cell in each.counts.cells if cell.key[0] == "teller"}  # type: ignore[index]
        lines += [(option, *line, False) for option in left_out for line in sorted(published)]
    margin = report.narrowest[0].width if report.narrowest else None
    return Decision(
        hidden=pl.DataFrame(sorted(lines), schema=SCHEMA, orient="row"),
        cells=sum(len(each.counts.cells) for each in done.values()),
        margin=None if margin is None else min(margin, 1e6),
        narrow=report.narrow,
    )


def _hidden_lines(each: _Decided, *, everything: bool) -> list[tuple[str, str, str, str, bool]]:
    """With `everything` only the whole city per year stays: the block could not be made safe."""
    lines = []
    for cell in each.counts.cells:
        kind, line, *option = cell.key  # type: ignore[misc]
        if kind != "teller":
            continue
        forced = everything and (line[0] != "" or len(line[1]) != 4)
        noemer = each.block.index.get(("noemer", line))
        if forced or each.pattern.hidden[each.block.index[cell.key]]:
            with_noemer = noemer is not None and bool(forced or each.pattern.hidden[noemer])
            lines.append((str(option[0]), *line, with_noemer))
    return lines


def audit(done: Mapping[str, _Decided], worlds: Sequence[dict[str, Floats]]):  # type: ignore[no-untyped-def]
    """All stages attacked as one system, with the worlds that were found as a start."""
    begin: dict[str, int] = {}
    size = 0
    for name, each in done.items():
        begin[name], size = size, size + len(each.counts.atoms)
    facts: list[Known] = []
    equal: list[dict[int, float]] = []
    for name, each in done.items():
        block, hidden, first = each.block, each.pattern.hidden, begin[name]
        for number, names in enumerate(block.names):
            atoms = tuple(int(first + atom) for atom in block.membership[[number]].indices)
            if not (block.derived[number] and not hidden[number]):
                shown = None if hidden[number] else float(block.values[number])
                facts.append(Known((name, names[0]), atoms, shown, float(block.floors[number])))
        for link in each.stage.links:
            if link.stage in done:
                equal.extend(_linked(each.counts, done[link.stage].counts, link, first, begin[link.stage]))
    truth = np.concatenate([each.block.atoms for each in done.values()]) if done else np.zeros(0)
    starts = [truth]
    for world in worlds:
        moves = [world.get(name, np.zeros(len(each.counts.atoms))) for name, each in done.items()]
        starts.append(np.maximum(truth + np.concatenate(moves), 0.0))
    return Attack(size, facts, equal=equal).report(starts, WIDTH)


def _linked(counts: Counts, source: Counts, link, first: int, begin: int) -> list[dict[int, float]]:  # type: ignore[no-untyped-def]
    above = source.together(link.dimensions, link.level)
    rows = []
    for key, leaves in counts.together(link.dimensions, link.level).items():
        for part in range(len(counts.own[0])):
            row: dict[int, float] = {first + counts.own[leaf][part]: 1.0 for leaf in leaves}
            row |= {begin + source.own[leaf][part]: -1.0 for leaf in above.get(key, [])}
            rows.append(row)
    return rows


def line_key(line: Hashable) -> str:
    """For messages."""
    return repr(line)

"""Which cells of one indicator and year are hidden, beyond those that are small by themselves?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl

from metrics.indicator import Indicator, Shape
from metrics.period import Level, Period
from metrics.protection.block import Floats, assemble
from metrics.protection.counts import Ask, Counts, Places, count_stage, parts_of, raise_floors
from metrics.protection.gate import Gate
from metrics.protection.marks import cell_key, find_hidden
from metrics.protection.proof import Decided, attack
from metrics.protection.stages import Stage, options_dimensions, stages_of
from metrics.protection.suppression import RULE_VERSION, Pattern, suppress
from metrics.request import Request

SCHEMA = {"options": pl.String, "per": pl.String, "periode": pl.String, "cel": pl.String, "noemer": pl.Boolean}
"""The columns of the hidden lines; `noemer` says whether the noemer is hidden as well."""

Published = Callable[[Indicator, tuple[str, ...]], frozenset[tuple[str, ...]]]
"""The crossings that are decided for a choice of dimensions."""


@dataclass(frozen=True)
class Decision:
    """The hidden lines of one indicator and year. `margin` is the narrowest interval of a hidden number."""

    hidden: pl.DataFrame
    cells: int
    margin: float | None
    narrow: int


def decide(gate: Gate, key: str, year: int, peildatum: date, areas: pl.DataFrame) -> Decision:
    """`areas` has gebied, soort, wijk and ses of every team. Only ended periods are decided: no other is shown."""
    indicator = gate.catalogue[key]
    periods = [part for level in Level for part in Period(year, 1, Level.YEAR).parts(level) if part.end <= peildatum]
    found = []
    for choices in _variants(indicator):
        ask = _asker(gate, indicator, choices, peildatum)
        dimensions = options_dimensions(indicator, choices[0])
        places = _places(areas, dimensions)
        stages = stages_of(indicator, dimensions)
        found.append(_decide_variant(indicator, choices, stages, periods, ask, places))
    margins = [each.margin for each in found if each.margin is not None]
    return Decision(
        hidden=pl.concat([each.hidden for each in found]),
        cells=sum(each.cells for each in found),
        margin=min(margins, default=None),
        narrow=sum(each.narrow for each in found),
    )


def city_only(gate: Gate, key: str, year: int, peildatum: date, published: Published) -> Decision:
    """Everything of the year is hidden, but the year of the whole city: for counts that do not add up."""
    indicator = gate.catalogue[key]
    periods = [part for level in Level for part in Period(year, 1, Level.YEAR).parts(level) if part.end <= peildatum]
    lines = []
    for choices in _variants(indicator):
        ask = _asker(gate, indicator, choices, peildatum)
        crossings = published(indicator, options_dimensions(indicator, choices[0]))
        for choice in choices:
            for per in sorted(crossings):
                rows = ask(per, periods, options_text(choice))
                rows = rows if per else rows.filter(pl.col("periode").str.len_chars() > 4)
                cells = rows.select("periode", cell_key(per).alias("cel")).rows()
                lines += [(options_text(choice), "|".join(per), period, cell, True) for period, cell in cells]
    hidden = pl.DataFrame(sorted(lines), schema=SCHEMA, orient="row")
    return Decision(hidden, cells=hidden.height, margin=None, narrow=hidden.height)


def fingerprint(gate: Gate, key: str, year: int, peildatum: date, areas: pl.DataFrame) -> str:
    """The same text as long as the finest counts of the year, its persons, the areas and the rules are the same."""
    indicator = gate.catalogue[key]
    parts = [part for level in (Level.MONTH, Level.YEAR) for part in Period(year, 1, Level.YEAR).parts(level)]
    ended = [part for part in parts if part.end <= peildatum]
    digest = hashlib.sha256(repr((RULE_VERSION, gate.thresholds, [str(part) for part in ended])).encode())
    digest.update(areas.select("gebied", "soort", "wijk", "ses").sort("gebied").write_csv().encode())
    for choices in _variants(indicator):
        for choice in choices:
            ask = _asker(gate, indicator, [choice], peildatum)
            dimensions = options_dimensions(indicator, choice)
            larger = {"gebied", "wijk", "ses"} if "team" in dimensions else set()
            finest = tuple(name for name in dimensions if name not in larger)
            for per in (finest, ()):
                rows = ask(per, ended, options_text(choice))
                digest.update(rows.select(sorted(rows.columns)).sort(rows.columns).write_csv().encode())
    return digest.hexdigest()[:32]


def options_text(options: Mapping[str, str]) -> str:
    """How decisions name a choice of options."""
    return "&".join(f"{name}={value}" for name, value in sorted(options.items()))


def _variants(indicator: Indicator) -> list[list[dict[str, str]]]:
    """Choices of options that are decided together: readings of one share nest within each other."""
    choices = [{name: value} for name, values in indicator.options.items() for value in values] or [{}]
    together = indicator.shape is Shape.SHARE and not indicator.option_dimensions
    return [choices] if together else [[choice] for choice in choices]


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


def _decide_variant(
    indicator: Indicator, choices: list[dict[str, str]], stages: Sequence[Stage], periods: list[Period], ask: Ask,
    places: Places,
) -> Decision:  # fmt: skip
    """Choices of options that are decided together, through all stages."""
    texts = _nested(stages[0], indicator, [options_text(choice) for choice in choices], periods, ask)
    parts = parts_of(indicator, texts, nested=True)
    done: dict[str, Decided] = {}
    worlds: list[dict[str, Floats]] = []
    counted = [(stage, count_stage(stage, indicator, parts, periods, ask, places)) for stage in stages]
    counted = [(stage, counts) for stage, counts in counted if counts.atoms]
    for stage, counts in counted[1:]:
        if len(stage.links) == 1 and not indicator.always_per:
            raise_floors(counted[0][1], counts, stage)
    for stage, counts in counted:
        done[stage.name] = _decide_stage(stage, counts, done, worlds)
    return _decision(done, worlds, texts, choices)


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


def _asker(gate: Gate, indicator: Indicator, choices: Sequence[dict[str, str]], peildatum: date) -> Ask:
    by_text = {options_text(choice): choice for choice in choices}

    def ask(per: tuple[str, ...], periods: Sequence[Period], option: str) -> pl.DataFrame:
        wanted = tuple(name for name in per if name not in indicator.always_per)
        request = Request(peildatum, tuple(periods), wanted, {}, by_text[option])
        return find_hidden(gate.compute(indicator.key, request), indicator, gate.thresholds, ())

    return ask


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
    stage: Stage, counts: Counts, done: Mapping[str, Decided]
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
    done: Mapping[str, Decided], worlds: Sequence[dict[str, Floats]], texts: Sequence[str],
    choices: Sequence[dict[str, str]],
) -> Decision:  # fmt: skip
    report = attack(done, worlds)
    lines = [line for each in done.values() for line in _hidden_lines(each, everything=report.narrow > 0)]
    left_out = [options_text(choice) for choice in choices if options_text(choice) not in texts]
    base = next(iter(done.values()), None)
    if base is not None and left_out:
        # A reading that does not exist in every month of the year is not shown in any of them.
        published = {cell.key[1] for each in done.values() for cell in each.counts.cells if cell.key[0] == "teller"}
        lines += [(option, *line, False) for option in left_out for line in sorted(published)]
    margin = report.narrowest[0].width if report.narrowest else None
    return Decision(
        hidden=pl.DataFrame(sorted(lines), schema=SCHEMA, orient="row"),
        cells=sum(len(each.counts.cells) for each in done.values()),
        margin=None if margin is None else min(margin, 1e6),
        narrow=report.narrow,
    )


def _hidden_lines(each: Decided, *, everything: bool) -> list[tuple[str, str, str, str, bool]]:
    """With `everything` only the whole city per year stays: the block could not be made safe."""
    lines = []
    for cell in each.counts.cells:
        kind, line, *option = cell.key
        if kind != "teller":
            continue
        forced = everything and (line[0] != "" or len(line[1]) != 4)
        noemer = each.block.index.get(("noemer", line))
        if forced or each.pattern.hidden[each.block.index[cell.key]]:
            with_noemer = noemer is not None and bool(forced or each.pattern.hidden[noemer])
            lines.append((str(option[0]), *line, with_noemer))
    return lines

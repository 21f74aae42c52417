"""Which numbers of families reached are hidden?

The population is public, so a share tells its teller: they are hidden together. The two groups that are counted apart
(families and adults) have no total and are two systems.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.cells import levels_of
from metrics.protection.filling import Filling
from metrics.protection.gate import Gate
from metrics.protection.linked import Linked
from metrics.protection.unique import Crossing, Measure, Reader, over_time
from metrics.protection.verdict import Blocks, Search, mark, published_by
from metrics.rows import active

KEY = "bereik"
AREA_CROSSINGS: tuple[Crossing, ...] = ((), ("wijk",), ("ses",), ("gebied",), ("team",))


def tasks(gate: Gate, blocks: Blocks, peildatum: date, areas: pl.DataFrame) -> list[Search]:
    """One year. Raises ArithmeticError when the numbers do not hang together as they should."""
    return [Search(year_of_reach(gate, blocks[0][1], peildatum, group), blocks) for group in groups_of(gate)]


def groups_of(gate: Gate) -> tuple[str, ...]:
    """The groups that are counted apart."""
    return gate.catalogue[KEY].options["doelgroep"]


def year_of_reach(gate: Gate, year: int, peildatum: date, group: str) -> Linked:
    """The numbers of a year for one group."""
    reader = Reader(gate, peildatum, Linked())
    periods = [part for level in Level for part in Period(year, 1, Level.YEAR).parts(level) if part.end <= peildatum]
    measure = Measure(KEY, gate.catalogue[KEY], {"doelgroep": group}, least=1.0)
    Filling(reader, periods, [measure], measure, ("team", "gebied", "wijk", "ses"), AREA_CROSSINGS).fill()
    over_time(reader, KEY, {(where, what): None for _, where, what, _ in reader.found()}, periods)
    return reader.linked


def fingerprint(gate: Gate, blocks: Blocks, peildatum: date, areas: pl.DataFrame) -> str:
    """The same text as long as no support in the year changed, nor the areas or the rules."""
    year = blocks[0][1]
    first, last = date(year, 1, 1), min(date(year, 12, 31), peildatum)
    rows = gate.tables["aanmeldingen"].filter(active("startdatum", "einddatum", first, last))
    families = rows.select(
        "gezin", "team", "gebied", "wijk", "ses", "organisatie", "verwijzer", "doelgroep",
        pl.col("startdatum").clip(first, None), pl.when(pl.col("einddatum") <= last).then("einddatum"),
    )  # fmt: skip
    return mark(gate, blocks, last, areas, {"gezin": families})


def published(indicator: Indicator, dimensions: tuple[str, ...]) -> frozenset[Crossing]:
    """The crossings that are decided."""
    return published_by(dimensions, AREA_CROSSINGS, levels_of)

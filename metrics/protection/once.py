"""Which numbers about care are hidden of people or starts that each count once?

A client's first care ever, or the first start of a toewijzing, lies in one area and one month, so these do add up. They
exist per area or per category; both with the shares or the sums of days that stand on them.
"""

from __future__ import annotations

from datetime import date
from itertools import product

import polars as pl

from metrics.indicator import Indicator, Shape
from metrics.period import Level, Period
from metrics.protection.chain import AREA_CROSSINGS, levels_of_flows
from metrics.protection.decide import options_text
from metrics.protection.filling import Filling
from metrics.protection.gate import Gate
from metrics.protection.linked import Linked, Name, Number
from metrics.protection.twins import WAITS
from metrics.protection.unique import Crossing, Measure, Reader, parts_of
from metrics.protection.verdict import Blocks, Search, mark, published_by

KEYS = ("in_een_keer_goed", *WAITS)
NORM = "norm"
"""An option that changes no number but an extra one."""
OF, TOLD = "noemer", "teller"


def tasks(gate: Gate, blocks: Blocks, peildatum: date, areas: pl.DataFrame) -> list[Search]:
    """One indicator and year. Raises ArithmeticError when the numbers do not add up as they should."""
    key, year = blocks[0]
    indicator = gate.catalogue[key]
    options = {name: values for name, values in indicator.options.items() if name != NORM}
    choices = [dict(zip(options, values, strict=True)) for values in product(*options.values())]
    return [Search(year_once(gate, indicator, choice, year, peildatum), blocks) for choice in choices]


def year_once(gate: Gate, indicator: Indicator, options: dict[str, str], year: int, peildatum: date) -> Linked:
    """The numbers of a year under one choice of options."""
    norms = indicator.options.get(NORM, ())
    chosen = {**options, NORM: norms[0]} if norms else options
    # Numbers that add up move in twos: of the larger ones more stay when most are moved together.
    reader = Reader(gate, peildatum, Linked(pays=1.0))
    periods = [part for level in Level for part in Period(year, 1, Level.YEAR).parts(level) if part.end <= peildatum]
    of, told = (
        Measure(column, indicator, chosen, least=float(column == OF), levels=levels_of_flows, column=column)
        for column in (OF, TOLD)
    )
    Filling(reader, periods, [of, told], of, ("gebied", "wijk", "ses"), AREA_CROSSINGS).fill()
    _add_up_over_time(reader, periods)
    _tie(reader, indicator.shape is Shape.SHARE)
    _name_every_norm(reader.linked, indicator, options, norms)
    return reader.linked


def _add_up_over_time(reader: Reader, periods: list[Period]) -> None:
    # In the order in which they were read: a set has another order in each process, and so would the answer.
    for cell in dict.fromkeys(key[:3] for key in reader.found()):
        for whole in periods:
            place = reader.place(*cell, str(whole))
            for parts in parts_of(whole, periods):
                if place is None or any((*cell, str(part)) not in reader.asked for part in parts):
                    continue
                found = [reader.place(*cell, str(part)) for part in parts]
                reader.linked.same({**{part: 1.0 for part in found if part is not None}, place: -1.0})


def _tie(reader: Reader, share: bool) -> None:
    """A hidden noemer takes its teller along; of a share the rest is a number of its own, under no name."""
    linked = reader.linked
    for kind, where, what, moment in reader.found():
        cell = where, what, moment
        told = reader.place(TOLD, *cell)
        if kind != OF or told is None:
            continue
        of = linked.index[(kind, *cell)]
        linked.together([of], [told])
        if share:
            whole, part = linked.numbers[of], linked.numbers[told]
            rest = Number(whole.value - part.value, 1e-3, part.small, 0.0, part.stage, part.near)
            place = linked.add(("rest", *cell), rest)
            linked.same({told: 1.0, place: 1.0, of: -1.0})
            linked.together([of, told], [place])


def _name_every_norm(linked: Linked, indicator: Indicator, options: dict[str, str], norms: tuple[str, ...]) -> None:
    """The same decision under every norm."""
    texts = [options_text({**options, NORM: norm}) for norm in norms]
    for number in linked.numbers if texts else ():
        number.names = [
            Name((name.line[0], text, *name.line[2:]), name.noemer) for name in number.names for text in texts
        ]


def fingerprint(gate: Gate, blocks: Blocks, peildatum: date, areas: pl.DataFrame) -> str:
    """The same text as long as nobody's care up to a year later changed, of those who began in it, nor the rules."""
    year = blocks[0][1]
    first, last, after = date(year, 1, 1), date(year, 12, 31), date(year + 1, 12, 31)
    care = gate.tables["leveringen"].filter(pl.col("begindatum") <= min(after, peildatum))
    starts = pl.col("begindatum").is_between(first, last)
    care = care.filter(starts.any().over("client")).drop("reeks", "toewijzing", "reden", "stopdatum")
    return mark(gate, blocks, min(after, peildatum), areas, {"client": care})


def published(indicator: Indicator, dimensions: tuple[str, ...]) -> frozenset[Crossing]:
    """The crossings that are decided."""
    return published_by(dimensions, AREA_CROSSINGS, levels_of_flows)

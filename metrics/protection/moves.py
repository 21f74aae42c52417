"""Which numbers of moves between providers are hidden?

A move is one row of van × naar with how many clients left van. Windows lie within each other, half-years within the
year, and nobody moves who did not leave; there are no sums, because a client can move twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.gate import Gate
from metrics.protection.linked import Linked, Name, Number
from metrics.protection.unique import Crossing, Measure, Reader, line_of
from metrics.protection.verdict import Blocks, Search, mark
from metrics.protection.weights import PERIOD_WEIGHT

KEY = "doorstroom"
PER = ("naar", "van")
WINDOWS = ("30", "90", "365")
"""Every move within a shorter window is one within a longer."""
INTERIOR, MARGIN = 1.0, 8.0
Options = Mapping[str, str]


def tasks(gate: Gate, blocks: Blocks, peildatum: date, areas: pl.DataFrame) -> list[Search]:
    """One year. Raises ArithmeticError when the numbers do not hang together as they should."""
    return [Search(year_of_moves(gate, blocks[0][1], peildatum), blocks)]


def year_of_moves(gate: Gate, year: int, peildatum: date) -> Linked:
    """The moves of a year, under every choice of options."""
    linked = Linked()
    periods = [part for level in (Level.HALF, Level.YEAR) for part in Period(year, 1, Level.YEAR).parts(level)]
    ended = [period for period in periods if period.end <= peildatum]
    options = gate.catalogue[KEY].options
    choices = [dict(zip(options, values, strict=True)) for values in product(*options.values())]
    for choice in choices if ended else ():
        _read(Reader(gate, peildatum, linked), choice, ended)
    pairs = sorted({key[:2] for key in map(_plain, linked.index)})
    for pair in pairs:
        for choice in choices:
            _within(linked, pair, choice, ended)
    return linked


def _read(reader: Reader, choice: Options, periods: list[Period]) -> None:
    """A move and the clients that left: the second is in every row of its van."""
    measure = Measure(KEY, reader.gate.catalogue[KEY], choice)
    known = {str(period): period for period in periods}
    for row in reader.rows(measure, PER, periods).iter_rows(named=True):
        period = known[row["periode"]]
        line = line_of(measure, PER, period, row)
        weight = PERIOD_WEIGHT[period.level]
        linked, text = reader.linked, _text(choice)
        move = Number(row["teller"], weight * INTERIOR, bool(row["_teller"]), 1.0, 0, None, [Name(line)])
        left = Number(row["noemer"], weight * MARGIN, bool(row["_noemer"]), 1.0, 0, None, [Name(line, noemer=True)])
        moved = linked.add((row["van"], row["naar"], text, row["periode"]), move)
        leavers = linked.add((row["van"], "", text, row["periode"]), left)
        linked.at_least({leavers: 1.0, moved: -1.0})
        linked.together([leavers], [moved])


def _within(linked: Linked, pair: tuple[str, str], choice: Options, periods: list[Period]) -> None:
    """Half-years within the year, a shorter window within a longer, and without moves that overlap within with."""

    def number(other: Options, period: Period) -> int | None:
        return linked.index.get((*pair, _text(other), str(period)))

    wider = []
    place = WINDOWS.index(choice["venster"])
    if place + 1 < len(WINDOWS):
        wider.append({**choice, "venster": WINDOWS[place + 1]})
    if choice["gelijktijdig"] == "nee":
        wider.append({**choice, "gelijktijdig": "ja"})
    for period in periods:
        small = number(choice, period)
        if small is None:
            continue
        for other in wider:
            large = number(other, period)
            if large is not None:
                linked.at_least({large: 1.0, small: -1.0})
        halves = [half for half in period.parts(Level.HALF) if half in periods] if period.level is Level.YEAR else []
        parts = [part for part in (number(choice, half) for half in halves) if part is not None]
        for part in parts:
            linked.at_least({small: 1.0, part: -1.0})
        if len(halves) == 2 and (pair[1] or len(parts) == 2):  # nobody knows who left where nobody moved
            linked.at_least({**dict.fromkeys(parts, 1.0), small: -1.0})


def _text(choice: Options) -> str:
    return "&".join(f"{name}={choice[name]}" for name in sorted(choice))


def _plain(key: object) -> tuple[str, str, str, str]:
    assert isinstance(key, tuple)
    van, naar, choice, period = key
    return str(van), str(naar), str(choice), str(period)


def fingerprint(gate: Gate, blocks: Blocks, peildatum: date, areas: pl.DataFrame) -> str:
    """The same text as long as no care of anybody with care in the year changed, up to its end, nor the rules."""
    year = blocks[0][1]
    last = min(date(year, 12, 31), peildatum)
    care = gate.tables["leveringen"].filter(pl.col("begindatum") <= last)
    recent = pl.col("einde").is_null() | (pl.col("einde") >= date(year - 1, 1, 1) - timedelta(days=1))
    care = care.filter(recent.any().over("client")).select(
        "client", "top", "begindatum", pl.when(pl.col("einde") <= last).then("einde")
    )
    return mark(gate, blocks, last, areas, {"client": care})


def published(indicator: Indicator, dimensions: tuple[str, ...]) -> frozenset[Crossing]:
    """Only van × naar."""
    return frozenset({PER})

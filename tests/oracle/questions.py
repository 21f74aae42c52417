"""Which questions may be asked of an indicator, and what does the oracle answer to them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.prepare import prepare
from metrics.request import Request
from metrics.run import run
from metrics.workdays import WorkingDays
from tests.oracle import ORACLES
from tests.oracle.chance import BORDERS, a_day
from tests.oracle.rows import area_value
from tests.oracle.worlds import ORGANISATIES, STELLINGEN, VERWIJZERS, ZORGVORMEN, Row, make_world, world_of

TOLERANCE = 1e-9
ROUNDED_TO_CENTS = {"drift_ontleed": 0.0101}
"""Parts in whole cents: half a cent may go either way with the order of adding. That they add up is tested apart."""
DELAY = timedelta(days=21)


@cache
def calendar() -> WorkingDays:
    return WorkingDays()


def values_of(tables: Mapping[str, list[Row]], dimension: str) -> list[str]:
    """What may be selected of a dimension, also values that no row has."""
    areas = [row["gebied"] for row in tables["gebieden"]]
    if dimension in ("gebied", "wijk", "ses"):
        return sorted({area_value(tables, code, dimension) for code in (*areas, None)})
    fixed: dict[str, list[Any]] = {
        "team": areas,
        "organisatie": [*ORGANISATIES, "Dock"],
        "verwijzer": [*VERWIJZERS],
        "aanbieder": ["P1", "P2", "P3", "P4", "L"],
        "wet": ["jw", "wmo"],
        "zorgvorm": [*ZORGVORMEN["jw"], *ZORGVORMEN["wmo"]],
        "zorgvormgroep": ["ambulant", "verblijf", None],
        "leeftijdsgroep": ["4–11", "18–22", "23–66", None],
        "stelling": [*STELLINGEN],
        "voorziening": ["maatjes", "ontmoeting"],
        "reden": ["31", "administratief", None],
        "van": ["P1", "P2", "P3", "P9"],
        "naar": ["P2", "P3", "P4"],
        "been": ["1", "2"],
        "klasse": ["0-5", ">40"],
        "onderdeel": ["volume", "prijs", "mix", "overgang"],
    }
    return sorted({value or "onbekend" for value in fixed.get(dimension, [])})


def a_period(random: Random, day: date | None = None) -> Period:
    level = random.choice((Level.YEAR, Level.YEAR, Level.HALF, Level.QUARTER, Level.MONTH))
    return Period.containing(day or a_day(random, date(2019, 12, 1), date(2023, 3, 31)), level)


def _a_day_of(random: Random, indicator: Indicator, tables: Mapping[str, list[Row]]) -> date:
    """A day on which something happened that counts here: rules turn a fixed number of days after such a day."""
    dated = [name for name in ("aanmeldingen", "leveringen", "ervaringen", "uitputting") if name in indicator.needs]
    rows = [row for name in dated for row in tables.get(name, ())] or [{"day": date(2022, 6, 1)}]
    days = [value for value in random.choice(rows).values() if isinstance(value, date)]
    return random.choice(days)


def a_request(random: Random, indicator: Indicator, tables: Mapping[str, list[Row]]) -> Request:
    """A valid question with up to two dimensions and up to two selections."""
    dimensions = [name for name in indicator.dimensions if name not in indicator.always_per]
    options = {name: random.choice(values) for name, values in indicator.options.items()}
    if options.get("spoor") == "basiszorg":
        dimensions = [name for name in dimensions if name in ("gebied", "team", "wijk", "ses", "organisatie")]
    elif options.get("deel") == "overgangen":
        dimensions = ["van", "naar"]
    elif "spoor" in options:
        dimensions = [name for name in dimensions if name not in ("team", "organisatie")]
    per = random.sample(dimensions, min(len(dimensions), random.choice((0, 0, 1, 1, 1, 2))))
    where = {}
    choosable = [name for name in (*dimensions, *indicator.always_per) if values_of(tables, name)]
    for name in random.sample(choosable, min(len(choosable), random.choice((0, 0, 0, 1, 1, 2)))):
        values = values_of(tables, name)
        where[name] = frozenset(random.sample(values, min(len(values), random.choice((1, 1, 2, 3)))))
    focus = _a_day_of(random, indicator, tables)
    rule = focus + timedelta(days=random.choice(BORDERS))
    elsewhere = random.choice((date(2023, 3, 31), date(2022, 12, 31), a_day(random, date(2020, 12, 1))))
    peildatum = random.choice((rule, elsewhere))
    periods = tuple(a_period(random, random.choice((focus, None))) for _ in range(random.randrange(1, 4)))
    if indicator.key == "wachtend":
        periods = ()
    settled = random.choice((peildatum - DELAY, peildatum - DELAY, date.max))
    return Request(peildatum, tuple(dict.fromkeys(periods)), tuple(per), where, options, settled)


def expected(indicator: Indicator, request: Request, tables: Mapping[str, list[Row]]) -> list[Row]:
    """The rows of the oracle, period after period."""
    oracle = ORACLES[indicator.key]
    per = (*indicator.always_per, *request.per)
    rows: list[Row] = []
    for period in request.periods or (None,):
        for row in oracle(tables, period, per, request.where, request.options, request.peildatum):
            left_out = row.pop("left_out", False)
            end = request.peildatum if period is None else period.end
            row["voorlopig"] = left_out or end > min(request.provisional_after, request.peildatum)
            rows.append(row)
    return rows


@dataclass(frozen=True)
class Side:
    """One world, as the oracle sees it (plain rows) and as the indicators see it (prepared frames)."""

    plain: dict[str, list[Row]]
    prepared: dict[str, pl.DataFrame]

    @classmethod
    def of(cls, tables: Mapping[str, list[Row]]) -> Side:
        frames = world_of(tables)
        return cls({name: frame.to_dicts() for name, frame in frames.items()}, prepare(frames, calendar()))


def same(one: Any, two: Any, cents: float = 0.0) -> bool:
    """Equal, numbers up to rounding; null only equals null."""
    if isinstance(one, int | float) and isinstance(two, int | float):
        return abs(one - two) <= max(cents, TOLERANCE * max(1.0, abs(one)))
    return bool(one == two)


def _by_key(rows: list[Row], names: tuple[str, ...]) -> dict[tuple[Any, ...], Row]:
    keyed = {tuple(row[name] for name in names): row for row in rows}
    assert len(keyed) == len(rows), f"two rows for one combination of {names}"
    return keyed


def differences(indicator: Indicator, request: Request, world: Side) -> list[str]:
    """In words where the indicator and the oracle differ; empty when they agree."""
    names = ("periode", *indicator.always_per, *request.per)
    should = _by_key(expected(indicator, request, world.plain), names)
    found = _by_key(run(indicator, request, world.prepared).to_dicts(), names)
    words = [f"{key}: row missing, should be {should[key]}" for key in should.keys() - found.keys()]
    words += [f"{key}: row too many: {found[key]}" for key in found.keys() - should.keys()]
    for key in should.keys() & found.keys():
        for name, value in should[key].items():
            if name not in found[key]:
                words.append(f"{key}: column {name} is missing")
            elif not same(value, found[key][name], ROUNDED_TO_CENTS.get(indicator.key, 0.0)):
                words.append(f"{key}: {name} should be {value}, is {found[key][name]}")
    asked = [str(period) for period in request.periods if any(key[0] == str(period) for key in found)]
    given = list(dict.fromkeys(key[0] for key in found))
    if asked and given != asked:
        words.append(f"periods in the order {given}, asked {asked}")
    return words


def differences_of_seed(indicator: Indicator, seed: int, questions: int = 8) -> list[str]:
    """One random world with some random questions about it."""
    random = Random(f"{indicator.key} {seed}")
    tables = make_world(random)
    world = Side.of(tables)
    words = []
    for _ in range(questions):
        request = a_request(random, indicator, tables)
        words += [f"seed {seed} {request}: {line}" for line in differences(indicator, request, world)]
    return words

"""What does an attacker know of first care, and of the waits for the first start of a toewijzing?

A first start lies in one area and one month, so it is counted once. Waits are known by their number, by the days
together, by percentiles, and by how many waited longer than each norm. All of those are about the same rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any, cast

from data.store import Store
from metrics.period import Level, Period
from tests.attack import city
from tests.attack.families import Family, M, Q, states
from tests.attack.reasoning import Knowledge, Narrow
from tests.attack.rows import Finest, Reading, Rows
from tests.attack.seen import Options, View, views
from tests.oracle.worlds import frame_of
from tests.stocked import stock

FROM_TOEWIJZING, FROM_START = "wachttijd_toewijzing", "wachttijd_beoogd"
BOTH = (FROM_TOEWIJZING, FROM_START)
SMALLEST = 10
NORMS = (28, 42, 56, 70, 84)
_LONGEST, _ROUNDED = 3650.0, 1e-6
BANDS = {
    "op nul gezet": (0.0, 0.0), "tot en met 28": (0.0, 28.0), "tot en met 42": (29.0, 42.0),
    "tot en met 56": (43.0, 56.0), "tot en met 70": (57.0, 70.0), "tot en met 84": (71.0, 84.0),
    "langer": (85.0, _LONGEST),
}  # fmt: skip
"""Least and most days that somebody of a band waited."""
DAYS = "dagen"
PERCENTILES = {"mediaan": 0.5, "p80": 0.8, "p90": 0.9}

_TABLES = (
    Finest(("gebied",), M),
    *(Finest((name,), Q) for name in ("aanbieder", "leeftijdsgroep", "verwijzer")),
    Finest(("wet", "zorgvorm", "zorgvormgroep"), Q),
)
FIRST_CARE = Family(
    "clients by their first care",
    {"in_een_keer_goed": {"": Reading(states("gebleven"), states("gebleven", "overgegaan"))}},
    _TABLES,
)


def family(group: str, keys: Sequence[str] = (FROM_TOEWIJZING,)) -> Family:
    """Waits of one `groep`. Whoever is told both dates of every toewijzing knows that both waits count the same."""
    whole, norm = states(*BANDS), ("norm", str(NORMS[1]))
    told = {key: {"": Reading(states(f"{DAYS} {key}"), whole, mean=True)} for key in keys}
    return Family(f"first starts {group}", told, _TABLES, {key: [(norm, ("groep", group))] for key in keys})


def build(store: Store, number: int, seed: int) -> Store:
    """A drawn city with both dates of every toewijzing; of some the care began before them."""
    random = Random(seed)
    tables, rows = city.reference(random), city.leveringen(random, number)
    for row in rows:
        given = row["begindatum"] - timedelta(days=int(random.expovariate(1 / 40)) - 3)
        row["toewijzingsdatum"] = given
        row["ingangsdatum"] = given + timedelta(days=random.choice((0, 5, 14, 30)))
    tables["leveringen"] = rows
    stock(store, {name: frame_of(name, found) for name, found in tables.items()}, delivered=city.DELIVERED)
    return store


def learn(
    group: str, year: int, places: Mapping[str, Mapping[str, str]], keys: Sequence[str] = (FROM_TOEWIJZING,)
) -> tuple[Knowledge, Rows]:
    """How many began and how long they waited together, whatever norm is asked."""
    return family(group, keys).attack(year, places, Period(year, 1, Level.YEAR))


def learn_tails(rows: Rows, group: str, key: str = FROM_TOEWIJZING, *, told: bool = True) -> int:
    """Also how many waited longer than each norm and how many were set to nought; how many such numbers there are.

    With `told` off they are secrets all of them: what then follows is what means and percentiles say of them anyhow.
    """
    _tie_days(rows, key)
    found = 0
    for norm in NORMS:
        asked: Options = (("norm", str(norm)), ("groep", group))
        for view in views(key, [rows.year], options=asked):
            found += sum(_learn_tail(rows, view, row, norm, told) for row in view.rows)
    return found


def _learn_tail(rows: Rows, view: View, row: Mapping[str, Any], norm: int, told: bool) -> int:
    period = Period.parse(str(row["periode"]))
    values = {name: frozenset({str(row[name])}) for name in view.per}
    if period.end.year != rows.year or row["waarde"] is None:
        return 0
    number = float(row["noemer"])
    above = rows.total(values, period, _above(norm))
    for name, part in PERCENTILES.items():
        if row[name] is not None:
            place, longer = (number - 1) * part, row[name] > norm + _ROUNDED
            most = number if longer else number - math.floor(place + _ROUNDED) - 1
            rows.knowledge.between(above, number - math.ceil(place - _ROUNDED) if longer else 0.0, most)
    line = (view.indicator, view.per, tuple(sorted(values.items())), str(period))
    share = row["boven_norm"] if told else None
    rows.knowledge.see((*line, f"boven {norm}"), above, None if share is None else round(share * number))
    if share is None:
        within = rows.total(values, period, set(BANDS) - set(_above(norm)))
        rows.knowledge.see((*line, f"binnen {norm}"), within, None)
    if norm == NORMS[1]:
        nought = rows.total(values, period, ["op nul gezet"])
        rows.knowledge.see((*line, "op nul gezet"), nought, row["negatief"] if told else None)
    return 1


def _above(norm: int) -> list[str]:
    return [name for name, (least, _) in BANDS.items() if least > norm]


def _tie_days(rows: Rows, key: str) -> None:
    """The days of some people lie between the least and the most that people of their bands can have waited."""
    for table in rows.finest:
        for leaf in rows.members[table]:
            days = {rows.unknown(table, leaf, f"{DAYS} {key}"): 1.0}
            least, most = (
                {rows.unknown(table, leaf, name): bounds[side] for name, bounds in BANDS.items()} for side in (0, 1)
            )
            (place,) = days
            rows.knowledge.between({place: 1.0, **{part: -each for part, each in least.items()}}, 0.0, math.inf)
            rows.knowledge.between({place: -1.0, **most}, 0.0, math.inf)


def small(found: Iterable[Narrow]) -> list[Narrow]:
    """Those of a few people: who waited longer than a norm, who did not, or who were set to nought."""
    kinds = {"op nul gezet", *(f"{side} {norm}" for side in ("boven", "binnen") for norm in NORMS)}
    return [each for each in found if _kind(each) in kinds and each.highest < SMALLEST]


def published(found: Iterable[Narrow]) -> list[Narrow]:
    """Those of tables in which such numbers exist, and all other numbers."""
    return [each for each in found if not _kind(each).startswith(("op", "boven", "binnen")) or _exists(each)]


def _kind(found: Narrow) -> str:
    return str(cast(tuple[Any, ...], found.name)[-1])


def _exists(found: Narrow) -> bool:
    _, per, _, period, _ = cast(tuple[Any, ...], found.name)
    return not per or (per in (("aanbieder",), ("wijk",)) and Period.parse(period).level is Level.YEAR)

"""Which aanmeldingen belong to the same family, so that each team reaches as many families a year as planned?"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from data.example.draws import FIRST_YEAR, LAST_YEAR, NEVER, Floats, Ints, generator, year_of
from data.example.draws import day as day_number

RETURNING = 0.12
"""Share of the families new in a year that had support from the team before."""

BORROWED = 0.2
"""Share of the families of a team without area that an area team helps as well."""


def assign_families(units: pl.DataFrame, reached: Floats, unit: Ints, start: Ints, end: Ints) -> Ints:
    """A family number per aanmelding."""
    rng = generator("gezinnen")
    family = np.zeros(len(unit), dtype=np.int64)
    next_number = 1
    for each in range(len(units)):
        mine = np.flatnonzero(unit == each)
        numbers, next_number = _one_team(reached[each], start[mine], end[mine], next_number, rng)
        family[mine] = numbers
    return _borrow(units, family, unit, start, rng)


def _one_team(reached: Floats, start: Ints, end: Ints, next_number: int, rng: np.random.Generator) -> tuple[Ints, int]:
    """Year after year: who still runs stays, as many families come as are missing, the rest are known families."""
    family = np.zeros(len(start), dtype=np.int64)
    year = np.where(start == NEVER, 0, year_of(np.where(start == NEVER, 0, start)))
    for number, each in enumerate(range(FIRST_YEAR - 1, LAST_YEAR + 1)):
        begin = day_number(date(each, 1, 1))
        begun = np.flatnonzero(year == each)
        running = np.unique(family[(start < begin) & (end >= begin)])
        wanted = round(float(reached[number])) - len(running)
        wanted = int(np.clip(wanted, min(1, len(begun)), len(begun)))
        before = np.setdiff1d(family[(start < begin) & (family > 0)], running)
        returning = rng.choice(before, min(len(before), int(RETURNING * wanted)), replace=False)
        fresh = np.arange(next_number, next_number + wanted - len(returning))
        next_number += len(fresh)
        new = np.concatenate([returning, fresh])
        known = np.concatenate([running, new])
        again = rng.choice(known, len(begun) - wanted) if len(known) else np.empty(0, dtype=np.int64)
        family[begun] = rng.permutation(np.concatenate([new, again]))
    late = np.flatnonzero(family == 0)
    family[late] = np.arange(next_number, next_number + len(late))
    return family, next_number + len(late)


def _borrow(units: pl.DataFrame, family: Ints, unit: Ints, start: Ints, rng: np.random.Generator) -> Ints:
    """Families of VO and MBO that an area team helps in the same years take the number they have there."""
    without_area = np.flatnonzero(units["ses_groep"].is_null().to_numpy())
    mine = np.isin(unit, without_area)
    organisation = units["organisatie"].to_numpy()[unit]
    year = year_of(np.where(start == NEVER, 0, start))
    for each in range(FIRST_YEAR, LAST_YEAR + 1):
        own = np.setdiff1d(family[mine & (year == each)], family[mine & (year < each)])
        pool = np.unique(family[~mine & (year == each) & (organisation == "Lokalis")])
        chosen = rng.choice(own, int(BORROWED * len(own)), replace=False)
        swap = dict(zip(chosen.tolist(), rng.choice(pool, len(chosen), replace=False).tolist(), strict=True))
        rows = np.flatnonzero(mine & np.isin(family, chosen))
        family[rows] = [swap[number] for number in family[rows].tolist()]
    return family

"""Which families asked a buurtteam for support, when were they met, and when did support begin and end?

Reach is shaped by drawing as many families per team and year as the plan asks; waiting by giving each team and
half-year its share of quick ones and its mean. `bekend_*` are the days on which the owner heard of each date.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from data.example import plan
from data.example.draws import (
    FIRST_DAY,
    FIRST_YEAR,
    LAST_DAY,
    LAST_YEAR,
    NEVER,
    Floats,
    Ints,
    add_working_days,
    as_dates,
    evenly,
    generator,
    month_of,
    pick,
    quotas,
    ranks,
    season_days,
    year_of,
)
from data.example.gezinnen import assign_families

YEARS = np.arange(FIRST_YEAR - 1, LAST_YEAR + 1)
"""The year before the first only leaves what still ran on the first day."""

REACH = {
    "laag": (1.06, 1.06, 1.05, 1.107, 1.0, 0.985, 0.97, 0.955, 0.885),
    "midden": (1.05, 1.05, 1.04, 1.107, 1.0, 0.99, 0.985, 0.98, 0.91),
    "hoog": (0.90, 0.90, 0.91, 0.955, 1.0, 1.02, 1.035, 1.05, 0.985),
}
"""Families reached per SES group and year, relative to 2022."""

ASKED_PER_FAMILY = (1.0, 0.815, 0.775, 0.85, 0.815, 0.82, 0.815, 0.815, 0.73)
"""Aanmeldingen per family reached; 2018 stands for earlier years as well, 2026 stops in October."""

QUICK = (0.40, 0.40, 0.38, 0.344, 0.32, 0.31, 0.33, 0.35, 0.33)
MEAN_WAIT = (11.0, 11.0, 11.6, 12.3, 13.0, 13.6, 13.2, 12.8, 13.5)
"""Share met within five working days of all who asked, and mean working days of those met, per year."""

WISHED_LATER = (0.17, 0.17, 0.185, 0.196)
"""Share of families that wanted a later date, 2018 to 2021; after that nobody wrote it down."""

STARTED = {2018: 0.79, 2019: 0.80, 2020: 0.79, 2021: 0.765, 2022: 0.76, 2023: 0.75, 2024: 0.76, 2025: 0.77, 2026: 0.75}
LATER, NO_START, WITHDRAWN = 0.05, 0.035, 0.03
QUICK_DAYS = np.array([0.08, 0.15, 0.2, 0.21, 0.2, 0.16])

STORIES = {
    "overvecht-vechtzoom": {15: 1.2, 16: 1.55, 17: 1.95},
    "zuilen": {12: 0.92, 13: 0.88, 14: 0.84, 15: 0.8, 16: 0.76, 17: 0.74},
}
"""Factor on the mean wait of a team, by half-year since January 2018: one team slips, another recovers."""

VERWIJZERS = ("eigen initiatief", "huisarts", "school", "anders", "")
ASKED_BY_FROM = 2020
"""From this year on nobody forgets to write down who referred a family."""
ADULTS = 3_400
"""Households of adults that the other organisation reaches in 2022: with them the city has some 8 500 aanmeldingen a
year, so that a team and organisation is a group of people and not a handful."""
LEEFGEBIEDEN = ("opvoeden en opgroeien", "psychische gezondheid", "financiën", "veiligheid", "wonen", "participatie")


@dataclass
class Rows:
    """The aanmeldingen while they are made; days are whole numbers, `NEVER` is empty."""

    unit: Ints
    asked: Ints
    met: Ints
    start: Ints
    end: Ints
    wished: Ints


def units() -> pl.DataFrame:
    """A row per team and organisation: families to reach and aanmeldingen to make, per year."""
    teams = plan.teams().with_columns(
        gezinnen_2022=pl.when(pl.col("bereik") > 0)
        .then(pl.col("bereik") * pl.col("gezinnen") * 0.9902)
        .otherwise("gezinnen")
    )
    lokalis = teams.with_columns(organisatie=pl.lit("Lokalis"))
    adults = pl.col("inwoners") / pl.col("inwoners").sum() * ADULTS
    sociaal = teams.filter(pl.col("inwoners") > 0).with_columns(organisatie=pl.lit("BTO Sociaal"), gezinnen_2022=adults)
    return pl.concat([lokalis, sociaal]).select("team", "organisatie", "ses_groep", "wachten", "gezinnen_2022")


def reached(frame: pl.DataFrame) -> Floats:
    """Families to reach, units × years."""
    factor = np.array([REACH[group or "midden"] for group in frame["ses_groep"]])
    return frame["gezinnen_2022"].to_numpy()[:, None] * factor


def _asked(frame: pl.DataFrame, rng: np.random.Generator) -> tuple[Ints, Ints]:
    numbers = quotas((reached(frame) * np.array(ASKED_PER_FAMILY)).ravel())
    cell = np.repeat(np.arange(len(numbers)), numbers)
    year = YEARS[cell % len(YEARS)]
    return cell // len(YEARS), season_days(year, evenly(cell, rng))


def _waits(frame: pl.DataFrame, unit: Ints, asked: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Working days until kennismaking (`NEVER` for who withdrew), and whether the family wished it so (-1 is empty)."""
    half = (month_of(asked) - 12 * (int(YEARS[0]) - 1970)) // 6
    stratum = half * len(frame) + unit
    withdrawn = evenly(half, rng) < WITHDRAWN
    mean = frame["wachten"].to_numpy()[unit]
    for team, factors in STORIES.items():
        mean = mean * np.where(frame["team"].to_numpy()[unit] == team, [factors.get(int(h), 1.0) for h in half], 1.0)
    quick = (13.0 / mean) ** 0.8
    halves = np.bincount(half)
    mean *= np.array(MEAN_WAIT)[half // 2] / (np.bincount(half, mean) / halves)[half]
    quick *= np.array(QUICK)[half // 2] / (np.bincount(half, quick) / halves)[half]
    number_quick = quotas(np.bincount(stratum, quick))
    rank, _ = ranks(stratum, rng.random(len(unit)) + withdrawn * 2.0)
    is_quick = rank < number_quick[stratum]
    steps = pick(np.tile(QUICK_DAYS, (len(unit), 1)), np.where(is_quick, stratum, stratum.max() + 1), rng)
    share = quick / (1 - WITHDRAWN)
    excess = np.maximum((mean - 2.8 * share) / (1 - share) - 6, 0.8)
    spread = evenly(np.where(is_quick | withdrawn, stratum.max() + 1, stratum), rng)
    slow = 6 + np.minimum(np.round(-excess * np.log1p(-np.minimum(spread, 0.9999))), 130).astype(np.int64)
    wishes = np.array([*WISHED_LATER, *[0.0] * (len(YEARS) - len(WISHED_LATER))])[half // 2]
    wish_rank = rank - number_quick[stratum]
    wished = np.where(~is_quick & (wish_rank < quotas(np.bincount(stratum, wishes))[stratum]), 1, 0)
    empty = (wished == 0) & (evenly(half, rng) < 0.02)
    wished = np.where(empty | (wishes == 0), -1, wished)
    return np.where(withdrawn, NEVER, np.where(is_quick, steps, slow)), wished


def _start(met: Ints, tilt: Floats, rng: np.random.Generator) -> Ints:
    """First day of support after the kennismaking; `NEVER` when none came."""
    known = np.minimum(met, LAST_DAY + 400)
    quarter = month_of(known) // 3
    rank, size = ranks(quarter - quarter.min(), rng.random(len(met)) + 0.25 * tilt + (met == NEVER) * 9.0)
    size = np.bincount(quarter - quarter.min(), met != NEVER)[quarter - quarter.min()]
    share = (rank + 0.5) / np.maximum(size, 1)
    soon = np.array([STARTED[min(int(y), LAST_YEAR)] for y in year_of(known)])
    spread = rng.random(len(met))
    lag = np.select(
        [share < soon, share < soon + LATER, share < 1 - NO_START],
        [
            np.floor(15 * spread**1.4),
            15 + np.floor(14 * spread),
            29 + np.floor(np.minimum(-32 * np.log1p(-spread), 150)),
        ],
        NEVER,
    ).astype(np.int64)
    return np.where((lag == NEVER) | (met == NEVER), NEVER, met + lag)


def make_rows(frame: pl.DataFrame) -> Rows:
    """All aanmeldingen from 2018 on, as they truly went."""
    rng = generator("aanmeldingen")
    unit, asked = _asked(frame, rng)
    steps, wished = _waits(frame, unit, asked, rng)
    met = np.where(steps == NEVER, NEVER, add_working_days(asked, np.minimum(steps, 200)))
    start = _start(met, (frame["wachten"].to_numpy()[unit] > 16).astype(float), rng)
    started = start != NEVER
    longer = 1 + 0.012 * (year_of(asked) - 2018)
    duration = np.maximum(7, rng.gamma(1.35, 262 / 1.35, len(unit)) * longer).astype(np.int64)
    closed = np.where(met == NEVER, asked, met) + 10 + rng.integers(0, 60, len(unit))
    end = np.where(started, np.minimum(start, LAST_DAY + 400) + duration, closed)
    keep = (asked >= FIRST_DAY) | (started & (end >= FIRST_DAY))
    return Rows(*(column[keep] for column in (unit, asked, met, start, end, wished)))


def aanmeldingen() -> pl.DataFrame:
    """The true aanmeldingen with the days on which they became known."""
    frame = units()
    rows = make_rows(frame)
    rng = generator("aanmeldingen: kenmerken")
    family = assign_families(frame, reached(frame), rows.unit, rows.start, rows.end)
    count = len(rows.unit)
    organisation = frame["organisatie"].gather(rows.unit)
    reaction = pl.Series(rows.wished)
    result = pl.DataFrame(
        {
            "nummer": np.arange(1, count + 1),
            "gezin": family,
            "team": frame["team"].gather(rows.unit),
            "organisatie": organisation,
            "aanmelddatum": as_dates(rows.asked),
            "kennismakingsdatum": as_dates(rows.met),
            "gewenst_later": pl.Series(["", "nee", "ja"]).gather(reaction + 1),
            "startdatum": as_dates(_early(rows, rng)),
            "einddatum": as_dates(rows.end),
            "verwijzer": _verwijzer(rows.asked, rng),
            "leefgebieden": _leefgebieden(count, rng),
            "jeugdigen": _youths(organisation, rng),
            "bekend_nieuw": rows.asked + _delay(count, rng),
            "bekend_kennismaking": rows.met + _delay(count, rng),
            "bekend_start": rows.start + _delay(count, rng),
            "bekend_einde": rows.end + 2 * _delay(count, rng),
        }
    )
    return (
        result.filter(pl.col("aanmelddatum").is_not_null())
        .sort("aanmelddatum", "nummer")
        .with_columns(nummer=pl.int_range(1, pl.len() + 1))
    )


def _early(rows: Rows, rng: np.random.Generator) -> Ints:
    """A few families were helped before the kennismaking was written down."""
    early = (rows.met - rows.asked > 12) & (rows.start != NEVER) & (rng.random(len(rows.unit)) < 0.004)
    return np.where(early, rows.met - 3, rows.start)


def _delay(count: int, rng: np.random.Generator) -> Ints:
    """Days between what happened and its registration: mostly a few, sometimes weeks."""
    slow = rng.random(count)
    return np.select(
        [slow < 0.7, slow < 0.95], [rng.integers(0, 4, count), rng.integers(4, 21, count)], rng.integers(21, 76, count)
    ).astype(np.int64)


def _verwijzer(asked: Ints, rng: np.random.Generator) -> pl.Series:
    year = year_of(asked)
    huisarts = 0.16 + 0.018 * (year - 2018)
    rest = np.tile([0.34, 0.0, 0.25, 0.21, 0.0], (len(asked), 1))
    rest[year < ASKED_BY_FROM, -1] = 0.03
    rest *= ((1 - huisarts) / rest.sum(axis=1))[:, None]
    rest[:, 1] = huisarts
    return pl.Series(VERWIJZERS).gather(pick(rest, year - year.min(), rng))


def _leefgebieden(count: int, rng: np.random.Generator) -> pl.Series:
    has = rng.random((count, len(LEEFGEBIEDEN))) < np.array([0.62, 0.38, 0.23, 0.17, 0.12, 0.1])
    names = [pl.when(pl.Series(has[:, i])).then(pl.lit(name)) for i, name in enumerate(LEEFGEBIEDEN)]
    return pl.select(pl.concat_str(names, separator="|", ignore_nulls=True)).to_series()


def _youths(organisation: pl.Series, rng: np.random.Generator) -> pl.Series:
    number = rng.choice([1, 2, 3, 4, 5], len(organisation), p=[0.42, 0.36, 0.15, 0.05, 0.02])
    unknown = (organisation != "Lokalis").to_numpy() | (rng.random(len(organisation)) < 0.04)
    return pl.Series(number).set(pl.Series(unknown), None)

"""What do the true leveringen of aanvullende zorg look like as a table, with everything a message would say?"""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import polars as pl

from data.example.draws import LAST_DAY, Floats, Ints, as_dates, day, evenly, generator, pick, pseudonyms, year_of
from data.example.leveringen import Care, World, make_care

REASONS = {
    "jw": {"31": 0.66, "34": 0.12, "32": 0.09, "33": 0.04, "35": 0.05, "37": 0.03, "36": 0.01},
    "wmo": {"19": 0.55, "23": 0.10, "21": 0.08, "22": 0.03, "02": 0.16, "31": 0.06, "39": 0.02},
}
VERWIJZERS = {
    "jw": {"01": 0.44, "02": 0.34, "03": 0.05, "04": 0.06, "05": 0.06, "06": 0.02, "08": 0.01, "": 0.02},
    "wmo": {"01": 0.86, "02": 0.05, "05": 0.03, "06": 0.04, "": 0.02},
}
NEW_REASONS_FROM = day(date(2022, 4, 1))
TEST_NUMBERS = range(999_900_006, 999_999_991)
STRIDE = 10_000_000
"""Distance between the person numbers of two copies of the municipality."""


def leveringen_frame(factor: int = 1) -> pl.DataFrame:
    """The true leveringen, `factor` times, as columns of table `leveringen` and what only messages know.

    `toewijzing_nummer` is unique per wet and copy. `bsn` is a number of the test range for some nine thousand
    clients (all their rows), empty for the others and for copies. `bekend_begin` and `bekend_einde` are the days
    on which the start and the stop came in, `persoon` the number behind `client_id`.
    """
    base = _base()
    copies = [base] + [_copy(base, number) for number in range(1, factor)]
    return pl.concat(copies).with_columns(client_id=pseudonyms("C", pl.concat(copies)["persoon"].to_numpy()))


def _copy(base: pl.DataFrame, number: int) -> pl.DataFrame:
    return base.with_columns(
        pl.col("levering") + f"-{number}",
        pl.col("persoon") + number * STRIDE,
        pl.col("toewijzing_nummer") + number * STRIDE,
        pl.lit(None, pl.String).alias("bsn"),
    )


@cache
def _base() -> pl.DataFrame:
    laws = [_one_law("jw", 0), _one_law("wmo", 1_000_000)]
    frame = pl.concat(laws)
    persons = frame["persoon"].unique().sort()
    numbers = test_numbers()
    chosen = persons.gather(np.linspace(0, len(persons) - 1, min(len(numbers), len(persons))).astype(np.int64)).unique()
    bsn = pl.DataFrame({"persoon": chosen, "bsn": numbers[: len(chosen)]})
    return frame.join(bsn, on="persoon", how="left", maintain_order="left")


def test_numbers() -> list[str]:
    """The numbers of the test range that pass the elfproef; nobody has one."""
    digits = np.array([list(map(int, str(number))) for number in TEST_NUMBERS])
    valid = (digits * np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])).sum(axis=1) % 11 == 0
    return [str(number) for number, fits in zip(TEST_NUMBERS, valid, strict=True) if fits]


def _one_law(law: str, offset: int) -> pl.DataFrame:
    world, care = World(law), make_care(law)
    rng = generator(f"zorg {law}")
    order = np.lexsort((care.provider, care.client, care.begin))
    care = care.where(order)
    count = len(care.client)
    number = np.arange(1, count + 1)
    area = pl.Series(world.areas).gather(care.area).set(pl.Series(rng.random(count) < 0.015), None)
    referrer = pick(np.tile(list(VERWIJZERS[law].values()), (count, 1)), year_of(care.begin) - 2018, rng)
    return pl.DataFrame(
        {
            "levering": pl.select(pl.lit(law.upper()) + pl.Series(number).cast(pl.String).str.zfill(7)).to_series(),
            "persoon": care.client + offset,
            "aanbieder": pl.Series(world.providers).gather(care.provider),
            "wet": pl.Series([law]).new_from_index(0, count),
            "zorgvorm": pl.Series(world.forms).gather(care.form),
            "gebied": area,
            "geboortejaar": care.born,
            "toewijzingsdatum": as_dates(care.asked),
            "ingangsdatum": as_dates(care.due),
            "begindatum": as_dates(care.begin),
            "einddatum": as_dates(care.end),
            "reden_beeindiging": _reasons(law, care, rng),
            "verwijzer": pl.Series([v or None for v in VERWIJZERS[law]]).gather(referrer),
            "toewijzing_nummer": number + 800_000,
            "geslacht": pl.Series(["1", "2"]).gather(care.client % 2),
            "bekend_begin": care.begin + _delay(count, 9, rng),
            "bekend_einde": care.end + _delay(count, 16, rng),
        }
    )


def _delay(count: int, mean: int, rng: np.random.Generator) -> Ints:
    """Days until the message came in: some days, and for one in thirty many weeks."""
    late: Floats = np.where(rng.random(count) < 0.03, rng.uniform(30, 90, count), rng.gamma(2.0, mean / 2.0, count))
    return late.astype(np.int64)


def _reasons(law: str, care: Care, rng: np.random.Generator) -> pl.Series:
    """Why care ended; a move to another provider has a code of its own since April 2022, 20 is a temporary stop."""
    names = [*REASONS[law], "36", "38", "20"]
    share = np.tile([*REASONS[law].values(), 0, 0, 0], (len(care.client), 1))
    reason = pick(share, year_of(np.minimum(care.end, LAST_DAY)) - 2018, rng)
    by_client = np.lexsort((care.begin, care.client))
    following = np.roll(by_client, -1)
    moves = np.zeros(len(reason), dtype=bool)
    moves[by_client] = (
        (care.client[following] == care.client[by_client])
        & (care.provider[following] != care.provider[by_client])
        & (np.abs(care.begin[following] - care.end[by_client]) <= 30)
    )
    reason = np.where(moves & (care.end >= NEW_REASONS_FROM), len(names) - 2, reason)
    reason = np.where(care.administrative == 1, len(names) - 3, reason)
    temporary = (care.end > LAST_DAY - 60) & (evenly(np.zeros(len(reason), dtype=np.int64), rng) < 0.03)
    reason = np.where(temporary, len(names) - 1, reason)
    return pl.Series(names).gather(reason).set(pl.Series(care.end > LAST_DAY), None)

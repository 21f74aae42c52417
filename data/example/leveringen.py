"""Who got aanvullende zorg, from whom, which form, and from when to when?

Made in waves per year of first care: new clients, then what runs beside or follows it. As many new clients come as
are missing to the clients the plan asks for in that year. What began before 2018 is dated in 2018.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from data.example import plan
from data.example.draws import (
    FIRST_DAY,
    LAST_DAY,
    LAST_YEAR,
    Floats,
    Ints,
    day,
    evenly,
    generator,
    pick,
    season_days,
    year_of,
)

CLIENTS = {
    "jw": {2019: 4935, 2020: 4850, 2021: 5070, 2022: 5190, 2023: 5240, 2024: 5180, 2025: 5110, 2026: 4640},
    "wmo": {2019: 2440, 2020: 2420, 2021: 2480, 2022: 2540, 2023: 2580, 2024: 2560, 2025: 2600, 2026: 2480},
}
BURN_IN = {"jw": (2014, 2180), "wmo": (2006, 560)}
"""First year of first care, and new clients a year until 2018."""

STOPPED = {"99000111", "99000112", "99000113"}
SUCCESSORS = ("99000101", "99000102")
TAKE_OVER = day(date(2020, 1, 1))
WAVES = 4
BESIDE, BACK = 0.10, 0.16
GROUP_FACTOR = {"laag": 1.3, "midden": 1.0, "hoog": 0.88}


@dataclass
class Care:
    """Leveringen while they are made; providers and forms are positions in the plan tables."""

    client: Ints
    provider: Ints
    form: Ints
    area: Ints
    born: Ints
    asked: Ints
    due: Ints
    begin: Ints
    end: Ints
    administrative: Ints

    def where(self, keep: np.ndarray) -> Care:
        return Care(*(getattr(self, f.name)[keep] for f in fields(self)))

    @staticmethod
    def together(parts: list[Care]) -> Care:
        return Care(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Care)))


class World:
    """The plan tables of one law as arrays."""

    def __init__(self, law: str) -> None:
        self.law = law
        self.providers: list[str] = plan.table("aanbieders")["aanbieder"].to_list()
        features = plan.table("zorgkenmerken").filter(wet=law)
        self.forms: list[str] = features["code"].to_list()
        self.months = features["maanden"].cast(float).to_numpy()
        self.wait = features["wachtdagen"].cast(float).to_numpy()
        self.profiles = plan.table("profielen").filter(wet=law).to_dicts()
        teams = plan.teams().head(plan.AREA_COUNT)
        self.areas: list[str] = teams["team"].to_list()
        people = teams["jeugd" if law == "jw" else "inwoners"].to_numpy()
        self.area_share = people * np.array([GROUP_FACTOR[g] for g in teams["ses_groep"]])
        self.side = teams["kant"].to_numpy()
        self.mix = np.zeros((len(self.providers), len(self.forms)))
        self.moves = np.zeros((len(self.providers), len(self.providers)))
        self.move_chance = np.zeros(len(self.providers))
        for profile in self.profiles:
            row = self.providers.index(profile["aanbieder"])
            self.move_chance[row] = float(profile["doorstroom"])
            for code, weight in _weights(profile["zorgvormen"]):
                self.mix[row, self.forms.index(code)] = weight
        for source, target in plan.table("overgangen").iter_rows():
            for code, weight in _weights(target):
                if self.mix[self.providers.index(code)].any() and self.mix[self.providers.index(source)].any():
                    self.moves[self.providers.index(source), self.providers.index(code)] = weight

    def provider_share(self, year: int, area: Ints) -> Floats:
        """Chance of each provider for new clients, per row by the side of the city where they live."""
        share = np.zeros((len(area), len(self.providers)))
        for profile in self.profiles:
            if int(profile["van"]) <= year <= int(profile["tot"]):
                near = 1.0 if not profile["kant"] else np.where(self.side[area] == profile["kant"], 1.9, 0.1)
                share[:, self.providers.index(profile["aanbieder"])] += float(profile["aandeel"]) * near
        return share


def _weights(text: str) -> list[tuple[str, float]]:
    return [(code, float(weight)) for code, weight in (part.split(":") for part in text.split("|"))]


def make_care(law: str) -> Care:
    """All leveringen of one law that ran on or after the first day, as they truly went."""
    world, rng = World(law), generator(f"leveringen {law}")
    first, burn_in = BURN_IN[law]
    parts: list[Care] = []
    next_client = 1
    for year in range(first, LAST_YEAR + 1):
        wanted = burn_in if year < 2019 else CLIENTS[law][year] - _clients_in(parts, year)
        fresh = _new_clients(world, year, wanted, next_client, rng)
        next_client += wanted
        parts.append(_with_sequels(world, fresh, rng))
    care = Care.together(parts)
    care = care.where(care.end >= FIRST_DAY)
    return _dated_in_2018(care, rng)


def _clients_in(parts: list[Care], year: int) -> int:
    begin, end = day(date(year, 1, 1)), min(day(date(year, 12, 31)), LAST_DAY)
    return len(np.unique(np.concatenate([p.client[(p.begin <= end) & (p.end >= begin)] for p in parts])))


def _new_clients(world: World, year: int, count: int, first_client: int, rng: np.random.Generator) -> Care:
    same = np.zeros(count, dtype=np.int64)
    area = pick(np.tile(world.area_share, (count, 1)), same, rng)
    provider = pick(world.provider_share(year, area), area, rng)
    begin = season_days(np.full(count, year), evenly(same, rng))
    age = np.minimum(np.floor(rng.beta(2.4, 1.7, count) * 19), 20) if world.law == "jw" else _adult_ages(count, rng)
    empty = np.zeros(count, dtype=np.int64)
    care = Care(
        np.arange(first_client, first_client + count),
        provider,
        empty,
        area,
        year - age.astype(np.int64),
        empty,
        empty,
        begin,
        empty,
        empty,
    )
    return _filled(world, care, rng)


def _adult_ages(count: int, rng: np.random.Generator) -> Floats:
    return np.floor(np.where(rng.random(count) < 0.45, rng.uniform(66, 94, count), rng.uniform(23, 67, count)))


def _filled(world: World, care: Care, rng: np.random.Generator) -> Care:
    """Form, duration and the dates before the care, for who has client, provider and begin."""
    count = len(care.client)
    care.form = pick(world.mix[care.provider], care.provider, rng)
    length = rng.gamma(1.5, world.months[care.form] * 30.4 / 1.5, count)
    care.end = care.begin + np.maximum(5, length).astype(np.int64)
    mean = world.wait[care.form]
    wait = np.where(
        mean > 5, np.floor(rng.gamma(1.6, np.maximum(mean, 1) / 1.6, count)), np.floor(mean + rng.normal(0, 2, count))
    )
    care.asked = care.begin - wait.astype(np.int64)
    care.due = care.asked + np.minimum(14, np.maximum(0, wait)).astype(np.int64)
    return _taken_over(world, care, rng)


def _taken_over(world: World, care: Care, rng: np.random.Generator) -> Care:
    """Providers that stopped on 1-1-2020: later care starts at a successor, running care moves there in 2020."""
    old = np.array([world.providers.index(code) for code in sorted(STOPPED)])
    too_early = np.isin(care.provider, [world.providers.index(code) for code in SUCCESSORS]) & (care.begin < TAKE_OVER)
    care.provider = np.where(too_early, old[care.client % len(old)], care.provider)
    stopped = np.isin(care.provider, old)
    new = np.array([world.providers.index(code) for code in SUCCESSORS])
    successor = new[pick(1e-9 + world.provider_share(2020, care.area)[:, new], care.area, rng)]
    begins_late = stopped & (care.begin >= TAKE_OVER)
    care.provider = np.where(begins_late, successor, care.provider)
    moved_on = TAKE_OVER + np.where(rng.random(len(stopped)) < 0.6, 0, rng.integers(1, 366, len(stopped)))
    moves = stopped & ~begins_late & (care.end >= moved_on)
    if not moves.any():
        return care
    rest = care.where(moves)
    rest.begin, rest.provider = moved_on[moves], successor[moves]
    rest.asked, rest.due = rest.begin - 30, rest.begin.copy()
    care.end = np.where(moves, moved_on - 1, care.end)
    care.administrative = np.where(moves, 1, care.administrative)
    return Care.together([care, rest])


def _with_sequels(world: World, care: Care, rng: np.random.Generator) -> Care:
    """The care itself, what ran beside it, and what followed it."""
    parts, last = [care], care
    for wave in range(WAVES):
        final = last.where((last.administrative == 0) & (last.end < LAST_DAY))
        moving = final.where(rng.random(len(final.client)) < _move_chance(world, final))
        back = final.where(rng.random(len(final.client)) < BACK)
        moving.provider = _next_provider(world, moving, rng)
        gap = np.where(
            rng.random(len(moving.client)) < 0.75,
            rng.integers(-10, 21, len(moving.client)),
            rng.integers(21, 200, len(moving.client)),
        )
        moving.begin = np.maximum(moving.end + gap, moving.begin + 1)
        back.begin = back.end + rng.integers(30, 900, len(back.client))
        sequels = [moving, back]
        if wave == 0:
            beside = last.where(rng.random(len(last.client)) < BESIDE)
            beside.begin = beside.begin + rng.integers(0, 90, len(beside.client))
            sequels.append(beside)
        following = Care.together(sequels)
        following = following.where((following.begin <= LAST_DAY) & _of_age(world, following))
        if len(following.client) == 0:
            break
        following.administrative = np.zeros(len(following.client), dtype=np.int64)
        last = _filled(world, following, rng)
        parts.append(last)
    return Care.together(parts)


def _of_age(world: World, care: Care) -> np.ndarray:
    return (year_of(care.begin) - care.born <= 21) | (world.law != "jw")


def _move_chance(world: World, care: Care) -> Floats:
    """From the summer of 2025 De Papieren Brug hands over more and more to Wolkenwerf."""
    chance = world.move_chance[care.provider]
    months = np.clip((care.end - day(date(2025, 6, 1))) / 30.4, 0, 15)
    story = care.provider == world.providers.index("99000101")
    return np.where(story, chance * (1 + 0.09 * months), chance)


def _next_provider(world: World, care: Care, rng: np.random.Generator) -> Ints:
    chance = world.moves[care.provider].copy()
    story = (care.provider == world.providers.index("99000101")) & (care.end >= day(date(2025, 6, 1)))
    chance[story, world.providers.index("99000103")] *= 2.6
    merged = care.end >= day(date(2024, 1, 1))
    kompasbloem, kade = world.providers.index("99000203"), world.providers.index("99000202")
    chance[merged, kade] += chance[merged, kompasbloem]
    chance[merged, kompasbloem] = 0
    chance[chance.sum(axis=1) == 0] = 1e-9 + world.mix.any(axis=1)
    return pick(chance, care.provider, rng)


def _dated_in_2018(care: Care, rng: np.random.Generator) -> Care:
    before = day(date(2018, 1, 1))
    early = care.begin < before
    moved = before + rng.integers(0, 365, len(early))
    shift = np.where(early, moved - care.begin, 0)
    care.begin, care.asked, care.due = care.begin + shift, care.asked + shift, care.due + shift
    return care

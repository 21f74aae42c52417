"""How did families experience the support, per stelling, half-year and team?"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from data.example import plan
from data.example.draws import FIRST_YEAR, LAST_DAY, Floats, Ints, as_dates, day, evenly, generator, pick, ranks

AGREE = {
    "goed geholpen": (.91, .91, .90, .91, .92, .92, .89, .89, .89, .88, .88, .89, .89, .88, .87, .86),
    "gaat beter met ons gezin": (.85, .84, .83, .85, .88, .88, .76, .76, .77, .78, .79, .80, .80, .79, .73, .72),
    "samen oplossing gezocht": (.86, .86, .85, .86, .87, .87, .89, .89, .89, .88, .88, .89, .89, .88, .88, .87),
    "snel geholpen": (.88, .89, .90, .90, .90, .90, .82, .82, .80, .80, .81, .82, .81, .79, .77, .75),
}  # fmt: skip
"""Share that agrees, per half-year since 2019."""

RESPONDENTS = (430, 410, 360, 390, 450, 460, 1180, 1240, 1230, 1190, 1260, 1240, 1220, 1250, 1230, 800)
SLIPPING = "overvecht-vechtzoom"
ORGANISATION_SHARE = 0.06


def ervaringen() -> pl.DataFrame:
    """The true answers; `bekend` is the day on which the owner had them."""
    rng = generator("ervaringen")
    teams = plan.teams()
    numbers = np.array(RESPONDENTS)
    half = np.repeat(np.arange(len(numbers)), numbers)
    weight = teams["bereik"].to_numpy() * teams["gezinnen"].to_numpy() + np.where(
        teams["bereik"] == 0, teams["gezinnen"], 0
    )
    team = pick(np.tile(weight, (len(half), 1)), half, rng)
    when = _days(half, rng)
    sociaal = (evenly(half, rng) < ORGANISATION_SHARE) & (team < plan.AREA_COUNT)
    slipping = (team == teams["team"].to_list().index(SLIPPING)) & (half >= 13)
    parts = [
        _answers(name, shares, half, team, slipping, rng).with_columns(stelling=pl.lit(name))
        for name, shares in AGREE.items()
    ]
    respondent = pl.DataFrame(
        {
            "nummer": np.arange(1, len(half) + 1),
            "datum": as_dates(when),
            "organisatie": pl.Series(["Lokalis", "BTO Sociaal"]).gather(sociaal.astype(np.int64)),
            "team": teams["team"].gather(team),
            "bekend": when + rng.integers(0, 22, len(half)),
        }
    )
    whole = pl.concat([pl.concat([respondent, answers], how="horizontal") for answers in parts])
    return whole.sort("datum", "nummer", "stelling")


def _days(half: Ints, rng: np.random.Generator) -> Ints:
    begins = [day(date(FIRST_YEAR + number // 2, 1 + 6 * (number % 2), 1)) for number in range(len(RESPONDENTS) + 1)]
    first = np.array(begins)[half]
    last = np.minimum(np.array(begins)[half + 1] - 1, LAST_DAY)
    return first + (evenly(half, rng) * (last - first + 1)).astype(np.int64)


def _answers(
    name: str, shares: tuple[float, ...], half: Ints, team: Ints, slipping: np.ndarray, rng: np.random.Generator
) -> pl.DataFrame:
    """Answers 1 to 5 with exactly the share of the half-year at 4 or 5; one in fifty does not apply."""
    not_applicable = evenly(half, rng) < 0.02
    mood: Floats = generator(f"stemming {name}").normal(0, 0.05, team.max() + 1)[team]
    score = rng.random(len(half)) + mood + np.where(slipping, 0.45 if name == "snel geholpen" else 0.15, 0.0)
    rank, _ = ranks(half, score + not_applicable * 9)
    valid = np.bincount(half, ~not_applicable)
    agrees = rank < np.round(np.array(shares) * valid)[half]
    positive = np.where(rng.random(len(half)) < 0.55, "4", "5")
    negative = rng.choice(["3", "2", "1"], len(half), p=[0.55, 0.3, 0.15])
    answer = np.where(not_applicable, "n.v.t.", np.where(agrees, positive, negative))
    return pl.DataFrame({"antwoord": answer})

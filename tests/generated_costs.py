"""Which municipalities is the forecast tried on? Invented ones, of which the forecaster knows no parameter.

Clients come with a season, a trend and sometimes a jump, stay for a random time and cost a random price; a few
providers are lumpy (few clients, dear care), one has costs without clients, and some months were never delivered.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from metrics.forecast.back_test import NAMES, BackTest
from metrics.forecast.history import History, Spells
from metrics.forecast.trial import FILE

YEARS = 8
MONTHS = 12 * YEARS
WARM_UP = 48
PROVIDERS = 12
LUMPY = 3


def generated(seed: int) -> History:
    """Costs and care of one municipality over whole years."""
    random = np.random.default_rng(seed)
    season = _season(random)
    costs, parts = np.zeros((PROVIDERS, MONTHS)), []
    for provider in range(PROVIDERS):
        lumpy = provider < LUMPY
        first, last = _spells(random, season if provider % 3 else np.ones(12), lumpy)
        price = random.lognormal(np.log(9000 if lumpy else 900), 0.3)
        prices = price * _prices(random)
        active = np.array([((first <= month) & (last >= month)).sum() for month in range(MONTHS)])
        noise = random.normal(1, 0.06 if lumpy else 0.02, MONTHS)
        costs[provider] = np.maximum(active * prices * noise, 0)
        parts.append((np.full(len(first), provider), first, last))
    # A subsidy: no clients in the messages, the same every month but for indexation and a jump now and then.
    flat = 250_000 * _prices(random) * random.normal(1, 0.005, MONTHS)
    costs[-1] = flat * np.where(np.arange(MONTHS) >= random.integers(24, MONTHS), random.uniform(0.9, 1.15), 1)
    owner, first, last = parts[-1]
    parts[-1] = (owner[:0], first[:0], last[:0])
    missing = random.random(costs.shape) < 0.004
    missing[:, -12:] = False
    costs[missing] = np.nan
    owner, first, last = (np.concatenate(column) for column in zip(*parts, strict=True))
    return History(costs, Spells(owner, first, last))


def _season(random: np.random.Generator) -> np.ndarray:
    shape = np.array([1.05, 1.05, 1.05, 1.0, 0.95, 0.9, 0.6, 0.65, 1.2, 1.25, 1.2, 1.1]) - 1
    return np.asarray(1 + random.uniform(0.4, 1.6) * np.roll(shape, random.integers(-1, 2)))


def _prices(random: np.random.Generator) -> np.ndarray:
    """An index that goes up every January."""
    steps = 1 + random.uniform(0.01, 0.06, YEARS)
    return np.repeat(np.cumprod(steps), 12)


def _spells(random: np.random.Generator, season: np.ndarray, lumpy: bool) -> tuple[np.ndarray, np.ndarray]:
    """First and last month of every spell, begun in or before the years."""
    months = np.arange(-WARM_UP, MONTHS)
    rate = random.uniform(0.5, 1.5) if lumpy else random.uniform(8, 40)
    path = rate * season[months % 12] * np.exp(random.normal(0, 0.05) * months / 12)
    if random.random() < 0.5:
        jump = random.integers(0, MONTHS)
        path = np.where(months >= jump, path * random.choice([0.7, 0.8, 1.25, 1.4]), path)
    # Inflow of neighbouring months looks alike, more than chance alone would make it.
    wander = np.cumsum(random.normal(0, 0.03, len(months)))
    first = np.repeat(months, random.poisson(path * np.exp(wander - wander.mean())))
    length = random.gamma(1.5, random.uniform(4, 10) / 1.5, len(first)).astype(int)
    return first, first + length


SEEDS = range(20)
ASKED = range(4, YEARS)
"""The years that are forecast; the first four are only history."""
QUARTERS = (3, 6, 9)
CHOSEN = "gekozen"


def trial() -> pl.DataFrame:
    """Per quarter and method over all municipalities: mean absolute error in euro, provider-years, and coverage.

    `dekking` is the share of provider-years within the interval of 80%, `dekking_samen` that of the municipalities'
    sums; both only for the chosen method.
    """
    found = [_asked(BackTest(generated(seed)), year, month) for seed in SEEDS for year in ASKED for month in QUARTERS]
    rows = pl.concat(found)
    named = pl.col("methode") == CHOSEN
    return (
        rows.group_by("maanden", "methode", maintain_order=True)
        .agg(
            pl.col("fout").mean(),
            pl.len().alias("jaren"),
            pl.col("binnen").mean().alias("dekking"),
            pl.col("samen_binnen").mean().alias("dekking_samen"),
        )
        .with_columns(pl.when(named).then(pl.col(name)).alias(name) for name in ("dekking", "dekking_samen"))
    )


def _asked(test: BackTest, year: int, month: int) -> pl.DataFrame:
    """One row per method and provider whose year was wholly delivered."""
    judged = test.judge(12 * year + month)
    actual = judged.now.actual
    whole = np.isfinite(actual)
    answers = {**dict(zip(NAMES, judged.now.expected, strict=True)), CHOSEN: judged.expected}
    error = judged.expected - actual
    inside = np.abs(error[whole]) <= judged.half_width[whole]
    together = bool(abs(error[whole].sum()) <= judged.half_width_of_sum(np.flatnonzero(whole)))
    return pl.concat(
        pl.DataFrame({"fout": np.abs(expected - actual)[whole], "binnen": inside}).with_columns(
            maanden=pl.lit(month), methode=pl.lit(name), samen_binnen=pl.lit(together)
        )
        for name, expected in answers.items()
    )


if __name__ == "__main__":
    trial().with_columns(
        pl.col("fout").round(0), pl.col("dekking", "dekking_samen").round(3)
    ).write_csv(FILE, separator=";")  # fmt: skip

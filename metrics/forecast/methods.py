"""What will the months to come cost? Every method gives one amount per provider, NaN where it cannot say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from metrics.forecast.history import MONTHS, Floats, History
from metrics.forecast.stock_flow import stock_flow

Method = Callable[[History], Floats]
RUN_RATE = "doortrekken"
COMBINED = "gemiddelde"
HALF_LIFE = 3.0
RECENT = 18
"""Months of which a recent level or trend is made, the newest weighing most."""
DAMPING = 0.9


def run_rate(history: History) -> Floats:
    """Every month to come costs what a month cost so far this year; in January what one cost last year."""
    return np.asarray(_mean(history.this_year, history) * history.to_come.sum(axis=1))


def seasonal(history: History) -> Floats:
    """What was spent so far, divided by the share of the year that usually was spent by then."""
    known = ~np.isnan(history.this_year)
    passed = (history.season[:, : history.passed] * known).sum(axis=1)
    level = np.divide(history.spent, passed, out=_mean(history.steady, history), where=passed > 0)
    return np.asarray(level * _season_to_come(history))


def recent_level(history: History) -> Floats:
    """The newest months without their season, going on at the same level."""
    values, weights = _recent(history, HALF_LIFE)
    return np.asarray(_weighted(values, weights) * _season_to_come(history))


def damped_trend(history: History) -> Floats:
    """The line through the last year and a half without season, ever flatter."""
    values, weights = _recent(history, 2 * HALF_LIFE)
    places = np.arange(-values.shape[1] + 1, 1, dtype=float)
    level = _weighted(values, weights)
    centre = _weighted(np.where(np.isnan(values), np.nan, places), weights)
    spread = _weighted((places - centre[:, None]) ** 2 + 0 * values, weights)
    together = _weighted((places - centre[:, None]) * (values - level[:, None]), weights)
    slope = np.divide(together, spread, out=np.zeros_like(level), where=spread > 0)
    slope *= np.minimum((~np.isnan(values)).sum(axis=1) / MONTHS, 1.0) ** 2
    now = level - slope * centre
    ahead = np.arange(MONTHS) - history.passed + 1
    distance = np.where(ahead > 0, (1 - DAMPING ** np.maximum(ahead, 0)) / (1 - DAMPING), ahead - 1.0)
    path = np.maximum(now[:, None] + slope[:, None] * distance, 0.0)
    return np.asarray((path * history.season * history.to_come).sum(axis=1))


def combined(history: History) -> Floats:
    """The mean of the other methods but the plain run-rate."""
    answers = np.stack([METHODS[name](history) for name in METHODS if name not in (RUN_RATE, COMBINED)])
    known = ~np.isnan(answers)
    return np.asarray(np.where(known, answers, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1))


METHODS: Mapping[str, Method] = {
    RUN_RATE: run_rate,
    "seizoen": seasonal,
    "niveau": recent_level,
    "trend": damped_trend,
    "stand en stroom": stock_flow,
    COMBINED: combined,
}
"""In the order in which they are shown; of equally good ones the first is chosen."""


def _season_to_come(history: History) -> Floats:
    return np.asarray((history.season * history.to_come).sum(axis=1))


def _recent(history: History, half_life: float) -> tuple[Floats, Floats]:
    values = history.steady[:, max(0, history.month - RECENT) :]
    age = np.arange(values.shape[1])[::-1]
    return values, np.where(np.isnan(values), 0.0, 0.5 ** (age / half_life))


def _weighted(values: Floats, weights: Floats) -> Floats:
    weights = np.where(np.isnan(values), 0.0, weights)
    total = weights.sum(axis=1)
    return np.divide((np.nan_to_num(values) * weights).sum(axis=1), total, out=np.zeros(len(total)), where=total > 0)


def _mean(values: Floats, history: History) -> Floats:
    """The mean of the known months; without any that of the last twelve known to history."""
    known = (~np.isnan(values)).sum(axis=1)
    before = history.costs[:, -MONTHS:]
    counted = (~np.isnan(before)).sum(axis=1)
    fallback = np.divide(np.nansum(before, axis=1), counted, out=np.zeros(len(counted)), where=counted > 0)
    return np.divide(np.nansum(values, axis=1), known, out=fallback, where=known > 0)

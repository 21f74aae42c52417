"""How many clients stay, how many come, and what does a month of care cost?

The stock leaves by how long care usually lasts (Kaplan–Meier on months, per provider, leaning to all providers),
newcomers come as they came in the last year, and every month in care costs what it cost lately.
"""

from __future__ import annotations

import numpy as np

from metrics.forecast.history import MONTHS, Floats, History, Spells, Whole

LONGEST = 48
"""Months of care that are told apart; who is longer in care leaves at one rate."""
LEAN = 30.0
RECENT = 6


def stock_flow(history: History) -> Floats:
    """Costs of the months to come; NaN for a provider without clients in the last half year."""
    providers, month = history.costs.shape
    leaving = leaving_rates(history.spells, providers, month)
    active = active_months(history.spells, providers, max(0, month - RECENT), month)
    recent = history.costs[:, max(0, month - RECENT) :]
    known = ~np.isnan(recent) & (active > 0)
    months = np.where(known, active, 0.0).sum(axis=1)
    price = np.divide(
        np.where(known, recent, 0.0).sum(axis=1), months, out=np.full(providers, np.nan), where=months > 0
    )
    coming = arrivals(history.spells, providers, month)
    stock = ages(history.spells, providers, month)
    total = np.zeros(providers)
    for step in range(MONTHS - history.passed):
        stock[:, 0] += coming * pull(history.spells, month, step)
        total += stock.sum(axis=1)
        stock = older(stock, leaving)
    missed = active_months(history.spells, providers, month - history.passed, month)
    total += (missed * np.isnan(history.this_year)).sum(axis=1)
    return np.asarray(total * price)


def leaving_rates(spells: Spells, providers: int, month: int) -> Floats:
    """Per provider and month of care the share that leaves in it."""
    seen = np.minimum(np.minimum(spells.last, month - 1) - spells.first, LONGEST)
    ended = (spells.last < month) & (seen >= 0)
    valid = seen >= 0
    reached = _table(spells.provider[valid], seen[valid], providers)
    at_risk = reached[:, ::-1].cumsum(axis=1)[:, ::-1]
    left = _table(spells.provider[ended], seen[ended], providers)
    everybody = left.sum(axis=0) / np.maximum(at_risk.sum(axis=0), 1.0)
    rates = (left + LEAN * everybody) / (at_risk + LEAN)
    rates[:, LONGEST] = np.minimum(rates[:, LONGEST - MONTHS : LONGEST].mean(axis=1), 0.5)
    return np.asarray(rates)


def ages(spells: Spells, providers: int, month: int) -> Floats:
    """Who is in care when `month` begins, per provider and months of care so far."""
    here = (spells.first < month) & (spells.last >= month)
    return _table(spells.provider[here], np.minimum(month - spells.first[here], LONGEST), providers)


def arrivals(spells: Spells, providers: int, month: int) -> Floats:
    """Newcomers per month, from the last twelve, the newest half weighing twice."""
    weights = np.where(np.arange(MONTHS) < MONTHS // 2, 1.0, 2.0)
    found = np.zeros(providers)
    for back, weight in zip(range(MONTHS, 0, -1), weights, strict=True):
        found += weight * np.bincount(spells.provider[spells.first == month - back], minlength=providers)
    return np.asarray(found / weights.sum())


def pull(spells: Spells, month: int, step: int) -> float:
    """How many more or fewer come in a calendar month than on average, over all providers and whole earlier years."""
    whole = month - month % MONTHS
    earlier = spells.first[(spells.first >= 0) & (spells.first < whole)]
    if not len(earlier):
        return 1.0
    counts = np.bincount(earlier % MONTHS, minlength=MONTHS)
    return float(counts[(month + step) % MONTHS] / counts.mean())


def older(stock: Floats, leaving: Floats) -> Floats:
    """The stock a month later, before anybody comes."""
    stays = stock * (1 - leaving)
    later = np.zeros_like(stock)
    later[:, 1:] = stays[:, :-1]
    later[:, -1] += stays[:, -1]
    return later


def active_months(spells: Spells, providers: int, first: int, last: int) -> Floats:
    """Clients with care in every month of [first, last), per provider."""
    columns = range(max(first, 0), last)
    found = [
        np.bincount(spells.provider[(spells.first <= place) & (spells.last >= place)], minlength=providers)
        for place in columns
    ]
    return np.stack(found, axis=1).astype(float) if found else np.zeros((providers, 0))


def _table(provider: Whole, age: Whole, providers: int) -> Floats:
    width = LONGEST + 1
    return np.bincount(provider * width + age, minlength=providers * width).reshape(providers, width).astype(float)

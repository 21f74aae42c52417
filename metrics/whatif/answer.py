"""What do the coming twelve months look like without and with the levers, and how sure is that?

Expected values and variances are exact for the model: newcomers come by chance (Poisson) around a rate that is known
from so many newcomers, and everybody leaves by chance at the rate of the month of care. The same person is followed in
both worlds, so the difference is surer than the two sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from metrics.forecast.history import Floats
from metrics.question import QuestionError
from metrics.whatif.base import HORIZON, LONGEST, Base
from metrics.whatif.levers import Levers

Z80 = 1.2816
WEEKS_PER_MONTH = 365.25 / 12 / 7
UNSURE_SOLVED = 0.10
"""Standard deviation of the share that has enough at a buurtteam, as a fraction: an assumption is no measurement."""
ROUND = 5


@dataclass(frozen=True)
class Estimate:
    """A number with its 80% interval."""

    middle: float
    low: float
    high: float

    @classmethod
    def around(cls, middle: float, variance: float) -> Estimate:
        reach = Z80 * sqrt(max(variance, 0.0))
        return cls(middle, middle - reach, middle + reach)


@dataclass(frozen=True)
class Answer:
    """The coming twelve months. Clients are the average in care, euros those of aanvullende zorg in that year.

    `budget`, `room`, `fitting` (clients that fit in the budget at the cost per client of the scenario) are None when
    no budget is known; `families` and `families_cost` are extra at the buurtteams, `break_even` the clients that
    money for basiszorg must save to pay for itself; None when the price is not known.
    """

    clients_before: Estimate
    clients: Estimate
    clients_change: Estimate
    euro_before: Estimate
    euro: Estimate
    euro_change: Estimate
    budget: float | None
    room: Estimate | None
    fitting: float | None
    families: float
    families_cost: float | None
    break_even: float | None


@dataclass(frozen=True)
class World:
    """Rates of one world: newcomers per form and month, of which own (not from a waiting list), survival, price."""

    newcomers: Floats
    own: Floats
    leaving: Floats
    price: Floats


def answer(base: Base, levers: Levers, smallest: int = 10) -> Answer:
    """The answer; QuestionError when the lever is about a part with fewer than `smallest` newcomers."""
    before, after = world(base, Levers(), smallest), world(base, levers, smallest)
    ones = np.ones(len(base.forms))
    clients = [_sum(base, each, ones / HORIZON) for each in (before, after)]
    euros = [_sum(base, each, each.price) for each in (before, after)]
    unsure = _unsure(base, levers, after)
    change = _difference(base, before, after, ones / HORIZON, ones / HORIZON, unsure[0])
    euro_change = _difference(base, before, after, before.price, after.price, unsure[1])
    clients[1] = Estimate.around(clients[1].middle, _variance(clients[1]) + unsure[0])
    euros[1] = Estimate.around(euros[1].middle, _variance(euros[1]) + unsure[1])
    budget = None if base.budget is None else base.budget * (1 + levers.budget / 100) - levers.basiszorg
    per_client = euros[1].middle / clients[1].middle if clients[1].middle else 0.0
    seen = float((_rates(base) * _huisarts(base)[:, None]).sum()) * levers.huisarts / 100
    bought = levers.basiszorg / base.per_family if base.per_family else 0.0
    return Answer(
        clients_before=clients[0], clients=clients[1], clients_change=change,
        euro_before=euros[0], euro=euros[1], euro_change=euro_change,
        budget=budget,
        room=None if budget is None else Estimate(
            budget - euros[1].middle, budget - euros[1].high, budget - euros[1].low
        ),
        fitting=budget / per_client if budget is not None and per_client else None,
        families=seen + bought,
        families_cost=seen * base.per_family if base.per_family else None,
        break_even=levers.basiszorg / per_client if per_client else None,
    )  # fmt: skip


def world(base: Base, levers: Levers, smallest: int = 10) -> World:
    """The rates with the levers turned."""
    share = _share_in_scope(base, levers, smallest)
    spared = levers.huisarts / 100 * levers.opgelost / 100 * _huisarts(base)
    own = _rates(base) * ((1 + levers.instroom / 100 * share) * (1 - spared))[:, None]
    months = int(3 * levers.kwartalen)
    extra = np.where(np.arange(HORIZON) < months, levers.wachtenden / months, 0.0)
    mix = base.arrived.sum(axis=1) / max(base.arrived.sum(), 1.0)
    return World(
        own + mix[:, None] * extra, own, _leaving(base, levers.duur), base.price * (1 + levers.indexatie / 100)
    )


def _rates(base: Base) -> Floats:
    """Newcomers per form and coming month."""
    return np.asarray(base.arrived.sum(axis=1)[:, None] / 12 * base.season)


def _huisarts(base: Base) -> Floats:
    total = base.arrived.sum(axis=1)
    return np.divide(base.by_huisarts, total, out=np.zeros_like(total), where=total > 0)


def _share_in_scope(base: Base, levers: Levers, smallest: int) -> Floats:
    """Per form the share of newcomers that `instroom` is about; counts in steps of five, so that nobody stands out."""
    if not levers.waar:
        return np.ones(len(base.forms))
    kind, _, key = levers.waar.partition(":")
    inside = np.zeros_like(base.arrived)
    if kind == "gebied" and key in base.areas:
        inside[:, base.areas.index(key)] = base.arrived[:, base.areas.index(key)]
    elif kind == "vorm" and key in base.forms:
        inside[base.forms.index(key)] = base.arrived[base.forms.index(key)]
    else:
        raise QuestionError(f"Onbekend gebied of onbekende zorgvorm '{key}'. Kies er een uit de lijst.")
    count, total = inside.sum(), base.arrived.sum()
    if min(count, total - count) < smallest and total != count:
        raise QuestionError(
            "Daar kwamen in het laatste jaar te weinig cliënten bij om mee te rekenen. Kies een ander gebied of een "
            "andere zorgvorm, of de hele stad."
        )
    rounded = ROUND * round(count / ROUND)
    per_form = base.arrived.sum(axis=1)
    if kind == "vorm":
        share = np.divide(inside.sum(axis=1), per_form, out=np.zeros_like(per_form), where=per_form > 0)
        return share * (rounded / count if count else 1.0)
    return np.full(len(base.forms), rounded / total)


def _leaving(base: Base, weeks: float) -> Floats:
    """Leaving scaled so that new care lasts so many weeks longer or shorter on average; never under a week."""
    if not weeks:
        return base.leaving
    length = _survival(base.leaving, np.zeros(1, dtype=int), 10 * LONGEST)[:, 0].sum(axis=1)
    target = np.maximum(length + weeks / WEEKS_PER_MONTH, 1 / WEEKS_PER_MONTH)
    return np.minimum(base.leaving * (length / target)[:, None], 1.0)


def _survival(leaving: Floats, begin: np.ndarray, months: int = HORIZON) -> Floats:
    """Per form and age at the start the chance to be in care in each coming month."""
    places = np.minimum(begin[:, None] + np.arange(months - 1), LONGEST)
    stays = 1 - leaving[:, places]
    first = np.ones((*stays.shape[:2], 1))
    return np.concatenate([first, np.cumprod(stays, axis=2)], axis=2)


def _curves(world_: World) -> tuple[Floats, Floats]:
    """Survival of newcomers per month in which they come (zero after the year), and of the stock per age."""
    fresh = _survival(world_.leaving, np.zeros(1, dtype=int))[:, 0]
    left = np.stack([np.where(np.arange(HORIZON) < HORIZON - step, fresh, 0.0) for step in range(HORIZON)], axis=1)
    return left, _survival(world_.leaving, np.arange(LONGEST + 1))


def _moments(one: Floats, two: Floats) -> Floats:
    """E[T·T'] of the months in care in two worlds, for a person who leaves by the same chance in both."""
    return np.asarray(np.minimum(one[..., :, None], two[..., None, :]).sum(axis=(-1, -2)))


def _sum(base: Base, each: World, weight: Floats) -> Estimate:
    come, stay = _curves(each)
    mean_come, mean_stay = come.sum(axis=2), stay.sum(axis=2)
    middle = (weight * ((each.newcomers * mean_come).sum(axis=1) + (base.stock * mean_stay).sum(axis=1))).sum()
    chance = (each.newcomers * _moments(come, come)).sum(axis=1)
    chance += (base.stock * (_moments(stay, stay) - mean_stay**2)).sum(axis=1)
    rate = (each.own * mean_come).sum(axis=1) ** 2 / _counted(base)
    return Estimate.around(float(middle), float((weight**2 * (chance + rate)).sum()))


def _difference(
    base: Base, before: World, after: World, weight: Floats, weight_after: Floats, unsure: float
) -> Estimate:
    come, stay = _curves(before)
    come2, stay2 = _curves(after)
    w, v = weight[:, None], weight_after[:, None]
    middle = (v * after.newcomers * come2.sum(axis=2) - w * before.newcomers * come.sum(axis=2)).sum()
    middle += (base.stock * (v * stay2.sum(axis=2) - w * stay.sum(axis=2))).sum()
    both = np.minimum(before.newcomers, after.newcomers)
    change = v**2 * _moments(come2, come2) - 2 * v * w * _moments(come, come2) + w**2 * _moments(come, come)
    chance = both * change + (after.newcomers - both) * v**2 * _moments(come2, come2)
    chance += (before.newcomers - both) * w**2 * _moments(come, come)
    same = v**2 * _moments(stay2, stay2) - 2 * v * w * _moments(stay, stay2) + w**2 * _moments(stay, stay)
    held = base.stock * (same - (v * stay2.sum(axis=2) - w * stay.sum(axis=2)) ** 2)
    rate = (v * after.own * come2.sum(axis=2) - w * before.own * come.sum(axis=2)).sum(axis=1) ** 2 / _counted(base)
    return Estimate.around(float(middle), float(chance.sum() + held.sum() + rate.sum()) + unsure)


def _unsure(base: Base, levers: Levers, after: World) -> tuple[float, float]:
    """Variance in clients and euro that comes from not knowing how many have enough at the buurtteam."""
    if not levers.huisarts:
        return 0.0, 0.0
    sent = levers.huisarts / 100 * _huisarts(base)
    rest = after.own / np.maximum(1 - sent * levers.opgelost / 100, 1e-9)[:, None]
    months = (rest * sent[:, None] * _curves(after)[0].sum(axis=2)).sum(axis=1)
    clients, euros = months.sum() / HORIZON, (months * after.price).sum()
    return float((UNSURE_SOLVED * clients) ** 2), float((UNSURE_SOLVED * euros) ** 2)


def _counted(base: Base) -> Floats:
    return np.maximum(base.arrived.sum(axis=1), 1.0)


def _variance(estimate: Estimate) -> float:
    return ((estimate.high - estimate.middle) / Z80) ** 2

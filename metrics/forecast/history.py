"""What was known of costs and care at the end of a month?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
MONTHS = 12


@dataclass(frozen=True)
class Spells:
    """Stretches of care: the row of the provider, and the first and last month with care (both counted).

    Months count from January of the first year and may be negative; a spell that goes on has a last month far away.
    """

    provider: Whole
    first: Whole
    last: Whole

    def before(self, month: int) -> Spells:
        """The spells that began before `month`; what ended in it or later still goes on."""
        begun = self.first < month
        last = np.where(self.last >= month, GOES_ON, self.last)
        return Spells(self.provider[begun], self.first[begun], last[begun])


GOES_ON = 1 << 20


@dataclass(frozen=True)
class History:
    """Costs per provider (row) and month (column), NaN where nothing was delivered, up to the last known month."""

    costs: Floats
    spells: Spells

    @property
    def month(self) -> int:
        """The number of months that have passed; the next one is the first to be forecast."""
        return int(self.costs.shape[1])

    @property
    def passed(self) -> int:
        """How many months of the running year have passed, 0 to 11."""
        return self.month % MONTHS

    def before(self, month: int) -> History:
        """What was known when `month` months had passed."""
        return History(self.costs[:, :month], self.spells.before(month))

    @cached_property
    def this_year(self) -> Floats:
        """The passed months of the running year."""
        return self.costs[:, self.month - self.passed :]

    @cached_property
    def spent(self) -> Floats:
        """Delivered costs of the running year per provider."""
        return np.nansum(self.this_year, axis=1)

    @cached_property
    def to_come(self) -> npt.NDArray[np.bool_]:
        """Per provider which of the twelve months must be forecast: those to come, and those not delivered."""
        rest = np.ones((self.costs.shape[0], MONTHS - self.passed), dtype=bool)
        return np.hstack([np.isnan(self.this_year), rest])

    @cached_property
    def season(self) -> Floats:
        """Per provider twelve factors around 1, from whole earlier years; 1 everywhere without such a year.

        A factor is the month against the line through its year, so growth is no season. The fewer years a provider
        has, the more it gets what all providers have in common, and that in turn leans to 1.
        """
        years = self.costs[:, : self.month - self.passed].reshape(self.costs.shape[0], -1, MONTHS)
        whole = ~np.isnan(years).any(axis=2) & (years.sum(axis=2) > 0)
        ratio = np.where(whole[:, :, None], _detrended(np.where(whole[:, :, None], years, 1.0)), 0.0)
        weight = np.where(whole, years.sum(axis=2), 0.0)
        count = whole.sum()
        total = weight.sum()
        shared = np.ones(MONTHS)
        if count:
            mean = (ratio * weight[:, :, None]).sum(axis=(0, 1)) / total
            shared = 1 + (mean - 1) * count / (count + LEAN_TO_NONE)
        own_years = whole.sum(axis=1)
        own = np.divide(ratio.sum(axis=1), own_years[:, None], out=np.ones((len(own_years), MONTHS)),
                        where=own_years[:, None] > 0)  # fmt: skip
        share = (own_years / (own_years + LEAN_TO_SHARED))[:, None]
        factors = np.clip(share * own + (1 - share) * shared, 0.05, None)
        return np.asarray(factors / factors.mean(axis=1, keepdims=True))

    @cached_property
    def steady(self) -> Floats:
        """All months without their season; NaN where nothing was delivered."""
        columns = np.arange(self.month) % MONTHS
        return np.asarray(self.costs / self.season[:, columns])


LEAN_TO_NONE = 6.0
LEAN_TO_SHARED = 4.0
"""How many years one's own season must be known for half of it to be believed."""


def _detrended(years: Floats) -> Floats:
    """Every month divided by the straight line through its year."""
    centred = np.arange(MONTHS) - (MONTHS - 1) / 2
    mean = years.mean(axis=2, keepdims=True)
    slope = (years * centred).sum(axis=2, keepdims=True) / (centred**2).sum()
    line = np.maximum(mean + slope * centred, 0.2 * np.abs(mean) + 1e-9)
    return np.asarray(years / line)

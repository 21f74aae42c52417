"""How wrong would every method have been in earlier years, which one is best, and how wide is the interval?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from metrics.forecast.history import MONTHS, Floats, History, Whole
from metrics.forecast.methods import METHODS, RUN_RATE

CERTAIN = 0.80
OWN_YEARS = 3.0
"""How many own years weigh as much as what all providers have in common, in the choice and in the interval."""
ENOUGH = 8
"""Fewer earlier cases than this give no interval."""
NAMES = tuple(METHODS)


@dataclass(frozen=True)
class Answers:
    """Expected costs of the whole year per method (row) and provider, what had been spent, and what it became.

    `actual` is NaN when the year was not wholly delivered. `able` is False where a method could say nothing.
    """

    expected: Floats
    spent: Floats
    actual: Floats
    able: npt.NDArray[np.bool_]

    @property
    def rest(self) -> Floats:
        """What was still expected to come."""
        return np.asarray(self.expected - self.spent)

    @property
    def misses(self) -> Floats:
        """How much more (or less) came than expected, as a share of what was expected."""
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (self.actual - self.expected) / self.rest
        return np.asarray(np.where(self.rest > 0, share, np.nan))


class BackTest:
    """All answers from one set of costs; each is computed once, whoever asks."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.kept: dict[int, Answers] = {}

    def answers(self, month: int) -> Answers:
        """What every method said when `month` months had passed."""
        if month not in self.kept:
            past = self.history.before(month)
            rest = np.stack([np.maximum(method(past), 0.0) for method in METHODS.values()])
            # A method that cannot say anything about a provider repeats the run-rate, so that every sum is whole.
            able = ~np.isnan(rest)
            rest = np.where(~able, rest[NAMES.index(RUN_RATE)], rest)
            begin = month - month % MONTHS
            year = self.history.costs[:, begin : begin + MONTHS]
            whole = year.shape[1] == MONTHS
            actual = year.sum(axis=1) if whole else np.full(len(past.costs), np.nan)
            self.kept[month] = Answers(past.spent + rest, past.spent, np.where(actual > 0, actual, np.nan), able)
        return self.kept[month]

    def earlier(self, month: int) -> list[Answers]:
        """What was said at the same moment of every earlier year but the first, with what was known then."""
        return [self.answers(past) for past in range(MONTHS + month % MONTHS, month - MONTHS + 1, MONTHS)]

    def judge(self, month: int, among: tuple[str, ...] = NAMES) -> Judgement:
        """Which of these methods to use when `month` months have passed."""
        return Judgement(self.answers(month), self.earlier(month), among)


@dataclass(frozen=True)
class Judgement:
    """The choice at one moment, and what earlier years say about it."""

    now: Answers
    earlier: list[Answers]
    among: tuple[str, ...] = NAMES

    @cached_property
    def errors(self) -> Floats:
        """|expected − actual| ÷ actual per year, method and provider; NaN where the year is not known."""
        found = [
            np.where(each.able, np.abs(each.expected - each.actual) / each.actual, np.nan) for each in self.earlier
        ]
        return np.stack(found) if found else np.full((0, *self.now.expected.shape), np.nan)

    @cached_property
    def chosen(self) -> Whole:
        """Per provider the method with the smallest mean error, its own years and all providers' together.

        Without any earlier year the first.
        """
        allowed = np.array([name in self.among for name in NAMES])
        if not np.isfinite(self.errors).any():
            return np.full(self.now.expected.shape[1], allowed.argmax())
        count = np.isfinite(self.errors).sum(axis=0)
        own = np.nansum(self.errors, axis=0)
        cases = np.isfinite(self.errors).sum(axis=(0, 2))
        shared = np.where(cases > 0, np.nansum(self.errors, axis=(0, 2)) / np.maximum(cases, 1), np.inf)
        score = (own + OWN_YEARS * shared[:, None]) / (count + OWN_YEARS)
        return np.asarray(np.where(allowed[:, None] & self.now.able, score, np.inf).argmin(axis=0))

    def of(self, answers: Answers) -> tuple[Floats, Floats]:
        """Expected and the misses of the chosen methods in one set of answers."""
        columns = np.arange(len(self.chosen))
        return answers.expected[self.chosen, columns], answers.misses[self.chosen, columns]

    @cached_property
    def expected(self) -> Floats:
        return self.of(self.now)[0]

    @cached_property
    def misses(self) -> Floats:
        """Of the chosen methods, per earlier year and provider."""
        found = [self.of(each)[1] for each in self.earlier]
        return np.stack(found) if found else np.full((0, len(self.chosen)), np.nan)

    def scale(self, without: int | None = None) -> Floats:
        """Per provider the usual size of a miss, leaning to that of all; `without` leaves one year out."""
        kept = np.delete(self.misses, without, axis=0) if without is not None else self.misses
        squares, count = np.nansum(kept**2, axis=0), np.isfinite(kept).sum(axis=0)
        shared = np.nanmedian(kept**2) / 0.455 if np.isfinite(kept).any() else np.nan
        return np.asarray(np.sqrt((squares + OWN_YEARS * shared) / (count + OWN_YEARS)))

    @cached_property
    def standardised(self) -> Floats:
        """Every miss against the scale that the other years give."""
        rows = []
        for year, missed in enumerate(self.misses):
            size = self.scale(without=year)
            rows.append(np.divide(missed, size, out=0 * missed, where=size > 0))
        return np.stack(rows) if rows else self.misses

    @cached_property
    def reach(self) -> float:
        """How many times its scale the interval goes to each side; NaN with too few earlier cases."""
        known = np.abs(self.standardised[np.isfinite(self.standardised)])
        if len(known) < ENOUGH:
            return float("nan")
        place = min(1.0, CERTAIN * (len(known) + 1) / len(known))
        return float(np.quantile(known, place, method="higher"))

    @cached_property
    def half_width(self) -> Floats:
        """Of the interval per provider, in euro."""
        rest = self.expected - self.now.spent
        return np.asarray(np.where(rest > 0, self.reach * self.scale() * rest, 0.0))

    @cached_property
    def together(self) -> float:
        """How much providers miss in the same direction, 0 to 1, from the earlier years."""
        products, pairs = 0.0, 0
        for row in self.standardised:
            known = np.clip(row[np.isfinite(row)], -3, 3)
            products += known.sum() ** 2 - (known**2).sum()
            pairs += len(known) * (len(known) - 1)
        sizes = np.clip(self.standardised[np.isfinite(self.standardised)], -3, 3) ** 2
        return float(np.clip(products / pairs / sizes.mean(), 0.0, 1.0)) if pairs and sizes.mean() > 0 else 0.0

    @cached_property
    def covered(self) -> npt.NDArray[np.bool_]:
        """Per earlier year and provider whether it ended within the interval that the other years give."""
        return np.abs(self.standardised) <= self.reach

    def half_width_of_sum(self, which: Whole) -> float:
        """Of the interval around the sum of some providers."""
        widths = self.half_width[which]
        squares = float((widths**2).sum())
        return float(np.sqrt(squares + self.together * (float(widths.sum()) ** 2 - squares)))

"""How do costs and leveringen become the history that a forecast reads?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from metrics.budget import counting
from metrics.forecast.back_test import BackTest
from metrics.forecast.history import GOES_ON, MONTHS, History, Spells
from metrics.outcome import summed
from metrics.period import Level, Period


@dataclass(frozen=True)
class Ledger:
    """All providers with costs, and everything known of them up to the peildatum. Months count from `first_year`."""

    providers: tuple[str, ...]
    first_year: int
    history: History
    test: BackTest

    def place(self, year: int, month: int) -> int:
        """The number of a month, 1 to 12, of a year; how many months had passed when it began."""
        return (year - self.first_year) * MONTHS + month - 1

    def passed(self, day: date) -> int:
        """How many months had ended at the end of `day`."""
        ended = Period(day.year, day.month, Level.MONTH).end <= day
        return self.place(day.year, day.month) + int(ended)


def ledger_of(uitputting: pl.DataFrame, leveringen: pl.DataFrame, peildatum: date) -> Ledger | None:
    """None without any costs. `leveringen` as known on the peildatum."""
    rows = counting(uitputting.filter(pl.col("maand") <= peildatum), "aanbieder", "maand")
    if rows.is_empty():
        return None
    sums = rows.group_by("aanbieder", "maand").agg(summed(pl.col("kosten")))
    providers = tuple(sorted(sums["aanbieder"].unique()))
    first_year = sums.select(pl.col("maand").dt.year().min()).item()
    index = {code: place for place, code in enumerate(providers)}
    costs = np.full((len(providers), (peildatum.year - first_year + 1) * MONTHS), np.nan)
    row = sums["aanbieder"].replace_strict(index, return_dtype=pl.Int64).to_numpy()
    costs[row, _months(sums, "maand", first_year)] = sums["kosten"].to_numpy()
    history = History(costs, _spells(leveringen, index, first_year))
    return Ledger(providers, first_year, history, BackTest(history))


def _spells(leveringen: pl.DataFrame, index: dict[str, int], first_year: int) -> Spells:
    code = pl.col("aanbieder").cast(pl.String)
    rows = leveringen.select(code, "begindatum", "einde").filter(code.is_in(list(index)))
    provider = rows["aanbieder"].replace_strict(index, return_dtype=pl.Int64).to_numpy()
    last = np.where(rows["einde"].is_null().to_numpy(), GOES_ON, _months(rows, "einde", first_year))
    return Spells(provider, _months(rows, "begindatum", first_year), last)


def _months(rows: pl.DataFrame, column: str, first_year: int) -> np.ndarray:
    day = pl.col(column)
    number = (day.dt.year().cast(pl.Int64) - first_year) * MONTHS + day.dt.month() - 1
    return rows.select(number.fill_null(0).alias("number"))["number"].to_numpy()

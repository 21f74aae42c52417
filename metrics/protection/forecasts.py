"""Whose clients may a forecast be made of that is not for insiders only?

What an aanbieder costs is public, so its forecast is. But the methods that count clients move with every number of
clients. Where the stand of an aanbieder is hidden at the end of a quarter, its clients are left out: they count neither
for itself nor for what all aanbieders have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from metrics.indicator import Indicator
from metrics.outcome import COUNTS_HIDDEN
from metrics.period import Level, Period
from metrics.protection.peildata import ended_periods
from metrics.protection.primary import Thresholds
from metrics.ready import Ready
from metrics.request import Request
from metrics.run import run

FORECAST, STOCK, BY, HOW = "prognose", "in_zorg", "aanbieder", "methode"
OF_CLIENTS = "stand en stroom"
"""The method that says nothing without clients; `gemiddelde` then is the mean of the others."""
SAID = ("waarde", "onder", "boven", "fout", "fout_doortrekken", "dekking", "terugtest", "gekozen")


@dataclass(frozen=True)
class Forecasts:
    """What `ready` gives, but forecasts from the clients that may be counted.

    `protect` gives the numbers of clients up to the `newest` leverdatum as everybody sees them.
    """

    ready: Ready
    catalogue: Mapping[str, Indicator]
    tables: Mapping[str, pl.DataFrame]
    newest: date
    protect: Callable[[str, Request], pl.DataFrame]

    def find(self, key: str, request: Request, thresholds: Thresholds) -> pl.DataFrame | None:
        """Rows that were found before; never of a forecast, for those may hold other clients."""
        return None if key == FORECAST else self.ready.find(key, request, thresholds)

    def compute(self, key: str, request: Request) -> pl.DataFrame:
        """The rows, not yet protected.

        The method that has only clients to go by is empty, with the reason, where their number is hidden.
        """
        if key != FORECAST:
            return self.ready.compute(key, request)
        hidden = self.hidden()
        care = self.tables["leveringen"].filter(~pl.col(BY).cast(pl.String).is_in(hidden))
        rows = run(self.catalogue[key], request, {**self.tables, "leveringen": care})
        if not {BY, HOW} <= set(rows.columns):
            return rows
        expected = pl.col("werkelijk").ne_missing(pl.col("waarde"))
        silent = pl.col(BY).is_in(hidden) & (pl.col(HOW) == OF_CLIENTS) & expected
        reason = pl.when(silent).then(pl.lit(COUNTS_HIDDEN)).otherwise("waarom_leeg").alias("waarom_leeg")
        return rows.with_columns(reason, *(pl.when(~silent).then(name).alias(name) for name in SAID))

    def hidden(self) -> list[str]:
        """The aanbieders of which the stand is hidden in a quarter since there is care."""
        first = self.tables["leveringen"]["begindatum"].min()
        if not isinstance(first, date):
            return []
        quarters = tuple(map(Period.parse, ended_periods(first, self.newest, Level.QUARTER)))
        stand = self.protect(STOCK, Request(self.newest, quarters, (BY,)))
        return sorted(stand.filter("afgeschermd")[BY].unique())

"""What is shown of a year that was fixed? What was shown at that moment, whatever was delivered later.

Only protected results were kept, so nothing here can tell more than they did: one of their rows, or the sum of some
that are all visible. What was not kept is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from metrics.indicator import Indicator, Shape
from metrics.protection.cells import Rule, reduced, rule_of
from metrics.protection.families import Reading
from metrics.protection.marks import REASON
from metrics.request import Request
from metrics.run import dimensions_of, in_order, result_columns

OPTIONS = "_keuze"
"""The column that tells apart what was shown under each choice of options."""

Read = Callable[[int, str, str], pl.DataFrame | None]
"""What was kept of a year, an indicator and a crossing."""
Answer = Callable[[Request], pl.DataFrame]


def crossing_text(per: tuple[str, ...]) -> str:
    """How a crossing is called under which results are kept."""
    return "|".join(per)


def choice_text(options: Mapping[str, str]) -> str:
    """How a choice of options is called in what is kept."""
    return Reading("", tuple(options.items())).text


@dataclass(frozen=True)
class FixedYears:
    """`days`: when each year was fixed. `read` is asked once per year, indicator and crossing."""

    days: Mapping[int, date] = field(default_factory=dict)
    read: Read = lambda year, key, per: None
    known: dict[tuple[int, str, str], pl.DataFrame | None] = field(default_factory=dict, compare=False)

    def of(self, indicator: Indicator, request: Request) -> list[int]:
        """The fixed years that a question asks; none for numbers that count nobody."""
        if not self.days or rule_of(indicator) is Rule.OPEN:
            return []
        asked = {request.peildatum.year} if indicator.on_peildatum else {period.year for period in request.periods}
        return sorted(asked & self.days.keys())

    def answer(self, indicator: Indicator, request: Request, now: Answer, *, closed: bool = False) -> pl.DataFrame:
        """The rows as they may be shown: of fixed years as they were, of the others what `now` gives.

        `closed`: somebody may see that there are rows in fixed years, and none of their numbers.
        """
        years = self.of(indicator, request)
        if not years:
            return now(request)
        rows = self._shown(indicator, request, years)
        rows = _all_hidden(rows, indicator) if closed else rows
        others = tuple(period for period in request.periods if period.year not in years)
        if others:
            present = now(replace(request, periods=others))
            rows = pl.concat([rows.select(present.columns), present], how="vertical_relaxed")
        return in_order(rows, request, dimensions_of(indicator, request))

    def told(self, indicator: Indicator, request: Request) -> Indicator:
        """The record of the indicator, with what a reader must know of the fixed years that were asked."""
        years = self.of(indicator, request)
        said = tuple(
            f"{year} is vastgesteld op {self.days[year]:%d-%m-%Y}: later geleverde gegevens zijn niet meegeteld."
            for year in years
        )
        return replace(indicator, caveats=(*indicator.caveats, *said)) if said else indicator

    def _shown(self, indicator: Indicator, request: Request, years: list[int]) -> pl.DataFrame:
        per = crossing_text(reduced({*indicator.always_per, *request.per, *request.where}))
        found = [self._of_year(indicator, request, year, per) for year in years]
        return pl.concat([each for each in found if each.height] or found[:1])

    def _of_year(self, indicator: Indicator, request: Request, year: int, per: str) -> pl.DataFrame:
        columns = result_columns(indicator, request)
        columns.pop("personen")
        periods = [str(period) for period in request.periods if period.year == year]
        if indicator.on_peildatum:
            periods = [request.peildatum.isoformat()]
        kept = self._kept(year, indicator.key, per)
        if kept is None:
            return _nothing_kept(columns, [] if dimensions_of(indicator, request) else periods)
        rows = kept.filter(pl.col(OPTIONS) == choice_text(request.options), pl.col("periode").is_in(periods))
        for name, values in request.where.items():
            rows = rows.filter(pl.col(name).is_in(sorted(values)))
        rows = rows.select(
            (pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind).alias(name)
            for name, kind in columns.items()
        )
        return _put_together(rows, indicator, ["periode", *dimensions_of(indicator, request)])

    def _kept(self, year: int, key: str, per: str) -> pl.DataFrame | None:
        name = (year, key, per)
        if name not in self.known:
            self.known[name] = self.read(*name)
        return self.known[name]


def _nothing_kept(columns: Mapping[str, pl.DataType], periods: list[str]) -> pl.DataFrame:
    """Hidden rows for a figure that did not exist when the year was fixed; of a split nobody knows which rows."""
    rows = [{"periode": period, "voorlopig": False, "afgeschermd": True, "waarom_leeg": REASON} for period in periods]
    return pl.DataFrame(rows, schema=dict(columns))


_COUNTED = ("teller", "noemer")


def _put_together(rows: pl.DataFrame, indicator: Indicator, lines: list[str]) -> pl.DataFrame:
    """One row per line: the kept one, or the sum of several visible ones when they add up."""
    size = rows.select(pl.len().over(lines)).to_series() if rows.height else pl.Series([], dtype=pl.UInt32)
    if not (size > 1).any():
        return rows
    several = rows.filter(size > 1)
    sums = [pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name) for name in _COUNTED]
    joined = several.group_by(lines, maintain_order=True).agg(
        *sums,
        pl.col("voorlopig").any(),
        pl.col("afgeschermd").any(),
        pl.col("waarom_leeg").drop_nulls().first(),
    )
    value = pl.col("teller") if indicator.shape is Shape.COUNT else pl.col("teller") / pl.col("noemer")
    joined = joined.with_columns(waarde=pl.when(value.is_finite()).then(value))
    joined = joined.with_columns(waarom_leeg=pl.when(pl.col("waarde").is_null()).then("waarom_leeg"))
    joined = _all_hidden(joined, indicator, pl.lit(not indicator.additive) | pl.col("afgeschermd"))
    # A median or an interval cannot be put together from parts.
    gone = [name for name in rows.columns if name not in joined.columns]
    joined = joined.with_columns(pl.lit(None, rows.schema[name]).alias(name) for name in gone)
    return pl.concat([rows.filter(size == 1), joined.select(rows.columns)])


def _all_hidden(rows: pl.DataFrame, indicator: Indicator, where: pl.Expr | None = None) -> pl.DataFrame:
    """The rows with every number hidden; with a condition only those, and then a noemer that adds up stays."""
    numbers = [name for name in ("teller", "waarde", *indicator.extra) if name in rows.columns]
    numbers += ["noemer"] if where is None or not indicator.additive else []
    chosen = pl.lit(True) if where is None else where
    return rows.with_columns(
        *(pl.when(chosen).then(None).otherwise(pl.col(name)).alias(name) for name in numbers),
        afgeschermd=chosen,
        waarom_leeg=pl.when(chosen).then(pl.lit(REASON)).otherwise("waarom_leeg"),
    )

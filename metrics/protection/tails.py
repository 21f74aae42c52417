"""Where may be shown how many waited longer than the norm, and how many were set to nought?

They stand beside a wait, and no decision is made of them: with every norm there would be four times the numbers. So
they exist for few tables only, and such a table is shown whole, or with one rest that is large enough. What is not
shown never stands alone beside visible numbers and their visible total.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from metrics.period import Level, Period
from metrics.protection.marks import BESIDE, cell_key
from metrics.request import Request

DIVISIONS = ((), ("aanbieder",), ("wijk",))
"""The whole city for every length of period, the others for a year. They share no parts but the year of the city."""
LARGE = 100
"""Rows of a line that has its own number. It says nothing of the number, so with every norm the rest is the same."""
REST = 10.0
"""Rows that the rest has beside its largest line, so that this line cannot be most of it."""

_LINE = ("periode", "cel")

Lines = tuple[tuple[str, ...], int, Level]
"""A table, a year and a length of period."""


@dataclass(frozen=True)
class Tails:
    """Judges one question about a wait. `marked` gives its rows with marks for other tables and periods; `asked` is
    the question at the newest peildatum, without a selection; `smallest` the first count that may be shown."""

    marked: Callable[[Request], pl.DataFrame]
    asked: Request
    smallest: int
    seen: dict[Lines, pl.DataFrame] = field(default_factory=dict)

    def keep(self, frame: pl.DataFrame, per: tuple[str, ...]) -> pl.DataFrame:
        """The rows with these numbers only where they may be shown, and are those of the whole table."""
        asked = sorted({(period.year, period.level) for period in self.asked.periods})
        tables = [(per, *each) for each in asked if per in DIVISIONS and (not per or each[1] is Level.YEAR)]
        for name in BESIDE.keys() & set(frame.columns):
            shown = [self._of(name, table).select(*_LINE, _beside=name) for table in tables]
            if not shown:
                frame = frame.with_columns(pl.lit(None).cast(frame.schema[name]).alias(name))
                continue
            lines = frame.with_columns(cel=cell_key(per))
            joined = lines.join(pl.concat(shown), on=_LINE, how="left", maintain_order="left")
            same = pl.col(name) == pl.col("_beside")
            frame = joined.with_columns(pl.when(same).then(pl.col(name)).alias(name)).drop("cel", "_beside")
        return frame

    def _of(self, name: str, table: Lines) -> pl.DataFrame:
        per, year, _ = table
        lines = self._lines(*table)
        if self._nobody(name, year):
            return lines
        if not per:
            return lines if self._are_large(name, lines) else lines.clear()
        city = self._lines((), year, Level.YEAR)
        own, rest = divided(lines)
        safe = self._are_large(name, city) and self._are_large(name, own) and self._is_open(name, city, own, rest)
        return own if safe else own.clear()

    def _nobody(self, name: str, year: int) -> bool:
        """Whether the whole year counts nobody: then a nought says nothing of anybody in particular."""
        months = self._lines((), year, Level.MONTH)
        return months.height > 0 and months[name].null_count() == 0 and bool((months[name] == 0).all())

    def _are_large(self, name: str, lines: pl.DataFrame) -> bool:
        """Whether all lines are shown, with a number and its rest that are both large."""
        number = BESIDE[name]
        large = (number >= self.smallest) & (pl.col("noemer") - number >= self.smallest) & ~pl.col("_teller")
        return lines.height > 0 and bool(lines.select(large.fill_null(False).all()).item())

    def _is_open(self, name: str, city: pl.DataFrame, own: pl.DataFrame, rest: pl.DataFrame) -> bool:
        """Whether the rest, which anybody can subtract, is large as well."""
        number, rows = (_sum(city, each) - _sum(own, each) for each in (BESIDE[name], pl.col("noemer")))
        return rest.is_empty() or (number >= self.smallest and rows - number >= self.smallest)

    def _lines(self, per: tuple[str, ...], year: int, level: Level) -> pl.DataFrame:
        """The rows of the ended periods of a year."""
        key = per, year, level
        if key not in self.seen:
            periods = tuple(part for part in Period(year, 1, Level.YEAR).parts(level)
                            if part.end <= self.asked.peildatum)  # fmt: skip
            rows = self.marked(replace(self.asked, per=per, periods=periods))
            self.seen[key] = rows.with_columns(cel=cell_key(per))
        return self.seen[key]


def _sum(lines: pl.DataFrame, counted: pl.Expr) -> float:
    return float(sum(lines.select(counted).to_series().to_list()))


def divided(lines: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines that have their own number, and those of the rest: none, or at least two of which none is most."""
    small = pl.col("_teller") | (pl.col("noemer") < LARGE)
    own, rest = lines.filter(~small).sort("noemer", maintain_order=True), lines.filter(small)
    while own.height and rest.height and _beside_largest(rest["noemer"].to_list()) < REST:
        own, rest = own[1:], pl.concat([rest, own[:1]])
    return own, rest


def _beside_largest(rows: list[float]) -> float:
    return sum(rows) - max(rows)

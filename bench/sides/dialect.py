"""Where do DuckDB and SQLite write the same thing in another way?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Dialect:
    """One of the two: `columnar` is DuckDB, which has dates and percentiles of its own."""

    columnar: bool

    def day(self, value: date) -> str:
        return f"DATE '{value}'" if self.columnar else f"'{value}'"

    def days(self, last: str, first: str) -> str:
        """The number of days from `first` to `last`."""
        return f"({last} - {first})" if self.columnar else f"(julianday({last}) - julianday({first}))"

    def greatest(self, one: str, two: str) -> str:
        return f"{'GREATEST' if self.columnar else 'MAX'}({one}, {two})"

    def least(self, one: str, two: str) -> str:
        return f"{'LEAST' if self.columnar else 'MIN'}({one}, {two})"

    def mean(self, source: str, per: Sequence[str]) -> str:
        """Sum, number, mean and percentiles by linear interpolation of the column `v` of `source`."""
        keys = "".join(f"{name}, " for name in per)
        group = f" GROUP BY {', '.join(per)}" if per else " HAVING COUNT(*) > 0"
        sums = f"SELECT {keys}SUM(v) AS teller, COUNT(*) AS noemer, 1.0 * SUM(v) / COUNT(*) AS waarde"
        parts = {"mediaan": 0.5, "p80": 0.8, "p90": 0.9}
        if self.columnar:
            found = ", ".join(f"quantile_cont(v, {share}) AS {name}" for name, share in parts.items())
            return f"{sums}, {found} FROM ({source}) s{group}"
        place = f"PARTITION BY {', '.join(per)}" if per else ""
        found = ", ".join(f"{_interpolated(share)} AS {name}" for name, share in parts.items())
        ranked = f"SELECT *, ROW_NUMBER() OVER ({place} ORDER BY v) - 1 AS n, COUNT(*) OVER ({place}) - 1 AS l"
        return f"{sums}, {found} FROM ({ranked} FROM ({source}) s) t{group}"


def _interpolated(share: float) -> str:
    low, part = f"CAST({share} * l AS INTEGER)", f"({share} * l - CAST({share} * l AS INTEGER))"
    return f"SUM(CASE n WHEN {low} THEN v * (1 - {part}) WHEN {low} + 1 THEN v * {part} ELSE 0 END)"


DUCKDB, SQLITE = Dialect(columnar=True), Dialect(columnar=False)


def grouped(aggregates: str, source: str, per: Sequence[str]) -> str:
    """`aggregates` per combination; without dimensions one row, and none when there are no rows."""
    keys = "".join(f"{name}, " for name in per)
    tail = f" GROUP BY {', '.join(per)}" if per else " HAVING COUNT(*) > 0"
    return f"SELECT {keys}{aggregates} FROM ({source}) s{tail}"


def share(condition: str) -> str:
    """The aggregates of a share of rows."""
    teller = f"COUNT(*) FILTER (WHERE {condition})"
    return f"{teller} AS teller, COUNT(*) AS noemer, 1.0 * {teller} / COUNT(*) AS waarde"

"""Per agreement with a provider: how many clients and how much money, agreed and real?

An agreement is a vierkant that counts for its provider: the whole, or without a whole its split. Costs that belong
to no agreement of the split make the provider one part, because they cannot be divided over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from metrics.budget import agreed_in, called_unknown, counting, month_firsts, restricted, units, valid_on
from metrics.care_days import care_days
from metrics.dimensions import UNKNOWN
from metrics.outcome import summed
from metrics.period import Period
from metrics.request import Request
from metrics.rows import active

PART = ("deel_wet", "deel_vorm")
"""Which wet and zorgvorm an agreement is about; '' is all of them."""


@dataclass(frozen=True)
class Rows:
    """The prepared rows that agreements are made of; `leveringen` as known on the peildatum."""

    leveringen: pl.DataFrame
    vierkanten: pl.DataFrame
    uitputting: pl.DataFrame
    seizoen: pl.DataFrame


def agreements(request: Request, period: Period, rows: Rows) -> pl.DataFrame:
    """One row per agreement that has months that count: its unit and `PART`, `A`, `N`, `B`, `U`, `clients`.

    A month of a unit counts when it has a budget and its costs were delivered, as in `vierkant`. A is the mean
    agreed number over the days on which there is one, N the average in care, both since the year began; null is
    unknown. `clients` lists everybody in N.
    """
    unit, firsts = units(request), month_firsts(period.year, request.end(period))
    agreed = _named(agreed_in(request, period, rows.vierkanten), unit)
    spent = restricted(rows.uitputting.filter(pl.col("maand").is_in(firsts)), request)
    spent = _named(counting(spent, request.per, "maand"), unit)
    budget = _budget(agreed, period, firsts, request, rows.seizoen)
    month = [*unit, "maand"]
    months = budget.select(month).unique().join(spent.select(month).unique(), on=month)
    budget, spent = (each.join(months, on=month, how="semi") for each in (budget, spent))
    parts = _parts(agreed, spent, unit)
    keys = [*unit, *PART]
    counting_parts = parts.join(months.select(unit).unique(), on=unit, how="semi")
    begroot = _within(budget, parts, unit).group_by(keys).agg(B=summed(pl.col("begroot")))
    uitgeput = _within(spent, parts, unit).group_by(keys).agg(U=summed(pl.col("kosten")))
    days = _days(request, period)
    valid = _within(valid_on(agreed, days, request.options["budget"]), parts, unit)
    numbers = valid.group_by(*keys, "dag").agg(pl.col("clienten").sum()).group_by(keys).agg(A=pl.col("clienten").mean())
    people = _people(rows.leveringen, parts, unit, days)
    found = counting_parts
    for each in (begroot, uitgeput, numbers, people):
        found = found.join(each, on=keys, how="left")
    # Costs of an agreement that held in none of these months have nothing to be compared with.
    agreed_number = pl.when(pl.col("B").is_not_null()).then("A").alias("A")
    return found.with_columns(agreed_number, pl.col("B", "U", "N").fill_null(0.0)).sort(keys)


def _days(request: Request, period: Period) -> list[date]:
    first = date(period.year, 1, 1)
    return [first + timedelta(days=day) for day in range((request.end(period) - first).days + 1)]


def _named(rows: pl.DataFrame, unit: Sequence[str]) -> pl.DataFrame:
    """`wet_of` and `vorm_of` as stored beside the dimensions as they are called."""
    return rows.with_columns(wet_of="wet", vorm_of="zorgvorm").with_columns(called_unknown(unit))


def _budget(
    agreed: pl.DataFrame, period: Period, firsts: list[date], request: Request, seizoen: pl.DataFrame
) -> pl.DataFrame:
    """Euros per agreed row and month."""
    month = pl.date(period.year, pl.col("maand"), 1).alias("maand")
    shares = seizoen.filter(pl.col("jaar") == period.year).select(month, "aandeel")
    valid = valid_on(agreed, firsts, request.options["budget"]).rename({"dag": "maand"})
    euros = pl.col("budget") * pl.col("aandeel").fill_null(1 / 12)
    return valid.join(shares, on="maand", how="left").with_columns(euros.alias("begroot"))


def _parts(agreed: pl.DataFrame, spent: pl.DataFrame, unit: list[str]) -> pl.DataFrame:
    """Per unit the `PART` of each of its agreements; one part for everything when costs fit in none of them."""
    own = agreed.select(*unit, deel_wet="wet_of", deel_vorm="vorm_of").unique()
    costs = spent.select(*unit, "wet_of", "vorm_of").unique()
    loose = (
        costs.join(own, on=unit)
        .group_by(*unit, "wet_of", "vorm_of")
        .agg(_belongs().any().alias("fits"))
        .filter(~pl.col("fits"))
        .select(unit)
        .unique()
        .with_columns(loose=True)
    )
    name = [pl.when(pl.col("loose").is_null()).then(pl.col(part)).otherwise(pl.lit("")).alias(part) for part in PART]
    return own.join(loose, on=unit, how="left").with_columns(name).select(*unit, *PART).unique()


def _belongs() -> pl.Expr:
    """Whether a row is about the wet and zorgvorm of the part beside it."""
    pairs = zip(PART, ("wet_of", "vorm_of"), strict=True)
    return pl.all_horizontal((pl.col(part) == "") | (pl.col(part) == pl.col(own)) for part, own in pairs)


def _within(rows: pl.DataFrame, parts: pl.DataFrame, unit: list[str]) -> pl.DataFrame:
    """The rows with the part of their unit to which they belong."""
    return rows.join(parts, on=unit).filter(_belongs())


def _people(leveringen: pl.DataFrame, parts: pl.DataFrame, unit: list[str], days: list[date]) -> pl.DataFrame:
    """`N` and `clients` per part. A unit called `onbekend` has an agreement for all of a wet or zorgvorm."""
    keys = [*unit, *PART]
    asked = [name for name in unit if name != "aanbieder"]
    care = leveringen.filter(active("begindatum", "einde", days[0], days[-1])).select(
        pl.col("aanbieder").cast(pl.String), pl.col("wet").cast(pl.String).alias("wet_of"),
        pl.col("zorgvorm").cast(pl.String).alias("vorm_of"), "client", "begindatum", "einde",
    )  # fmt: skip
    placed = care.join(parts, on="aanbieder").filter(_belongs())
    for name in asked:
        own = {"wet": "wet_of", "zorgvorm": "vorm_of"}[name]
        placed = placed.filter((pl.col(name) == pl.col(own)) | (pl.col(name) == UNKNOWN))
    counted = care_days(placed, keys, days[0], days[-1])
    return counted.group_by(keys).agg(N=pl.col("days").sum() / len(days), clients=pl.col("client").unique())

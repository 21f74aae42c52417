"""What was agreed and what was spent, per provider and month?

A row with an empty zorgvorm (or wet) stands for all of them: where it exists it alone counts, the others are a
split of it. Which rows count depends on the level that is asked for: the provider, its wet, or its zorgvorm.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from metrics.dimensions import UNKNOWN
from metrics.outcome import by_period, grouped, summed, why_empty
from metrics.period import Period
from metrics.request import Request

ORIGINAL = "origineel"
BUDGET_OPTION = ("actueel", ORIGINAL)

DRIFT_EXTRA = {
    "ontbrekende_maanden": pl.String(),
    "zonder_budget": pl.String(),
    "kosten_zonder_budget": pl.Float64(),
}
DRIFT_ABOUT = {
    "ontbrekende_maanden": "Maanden met een budget waarvan nog geen kosten zijn geleverd; ze tellen niet mee.",
    "zonder_budget": "Maanden met kosten maar zonder budget; ze tellen niet mee.",
    "kosten_zonder_budget": "De kosten van die maanden, in euro.",
}


def restricted(rows: pl.DataFrame, request: Request) -> pl.DataFrame:
    """The rows within the selection; an empty wet or zorgvorm is called `onbekend`."""
    for name, keys in request.where.items():
        if name in rows.columns:
            rows = rows.filter(*(called.is_in(sorted(keys)) for called in called_unknown([name])))
    return rows


def counting(rows: pl.DataFrame, per: Sequence[str], *moment: str) -> pl.DataFrame:
    """The rows that count beside each other, per provider and `moment` (year or month).

    Where `per` asks for a split, a whole that is split is left out; within what is asked the whole comes first.
    """
    provider = ["aanbieder", *moment]
    no_wet, no_form = pl.col("wet") == "", pl.col("zorgvorm") == ""
    if "wet" in per:
        rows = rows.filter(~(no_wet & (~no_wet).any().over(provider)))
    if "zorgvorm" in per or "zorgvormgroep" in per:
        of_wet, of_all = ((~no_form).any().over(keys) for keys in ([*provider, "wet"], provider))
        rows = rows.filter(~(no_form & pl.when(no_wet).then(of_all).otherwise(of_wet)))
    cell = [*provider, *(name for name in ("wet", "zorgvorm", "zorgvormgroep") if name in per)]
    whole = no_wet & no_form
    rows = rows.filter(whole | ~whole.any().over(cell))
    return rows.filter(no_form | ~no_form.any().over(list(dict.fromkeys((*cell, "wet")))))


def units(request: Request) -> list[str]:
    """What is agreed with whom: the provider, and the other dimensions asked for."""
    return list(dict.fromkeys(("aanbieder", *request.per)))


def valid_on(agreed: pl.DataFrame, days: list[date], option: str) -> pl.DataFrame:
    """Per series of agreed rows and day of `days` the row that is valid: the latest one before or on that day.

    With option `origineel` the first row of the series, from its ingangsdatum on. Before the first there is none.
    """
    series = ["aanbieder", "wet", "zorgvorm", "jaar"]
    if option == ORIGINAL:
        agreed = agreed.filter(pl.col("ingangsdatum") == pl.col("ingangsdatum").min().over(series))
    calendar = pl.DataFrame({"dag": days}, schema={"dag": pl.Date})
    agreed = agreed.sort(*series, "ingangsdatum")
    until = pl.col("ingangsdatum").shift(-1).over(series).alias("until")
    spans = agreed.with_columns(until).join(calendar, how="cross")
    begun = pl.col("ingangsdatum") <= pl.col("dag")
    return spans.filter(begun, pl.col("until").is_null() | (pl.col("dag") < pl.col("until"))).drop("until")


def month_firsts(year: int, end: date) -> list[date]:
    """The first days of the months of `year` up to `end`."""
    return [date(year, month, 1) for month in range(1, 13) if date(year, month, 1) <= end]


def agreed_in(request: Request, period: Period, vierkanten: pl.DataFrame) -> pl.DataFrame:
    """The agreements for the period's year that the peildatum knows and that count at the level asked for."""
    rows = vierkanten.filter(pl.col("jaar") == period.year, pl.col("ingangsdatum") <= request.peildatum)
    return counting(restricted(rows, request), request.per, "jaar")


def months_to_date(
    request: Request, period: Period, vierkanten: pl.DataFrame, uitputting: pl.DataFrame, seizoen: pl.DataFrame
) -> pl.DataFrame:
    """Per unit and month from the year's begin to the period's end: `begroot` and `uitgeput`, null when unknown."""
    firsts = month_firsts(period.year, request.end(period))
    keys = [*units(request), "maand"]
    valid = valid_on(agreed_in(request, period, vierkanten), firsts, request.options["budget"]).rename({"dag": "maand"})
    shares = seizoen.filter(pl.col("jaar") == period.year).select(
        pl.date(period.year, pl.col("maand"), 1).alias("maand"), "aandeel"
    )
    budget = pl.col("budget") * pl.col("aandeel").fill_null(1 / 12)
    begroot = valid.join(shares, on="maand", how="left").group_by(keys).agg(begroot=summed(budget))
    spent = restricted(uitputting.filter(pl.col("maand").is_in(firsts)), request)
    uitgeput = counting(spent, request.per, "maand").group_by(keys).agg(uitgeput=summed(pl.col("kosten")))
    return begroot.join(uitgeput, on=keys, how="full", coalesce=True)


def drift(request: Request, vierkanten: pl.DataFrame, uitputting: pl.DataFrame, seizoen: pl.DataFrame) -> pl.DataFrame:
    """uitgeput, begroot and their drift, cumulative from the year's begin to the end of every period."""

    def one(period: Period) -> pl.DataFrame:
        months = months_to_date(request, period, vierkanten, uitputting, seizoen)
        rows = _summed(request, months.sort(*units(request), "maand"), request.end(period))
        waarde = pl.when(pl.col("noemer") != 0).then((pl.col("teller") - pl.col("noemer")) / pl.col("noemer"))
        return rows.with_columns(waarde.alias("waarde"), *called_unknown(request.per)).with_columns(why_empty())

    return by_period(request, one)


def _summed(request: Request, months: pl.DataFrame, last: date) -> pl.DataFrame:
    """Only months with a budget and delivered costs count, in begroot and in uitgeput.

    Months that had ended by `last` without delivered costs, and costs without a budget, are named.
    """
    delivered, agreed = pl.col("uitgeput").is_not_null(), pl.col("begroot").is_not_null()
    counts, label = delivered & agreed, month_label(request)
    ended = pl.col("maand").dt.month_end() <= last
    return grouped(
        months,
        request.per,
        pl.when(counts.any()).then(summed(pl.col("uitgeput").filter(counts))).alias("teller"),
        pl.when(counts.any()).then(summed(pl.col("begroot").filter(counts))).alias("noemer"),
        named(label, ~delivered & ended).alias("ontbrekende_maanden"),
        named(label, ~agreed).alias("zonder_budget"),
        pl.when((~agreed).any()).then(summed(pl.col("uitgeput").filter(~agreed))).alias("kosten_zonder_budget"),
    )


def called_unknown(names: Sequence[str]) -> list[pl.Expr]:
    """The columns `names` with `onbekend` for an empty wet or zorgvorm."""
    return [pl.when(pl.col(n) == "").then(pl.lit(UNKNOWN)).otherwise(pl.col(n)).alias(n) for n in names]


def month_label(request: Request) -> pl.Expr:
    """How a month is named: by itself, and by its provider where the row does not show that already."""
    month = pl.col("maand").dt.strftime("%Y-%m")
    return month if "aanbieder" in request.per else pl.format("{} ({})", month, pl.col("aanbieder"))


def named(label: pl.Expr, which: pl.Expr) -> pl.Expr:
    """The labels of the rows for which `which` holds, in one text; null when there are none."""
    return pl.when(which.any()).then(label.filter(which).str.join(", "))

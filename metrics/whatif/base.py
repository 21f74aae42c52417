"""What is known of today's care that a scenario starts from?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from metrics.budget import counting, valid_on
from metrics.forecast.history import GOES_ON, MONTHS, Floats, Spells
from metrics.forecast.stock_flow import LONGEST, ages, leaving_rates, pull
from metrics.outcome import summed
from metrics.period import Level, Period
from metrics.request import Request
from metrics.rows import known
from metrics.spending import buurtteams, families_of

HORIZON = 12
RECENT = 6
HUISARTS = ("huisarts", "02")


@dataclass(frozen=True)
class Base:
    """Per form of care (row): newcomers of the last twelve months, the stock, leaving, price, and referral.

    `arrived` is per form and area (column). `season` has a factor for each of the coming twelve months. Money is in
    euro: `budget` for aanvullende zorg in a year, `per_family` what a family at a buurtteam costs in a year, None
    when that is not known.
    """

    first_month: date
    forms: tuple[str, ...]
    areas: tuple[str, ...]
    arrived: Floats
    by_huisarts: Floats
    stock: Floats
    leaving: Floats
    price: Floats
    season: Floats
    budget: float | None
    per_family: float | None


def base_of(frames: Mapping[str, pl.DataFrame], peildatum: date) -> Base | None:
    """None when nobody was in care or nothing was spent. Everything as known at the last month that has ended."""
    request = Request(peildatum, (), options={"budget": "actueel"})
    begin = _after_last_month(peildatum)
    care = known(frames["leveringen"], "begindatum", request)
    teams = buurtteams(frames["aanbieders"])["aanbieder"]
    care = care.filter(~pl.col("aanbieder").cast(pl.String).is_in(teams.implode()))
    care = care.with_columns(form=pl.concat_str(pl.col("wet", "zorgvorm").cast(pl.String), separator=":"))
    spent = frames["uitputting"].filter(pl.col("maand") < begin, ~pl.col("aanbieder").is_in(teams.implode()))
    if care.is_empty() or spent.is_empty():
        return None
    forms = tuple(sorted(care["form"].unique()))
    first_year = care.select(pl.col("begindatum").dt.year().min()).item()
    month = _number(begin, first_year)
    spells = _spells(care, forms, first_year).before(month)
    year_ago = Period(begin.year - 1, begin.month, Level.MONTH).begin
    recent = care.filter(pl.col("begindatum") >= year_ago, pl.col("begindatum") < begin)
    sent = recent.filter(pl.col("verwijzer").cast(pl.String).is_in(HUISARTS))
    areas = tuple(sorted(recent["gebied"].cast(pl.String).unique()))
    return Base(
        first_month=begin,
        forms=forms,
        areas=areas,
        arrived=_table(recent, forms, areas),
        by_huisarts=_table(sent, forms, areas).sum(axis=1),
        stock=ages(spells, len(forms), month),
        leaving=leaving_rates(spells, len(forms), month),
        price=_prices(care, spent, forms, begin),
        season=np.array([pull(spells, month, step) for step in range(HORIZON)]),
        budget=_budget(frames["vierkanten"].filter(~pl.col("aanbieder").is_in(teams.implode())), peildatum),
        per_family=_per_family(request, frames, begin),
    )


def _after_last_month(day: date) -> date:
    month = Period(day.year, day.month, Level.MONTH)
    return month.shifted(1).begin if month.end <= day else month.begin


def _number(day: date, first_year: int) -> int:
    return (day.year - first_year) * MONTHS + day.month - 1


def _spells(care: pl.DataFrame, forms: tuple[str, ...], first_year: int) -> Spells:
    index = {form: place for place, form in enumerate(forms)}
    months = [
        (pl.col(name).dt.year().cast(pl.Int64) - first_year) * MONTHS + pl.col(name).dt.month() - 1
        for name in ("begindatum", "einde")
    ]
    rows = care.select(
        pl.col("form").replace_strict(index, return_dtype=pl.Int64), months[0].alias("first"),
        months[1].fill_null(GOES_ON).alias("last"),
    )  # fmt: skip
    return Spells(*(rows[name].to_numpy() for name in ("form", "first", "last")))


def _table(rows: pl.DataFrame, forms: tuple[str, ...], areas: tuple[str, ...]) -> Floats:
    found = np.zeros((len(forms), len(areas)))
    for form, area, count in rows.group_by("form", pl.col("gebied").cast(pl.String)).len().iter_rows():
        found[forms.index(form), areas.index(area)] = count
    return found


def _prices(care: pl.DataFrame, spent: pl.DataFrame, forms: tuple[str, ...], begin: date) -> Floats:
    """Euro per month in care over the last delivered months; a form without costs of its own has the mean price."""
    firsts = [Period(begin.year, begin.month, Level.MONTH).shifted(-back).begin for back in range(1, RECENT + 1)]
    costs = counting(spent.filter(pl.col("maand").is_in(firsts)), "zorgvorm", "maand")
    costs = costs.with_columns(form=pl.concat_str("wet", "zorgvorm", separator=":"))
    months = pl.concat(
        care.filter(pl.col("begindatum") <= pl.lit(first).dt.month_end(),
                    pl.col("einde").is_null() | (pl.col("einde") >= first))
        .group_by(pl.col("aanbieder").cast(pl.String), "form").len("active").with_columns(maand=pl.lit(first))
        for first in firsts
    )  # fmt: skip
    sums = costs.group_by("aanbieder", "form", "maand").agg(summed(pl.col("kosten")))
    own = sums.join(months, on=["aanbieder", "form", "maand"]).group_by("form").agg(summed(pl.col("kosten", "active")))
    delivered = costs.select("aanbieder", "maand").unique()
    active = months.join(delivered, on=["aanbieder", "maand"])["active"].sum()
    mean = float(costs["kosten"].sum()) / float(active) if active else 0.0
    known_prices = {form: euros / people for form, euros, people in own.iter_rows() if people}
    return np.array([known_prices.get(form, mean) for form in forms])


def _budget(vierkanten: pl.DataFrame, peildatum: date) -> float | None:
    rows = counting(vierkanten.filter(pl.col("jaar") == peildatum.year, pl.col("ingangsdatum") <= peildatum),
                    "aanbieder", "jaar")  # fmt: skip
    valid = valid_on(rows, [peildatum], "actueel")
    return float(valid["budget"].sum()) if valid.height else None


def _per_family(request: Request, frames: Mapping[str, pl.DataFrame], begin: date) -> float | None:
    """Of the last whole calendar year."""
    year = Period(begin.year - 1, 1, Level.YEAR)
    families = families_of(request, year, frames["aanmeldingen"], frames["aanbieders"])
    costs = frames["uitputting"].filter(pl.col("maand").dt.year() == year.year)
    both = costs.filter(pl.col("aanbieder").is_in(families["aanbieder"].unique().implode()))["kosten"].sum()
    return float(both) / families.height if families.height and both else None


__all__ = ["HORIZON", "LONGEST", "Base", "base_of"]

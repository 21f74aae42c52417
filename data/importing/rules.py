"""Which rows say something that cannot be, although every cell by itself can be read?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.importing import problems
from data.importing.problems import Problems
from data.importing.typed import Typed
from data.stories import LONGEST, traceable
from data.tables import ColumnSpec, Kind, column_specs

FIRST_DAY = date(1990, 1, 1)
FIRST_BIRTH_YEAR = 1900
_YEARS_AHEAD = {"vierkanten": 5}
_ANY_DAY = {("gebieden", "geldig_tot")}
_LARGEST_YEAR = 2100


@dataclass(frozen=True)
class _Order:
    """`later` may not lie before the first of `earlier` that is filled."""

    later: str
    earlier: tuple[str, ...]


_ORDERS = {
    "aanmeldingen": (
        _Order("kennismakingsdatum", ("aanmelddatum",)),
        _Order("einddatum", ("startdatum", "kennismakingsdatum", "aanmelddatum")),
    ),
    "leveringen": (_Order("einddatum", ("begindatum",)),),
}


def check_rules(typed: Typed, reference: date, found: Problems) -> None:
    """Notes the rows whose days or numbers cannot be. `reference` is the leverdatum, else today."""
    table = typed.recognised.name
    for spec in column_specs(typed.table).values():
        if (reason := _bounds(table, spec, reference)) is not None:
            found.add(spec.name, typed.frame.select(reason).to_series(), typed.texts[spec.name])
    for order in _ORDERS.get(table, ()):
        _check_order(typed, order, found)
    if table == "verhalen":
        _check_stories(typed, found)


def _bounds(table: str, spec: ColumnSpec, reference: date) -> pl.Expr | None:
    """The reason why a value of the column lies too far off, as an expression; None when there is no bound."""
    value = pl.col(spec.name)
    if spec.kind is Kind.PERIOD:
        value = pl.date(value.str.slice(0, 4).cast(pl.Int32), 1, 1)
    if spec.kind in (Kind.DATE, Kind.MONTH, Kind.PERIOD):
        if (table, spec.name) in _ANY_DAY:
            return None
        last = pl.lit(reference).dt.offset_by(f"{_YEARS_AHEAD.get(table, 1)}y")
        early, late = pl.lit(problems.TOO_EARLY), pl.lit(problems.TOO_LATE)
        return pl.when(value < FIRST_DAY).then(early).when(value > last).then(late)
    limits = {
        "geboortejaar": (FIRST_BIRTH_YEAR, reference.year + 1),
        "jaar": (FIRST_BIRTH_YEAR, _LARGEST_YEAR),
        "aandeel": (0, 1),
    }
    if spec.kind is Kind.WHOLE:
        limits["maand"] = (1, 12)
    if spec.name not in limits:
        return None
    return pl.when(~value.is_between(*limits[spec.name])).then(pl.lit(problems.OUT_OF_RANGE))


def _check_order(typed: Typed, order: _Order, found: Problems) -> None:
    wrong = pl.col(order.later) < pl.coalesce(order.earlier)
    if not typed.frame.select(wrong.any()).item():
        return
    which = pl.coalesce(pl.when(pl.col(name).is_not_null()).then(pl.lit(name)) for name in order.earlier)
    reason = typed.frame.select(pl.when(wrong).then(pl.format(f"{problems.WRONG_ORDER}:{{}}", which))).to_series()
    found.add(order.later, reason, typed.texts[order.later])


def _check_stories(typed: Typed, found: Problems) -> None:
    """A story that may point to one person is not stored, and no word of it is kept with the rejection."""
    for name, most in LONGEST.items():
        column = typed.frame[name]
        personal = pl.Series([traceable(text) is not None for text in column], dtype=pl.Boolean)
        found.add(name, problems.flag(personal, problems.ABOUT_A_PERSON))
        found.add(name, problems.flag((column.str.len_chars() > most).fill_null(False), problems.TOO_LONG))

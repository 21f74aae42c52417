"""How does a hidden number look? The same, whatever the reason that it is hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache, reduce
from operator import or_

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Period
from metrics.protection.cells import Rule, rule_of
from metrics.protection.primary import Thresholds, small

REASON = "afgeschermd"
HIDDEN = ("_teller", "_noemer", "_p80", "_p90")
_P80 = ("p80", "km_p80", "km_p80_onder", "km_p80_boven")
_P90 = ("p90",)
_COUNTED = ("gezinnen", "clienten")
"""Extra columns that count people also in a row without teller and waarde."""
BESIDE = {"negatief": pl.col("negatief"), "boven_norm": (pl.col("boven_norm") * pl.col("noemer")).round()}
"""How many rows of the noemer an extra column counts."""


def find_hidden(
    frame: pl.DataFrame, indicator: Indicator, thresholds: Thresholds, running: Collection[str]
) -> pl.DataFrame:
    """The frame with the boolean columns of `HIDDEN`: small by itself, or in a period that has not ended."""
    return hide_running(find_small(frame, indicator, thresholds), indicator, running)


def find_small(frame: pl.DataFrame, indicator: Indicator, thresholds: Thresholds) -> pl.DataFrame:
    """The frame with the boolean columns of `HIDDEN`: what is small by itself, which each row says alone.

    Extra columns that count some of the rows are empty where that number, or the rest, is small.
    """
    of_persons = indicator.noemer_about_persons
    return frame.with_columns(_small_marks(rule_of(indicator), thresholds, tuple(indicator.extra), of_persons))


def hide_running(frame: pl.DataFrame, indicator: Indicator, running: Collection[str]) -> pl.DataFrame:
    """Also hide numbers of periods that have not ended."""
    if not running or rule_of(indicator) is Rule.OPEN:
        return frame
    now, of_persons = pl.col("periode").is_in(list(running)), indicator.noemer_about_persons
    return frame.with_columns(_teller=pl.col("_teller") | now, _noemer=(pl.col("_noemer") | now) & of_persons)


@lru_cache(maxsize=1_000)
def _small_marks(rule: Rule, thresholds: Thresholds, extra: tuple[str, ...], of_persons: bool) -> list[pl.Expr]:
    """What is small by itself, built once: many questions are about few rows."""
    marks = small(rule, thresholds)
    beside = {name: count for name, count in BESIDE.items() if name in extra}
    return [
        *_emptied_where_small(beside, thresholds),
        (marks.teller | marks.noemer).alias("_teller"),
        (marks.noemer & of_persons).alias("_noemer"),
        marks.p80.alias("_p80"),
        marks.p90.alias("_p90"),
    ]


def _emptied_where_small(beside: Mapping[str, pl.Expr], thresholds: Thresholds) -> list[pl.Expr]:
    emptied = []
    for name, count in beside.items():
        few = (count > 0) & (count < thresholds.smallest)
        rest = pl.col("noemer") - count
        few = few | ((rest > 0) & (rest < thresholds.smallest))
        emptied.append(pl.when(few.fill_null(False)).then(None).otherwise(pl.col(name)).alias(name))
    return emptied


def hide_changed(frame: pl.DataFrame, now: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Also hide numbers of an older peildatum that are no longer the same: their difference counts a few rows."""
    numbers = [name for name in ("teller", "noemer", "waarde", *indicator.extra) if name in frame.columns]
    lines = [name for name in frame.columns if name in now.columns and name in ("periode", *indicator.dimensions)]
    kept = now.select(*lines, *(pl.col(name).alias(f"{name}_now") for name in numbers), _there=pl.lit(True))
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_now")) for name in numbers)
    changed = ~(same & pl.col("_there").fill_null(False))
    marked = frame.join(kept, on=lines, how="left", maintain_order="left", nulls_equal=True).with_columns(
        _teller=pl.col("_teller") | changed,
        _noemer=pl.col("_noemer") | (changed & indicator.noemer_about_persons),
    )
    return marked.drop("_there", *(f"{name}_now" for name in numbers))


def add_decided(frame: pl.DataFrame, decided: pl.DataFrame | None, per: tuple[str, ...]) -> pl.DataFrame:
    """Also hide what was decided for the data version: rows `periode`, `cel`, `noemer` of one crossing."""
    if decided is None or decided.is_empty():
        return frame
    told = decided.select(pl.concat_str("periode", "cel", separator="|"), "noemer")
    lines, line = told["periode"], pl.concat_str("periode", cell_key(per), separator="|")
    return frame.with_columns(
        _teller=pl.col("_teller") | line.is_in(lines.implode()),
        _noemer=pl.col("_noemer") | line.is_in(lines.filter(told["noemer"]).implode()),
    )


def cell_key(per: tuple[str, ...]) -> pl.Expr:
    """The text that names a cell within its crossing; `per` in sorted order, an empty crossing is ''."""
    if not per:
        return pl.lit("")
    return pl.concat_str([pl.col(name).fill_null("") for name in sorted(per)], separator="|")


def apply_marks(frame: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Every hidden number null, its row marked; the helper columns are gone. A row is never left out."""
    return frame.select(_shown(tuple(frame.columns), tuple(indicator.extra)))


@lru_cache(maxsize=1_000)
def _shown(columns: tuple[str, ...], extra: tuple[str, ...]) -> list[pl.Expr]:
    """The columns that stay, hidden numbers empty. A row without any number has nothing to hide."""
    numbers = ["teller", "waarde", *(name for name in _COUNTED if name in columns)]
    row = pl.col("_teller") & reduce(or_, (pl.col(name).is_not_null() for name in numbers))
    return [_as_shown(name, row, extra) for name in columns if name not in {*HIDDEN, "personen"}]


def _as_shown(name: str, row: pl.Expr, extra: tuple[str, ...]) -> pl.Expr:
    column = pl.col(name)
    if name == "afgeschermd":
        return row.alias(name)
    if name == "waarom_leeg":
        return pl.when(row).then(pl.lit(REASON)).otherwise(column).alias(name)
    if name == "noemer":
        return _empty_where(pl.col("_noemer"), name)
    if name not in ("teller", "waarde", *extra):
        return column
    marks = [*(["_p80"] if name in _P80 else []), *(["_p90"] if name in _P90 else [])]
    return _empty_where(reduce(or_, map(pl.col, marks), row), name)


def _empty_where(mark: pl.Expr, name: str) -> pl.Expr:
    return pl.when(mark).then(None).otherwise(pl.col(name)).alias(name)


def running_periods(periods: Collection[Period], peildatum: date) -> list[str]:
    """The texts of the periods that have not ended on the peildatum."""
    return [str(period) for period in periods if period.end > peildatum]

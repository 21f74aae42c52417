"""How does a hidden number look? The same, whatever the reason that it is hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Period
from metrics.protection.cells import Rule, rule_of
from metrics.protection.primary import Thresholds, small

REASON = "afgeschermd"
HIDDEN = ("_teller", "_noemer", "_p80", "_p90")
_P80 = ("p80", "km_p80", "km_p80_onder", "km_p80_boven")
_P90 = ("p90",)
_COUNTED = ("gezinnen",)
"""Extra columns that count people also in a row without teller and waarde."""
_BESIDE = {"negatief": pl.col("negatief"), "boven_norm": (pl.col("boven_norm") * pl.col("noemer")).round()}
"""How many rows of the noemer an extra column counts."""


def find_hidden(
    frame: pl.DataFrame, indicator: Indicator, thresholds: Thresholds, running: Collection[str]
) -> pl.DataFrame:
    """The frame with the boolean columns of `HIDDEN`: small by itself, or in a period that has not ended.

    Extra columns that count some of the rows are empty where that number, or the rest, is small.
    """
    rule = rule_of(indicator)
    marks = small(rule, thresholds)
    now = pl.lit(False) if rule is Rule.OPEN else pl.col("periode").is_in(list(running))
    beside = {name: count for name, count in _BESIDE.items() if name in indicator.extra}
    return frame.with_columns(
        *_emptied_where_small(beside, thresholds),
        _teller=marks.teller | marks.noemer | now,
        _noemer=(marks.noemer | now) & indicator.noemer_about_persons,
        _p80=marks.p80,
        _p90=marks.p90,
    )


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
    lines = frame.with_columns(cel=cell_key(per)).join(
        decided.select("periode", "cel", _decided="noemer"), on=["periode", "cel"], how="left", maintain_order="left"
    )
    return lines.with_columns(
        _teller=pl.col("_teller") | pl.col("_decided").is_not_null(),
        _noemer=pl.col("_noemer") | pl.col("_decided").fill_null(False),
    ).drop("cel", "_decided")


def cell_key(per: tuple[str, ...]) -> pl.Expr:
    """The text that names a cell within its crossing; `per` in sorted order, an empty crossing is ''."""
    if not per:
        return pl.lit("")
    return pl.concat_str([pl.col(name).fill_null("") for name in sorted(per)], separator="|")


def apply_marks(frame: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Every hidden number null, its row marked; the helper columns are gone. A row is never left out."""
    counted = [name for name in _COUNTED if name in frame.columns]
    something = pl.any_horizontal(pl.col("teller", "waarde", *counted).is_not_null())
    row = pl.col("_teller") & something
    keep = frame.with_columns(_row=row)
    extra = [name for name in indicator.extra if name in frame.columns]
    cleared = keep.with_columns(
        *_emptied("_row", ("teller", "waarde", *extra)),
        *_emptied("_noemer", ("noemer",)),
        afgeschermd=pl.col("_row"),
        waarom_leeg=pl.when("_row").then(pl.lit(REASON)).otherwise("waarom_leeg"),
    ).with_columns(
        *_emptied("_p80", [name for name in _P80 if name in extra]),
        *_emptied("_p90", [name for name in _P90 if name in extra]),
    )
    return cleared.drop(*HIDDEN, "_row", "personen")


def _emptied(mark: str, names: Collection[str]) -> list[pl.Expr]:
    return [pl.when(pl.col(mark)).then(None).otherwise(pl.col(name)).alias(name) for name in names]


def running_periods(periods: Collection[Period], peildatum: date) -> list[str]:
    """The texts of the periods that have not ended on the peildatum."""
    return [str(period) for period in periods if period.end > peildatum]

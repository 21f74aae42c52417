"""What of a result may leave? Every row stays; every hidden number becomes the same mark.

A question that names one value of a dimension asks for the same cell as a split by that dimension, so it gets
the same decision. A selection of several values shows only what can be added up from visible cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

import polars as pl

from metrics.indicator import Indicator, Shape
from metrics.protection.cells import Rule, reduced, rule_of
from metrics.protection.fixed import FixedYears
from metrics.protection.households import COSTS, REACH, hide_households
from metrics.protection.marks import (
    BESIDE,
    HIDDEN,
    add_decided,
    apply_marks,
    find_hidden,
    find_small,
    hide_changed,
    hide_running,
    running_periods,
)
from metrics.protection.primary import Thresholds
from metrics.protection.selections import Selection, is_of_areas
from metrics.protection.split_costs import COSTED, hide_splits
from metrics.protection.stages import REPORTED, options_dimensions
from metrics.protection.tails import Tails
from metrics.protection.twins import WAITS, hide_twins
from metrics.request import Request

Compute = Callable[[str, Request], pl.DataFrame]
"""Rows of the indicator with this key, with the column `personen`, not yet protected."""
Decided = Callable[[str, Request, tuple[str, ...]], pl.DataFrame | None]
"""What was decided for the cells of one crossing: `periode`, `cel`, `noemer`; None when nothing was."""
Marked = Callable[[str, Request, Thresholds], pl.DataFrame | None]
"""The rows as `marks.find_small` gives them, where that was found before."""

DIFFERENCE_OF = {
    "ses_kloof": ("bereik", "ses", ("laag", "hoog")),
    "werkdagen_kloof": ("werkdagen_tot_kennismaking", "ses", ("laag", "hoog")),
    "wachttijd_kloof": ("wachttijd_toewijzing", "ses", ("laag", "hoog")),
}
"""A difference of two rows of another indicator: its key, the dimension and the two values."""

_CAME, _STARTED = "kennismaking_binnen_vijf_werkdagen", "start_binnen_twee_weken"
SAME_ROWS = {
    "kennismaking_met_wachtenden": _CAME, "kennismaking_curve": _CAME,
    "start_met_wachtenden": _STARTED, "start_curve": _STARTED,
}  # fmt: skip
"""Views of the rows that the noemer of another indicator counts: hidden where that noemer is."""
WITHOUT_NUMBERS = ("_met_wachtenden", "_curve")
ROUNDED = {"gemiddelde": 1, "waarde": 2, "onder": 2, "boven": 2}
"""Decimals in a view that tells no number of people: from more of them the number would follow."""


CUT_FIRST = frozenset({"in_een_keer_goed", *WAITS})
"""Indicators of which a selection restricts rows before it looks for the first care: its number may be another than
that of the same cell in a split, which was decided."""


def _nothing(key: str, request: Request, thresholds: Thresholds) -> pl.DataFrame | None:
    return None


@dataclass(frozen=True)
class Gate:
    """Protects results of one data version. `compute`, `decided` and `marked` look things up and change nothing.

    `newest` is the newest leverdatum; numbers of an older peildatum are shown only where they are still the same.
    `tables` are the prepared rows, from which is seen whether anything changed since a decision.
    `fixed` are the years of which what was shown was kept: that is what stays shown.
    """

    catalogue: Mapping[str, Indicator]
    compute: Compute
    decided: Decided
    thresholds: Thresholds
    newest: date = date.min
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    fixed: FixedYears = field(default_factory=FixedYears)
    marked: Marked = _nothing

    def protect(self, key: str, request: Request) -> pl.DataFrame:
        """The rows of an indicator as they may be shown to anybody."""
        return self.fixed.answer(self.catalogue[key], request, partial(self._protect_now, key))

    def _protect_now(self, key: str, request: Request) -> pl.DataFrame:
        shown = apply_marks(self.mark(key, request), self.catalogue[key])
        if not key.endswith(WITHOUT_NUMBERS):
            return shown
        return shown.with_columns(pl.col(name).round(ROUNDED[name]) for name in ROUNDED if name in shown.columns)

    def mark(self, key: str, request: Request) -> pl.DataFrame:
        """The rows with the columns of `marks.HIDDEN`."""
        indicator = self.catalogue[key]
        if rule_of(indicator) is Rule.DIFFERENCE:
            return self._mark_difference(key, request)
        several = selected_together(indicator, request)
        if not several or rule_of(indicator) is Rule.OPEN:
            frame = self._mark_cells(key, request)
            return self._hide_with(SAME_ROWS[key], frame, key, request) if key in SAME_ROWS else frame
        frame = self._found(key, request)
        if not indicator.additive:
            return frame.with_columns(_teller=pl.lit(True), _noemer=pl.lit(indicator.noemer_about_persons))
        return self._mark_selection(frame, key, request, several)

    def _hide_with(self, source: str, frame: pl.DataFrame, key: str, request: Request) -> pl.DataFrame:
        """Also hide the rows whose people may not be counted under another name."""
        own = self.catalogue[key].always_per
        other = self.catalogue[source]
        asked = replace(
            request,
            per=tuple(name for name in request.per if name not in own),
            where={name: values for name, values in request.where.items() if name not in own},
            options={name: values[0] for name, values in other.options.items()},
        )
        lines = ["periode", *asked.per]
        hidden = self.mark(source, asked).filter("_noemer").select(*lines, _also=pl.lit(True))
        joined = frame.join(hidden, on=lines, how="left", maintain_order="left", nulls_equal=True)
        return joined.with_columns(_teller=pl.col("_teller") | pl.col("_also").fill_null(False)).drop("_also")

    def _found(self, key: str, request: Request) -> pl.DataFrame:
        indicator = self.catalogue[key]
        found = self.marked(key, request, self.thresholds)
        if found is None:
            found = find_small(self.compute(key, request), indicator, self.thresholds)
        found = hide_running(found, indicator, running_periods(request.periods, request.peildatum))
        if request.peildatum >= self.newest or indicator.on_peildatum or rule_of(indicator) is Rule.OPEN:
            return found
        now = self.compute(key, replace(request, peildatum=self.newest))
        return hide_changed(found, find_hidden(now, indicator, self.thresholds, ()), indicator)

    def _mark_cells(self, key: str, request: Request, *, tails: bool = True) -> pl.DataFrame:
        """Every row is a cell of the fixed set. Without `tails` numbers beside a wait are small by themselves only."""
        indicator, frame = self.catalogue[key], self._found(key, request)
        per = reduced(crossing(indicator, request))
        fixed = {name: next(iter(request.where[name])) for name in per if name not in frame.columns}
        if fixed:
            frame = frame.with_columns(**{name: pl.lit(value) for name, value in fixed.items()})
        marked = add_decided(frame, self.decided(key, request, per), per)
        if key in REPORTED:
            marked = self._hide_split(marked, key, replace(request, per=per, where={}))
        marked = hide_twins(marked, key, request, per, fixed, self.compute, self.decided)
        if key in COSTED:
            marked = hide_splits(marked, request, self.tables, self.thresholds.smallest)
        if key == COSTS:
            groups = tuple(self.catalogue[REACH].options["doelgroep"])
            marked = hide_households(marked, request, self.tables, groups, self.mark)
        if key in CUT_FIRST and request.where:
            marked = self._hide_unlike_split(marked, key, request)
        if tails and BESIDE.keys() & indicator.extra.keys():
            asked = replace(request, where={}, peildatum=max(request.peildatum, self.newest))
            whole = partial(self._mark_cells, key, tails=False)
            marked = Tails(whole, asked, self.thresholds.smallest).keep(marked, per)
        return marked.drop(*fixed) if fixed else marked

    def _hide_split(self, frame: pl.DataFrame, key: str, split: Request) -> pl.DataFrame:
        """Also hide every row of a split in a period in which one of them is small: its total is no secret."""
        parts = self._found(key, split)
        small = {period for period, few in zip(parts["periode"], parts["_teller"], strict=True) if few}
        return frame.with_columns(pl.col("_teller") | pl.col("periode").is_in(sorted(small))) if small else frame

    def _hide_unlike_split(self, frame: pl.DataFrame, key: str, request: Request) -> pl.DataFrame:
        """Also hide numbers of a selection that are others than those of the same cell in a split."""
        per = tuple(dict.fromkeys((*request.per, *request.where)))
        split = self.compute(key, replace(request, per=per, where={}))
        for name, values in request.where.items():
            split = split.filter(pl.col(name).is_in(sorted(values)))
        lines = ["periode", *request.per]
        beside = split.select(*lines, _split_teller="teller", _split_noemer="noemer")
        joined = frame.join(beside, on=lines, how="left", maintain_order="left", nulls_equal=True)
        other = ~pl.all_horizontal(
            pl.col(name).eq_missing(pl.col(f"_split_{name}")) for name in ("teller", "noemer")
        )  # fmt: skip
        marked = joined.with_columns(_teller=pl.col("_teller") | other, _noemer=pl.col("_noemer") | other)
        return marked.drop("_split_teller", "_split_noemer")

    def _mark_selection(
        self, frame: pl.DataFrame, key: str, request: Request, several: tuple[str, ...]
    ) -> pl.DataFrame:
        """A sum over several values is visible when visible cells make it up: it then says nothing new."""
        indicator = self.catalogue[key]
        parts = self._mark_cells(key, replace(request, per=(*request.per, *several)))
        lines = ["periode", *indicator.always_per, *[name for name in request.per if name not in indicator.always_per]]
        worst = parts.group_by(lines).agg(pl.col(*HIDDEN[:2]).any().name.suffix("_part"))
        merged = frame.join(worst, on=lines, how="left", maintain_order="left", nulls_equal=True).with_columns(
            pl.col(name) | pl.col(f"{name}_part").fill_null(True) for name in HIDDEN[:2]
        )
        if key not in CUT_FIRST and is_of_areas(request, several) and merged["_teller"].any():
            merged = self._show_covered(frame, merged, key, request, several[0])
        if indicator.shape is Shape.MEAN:
            # A median cannot be put together from parts.
            merged = merged.with_columns(pl.lit(None).cast(kind).alias(name) for name, kind in indicator.extra.items())
        return merged.drop(f"{name}_part" for name in HIDDEN[:2])

    def _show_covered(
        self, frame: pl.DataFrame, merged: pl.DataFrame, key: str, request: Request, dimension: str
    ) -> pl.DataFrame:
        """Whole wijken, SES groups or the city may make up areas of which one is hidden."""
        indicator = self.catalogue[key]
        lines = ("periode", *dict.fromkeys((*indicator.always_per, *request.per)))
        cells = partial(self._mark_cells, key)
        known = frozenset(options_dimensions(indicator, request.options))
        chosen = Selection(request, dimension, lines, cells, partial(self.compute, key), known)
        for name in HIDDEN[:2]:
            covered = chosen.covered(name)
            shown = pl.Series([row in covered for row in merged.select(lines).iter_rows()], dtype=pl.Boolean)
            merged = merged.with_columns(pl.when(shown).then(frame[name]).otherwise(pl.col(name)).alias(name))
        return merged

    def _mark_difference(self, key: str, request: Request) -> pl.DataFrame:
        """Shown only where both numbers that it is made of are."""
        source, dimension, values = DIFFERENCE_OF[key]
        parts = self.mark(source, replace(request, per=(*request.per, dimension)))
        lines = ["periode", *request.per]
        visible = (
            parts.filter(pl.col(dimension).is_in(values) & ~pl.col("_teller"))
            .group_by(lines)
            .agg(_both=pl.len() == len(values))
        )
        frame = self._found(key, request).join(visible, on=lines, how="left", maintain_order="left", nulls_equal=True)
        return frame.with_columns(_teller=pl.col("_teller") | ~pl.col("_both").fill_null(False)).drop("_both")


def crossing(indicator: Indicator, request: Request) -> tuple[str, ...]:
    """The dimensions that make up a cell of the question, in the order in which decisions name them."""
    return tuple(sorted({*indicator.always_per, *request.per, *request.where}))


def selected_together(indicator: Indicator, request: Request) -> tuple[str, ...]:
    """Dimensions of which several values are asked as one number."""
    apart = {*indicator.always_per, *request.per}
    return tuple(name for name, values in request.where.items() if name not in apart and len(values) > 1)

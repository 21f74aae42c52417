"""What may an aanbieder see of the others, who knows its own numbers and can subtract them?

Its own rows, and the others together as a rest. A number in which others count is shown when what remains without
the own rows could be shown too and at least three others are in it; and only when that holds for every part of the
same split, in every period of the same length in that year. So no difference gives what one of them would hide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from metrics.indicator import Indicator
from metrics.parents import topmost
from metrics.period import Period
from metrics.protection.cells import Rule, rule_of
from metrics.protection.gate import Gate
from metrics.protection.marks import BESIDE, HIDDEN, apply_marks, running_periods
from metrics.protection.primary import small
from metrics.protection.stages import options_dimensions
from metrics.request import Request
from metrics.run import run
from metrics.viewer import AccessError

REST = "overige aanbieders"
FEWEST = 3
"""So many others at least are in a number that others count in: of two, each knows what the other is."""
OFFER = (
    "Hier zitten te weinig andere aanbieders of cliënten in om te laten zien. Kies uw eigen organisatie, "
    "of een langere periode zonder verdeling."
)
ONLY_OWN = "U ziet hier uw eigen cijfers, en andere aanbieders alleen samen. Kies uw eigen organisatie."
DIMENSION = "aanbieder"
OF_ONE = ("kosten_zonder_budget",)
"""Extra columns that can be about one single aanbieder."""
PAIR = ("van", "naar")

Compute = Callable[[str, Request], pl.DataFrame]


@dataclass(frozen=True)
class Insider:
    """One aanbieder (and those that merged into it: `own`) among `others`, for one data version.

    `top` is the key under which moves count it. `merged` computes with every other aanbieder as `REST`.
    """

    gate: Gate
    own: frozenset[str]
    top: str
    others: frozenset[str]
    merged: Compute
    newest: date
    kept: dict[tuple[object, ...], bool] = field(default_factory=dict, compare=False)

    def knows(self, request: Request) -> bool:
        """Whether a question is about own rows only."""
        return request.where.get(DIMENSION, frozenset({""})) <= self.own

    def answer(self, indicator: Indicator, request: Request, *, intern: bool) -> tuple[pl.DataFrame, bool]:
        """The rows for this aanbieder, and whether small own numbers are among them."""
        known = {*options_dimensions(indicator, request.options), *indicator.always_per}
        if not {DIMENSION, *PAIR} & known:
            return self._without_providers(indicator, request), False
        if set(PAIR) & known:
            return self._moves(indicator, request), False
        asked = request.where.get(DIMENSION)
        if asked is not None and not asked <= self.own:
            raise AccessError(ONLY_OWN)
        if asked is not None:
            return self._own(indicator, request, intern), intern
        if DIMENSION not in request.per:
            return self._whole(indicator, request, request), False
        mine = self._own(indicator, replace(request, where={**request.where, DIMENSION: self.own}), intern)
        rest = self._rest(indicator, request)
        order = {str(period): number for number, period in enumerate(request.periods)}
        both = pl.concat([mine, rest.select(mine.columns)], how="vertical_relaxed")
        return both.sort(pl.col("periode").replace_strict(order, default=0), maintain_order=True), intern

    def _own(self, indicator: Indicator, request: Request, intern: bool) -> pl.DataFrame:
        if intern:
            return self.gate.compute(indicator.key, request).drop("personen")
        return self.gate.protect(indicator.key, request)

    def _rest(self, indicator: Indicator, request: Request) -> pl.DataFrame:
        """The others as one row per period and combination of the other dimensions."""
        per = tuple(name for name in request.per if name != DIMENSION)
        together = replace(request, per=per, where={**request.where, DIMENSION: self.others})
        rows = self._whole(indicator, replace(request, per=per), together)
        return rows.with_columns(pl.lit(REST).alias(DIMENSION))

    def _whole(self, indicator: Indicator, request: Request, counted: Request) -> pl.DataFrame:
        """The rows of `counted`, hidden wherever the cells of `request`, in which everybody counts, are."""
        self._refuse_earlier(request)

        def now(open_part: Request) -> pl.DataFrame:
            return self._whole_now(indicator, open_part, replace(counted, periods=open_part.periods))

        return self.gate.fixed.answer(indicator, request, now, closed=True)

    def _whole_now(self, indicator: Indicator, request: Request, counted: Request) -> pl.DataFrame:
        lines = ["periode", *dict.fromkeys((*indicator.always_per, *request.per))]
        marks = self.gate.mark(indicator.key, request).select(*lines, *HIDDEN)
        rows = self.gate.compute(indicator.key, counted)
        # Numbers beside a wait are judged for everybody together; without the own ones nobody judged them.
        rows = rows.with_columns(pl.lit(None).cast(rows.schema[name]).alias(name) for name in BESIDE if name in rows)
        rows = rows.join(marks, on=lines, how="left", maintain_order="left", nulls_equal=True)
        closed = [str(period) for period in request.periods if not self._open(indicator, request, period)]
        if not request.periods and not self._holds(indicator, request):
            closed = rows["periode"].unique().to_list()
        hidden = pl.col("periode").is_in(closed)
        rows = rows.with_columns(pl.col(name).fill_null(True) | hidden for name in HIDDEN)
        return self._unnamed(apply_marks(rows, indicator), indicator)

    def _refuse_earlier(self, request: Request) -> None:
        """Two peildata differ by a few rows of others; only the newest is shown."""
        if request.peildatum != self.newest:
            raise AccessError("Een eerdere peildatum is er voor u alleen van uw eigen cijfers. Kies uw organisatie.")

    def _open(self, indicator: Indicator, request: Request, period: Period) -> bool:
        """Whether a split may be shown in a period: it holds for every period of that length in that year."""
        first = Period(period.year, 1, period.level)
        alike = [first]
        while (following := alike[-1].shifted(1)).year == period.year:
            alike.append(following)
        running = rule_of(indicator) is Rule.OPEN
        ended = tuple(each for each in alike if (each.begin if running else each.end) <= request.peildatum)
        return period in ended and self._holds(indicator, replace(request, periods=ended))

    def _holds(self, indicator: Indicator, request: Request) -> bool:
        """Whether nothing in the split is too small without the own rows, in any of the periods."""
        per = tuple(dict.fromkeys((*request.per, *(name for name in request.where if name != DIMENSION))))
        per = tuple(name for name in per if name not in indicator.always_per)
        options = tuple(sorted(request.options.items()))
        key = (indicator.key, request.periods, request.peildatum, frozenset(per), options)
        if key not in self.kept:
            self.kept[key] = self._judged(indicator, replace(request, per=per, where={DIMENSION: self.others}))
        return self.kept[key]

    def _judged(self, indicator: Indicator, request: Request) -> bool:
        rows = self.gate.compute(indicator.key, request)
        marks = small(rule_of(indicator), self.gate.thresholds)
        if rows.select((marks.teller | marks.noemer).any()).item():
            return False
        each = self.gate.compute(indicator.key, replace(request, per=(*request.per, DIMENSION)))
        lines = ["periode", *dict.fromkeys((*indicator.always_per, *request.per))]
        return enough_others(each, lines)

    def _without_providers(self, indicator: Indicator, request: Request) -> pl.DataFrame:
        """Figures that no aanbieder is named in; one over all aanbieders needs enough others."""
        if "vierkanten" in indicator.tables and len(self.others) < FEWEST:
            raise AccessError(OFFER)
        return self._unnamed(self.gate.protect(indicator.key, request), indicator)

    def _unnamed(self, rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
        """The rows without the names of others in remarks, and without amounts that are of one of them."""
        texts = [name for name, kind in indicator.extra.items() if kind == pl.String and name in rows.columns]
        single = [name for name in OF_ONE if name in rows.columns]
        codes = sorted(self.others, key=len, reverse=True)
        return rows.with_columns(
            *(pl.col(name).str.replace_many(codes, ["een ander"] * len(codes)) for name in texts),
            *(pl.lit(None, rows.schema[name]).alias(name) for name in single),
        )

    def _moves(self, indicator: Indicator, request: Request) -> pl.DataFrame:
        """The own row and the own column, with the others together on the other side."""
        self._refuse_earlier(request)
        if indicator.always_per != PAIR:
            raise AccessError("Overgangen per aanbieder kunt u hier niet zien. Kies de onderdelen van het verschil.")
        if any(not request.where.get(name, frozenset()) <= {self.top, REST} for name in PAIR):
            raise AccessError(ONLY_OWN)
        if not self.gate.fixed.of(indicator, request):
            return self._moves_now(indicator, request)
        return self._fixed_moves(indicator, request)

    def _fixed_moves(self, indicator: Indicator, request: Request) -> pl.DataFrame:
        """Of fixed years only which moves there were: their numbers were kept for everybody, not for one aanbieder."""

        def now(open_part: Request) -> pl.DataFrame:
            return self._moves_now(indicator, replace(request, periods=open_part.periods))

        everywhere = replace(request, where=_without_pair(request))
        rows = self.gate.fixed.answer(indicator, everywhere, now, closed=True).filter(self._touching)
        rows = rows.with_columns(self._merged_names)
        for name in PAIR:
            rows = rows.filter(pl.col(name).is_in(sorted(request.where.get(name, {self.top, REST}))))
        return rows.unique(["periode", *request.per, *PAIR], keep="first", maintain_order=True)

    @property
    def _touching(self) -> pl.Expr:
        return (pl.col("van") == self.top) != (pl.col("naar") == self.top)

    @property
    def _merged_names(self) -> list[pl.Expr]:
        return [pl.when(pl.col(name) == self.top).then(name).otherwise(pl.lit(REST)).alias(name) for name in PAIR]

    def _moves_now(self, indicator: Indicator, request: Request) -> pl.DataFrame:
        rows = self.merged(indicator.key, request).filter(self._touching)
        apart = self.gate.compute(indicator.key, replace(request, where=_without_pair(request))).filter(self._touching)
        lines = ["periode", *request.per, "van", "naar"]
        enough = apart.with_columns(self._merged_names).group_by(lines).agg(_enough=pl.len() >= FEWEST)
        rows = rows.join(enough, on=lines, how="left", maintain_order="left", nulls_equal=True)
        marks = small(rule_of(indicator), self.gate.thresholds)
        now = pl.col("periode").is_in(running_periods(request.periods, request.peildatum))
        few = ~pl.col("_enough").fill_null(False)
        hidden = marks.teller | marks.noemer | now | few
        rows = rows.with_columns(_teller=hidden, _noemer=marks.noemer | now, _p80=hidden, _p90=hidden)
        return apply_marks(rows.drop("_enough"), indicator)


def _without_pair(request: Request) -> dict[str, frozenset[str]]:
    return {name: keys for name, keys in request.where.items() if name not in PAIR}


def enough_others(rows: pl.DataFrame, lines: list[str]) -> bool:
    """Whether every line of the split has rows that count of `FEWEST` aanbieders at least, or of none."""
    counting = pl.any_horizontal(pl.col("teller", "noemer", "personen").cast(pl.Float64).fill_null(0.0) != 0.0)
    found = rows.filter(counting).group_by(lines).agg(pl.col(DIMENSION).n_unique().alias("_others"))
    return bool((found["_others"] >= FEWEST).all())


def insider_of(aanbieder: str, frames: Mapping[str, pl.DataFrame], gate: Gate, newest: date) -> Insider:
    """The aanbieder with this code; AccessError when nobody knows it."""
    tables = ("aanbieders", "leveringen", "vierkanten", "uitputting", "open_toewijzingen")
    codes = {str(code) for name in tables for code in frames[name][DIMENSION].unique() if code}
    if aanbieder not in codes:
        raise AccessError("Uw aanbieder staat niet in deze gegevens. Vraag de beheerder om de code na te kijken.")
    tops = dict(zip(sorted(codes), topmost(frames["aanbieders"], pl.Series(sorted(codes))), strict=True))
    top = str(tops[aanbieder])
    own = frozenset(code for code in codes if tops[code] == top)
    moved = pl.when(pl.col("top").cast(pl.String) == top).then(pl.lit(top)).otherwise(pl.lit(REST))
    leveringen = frames["leveringen"].with_columns(moved.cast(pl.Enum(sorted({top, REST}))).alias("top"))
    merged = {**frames, "leveringen": leveringen}

    def compute(key: str, request: Request) -> pl.DataFrame:
        return run(gate.catalogue[key], request, merged)

    return Insider(gate, own, top, frozenset(codes) - own, compute, newest)

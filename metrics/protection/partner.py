"""What may somebody see of others, who knows the rows of one buurtteamorganisatie and can subtract them?

Whatever everybody sees, but for what would tell a small number of the others. Numbers of the others alone are decided
as those of the whole city are; what would be hidden of them is hidden here too. So what follows from a shared
number and the own one is never more than what could have been shown of the others.

Others keep their names, and there need not be three of them: figures per organisatie are shared with everybody.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import polars as pl

from metrics.indicator import Indicator
from metrics.protection.decide import Decision
from metrics.protection.decisions import Decisions
from metrics.protection.engines import Block
from metrics.protection.fixed import Answer, FixedYears
from metrics.protection.gate import Gate
from metrics.protection.marks import HIDDEN, apply_marks, cell_key, find_hidden
from metrics.protection.own_rows import Own
from metrics.protection.stages import REPORTED
from metrics.request import Request
from metrics.run import dimensions_of, run

ROWS = ("aanmeldingen", "ervaringen", "bereikopgaven")
"""Tables that say which organisatie or team a row is of."""
BY = "organisatie"
Marked = Callable[[str, Request], pl.DataFrame]


@dataclass(frozen=True)
class PartnerYears(FixedYears):
    """Of fixed years what was kept, and of that only what the present rows let this viewer see."""

    marked: Marked = field(kw_only=True)

    def answer(self, indicator: Indicator, request: Request, now: Answer, *, closed: bool = False) -> pl.DataFrame:
        """The rows as this viewer may see them."""
        rows = super().answer(indicator, request, now, closed=closed)
        if not self.of(indicator, request):
            return rows
        lines = ["periode", *dimensions_of(indicator, request)]
        marks = self.marked(indicator.key, request).select(*lines, *HIDDEN)
        joined = rows.join(marks, on=lines, how="left", maintain_order="left", nulls_equal=True)
        shown = apply_marks(joined.with_columns(pl.col(*HIDDEN).fill_null(False)), indicator)
        return shown.with_columns(afgeschermd=shown["afgeschermd"] | rows["afgeschermd"])


class Kept(Protocol):
    """Where decisions for this viewer are kept."""

    def stored(self, indicator: str) -> Mapping[Block, pl.DataFrame]:
        """Those of an indicator that hold for this data version."""

    def earlier(self, mark: str) -> Mapping[Block, pl.DataFrame]:
        """Those that were made from numbers with this mark."""

    def keep(self, block: Block, mark: str, made: Decision | None) -> None:
        """Keeps one; None when the earlier one still holds."""


@dataclass(frozen=True)
class Partner:
    """`gate` shows what this viewer may see; `decisions` are those on the numbers of the others."""

    gate: Gate
    decisions: Decisions


def partner_of(own: Own, everybody: Decisions, kept: Kept) -> Partner:
    """For who knows these rows, beside what was decided for `everybody`."""
    gate = everybody.gate
    others = {**gate.tables, **{name: without(own, gate.tables[name]) for name in ROWS if name in gate.tables}}

    def compute(key: str, request: Request) -> pl.DataFrame:
        return run(gate.catalogue[key], request, others)

    def years() -> dict[str, Sequence[int]]:
        found = everybody.years()
        return {key: found[key] for key in found if of_organisations(gate.catalogue[key])}

    apart = Gate(gate.catalogue, compute, lambda *_: None, gate.thresholds, gate.newest, others)
    decisions = replace(
        everybody, gate=apart, years=years, stored=kept.stored, earlier=kept.earlier, save=kept.keep,
        blocks={}, days={}, lock=threading.RLock(),
    )  # fmt: skip

    def decided(key: str, request: Request, per: tuple[str, ...]) -> pl.DataFrame | None:
        found = [gate.decided(key, request, per)]
        if of_organisations(gate.catalogue[key]):
            found.append(_reported(apart, key, request, per) if key in REPORTED else decisions.lines(key, request, per))
        lines = [each.select("periode", "cel", "noemer") for each in found if each is not None]
        return pl.concat(lines).group_by("periode", "cel").agg(pl.col("noemer").any()) if lines else None

    shown = replace(gate, decided=decided)
    fixed = PartnerYears(gate.fixed.days, gate.fixed.read, gate.fixed.known, marked=shown.mark)
    return Partner(replace(shown, fixed=fixed), decisions)


def of_organisations(indicator: Indicator) -> bool:
    """Whether an indicator counts rows of organisaties. Costs per client follow the families that are reached."""
    return BY in indicator.dimensions


def without(own: Own, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of others."""
    return rows.filter(
        ~pl.any_horizontal(
            pl.lit(False), *(pl.col(name).cast(pl.String).is_in(sorted(keys)).fill_null(False)
                             for name, keys in own.items() if name in rows.columns)
        )
    )  # fmt: skip


def _reported(apart: Gate, key: str, request: Request, per: tuple[str, ...]) -> pl.DataFrame:
    """Cells of what was reported in a period in which one of the others is small: such a split is shown whole."""
    indicator = apart.catalogue[key]
    asked = replace(request, per=tuple(name for name in per if name not in indicator.always_per), where={})
    rows = find_hidden(apart.compute(key, asked), indicator, apart.thresholds, ())
    small = rows.filter("_teller")["periode"].unique().to_list()
    hidden = rows.filter(pl.col("periode").is_in(small))
    return hidden.select("periode", cell_key(per).alias("cel"), pl.lit(False).alias("noemer"))

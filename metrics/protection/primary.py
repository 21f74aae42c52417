"""Which numbers of a result are small by themselves?"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from metrics.protection.cells import Rule


@dataclass(frozen=True)
class Thresholds:
    """Numbers of persons or families. `smallest` is the first count that may be shown."""

    smallest: int = 10
    noemer: int = 30
    p80: int = 50
    p90: int = 100

    def __post_init__(self) -> None:
        if self.smallest < 5:
            raise ValueError(f"De drempel voor kleine getallen is {self.smallest}. Kies 5 of meer.")


@dataclass(frozen=True)
class Small:
    """Boolean expressions over the columns of a result; none of them is ever null."""

    teller: pl.Expr
    noemer: pl.Expr
    p80: pl.Expr
    p90: pl.Expr


_NEVER = pl.lit(False)


def small(rule: Rule, thresholds: Thresholds) -> Small:
    """What is small under `rule`. The frame has `personen`, the number of unique persons, null when unknown."""
    rows, people = pl.col("noemer"), _people(rule)
    few = _between(people, thresholds.smallest)
    match rule:
        case Rule.OPEN:
            # Only a split of costs by zorgvorm knows its clients; the costs of a whole aanbieder count nobody.
            return Small(_between(pl.col("personen"), thresholds.smallest), _NEVER, _NEVER, _NEVER)
        case Rule.COUNT:
            return Small(few | _between(pl.col("teller"), thresholds.smallest), _NEVER, _NEVER, _NEVER)
        case Rule.AVERAGE:
            return Small(few, few, _NEVER, _NEVER)
        case Rule.PUBLIC_SHARE | Rule.DIFFERENCE:
            return Small(few | _part(thresholds.smallest), _NEVER, _NEVER, _NEVER)
    gone = few | _between(rows, thresholds.smallest)
    if rule is Rule.FLOW:
        # The persons of a flow are those who moved; its noemer counts more of them.
        gone = _between(rows, thresholds.smallest)
        return Small(few | gone | _part(thresholds.smallest), gone, _NEVER, _NEVER)
    thin = (rows > 0) & (rows < thresholds.noemer) | (people > 0) & (people < thresholds.noemer)
    if rule is Rule.MEAN:
        return Small(_known(thin), _known(gone), _known(people < thresholds.p80), _known(people < thresholds.p90))
    return Small(_known(thin | _part(thresholds.smallest)), _known(gone), _NEVER, _NEVER)


def _people(rule: Rule) -> pl.Expr:
    """Unique persons in the cell; where they are not known the rows stand in for them."""
    if rule in (Rule.SHARE, Rule.MEAN):
        return pl.coalesce(pl.col("personen").cast(pl.Float64), pl.col("noemer"))
    return pl.col("personen").cast(pl.Float64)


def _between(count: pl.Expr, smallest: int) -> pl.Expr:
    return _known((count > 0) & (count < smallest))


def _part(smallest: int) -> pl.Expr:
    """A teller or its complement that is small but not empty."""
    return _between(pl.col("teller"), smallest) | _between(pl.col("noemer") - pl.col("teller"), smallest)


def _known(condition: pl.Expr) -> pl.Expr:
    return condition.fill_null(False)

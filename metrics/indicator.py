"""What must be known of an indicator before anybody may show it?"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import polars as pl

from metrics.period import Level

DERIVED = ("werkdagen", "open_toewijzingen")
"""Frames that an indicator may ask for and that are no table of the store: `prepare` makes them."""


class Unit(StrEnum):
    """In what the `waarde` of an indicator is counted."""

    SHARE = "aandeel"
    COUNT = "aantal"
    WORKING_DAYS = "werkdagen"
    DAYS = "dagen"
    PERCENT_POINT = "procentpunt"
    CLIENTS = "cliënten"
    EURO = "euro"
    DRIFT = "afwijking"
    RATIO = "verhouding"
    SCORE = "score"


class Direction(StrEnum):
    """Which way is better. Most movements in social care are neither good nor bad."""

    NONE = "geen oordeel"
    HIGHER = "hoger is beter"
    LOWER = "lager is beter"


class Shape(StrEnum):
    """How teller, noemer and waarde hang together; decides protection and the kind of picture."""

    COUNT = "telling"
    SHARE = "aandeel"
    MEAN = "gemiddelde"
    AVERAGE_STOCK = "gemiddelde stand"
    DIFFERENCE = "verschil"
    BUDGET = "budget"
    RATIO = "verhouding"
    DECOMPOSITION = "ontleding"


class Theme(StrEnum):
    """The four system indicators of the Utrechts model, the movement between providers, and what stands beside them."""

    BEREIK = "bereik"
    BESCHIKBAARHEID = "beschikbaarheid"
    ERVARINGEN = "ervaringen"
    BUDGET = "budget"
    DOORSTROOM = "doorstroom"
    VERDIEPING = "verdieping"


@dataclass(frozen=True)
class Indicator:
    """One indicator: what it says, how it is computed and how it may be cut.

    `compute(request, **tables)` is pure; its keyword parameters name the tables it reads.
    `always_per` are dimensions that every result carries. `options` gives per option the values
    allowed, the default first; `option_dimensions` gives the dimensions per value of an option, where they
    differ. `on_peildatum` marks an indicator that tells about the peildatum itself and knows no periods.
    `additive` says whether parts add up to their total (rows counted
    once); unique persons do not. `about_persons` is False for budgets and other figures that count nobody;
    `noemer_about_persons` is False when only the noemer counts nobody in care: population, days, agreed numbers.
    `levels` are the lengths of period for which it is published: one length only leaves nothing to subtract.
    """

    key: str
    name: str
    theme: Theme
    question: str
    definition: str
    teller: str
    noemer: str | None
    unit: Unit
    shape: Shape
    source: str
    compute: Callable[..., pl.DataFrame]
    direction: Direction = Direction.NONE
    dimensions: tuple[str, ...] = ()
    always_per: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    option_dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on_peildatum: bool = False
    extra: Mapping[str, pl.DataType] = field(default_factory=dict)
    extra_about: Mapping[str, str] = field(default_factory=dict)
    additive: bool = True
    about_persons: bool = True
    noemer_about_persons: bool = True
    levels: frozenset[Level] = frozenset(Level)
    caveats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("name", "question", "definition", "teller", "source"):
            if not getattr(self, name).strip():
                raise ValueError(f"Indicator {self.key}: {name} is leeg.")
        if not self.definition.rstrip().endswith("."):
            raise ValueError(f"Indicator {self.key}: de definitie eindigt niet met een punt.")
        if not self.question.rstrip().endswith("?"):
            raise ValueError(f"Indicator {self.key}: de vraag eindigt niet met een vraagteken.")
        if set(self.extra) != set(self.extra_about):
            raise ValueError(f"Indicator {self.key}: leg elke extra kolom uit in extra_about, en geen andere.")

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The prepared frames that `compute` reads, from its signature."""
        parameters = inspect.signature(self.compute).parameters.values()
        return tuple(p.name for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY)

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The tables of the store that `compute` reads."""
        return tuple(name for name in self.needs if name not in DERIVED)


_BY_THEMSELVES = ("p80", "p90", "boven_norm", "negatief")


def withheld(name: str, row: Mapping[str, object]) -> bool:
    """Whether protection took this number, in a row of which the mean is shown: with a mean it can be computed."""
    return name in _BY_THEMSELVES and row[name] is None and row.get("waarde") is not None

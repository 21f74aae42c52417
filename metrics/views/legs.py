"""For what do people wait? The three legs that Kaplan-Meier can follow, each with its cohort and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import polars as pl

from metrics.cohorts import until_kennismaking, until_start, until_zorg
from metrics.dimensions import AANMELDINGEN, LEVERINGEN
from metrics.indicator import Unit
from metrics.outcome import TOO_EARLY, by_period
from metrics.period import Period
from metrics.request import Request
from metrics.rows import in_period
from metrics.waiting import OPTIONS

SETTLED_DAYS = 180
"""After so long hardly any toewijzing that will lead to care still waits."""

Describe = Callable[[pl.DataFrame, Request], pl.DataFrame]
"""From the cohort of one period to its rows."""


@dataclass(frozen=True)
class Leg:
    """`times` are the only waiting times at which a curve is shown, in `unit`; `beside` has the mean of this leg."""

    key: str
    wait: str
    came: str
    who: str
    beside: str | None
    unit: Unit
    times: tuple[int, ...]
    person: str
    dimensions: tuple[str, ...]
    source: str
    cohort: Callable[[Describe], Callable[..., pl.DataFrame]]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _described(
    rows: pl.DataFrame, request: Request, describe: Describe, ready: Callable[[Period], bool] = lambda _: True
) -> pl.DataFrame:
    """The rows of every period; of one that is not `ready` nothing is known but that it is too early."""

    def one(period: Period) -> pl.DataFrame:
        cohort = rows.filter(in_period("vanaf", request, period))
        if cohort.is_empty():
            return cohort.clear()
        described = describe(cohort, request)
        if ready(period):
            return described
        numbers = [name for name, kind in described.schema.items() if kind.is_numeric() and name != "personen"]
        return described.with_columns(
            pl.lit(None).cast(described.schema[name]).alias(name) for name in numbers
        ).with_columns(waarom_leeg=pl.lit(TOO_EARLY))

    return by_period(request, one)


def _kennismaking(describe: Describe) -> Callable[..., pl.DataFrame]:
    def compute(request: Request, *, aanmeldingen: pl.DataFrame, werkdagen: pl.DataFrame) -> pl.DataFrame:
        return _described(until_kennismaking(request, aanmeldingen, werkdagen), request, describe)

    return compute


def _start(describe: Describe) -> Callable[..., pl.DataFrame]:
    def compute(request: Request, *, aanmeldingen: pl.DataFrame) -> pl.DataFrame:
        return _described(until_start(request, aanmeldingen), request, describe)

    return compute


def _zorg(describe: Describe) -> Callable[..., pl.DataFrame]:
    def compute(
        request: Request, *, leveringen: pl.DataFrame, toewijzingen: pl.DataFrame, open_toewijzingen: pl.DataFrame
    ) -> pl.DataFrame:
        """Without messages nobody knows who still waits: then only of periods long ago, when all who came had come."""
        waits_are_known = not toewijzingen.is_empty()
        settled = request.peildatum - timedelta(days=SETTLED_DAYS)
        rows = until_zorg(request, leveringen, open_toewijzingen)
        return _described(rows, request, describe, lambda period: waits_are_known or period.end <= settled)

    return compute


_TEAMS = "Registratie van de buurtteams (aanmeldingen)"
LEGS = (
    Leg(
        "kennismaking", "van aanmelding tot kennismaking", "een kennismaking", "aanmeldingen",
        "werkdagen_tot_kennismaking", Unit.WORKING_DAYS, (1, 2, 3, 5, 10, 15, 20, 30, 40, 60), "gezin", AANMELDINGEN,
        _TEAMS, _kennismaking,
    ),
    Leg(
        "start", "van kennismaking tot start", "een start", "kennismakingen", None, Unit.DAYS,
        (0, 7, 14, 21, 28, 42, 56, 84), "gezin", AANMELDINGEN, _TEAMS, _start,
    ),
    Leg(
        "zorg", "van toewijzing tot zorg", "zorg", "toewijzingen", "wachttijd_toewijzing", Unit.DAYS,
        (0, 7, 14, 28, 42, 56, 84, 112), "client", tuple(name for name in LEVERINGEN if name != "leeftijdsgroep"),
        "Toewijzingen en startberichten (301 en 305) of leveringen", _zorg, {"groep": OPTIONS["groep"]},
    ),
)  # fmt: skip

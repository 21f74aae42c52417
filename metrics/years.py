"""For which years do the tables of an indicator have rows?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period

FIRST_DATES = {
    "aanmeldingen": "aanmelddatum",
    "leveringen": "begindatum",
    "ervaringen": "datum",
    "oudertrajecten": "contactdatum",
    "maatwerkbesluiten": "besluitdatum",
    "klachten": "ontvangstdatum",
    "ouderervaringen": "invuldatum",
    "aanbevelingen": "standdatum",
    "gezinsplannen": "plandatum",
    "driegesprekken": "maand",
    "vroegsignalen": "maand",
    "maatwerktafels": "besproken",
    "huisartspraktijken": "standdatum",
    "werkwinkelbezoek": "bezoekdatum",
    "verzuim": "maand",
    "uitputting": "maand",
    "toewijzingen": "moment",
    "toewijzingsversies": "moment",
}
"""The first own date of the rows of a table: after the peildatum such a row does not exist."""


def years_with_rows(indicator: Indicator, frames: Mapping[str, pl.DataFrame], peildatum: date) -> tuple[Period, ...]:
    """Every year from the first to the last date in the tables, up to the peildatum, oldest first."""
    years: set[int] = set()
    for table in indicator.tables:
        years |= _years(frames[table], FIRST_DATES.get(table), peildatum)
    return tuple(Period(year, 1, Level.YEAR) for year in sorted(years) if year <= peildatum.year)


def _years(frame: pl.DataFrame, first: str | None, peildatum: date) -> set[int]:
    if frame.is_empty():
        return set()
    if first is not None and first in frame.columns:
        return _span(frame, first, peildatum)
    if "periode" in frame.columns:
        return {Period.parse(text).year for text in frame["periode"].unique()}
    return set(frame["jaar"].unique()) if "jaar" in frame.columns and "ingangsdatum" in frame.columns else set()


def _span(frame: pl.DataFrame, first: str, peildatum: date) -> set[int]:
    """Support goes on between its dates, so the years in between have rows too."""
    frame = frame.filter(pl.col(first).cast(pl.Date) <= peildatum)
    days = [name for name, kind in frame.schema.items() if kind in (pl.Date, pl.Datetime)]
    ends = frame.select(pl.col(days).cast(pl.Date).filter(pl.col(days).cast(pl.Date) <= peildatum).max()).row(0)
    begin = frame.select(pl.col(first).cast(pl.Date).min()).item()
    last = max((day for day in ends if day is not None), default=None)
    return set(range(begin.year, last.year + 1)) if begin is not None and last is not None else set()

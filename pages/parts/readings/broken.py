"""May two periods be compared, and what is said when they may not?"""

from __future__ import annotations

from typing import Any

import polars as pl

from metrics.indicator import Indicator, Unit
from metrics.period import Period
from metrics.signals.breaks import break_between
from pages.parts import wording


def break_in_the_way(earlier: str, later: str, events: pl.DataFrame) -> dict[str, Any] | None:
    """The trendbreuk between or in two periods, as a row of `events`; None when they may be compared."""
    breaks = events.filter(pl.col("soort") == "trendbreuk").sort("datum").to_dicts()
    day = break_between(Period.parse(earlier), Period.parse(later), [row["datum"] for row in breaks])
    return next((row for row in breaks if row["datum"] == day), None)


def difference(earlier: tuple[str, float], later: tuple[str, float], indicator: Indicator, events: pl.DataFrame) -> str:
    """How far the later period lies from the earlier one, or why that is not said."""
    (first, old), (last, new) = earlier, later
    found = break_in_the_way(first, last, events)
    if found is not None:
        between = f"Het verschil tussen {wording.period(first)} en {wording.period(last)} noemen we niet: op "
        return f"{between}{wording.day(found['datum'])} veranderde de telling ({found['titel']})."
    places = wording.decimals(indicator.unit, [old, new])
    if indicator.unit in (Unit.SHARE, Unit.PERCENT_POINT):
        # From the values as they are written, so that the sum is right on paper.
        change = round(100 * new, places) - round(100 * old, places)
        amount = f"{wording.number(abs(change), places)} procentpunt"
    else:
        change = round(new, places) - round(old, places)
        amount = wording.value(abs(change), indicator.unit, places)
    if abs(change) < 10**-places / 2:
        return f"{_capital(wording.period(last))} is gelijk aan {wording.period(first)}."
    side = "hoger" if change > 0 else "lager"
    return f"{_capital(wording.period(last))} ligt {amount} {side} dan {wording.period(first)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

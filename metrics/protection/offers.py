"""When a number is hidden: what is the nearest thing that can be shown?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.cells import AREAS, FLOW, levels_of
from metrics.protection.gate import crossing, selected_together
from metrics.request import Request

Visible = Callable[[Request], bool]
"""Whether protected output of a question shows at least one number."""

_PER_LEVEL = {Level.QUARTER: "per kwartaal", Level.HALF: "per half jaar", Level.YEAR: "per jaar"}
_LARGER = {"team": ("wijk", "per wijk"), "gebied": ("wijk", "per wijk"), "ses": (None, "voor de hele stad"),
           "wijk": (None, "voor de hele stad")}  # fmt: skip
GENERAL = "Kies een langere periode of een groter gebied."


def offer(indicator: Indicator, request: Request, frame: pl.DataFrame, visible: Visible) -> str | None:
    """A Dutch sentence with a choice that shows more; None when nothing is hidden."""
    if not frame["afgeschermd"].any():
        return None
    hidden = {period for period, gone in zip(frame["periode"], frame["afgeschermd"], strict=True) if gone}
    ended = {str(period) for period in request.periods if period.end <= request.peildatum}
    if not indicator.on_peildatum and not hidden & ended:
        return _ended(request)
    if selected_together(indicator, request) and not indicator.additive:
        return "Unieke mensen zijn niet op te tellen over een selectie. Kies één gebied of de hele stad."
    for sentence, choice in _choices(indicator, request):
        if visible(choice):
            return sentence
    return GENERAL


def _ended(request: Request) -> str:
    level = request.periods[0].level
    last = _last_ended(request.peildatum, level)
    return f"Deze periode loopt nog. Kies een periode die voorbij is, bijvoorbeeld {last}."


def _last_ended(peildatum: date, level: Level) -> Period:
    now = Period.containing(peildatum, level)
    return now if now.end <= peildatum else now.shifted(-1)


def _choices(indicator: Indicator, request: Request) -> Iterator[tuple[str, Request]]:
    """From near to far: a longer period, a larger area, one category less."""
    dimensions = crossing(indicator, request)
    if not indicator.on_peildatum:
        yield from _longer(dimensions, request)
    for area in [name for name in dimensions if name in AREAS]:
        larger, sentence = _LARGER[area]
        yield f"Afgeschermd; {sentence} is er wel een getal.", _without(request, area, larger)
    for name in [name for name in dimensions if name not in AREAS | FLOW and name not in indicator.always_per]:
        yield f"Afgeschermd; zonder {name} is er wel een getal.", _without(request, name, None)


def _longer(dimensions: tuple[str, ...], request: Request) -> Iterator[tuple[str, Request]]:
    shortest = min(period.level for period in request.periods)
    for level in sorted(levels_of(dimensions)):
        if level > shortest:
            periods = dict.fromkeys(Period.containing(period.begin, level) for period in request.periods)
            ended = tuple(period for period in periods if period.end <= request.peildatum)
            if ended:
                yield f"Afgeschermd; {_PER_LEVEL[level]} is er wel een getal.", replace(request, periods=ended)


def _without(request: Request, name: str, instead: str | None) -> Request:
    per = tuple(instead if part == name else part for part in request.per if part != name or instead)
    where = {key: values for key, values in request.where.items() if key != name}
    if name in request.where and instead:
        per = (*per, instead)
    return replace(request, per=tuple(part for part in dict.fromkeys(per) if part), where=where)

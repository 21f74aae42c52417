"""What is kept of a year that is fixed? Every answer that anybody may get of it, and nothing else.

One frame per indicator and crossing, for all options and lengths of period. Beside a team or area stand its wijk and
SES group, so that a question about the teams of a wijk finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.protection.cells import TEAMS, Rule, reduced, rule_of
from metrics.protection.decisions import Progress
from metrics.protection.engines import crossing_refusal
from metrics.protection.fixed import OPTIONS, choice_text, crossing_text
from metrics.protection.gate import Gate
from metrics.protection.peildata import releases
from metrics.protection.stages import options_dimensions
from metrics.query import Query
from metrics.request import Request

Ask = Callable[[Query], Request]
"""Makes a question of its words."""
Shown = tuple[str, str, pl.DataFrame]
"""Key of an indicator, text of a crossing, and what is shown of it."""
Questions = dict[tuple[str, str], list[Query]]
"""By the key of the indicator and the text of the crossing."""
Choice = tuple[tuple[str, str], ...]
_LARGER = ("gebied", "wijk", "ses")


def refusal(year: int, gate: Gate) -> str | None:
    """Why a year cannot be fixed; None when it can."""
    if not 1990 <= year <= gate.newest.year:
        return f"Van {year} zijn er geen gegevens. Kies een jaar dat voorbij is."
    if Period(year, 1, Level.YEAR).end > gate.newest:
        return f"{year} is nog niet voorbij in de gegevens (tot {gate.newest:%d-%m-%Y}). Kies een jaar dat voorbij is."
    return None


def shown_of_year(gate: Gate, ask: Ask, year: int, progress: Progress | None = None) -> Iterator[Shown]:
    """Everything that is shown of the year now, as everybody sees it."""
    yield from shown_of(gate, ask, questions(gate, year), progress)


def shown_of(gate: Gate, ask: Ask, asked: Questions, progress: Progress | None = None) -> Iterator[Shown]:
    """What is shown now to everybody who asks these questions."""
    every = [(*name, queries) for name, queries in asked.items()]
    for number, (key, per, queries) in enumerate(every, start=1):
        requests = [ask(query) for query in queries]
        parts = [
            gate.protect(key, request).with_columns(pl.lit(choice_text(request.options)).alias(OPTIONS))
            for request in requests
        ]
        yield key, per, pl.concat(parts, how="diagonal")
        if progress:
            progress(number, len(every), gate.catalogue[key].name)


def questions(gate: Gate, year: int) -> Questions:
    """Per indicator and crossing the questions about the year that are not refused."""
    found: Questions = {}
    for indicator in gate.catalogue.values():
        if rule_of(indicator) is Rule.OPEN:
            continue
        for choice in product(*([(name, value) for value in values] for name, values in indicator.options.items())):
            for per, asked in _crossings(indicator, choice).items():
                queries = _queries(indicator, choice, asked, gate, year)
                if queries:
                    found.setdefault((indicator.key, crossing_text(per)), []).extend(queries)
    return found


def _crossings(indicator: Indicator, choice: Choice) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Per crossing, as decisions name it, the split that shows it with everything that it says."""
    dimensions = [name for name in options_dimensions(indicator, dict(choice)) if name not in indicator.always_per]
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for size in range(len(dimensions) + 1):
        for names in combinations(dimensions, size):
            per = reduced((*indicator.always_per, *names))
            beside = [name for name in _LARGER if TEAMS & set(per) and name in dimensions and name not in per]
            beside = [name for name in beside if name != "gebied" or "team" in per]
            found.setdefault(per, (*(name for name in per if name not in indicator.always_per), *beside))
    return found


def _queries(indicator: Indicator, choice: Choice, per: tuple[str, ...], gate: Gate, year: int) -> list[Query]:
    if indicator.on_peildatum:
        days = [day for day in releases(Period(year, 1, Level.YEAR).begin, gate.newest) if day.year == year]
        if crossing_refusal(indicator, Request(gate.newest, (), per, {}, dict(choice))):
            return []
        return [Query(indicator.key, (), per, choice, on=day) for day in days]
    whole = Period(year, 1, Level.YEAR)
    periods = [part for level in Level for part in whole.parts(level) if _exists(indicator, choice, per, part, gate)]
    return [Query(indicator.key, tuple(str(period) for period in periods), per, choice)] if periods else []


def _exists(indicator: Indicator, choice: Choice, per: tuple[str, ...], period: Period, gate: Gate) -> bool:
    return crossing_refusal(indicator, Request(gate.newest, (period,), per, {}, dict(choice))) is None

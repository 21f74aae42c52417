"""How do results of one period become a figure: a map, bars, a funnel, a matrix, streams?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import results
from pages.parts import charts, readings
from pages.parts.look import Palette, Scale
from pages.parts.selection_text import whose
from pages.parts.views.base import Picture
from pages.parts.views.over_time import source
from results import Query, Result


def draw_map(answers: Sequence[Result], look: Palette, size: Scale) -> Picture:
    """A tile per area."""
    main = answers[0]
    places = {row.key: (row.rij, row.kolom) for row in results.choices().gebieden if row.rij and row.kolom}
    spec = charts.tile_map(main.frame, main.indicator, look, size, places=places)
    return _compared(main, "gebied", spec)


def draw_bars(answers: Sequence[Result], look: Palette, size: Scale) -> Picture:
    """Lying bars per value of the dimension that was asked, longest on top."""
    main = answers[0]
    per = dimension(main)
    return _compared(main, per, charts.bars(main.frame, main.indicator, look, size, per=per))


def draw_columns(answers: Sequence[Result], look: Palette, size: Scale) -> Picture:
    """Standing bars, one per period."""
    main = answers[0]
    spec = charts.columns(main.frame, main.indicator, look, size)
    reading = readings.over_time(main.frame, main.indicator, events=main.events, whose=whose(main.query))
    return Picture(reading, readings.subtitle(main.frame, main.indicator, whose=whose(main.query)), spec, source(main))


def ask_funnel(query: Query, compare: str) -> tuple[Query, ...]:
    """The value per team, and that of the whole city around which chance is drawn."""
    rest = tuple(pair for pair in query.where if pair[0] not in ("gebied", "team"))
    return replace(query, per=("team",), where=rest), replace(query, per=(), where=rest)


def draw_funnel(answers: Sequence[Result], look: Palette, size: Scale) -> Picture:
    """Every team as a point against its size, between the limits of chance."""
    main, city = answers
    values = city.frame["waarde"].drop_nulls()
    middle = values[-1] if len(values) else None
    spec = charts.funnel(main.frame, main.indicator, look, size, city=middle)
    return replace(_compared(main, "team", spec), note="Elke stip is een team")


def draw_matrix(answers: Sequence[Result], look: Palette, size: Scale) -> Picture:
    """Van against naar, with the count in the cell."""
    main = answers[0]
    spec = charts.matrix(main.frame, main.indicator, look, size)
    reading = readings.transitions(main.frame, main.indicator)
    subtitle = readings.subtitle(main.frame, main.indicator, whose=whose(main.query))
    return Picture(reading, f"{subtitle} · lees van links naar boven", spec, source(main))


def ask_streams(query: Query, compare: str) -> tuple[Query, ...]:
    """Who came, who left, and who was there at the end, over the same periods."""
    return tuple(replace(query, indicator=key, per=()) for key in ("instroom", "uitstroom", "in_zorg"))


def draw_streams(answers: Sequence[Result], look: Palette, size: Scale) -> Picture:
    """In- and outflow per period with the number in care above it."""
    arrivals, departures, stock = answers
    spec = charts.flows(arrivals.frame, departures.frame, look, size, stock=stock.frame)
    reading = readings.streams(arrivals.frame, departures.frame)
    subtitle = readings.subtitle(arrivals.frame, arrivals.indicator, whose=whose(arrivals.query))
    return Picture(reading, subtitle, spec, source(arrivals))


def draw_agreed(answers: Sequence[Result], look: Palette, size: Scale) -> Picture:
    """Per provider what was realised (bar) against what was agreed (stroke)."""
    main = answers[0]
    per = dimension(main)
    spec = charts.bars(main.frame, main.indicator, look, size, per=per, agreed=True)
    reading = readings.budgets(main.frame, main.indicator, per=per)
    subtitle = readings.subtitle(main.frame, main.indicator, per=per, whose=whose(main.query))
    return Picture(reading, f"{subtitle} · balk: werkelijk, streep: afgesproken", spec, source(main))


def dimension(result: Result) -> str:
    """The dimension along which the figure compares: the one that was asked, else the one always present."""
    return result.query.per[0] if result.query.per else result.indicator.always_per[0]


def _compared(main: Result, per: str, spec: dict[str, object]) -> Picture:
    reading = readings.compared(main.frame, main.indicator, per=per, events=main.events)
    subtitle = readings.subtitle(main.frame, main.indicator, per=per, whose=whose(main.query))
    return Picture(reading, subtitle, spec, source(main))

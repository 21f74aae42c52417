"""How do two years on both sides of a trendbreuk become a figure that compares only what can be compared?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import results
from metrics.period import Level, Period
from pages.parts import charts, wording
from pages.parts.charts.yardstick import Bar
from pages.parts.look import Palette, Scale
from pages.parts.readings import Reading
from pages.parts.readings.broken import break_in_the_way, difference
from pages.parts.selection_text import whose
from pages.parts.views.base import Picture
from pages.parts.views.over_time import source
from results import Query, Result

EVERYBODY, WITHOUT = "alle", "zonder gewenst later"
NAMES = {EVERYBODY: "alle gezinnen", WITHOUT: "zonder gewenst later"}


def ask_yardstick(query: Query, compare: str) -> tuple[Query, ...]:
    """Both readings of the year before and the year of the newest trendbreuk that lies at a turn of the year."""
    rest = tuple(pair for pair in query.where if pair[0] != "lezing")
    years = years_around_break(query) or query.periods[-1:]
    return tuple(
        replace(query, periods=years, per=(), where=(*rest, ("lezing", reading))) for reading in (EVERYBODY, WITHOUT)
    )


def years_around_break(query: Query) -> tuple[str, ...]:
    """The last year before and the first year after the newest trendbreuk of which both are known; else nothing."""
    known = set(results.choices().periods[Level.YEAR])
    events = results.result(replace(query, periods=(), per=(), where=())).events
    days = [row["datum"] for row in events.sort("datum", descending=True).to_dicts() if row["soort"] == "trendbreuk"]
    pairs = [(str(day.year - 1), str(day.year)) for day in days if (day.month, day.day) == (1, 1)]
    return next((pair for pair in pairs if set(pair) <= known), ())


def draw_yardstick(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """As it was counted then, and both years by the reading that both have."""
    everybody, without = (_values(answer) for answer in answers)
    years = sorted(set(everybody) | set(without), key=lambda text: Period.parse(text).begin)
    then = [Bar(year, *_as_then(year, everybody, without)) for year in years]
    same = [Bar(year, NAMES[EVERYBODY], everybody.get(year)) for year in years]
    spec = charts.yardstick(then, same, look, size, height=height)
    reading = yardstick_reading(then, same, answers[0])
    place = whose(answers[0].query)
    subtitle = "Deel met kennismaking binnen vijf werkdagen · links zoals toen geteld, rechts op dezelfde manier"
    return Picture(reading, f"{subtitle} · {place}" if place else subtitle, spec, source(answers[0]))


def yardstick_reading(then: Sequence[Bar], same: Sequence[Bar], answer: Result) -> Reading:
    """What was published, why its difference is not said, and what can stand beside each other."""
    told = [f"{wording.share(bar.share, 0)} in {bar.year}" for bar in same if bar.share is not None]
    title = f"Op dezelfde meetlat: {wording.together(told)}" if told else "Op dezelfde meetlat is hier niets te tonen"
    shown = [(bar.year, bar.share) for bar in then if bar.share is not None]
    if len(shown) < 2:
        return Reading(title, "Een van de twee jaren is afgeschermd of niet geregistreerd.")
    (first, old), (last, new) = shown
    published = f"Toen geteld: {wording.share(old, 0)} in {first}, {wording.share(new, 0)} in {last}."
    refused = difference((first, old), (last, new), answer.indicator, answer.events)
    found = break_in_the_way(first, last, answer.events)
    note = str(found["toelichting"]) if found and found["toelichting"] else ""
    return Reading(title, " ".join(part for part in (published, refused, note) if part))


def _values(result: Result) -> dict[str, float | None]:
    """Per year the value; a year without registration of this reading is not there, a hidden one is None."""
    rows = result.frame.to_dicts()
    return {row["periode"]: row["waarde"] for row in rows if row["afgeschermd"] or row["waarde"] is not None}


def _as_then(
    year: str, everybody: dict[str, float | None], without: dict[str, float | None]
) -> tuple[str, float | None]:
    """A year in which the wish was registered was counted without those families; the others with everybody."""
    return (NAMES[WITHOUT], without[year]) if year in without else (NAMES[EVERYBODY], everybody.get(year))

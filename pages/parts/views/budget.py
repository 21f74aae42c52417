"""How do a budget, its expected end and its drift become a figure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import results
from metrics.period import Level, Period
from pages.parts import charts, readings, wording
from pages.parts.charts.fan import YearEnd, fan
from pages.parts.look import Palette, Scale
from pages.parts.readings import Reading
from pages.parts.readings import budget as said
from pages.parts.selection_text import whose
from pages.parts.views.base import Picture
from pages.parts.views.over_time import source
from results import Query, Result

ONLY = ("aanbieder", "budget")


def ask_year_end(query: Query, compare: str) -> tuple[Query, ...]:
    """The line so far, its expected end, what was expected a year ago, and every provider's drift."""
    last = query.periods[-1]
    kept = tuple(pair for pair in query.where if pair[0] in ONLY)
    now = Query("prognose", (last,), (), kept, query.on)
    before = replace(now, periods=(str(Period.parse(last).shifted(-12 // Period.parse(last).level)),))
    providers = Query("vierkant", (last,), ("aanbieder",), query.where, query.on)
    return query, now, before, providers


def draw_year_end(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """The drift over the year so far, with a fan to December."""
    main, now, before, providers = answers
    row = next(iter(now.frame.to_dicts()), {})
    end = _year_end(row, main.query.periods[-1])
    bands = results.store_facts().signaal
    spec = fan(
        main.frame, main.indicator, look, size, end=end, band=bands[0] if bands else None,
        band_name=f"grens {wording.share(bands[0], 0)}: samen kijken" if bands else "", height=height,
    )  # fmt: skip
    known = main.frame.drop_nulls("waarde")
    if known.is_empty():
        reading = readings.over_time(main.frame, main.indicator, whose=whose(main.query))
        return Picture(reading, readings.subtitle(main.frame, main.indicator, whose=whose(main.query)), spec)
    title = said.year_end(
        known["waarde"][-1], end.middle if end else None, whose(main.query), main.indicator.key == "macrovierkant"
    )
    sentence = [said.above_agreed(providers.frame), said.not_delivered(providers.frame)]
    sentence += [said.last_year(before.frame), said.past_errors(row) if end else ""]
    many = providers.frame.drop_nulls("waarde").height
    year = Period.parse(main.query.periods[-1]).year
    subtitle = f"Uitgeput ten opzichte van afgesproken budget, opgeteld vanaf januari {year}"
    subtitle += f" · {many} aanbieders" if main.indicator.key == "macrovierkant" else ""
    return Picture(Reading(title, said.sentences(sentence)), subtitle, spec, source(main))


def _year_end(row: dict[str, object], last: str) -> YearEnd | None:
    """The expected drift in December; None when the year is over or nothing is expected."""
    expected, agreed = row.get("waarde"), row.get("noemer")
    if not isinstance(expected, float) or not isinstance(agreed, float) or agreed <= 0:
        return None
    period = Period.parse(last)
    if period.end.month == 12:
        return None
    ends = [(value - agreed) / agreed if isinstance(value, float) else None for value in (row["onder"], row["boven"])]
    december = str(Period(period.year, 12, Level.MONTH))
    return YearEnd(december, (expected - agreed) / agreed, ends[0], ends[1], agreed)


def ask_parts(query: Query, compare: str) -> tuple[Query, ...]:
    """The parts of the drift, and what moved along with clients; the latter only for everybody together."""
    if query.where or query.per:
        return (query,)
    return query, replace(query, where=(("deel", "overgangen"),))


def draw_parts(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """A waterfall from agreed to real."""
    main = answers[0]
    rows = {row["onderdeel"]: row for row in main.frame.to_dicts()}
    shown = [rows[name] for name in said.SHORT if name in rows]
    parts = [charts.Part(said.part_name(row["onderdeel"], row["waarde"] or 0.0), row["waarde"]) for row in shown]
    spec = charts.decomposition(parts, look, size, height=height)
    if not shown or any(row["waarde"] is None for row in shown):
        reading = Reading("Het verschil is hier niet te ontleden", "")
        return Picture(reading, readings.subtitle(main.frame, main.indicator, whose=whose(main.query)), spec)
    first = shown[0]
    moved = answers[1].frame["waarde"].drop_nulls().to_list() if len(answers) > 1 else []
    amounts = {row["onderdeel"]: row["waarde"] for row in shown}
    reading = said.parts_of_drift(amounts, first["begroot"], moved[0] if moved else None)
    about = f" · {whose(main.query)}" if whose(main.query) else ""
    spent, agreed = wording.euro(first["uitgeput"]), wording.euro(first["begroot"])
    unit, *_ = charts.money_unit(list(amounts.values()))
    subtitle = f"Verschil tussen uitgeput ({spent}) en afgesproken ({agreed}), in {unit} euro{about}"
    loose = first["zonder_aantallen"] or 0.0
    note = "Bron: leveringen, vierkanten, uitputting"
    if abs(loose) > 0.1 * max(abs(sum(amounts.values())), 1.0):
        reading = replace(
            reading,
            sentence=f"{reading.sentence} Bij ‘{parts[0].name}’ zit ook {wording.euro(loose)} van afspraken "
            "zonder aantallen.",
        )
    return Picture(reading, subtitle, spec, note)

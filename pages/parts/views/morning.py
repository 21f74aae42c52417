"""How does a team manager's morning become figures: who waits, the queue ahead, what it takes, who needs attention?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from metrics.indicator import Unit
from metrics.queue import AHEAD, RECENT, Week, expectation, needed, rates
from metrics.signals.funnel import judged
from metrics.views.wachtrij import STREAMS
from pages.parts import charts, wording
from pages.parts.charts.estimates import Estimate
from pages.parts.charts.naming import name_of
from pages.parts.charts.timeline import newest
from pages.parts.look import Palette, Scale
from pages.parts.readings import Reading, morning
from pages.parts.selection_text import whose
from pages.parts.views.base import Picture
from pages.parts.views.compared import ask_funnel
from pages.parts.views.over_time import calm, source
from results import Query, Result

OLDEST_FIRST = (">40", "21-40", "11-20", "6-10", "0-5")
MOST_TEAMS = 8
TOO_FEW = Reading("Er zijn te weinig weken om vooruit te kijken", "Daarvoor zijn ten minste vier weken nodig.")


def draw_legs(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Who waits on the peildatum, for the kennismaking and for the start."""
    main = answers[0]
    place = whose(main.query)
    spec = charts.legs(main.frame, OLDEST_FIRST, look, size, height=height)
    words = ["Aantal aanmeldingen naar wachttijd tot nu toe, langst wachtenden bovenaan", place]
    reading = morning.waiting_now(main.frame.to_dicts(), place)
    return Picture(reading, " · ".join(word for word in words if word), spec, f"Stand {wording.day(main.peildatum)}")


def draw_queue(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """The queue for the kennismaking per week, and where it goes if nothing changes."""
    main, weeks = answers[0], weeks_of(answers[0])
    per_week = rates([week for _, week in weeks])
    subtitle = f"Wachtend op een kennismaking, per week, en {AHEAD} weken vooruit · stippels: verwacht"
    if per_week is None:
        return Picture(TOO_FEW, subtitle, {"data": [], "layout": {}}, source(main))
    waiting = weeks[-1][1].wacht
    ahead = expectation(waiting, per_week)
    line = [(day, week.wacht) for day, week in weeks]
    allowed = needed(waiting, per_week).allowed
    spec = charts.queue(line, ahead, look, size, allowed=allowed, height=height)
    reading = morning.queue_ahead(waiting, per_week, ahead, whose(main.query))
    return Picture(reading, subtitle, spec, "Intern, niet delen")


def draw_needed(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Who comes and is helped per week, beside what it takes to reach the norm."""
    main, weeks = answers[0], weeks_of(answers[0])
    per_week = rates([week for _, week in weeks])
    subtitle = f"Gemiddeld per week, laatste {RECENT} weken"
    if per_week is None:
        return Picture(TOO_FEW, subtitle, {"data": [], "layout": {}}, source(main))
    takes = needed(weeks[-1][1].wacht, per_week)
    rows = [
        Estimate("aanmeldingen erbij", per_week.erbij),
        Estimate("kennismakingen", per_week.geholpen, is_main=True),
        Estimate("weg zonder kennismaking", per_week.weg),
        Estimate("nodig: rij blijft gelijk", takes.to_stay),
        Estimate(f"nodig: norm over {AHEAD} weken", takes.to_reach, is_main=True),
    ]
    spec = charts.estimates(rows, look, size, places=1, height=height)
    return Picture(morning.needed_per_week(takes, whose(main.query)), subtitle, spec, "Intern, niet delen")


def weeks_of(result: Result) -> list[tuple[date, Week]]:
    """The queue of been 1 per week, oldest first; a stream without rows in a week is nobody."""
    own = result.frame.filter(pl.col("been") == "1")
    counts: dict[str, dict[str, float]] = {}
    for week, stream, value in own.select("week", "stroom", "waarde").iter_rows():
        counts.setdefault(week, dict.fromkeys(STREAMS, 0.0))[stream] = value or 0.0
    return [(date.fromisoformat(week), Week(**counts[week])) for week in sorted(counts)]


def ask_came_and_seen(query: Query, compare: str) -> tuple[Query, ...]:
    """Aanmeldingen and kennismakingen per period, both as the noemer of a share that may be shared."""
    return query, replace(query, indicator="werkdagen_tot_kennismaking")


def draw_came_and_seen(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Shared form of the queue: per quarter who came and who was seen."""
    main, seen = (replace(answer, frame=_noemer_as_value(answer.frame)) for answer in answers)
    counted = replace(main.indicator, unit=Unit.COUNT)
    frame = main.frame.join(
        seen.frame.select("periode", geholpen="waarde"), on="periode", how="left", maintain_order="left"
    )
    spec = charts.line(
        frame, counted, calm(look), size, measures={"waarde": "erbij", "geholpen": "kennismakingen"}, limits=False,
        height=height,
    )  # fmt: skip
    reading = morning.came_and_seen(list(frame.select("periode", "waarde", "geholpen").iter_rows()), whose(main.query))
    words = ["Aanmeldingen en kennismakingen per periode", whose(main.query)]
    return Picture(reading, " · ".join(word for word in words if word), spec, source(main))


def _noemer_as_value(frame: pl.DataFrame) -> pl.DataFrame:
    hidden = pl.col("noemer").is_null() & pl.col("afgeschermd")
    return frame.with_columns(waarde=pl.col("noemer"), afgeschermd=hidden)


def draw_attention(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Teams by how far they lie below the city, measured in chance for their own size."""
    main, city = answers
    rows = [row for row in newest(main.frame).to_dicts() if row["waarde"] is not None and row["noemer"] is not None]
    middle = city.frame["waarde"].drop_nulls()
    names = {row["team"]: name_of(row, "team") for row in rows}
    centre = middle[-1] if len(middle) else 0.0
    ranked = judged([(row["team"], row["waarde"], row["noemer"]) for row in rows], centre) if len(middle) else []
    left_out = newest(main.frame).height - len(ranked)
    spec = charts.ranking(ranked[:MOST_TEAMS], names, centre, main.indicator, look, size, height=height)
    reading = morning.attention(ranked, names, centre, left_out)
    period = wording.period_span(main.frame["periode"].unique().to_list()) if main.frame.height else ""
    words = ["Binnen vijf werkdagen kennis, het verst onder de stad bovenaan", period, "band: toeval bij die grootte"]
    note = f"{min(MOST_TEAMS, len(ranked))} van {len(ranked)} teams" if ranked else ""
    return Picture(reading, " · ".join(word for word in words if word), spec, note)


__all__ = [
    "ask_came_and_seen", "ask_funnel", "draw_attention", "draw_came_and_seen", "draw_legs", "draw_needed", "draw_queue",
]  # fmt: skip

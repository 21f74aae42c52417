"""How do results of one period become a figure: a map, bars, a funnel, a matrix, streams?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

import results
from metrics.indicator import Shape, Unit
from metrics.signals.funnel import SMALLEST_GROUP, is_signal
from pages.parts import charts, readings, wording
from pages.parts.charts.lying import LONGEST_NAME
from pages.parts.charts.naming import name_of
from pages.parts.look import LAPTOP, SESSIE, Palette, Scale
from pages.parts.phrases import phrase
from pages.parts.readings import Reading
from pages.parts.selection_text import whose
from pages.parts.views.base import Picture
from pages.parts.views.over_time import source
from results import Query, Result

LONGEST = 7
ROW = 1.75  # rem per lying bar
LONG_ROW = 2.05  # where a name takes two lines
ROOM_ROW = 2.6  # the same on the wall of a session, where a figure has the screen to itself
MOST_NAMED = 6
LEAST_ROW = 1.25  # rem per lying bar where a page gives room for many


def draw_map(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """A tile per area."""
    main = answers[0]
    places = {row.key: (row.rij, row.kolom) for row in results.choices().gebieden if row.rij and row.kolom}
    spec = charts.tile_map(main.frame, main.indicator, look, size, places=places, height=height)
    return _compared(main, "gebied", spec)


def draw_land(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """The areas as they lie, in the colours of the tiles."""
    main = answers[0]
    spec = charts.area_map(main.frame, main.indicator, look, size, shapes=results.choices().vormen, height=height)
    return _compared(main, "gebied", spec)


def draw_bars(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Lying bars per value of the dimension that was asked, longest on top."""
    main = answers[0]
    per = dimension(main)
    top = most_bars(height)
    spec = charts.bars(
        main.frame, main.indicator, look, size, per=per, top=top, height=fitting(main.frame, per, height, top, size)
    )
    newest = main.frame.filter(pl.col("periode") == pl.col("periode").last())
    picture = _compared(replace(main, frame=newest), per, spec)  # only that period has bars
    rest = newest.filter(pl.col("afgeschermd") | pl.col("waarde").is_not_null()).height - top
    return replace(picture, subtitle=f"{picture.subtitle} · nog {rest} in de tabel") if rest > 0 else picture


def draw_columns(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Standing bars, one per period."""
    main = answers[0]
    newest = main.frame["periode"].to_list()[-1:]
    spec = charts.columns(main.frame, main.indicator, look, size, highlight=newest, height=height)
    events = newest_break(main.events)
    reading = readings.over_time(main.frame, main.indicator, events=events, whose=whose(main.query))
    return Picture(reading, readings.subtitle(main.frame, main.indicator, whose=whose(main.query)), spec, source(main))


def ask_funnel(query: Query, compare: str) -> tuple[Query, ...]:
    """The value per team, and that of the whole city around which chance is drawn."""
    rest = tuple(pair for pair in query.where if pair[0] not in ("gebied", "team"))
    return replace(query, per=("team",), where=rest), replace(query, per=(), where=rest)


def draw_funnel(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Every team as a point against its size, between the limits of chance."""
    main, city = (_per_person(answer) for answer in answers)
    values = city.frame["waarde"].drop_nulls()
    middle = values[-1] if len(values) else None
    counted = "aantal mensen, ongeveer" if main.frame is not answers[0].frame else f"aantal {_counted(main)}"
    spec = charts.funnel(main.frame, main.indicator, look, size, city=middle, counted=counted, height=height)
    picture = _compared(answers[0], "team", spec)
    reading = outside_reading(main, middle, picture.reading.sentence)
    return replace(picture, reading=reading or picture.reading, note="Elke stip is een team")


def _counted(answer: Result) -> str:
    return phrase(answer.indicator).counted or "aanmeldingen"


def _per_person(answer: Result) -> Result:
    """Answers of one person about several statements go together, so chance counts persons: answers ÷ statements."""
    asked = [key for name, key in answer.query.where if name == "stelling"]
    statements = len(asked) or len(results.choices().stellingen)
    if answer.indicator.key != "ervaring" or statements <= 1:
        return answer
    return replace(answer, frame=answer.frame.with_columns(pl.col("noemer") / statements))


def ask_norm_funnel(query: Query, compare: str) -> tuple[Query, ...]:
    """How many waited longer than the norm, per aanbieder and for all together."""
    rest = tuple(pair for pair in query.where if pair[0] not in ("aanbieder", "zorgvorm"))
    return replace(query, per=("aanbieder",), where=rest), replace(query, per=(), where=rest)


def draw_norm_funnel(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Every aanbieder as a point: the share above the norm against the number of toewijzingen."""
    main, city = (_above_norm(answer) for answer in answers)
    values = city.frame["waarde"].drop_nulls()
    middle = values[-1] if len(values) else None
    spec = charts.funnel(
        main.frame, main.indicator, look, size, per="aanbieder", city=middle, counted="aantal toewijzingen",
        height=height,
    )  # fmt: skip
    told = readings.compared(main.frame, main.indicator, per="aanbieder", events=main.events).sentence
    reading = outside_reading(main, middle, told, per="aanbieder")
    if reading is None:
        reading = Reading("Aanbieders zijn hier niet te vergelijken", "Kies een heel jaar, of een andere norm.")
    norm = dict(main.query.where).get("norm", main.indicator.options["norm"][0])
    period = wording.period_span(main.frame["periode"].unique().to_list()) if main.frame.height else ""
    subtitle = f"Deel dat langer dan {norm} dagen wachtte op zorg, per aanbieder{f' · {period}' if period else ''}"
    return Picture(reading, subtitle, spec, "Elke stip is een aanbieder")


def _above_norm(answer: Result) -> Result:
    """The same rows with the share above the norm as their value."""
    frame = answer.frame.with_columns(waarde=pl.col("boven_norm"), teller=pl.lit(None, dtype=pl.Float64))
    return replace(answer, frame=frame, indicator=replace(answer.indicator, unit=Unit.SHARE, shape=Shape.SHARE))


def draw_matrix(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Van against naar, with the count in the cell."""
    main = answers[0]
    spec = charts.matrix(main.frame, main.indicator, look, size, height=height)
    reading = readings.transitions(main.frame, main.indicator)
    subtitle = readings.subtitle(main.frame, main.indicator, whose=whose(main.query))
    return Picture(reading, f"{subtitle} · lees van links naar boven", spec, source(main))


def ask_streams(query: Query, compare: str) -> tuple[Query, ...]:
    """Who came, who left, and who was there at the end, over the same periods."""
    return tuple(replace(query, indicator=key, per=()) for key in ("instroom", "uitstroom", "in_zorg"))


def draw_streams(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """In- and outflow per period with the number in care above it."""
    arrivals, departures, stock = answers
    spec = charts.flows(arrivals.frame, departures.frame, look, size, stock=stock.frame, height=height)
    reading = readings.streams(arrivals.frame, departures.frame)
    subtitle = readings.subtitle(arrivals.frame, arrivals.indicator, whose=whose(arrivals.query))
    return Picture(reading, subtitle, spec, source(arrivals))


def draw_agreed(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Per provider what was realised (bar) against what was agreed (stroke)."""
    main = answers[0]
    per = dimension(main)
    frame = main.frame.filter(pl.col("noemer").is_null() | (pl.col("noemer") > 0))
    furthest = frame.filter(pl.col("periode") == pl.col("periode").last()).drop_nulls("waarde").sort("waarde")
    spec = charts.bars(
        frame, main.indicator, look, size, per=per, agreed=True, highlight=furthest[per].to_list()[-1:], height=height,
        top=LONGEST if height else 12,
    )  # fmt: skip
    reading = readings.budgets(main.frame, main.indicator, per=per)
    subtitle = readings.subtitle(main.frame, main.indicator, per=per, whose=whose(main.query))
    rest = furthest.height - LONGEST if height else 0
    more = f" · nog {rest} in de tabel" if rest > 0 else ""
    return Picture(reading, f"{subtitle} · balk: werkelijk, streep: afgesproken{more}", spec, source(main))


def draw_states(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """How far each of a few things is, in the newest period."""
    main = answers[0]
    per = dimension(main)
    spec = charts.states(main.frame, look, size, per=per, height=height)
    newest = main.frame.filter(pl.col("periode") == pl.col("periode").last())
    if newest.is_empty():
        return _compared(main, per, spec)
    words = wording.dimension(per, plural=True)
    done, begun = (newest.filter(pl.col("status").is_in(which)).height for which in (["klaar"], ["klaar", "bezig"]))
    reading = Reading(
        f"{done} van de {newest.height} {words} {'is' if done == 1 else 'zijn'} klaar",
        f"Aan {newest.height - begun} is nog niet begonnen." if begun < newest.height else "Aan alle wordt gewerkt.",
    )
    subtitle = readings.subtitle(main.frame, main.indicator, per=per, whose=whose(main.query))
    return Picture(reading, subtitle, spec, source(main))


def most_bars(height: float | None) -> int:
    """How many bars fit in the height that a page gives, and never fewer than the usual few."""
    return LONGEST if height is None else max(LONGEST, int((height - 1) / LEAST_ROW))


def fitting(
    frame: pl.DataFrame, per: str, height: float | None, top: int = LONGEST, size: Scale = LAPTOP
) -> float | None:
    """The height that a page asks for, but never bars thicker than they are by themselves; long names need more."""
    newest = frame.filter(pl.col("periode") == pl.col("periode").last()).to_dicts()
    is_long = any(len(name_of(row, per)) > LONGEST_NAME for row in newest)
    row = ROOM_ROW if size == SESSIE else LONG_ROW if is_long else ROW
    return None if height is None else min(height, 1 + row * min(len(newest), top))


def outside_reading(teams: Result, middle: float | None, sentence: str, *, per: str = "team") -> Reading | None:
    """Which teams or aanbieders lie outside the limits of chance; None when nothing can be judged."""
    rows = [row for row in teams.frame.iter_rows(named=True) if None not in (row["waarde"], row["noemer"])]
    judged = [row for row in rows if row["noemer"] >= SMALLEST_GROUP]
    if middle is None or not judged:
        return None
    found = [row for row in judged if is_signal(row["waarde"], middle, row["noemer"])]
    named = [f"{row[f'{per}_naam']} ({wording.share(row['waarde'], 0)})" for row in found]
    match len(found):
        case 0:
            title = f"Geen {per} wijkt duidelijk af van de stad: de verschillen passen bij toeval"
        case 1 | 2:
            verb = "wijkt" if len(found) == 1 else "wijken"
            title = f"{wording.together(named)} {verb} duidelijk af van de stad ({wording.share(middle, 0)})"
        case _:
            many = wording.dimension(per, plural=True)
            title = f"{len(found)} {many} wijken duidelijk af van de stad, de rest past bij toeval"
            shown = [*named[:MOST_NAMED], *([f"nog {len(named) - MOST_NAMED}"] if len(named) > MOST_NAMED else [])]
            sentence = f"Het gaat om {wording.together(shown)}. {sentence}"
    return Reading(title, sentence)


def newest_break(events: pl.DataFrame) -> pl.DataFrame:
    """Of several breaks the last: what came before it is not compared anyway."""
    return events.filter(pl.col("soort") == "trendbreuk").sort("datum").tail(1)


def dimension(result: Result) -> str:
    """The dimension along which the figure compares: the one that was asked, else the one always present."""
    return result.query.per[0] if result.query.per else result.indicator.always_per[0]


def _compared(main: Result, per: str, spec: dict[str, object]) -> Picture:
    reading = readings.compared(main.frame, main.indicator, per=per, events=main.events)
    if not reading.sentence:
        newest = main.frame.filter(pl.col("periode") == pl.col("periode").last())
        words, are = wording.dimension(per, plural=newest.height != 1), "is" if newest.height == 1 else "zijn"
        reading = replace(reading, sentence=f"Van {newest.height} {words} {are} er cijfers in deze periode.")
    subtitle = readings.subtitle(main.frame, main.indicator, per=per, whose=whose(main.query))
    return Picture(reading, subtitle, spec, source(main))

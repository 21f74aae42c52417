"""How do results over time become a figure: one line, a quadrant, lines per group, two readings?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

import results
from metrics.indicator import Theme, Unit
from metrics.signals.gap import gap
from metrics.views.kloof import GAP_OF
from pages.parts import charts, readings
from pages.parts.charts.line import MOST_LINES
from pages.parts.look import Figure, Palette, Scale
from pages.parts.readings import Reading
from pages.parts.selection_text import name_of, who, whose
from pages.parts.views.base import Picture
from results import Query, Result

PLACES = ("gebied", "team", "organisatie", "aanbieder")
SES = ("laag", "midden", "hoog")
QUADRANT_HEIGHT = 10.8
SOURCES = {
    "aanmeldingen": "buurtteams",
    "leveringen": "leveringen",
    "ervaringen": "ervaringswijzer",
    "vierkanten": "vierkanten",
    "uitputting": "uitputting",
    "prognoses": "prognoses van aanbieders",
    "bereikopgaven": "opgave van organisaties",
    "populatie": "bevolkingscijfers",
    "toewijzingen": "toewijzingen",
}


def with_comparison(query: Query, compare: str) -> tuple[Query, ...]:
    """The query and, when it is about a part of the city, the same for what it is compared with."""
    rest = tuple(pair for pair in query.where if pair[0] not in PLACES)
    if compare == "niets" or rest == query.where:
        return (query,)
    if compare == "stad":
        return query, replace(query, where=rest)
    areas = {row.key: row for row in results.choices().gebieden}
    area = next((areas[key] for name, key in query.where if name in ("gebied", "team") and key in areas), None)
    group = getattr(area, compare, None)
    return (query, replace(query, where=(*rest, (compare, group)))) if group else (query,)


def draw_line(
    answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None, *, small: bool = False
) -> Picture:
    """One line, with the thin line of the comparison when there is one."""
    main, beside = answers[0], answers[1] if len(answers) > 1 else None
    about = whose(main.query)
    spec = charts.line(
        main.frame, main.indicator, look, size,
        comparison=None if beside is None else beside.frame,
        comparison_name="" if beside is None else who_beside(beside.query),
        name=who(main.query) if beside is not None else "",
        events=main.events, norm=_norm(main), norm_name="afgesproken" if _norm(main) is not None else "",
        small=small, height=height,
    )  # fmt: skip
    big = readings.big_number(main.frame, main.indicator, events=main.events) if small else None
    reading = readings.over_time(main.frame, main.indicator, events=main.events, whose=about)
    subtitle = readings.subtitle(main.frame, main.indicator, whose=about)
    if beside is not None:
        subtitle += f" · grijs: {who_beside(beside.query)}"
    return Picture(reading, subtitle, spec, source(main), big)


def draw_quadrant(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """A quadrant of the overview: big number and small line."""
    return draw_line(answers, look, size, height or QUADRANT_HEIGHT, small=True)


def draw_groups(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """A line per value of the one dimension that was asked, at most six."""
    main = answers[0]
    per = main.query.per[0] if main.query.per else main.indicator.always_per[0]
    spec = charts.line(main.frame, main.indicator, calm(look), size, per=per, events=main.events, height=height)
    reading = _with_signals(readings.compared(main.frame, main.indicator, per=per, events=main.events), main, per)
    subtitle = readings.subtitle(main.frame, main.indicator, per=per, whose=whose(main.query))
    return Picture(reading, subtitle + _sign(spec, look), spec, source(main))


def ask_ses(query: Query, compare: str) -> tuple[Query, ...]:
    """The value per SES group; for reach and waits also the gap, whose interval needs more than what is shown."""
    groups, kloof = replace(query, per=("ses",)), GAP_OF.get(query.indicator)
    return (groups, replace(query, indicator=kloof, per=())) if kloof else (groups,)


def draw_ses(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Lines per SES group with the gap in its own panel."""
    main = answers[0]
    kloof = answers[1].frame if len(answers) > 1 else gap(main.frame, main.indicator)
    spec = charts.ses_lines(main.frame, main.indicator, look, size, gap=kloof, events=main.events, height=height)
    reading = _with_signals(readings.gap(main.frame, kloof, main.indicator, events=main.events), main, "ses")
    subtitle = readings.subtitle(main.frame, main.indicator, per="ses", whose=whose(main.query))
    return Picture(reading, subtitle + _sign(spec, look), spec, source(main))


def _with_signals(reading: Reading, result: Result, per: str) -> Reading:
    """The reading of several lines with which of them move more than usual now."""
    drawn = SES if per == "ses" else result.frame[per].unique(maintain_order=True)[:MOST_LINES].to_list()
    frame = result.frame.filter(pl.col(per).is_in(drawn))
    said = readings.present(readings.signals(frame, result.indicator, per=(per,), events=result.events))
    return replace(reading, sentence=f"{reading.sentence} {said}".strip())


def _sign(spec: Figure, look: Palette) -> str:
    """What the diamonds of several lines are, when there are any."""
    edges = (trace.get("marker", {}).get("line", {}).get("color") for trace in spec["data"])
    return " · ruit: signaal" if look.signal in edges else ""


def ask_both_readings(query: Query, compare: str) -> tuple[Query, ...]:
    """The reading of 2022 (everybody), that of 2021 (later on request counts as on time), and the comparison."""
    rest = tuple(pair for pair in query.where if pair[0] != "lezing")
    everybody = replace(query, where=(*rest, ("lezing", "alle")))
    on_request = replace(query, where=(*rest, ("lezing", "zonder gewenst later")))
    return everybody, on_request, *with_comparison(everybody, compare)[1:]


def draw_both_readings(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Both readings in one picture: the second stops where the registration stopped."""
    main, second = answers[:2]
    beside = answers[2] if len(answers) > 2 else None
    frame = side_by_side({"waarde": main.frame, "gewenst": second.frame})
    about = whose(main.query)
    spec = charts.line(
        frame, main.indicator, calm(look), size,
        measures={"waarde": who(main.query) or "alle gezinnen", "gewenst": "zonder gewenst later"},
        comparison=None if beside is None else beside.frame,
        comparison_name="" if beside is None else who_beside(beside.query),
        events=main.events, height=height,
    )  # fmt: skip
    reading = readings.over_time(main.frame, main.indicator, events=main.events, whose=about)
    return Picture(reading, readings.subtitle(main.frame, main.indicator, whose=about), spec, source(main))


def calm(look: Palette) -> Palette:
    """Colours for lines that are no SES groups: those of SES mean SES and nothing else, so they come last."""
    first = (look.value, look.comparison_text, look.agreed, look.ink)
    return replace(look, categorical=(*first, *(each for each in look.categorical if each not in first)))


def side_by_side(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The waarde of several results in one frame per period; the marks are those of the first."""
    (first, base), *others = frames.items()
    joined = base.rename({"waarde": first}) if first != "waarde" else base
    for name, frame in others:
        column = frame.select("periode", pl.col("waarde").alias(name))
        joined = joined.join(column, on="periode", how="left", maintain_order="left")
    return joined


def who_beside(query: Query) -> str:
    """The name of the comparison line."""
    return next((name_of(name, key) for name, key in query.where if name in ("wijk", "ses")), "stad")


def source(result: Result) -> str:
    """The small text at the right of the footer: where the rows come from."""
    names = [SOURCES[name] for name in result.indicator.tables if name in SOURCES]
    return f"Bron: {', '.join(dict.fromkeys(names))}" if names else ""


def _norm(result: Result) -> float | None:
    """Only budgets have an agreed value that is a level: no drift at all."""
    return 0.0 if result.indicator.theme is Theme.BUDGET and result.indicator.unit is Unit.DRIFT else None

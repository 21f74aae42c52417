"""How does a figure over years stand beside the country, without calling two measures the same?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from pages.parts import charts, readings, wording
from pages.parts.look import Palette, Scale
from pages.parts.selection_text import whose
from pages.parts.views.base import Picture
from pages.parts.views.over_time import draw_line, source
from results import Query, Result

BESIDE: Mapping[str, str] = {"bereik_aanvullend": "jeugdhulp_cbs"}
"""Per indicator what others publish that comes nearest; it is another measure, which its first caveat explains."""
COUNTRY = "NL"


def ask_country(query: Query, compare: str) -> tuple[Query, ...]:
    """The query and, where others publish something near it, that of the same years."""
    key = BESIDE.get(query.indicator)
    return (query, Query(key, query.periods, (), (), query.on)) if key else (query,)


def draw_country(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """The own line in colour; the country and the own gemeente according to the publisher in grey."""
    if len(answers) == 1:
        return draw_line(answers, look, size, height)
    main, published = answers
    lines = by_region(published.frame)
    spec = charts.line(
        main.frame, main.indicator, look, size, benchmarks=lines, name="eigen cijfer" if lines else "",
        events=main.events, limits=False, height=height,
    )  # fmt: skip
    about = whose(main.query)
    reading = readings.over_time(main.frame, main.indicator, events=main.events, whose=about)
    said = [reading.sentence, newest_words(published.frame)]
    said.append(published.indicator.caveats[0] if lines else "Er zijn nog geen cijfers van het CBS ingelezen.")
    subtitle = readings.subtitle(main.frame, main.indicator, whose=about)
    if lines:
        subtitle += f" · grijs: {wording.together(list(lines))}, een andere maat"
    reading = replace(reading, sentence=" ".join(part for part in said if part))
    return Picture(
        reading, subtitle, spec, " · ".join(part for part in (source(main), origin(published.frame)) if part)
    )


def by_region(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The rows of each region under its word in the picture, the country first."""
    rows = frame.drop_nulls("waarde")
    codes = sorted(rows["regio"].unique(), key=lambda code: (code != COUNTRY, code))
    parts = {code: rows.filter(regio=code) for code in codes}
    return {_word(part): part for part in parts.values()}


def _word(part: pl.DataFrame) -> str:
    return f"{part['regio_naam'][0]} (CBS)" if part["regio"][0] != COUNTRY else "Nederland"


def newest_words(frame: pl.DataFrame) -> str:
    """What was published of the newest year, and whether that is final."""
    rows = frame.drop_nulls("waarde")
    if rows.is_empty():
        return ""
    newest = rows.filter(pl.col("periode") == rows["periode"].max())
    values = [f"{_word(part)} {wording.share(part['waarde'][0])}" for part in newest.partition_by("regio")]
    states = sorted(set(newest["bronstatus"]) - {"onbekend"})
    final = f" ({wording.together(states)})" if states else " (of dat nog verandert, zegt het bestand niet)"
    return f"Volgens de bron in {newest['periode'][0]}: {wording.together(values)}{final}."


def origin(frame: pl.DataFrame) -> str:
    """Who published the grey lines, and up to which year they are final."""
    sources = frame["bron"].drop_nulls().unique(maintain_order=True).to_list()
    open_years = sorted(set(frame.filter("voorlopig")["periode"]))
    if not sources:
        return ""
    return ", ".join(sources) + (f", {wording.together(open_years)} voorlopig" if open_years else "")

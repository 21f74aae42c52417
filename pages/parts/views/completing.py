"""How do the newest months look once late deliveries have come in?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from data.overview import known_per_week
from data.store import open_store
from metrics.period import Level, Period
from metrics.signals.completing import Completed, Share, completed
from pages.parts import charts, wording
from pages.parts.charts import marks
from pages.parts.charts.timeline import position
from pages.parts.look import Figure, Palette, Scale, font
from pages.parts.views.base import Picture
from pages.parts.views.compared import draw_streams
from results import Result

SOURCE = "leveringen"
LONGEST = 12


def draw_completed_streams(
    answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None
) -> Picture:
    """In- and outflow, with the instroom of provisional months as it is expected to become."""
    picture = draw_streams(answers, look, size, height)
    arrivals = answers[0]
    expected = expected_of(arrivals, shares())
    if not expected:
        sentence = "Er is geen maand om aan te vullen: alles is bekend, of er is te weinig van bekend."
        return replace(picture, reading=replace(picture.reading, sentence=f"{picture.reading.sentence} {sentence}"))
    spec = with_expected(picture.spec, expected, look, size)
    told = [
        f"{wording.period(str(period))} naar verwachting {wording.number(round(each.middle))} "
        f"({wording.number(round(each.lower))} tot {wording.number(round(each.upper))})"
        for period, each in expected.items()
    ]
    sentence = f"Aangevuld: {wording.together(told)}, als het gaat als in de laatste twaalf maanden."
    return replace(
        picture, spec=spec, reading=replace(picture.reading, sentence=f"{picture.reading.sentence} {sentence}"),
        subtitle=f"{picture.subtitle} · stippels: verwacht",
    )  # fmt: skip


def shares() -> dict[int, Share]:
    """Per whole week after a month's end, how much of earlier months was known."""
    frame = known_per_week(open_store(), tuple(range(LONGEST + 1))).filter(bron=SOURCE)
    columns = frame.select("week", "midden", "laagst", "hoogst").iter_rows()
    return {week: Share(middle, low, high) for week, middle, low, high in columns}


def expected_of(arrivals: Result, known: dict[int, Share]) -> dict[Period, Completed]:
    """What shown provisional months become; a longer period holds months of different ages and gets none."""
    found = {}
    rows = arrivals.frame.filter(pl.col("voorlopig") & pl.col("waarde").is_not_null())
    for text, value in rows.select("periode", "waarde").iter_rows():
        period = Period.parse(text)
        share = known.get(_weeks_since(period, arrivals.peildatum))
        made = completed(value, share) if share and period.level is Level.MONTH else None
        if made is not None and round(made.middle) > value:
            found[period] = made
    return found


def with_expected(spec: Figure, expected: dict[Period, Completed], look: Palette, size: Scale) -> Figure:
    """Dashed outlines around the bars up to what is expected, with the range as an upright."""
    layout = {**spec["layout"], "shapes": [*spec["layout"]["shapes"]]}
    layout["annotations"] = [*spec["layout"]["annotations"]]
    half = charts.FLOW_WIDTH / 2
    for period, each in expected.items():
        x = position(period)
        layout["shapes"].append(
            {
                "type": "rect", "x0": x - half, "x1": x + half, "y0": 0, "y1": each.middle, "xref": "x", "yref": "y",
                "fillcolor": look.expected, "layer": "below",
                "line": {"color": look.value, "width": size.reference, "dash": "8px,6px"},
            }
        )  # fmt: skip
        layout["shapes"].append(
            {
                "type": "line", "x0": x, "x1": x, "y0": each.lower, "y1": each.upper, "xref": "x", "yref": "y",
                "line": {"color": look.value, "width": size.line},
            }
        )  # fmt: skip
    last, most = max(expected, key=position), max(each.upper for each in expected.values())
    layout["annotations"].append(
        {
            "text": marks.safe(f"verwacht {wording.number(round(expected[last].middle))}"), "x": position(last),
            "y": most, "xref": "x", "yref": "y", "yanchor": "bottom", "xanchor": "right", "showarrow": False,
            "font": font(size.label_size, look.value, strong=True),
        }
    )  # fmt: skip
    low, high = layout["yaxis"]["range"]
    layout["yaxis"] = {**layout["yaxis"], "range": [low, max(high, most * 1.15)]}
    return {"data": spec["data"], "layout": layout}


def _weeks_since(period: Period, peildatum: date) -> int:
    return min(max((peildatum - period.end).days, 0) // 7, LONGEST)

"""How do waiting times become a figure in which those who still wait count too: curves and medians?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from metrics.indicator import Unit
from metrics.period import Period
from metrics.signals.breaks import break_between
from pages.parts import charts, wording
from pages.parts.charts.estimates import Estimate
from pages.parts.charts.naming import name_of
from pages.parts.charts.steps import Group, Step
from pages.parts.look import Palette, Scale
from pages.parts.readings.waited import with_waiting
from pages.parts.selection_text import whose
from pages.parts.views.base import Picture
from pages.parts.views.over_time import calm, source
from results import Query, Result

MOST = 6
SES = ["laag", "midden", "hoog"]
SOON = {"kennismaking_curve": (5, "vijf werkdagen")}


def ask_curve(query: Query, compare: str) -> tuple[Query, ...]:
    """The curve, and the medians of the same cells; over one period without a split also a year before."""
    if not query.per and len(query.periods) == 1:
        period = Period.parse(query.periods[0])
        query = replace(query, periods=(str(period.shifted(-12 // period.level)), *query.periods))
    return query, replace(query, indicator=query.indicator.replace("_curve", "_met_wachtenden"))


def draw_curve(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """The share seen after n days per period, or per group of one period."""
    main, medians = answers
    per = main.query.per[0] if main.query.per else None
    frame, rows = _comparable(main), _comparable(medians).to_dicts()
    keys = frame[per or "periode"].unique(maintain_order=True).to_list()[:MOST]
    keys = keys if per else keys[::-1]
    colours = _colours(keys, per, look)
    groups = [_group(frame.filter(pl.col(per or "periode") == key), per, colour) for key, colour in colours.items()]
    days = sorted({int(text) for text in frame["na"]})
    unit = "werkdagen" if medians.indicator.unit is Unit.WORKING_DAYS else "dagen"
    norm, norm_name = SOON.get(main.indicator.key, (None, ""))
    spec = charts.steps(groups, days, f"na zoveel {unit}", look, size, norm=norm, norm_name=norm_name, height=height)
    reading = with_waiting(rows, medians.indicator, per=per, whose="" if per else whose(main.query))
    reading = replace(reading, sentence=f"{reading.sentence} {_refused(main)}".strip())
    about = [f"per {wording.dimension(per)}" if per else "", whose(main.query), _span(frame)]
    subtitle = " · ".join([main.indicator.name, *(text for text in about if text)])
    return Picture(reading, subtitle, spec, source(main))


def draw_waited(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Mean of those already seen, and median and p80 with those who still wait, with their margins."""
    main = answers[0]
    row = main.frame.tail(1).to_dicts()[0] if main.frame.height else {}
    absent = wording.HIDDEN if row.get("afgeschermd") or not row else "nog niet bereikt"
    rows = [
        Estimate("gemiddeld, zonder wachtenden", row.get("gemiddelde"), instead=wording.HIDDEN),
        _estimate("de helft, met wachtenden", row, "km_mediaan", absent, is_main=True),
        _estimate("8 op de 10, met wachtenden", row, "km_p80", wording.HIDDEN),
    ]
    spec = charts.estimates(rows, look, size, places=0, height=height)
    reading = with_waiting([row] if row else [], main.indicator, whose=whose(main.query))
    unit = "werkdagen" if main.indicator.unit is Unit.WORKING_DAYS else "dagen"
    words = [main.indicator.name.split(",")[0], f"in {unit}", whose(main.query), _span(main.frame), "lijn: 95%-marge"]
    return Picture(reading, " · ".join(word for word in words if word), spec, source(main))


def _estimate(name: str, row: dict[str, object], column: str, instead: str, *, is_main: bool = False) -> Estimate:
    value, lower, upper = (_number(row.get(f"{column}{end}")) for end in ("", "_onder", "_boven"))
    return Estimate(name, value, lower, upper, is_main, instead)


def _number(content: object) -> float | None:
    return float(content) if isinstance(content, int | float) else None


def _breaks(result: Result) -> list[date]:
    return result.events.filter(pl.col("soort") == "trendbreuk")["datum"].to_list()


def _comparable(result: Result) -> pl.DataFrame:
    """Without a split only the periods on the side of the newest one: curves across a break are not compared."""
    frame = result.frame
    if "ses" in result.query.per:
        return frame.filter(pl.col("ses").is_in(SES)).sort(
            pl.col("ses").replace_strict(SES, range(3)), maintain_order=True
        )
    if result.query.per or frame.is_empty():
        return frame
    newest = Period.parse(frame["periode"][-1])
    kept = [t for t in frame["periode"].unique() if break_between(Period.parse(t), newest, _breaks(result)) is None]
    return frame.filter(pl.col("periode").is_in(kept))


def _refused(result: Result) -> str:
    """Why the period of a year before is not there, when a break lies between."""
    periods = [Period.parse(text) for text in result.query.periods]
    if result.query.per or len(periods) < 2:
        return ""
    day = break_between(periods[0], periods[-1], _breaks(result))
    if day is None:
        return ""
    return f"{wording.period(str(periods[0]))} staat er niet naast: op {wording.day(day)} veranderde de telling."


def _colours(keys: Sequence[str], per: str | None, look: Palette) -> dict[str, str]:
    if per == "ses":
        return {key: look.ses[key] for key in SES if key in keys}
    return dict(zip(keys, calm(look).categorical, strict=False))


def _group(frame: pl.DataFrame, per: str | None, colour: str) -> Group:
    rows = sorted(frame.to_dicts(), key=lambda row: int(row["na"]))
    name = name_of(rows[0], per) if per else wording.period(rows[0]["periode"])
    points = [Step(int(r["na"]), r["waarde"], r["onder"], r["boven"]) for r in rows if r["waarde"] is not None]
    return Group(name, colour, points)


def _span(frame: pl.DataFrame) -> str:
    periods = frame["periode"].unique(maintain_order=True).to_list()
    return wording.together([wording.period(text) for text in reversed(periods)])

"""Who is highest, who lowest, and how far is that from what was agreed?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from metrics.indicator import Indicator, Unit
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.naming import hover, name_of
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import newest
from pages.parts.look import Figure, Palette, Scale, base_layout, font

Row = Mapping[str, Any]
LONGEST_NAME = 30
TWO_LINES = 2.0
"""Rem between two bars from which a name of two lines does not touch the next."""
HIDDEN_LENGTH = 0.22  # of the longest bar, the same for every hidden one


def bars(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str,
    measure: str = "waarde",
    agreed: bool = False,
    order: Sequence[str] | None = None,
    highlight: Sequence[str] = (),
    top: int = 12,
    height: float | None = None,
) -> Figure:
    """Lying bars per value of `per` in the newest period of the frame, longest on top.

    `measure` is the column drawn. With `agreed` the bar is teller (uitgeput, or real clients), the upright
    stroke noemer (agreed), and the label both the teller and waarde. `order` gives keys in a fixed order
    (classes) instead of by length. `highlight` are the keys in petrol (at most two; default the longest, and below
    zero also the lowest).
    Hidden rows have a dotted bar of one fixed length; at most `top` bars, hidden ones last.
    """
    length = "teller" if agreed else measure
    rows = _chosen(newest(frame).to_dicts(), per, length, order, top)
    if not rows:
        return empty(frame, look, size, height=height or 10.8)
    shown = [row for row in rows if not row["afgeschermd"]]
    lengths = [abs(row[length]) for row in shown] + [row["noemer"] or 0.0 for row in shown if agreed]
    longest = max(lengths, default=1.0) or 1.0
    lead = set(highlight or _furthest(shown, per, length))
    tall = height or max(5.0, 0.6 + 1.72 * len(rows))
    names = [_fitted(name_of(row, per), (tall - 0.6) / len(rows)) for row in rows]
    texts = [_text(row, indicator, length, measure, shown, agreed=agreed) for row in rows]
    letters = max(len(text) for text in texts)
    left = max(len(part) for name in names for part in name.split("<br>")) * 0.5 * 16 + 14
    layout = base_layout(look, size, tall, (8, 20 + letters * 8.6, 8, left))
    layout |= {"barmode": "overlay", "xaxis": _x(rows, length, longest), "yaxis": _y(names, look, size)}
    layout["annotations"] = [
        _label(place, row, text, length, longest, row[per] in lead, look, size)
        for place, (row, text) in enumerate(zip(rows, texts, strict=True))
    ]
    layout["shapes"] = [_stroke(p, row, look, size) for p, row in enumerate(rows) if agreed and _agreed(row)]
    data = [
        _trace(rows, [row[per] in lead for row in rows], indicator, look, size, per=per, length=length, measure=measure)
    ]
    hidden = [place for place, row in enumerate(rows) if row["afgeschermd"]]
    if hidden:
        data.append(_dotted(hidden, rows, HIDDEN_LENGTH * longest, indicator, look, size, per=per))
    return {"data": data, "layout": layout}


def _furthest(shown: Sequence[Row], per: str, length: str) -> list[str]:
    """The longest bar; where bars lie on both sides of zero, the highest and the lowest."""
    ranked = sorted(shown, key=lambda row: row[length])
    if ranked and ranked[0][length] < 0 < ranked[-1][length]:
        return [ranked[0][per], ranked[-1][per]]
    return [row[per] for row in sorted(shown, key=lambda row: -abs(row[length]))[:1]]


def _chosen(rows: Sequence[Row], per: str, length: str, order: Sequence[str] | None, top: int) -> list[Row]:
    """The rows to draw, top first; a row without a value that is not hidden has no bar and is left to the table."""
    drawn = [row for row in rows if row["afgeschermd"] or row[length] is not None]
    if order is not None:
        places = {key: place for place, key in enumerate(order)}
        return sorted((row for row in drawn if row[per] in places), key=lambda row: places[row[per]])
    shown = sorted((row for row in drawn if not row["afgeschermd"]), key=lambda row: -row[length])
    hidden = sorted((row for row in drawn if row["afgeschermd"]), key=lambda row: name_of(row, per))
    return [*shown, *hidden][:top]


def _text(row: Row, indicator: Indicator, length: str, measure: str, shown: Sequence[Row], *, agreed: bool) -> str:
    if row["afgeschermd"]:
        return wording.HIDDEN
    if not agreed:
        unit = indicator.unit if measure == "waarde" else Unit.SHARE if measure == "aandeel" else indicator.unit
        return wording.label(row[length], unit, wording.decimals(unit, [other[length] for other in shown]))
    is_money = indicator.unit is Unit.DRIFT
    amount = wording.millions(row["teller"]) if is_money else wording.number(row["teller"])
    drift = row["waarde"] if is_money or row["waarde"] is None else row["waarde"] - 1
    return amount if drift is None else f"{amount}   {wording.drift(drift)}"


def _agreed(row: Row) -> bool:
    return not row["afgeschermd"] and row["noemer"] is not None


def _trace(
    rows: Sequence[Row],
    lead: Sequence[bool],
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str,
    length: str,
    measure: str,
) -> Figure:
    """The visible bars; provisional ones keep their fill here, since the word stands in the subtitle."""
    return {
        "type": "bar", "orientation": "h", "width": 0.6,
        "y": list(range(len(rows))),
        "x": [0 if row["afgeschermd"] else row[length] for row in rows],
        "marker": {"color": [look.value if is_lead else look.value_other for is_lead in lead], "line": {"width": 0}},
        "customdata": [[row[per]] for row in rows], "hoverinfo": "text",
        "hovertext": [hover(row, indicator, name_of(row, per), measure) for row in rows],
    }  # fmt: skip


def _dotted(
    places: Sequence[int],
    rows: Sequence[Row],
    length: float,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str,
) -> Figure:
    """Hidden bars are a trace of their own: with a list of colours Plotly ignores the colour of the pattern."""
    return {
        "type": "bar", "orientation": "h", "width": 0.6, "y": list(places), "x": [length] * len(places),
        "marker": {"color": look.hidden, "pattern": marks.hidden_pattern(look, size), "line": {"width": 0}},
        "customdata": [[rows[place][per]] for place in places], "hoverinfo": "text",
        "hovertext": [hover(rows[place], indicator, name_of(rows[place], per)) for place in places],
    }  # fmt: skip


def _label(
    place: int, row: Row, text: str, length: str, longest: float, is_lead: bool, look: Palette, size: Scale
) -> Figure:
    is_hidden = row["afgeschermd"]
    end = HIDDEN_LENGTH * longest if is_hidden else max(row[length], 0.0)
    if _agreed(row) and length == "teller":
        end = max(end, row["noemer"])
    return {
        "text": text, "x": end, "y": place, "xanchor": "left", "xshift": size.rem(0.45), "showarrow": False,
        "font": font(size.label_size, look.hidden_text if is_hidden else look.ink, strong=is_lead and not is_hidden),
    }  # fmt: skip


def _stroke(place: int, row: Row, look: Palette, size: Scale) -> Figure:
    return {
        "type": "line", "x0": row["noemer"], "x1": row["noemer"], "y0": place - 0.42, "y1": place + 0.42,
        "line": {"color": look.agreed, "width": round(size.root / 5, 1)},
    }  # fmt: skip


def _x(rows: Sequence[Row], length: str, longest: float) -> Figure:
    lowest = min((row[length] for row in rows if not row["afgeschermd"]), default=0.0)
    return {"range": [min(lowest, 0.0), longest], "visible": False, "fixedrange": True}


def _y(names: Sequence[str], look: Palette, size: Scale) -> Figure:
    return {
        "range": [len(names) - 0.5, -0.5], "tickmode": "array", "tickvals": list(range(len(names))),
        "ticktext": [name.replace("<br>", "\u00a0\u00a0<br>") + "\u00a0\u00a0" for name in names],
        "tickfont": font(size.axis, look.ink), "ticks": "",
        "showgrid": False, "zeroline": False, "showline": False, "fixedrange": True,
    }  # fmt: skip


def _fitted(name: str, room: float) -> str:
    """The name beside its bar, without markup; one that is long takes two lines where `room`, in rem, allows that."""
    if len(name) > LONGEST_NAME and room >= TWO_LINES:
        return marks.wrapped(name, min(LONGEST_NAME, len(name) // 2 + 4))
    return marks.safe(name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…")

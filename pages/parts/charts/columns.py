"""How is a count or share spread over classes, or over some years?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from metrics.indicator import Indicator
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.naming import hover, name_of
from pages.parts.charts.placeholder import empty
from pages.parts.charts.timeline import newest, ordered_periods
from pages.parts.look import Figure, Palette, Scale, base_layout, font

Row = Mapping[str, Any]
HIDDEN_HEIGHT = 0.15  # of the highest bar, the same for every hidden one
WIDTH = 0.84


def columns(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str = "periode",
    measure: str = "waarde",
    order: Sequence[str] | None = None,
    highlight: Sequence[str] = (),
    norm_after: str | None = None,
    norm_name: str = "",
    height: float | None = None,
) -> Figure:
    """Standing bars per class (`per` a dimension, newest period) or per period (`per="periode"`).

    `order` fixes the classes; `norm_after` is the last class within the norm: those up to it are petrol and
    a dashed stroke with `norm_name` follows. Provisional bars are hatched, hidden ones dotted, fixed height.
    A class of `order` without a row keeps its place, empty.
    """
    drawn = frame if per == "periode" else newest(frame)
    keys = list(order or (ordered_periods(drawn) if per == "periode" else drawn[per].unique(maintain_order=True)))
    rows = {row[per]: row for row in reversed(drawn.to_dicts())}
    known = [key for key in keys if key in rows and (rows[key]["afgeschermd"] or rows[key][measure] is not None)]
    if not known:
        return empty(frame, look, size, height=height or 11.2)
    shown = [key for key in known if not rows[key]["afgeschermd"]]
    highest = max((rows[key][measure] for key in shown), default=1.0) or 1.0
    lead = _lead(keys, shown, rows, measure, highlight, norm_after)
    ticks = [_tick(key, rows.get(key), per) for key in keys]
    foot = 48 if any("<br>" in tick for tick in ticks) and per == "periode" else 30
    layout = base_layout(look, size, height or 11.2, (8, 8, foot, 8))
    layout["barmode"] = "overlay"
    layout["xaxis"] = _x(ticks, look, size)
    top = 1.5 if norm_after else _above(height or 11.2, foot, size)
    layout["yaxis"] = {"range": [0, highest * top], "visible": False, "fixedrange": True}
    places = wording.decimals(indicator.unit, [rows[key][measure] for key in shown])
    layout["annotations"] = [
        _label(keys.index(key), rows[key], measure, highest, indicator, places, key in lead, look, size)
        for key in known
    ]
    if norm_after in keys:
        layout["shapes"], more = _norm(keys.index(norm_after) + 0.5, norm_name, look, size)
        layout["annotations"] += more
    make = _Bars(keys, rows, per, measure, indicator, look, size)
    final = [key for key in shown if not rows[key]["voorlopig"]]
    data = [
        make.plain([key for key in final if key in lead], look.value),
        make.plain([key for key in final if key not in lead], look.value_other),
        make.hatched([key for key in shown if rows[key]["voorlopig"]]),
        make.dotted([key for key in known if key not in shown], HIDDEN_HEIGHT * highest),
    ]
    return {"data": [trace for trace in data if trace["x"]], "layout": layout}


def _above(height: float, foot: int, size: Scale) -> float:
    """The end of the axis, as a multiple of the highest bar, that leaves room for the number on top of it."""
    plot = height * size.root - (8 + foot) * size.root / 16
    label = 1.5 * size.label_size
    return max(1.22, plot / max(plot - label, 0.3 * plot))


class _Bars:
    """The traces, one per kind of bar: a pattern needs a trace with one colour."""

    def __init__(
        self,
        keys: Sequence[str],
        rows: Mapping[str, Row],
        per: str,
        measure: str,
        indicator: Indicator,
        look: Palette,
        size: Scale,
    ) -> None:
        self.keys, self.rows, self.per, self.measure = keys, rows, per, measure
        self.indicator, self.look, self.size = indicator, look, size

    def plain(self, keys: Sequence[str], colour: str) -> Figure:
        return self._trace(keys, {"color": colour, "line": {"width": 0}})

    def hatched(self, keys: Sequence[str]) -> Figure:
        look, size = self.look, self.size
        pattern = {"shape": "/", "fgcolor": look.value, "bgcolor": look.background, "size": size.rem(0.5)}
        line = {"color": look.value, "width": round(size.root / 9, 1)}
        return self._trace(keys, {"color": look.background, "pattern": pattern | {"solidity": 0.2}, "line": line})

    def dotted(self, keys: Sequence[str], height: float) -> Figure:
        marker = {"color": self.look.hidden, "pattern": marks.hidden_pattern(self.look, self.size)}
        return self._trace(keys, marker | {"line": {"width": 0}}) | {"y": [height] * len(keys)}

    def _trace(self, keys: Sequence[str], marker: Figure) -> Figure:
        rows = [self.rows[key] for key in keys]
        names = ["" if self.per == "periode" else name_of(row, self.per) for row in rows]
        texts = [hover(row, self.indicator, name, self.measure) for row, name in zip(rows, names, strict=True)]
        return {
            "type": "bar", "width": WIDTH if self.per != "periode" else 0.6, "marker": marker,
            "x": [self.keys.index(key) for key in keys], "y": [row[self.measure] for row in rows],
            "customdata": [[key] for key in keys], "hoverinfo": "text", "hovertext": texts,
        }  # fmt: skip


def _lead(
    keys: Sequence[str],
    shown: Sequence[str],
    rows: Mapping[str, Row],
    measure: str,
    highlight: Sequence[str],
    norm_after: str | None,
) -> set[str]:
    if highlight:
        return set(highlight)
    if norm_after in keys:
        return set(keys[: keys.index(norm_after) + 1])
    return set(sorted(shown, key=lambda key: -rows[key][measure])[:1])


def _tick(key: str, row: Row | None, per: str) -> str:
    if per != "periode":
        return marks.wrapped(name_of(row, per) if row else wording.option(per, key), 12, 2)
    text = "<br>".join(wording.period(key).rsplit(" ", 1)) if "-" in key else key
    return f"{text}<br>{wording.PROVISIONAL}" if row and row["voorlopig"] and "-" not in key else text


def _label(
    place: int,
    row: Row,
    measure: str,
    highest: float,
    indicator: Indicator,
    places: int,
    is_lead: bool,
    look: Palette,
    size: Scale,
) -> Figure:
    hidden = row["afgeschermd"]
    return {
        "text": wording.HIDDEN if hidden else wording.label(row[measure], indicator.unit, places),
        "x": place, "y": HIDDEN_HEIGHT * highest if hidden else row[measure],
        "yanchor": "bottom", "yshift": size.rem(0.12), "showarrow": False,
        "font": font(size.small, look.hidden_text) if hidden
        else font(size.label_size, look.value if is_lead and row["voorlopig"] else look.ink, strong=True),
    }  # fmt: skip


def _norm(x: float, text: str, look: Palette, size: Scale) -> tuple[list[Figure], list[Figure]]:
    line = {
        "type": "line", "x0": x, "x1": x, "y0": 0, "y1": 0.96, "yref": "y domain",
        "line": {"color": look.agreed, "width": size.reference, "dash": "6px,4px"},
    }  # fmt: skip
    word = {
        "text": marks.safe(text), "x": x, "y": 0.98, "yref": "y domain", "xanchor": "left", "yanchor": "top",
        "xshift": size.rem(0.3), "showarrow": False, "font": font(size.axis, look.agreed, strong=True),
    }  # fmt: skip
    return [line], [word]


def _x(texts: Sequence[str], look: Palette, size: Scale) -> Figure:
    return {
        "range": [-0.55, len(texts) - 0.45], "tickmode": "array", "tickvals": list(range(len(texts))),
        "ticktext": list(texts), "tickfont": font(size.axis, look.soft), "tickangle": 0, "ticks": "",
        "showgrid": False, "zeroline": False, "showline": True, "linecolor": look.axis,
        "linewidth": size.hairline, "fixedrange": True,
    }  # fmt: skip

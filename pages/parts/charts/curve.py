"""How is one line drawn, with what is final, provisional, hidden or not delivered?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from metrics.indicator import Indicator
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.naming import hover
from pages.parts.charts.timeline import Axis, Point, State, holes, runs
from pages.parts.look import Palette, Scale, font

Mark = dict[str, Any]
NOTHING_NOTED: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class Curve:
    """One line. `thin` is a line for comparison: no points at its ends."""

    key: str
    name: str
    points: Sequence[Point]
    colour: str
    label_colour: str
    symbol: str = "circle"
    thin: bool = False
    measure: str = "waarde"

    @property
    def known(self) -> list[Point]:
        return [point for point in self.points if point.state is State.KNOWN]


def traces(
    curve: Curve,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    axis: str = "",
    notes: Mapping[int, str] = NOTHING_NOTED,
) -> list[Mark]:
    """Solid lines up to the last final point, dotted from there, one trace per stretch that may be joined.

    `notes` are words that the hover box adds, by the `x` of the point.
    """
    stretches = runs(curve.points)
    found: list[Mark] = []
    for place, stretch in enumerate(stretches):
        split = next((i for i, point in enumerate(stretch) if point.provisional), len(stretch))
        found += _stroke(curve, stretch[:split], indicator, size, axis, notes, dash="solid")
        if split < len(stretch):
            dotted = stretch[max(split - 1, 0) :]
            found += _stroke(curve, dotted, indicator, size, axis, notes, dash="2px,5px")
        found += _ends(curve, stretch, look, size, axis, is_last=place == len(stretches) - 1)
    return found


def provisional_marks(
    curves: Sequence[Curve], look: Palette, size: Scale, y: tuple[float, float], axis: str = ""
) -> tuple[list[Mark], list[Mark]]:
    """The hatch behind the provisional periods, and the word above it."""
    places = sorted({point.x for curve in curves for point in curve.points if point.provisional})
    if not places:
        return [], []
    band = marks.provisional_band(look, size, (places[0] - 0.5, places[-1] + 0.5), y, axis)
    return [band], [marks.provisional_word(look, size, (places[0] + places[-1]) / 2)]


def hole_marks(
    curves: Sequence[Curve], look: Palette, size: Scale, y: tuple[float, float], pixels_per_period: float
) -> tuple[list[Mark], list[Mark]]:
    """Dots where every line is hidden; the reason as words in a hole, when they fit.

    A hole in only some of several lines has no sign of its own: the end label or the reading names it.
    """
    found: list[Mark] = []
    words: list[Mark] = []
    for state, members in holes(_shared(curves)):
        first, last = members[0].x, members[-1].x
        low, high = y
        is_hidden = state is State.HIDDEN
        top = low + 0.12 * (high - low)
        if is_hidden:
            found.append(marks.hidden_band(look, size, (first - 0.45, last + 0.45), (low, top)))
        text = wording.HIDDEN if is_hidden else _hole_text(state, members)
        room = (last - first + 2) * pixels_per_period
        parts = text if room >= marks.width(text, size.small) else text.replace(" ", "<br>")
        if is_hidden or room >= marks.width(parts, size.small):
            middle = top if is_hidden else low + 0.5 * (high - low)
            word = marks.word_above(look, size, parts, (first + last) / 2, middle, "y")
            words.append(word | {"font": font(size.small, look.soft)})
    return found, words


def hidden_at_end(curve: Curve, axis: Axis) -> bool:
    """Whether the newest period of this line may not be shown."""
    return bool(curve.points) and curve.points[-1].state is State.HIDDEN and curve.points[-1].x == axis.last


def _shared(curves: Sequence[Curve]) -> list[Point]:
    """One line of points that is only without a value where every curve is."""
    best = list(curves[0].points)
    for curve in curves[1:]:
        best = [a if a.state is State.KNOWN else b for a, b in zip(best, curve.points, strict=True)]
    return best


def _hole_text(state: State, members: Sequence[Point]) -> str:
    if state is State.MISSING:
        return wording.NO_DELIVERY
    return str(members[0].row.get("waarom_leeg") or wording.NO_DELIVERY)


def _stroke(
    curve: Curve,
    stretch: Sequence[Point],
    indicator: Indicator,
    size: Scale,
    axis: str,
    notes: Mapping[int, str],
    *,
    dash: str,
) -> list[Mark]:
    if len(stretch) < 2:
        return []
    return [
        {
            "type": "scatter", "mode": "lines", "yaxis": f"y{axis}",
            "x": [point.x for point in stretch], "y": [point.value for point in stretch],
            "line": {"color": curve.colour, "width": size.thin_line if curve.thin else size.line, "dash": dash},
            "customdata": [[curve.key] for _ in stretch],
            "hoverinfo": "text", "cliponaxis": False,
            "hovertext": [
                hover(point.row, indicator, curve.name, curve.measure, notes.get(point.x, "")) for point in stretch
            ],
        }
    ]  # fmt: skip


def _ends(
    curve: Curve, stretch: Sequence[Point], look: Palette, size: Scale, axis: str, *, is_last: bool
) -> list[Mark]:
    """A closed point at both sides of a hole and where a stretch is one point; an open one at a provisional end."""
    if curve.thin and len(stretch) > 1:
        return []
    last = stretch[-1]
    shown = [last] if is_last or len(stretch) == 1 else []
    following = next((point for point in curve.points if point.x == last.x + 1), None)
    if following is not None and following.state is not State.KNOWN:
        shown = [last]
    before = next((point for point in curve.points if point.x == stretch[0].x - 1), None)
    if before is not None and before.state is not State.KNOWN and len(stretch) > 1:
        shown = [stretch[0], *shown]
    return [dot(curve, point, look, size, axis) for point in shown]


def dot(curve: Curve, point: Point, look: Palette, size: Scale, axis: str = "") -> Mark:
    """The point itself: open when provisional."""
    is_open = point.provisional
    return {
        "type": "scatter", "mode": "markers", "x": [point.x], "y": [point.value], "yaxis": f"y{axis}",
        "marker": {
            "size": size.point if not curve.thin else size.point * 0.6,
            "symbol": curve.symbol,
            "color": look.background if is_open else curve.colour,
            "line": {"color": curve.colour, "width": size.line * 0.75 if is_open else 0},
            "opacity": 1,
        },
        "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip

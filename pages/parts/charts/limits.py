"""How are ordinary variation and signals drawn on a line?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrics.indicator import Indicator
from metrics.signals.movement import Stretch, has_limits, stretches
from metrics.signals.xmr import LEAST_POINTS, Limits, Rule
from pages.parts import wording
from pages.parts.charts import marks
from pages.parts.charts.curve import Curve
from pages.parts.charts.timeline import Axis, Point, State
from pages.parts.look import Palette, Scale, font

Mark = dict[str, Any]
BAND_NAME = "gewone schommeling"
NEAR_ZERO = 0.08  # of the upper limit
_NUMBERS = {6: "zes", 7: "zeven", 8: "acht", 9: "negen", 10: "tien", 11: "elf", 12: "twaalf"}


def stretches_of(points: Sequence[Point], indicator: Indicator) -> list[Stretch]:
    """The stretches between breaks of one line; none for a line that carries no limits."""
    if not points or not has_limits(indicator, points[0].period.level):
        return []
    return stretches([_shown(point) for point in points], [point.segment for point in points])


def limit_marks(
    curve: Curve, indicator: Indicator, axis: Axis, look: Palette, size: Scale, *, band: bool = True
) -> tuple[list[Mark], list[Mark], list[Mark]]:
    """The bands, one per stretch between breaks, the sign of the newest signal of the last one, and the words.

    The plum diamond stands at the end of that signal and small dots at its other points: every signal together would
    hide the line, so the others are in the hover box and in the table. With several lines in one picture `band` is
    off, because bands that overlap cannot be told apart, and only a line that moves now has its diamond: the reading
    names it.
    """
    found = stretches_of(curve.points, indicator)
    if not found:
        return [], [], []
    last = found[-1]
    points = list(curve.points)[last.first :]
    bands = [
        _band(each.limits, (curve.points[each.first].x, curve.points[each.first + len(each.values) - 1].x), look)
        for each in found
        if band and each.limits
    ]
    if last.limits is None:
        return bands, [], _too_short(last, points, axis, look, size) if band and last.is_short else []
    signal = last.newest_signal if band else last.present_signal
    rule, row = (signal[0], [points[place] for place in signal[1]]) if signal else (None, [])
    is_right = bool(row) and row[-1].x > (points[0].x + points[-1].x) / 2
    word = [] if rule is None else [_word(rule, row, last.limits, look, size, right=is_right)]
    words = [_band_name(last.limits, points, axis, look, size, beside=word), *word]
    return bands, _signs(row, look, size, with_row=band), words if band else []


def signal_notes(curve: Curve, indicator: Indicator) -> dict[int, str]:
    """What the hover box adds at a point that is a signal: `signaal: acht kwartalen boven het midden`, per x."""
    notes: dict[int, str] = {}
    for stretch in stretches_of(curve.points, indicator):
        for rule, places in stretch.signals:
            words = signal_words(rule, len(places), str(curve.points[0].period))
            for x in (curve.points[stretch.first + place].x for place in places):
                notes[x] = f"{notes[x]} en {words}" if x in notes else f"signaal: {words}"
    return notes


def limit_values(curve: Curve, indicator: Indicator) -> list[float]:
    """The outer values of the bands, so that the axis has room for them."""
    found = [each.limits for each in stretches_of(curve.points, indicator) if each.limits]
    return [value for each in found for value in (_floor(each), each.upper)]


def signal_words(rule: Rule, count: int, level_of: str) -> str:
    """What the points do, counted in their own periods: `zes kwartalen dalend`."""
    number = _NUMBERS.get(count, str(count))
    periods = wording.period_level(level_of, plural=True)
    match rule:
        case Rule.RISING:
            return f"{number} {periods} stijgend"
        case Rule.FALLING:
            return f"{number} {periods} dalend"
        case Rule.ABOVE:
            return f"{number} {periods} boven het midden"
        case Rule.BELOW:
            return f"{number} {periods} onder het midden"
        case _:
            return "buiten de gewone schommeling"


def too_short(stretch: Stretch, level_of: str) -> str:
    """Why a line has no limits yet: `te kort voor een signaal: 7 van de 12 kwartalen`."""
    periods = wording.period_level(level_of, plural=True)
    return f"te kort voor een signaal: {stretch.known} van de {LEAST_POINTS} {periods}"


def _shown(point: Point) -> float | None:
    return point.value if point.state is State.KNOWN else None


def _floor(found: Limits) -> float:
    """Shares, counts and days are never below zero, so their lower limit is not either; a drift may be."""
    return found.lower if found.mean < 0 or found.upper < 0 else max(found.lower, 0.0)


def _band(found: Limits, x: tuple[float, float], look: Palette) -> Mark:
    left, right, low = x[0] - 0.3, x[1] + 0.3, _floor(found)
    return {
        "type": "scatter", "x": [left, left, right, right], "y": [low, found.upper, found.upper, low],
        "fill": "toself", "mode": "none", "fillcolor": look.band_outer, "hoverinfo": "skip",
    }  # fmt: skip


def _word(rule: Rule, signal: Sequence[Point], found: Limits, look: Palette, size: Scale, *, right: bool) -> Mark:
    values = [point.value for point in signal if point.value is not None]
    is_low = rule in (Rule.FALLING, Rule.BELOW) or (rule is Rule.OUTSIDE and values[-1] < found.mean)
    edge = signal[-1].x if right else signal[0].x
    height = min(values) if is_low else max(values)
    # Short, so that it stands clear of the axis in a narrow figure too: the band itself says what is usual.
    words = "buiten de band" if rule is Rule.OUTSIDE else signal_words(rule, len(signal), str(signal[0].period))
    text = f"<b>signaal: {words}</b>"
    shift = round(size.point * 0.9)
    return _text(text, edge, height, look.signal, size.small, above=not is_low, shift=shift, right=right)


def _band_name(
    found: Limits, points: Sequence[Point], axis: Axis, look: Palette, size: Scale, *, beside: Sequence[Mark]
) -> Mark:
    """Under the band, on the side where no word of a signal or a hole stands; without such a side above the band."""
    needed = _periods(BAND_NAME, axis, size) + sum(_periods(word["text"], axis, size) for word in beside)
    is_below = any(word["yanchor"] == "top" for word in beside)
    left_first = not any(word["xanchor"] == "left" for word in beside)
    sides = (not left_first,) if is_below else (not left_first, left_first)
    has_room = not is_below or needed < points[-1].x - points[0].x
    free = [right for right in sides if has_room and not _meets_hole(BAND_NAME, points, axis, size, right=right)]
    right = free[0] if free else sides[0]
    at = points[-1].x if right else points[0].x
    # A band that stands on the axis has the names of the periods right under it.
    above = not free or _floor(found) <= NEAR_ZERO * found.upper
    height = found.upper if above else _floor(found)
    return _text(BAND_NAME, at, height, look.soft, size.small, above=above, right=right)


def _periods(text: str, axis: Axis, size: Scale) -> float:
    """How many periods of the axis a text takes; a little too many rather than too few."""
    bare = text.removeprefix("<b>").removesuffix("</b>")
    return marks.width(bare, size.small) * len(axis.periods) / (marks.USUAL_PLOT * size.root)


def _too_short(stretch: Stretch, points: Sequence[Point], axis: Axis, look: Palette, size: Scale) -> list[Mark]:
    """At the foot of the stretch: no band is drawn, and this is why. Without room the reading says it."""
    is_right = points[0].x > axis.first + 0.5 * len(axis.periods)
    text = too_short(stretch, str(points[0].period))
    if _meets_hole(text, points, axis, size, right=is_right):
        return []
    at = points[-1].x if is_right else points[0].x
    return [
        {
            "text": text, "x": at, "y": 0, "yref": "y domain", "xanchor": "right" if is_right else "left",
            "yanchor": "bottom", "showarrow": False, "font": font(size.small, look.soft),
        }
    ]  # fmt: skip


def _meets_hole(text: str, points: Sequence[Point], axis: Axis, size: Scale, *, right: bool) -> bool:
    """Whether words from the first point on, or up to the last, stand where a value is not shown."""
    periods = _periods(text, axis, size)
    reach = (points[-1].x - periods, points[-1].x) if right else (points[0].x, points[0].x + periods)
    return any(point.state is not State.KNOWN and reach[0] - 1 < point.x < reach[1] + 1 for point in points)


def _signs(row: Sequence[Point], look: Palette, size: Scale, *, with_row: bool) -> list[Mark]:
    """A diamond at the last point of a signal, and small dots at the others."""
    if not row:
        return []
    diamond: Mark = {
        "symbol": "diamond", "size": size.point * 1.15, "color": look.background,
        "line": {"color": look.signal, "width": size.line * 0.6},
    }  # fmt: skip
    dots: Mark = {"symbol": "circle", "size": size.point * 0.5, "color": look.signal}
    groups = [(row[:-1], dots)] if with_row and row[:-1] else []
    return [
        {
            "type": "scatter", "mode": "markers", "x": [point.x for point in group],
            "y": [point.value for point in group], "hoverinfo": "skip", "cliponaxis": False, "marker": marker,
        }
        for group, marker in [*groups, (row[-1:], diamond)]
    ]  # fmt: skip


def _text(
    text: str, x: float, y: float, colour: str, letter: int, *, above: bool, shift: int = 0, right: bool = False
) -> Mark:
    return {
        "text": text, "x": x, "y": y, "xanchor": "right" if right else "left", "yanchor": "bottom" if above else "top",
        "yshift": shift if above else -shift, "showarrow": False, "font": font(letter, colour),
    }  # fmt: skip

"""How are ordinary variation and signals drawn on a line?"""

from __future__ import annotations

from typing import Any

from metrics.signals.xmr import Rule, limits
from pages.parts import wording
from pages.parts.charts.curve import Curve
from pages.parts.charts.timeline import Point
from pages.parts.look import Palette, Scale, font

Mark = dict[str, Any]
_NUMBERS = {6: "zes", 7: "zeven", 8: "acht", 9: "negen", 10: "tien", 11: "elf", 12: "twaalf"}


def since_break(curve: Curve) -> list[Point]:
    """The points after the last break of a line."""
    newest = curve.points[-1].segment if curve.points else 0
    return [point for point in curve.points if point.segment == newest]


def limit_marks(curve: Curve, look: Palette, size: Scale) -> tuple[list[Mark], list[Mark], list[Mark]]:
    """The band, the plum diamonds, and the words; all empty when the line is too short for limits."""
    stretch = since_break(curve)
    found = limits([point.value for point in stretch])
    if found is None:
        return [], [], []
    x = (stretch[0].x - 0.3, stretch[-1].x + 0.3)
    band = {
        "type": "scatter", "x": [x[0], x[0], x[1], x[1]], "y": [found.lower, found.upper, found.upper, found.lower],
        "fill": "toself", "mode": "none", "fillcolor": look.band_outer, "hoverinfo": "skip",
    }  # fmt: skip
    words = [_text("gewone schommeling", stretch[0].x, found.lower, look.soft, size.small, above=False)]
    places = _newest(found.signals)
    if not places:
        return [band], [], words
    rule, signal = places[0], [stretch[place] for place in places[1]]
    values = [point.value for point in signal if point.value is not None]
    is_low = rule in (Rule.FALLING, Rule.BELOW) or (rule is Rule.OUTSIDE and values[-1] < found.mean)
    text = f"<b>signaal: {_words(rule, signal)}</b>"
    is_right = signal[-1].x > (x[0] + x[1]) / 2
    edge = signal[-1].x if is_right else signal[0].x
    height = min(values) if is_low else max(values)
    shift = round(size.point * 0.9)
    word = _text(text, edge, height, look.signal, size.small, above=not is_low, shift=shift, right=is_right)
    return [band], [_diamonds(signal, look, size)], [*words, word]


def _newest(signals: dict[Rule, tuple[int, ...]]) -> tuple[Rule, tuple[int, ...]] | None:
    """The one signal to show: that which reaches furthest in time, of several the longest row."""
    return max(signals.items(), key=lambda item: (item[1][-1], len(item[1])), default=None)


def _words(rule: Rule, signal: list[Point]) -> str:
    """What the points do, counted in their own periods: `zes kwartalen dalend`."""
    count = _NUMBERS.get(len(signal), str(len(signal)))
    periods = wording.period_level(str(signal[0].period), plural=True)
    match rule:
        case Rule.RISING:
            return f"{count} {periods} stijgend"
        case Rule.FALLING:
            return f"{count} {periods} dalend"
        case Rule.ABOVE:
            return f"{count} {periods} boven het midden"
        case Rule.BELOW:
            return f"{count} {periods} onder het midden"
        case _:
            return "buiten de gewone schommeling"


def _diamonds(signal: list[Point], look: Palette, size: Scale) -> Mark:
    return {
        "type": "scatter", "mode": "markers", "x": [point.x for point in signal],
        "y": [point.value for point in signal], "hoverinfo": "skip", "cliponaxis": False,
        "marker": {
            "symbol": "diamond", "size": size.point * 1.15, "color": look.background,
            "line": {"color": look.signal, "width": size.line * 0.6},
        },
    }  # fmt: skip


def _text(
    text: str, x: float, y: float, colour: str, letter: int, *, above: bool, shift: int = 0, right: bool = False
) -> Mark:
    return {
        "text": text, "x": x, "y": y, "xanchor": "right" if right else "left", "yanchor": "bottom" if above else "top",
        "yshift": shift if above else -shift, "showarrow": False, "font": font(letter, colour),
    }  # fmt: skip

"""How are the signs drawn that every chart shares: provisional, broken, hidden, and labels at the line?"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pages.parts import wording
from pages.parts.charts.timeline import Axis
from pages.parts.look import Palette, Scale, font

Mark = dict[str, Any]
BREAK_SIGNS = 42  # in a line of the text beside a break, which takes BREAK_LINES
BREAK_LINES = 2
USUAL_PLOT = 26  # width of the plot of a chart in half a page, in rem; only to judge whether words fit
WORD_WIDTH = 0.53  # of the size of a letter, in the bold sans of the labels; measured over Dutch names


@dataclass(frozen=True)
class Label:
    """A text at the end of a line, at height `y` in the units of its axis."""

    text: str
    x: float
    y: float
    colour: str
    size: int


def safe(text: str) -> str:
    """Text from data, without markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def width(text: str, size: float) -> float:
    """About how many pixels a bold text takes."""
    longest = max((len(part) for part in text.split("<br>")), default=0)
    return longest * WORD_WIDTH * size


def wrapped(text: str, signs: int, lines: int = 2) -> str:
    """At most so many lines of about so many signs; what does not fit ends in an ellipsis."""
    text = " ".join(_hyphenated(word, signs) for word in text.split())
    found = textwrap.wrap(text, signs, max_lines=lines, placeholder="…", break_long_words=True)
    return "<br>".join(safe(part) for part in found)


def _hyphenated(word: str, signs: int) -> str:
    """A word that is longer than a line in two parts, cut as late as fits between two consonants."""
    if len(word) <= signs:
        return word
    whole = set("aeiouy-/")
    places = [
        place
        for place in range(3, min(signs, len(word) - 2))
        if not {word[place - 1], word[place]} & whole and word[place - 1 : place + 1] != "ch"
    ]
    place = max(places, default=signs - 1)
    return f"{word[:place]}- {word[place:]}"


def provisional_band(
    look: Palette, size: Scale, x: tuple[float, float], y: tuple[float, float], axis: str = ""
) -> Mark:
    """The hatched rectangle behind periods that can still change."""
    return _rectangle(x, y, axis) | {
        "fillpattern": {
            "shape": "/",
            "fgcolor": look.provisional,
            "bgcolor": "rgba(0,0,0,0)",
            "size": size.rem(0.55),
            "solidity": 0.13,
        },
        "fillcolor": "rgba(0,0,0,0)",
    }


def hidden_band(look: Palette, size: Scale, x: tuple[float, float], y: tuple[float, float], axis: str = "") -> Mark:
    """The dotted rectangle of one fixed height: here is a number that may not be shown."""
    return _rectangle(x, y, axis) | {"fillpattern": hidden_pattern(look, size), "fillcolor": look.hidden}


def hidden_pattern(look: Palette, size: Scale) -> Mark:
    """Dots, for bars, tiles and areas."""
    return {
        "shape": ".",
        "fgcolor": look.hidden_dots,
        "bgcolor": look.hidden,
        "size": size.rem(0.36),
        "solidity": 0.16,
    }


def word_above(look: Palette, size: Scale, text: str, x: float, y: float = 1.0, yref: str = "paper") -> Mark:
    """A small soft word centred above a place."""
    return {
        "text": text, "x": x, "y": y, "xref": "x", "yref": yref, "xanchor": "center", "yanchor": "bottom",
        "showarrow": False, "font": font(size.axis, look.soft),
    }  # fmt: skip


def break_marks(
    axis: Axis, look: Palette, size: Scale, panels: Sequence[tuple[str, str]] = (("x", "y domain"),)
) -> tuple[list[Mark], list[Mark]]:
    """Per trendbreuk an upright in every panel, and at the top of the first what changed."""
    uprights = [_upright(look, size, cut.x, xref, yref) for cut in axis.breaks for xref, yref in panels]
    words = []
    for cut, row in zip(axis.breaks, _text_rows(axis, size), strict=True):
        is_right = cut.x > axis.first + 0.62 * len(axis.periods)
        when = f", {wording.day_short(cut.day)}:"
        text = f"{wrapped(cut.title, BREAK_SIGNS - len(when), 1)}{when}<br>niet vergelijkbaar met ervoor"
        words.append(
            _break_text(look, size, text, cut.x, left=is_right, down=row * (BREAK_LINES * 1.3 + 0.3) * size.small)
        )
    return uprights, words


def break_room(axis: Axis, size: Scale, pixels: float) -> float:
    """The room above the highest value for what the breaks say, as a share of the axis; 0 without breaks."""
    if not axis.breaks:
        return 0.0
    needed = (max(_text_rows(axis, size)) + 1) * (BREAK_LINES * 1.3 + 0.9) * size.small
    taken = min(needed / max(pixels, 1), 0.5)
    return taken / (1 - taken)


def _text_rows(axis: Axis, size: Scale) -> list[int]:
    """On which row each text stands: one lower than a neighbour that is too close to stand beside."""
    per_period = USUAL_PLOT * size.root / len(axis.periods)
    rows: list[int] = []
    for place, cut in enumerate(axis.breaks):
        before = axis.breaks[place - 1] if place else None
        is_close = before is not None and (cut.x - before.x) * per_period < BREAK_SIGNS * 0.5 * size.small
        rows.append((rows[-1] + 1) % 2 if is_close else 0)
    return rows


def _upright(look: Palette, size: Scale, x: float, xref: str, yref: str) -> Mark:
    return {
        "type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "xref": xref, "yref": yref,
        "line": {"color": look.agreed, "width": size.reference, "dash": "3px,3px"},
    }  # fmt: skip


def _break_text(look: Palette, size: Scale, text: str, x: float, *, left: bool, down: float) -> Mark:
    return {
        "text": text, "x": x, "y": 1, "xref": "x", "yref": "y domain",
        "xanchor": "right" if left else "left", "yanchor": "top", "align": "right" if left else "left",
        "xshift": size.rem(-0.35 if left else 0.35), "yshift": -round(down),
        "showarrow": False, "font": font(size.small, look.agreed), "bgcolor": look.background,
    }  # fmt: skip


def end_labels(
    labels: Sequence[Label], y_range: tuple[float, float], pixels: float, shift: int, axis: str = "y"
) -> list[Mark]:
    """Labels to the right of the line ends, pushed apart until none overlaps another."""
    unit = (y_range[1] - y_range[0]) / max(pixels, 1)
    ranked = sorted(labels, key=lambda label: label.y)
    heights = _apart([label.y / unit for label in ranked], [1.22 * label.size for label in ranked])
    return [
        {
            "text": label.text, "x": label.x, "y": height * unit, "xref": "x", "yref": axis,
            "xanchor": "left", "yanchor": "middle", "xshift": shift, "align": "left", "showarrow": False,
            "font": font(label.size, label.colour, strong=True),
        }
        for label, height in zip(ranked, heights, strict=True)
    ]  # fmt: skip


def label_margin(texts: Sequence[str], letter: float, root: int) -> float:
    """The right margin, at root 16, that the longest label needs."""
    needed = max((width(text, letter) for text in texts), default=0) + 1.3 * root
    return max(16.0, needed * 16 / root)


def provisional_word(look: Palette, size: Scale, x: float) -> Mark:
    return word_above(look, size, wording.PROVISIONAL, x)


def _rectangle(x: tuple[float, float], y: tuple[float, float], axis: str) -> Mark:
    return {
        "type": "scatter", "x": [x[0], x[0], x[1], x[1]], "y": [y[0], y[1], y[1], y[0]], "yaxis": f"y{axis}",
        "fill": "toself", "mode": "none", "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _apart(middles: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Middles (low to high) moved as little as needed so that neighbours keep their size apart.

    Neighbours that would touch form a block around their mean; blocks that meet become one.
    """
    blocks: list[tuple[float, list[float]]] = []
    for middle, size in zip(middles, sizes, strict=True):
        blocks.append((middle, [size]))
        while len(blocks) > 1 and _top(blocks[-2]) > _bottom(blocks[-1]):
            upper, lower = blocks.pop(), blocks.pop()
            count = len(upper[1]) + len(lower[1])
            centre = (upper[0] * len(upper[1]) + lower[0] * len(lower[1])) / count
            blocks.append((centre, lower[1] + upper[1]))
    return [place for block in blocks for place in _places(block)]


def _bottom(block: tuple[float, list[float]]) -> float:
    return block[0] - sum(block[1]) / 2


def _top(block: tuple[float, list[float]]) -> float:
    return block[0] + sum(block[1]) / 2


def _places(block: tuple[float, list[float]]) -> list[float]:
    at, found = _bottom(block), []
    for size in block[1]:
        found.append(at + size / 2)
        at += size
    return found

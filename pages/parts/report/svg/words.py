"""How does a text with line breaks and bold parts become text in the picture?

The builders write names with their markup escaped and three tags of their own: `<br>`, `<b>` and `<span style>`.
Whatever else looks like a tag is text and is written as such.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any

from pages.parts.report.cleaning import clean
from pages.parts.report.svg.ink import element

LINE = 1.3  # height of a line, of the size of its letters
BASELINE = 0.96  # from the top of a line to the foot of its letters, of their size
_TAG = re.compile(r"""(<br>|</?b>|<span style="[^"<>]*">|<span style='[^'<>]*'>|</span>)""")
_SIZE = re.compile(r"font-size:(\d+(?:\.\d+)?)px")
_COLOUR = re.compile(r"(?:[\"';]| )color:(#[0-9A-Fa-f]{6})")


@dataclass(frozen=True)
class Style:
    """How a part of a text looks; None is as the text around it."""

    strong: bool = False
    size: float | None = None
    colour: str | None = None


@dataclass(frozen=True)
class Part:
    """A stretch of text in one style."""

    text: str
    style: Style


@dataclass(frozen=True)
class Block:
    """A text at a place: `anchor` is start, middle or end, `upright` top, middle or bottom of the whole block."""

    x: float
    y: float
    anchor: str
    upright: str
    size: float
    colour: str
    strong: bool = False
    ground: str | None = None


def lines_of(text: str) -> list[list[Part]]:
    """The lines of a text, each in parts."""
    lines: list[list[Part]] = [[]]
    styles = [Style()]
    for piece in _TAG.split(text):
        if piece == "<br>":
            lines.append([])
        elif piece == "<b>":
            styles.append(replace(styles[-1], strong=True))
        elif piece.startswith("<span style=") and _TAG.fullmatch(piece):
            styles.append(_spanned(styles[-1], piece))
        elif piece in ("</b>", "</span>"):
            styles = styles[:-1] or [Style()]
        elif piece:
            lines[-1].append(Part(_kept(unescape(piece)), styles[-1]))
    return lines


def draw(text: str, block: Block) -> str:
    """The text, and under it its ground when it has one; empty for a text without signs."""
    lines = lines_of(text)
    if not any(part.text.strip() for line in lines for part in line):
        return ""
    heights = [LINE * _tallest(line, block.size) for line in lines]
    top = block.y - sum(heights) * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[block.upright]
    written, at = [], top
    for line, height in zip(lines, heights, strict=True):
        baseline = at + height / LINE * BASELINE
        written.append(element("tspan", _parts(line), x=block.x, y=baseline))
        at += height
    words = element(
        "text", "".join(written), x=block.x, y=top, fill=block.colour, font_size=block.size,
        font_weight="700" if block.strong else None, text_anchor=None if block.anchor == "start" else block.anchor,
    )  # fmt: skip
    return _ground(lines, heights, top, block) + words


def width(lines: list[list[Part]], size: float) -> float:
    """About how many pixels the widest line takes."""
    return max(sum(len(part.text) * 0.5 * (part.style.size or size) for part in line) for line in lines)


def plain(text: str) -> str:
    """A text without markup, safe between tags."""
    return escape(clean(text))


def font_of(font: Mapping[str, Any]) -> tuple[float, str, bool]:
    """Size, colour and whether it is bold."""
    return float(font["size"]), str(font["color"]), font.get("weight", 400) >= 600


def _kept(text: str) -> str:
    """Cleaned, with the blanks at its ends: they keep bold and plain parts apart."""
    inner = clean(text)
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and inner else ""
    return f"{head}{inner}{tail}"


def _spanned(style: Style, tag: str) -> Style:
    size, colour = _SIZE.search(tag), _COLOUR.search(tag)
    return replace(
        style, size=float(size.group(1)) if size else style.size, colour=colour.group(1) if colour else style.colour
    )


def _tallest(line: list[Part], size: float) -> float:
    return max((part.style.size or size for part in line), default=size)


def _parts(line: list[Part]) -> str:
    return "".join(_part(part) for part in line) or " "


def _part(part: Part) -> str:
    style, text = part.style, escape(part.text)
    if style == Style():
        return text
    return element("tspan", text, font_weight="700" if style.strong else None, font_size=style.size, fill=style.colour)


def _ground(lines: list[list[Part]], heights: list[float], top: float, block: Block) -> str:
    if block.ground is None:
        return ""
    wide = width(lines, block.size) + 4
    left = block.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[block.anchor]
    return element("rect", x=left, y=top, width=wide, height=sum(heights), fill=block.ground)

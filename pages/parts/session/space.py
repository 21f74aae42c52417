"""How much of what was said fits on the screen of a room, where nobody scrolls?

Counted in lines of an answer: the letters follow the width of the screen, so a screen of 16:9 always has as many.
The browser breaks lines a little later than is counted here. What does not fit stands in the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

PANEL = 16.5
"""Lines for the question of the facilitator and the answers beside a figure, on 16:9."""
OPENING = 14.0
"""Lines for what the last session left, or what this one takes along."""
SIGNS, WIDE = 36, 68
"""Signs on a line of an answer: beside a figure, and over the width of a figure."""
SMALL = 0.8
"""What a line of small letters takes."""
BETWEEN = 0.55
"""What the space between two answers takes."""


def height(text: str, small: str = "", signs: int = SIGNS) -> float:
    """The lines of an answer with the small line under it."""
    return ceil(len(text) / signs) + SMALL * ceil(len(small) / (signs * 1.4)) + BETWEEN


def first_that_fit(heights: Sequence[float], lines: float, most: int, rest: float = SMALL + BETWEEN) -> int:
    """How many answers are shown, always one; `rest` is the line that says how many more there are."""
    shown, used = 0, 0.0
    for place, each in enumerate(heights[:most], start=1):
        used += each
        if shown and used + (rest if place < len(heights) else 0.0) > lines:
            break
        shown = place
    return shown


def left_for(heights: Sequence[float], shown: int, lines: float, text: float) -> float:
    """Lines for the text of the next answer, of which `text` lines are text; it does not fit whole."""
    last = shown + 1 == len(heights)
    return lines - sum(heights[:shown]) - (heights[shown] - text) - (0.0 if last else SMALL + BETWEEN)


def clipped(text: str, lines: float, signs: int = SIGNS) -> str:
    """The text within so many lines, cut after a whole word; at least two lines are left of it."""
    most = max(int(lines), 2) * signs
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(".,;: ") + "…"

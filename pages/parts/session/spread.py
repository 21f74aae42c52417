"""How far did the guesses lie from the number, and from each other?"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from data.session.inbreng import CHOICES, Entry
from metrics.indicator import Unit
from pages.parts import wording
from pages.parts.palette import LIGHT
from pages.parts.session.place import as_image

WIDTH, HEIGHT, SIDE = 560, 120, 40


def spread(guesses: Sequence[Entry], value: float | None, unit: Unit) -> str:
    """Guesses as points on a line with the number as an upright stroke; directions in words."""
    numbers = [(entry.partij, entry.getal) for entry in guesses if entry.getal is not None]
    said = []
    for direction in CHOICES["richting"]:
        who = [entry.partij for entry in guesses if entry.getal is None and entry.richting == direction]
        if who:
            said.append(f'<p class="wie">{direction}: {escape(", ".join(who))}</p>')
    if numbers:
        said.append(_strip(numbers, value, unit))
    if value is not None and not numbers:
        said.append(f'<p class="wat">Het werd <strong>{wording.value(value, unit)}</strong>.</p>')
    return '<div class="spreiding">' + "".join(said) + "</div>"


def _strip(numbers: Sequence[tuple[str, float]], value: float | None, unit: Unit) -> str:
    known = [number for _, number in numbers] + ([] if value is None else [value])
    low, high = min(known), max(known)
    width = (high - low) or max(abs(high), 1.0) * 0.1
    low, high = low - 0.06 * width, high + 0.06 * width

    def across(number: float) -> float:
        return SIDE + (number - low) / (high - low) * (WIDTH - 2 * SIDE)

    middle = HEIGHT * 0.55
    parts = [f'<line x1="{SIDE}" y1="{middle}" x2="{WIDTH - SIDE}" y2="{middle}" stroke="{LIGHT.axis}"/>']
    if value is not None:
        place = across(value)
        parts.append(
            f'<line x1="{place:.1f}" y1="{middle - 26}" x2="{place:.1f}" y2="{middle + 20}" '
            f'stroke="{LIGHT.value}" stroke-width="6"/>'
        )
        parts.append(_words(place, middle - 34, f"werkelijk {wording.value(value, unit)}", LIGHT.value, bold=True))
    for _, number in numbers:
        parts.append(
            f'<circle cx="{across(number):.1f}" cy="{middle}" r="9" fill="none" '
            f'stroke="{LIGHT.comparison_text}" stroke-width="3"/>'
        )
    ends = sorted(number for _, number in numbers)
    edges = {ends[0], ends[-1]}
    parts += [
        _words(across(number), middle + 42, wording.value(number, unit), LIGHT.comparison_text) for number in edges
    ]
    told = ", ".join(f"{partij} {wording.value(number, unit)}" for partij, number in numbers)
    title = f"Geraden: {told}."
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(parts)}</svg>'
    return f'{as_image(svg, title, "sessie-strook")}<p class="wie">{escape(title)}</p>'


def _words(across: float, down: float, text: str, colour: str, *, bold: bool = False) -> str:
    anchor = "start" if across < WIDTH * 0.3 else "end" if across > WIDTH * 0.7 else "middle"
    weight = "700" if bold else "400"
    return (
        f'<text x="{across:.1f}" y="{down:.1f}" text-anchor="{anchor}" font-size="21" font-weight="{weight}" '
        f'fill="{colour}" font-family="Source Sans, sans-serif">{escape(text)}</text>'
    )

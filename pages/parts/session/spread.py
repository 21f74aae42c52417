"""How far did the guesses lie from the number, and from each other?"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from data.session.inbreng import CHOICES, Entry
from metrics.indicator import Unit
from pages.parts import wording
from pages.parts.session.words import typed

APART = 35
"""Per cent of the strip: closer than this two labels would run into each other."""


def spread(guesses: Sequence[Entry], value: float | None, unit: Unit) -> str:
    """Guesses as points on a line with the number as an upright stroke; directions in words."""
    numbers = [(entry.partij, entry.getal) for entry in guesses if entry.getal is not None]
    told = []
    for direction in CHOICES["richting"]:
        who = [entry.partij for entry in guesses if entry.getal is None and entry.richting == direction]
        if who:
            told.append(f'<p class="wie">{direction}: {escape(", ".join(who))}</p>')
    if numbers:
        told.append(_strip(numbers, value, unit))
    if value is not None and not numbers:
        told.append(f'<p class="wat">Het werd <strong>{said(value, unit)}</strong>.</p>')
    return '<div class="spreiding">' + "".join(told) + "</div>"


def _strip(numbers: Sequence[tuple[str, float]], value: float | None, unit: Unit) -> str:
    known = [number for _, number in numbers] + ([] if value is None else [value])
    low, high = min(known), max(known)
    width = (high - low) or max(abs(high), 1.0) * 0.1

    def across(number: float) -> float:
        return 10 + 80 * (number - low) / width

    parts = ['<span class="lijn"></span>']
    if value is not None:
        parts.append(f'<span class="werkelijk" style="left:{across(value):.1f}%"></span>')
        parts.append(_label("boven", across(value), f"werkelijk {said(value, unit)}"))
    parts += [f'<span class="raming" style="left:{across(number):.1f}%"></span>' for _, number in numbers]
    least, most = min(number for _, number in numbers), max(number for _, number in numbers)
    if across(most) - across(least) > APART:
        parts += [_label("onder", across(number), typed(number, unit)) for number in (least, most)]
    else:
        told_ends = dict.fromkeys((typed(least, unit), typed(most, unit)))
        parts.append(_label("onder", across((least + most) / 2), " tot ".join(told_ends)))
    told = escape(", ".join(f"{partij} {typed(number, unit)}" for partij, number in numbers))
    return f'<div class="strook" aria-hidden="true">{"".join(parts)}</div><p class="wie">Geraden: {told}.</p>'


def said(number: float, unit: Unit) -> str:
    """The number itself, as the title of the figure says it."""
    return wording.value(number, unit, 0 if unit is Unit.SHARE and abs(number) >= 0.2 else None)


def _label(kind: str, across: float, text: str) -> str:
    """A word at its place, moved along with it so that a long one stays within the strip at both ends."""
    place = f"left:{across:.1f}%;transform:translateX(-{across:.1f}%)"
    return f'<span class="woord {kind}" style="{place}">{escape(text)}</span>'

"""How does a text from data or from a person reach the screen as that text, and nothing else?"""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+|~$:!-])")
_AMOUNT = re.compile(r"(?:[+−] ?)?€ ?[\d.,–]*\d(?: (?:mln|dzd)\.)?")
"""Half an amount at the end of a line cannot be read."""


def plain(text: str) -> str:
    """The text with every mark of Markdown made harmless, on one line; an amount is not broken over two lines."""
    whole = _AMOUNT.sub(lambda found: found[0].replace(" ", "\u00a0"), text.replace("\n", " "))
    return _MARKS.sub(r"\\\1", whole)

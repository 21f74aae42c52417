"""How does a text from data or from a person reach the screen as that text, and nothing else?"""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+|~$:!-])")


def plain(text: str) -> str:
    """The text with every mark of Markdown made harmless, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split(" ")).replace("\n", " "))

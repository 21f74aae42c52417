"""Which text may stand in a file that somebody else opens?

Used for every text of every output, also for texts that come from deliveries. Text stays text: nothing here escapes,
because how to escape is a matter of the format; what no format can hold, and what a spreadsheet would carry out, goes.
"""

from __future__ import annotations

import re
import unicodedata

_FORMULA = ("=", "+", "-", "@", "{=")
_LINK = re.compile(r"(?:[a-z]{2,12}://|mailto:|internal:|external:)", re.IGNORECASE)
_LEFT_OUT = {"Cc", "Cs", "Co", "Cn"}
_TURNS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean(text: object) -> str:
    """The text on one line, without control characters, lone surrogates, unassigned signs and signs that turn text."""
    kept = (" " if sign in "\n\r\t\v\f\u2028\u2029\u0085" else sign for sign in str(text))
    visible = (sign for sign in kept if unicodedata.category(sign) not in _LEFT_OUT and sign not in _TURNS)
    return " ".join("".join(visible).split(" ")).strip()


def cell(text: object) -> str:
    """The text for a cell or a name in a chart: what a spreadsheet would take for a formula or link starts with a
    blank, which changes nothing for who reads it.
    """
    cleaned = clean(text)
    return f" {cleaned}" if cleaned.startswith(_FORMULA) or _LINK.match(cleaned) else cleaned


def sheet_name(text: object, taken: set[str]) -> str:
    """A name that a workbook accepts: at most 31 signs, none of the forbidden ones, not used before."""
    allowed = "".join("-" if sign in "[]:*?/\\'" else sign for sign in clean(text)).strip() or "Blad"
    for number in range(1, 1000):
        ending = "" if number == 1 else f" {number}"
        name = allowed[: 31 - len(ending)].strip() + ending
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    raise ValueError("Te veel bladen met dezelfde naam in één werkboek.")

"""What do all readings have in common: the sentence itself, and what must be said of hidden and provisional rows?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.indicator import Indicator
from pages.parts import wording

LONGEST_TITLE = 90
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """Title sentence (at most 90 signs) and the reading under the chart; the alt text is both."""

    title: str
    sentence: str

    @property
    def alt(self) -> str:
        return f"{self.title.rstrip('.')}. {self.sentence}".strip()


@dataclass(frozen=True)
class BigNumber:
    """The big number of a quadrant, the words after it, and the small line with n and the period before."""

    number: str
    words: str
    note: str


def shown_of(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not row["afgeschermd"] and row["waarde"] is not None]


def short(row: Row, indicator: Indicator, places: int) -> str:
    return wording.label(row["waarde"], indicator.unit, places)


def hidden_remark(rows: Sequence[Row], per: str) -> list[str]:
    hidden = sum(row["afgeschermd"] for row in rows)
    return [f"Afgeschermd: {hidden} van de {len(rows)} {wording.dimension(per, plural=True)}."] if hidden else []


def provisional_remark(rows: Sequence[Row]) -> list[str]:
    return ["Deze cijfers zijn voorlopig."] if any(row["voorlopig"] for row in rows) else []


def all_hidden(rows: Sequence[Row]) -> str:
    if not rows:
        return "Voor deze keuze zijn er geen cijfers"
    hidden = any(row["afgeschermd"] for row in rows)
    return "Deze cijfers zijn afgeschermd" if hidden else "Deze cijfers zijn niet bekend"


def fitting(title: str, shorter: str | None = None) -> str:
    """The title when it has at most 90 signs, else the shorter one, cut at a word when that is too long as well."""
    text = title if len(title) <= LONGEST_TITLE else shorter or title
    if len(text) <= LONGEST_TITLE:
        return text
    return text[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def joined(sentences: Sequence[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def parts(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)

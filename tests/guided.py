"""What does a sentence of the first session ask for? Its verb, its window, and the words between quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pages.parts.guide import chapters

FIRST = "Uw eerste sessie"
VERBS = ("Open", "Typ", "Wacht", "Klik", "Vul", "Kies")
_STEP = re.compile(r"^\d+\. (.+)$", re.MULTILINE)
_QUOTED = re.compile(r"‘([^’]+)’")


@dataclass(frozen=True)
class Step:
    """One sentence."""

    sentence: str

    @property
    def verb(self) -> str:
        """The word that it begins with."""
        return self.sentence.split()[0]

    @property
    def quoted(self) -> tuple[str, ...]:
        """The words of controls, and of what to type, in their order."""
        return tuple(_QUOTED.findall(self.sentence))

    @property
    def in_second_window(self) -> bool:
        """Whether it says so."""
        return "tweede venster" in self.sentence


@cache
def steps() -> tuple[Step, ...]:
    """Every sentence of the chapter, in its order."""
    return tuple(Step(sentence) for sentence in _STEP.findall(chapters()[FIRST]))

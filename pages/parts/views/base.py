"""What does a view turn protected results into?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pages.parts.look import Palette, Scale
from pages.parts.readings import BigNumber, Reading
from results import Query, Result


@dataclass(frozen=True)
class Picture:
    """Everything that stands in the frame of one figure; `note` is the small text at the right of the footer."""

    reading: Reading
    subtitle: str
    spec: dict[str, Any]
    note: str = ""
    big: BigNumber | None = None


class Draw(Protocol):
    """The picture of answers, in the order of the questions; `height` in rem when the page sets one."""

    def __call__(
        self, answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None
    ) -> Picture: ...


Ask = Callable[[Query, str], tuple[Query, ...]]


@dataclass(frozen=True)
class View:
    """A kind of figure: which questions it asks for one query, and how it draws the answers in that order.

    The first result is the one that the table, the definition and the name of the file are about.
    """

    ask: Ask
    draw: Draw


def only(query: Query, compare: str) -> tuple[Query, ...]:
    """The query alone."""
    return (query,)

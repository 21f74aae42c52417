"""What is a figure? A value: a view on one question, with its presentation; it round-trips through an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from data.overview import reasons
from pages.parts import look
from pages.parts.look import Palette
from pages.parts.views import VIEWS, Picture
from results import Context, Query, Result, result

COMPARISONS = ("stad", "wijk", "ses", "niets")


@dataclass(frozen=True)
class Figure:
    """`view` is a name of `VIEWS`; `compare` what the thin line is; `beeld` for whom at what distance."""

    view: str
    query: Query
    compare: str = "stad"
    beeld: str = look.LAPTOP.name

    def queries(self) -> tuple[Query, ...]:
        """Every question whose answer is drawn; the first is the one that the figure is named after."""
        return VIEWS[self.view].ask(self.query, self.compare)

    def answers(self, context: Context) -> tuple[Result, ...]:
        """The protected answers, in the order of `queries`."""
        return tuple(with_reasons(result(query, context)) for query in self.queries())

    def draw(self, answers: Sequence[Result], palette: Palette, height: float | None = None) -> Picture:
        """The picture of these answers, which may have been kept from an earlier data version; `height` in rem."""
        return VIEWS[self.view].draw(answers, palette, look.scale(self.beeld), height)

    def to_params(self) -> dict[str, list[str]]:
        """The figure as parameters of an address."""
        shown = {"vorm": [self.view], "vergelijk": [self.compare], "beeld": [self.beeld]}
        return {**self.query.to_params(), **shown}

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> Figure:
        """The figure that an address names; ValueError with a Dutch sentence when it names no known view."""
        view, compare, scale = (_first(params, name) for name in ("vorm", "vergelijk", "beeld"))
        if view not in VIEWS:
            raise ValueError(f"Onbekende vorm '{view}'. Kies uit: {', '.join(VIEWS)}.")
        if compare not in COMPARISONS:
            raise ValueError(f"Onbekende vergelijking '{compare}'. Kies uit: {', '.join(COMPARISONS)}.")
        return cls(view, Query.from_params(params), compare, look.scale(scale).name)


def with_reasons(answer: Result) -> Result:
    """The answer with the meaning of every reden code beside it; a code that no list knows keeps its code."""
    if "reden" not in answer.frame.columns:
        return answer
    frame = answer.frame.join(reasons(), on=["wet", "reden"], how="left", maintain_order="left")
    named = pl.coalesce("reden_naam", "reden").alias("reden_naam")
    return replace(answer, frame=frame.with_columns(named).select(*_beside(answer.frame.columns)))


def _beside(columns: Sequence[str]) -> list[str]:
    place = columns.index("reden") + 1
    return [*columns[:place], "reden_naam", *columns[place:]]


def _first(params: Mapping[str, Sequence[str]], name: str) -> str:
    given = params.get(name, ())
    return given if isinstance(given, str) else given[0] if given else ""

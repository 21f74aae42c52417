"""Which figure is asked for, as a value that fits in an address, a session record or a report?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.question import QuestionError


@dataclass(frozen=True)
class Query:
    """A figure minus its presentation. No periods means every year with rows, no `on` the newest leverdatum."""

    indicator: str
    periods: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    on: date | None = None

    def to_params(self) -> dict[str, list[str]]:
        """The query as it stands in an address; what is not chosen is left out."""
        params = {
            "indicator": [self.indicator],
            "periode": list(self.periods),
            "per": list(self.per),
            "waar": [f"{name}={value}" for name, value in self.where],
            "op": [self.on.isoformat()] if self.on else [],
        }
        return {name: values for name, values in params.items() if values}

    def described(self) -> str:
        """The query on one line, in keys: for the log. A choice of area or aanbieder says nothing about a person."""
        span = f"{self.periods[0]} t/m {self.periods[-1]}" if len(self.periods) > 1 else "".join(self.periods)
        parts = [self.indicator, *(f"per {name}" for name in self.per), *(f"{name}={key}" for name, key in self.where)]
        return " · ".join([*parts, span, f"op {self.on}" if self.on else ""]).strip(" ·")

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> Query:
        """The query that an address holds; QuestionError when a word has the wrong form."""
        if not params.get("indicator"):
            raise QuestionError("In dit adres staat geen indicator. Kies een figuur op een van de pagina's.")
        return cls(
            indicator=params["indicator"][0],
            periods=tuple(params.get("periode", ())),
            per=tuple(params.get("per", ())),
            where=tuple(_pair(text) for text in params.get("waar", ())),
            on=_day(params["op"][0]) if params.get("op") else None,
        )


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise QuestionError(f"De keuze '{text}' is niet te lezen. Schrijf naam=waarde, zoals gebied=Zuid.")
    return name.strip(), value.strip()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(f"De peildatum '{text}' is niet te lezen. Schrijf jaar-maand-dag: 2022-12-31.") from error

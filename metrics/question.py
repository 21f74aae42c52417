"""Are all words of a question known, and which keys do they mean?

Unknown dimensions, options, option values and period forms are refused with a sentence that names the possible
ones. A value of a dimension that does not occur is not refused: it gives no rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from metrics.indicator import Indicator
from metrics.names import Names
from metrics.period import Period
from metrics.request import Request
from metrics.years import years_with_rows


class QuestionError(ValueError):
    """A question that cannot be answered; its text is one Dutch sentence for the person who asked."""


def build(
    indicator: Indicator,
    periods: Sequence[str],
    per: Sequence[str],
    where: Sequence[tuple[str, str]],
    peildatum: date,
    frames: Mapping[str, pl.DataFrame],
    names: Names,
) -> Request:
    """The checked question on prepared `frames`; without periods every year in which the tables have rows."""
    options = _options(indicator, where)
    dimensions = _dimensions(indicator, options)
    for name in per:
        if name not in dimensions:
            raise QuestionError(_unknown("dimensie", name, indicator, dimensions))
    selection: dict[str, frozenset[str]] = {}
    for name, word in where:
        if name in indicator.options:
            continue
        if name not in dimensions:
            raise QuestionError(_unknown("dimensie of optie", name, indicator, (*dimensions, *indicator.options)))
        keys = names.resolve(name, _spelled(name, word), _occurring(indicator, name, frames))
        selection[name] = selection.get(name, frozenset()) | keys
    return Request(
        peildatum=peildatum,
        periods=_periods(indicator, periods, peildatum, frames),
        per=tuple(name for name in dict.fromkeys(per) if name not in indicator.always_per),
        where=selection,
        options=options,
    )


def parse_periods(texts: Sequence[str]) -> tuple[Period, ...]:
    """The periods that the texts name, in the order asked."""
    try:
        return tuple(Period.parse(text) for text in texts)
    except ValueError as error:
        raise QuestionError(str(error)) from None


def _periods(
    indicator: Indicator, texts: Sequence[str], peildatum: date, frames: Mapping[str, pl.DataFrame]
) -> tuple[Period, ...]:
    if not indicator.on_peildatum:
        return parse_periods(texts) or years_with_rows(indicator, frames, peildatum)
    if texts:
        raise QuestionError(
            f"'{indicator.key}' gaat over de peildatum zelf en kent geen periode. Laat de periode weg, of kies een "
            "andere peildatum."
        )
    return ()


def _options(indicator: Indicator, where: Sequence[tuple[str, str]]) -> dict[str, str]:
    chosen = {name: allowed[0] for name, allowed in indicator.options.items()}
    given: dict[str, str] = {}
    for name, word in where:
        if name not in indicator.options:
            continue
        allowed = {value.casefold(): value for value in indicator.options[name]}
        value = allowed.get(word.strip().casefold())
        if value is None:
            raise QuestionError(
                f"Onbekende waarde '{word}' voor optie '{name}' van '{indicator.key}'. "
                f"Kies uit: {', '.join(indicator.options[name])}."
            )
        if given.setdefault(name, value) != value:
            raise QuestionError(f"Optie '{name}' van '{indicator.key}' kan maar een waarde hebben. Kies er een.")
    return chosen | given


def _dimensions(indicator: Indicator, options: Mapping[str, str]) -> tuple[str, ...]:
    for value in options.values():
        if value in indicator.option_dimensions:
            return indicator.option_dimensions[value]
    return indicator.dimensions


def _unknown(what: str, name: str, indicator: Indicator, possible: Sequence[str]) -> str:
    if not possible:
        return f"Onbekende {what} '{name}'. '{indicator.key}' heeft geen dimensies of opties; laat '{name}' weg."
    return f"Onbekende {what} '{name}' voor '{indicator.key}'. Kies uit: {', '.join(possible)}."


def _spelled(dimension: str, word: str) -> str:
    """Ages may be written with a plain hyphen."""
    return word.strip().replace("-", "–") if dimension == "leeftijdsgroep" else word


def _occurring(indicator: Indicator, dimension: str, frames: Mapping[str, pl.DataFrame]) -> frozenset[str]:
    values: set[str] = set()
    for table in indicator.tables:
        kind = frames[table].schema.get(dimension)
        if isinstance(kind, pl.Enum):
            values.update(kind.categories)
        elif kind == pl.String:
            values.update(frames[table][dimension].drop_nulls().unique())
    return frozenset(values)

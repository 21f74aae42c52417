"""What was the value when people spoke about it, what is it now, and did their expectation come true?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from data.session.figures import SessionFigure
from data.session.inbreng import Entry
from data.session.text import SessionError
from metrics.indicator import Indicator
from metrics.period import Level, Period
from metrics.question import QuestionError
from metrics.views import FIGURES
from pages.parts import wording
from pages.parts.session import words
from pages.parts.session.keeping import answers_of
from results import Query, Result, result, store_facts


@dataclass(frozen=True)
class Value:
    """One visible number: of which period, and whether it can still change."""

    periode: str
    waarde: float
    voorlopig: bool = False


def headline(answer: Result) -> Value | None:
    """The last visible number of a figure that is one number per period; None for a map, a matrix, a list."""
    if answer.query.per or answer.indicator.always_per:
        return None
    seen = answer.frame.filter(pl.col("waarde").is_not_null() & ~pl.col("afgeschermd"))
    if seen.is_empty():
        return None
    row = seen.row(-1, named=True)
    return Value(row["periode"], row["waarde"], row["voorlopig"])


def kept_headline(kept: SessionFigure) -> Value | None:
    """The number that the group saw."""
    return headline(answers_of(kept)[0])


def indicator_of(kept: SessionFigure) -> Indicator:
    """The indicator of the figure; SessionError when this release does not have it any more."""
    key = kept.address["indicator"][0]
    if key not in FIGURES:
        name = kept.tables[0].definition.name
        raise SessionError(f"Het cijfer '{name}' bestaat in deze versie van Cijfertafel niet meer.")
    return FIGURES[key]


def value_now(kept: SessionFigure, periode: str) -> Value | None:
    """The protected number of that period with the data of now; None when there is none or it is not shown."""
    query = Query.from_params(kept.address)
    try:
        return headline(result(replace(query, periods=(periode,), per=(), on=None)))
    except QuestionError:
        return None


def then_and_now(kept: SessionFigure) -> str:
    """`toen 62%, nu 58%: gegevens herzien`; empty when the figure is not one number per period."""
    then = kept_headline(kept)
    if then is None:
        return ""
    indicator = indicator_of(kept)
    now = value_now(kept, then.periode)
    said = wording.value(then.waarde, indicator.unit)
    words = f"{wording.period(then.periode)}: toen {said}"
    if now is None:
        return f"{words}, nu niet te zien"
    said_now = wording.value(now.waarde, indicator.unit)
    return f"{words}, nu hetzelfde" if said_now == said else f"{words}, nu {said_now}: gegevens herzien"


def outcome(kept: SessionFigure, expected: Entry) -> str:
    """`verwacht 40%, geworden 37%`, or that it is not known yet."""
    indicator = indicator_of(kept)
    word = words.amount(expected, indicator.unit)
    periode = expected.periode or ""
    said = f"{wording.period(periode)}: verwacht {word}"
    now = value_now(kept, periode)
    if now is None:
        return f"{said}, nog niet bekend" if _lies_ahead(kept, periode) else f"{said}, niet te zien"
    return f"{said}, geworden {wording.value(now.waarde, indicator.unit)}{_judged(kept, expected, now)}"


def _judged(kept: SessionFigure, expected: Entry, now: Value) -> str:
    """For a direction: against what, so that everybody can see whether it came true."""
    then = kept_headline(kept)
    if expected.getal is not None or then is None:
        return " (voorlopig)" if now.voorlopig else ""
    return f" (was {wording.value(then.waarde, indicator_of(kept).unit)})"


def _lies_ahead(kept: SessionFigure, periode: str) -> bool:
    day = store_facts().peildatum or kept.peildatum
    return Period.parse(periode).end > day


def periods_ahead(kept: SessionFigure, count: int = 4) -> list[str]:
    """The periods that an expectation can be about: the next ones of the same length."""
    frame = answers_of(kept)[0].frame
    known = [text for text in frame["periode"].to_list() if len(text) < len("2026-09-30")]
    if not known:
        return [str(Period.containing(kept.peildatum, level).shifted(1)) for level in (Level.QUARTER, Level.YEAR)]
    last = Period.parse(known[-1])
    return [str(last.shifted(step)) for step in range(1, count + 1)]

"""What must a reader of a kept table know: definition, selection, source, breaks, provisional and hidden cells?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.session.frozen import FrozenTable
from metrics.period import Period
from pages.parts import export, table, wording
from pages.parts.report.cleaning import clean
from results import Result

MOST_PLACES = 40


@dataclass(frozen=True)
class Definition:
    """What an indicator counts, in pairs of name and text; equal for every table about it."""

    name: str
    lines: tuple[tuple[str, str], ...]


def about(frozen: FrozenTable, answer: Result) -> list[tuple[str, str]]:
    """The head of a file of this table: everything, with its breaks and its hidden cells."""
    told = {f"{wording.day(row['datum'])}: {row['titel']}" for row in frozen.events.iter_rows(named=True)}
    pairs = [
        (name, text)
        for name, text in export.head(answer, frozen.selection)
        if name != "Afgeschermd" and not (name == "Let op" and text in told)
    ]
    return pairs + _marks(frozen, answer)


def in_short(frozen: FrozenTable, answer: Result) -> list[tuple[str, str]]:
    """What stands under the figure: what is counted, for whom, up to when, and what is not as it seems."""
    wanted = ("Definitie", "Selectie", "Peildatum", "Voorlopig")
    head = dict(export.head(answer, frozen.selection))
    pairs = [(name, head[name]) for name in wanted if head[name] != "niets"]
    return pairs + [pair for pair in _marks(frozen, answer) if pair[1] != "niets"]


def definition_of(frozen: FrozenTable) -> Definition:
    """What the indicator counted when the figure was kept."""
    told = frozen.definition
    lines = [("Vraag", told.question), ("Wat we tellen", told.definition), ("Teller", told.teller)]
    lines += [("Noemer", told.noemer)] if told.noemer else []
    lines += [("Bron", told.source), *((table.header(name), text) for name, text in told.extra_about)]
    lines += [("Let op", caveat) for caveat in told.caveats]
    return Definition(clean(told.name), tuple((name, clean(text)) for name, text in lines))


def _marks(frozen: FrozenTable, answer: Result) -> list[tuple[str, str]]:
    pairs = [("Trendbreuk", text) for text in breaks(frozen)]
    pairs.append(("Afgeschermd", hidden(answer)))
    return pairs + ([("Wel te tonen", frozen.offer)] if frozen.offer else [])


def breaks(frozen: FrozenTable) -> list[str]:
    """Every change in registration between the first and the last period of the table."""
    days = _span(frozen.frame)
    if days is None:
        return []
    found = frozen.events.filter(pl.col("soort") == "trendbreuk").sort("datum", "titel")
    return [
        f"{wording.day(row['datum'])}: {row['titel']}. Ervoor en erna zijn niet te vergelijken."
        for row in found.iter_rows(named=True)
        if days[0] < row["datum"] <= days[1]
    ]


def hidden(answer: Result) -> str:
    """How many cells are hidden and where; the number itself is nowhere."""
    frame = answer.frame
    rows = frame.filter(pl.col("afgeschermd"))
    if rows.is_empty():
        return "niets"
    is_one_period = frame["periode"].n_unique() == 1
    texts = [column for column in table.columns(answer) if column.write is None]
    places = [column for column in texts if not (is_one_period and column.name == "periode")] or texts
    names = [", ".join(table.cell(row, column) for column in places) for row in rows.iter_rows(named=True)]
    shown = "; ".join(names[:MOST_PLACES])
    rest = f"; en nog {len(names) - MOST_PLACES} (zie de tabel)" if len(names) > MOST_PLACES else ""
    return f"{rows.height} van {frame.height} regels: {shown}{rest}. Een afgeschermd getal is geen nul."


def _span(frame: pl.DataFrame) -> tuple[date, date] | None:
    """The first and last day of the periods; None for a table about one day."""
    texts = [text for text in frame["periode"].unique().to_list() if len(text) < len("2026-09-30")]
    if not texts:
        return None
    periods = [Period.parse(text) for text in texts]
    return min(period.begin for period in periods), max(period.end for period in periods)

"""What must a reader of a kept table know: definition, selection, source, breaks, provisional and hidden cells?"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data.session.frozen import FrozenTable
from pages.parts import export, table
from pages.parts.report.cleaning import clean
from results import Result

MOST_PLACES = 40


@dataclass(frozen=True)
class Definition:
    """What an indicator counts, in pairs of name and text; equal for every table about it."""

    name: str
    lines: tuple[tuple[str, str], ...]


def about(frozen: FrozenTable, answer: Result) -> list[tuple[str, str]]:
    """The head of a file of this table: everything, with the places of its hidden cells."""
    pairs = [pair for pair in export.head(answer, frozen.selection) if pair[0] != "Afgeschermd"]
    return [*pairs, ("Afgeschermd", hidden(answer)), *_offer(frozen)]


def in_short(frozen: FrozenTable, answer: Result) -> list[tuple[str, str]]:
    """What stands under the figure: what is counted, for whom, up to when, and what is not as it seems."""
    wanted = ("Definitie", "Selectie", "Peildatum", "Voorlopig")
    head = dict(export.head(answer, frozen.selection))
    pairs = [(name, head[name]) for name in wanted if head[name] != "niets"]
    pairs += [("Trendbreuk", text.removeprefix("Trendbreuk op ")) for text in table.breaks([answer])]
    if hidden(answer) != "niets":
        pairs.append(("Afgeschermd", hidden(answer)))
    return pairs + _offer(frozen)


def definition_of(frozen: FrozenTable) -> Definition:
    """What the indicator counted when the figure was kept."""
    told = frozen.definition
    lines = [("Vraag", told.question), ("Wat we tellen", told.definition), ("Teller", told.teller)]
    lines += [("Noemer", told.noemer)] if told.noemer else []
    lines += [("Bron", told.source), *((table.header(name), text) for name, text in told.extra_about)]
    lines += [("Let op", caveat) for caveat in told.caveats]
    return Definition(clean(told.name), tuple((name, clean(text)) for name, text in lines))


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


def _offer(frozen: FrozenTable) -> list[tuple[str, str]]:
    return [("Wel te tonen", frozen.offer)] if frozen.offer else []

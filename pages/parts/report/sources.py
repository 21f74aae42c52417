"""What must a reader of a kept table know: definition, selection, source, breaks, provisional and hidden cells?"""

from __future__ import annotations

from datetime import date

import polars as pl

from data.session.frozen import FrozenTable
from metrics.period import Period
from pages.parts import export, table, wording
from results import Result

MOST_PLACES = 40


def about(frozen: FrozenTable, answer: Result) -> list[tuple[str, str]]:
    """The head of a file of this table, with the selection in the words of then, its breaks and its hidden cells."""
    left_out = {"Trendbreuk", "Afgeschermd"}
    pairs = [pair for pair in export.head(answer, frozen.selection) if pair[0] not in left_out]
    pairs += [("Trendbreuk", text) for text in breaks(frozen)]
    pairs.append(("Afgeschermd", hidden(answer)))
    if frozen.offer:
        pairs.append(("Wel te tonen", frozen.offer))
    return pairs


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
    places = [column for column in table.columns(answer) if column.write is None]
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

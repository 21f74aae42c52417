"""How fast is a figure through the gate, beside pandas, DuckDB and SQL on the store, on the same rows in one run?

Every version is asked the same in turns and must give the same numbers; the medians are compared. Before the clock
starts it is decided what is hidden, and the numbers of the fixed set are computed: our answer looks them up, the others
compute theirs. Both times are rows of their own. So is computing a number now, which is what a question outside the
fixed set costs; a few of those are asked too. From `LARGEST_DECIDED` on only the whole city goes through the gate,
which does not wait for a decision there; a split is then looked up without the gate, and says so.
"""

from __future__ import annotations

import gc
import math
import os
import sqlite3
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.sides.databases import Answer, DuckDB, SQLite
from bench.sides.pandas_side import Pandas
from bench.sides.question import Question, questions

YEAR = 2025
SELECTIONS = (
    ("kennismaking_binnen_vijf_werkdagen", "gebied"), ("werkdagen_tot_kennismaking", "team"), ("instroom", "aanbieder"),
    ("wachttijd_toewijzing", "gebied"), ("ervaring", "team"),
)  # fmt: skip
"""Figures that are also asked of several values together, and of what."""
ROUNDS = 5
SLOW = 1.0
"""Seconds from which a version is asked twice only."""
LARGEST_DECIDED = 50
LARGEST_COMPARED = 20
"""Above this scale pandas and SQL on SQLite are left out: memory, and minutes per question."""


def measure(store: Path, scale: int) -> list[dict[str, object]]:
    """A row per question, and one that sums up; AssertionError when a version gives other numbers than ours."""
    os.environ["CIJFERTAFEL_STORE"] = str(store)
    import results
    from metrics.viewer import INVENTED, looking_as

    world = results._shared.world()
    rows = _decided(world, scale) + _warmed(world, scale)
    frames = world.dataset.frames
    sides: list[Any] = [DuckDB(frames)]
    with sqlite3.connect(store) as connection, looking_as(INVENTED):
        if scale <= LARGEST_COMPARED:
            sides += [Pandas(frames), SQLite(connection, frames)]
        gc.collect()
        gc.freeze()
        found = [_compared(question, world, sides, scale) for question in questions(YEAR, world.peildatum)]
        found += [_alone(key, scale) for key in _others(world)]
        outside = [_selected(world, *each, scale) for each in SELECTIONS if scale <= LARGEST_DECIDED]
    return rows + found + outside + _summed(found, scale)


def _decided(world: Any, scale: int) -> list[dict[str, object]]:
    """Decides the year that is asked about, as after a delivery that changed only that year."""
    if scale > LARGEST_DECIDED:
        return []
    decisions = world.decisions
    groups = decisions.groups(decisions.every())
    begun = time.perf_counter()
    for group in groups:
        if any(year == YEAR for _, year in group):
            decisions.block(group[0])
    return [{"what": "deciding one year", "scale": scale, "seconds": round(time.perf_counter() - begun, 1)}]


def _warmed(world: Any, scale: int) -> list[dict[str, object]]:
    """Computes and keeps the numbers of the year that is asked about."""
    from metrics.warming import warm

    years = {key: [YEAR] for key, known in world.years().items() if YEAR in known}
    begun = time.perf_counter()
    warm(world.ready, world.kept_tables, years, lambda: True, None)
    seconds = round(time.perf_counter() - begun, 1)
    folder = Path(f"{world.store.path}.kolommen")
    size = sum(path.stat().st_size for path in folder.glob("*.cijfers-*.arrow"))
    return [{"what": "keeping one year ready", "scale": scale, "seconds": seconds, "MB": round(size / 1e6, 1)}]


def _selected(world: Any, key: str, dimension: str, scale: int) -> dict[str, object]:
    """Our own time for three values together, which are no cell of the fixed set and so are computed when asked."""
    import results
    from metrics.query import Query

    split = world.compute(key, world.request(Query(key, (str(YEAR),), (dimension,))))
    values = split.sort("noemer", "teller", descending=True)[dimension].head(3)
    query = Query(key, (str(YEAR),), (), tuple((dimension, value) for value in values))

    def ask() -> object:
        world.kept.clear()
        return results.result(query)

    ask()
    row: dict[str, object] = {"what": f"{key}, three of {dimension} together", "scale": scale, "gate": "ja"}
    return row | {"ours_ms": round(1000 * _median(ask), 2), "fixed_set": "nee"}


def _compared(question: Question, world: Any, sides: list[Any], scale: int) -> dict[str, object]:
    """Medians of one question, asked in turns."""
    import results

    gated = scale <= LARGEST_DECIDED or not question.dimensions
    query, context = question.query(), results.Context.GEDEELD

    def ours() -> object:
        world.kept.clear()
        return results.result(query, context) if gated else world.compute(question.key, question.request())

    versions: dict[str, Callable[[], object]] = {"ours": ours} | {
        side.name: lambda side=side: side.answer(question) for side in sides
    }
    expected = answer_of(world.compute(question.key, question.request()).to_dicts(), question)
    for side in sides:
        words = differences(side.answer(question), expected, question)
        assert not words, f"{question} by {side.name}: " + "; ".join(words[:5])
    taken = _in_turns(versions)
    row: dict[str, object] = {"what": str(question), "scale": scale, "gate": "ja" if gated else "nee"}
    row["ours_ms"] = round(1000 * taken["ours"], 2)
    row["computed_ms"] = round(1000 * _median(lambda: world.computed(question.key, question.request())), 2)
    if gated:
        ours()
        row["cached_ms"] = round(1000 * _median(lambda: results.result(query, context)), 3)
    for name in list(versions)[1:]:
        row |= {f"{name}_ms": round(1000 * taken[name], 1), f"{name}_x": round(taken[name] / taken["ours"], 1)}
    return row


def _in_turns(versions: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds per version; the first time that each was asked does not count."""
    times: dict[str, list[float]] = {name: [] for name in versions}
    for _ in range(ROUNDS):
        for name, ask in versions.items():
            if len(times[name]) < 2 or statistics.median(times[name]) < SLOW:
                times[name].append(_seconds(ask))
    return {name: statistics.median(each) for name, each in times.items()}


def _median(ask: Callable[[], object]) -> float:
    return statistics.median(_seconds(ask) for _ in range(ROUNDS))


def _seconds(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def _others(world: Any) -> list[str]:
    """Figures without another version: a model, a division of a drift, and registers of a few thousand rows."""
    from metrics import CATALOGUE

    asked = {question.key for question in questions(YEAR, world.peildatum)}
    return [key for key in CATALOGUE if key not in asked]


def _alone(key: str, scale: int) -> dict[str, object]:
    """Our own time only; per half year where the year is not published."""
    import results
    from metrics.query import Query

    def ask() -> object:
        results._shared.world().kept.clear()
        return results.result(query)

    for period in (str(YEAR), f"{YEAR}-H1"):
        query = Query(key, (period,))
        try:
            ask()
        except results.QuestionError:
            continue
        return {"what": key, "scale": scale, "gate": "ja", "ours_ms": round(1000 * _median(ask), 2)}
    return {"what": key, "scale": scale, "gate": "niet gepubliceerd"}


def answer_of(rows: Answer, question: Question) -> dict[tuple[str, ...], dict[str, Any]]:
    """Rows by their dimensions."""
    return {tuple(str(row[name]) for name in question.dimensions): row for row in rows}


def differences(found: Answer, expected: Mapping[tuple[str, ...], Mapping[str, Any]], question: Question) -> list[str]:
    """In words where an answer differs from ours; empty when it does not."""
    given = answer_of(found, question)
    words = [f"{key}: only one of the two has this row" for key in given.keys() ^ expected.keys()]
    for key in given.keys() & expected.keys():
        for name, value in given[key].items():
            if name not in question.dimensions and not _same(value, expected[key][name]):
                words.append(f"{key}: {name} is {value}, ours {expected[key][name]}")
    return words


def _same(one: Any, two: Any) -> bool:
    if one is None or two is None:
        return one is two
    return math.isclose(float(one), float(two), rel_tol=1e-9, abs_tol=1e-9)


def _summed(rows: list[dict[str, Any]], scale: int) -> list[dict[str, object]]:
    """Medians and worst cases over all questions, against what was aimed at."""
    gated = [row["ours_ms"] for row in rows if row["gate"] == "ja"]
    total: dict[str, object] = {"what": "all questions", "scale": scale, "ours_ms": round(statistics.median(gated), 2)}
    total["slowest_ms"] = max(gated)
    total["cached_ms"] = max(row["cached_ms"] for row in rows if "cached_ms" in row)
    for name in ("pandas", "sqlite", "duckdb"):
        ratios = [row[f"{name}_x"] for row in rows if f"{name}_x" in row]
        if ratios:
            total |= {f"{name}_x": round(statistics.median(ratios), 1), f"{name}_worst_x": min(ratios)}
    slower = [row["what"] for row in rows if row.get("duckdb_x", 9) < 1 and row["ours_ms"] > 5]
    total["slower_than_duckdb_and_5_ms"] = ", ".join(slower)
    return [total]

"""How long does an import take, beside a bare `executemany` of the same rows, and how does that grow with size?

The limit puts the very rows that the import stored into tables with the same columns, keys, indexes and pragmas, in one
transaction: no reading, no checks, no pseudonyms. Both are done in turns, each time into a new store.
"""

from __future__ import annotations

import contextlib
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from bench.stores import PEOPLE
from data.frames import read_frames, table_class
from data.importing import import_paths
from data.store import open_store
from data.tables import column_specs

LEVERDATUM = date(2026, 11, 1)
ROUNDS = 3
AT_ONCE = 1_000_000
"""So many rows are in memory for the limit; beside a country there is no room for all of them."""
KNOWN: dict[str, tuple[str, ...]] = {"gebieden": (), "organisaties": (), "aanbieders": (), "zorgvormen": ()}
"""Tables that rows about people refer to; they are in the store before the clock starts."""


def measure(store: Path, scales: Sequence[int], rounds: int = ROUNDS) -> list[dict[str, object]]:
    """A row per scale; `growth` is the time of the next scale divided by that of this one before it."""
    rows: list[dict[str, object]] = []
    for scale in scales:
        with tempfile.TemporaryDirectory() as folder:
            known = _files(store, Path(folder), KNOWN)
            files = _files(store, Path(folder), PEOPLE, scale)
            row = _measured(known, files, Path(folder), scale, rounds if scale <= 10 else 1)
        if rows:
            row["growth"] = round(float(str(row["seconds"])) / float(str(rows[-1]["seconds"])), 1)
        rows.append(row)
    return rows


def _files(store: Path, folder: Path, tables: Mapping[str, tuple[str, ...]], scale: int = 1) -> list[Path]:
    """The rows of the example in files as a supplier sends them, `scale` times with names of their own."""
    files = []
    for name, frame in read_frames(open_store(str(store)), tables).items():
        known = [column for column in column_specs(table_class(name)) if column in frame.columns]
        plain = frame.select(known).with_columns(
            pl.when(pl.col(pl.Boolean)).then(pl.lit("ja")).when(~pl.col(pl.Boolean)).then(pl.lit("nee")).name.keep()
        )
        path = folder / f"{name}.csv"
        with path.open("wb") as file:
            for copy in range(scale):
                named = plain.with_columns(pl.col(each) + (f"-{copy}" if copy else "") for each in tables[name])
                named.write_csv(file, separator=";", include_header=copy == 0)
        files.append(path)
    return files


def _measured(known: list[Path], files: list[Path], folder: Path, scale: int, rounds: int) -> dict[str, object]:
    ours, limits = [], []
    stored = 0
    for number in range(rounds):
        path, bare = folder / f"ours{number}.sqlite", folder / f"bare{number}.sqlite"
        target = open_store(str(path), create=True)
        import_paths(target, known, leverdatum=LEVERDATUM)
        begun = time.perf_counter()
        summary = import_paths(target, files, leverdatum=LEVERDATUM)
        ours.append(time.perf_counter() - begun)
        stored = summary.stored
        refused = [file.refused for file in summary.files if file.refused]
        assert stored and not summary.rejected and not refused, summary
        target.engine.dispose()
        limits.append(_limit(path, bare))
        for each in (path, bare):
            each.unlink()
    mine, limit = statistics.median(ours), statistics.median(limits)
    return {
        "what": "import",
        "scale": scale,
        "rows": stored,
        "seconds": round(mine, 2),
        "rows_per_second": round(stored / mine),
        "limit_seconds": round(limit, 2),
        "ratio": round(mine / limit, 2),
    }


def _limit(path: Path, bare: Path) -> float:
    """Seconds that the rows of `path` take in an empty store made like it; reading them is not counted."""
    open_store(str(bare), create=True).engine.dispose()
    took = 0.0
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(bare)) as target:
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            target.execute(f"PRAGMA {pragma}")
        for name in PEOPLE:
            read = source.execute(f"SELECT * FROM {name} ORDER BY rowid")
            while rows := read.fetchmany(AT_ONCE):
                begun = time.perf_counter()
                target.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
                took += time.perf_counter() - begun
        begun = time.perf_counter()
        target.commit()
        return took + time.perf_counter() - begun

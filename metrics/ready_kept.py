"""How do the tables of an indicator become one file, and how is one of them found in it again?

The rows of all tables stand below each other; a note says where each begins. Their dimensions have other names, so the
columns of the file are numbered. A table is cut out only when it is asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import polars as pl

from metrics.indicator import Indicator
from metrics.period import Period
from metrics.ready import Place, Table, in_time, spans_of

_DIMENSION = "dimensie{}"
_FILE = "{}.cijfers"


class Files(Protocol):
    """Where frames are kept beside the store, each under a name, for one data version."""

    def read_noted(self, table: str) -> tuple[pl.DataFrame, str] | None: ...
    def keep_noted(self, table: str, frame: pl.DataFrame, note: str) -> None: ...
    def state(self, table: str) -> tuple[int, int] | None: ...


class KeptTables:
    """The tables that are kept in `files`. Another process may keep more of them at any moment."""

    def __init__(self, catalogue: Mapping[str, Indicator], files: Files) -> None:
        self.catalogue, self.files = catalogue, files
        self.read: dict[str, tuple[tuple[int, int], Kept | None]] = {}

    def find(self, place: Place) -> Table | None:
        """A table as it is kept; None when it is not."""
        kept = self.of(place[0])
        return None if kept is None else kept.table(place)

    def of(self, key: str) -> Kept | None:
        """The file of an indicator, read again when it was replaced."""
        state = self.files.state(_FILE.format(key))
        if state is None:
            return None
        known = self.read.get(key)
        if known is None or known[0] != state:
            known = self.read[key] = state, self._opened(key)
        return known[1]

    def _opened(self, key: str) -> Kept | None:
        found = self.files.read_noted(_FILE.format(key))
        try:
            return None if found is None else unpacked(self.catalogue[key], *found)
        except (ValueError, KeyError, TypeError):
            # Something else stands in the file: the numbers are computed.
            return None

    def keep(self, key: str, tables: Mapping[Place, Table]) -> None:
        """Writes the tables of an indicator, instead of what was kept of it."""
        if tables:
            self.files.keep_noted(_FILE.format(key), *packed(self.catalogue[key], tables))


@dataclass(frozen=True)
class Entry:
    """Where a table stands in the rows of its file, and which periods it knows."""

    begin: int
    count: int
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Kept:
    """The tables of one indicator as they were read from a file."""

    indicator: Indicator
    rows: pl.DataFrame
    entries: Mapping[Place, Entry]

    def knows(self, place: Place) -> int:
        """The number of periods of a table; -1 when it is not there."""
        entry = self.entries.get(place)
        return -1 if entry is None else max(len(entry.periods), int(self.indicator.on_peildatum))

    def table(self, place: Place) -> Table | None:
        """One of the tables; None when it is not there."""
        entry = self.entries.get(place)
        if entry is None:
            return None
        part = self.rows.slice(entry.begin, entry.count)
        names = dimensions_at(self.indicator, place)
        numbered = [pl.col(_DIMENSION.format(number)).alias(name) for number, name in enumerate(names)]
        others = [name for name in part.columns if not name.startswith(_DIMENSION.format(""))]
        rows = part.select(others[0], *numbered, *others[1:]).cast({pl.Enum: pl.String})
        spans = spans_of(rows, entry.periods)
        return None if spans is None else Table(rows, spans)


def packed(indicator: Indicator, tables: Mapping[Place, Table]) -> tuple[pl.DataFrame, str]:
    """The rows of the tables of an indicator, and the note by which they are found."""
    parts, entries, begin = [], [], 0
    knowing: dict[tuple[str, ...], int] = {}
    for place, table in tables.items():
        periods = in_time(table.spans)
        rows = table.of(periods or (None,))
        texts = tuple(str(period) for period in periods)
        entries.append([place[1], place[2], begin, rows.height, knowing.setdefault(texts, len(knowing))])
        numbers = {name: _DIMENSION.format(number) for number, name in enumerate(dimensions_at(indicator, place))}
        parts.append(rows.rename(numbers))
        begin += rows.height
    widest = max(parts, key=lambda part: part.width)
    frame = _coded(pl.concat(parts, how="diagonal").select(widest.columns))
    return frame, json.dumps({"tables": entries, "periods": [list(texts) for texts in knowing]})


def _coded(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts as small numbers: a file of texts is three times as large."""
    texts = [frame[name] for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(text.cast(pl.Enum(text.drop_nulls().unique().sort())) for text in texts)


def unpacked(indicator: Indicator, rows: pl.DataFrame, note: str) -> Kept:
    """What `packed` made; ValueError or KeyError when the note is of something else."""
    told = json.loads(note)
    knowing = [tuple(map(_period, texts)) for texts in told["periods"]]
    entries = {
        (indicator.key, tuple((name, value) for name, value in options), tuple(per)): Entry(
            begin, count, knowing[number]
        )
        for options, per, begin, count, number in told["tables"]
    }
    return Kept(indicator, rows, entries)


_period = lru_cache(maxsize=2_000)(Period.parse)


def dimensions_at(indicator: Indicator, place: Place) -> tuple[str, ...]:
    """The dimensions of the rows of a table."""
    return tuple(dict.fromkeys((*indicator.always_per, *place[2])))


@lru_cache(maxsize=1)
def number_rules() -> str:
    """Names the code by which numbers are computed: other code may compute others."""
    folder = Path(__file__).parent
    digest = hashlib.sha256(pl.__version__.encode())
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()

"""How many messages a second come from XML to figures, beside parsing alone plus one bare executemany?

The limit is what no reader can do without: the same zip is unpacked, lxml parses each file, and one executemany puts
as many rows into tables with the same columns, keys and indexes. Ours also checks, hides who it is, joins, and writes
leveringen. Both sides take turns, and the best of each counts, since other work on the machine only slows down.
"""

from __future__ import annotations

import io
import sqlite3
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
from lxml import etree

from data.example import leveringen_frame
from data.example.messages import messages_of
from data.importing.outcome import Call
from data.importing.pseudonyms import Pseudonyms
from data.messages import import_messages, read_messages
from data.messages.lines import LINE_TABLES
from data.store import Store, open_store

MESSAGES = 40_000
ROUNDS = 5
Taken = tuple[float, float]
"""Seconds by the clock, and seconds of work by the processor, which hardly change when the machine is busy."""
TODAY = date(2026, 11, 1)


def measure(count: int = MESSAGES) -> list[dict[str, object]]:
    """Rows of results; `ratio` is ours divided by the limit, on the same files in the same run."""
    members = _messages(count)
    delivery = _zipped(members)
    ours, limits = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            ours.append(_ours(Path(folder) / f"ours{number}.sqlite", delivery))
            limits.append(_limit(Path(folder) / f"limit{number}.sqlite", delivery, members))
    mine, work = (min(taken) for taken in zip(*ours, strict=True))
    limit, limit_work = (min(taken) for taken in zip(*limits, strict=True))
    return [
        {
            "what": f"messages, XML to figures, {count}",
            "per_second": round(count / mine),
            "limit_per_second": round(count / limit),
            "ratio": round(mine / limit, 2),
            "work_ratio": round(work / limit_work, 2),
        }
    ]


def _messages(count: int) -> list[bytes]:
    rows = leveringen_frame().filter(pl.col("bsn").is_not_null(), pl.col("begindatum") >= date(2019, 1, 1))
    rows = rows.with_columns(pl.col("bekend_begin", "bekend_einde").cast(pl.Int32).cast(pl.Date))
    contents = [content for _, _, content in messages_of(rows.head(count // 4), {}, TODAY)]
    while len(contents) < count:
        contents += contents
    return contents[:count]


def _zipped(members: list[bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for number, content in enumerate(members):
            archive.writestr(zipfile.ZipInfo(f"{number}.xml"), content)
    return buffer.getvalue()


def _clocks() -> Taken:
    return time.perf_counter(), time.process_time()


def _since(begun: Taken) -> Taken:
    wall, work = _clocks()
    return wall - begun[0], work - begun[1]


def _store(path: Path) -> Store:
    return open_store(str(path), create=True)


def _ours(path: Path, delivery: bytes) -> Taken:
    store = _store(path)
    pseudonyms = Pseudonyms(store)
    pseudonyms.of("")
    begun = _clocks()
    import_messages(store, [("b.zip", delivery)], call=Call("bench", TODAY), pseudonyms=pseudonyms)
    return _since(begun)


def _limit(path: Path, delivery: bytes, members: list[bytes]) -> Taken:
    _store(path)
    lines = _plain_lines(members)
    connection = sqlite3.connect(path)
    begun = _clocks()
    with zipfile.ZipFile(io.BytesIO(delivery)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    for table, columns, rows in lines:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    connection.commit()
    taken = _since(begun)
    connection.close()
    return taken


def _plain_lines(members: list[bytes]) -> list[tuple[str, list[str], list[tuple[object, ...]]]]:
    """Per table its columns and rows as the driver takes them, worked out before the clock starts."""
    read = read_messages(
        ((f"{number}.xml", content) for number, content in enumerate(members)),
        pseudonym=lambda bsn: bsn[::-1] * 3,
        area=lambda _: None,
        today=TODAY,
    )
    prepared = []
    for table in (*LINE_TABLES, "retouren"):
        frame = read.frame(table).drop("bestand_nr").with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"))
        frame = frame.with_columns(eerste_import=1, laatste_import=1)
        prepared.append((table, frame.columns, frame.rows()))
    return prepared


if __name__ == "__main__":
    print(measure())

"""How do DuckDB and SQLite get the same rows, and answer in the same form?"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl

from bench.sides import sql_budget, sql_care, sql_families, sql_waiting
from bench.sides.dialect import DUCKDB, SQLITE
from bench.sides.question import Question
from metrics.parents import topmost
from metrics.workdays import WorkingDays

STATEMENTS = sql_families.STATEMENTS | sql_care.STATEMENTS | sql_waiting.STATEMENTS | sql_budget.STATEMENTS
TABLES = (
    "aanmeldingen", "leveringen", "ervaringen", "bereikopgaven", "gebieden", "organisaties", "aanbieders", "zorgvormen",
    "populatie", "vierkanten", "uitputting", "seizoen",
)  # fmt: skip
_KINDS: dict[pl.DataType, str] = {
    pl.Date(): "DATE", pl.Int64(): "INTEGER", pl.Int32(): "INTEGER", pl.Float64(): "FLOAT", pl.Boolean(): "BOOLEAN",
}  # fmt: skip
"""The column types of the store: SQLite compares dates by another rule when one side has no type."""
Answer = list[dict[str, Any]]


def helping_tables(frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """What an analyst has beside the store: a calendar of working days, and the topmost parent of every provider."""
    days = WorkingDays().frame().with_columns(
        eerste=(pl.col("dag").dt.day() == 1).cast(pl.Int64), maandnummer=pl.col("dag").dt.month().cast(pl.Int64)
    )  # fmt: skip
    codes = pl.concat([frames[name]["aanbieder"] for name in ("aanbieders", "leveringen")]).unique().sort()
    return {
        "werkdagen": days,
        "toppen": pl.DataFrame({"aanbieder": codes, "top": topmost(frames["aanbieders"], codes)}),
    }


def _rows(found: Any) -> Answer:
    """What a cursor holds; both drivers describe it alike."""
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class DuckDB:
    """Tables of its own, in columns and with its own types, in memory."""

    name = "duckdb"

    def __init__(self, frames: Mapping[str, pl.DataFrame]) -> None:
        self.connection = duckdb.connect()
        for name, frame in {**{name: frames[name] for name in TABLES}, **helping_tables(frames)}.items():
            self.connection.register("nieuw", frame.to_arrow())
            self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM nieuw")
            self.connection.unregister("nieuw")

    def answer(self, question: Question) -> Answer:
        return _rows(self.connection.execute(STATEMENTS[question.key](question, DUCKDB)))


class SQLite:
    """The store itself, with its own keys and indexes; the calendar stands beside it, with a key on the day."""

    name = "sqlite"

    def __init__(self, connection: sqlite3.Connection, frames: Mapping[str, pl.DataFrame]) -> None:
        self.connection = connection
        for name, frame in helping_tables(frames).items():
            add_table(connection, f"temp.{name}", frame, key=frame.columns[0])

    def answer(self, question: Question) -> Answer:
        return _rows(self.connection.execute(STATEMENTS[question.key](question, SQLITE)))


def add_table(connection: sqlite3.Connection, name: str, frame: pl.DataFrame, key: str | None = None) -> None:
    """A frame as a table in which dates are text, as in the store."""
    rows = frame.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"))
    kinds = {each: f"{each} {_KINDS.get(kind, 'VARCHAR')}" for each, kind in frame.schema.items()}
    columns = ", ".join(f"{kind} PRIMARY KEY" if each == key else kind for each, kind in kinds.items())
    connection.execute(f"CREATE TABLE {name} ({columns}){' WITHOUT ROWID' if key else ''}")
    marks = ", ".join("?" * rows.width)
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows.iter_rows())

"""Where does a municipality ten or a hundred times as large come from, in a minute instead of hours?

The example municipality is built once; a larger one holds its people and answers that many times, each copy under a
name of its own and one row in 29 left out, so that no number is a plain multiple. Areas, teams, providers and years
stay as they are; population and money grow along.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

PEOPLE = {
    "aanmeldingen": ("aanmelding", "gezin_id"),
    "leveringen": ("levering", "client_id"),
    "ervaringen": ("respondent",),
}
"""The columns that name a row or a person, per table about people."""
GROWING = {"populatie": "aantal", "uitputting": "kosten", "vierkanten": "budget"}


def build_example(store: Path) -> None:
    """The example municipality itself."""
    from data.example import build
    from data.store import open_store

    build(open_store(str(store), create=True))


def multiply(store: Path, target: Path, factor: int) -> None:
    """A copy of `store` with `factor` times its people, as another data version."""
    shutil.copyfile(store, target)
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for table, names in PEOPLE.items():
            _copy_rows(connection, table, names, factor)
        for table, column in GROWING.items():
            connection.execute(f"UPDATE {table} SET {column} = {column} * {factor}")
        connection.execute("UPDATE opslag SET wijziging = wijziging + 1")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy_rows(connection: sqlite3.Connection, table: str, names: tuple[str, ...], factor: int) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    copied = ", ".join(f"{name} || '-' || k" if name in names else name for name in columns)
    connection.execute(
        f"WITH RECURSIVE copies(k) AS (SELECT 2 UNION ALL SELECT k + 1 FROM copies WHERE k < {factor}) "
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {copied} FROM copies CROSS JOIN "
        f"(SELECT rowid AS r, * FROM {table}) WHERE (r * 7919 + k * 104729) % 29 <> 0"
    )

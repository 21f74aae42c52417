"""How does a frame get into a table fast, on SQLite and other databases alike?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
from sqlalchemy.engine import Connection

_ROWS_AT_ONCE = 20_000


def write_frame(
    connection: Connection, table: str, rows: pl.DataFrame, fixed: Mapping[str, object] | None = None, suffix: str = ""
) -> None:
    """Inserts the rows, each with the `fixed` values; `suffix` says what to do with keys that are there."""
    fixed = fixed or {}
    columns = [*rows.columns, *fixed]
    marks = ", ".join(["?" if connection.dialect.paramstyle == "qmark" else "%s"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}){suffix}"
    # Days as text: every driver takes that, and Python's own conversion of days is slow.
    rows = rows.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"))
    rows = rows.with_columns(pl.lit(value).alias(name) for name, value in fixed.items())
    # The driver itself, since SQLAlchemy would look at every row once more. The store explains its errors.
    cursor = connection.connection.cursor()
    try:
        for part in rows.iter_slices(_ROWS_AT_ONCE):
            cursor.executemany(statement, part.rows())
    finally:
        cursor.close()

"""How do many rows go into a table at once, on SQLite and on PostgreSQL?

The driver's own executemany with plain values: a model per row, or SQLAlchemy's conversion per value, costs
more than reading the message did.
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.frames import table_class


def write_rows(connection: Connection, table: str, rows: pl.DataFrame) -> None:
    """Insert rows; one that is there already gets the new values and keeps the import that first brought it."""
    if rows.is_empty():
        return
    columns = _table(table).columns
    names = [column.name for column in columns if column.name in rows.columns]
    keys = [column.name for column in columns if column.primary_key]
    renewed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in (*keys, "eerste_import"))
    statement = (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join([_mark(connection)] * len(names))}) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {renewed}"
    )
    connection.exec_driver_sql(statement, _plain(rows.select(names)).rows())


def delete_rows(connection: Connection, table: str, keys: pl.DataFrame) -> None:
    """Delete the rows with these keys."""
    if keys.is_empty():
        return
    where = " AND ".join(f"{name} = {_mark(connection)}" for name in keys.columns)
    connection.exec_driver_sql(f"DELETE FROM {table} WHERE {where}", _plain(keys).rows())


def _table(name: str) -> sa.Table:
    return table_class(name).metadata.tables[name]


def _mark(connection: Connection) -> str:
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"


def _plain(rows: pl.DataFrame) -> pl.DataFrame:
    # Dates as text: SQLite keeps them so, and PostgreSQL reads them as dates.
    return rows.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"))

"""How do many rows go into a table at once, new or in the place of others?

In bulk, as the database likes it: a model per row, or SQLAlchemy's conversion per value, costs more than reading the
message did.
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.engines import kind_of
from data.frames import table_class


def write_rows(connection: Connection, table: str, rows: pl.DataFrame) -> None:
    """Insert rows; one that is there already gets the new values and keeps the import that first brought it."""
    if rows.is_empty():
        return
    columns = _table(table).columns
    names = [column.name for column in columns if column.name in rows.columns]
    keys = [column.name for column in columns if column.primary_key]
    renewed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in (*keys, "eerste_import"))
    suffix = f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {renewed}"
    kind_of(connection).insert(connection, table, rows.select(names), suffix)


def delete_rows(connection: Connection, table: str, keys: pl.DataFrame) -> None:
    """Delete the rows with these keys."""
    kind_of(connection).delete(connection, table, keys)


def _table(name: str) -> sa.Table:
    return table_class(name).metadata.tables[name]

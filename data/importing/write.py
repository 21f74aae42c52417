"""How do rows come into their table fast, on SQLite and other databases alike?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl
from sqlalchemy.engine import Connection

from data.importing.difference import key_of
from data.tables import Imported

_ROWS_AT_ONCE = 20_000


def insert_rows(connection: Connection, table: type[Imported], rows: pl.DataFrame, number: int) -> None:
    """Adds rows whose keys are not in the table; `number` is the import that brings them."""
    _write(connection, table, rows, number, "")


def replace_rows(connection: Connection, table: type[Imported], rows: pl.DataFrame, number: int) -> None:
    """Replaces the whole rows that have these keys; they keep the import that first brought them."""
    key = key_of(table)
    others = [name for name in rows.columns if name not in key] + ["laatste_import"]
    # Columns that this source does not know go back to empty: a row replaces the whole earlier row.
    foreign = [name for name in table.model_fields if name not in {*rows.columns, "eerste_import", "laatste_import"}]
    settings = [f"{name} = excluded.{name}" for name in others + foreign]
    _write(connection, table, rows, number, f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {', '.join(settings)}")


def _write(connection: Connection, table: type[Imported], rows: pl.DataFrame, number: int, conflict: str) -> None:
    fixed = _fixed(table, rows.columns, number)
    columns = [*rows.columns, *fixed]
    marks = ", ".join(_marks(connection, len(columns)))
    statement = f"INSERT INTO {table.__tablename__} ({', '.join(columns)}) VALUES ({marks}){conflict}"
    for part in _parts(rows, list(fixed.values())):
        _execute_many(connection, statement, part)


def _fixed(table: type[Imported], columns: Sequence[str], number: int) -> dict[str, object]:
    """What every row gets: its imports, and the defaults of columns that must not be null."""
    fixed: dict[str, object] = {"eerste_import": number, "laatste_import": number}
    for name, field in table.model_fields.items():
        if name not in columns and name not in fixed and not field.is_required():
            fixed[name] = field.default
    return fixed


def _parts(rows: pl.DataFrame, fixed: list[object]) -> Iterator[list[tuple[object, ...]]]:
    """The rows as the driver takes them, days as text."""
    rows = rows.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"))
    extra = [pl.lit(value).alias(f"fixed {i}") for i, value in enumerate(fixed)]
    for part in rows.iter_slices(_ROWS_AT_ONCE):
        yield part.with_columns(extra).rows()


def _marks(connection: Connection, count: int) -> list[str]:
    return ["?" if connection.dialect.paramstyle == "qmark" else "%s"] * count


def _execute_many(connection: Connection, statement: str, rows: list[tuple[object, ...]]) -> None:
    # The driver itself: SQLAlchemy would look at every row once more. Errors are explained by the store.
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(statement, rows)
    finally:
        cursor.close()

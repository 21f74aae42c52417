"""What does a table of the store hold, as a frame whose types follow from the table class?

Read through Python's own SQLite driver on purpose. Arrow drivers bring a second copy of SQLite into
the process, and closing a file in the one drops the locks that the other holds on it.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterable, Sequence

import polars as pl
from sqlalchemy.engine import Connection

from data.columnar import ColumnFiles
from data.store import Store
from data.tables import MESSAGE_TABLES, SOURCE_TABLES, Table

_TYPES: dict[type, pl.DataType] = {
    str: pl.String(),
    int: pl.Int64(),
    float: pl.Float64(),
    bool: pl.Boolean(),
    bytes: pl.Binary(),
    dt.date: pl.Date(),
    dt.datetime: pl.Datetime("us", "UTC"),
}
_ROWS_AT_ONCE = 50_000


def table_class(name: str) -> type[Table]:
    """The class of the table called `name`; KeyError when there is none."""
    classes = {mapper.class_.__tablename__: mapper.class_ for mapper in Table._sa_registry.mappers}
    return classes[name]


def schema_of(table: type[Table]) -> dict[str, pl.DataType]:
    """Per column of the table the type that its frame has, also when the table is empty."""
    return {name: _polars_type(field.annotation) for name, field in table.model_fields.items()}


def read_frame(store: Store, table: str) -> pl.DataFrame:
    """All rows of one table. Null is what the store holds as null: unknown."""
    return read_frames(store, [table])[table]


def read_frames(store: Store, tables: Iterable[str]) -> dict[str, pl.DataFrame]:
    """All rows of several tables, as they stood at one moment. Large ones come from column files when they can."""
    with store.reading() as connection:
        files = ColumnFiles(store, connection)
        return {name: _read(connection, name, files) for name in tables}


def _read(connection: Connection, table: str, files: ColumnFiles) -> pl.DataFrame:
    if table not in SOURCE_TABLES and table not in MESSAGE_TABLES:
        return read_table(connection, table)
    frame = files.read(table, schema_of(table_class(table)))
    if frame is None:
        frame = read_table(connection, table)
        files.keep(table, frame)
    return frame


def read_table(
    connection: Connection,
    table: str,
    columns: Iterable[str] | None = None,
    *,
    among: tuple[str, Sequence[str]] | None = None,
) -> pl.DataFrame:
    """The rows of a table as an open transaction sees them; only `columns` when given.

    `among` names a text column and the values it may have (a few hundred at most); None is every row.
    """
    schema = schema_of(table_class(table))
    if columns is not None:
        schema = {name: schema[name] for name in columns}
    query = f"SELECT {', '.join(schema)} FROM {table}"
    if among is not None:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        query += f" WHERE {among[0]} IN ({', '.join([mark] * len(among[1]))})"
    cursor = connection.connection.cursor()
    try:
        cursor.execute(query, tuple(among[1]) if among is not None else ())
        parts = []
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            parts.append(_typed(rows, schema))
    finally:
        cursor.close()
    return pl.concat(parts) if parts else pl.DataFrame(schema=schema)


def _typed(rows: Sequence[Sequence[object]], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    columns = zip(*rows, strict=True)
    return pl.DataFrame([_series(name, values, schema[name]) for name, values in zip(schema, columns, strict=True)])


def _series(name: str, values: Sequence[object], dtype: pl.DataType) -> pl.Series:
    # SQLite hands over dates as text, yes/no as 0 and 1 and whole euros as int; PostgreSQL hands over Python values.
    first = next((value for value in values if value is not None), None)
    if isinstance(first, str) and dtype == pl.Date:
        return pl.Series(name, values, pl.String).str.to_date("%Y-%m-%d")
    if isinstance(first, str) and dtype == pl.Datetime:
        return (
            pl.Series(name, values, pl.String)
            .str.slice(0, 26)
            .str.to_datetime(time_unit="us")
            .dt.replace_time_zone("UTC")
        )
    if dtype == pl.Boolean and isinstance(first, int):
        return pl.Series(name, values, pl.Int64).cast(pl.Boolean)
    if dtype == pl.Float64:
        return pl.Series(name, values, pl.Float64, strict=False)
    return pl.Series(name, values, dtype)


def _polars_type(annotation: object) -> pl.DataType:
    """The frame type of a Python type, of which None may be a part."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        annotation = next(part for part in typing.get_args(annotation) if part is not type(None))
    return _TYPES[typing.cast(type, annotation)]

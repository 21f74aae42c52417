"""What does a table of the store hold, as a frame whose types follow from the table class?

Read through the driver that writes as well, on purpose. Arrow drivers bring a second copy of SQLite into
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
from data.engines import kind_of
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
        files = ColumnFiles.of_tables(store, connection)
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
    return kind_of(connection).rows(connection, table, schema, among)


def _polars_type(annotation: object) -> pl.DataType:
    """The frame type of a Python type, of which None may be a part."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        annotation = next(part for part in typing.get_args(annotation) if part is not type(None))
    return _TYPES[typing.cast(type, annotation)]

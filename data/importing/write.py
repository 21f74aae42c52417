"""How do rows come into their table: new ones added, others replaced whole?"""

from __future__ import annotations

import polars as pl
from sqlalchemy.engine import Connection

from data.importing.difference import key_of
from data.importing.fast import write_frame
from data.tables import Imported

_FIRST, _LAST = "eerste_import", "laatste_import"


def insert_rows(connection: Connection, table: type[Imported], rows: pl.DataFrame, number: int) -> None:
    """Adds rows whose keys are not in the table; `number` is the import that brings them."""
    # In the order of their keys: else every row lands on another page of the index, and a country takes far longer.
    ordered = rows.sort(key_of(table))
    write_frame(connection, str(table.__tablename__), ordered, _fixed(table, rows.columns, number))


def replace_rows(connection: Connection, table: type[Imported], rows: pl.DataFrame, number: int) -> None:
    """Replaces the whole rows that have these keys; they keep the import that first brought them."""
    key = key_of(table)
    # Columns that this source does not know go back to empty as well.
    replaced = [name for name in table.model_fields if name not in {*key, _FIRST}]
    settings = ", ".join(f"{name} = excluded.{name}" for name in replaced)
    suffix = f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {settings}"
    write_frame(connection, str(table.__tablename__), rows, _fixed(table, rows.columns, number), suffix)


def _fixed(table: type[Imported], columns: list[str], number: int) -> dict[str, object]:
    """What every row gets: its imports, and the defaults of columns that a source file does not know."""
    foreign = {name: field.default for name, field in table.model_fields.items() if name not in columns}
    return {**foreign, _FIRST: number, _LAST: number}

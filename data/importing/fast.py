"""How does a frame get into a table fast, whatever the database?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
from sqlalchemy.engine import Connection

from data.engines import kind_of


def write_frame(
    connection: Connection, table: str, rows: pl.DataFrame, fixed: Mapping[str, object] | None = None, suffix: str = ""
) -> None:
    """Inserts the rows, each with the `fixed` values; `suffix` says what to do with keys that are there."""
    rows = rows.with_columns(pl.lit(value).alias(name) for name, value in (fixed or {}).items())
    kind_of(connection).insert(connection, table, rows, suffix)

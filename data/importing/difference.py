"""Which rows of a file are new to the store, which change it, and which were there already?"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from sqlalchemy.engine import Connection

from data.frames import read_table, schema_of
from data.tables import Imported, column_specs


@dataclass(frozen=True)
class Difference:
    """What writing the rows would do. `new` and `changed` have one row per key; the counts are of file rows."""

    new: pl.DataFrame
    changed: pl.DataFrame
    stored: int
    replaced: int
    unchanged: int


def key_of(table: type[Imported]) -> list[str]:
    """The columns that make a row of the table unique."""
    return [spec.name for spec in column_specs(table).values() if spec.key]


def difference(connection: Connection, table: type[Imported], rows: pl.DataFrame) -> Difference:
    """Compares rows, in the order of their file, with the store: of one key the last row counts."""
    key, columns = key_of(table), list(column_specs(table))
    content = [name for name in columns if name not in key]
    rows = rows.select(columns)
    last = rows.unique(subset=key, keep="last", maintain_order=True)
    repeated = rows.filter(pl.struct(key).is_duplicated()) if last.height < rows.height else rows.clear()
    first = rows.unique(subset=key, keep="first", maintain_order=True) if repeated.height else last

    present = _present(connection, table, last, key, columns)
    renamed = present.rename({name: f"{name} now" for name in content}).with_columns(pl.lit(True).alias("is there"))
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name} now")) for name in content)
    joined = last.join(renamed, on=key, how="left", maintain_order="left")
    there = pl.col("is there").is_not_null()

    started = first.join(renamed, on=key, how="left").select(there.alias("there"), same.alias("same"))
    stored = int((~started["there"]).sum())
    unchanged = int((started["there"] & started["same"]).sum())
    again = _same_as_previous(repeated, key, content)
    unchanged += again
    return Difference(
        joined.filter(~there).select(columns),
        joined.filter(there & ~same).select(columns),
        stored,
        rows.height - stored - unchanged,
        unchanged,
    )


def _same_as_previous(repeated: pl.DataFrame, key: list[str], content: list[str]) -> int:
    """How many rows say the same as the previous row of the file with their key."""
    if repeated.is_empty():
        return 0
    follows = pl.int_range(pl.len()).over(key) > 0
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1).over(key)) for name in content)
    return int(repeated.select((follows & same).sum()).item())


_FEW = 5_000
_VALUES_AT_ONCE = 500


def _present(
    connection: Connection, table: type[Imported], rows: pl.DataFrame, key: list[str], columns: list[str]
) -> pl.DataFrame:
    """The rows of the store that may have a key of `rows`. Few rows are looked up, many are compared with all."""
    name = str(table.__tablename__)
    any_row = connection.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first()
    if any_row is None or rows.is_empty():
        return pl.DataFrame(schema={column: schema_of(table)[column] for column in columns})
    if rows.height > _FEW or rows.schema[key[0]] != pl.String:
        return read_table(connection, name, columns)
    values = rows[key[0]].unique().to_list()
    parts = [
        read_table(connection, name, columns, among=(key[0], values[start : start + _VALUES_AT_ONCE]))
        for start in range(0, len(values), _VALUES_AT_ONCE)
    ]
    return pl.concat(parts)

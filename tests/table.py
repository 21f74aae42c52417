"""How does a test draw a table? As text, read into a frame with the real columns and types of the table class."""

from __future__ import annotations

import polars as pl

from data.frames import schema_of
from data.tables import Table


def table(cls: type[Table], drawing: str) -> pl.DataFrame:
    """The frame of `cls` that the drawing shows.

    The first line names columns, separated by `|`; a cell is trimmed, and empty is null ('' for a
    text key). Columns that are not drawn are null or their default. An unknown column is an error.
    """
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines() if line.strip()]
    head, rows = lines[0], lines[1:]
    schema = schema_of(cls)
    if unknown := [name for name in head if name not in schema]:
        raise AssertionError(f"{cls.__tablename__} has no column {', '.join(unknown)}; it has {', '.join(schema)}")
    for row in rows:
        assert len(row) == len(head), f"{len(row)} cells under {len(head)} columns: {' | '.join(row)}"
    columns = {name: [row[i] or None for row in rows] for i, name in enumerate(head)}
    return pl.DataFrame(
        [_column(cls, name, columns.get(name, [None] * len(rows)), dtype) for name, dtype in schema.items()]
    )


def _column(cls: type[Table], name: str, cells: list[str | None], dtype: pl.DataType) -> pl.Series:
    default = cls.model_fields[name].default
    text = pl.Series(name, cells, pl.String)
    read = _READ.get(dtype.base_type())
    typed = read(text) if read else text.cast(dtype)
    if isinstance(default, str | int | float):
        typed = typed.fill_null(default)
    return typed


_READ = {
    pl.Date: lambda s: s.str.to_date("%Y-%m-%d"),
    pl.Datetime: lambda s: s.str.to_datetime(time_unit="us", time_zone="UTC"),
    pl.Boolean: lambda s: s.replace_strict(
        {"ja": True, "nee": False, "true": True, "false": False}, return_dtype=pl.Boolean
    ),
}

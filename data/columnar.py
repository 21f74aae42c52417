"""How is a large table read in a moment, when it has not changed since it was last read?

Beside a store in a file, or in a folder of this machine for a store on a server, stand column files, one per large
table. The name of a file holds the data version it was made from; a file of another version is never used. Only
tables whose every change raises the data version may be kept this way. The folder can be deleted at any time.

A file is mapped into memory: only the columns that somebody asks for come from the disk, and processes that read the
same file share what they read. A file that is deleted or replaced stays readable for who has it open.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import polars as pl
import pyarrow as pa
from polars.exceptions import PolarsError
from sqlalchemy.engine import Connection

from data.engines import kind_of
from data.migrations import HEAD
from data.store import DataVersion, Store

ENOUGH_ROWS = 20_000
"""Smaller tables are read from the store itself as fast."""


class ColumnFiles:
    """The column files of a store that were made from what `stamp` names; without a folder it keeps nothing."""

    def __init__(self, store: Store, stamp: str) -> None:
        self._folder = kind_of(store.url).column_folder(store.url)
        self._stamp = hashlib.sha256(stamp.encode()).hexdigest()[:24]

    @classmethod
    def of_tables(cls, store: Store, connection: Connection) -> ColumnFiles:
        """Those of the rows as `connection` sees them.

        They are known by the data version and the last import, since a copy put back can count to the same version.
        """
        version = connection.exec_driver_sql(kind_of(connection).version).first()
        last = connection.exec_driver_sql(
            "SELECT nummer, begonnen, klaar FROM imports ORDER BY nummer DESC LIMIT 1"
        ).first()
        return cls(store, repr((HEAD, version, last)))

    @classmethod
    def of_frames(cls, store: Store, version: DataVersion, imports: pl.DataFrame, made_by: str) -> ColumnFiles:
        """Those of frames that were derived from a data version; `made_by` names the rules by which."""
        last = imports.sort("nummer").select("nummer", "begonnen", "klaar").tail(1).rows()
        return cls(store, repr((HEAD, str(version), last, made_by)))

    def read(self, table: str, schema: Mapping[str, pl.DataType] | None = None) -> pl.DataFrame | None:
        """The rows of the table; None when there is no usable file of this version."""
        if self._folder is None or not (path := self._path(table)).is_file():
            return None
        try:
            rows = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
            rows.validate()
            frame = cast(pl.DataFrame, pl.from_arrow(rows, rechunk=False))
        except (PolarsError, pa.ArrowException, OSError):
            # Damaged, or just replaced by another process: the store itself has the rows.
            return None
        return frame if schema is None or dict(frame.schema) == dict(schema) else None

    def keep(self, table: str, frame: pl.DataFrame) -> None:
        """Writes the file of this version when the table is large, and removes those of other versions."""
        if self._folder is None or frame.height < ENOUGH_ROWS:
            return
        path = self._path(table)
        draft = path.with_suffix(f".{os.getpid()}.new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            frame.rechunk().write_ipc(draft, record_batch_size=frame.height)
            os.replace(draft, path)
            for other in self._folder.glob(f"{table}-*.arrow"):
                if other != path:
                    other.unlink()
        except OSError:
            # No room or no rights: reading goes on without the copy, only slower.
            return

    def _path(self, table: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{table}-{self._stamp}.arrow"


def forget(store: Store) -> None:
    """Removes every column file: rows that are taken out of the store may not live on in a copy."""
    if folder := kind_of(store.url).column_folder(store.url):
        for file in folder.glob("*"):
            file.unlink(missing_ok=True)

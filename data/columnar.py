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
_NOTE = b"cijfertafel"


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
        found = self.read_noted(table)
        if found is None or (schema is not None and dict(found[0].schema) != dict(schema)):
            return None
        return found[0]

    def read_noted(self, table: str) -> tuple[pl.DataFrame, str] | None:
        """The rows of the table with the note that was written beside them."""
        if self._folder is None or not (path := self._path(table)).is_file():
            return None
        try:
            rows = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
            rows.validate()
            note = (rows.schema.metadata or {}).get(_NOTE, b"").decode()
            return cast(pl.DataFrame, pl.from_arrow(rows, rechunk=False)), note
        except (PolarsError, pa.ArrowException, OSError, UnicodeError):
            # Damaged, or just replaced by another process: the store itself has the rows.
            return None

    def state(self, table: str) -> tuple[int, int] | None:
        """Another value when another file took its place; None when there is none."""
        if self._folder is None:
            return None
        try:
            found = self._path(table).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def keep(self, table: str, frame: pl.DataFrame) -> None:
        """Writes the file of this version when the table is large, and removes those of other versions."""
        if frame.height >= ENOUGH_ROWS:
            self.keep_noted(table, frame, "")

    def keep_noted(self, table: str, frame: pl.DataFrame, note: str) -> None:
        """Writes rows of any number, with a note to be read beside them."""
        if self._folder is None:
            return
        path = self._path(table)
        draft = path.with_suffix(f".{os.getpid()}.new")
        rows = frame.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())
        rows = rows.replace_schema_metadata({**(rows.schema.metadata or {}), _NOTE: note.encode()})
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with pa.OSFile(str(draft), "wb") as file, pa.ipc.new_file(file, rows.schema) as writer:
                writer.write_table(rows, max_chunksize=max(frame.height, 1))
            os.replace(draft, path)
            for other in self._folder.glob(f"{table}-*.arrow"):
                if other != path:
                    other.unlink()
        except (OSError, pa.ArrowException):
            # No room or no rights: reading goes on without the copy, only slower.
            draft.unlink(missing_ok=True)

    def _path(self, table: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{table}-{self._stamp}.arrow"


def forget(store: Store) -> None:
    """Removes every column file: rows that are taken out of the store may not live on in a copy."""
    if folder := kind_of(store.url).column_folder(store.url):
        for file in folder.glob("*"):
            file.unlink(missing_ok=True)

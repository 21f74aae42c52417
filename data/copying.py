"""How is the store copied as it stands at one moment, while others read and write?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from data.store import Store, StoreError, explained


def copy_store(store: Store, target: Path) -> None:
    """Writes the store as it stands at one moment to `target`, which then is a store file."""
    source = store_file(store)
    with (
        explained(store.url),
        closing(sqlite3.connect(source)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        # All pages in one step: the copy is of one moment, and writers do not restart it.
        reading.backup(writing, pages=-1)
        writing.execute("PRAGMA journal_mode = DELETE")


def store_file(store: Store) -> Path:
    """The file of the store; a database on a server has its own way of copying."""
    if store.path is None:
        raise StoreError("Een kopie maken kan zo alleen van een SQLite-bestand. Gebruik uw databaseserver.")
    return store.path

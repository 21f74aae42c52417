"""How is the store copied as it stands at one moment, while others read and write?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from data.connecting import connect
from data.store import Store, StoreError, explained


def copy_store(store: Store, target: Path) -> None:
    """Writes the store as it stands at one moment to `target`, which then is a store file that was looked over."""
    source = store_file(store)
    with explained(store.url), closing(connect(source)) as reading:
        try:
            _copy(reading, target)
        except sqlite3.OperationalError as error:
            if not any(sign in str(error) for sign in ("full", "readonly", "unable to open")):
                raise
            raise StoreError(
                f"De kopie in {target.parent} is mislukt: de schijf is vol of er mag daar niet worden geschreven. "
                "Maak ruimte, of kies een andere plek."
            ) from error


def _copy(reading: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as writing:
        # All pages in one step: the copy is of one moment, and writers do not restart it.
        reading.backup(writing, pages=-1)
        writing.execute("PRAGMA journal_mode = DELETE")
        if (found := writing.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(f"database disk image is malformed: {found}")


def store_file(store: Store) -> Path:
    """The file of the store; a database on a server has its own way of copying."""
    if store.path is None:
        raise StoreError("Een kopie maken kan zo alleen van een SQLite-bestand. Gebruik uw databaseserver.")
    return store.path

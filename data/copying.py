"""How is the store copied as it stands at one moment, while others read and write?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from data.connecting import connect
from data.moving import transfer
from data.store import Store, StoreError, as_url, explained, open_store, shown
from data.tables import MESSAGE_TABLES, SOURCE_TABLES


def copy_store(store: Store, target: Path) -> None:
    """Writes the store as it stands at one moment to `target`, which then is a store file that was looked over."""
    if store.path is None:
        _draw_off(store, target)
        return
    with explained(store.url), closing(connect(store.path)) as reading:
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


def _draw_off(store: Store, target: Path) -> None:
    """The data of a store on a server, in a new file; without sessions and log, which no figure reads."""
    copy = open_store(as_url(str(target)), create=True)
    try:
        transfer(store, copy, [*SOURCE_TABLES, *MESSAGE_TABLES, "opslag", "imports", "afgekeurd", "bevindingen"])
    finally:
        copy.engine.dispose()


def store_file(store: Store) -> Path:
    """The file of the store; a database on a server has its own way of copying."""
    if store.path is None:
        raise StoreError(
            f"Deze opslag staat op een databaseserver. Maak een kopie met: pg_dump --format=custom --file=KOPIE "
            f"{shown(store.url)}. Hoe u die terugzet, staat in docs/beheer.md."
        )
    return store.path

"""How is the store copied while others read and write, and how is a copy used again?"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from data.importing.pseudonyms import key_path
from data.store import Store, StoreError, explained


def copy_store(store: Store, target: Path) -> None:
    """Writes the store as it stands at one moment to `target`, which then is a store file."""
    source = _source(store)
    with (
        explained(store.url),
        closing(sqlite3.connect(source)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        # All pages in one step: the copy is of one moment, and writers do not restart it.
        reading.backup(writing, pages=-1)
        writing.execute("PRAGMA journal_mode = DELETE")


def back_up(store: Store, target: Path) -> list[Path]:
    """Copies the store, and its key when it has a key file, into `target`; gives the files made.

    `target` is a file, or a folder. Nothing is overwritten. A copy that is half done keeps another name.
    """
    source = _source(store)
    target = target / source.name if target.is_dir() else target
    key = key_path(store)
    key_target = target.with_name(target.name + ".key")
    for file in (target, key_target):
        if file.exists():
            raise StoreError(f"{file} bestaat al. Kies een andere plek voor de kopie.")
    draft = target.with_name(target.name + ".bezig")
    made = [target]
    try:
        draft.unlink(missing_ok=True)
        copy_store(store, draft)
        if key is not None and key.exists():
            _copy_key(key, key_target)
            made.append(key_target)
        os.replace(draft, target)
    except OSError as error:
        raise StoreError(f"De kopie naar {target} is mislukt. Controleer de map, de rechten en de ruimte.") from error
    finally:
        draft.unlink(missing_ok=True)
    return made


def _source(store: Store) -> Path:
    if store.path is None:
        raise StoreError(
            "Een kopie maken kan zo alleen van een SQLite-bestand. Gebruik de kopie van uw databaseserver."
        )
    return store.path


def _copy_key(key: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as writing, key.open("rb") as reading:
        shutil.copyfileobj(reading, writing)

"""Which store holds the example municipality, for every test that wants to look at it?

Built once per state of the code: the file waits in the folder for temporary files under a name that is the hash of
everything under `data/`. Each session works on a copy of its own, so no test can spoil it for another.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READ = {".py", ".csv", ".toml"}


def code_hash() -> str:
    """The hash of all that decides what the example store holds."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "data").rglob("*")):
        if path.is_file() and path.suffix in READ:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def built_store() -> Path:
    """The file of a finished example store; of two builders at once the last one to finish wins, both are whole."""
    from data.example import build
    from data.store import close, open_store

    folder = Path(tempfile.gettempdir()) / f"cijfertafel-tests-{os.getuid() if hasattr(os, 'getuid') else 'w'}"
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"voorbeeld-{code_hash()}.sqlite"
    if not target.exists():
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            path = Path(scratch) / "voorbeeld.sqlite"
            store = open_store(str(path), create=True)
            build(store)
            close(store.url)
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            for old in sorted(folder.glob("voorbeeld-*.sqlite"), key=lambda each: each.stat().st_mtime)[:-3]:
                old.unlink(missing_ok=True)
            path.replace(target)
    return target


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of an example store that this session may read; a test that writes copies it first."""
    path = tmp_path_factory.mktemp("voorbeeld") / "voorbeeld.sqlite"
    shutil.copyfile(built_store(), path)
    return path

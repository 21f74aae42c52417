"""Which store holds the example municipality, for every test that wants to look at it?

Built once per state of the code: the file waits in the folder for temporary files under a name that is the hash of
everything under `data/` and `metrics/`. All tests look at the same file, so what one of them had decided about small
numbers need not be decided again by another. A test that writes works on a copy.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from data.store import Store
from tests.places import ON_SERVER, copy_database, example_database, new_place

ROOT = Path(__file__).resolve().parent.parent
READ = {".py", ".csv", ".toml"}
LONGEST_BUILD = 600.0
"""Seconds after which a lock is of a run that was cut short."""


def code_hash(*also: Path) -> str:
    """The hash of all that decides what a built store holds."""
    digest = hashlib.sha256()
    for path in (*sorted(path for place in ("data", "metrics") for path in (ROOT / place).rglob("*")), *also):
        if path.is_file() and path.suffix in READ:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def built_store() -> Path:
    """The file of a finished example store."""
    from data.example import build

    return built("voorbeeld", build)


def built(name: str, fill: Callable[[Store], object], *also: Path) -> Path:
    """The file of a finished store that `fill` filled. One process builds it; the others wait.

    `also` are files outside `data/` and `metrics/` that decide what it holds.
    """
    folder = Path(tempfile.gettempdir()) / f"cijfertafel-tests-{os.getuid() if hasattr(os, 'getuid') else 'w'}"
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"{name}-{code_hash(*also)}.sqlite"
    lock = target.with_suffix(".bezig")
    while not target.exists():
        try:
            lock.mkdir()
        except FileExistsError:
            _wait(lock)
            continue
        try:
            _build(target, fill)
        finally:
            lock.rmdir()
    return target


def _wait(lock: Path) -> None:
    """A moment; a lock of a run that was cut short is taken away."""
    time.sleep(0.2)
    try:
        if time.time() - lock.stat().st_mtime > LONGEST_BUILD:
            lock.rmdir()
    except FileNotFoundError:
        return


def _build(target: Path, fill: Callable[[Store], object]) -> None:
    from data.store import close, open_store

    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        path = Path(scratch) / "opslag.sqlite"
        store = open_store(str(path), create=True)
        fill(store)
        close(store.url)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        kind = target.name.partition("-")[0]
        for old in sorted(target.parent.glob(f"{kind}-*.sqlite"), key=lambda each: each.stat().st_mtime)[:-3]:
            for each in (old, *(old.with_name(old.name + end) for end in ("-wal", "-shm"))):
                each.unlink(missing_ok=True)
        path.replace(target)


@pytest.fixture(scope="session")
def example_store() -> Path | str:
    """The place of an example store that everybody may read; a test that writes copies it first."""
    if not ON_SERVER:
        return built_store()
    place = new_place(Path())
    copy_example(place, place)
    return place


def copy_example(source: Path | str, target: Path | str) -> None:
    """A whole copy, also while others have something decided in the source; of a database as it was when built."""
    if isinstance(target, str):
        copy_database(example_database(built_store()), target)
        return
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)

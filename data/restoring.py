"""How does a copy take the place of the store, also while the dashboard runs, with nothing thrown away?

The copy is made ready beside the store: looked over, brought to the present release and given a new mark, so that
no figure of before is taken for one of now. Then it takes the place of the old content in one transaction, so a
crash leaves the old or the new. What was there is kept in a file beside it.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from data.connecting import connect
from data.copying import copy_store
from data.decisions import carry_over
from data.importing.pseudonyms import beside, copy_key
from data.moving import transfer
from data.store import (
    DataVersion,
    Store,
    StoreError,
    as_url,
    bring_up_to_date,
    create_engine,
    explained,
    open_store,
    shown,
    sqlite_path,
)
from data.tables import Opslag

_SQLITE = b"SQLite format 3\0"
_NO_COPY = (
    "{copy} is geen kopie van Cijfertafel. Er is niets veranderd. Kies een bestand dat is gemaakt met: "
    "python -m data backup"
)


@dataclass(frozen=True)
class Restored:
    """What a restore did: where the store that was there is kept, and whether the key came along."""

    kept: Path | None
    damaged: bool
    key: bool


def restore(url: str, copy: Path) -> Restored:
    """Puts the copy in the place of the store at `url`."""
    path = sqlite_path(url)
    if not copy.is_file():
        raise StoreError(f"De kopie {copy} bestaat niet. Controleer de naam en de map.")
    if path is None:
        return _fill(url, copy)
    if path.exists() and copy.samefile(path):
        raise StoreError(f"{copy} is de opslag zelf. Geef een kopie, gemaakt met: python -m data backup")
    draft = path.with_name(path.name + ".terug")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_ready(copy, draft)
        kept, damaged = _keep_present(path)
        _take_place(draft, path)
        return Restored(kept, damaged, _restore_key(copy, path))
    except OSError as error:
        raise StoreError(f"Terugzetten naar {path} is mislukt. Controleer de map, de rechten en de ruimte.") from error
    finally:
        _remove(draft)


def _fill(url: str, copy: Path) -> Restored:
    """The copy of a file becomes the content of a database on a server that holds nothing yet."""
    with copy.open("rb") as reading:
        if reading.read(64).startswith((b"PGDMP", b"--\n-- PostgreSQL")):
            raise StoreError(
                f"{copy} is een kopie van een databaseserver. Stop het dashboard en zet hem terug met: pg_restore "
                f"--clean --if-exists --dbname={shown(url)} {copy}"
            )
    with explained(url):
        engine = create_engine(url)
        present = sa.inspect(engine).get_table_names()
        engine.dispose()
    if present:
        raise StoreError(
            f"{shown(url)} is niet leeg: er is niets veranderd. Maak een lege database met createdb, en noem die in "
            "CIJFERTAFEL_STORE. Een kopie van een databaseserver zet u terug met pg_restore."
        )
    with TemporaryDirectory(prefix="cijfertafel-") as folder:
        draft = Path(folder) / "draft.sqlite"
        _make_ready(copy, draft)
        source = open_store(as_url(str(draft)))
        try:
            transfer(source, open_store(url, create=True))
        finally:
            source.engine.dispose()
    return Restored(None, False, False)


def _make_ready(copy: Path, draft: Path) -> None:
    """A draft of the present release with a new mark; StoreError when the copy is damaged or no store."""
    _remove(draft)
    with copy.open("rb") as reading:
        if reading.read(len(_SQLITE)) != _SQLITE:
            raise StoreError(_NO_COPY.format(copy=copy))
    with explained(as_url(str(copy))):
        _copy_file(copy, draft)
        with closing(sqlite3.connect(draft)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not {"opslag", "alembic_version"} <= tables:
        raise StoreError(_NO_COPY.format(copy=copy))
    url = as_url(str(draft))
    store = Store(url, create_engine(url))
    try:
        with explained(as_url(str(copy))):
            bring_up_to_date(store, keep_older=False)
            _renew_mark(store)
    except StoreError as error:
        raise StoreError(str(error).replace(str(draft), str(copy))) from error
    finally:
        store.engine.dispose()


def _copy_file(copy: Path, draft: Path) -> None:
    # The copy itself must not change, nor get files beside it.
    with (
        closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(draft)) as writing,
    ):
        reading.backup(writing, pages=-1)
        if (found := writing.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(f"database disk image is malformed: {found}")


def _renew_mark(store: Store) -> None:
    old = store.version()
    mark = uuid.uuid4().hex[:12]
    with store.transaction() as connection:
        connection.execute(sa.update(Opslag).values(stand_id=mark))
        carry_over(connection, old, DataVersion(mark, old.wijziging))


def _keep_present(path: Path) -> tuple[Path | None, bool]:
    """Where the present store is kept, and whether it was too damaged to copy and so was moved away whole."""
    if not path.is_file() or not path.stat().st_size:
        return None, False
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = path.with_name(f"{path.name}.vervangen-{moment}")
    present = Store(as_url(str(path)), create_engine(as_url(str(path))))
    try:
        copy_store(present, kept)
        with closing(sqlite3.connect(kept)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except StoreError as error:
        _remove(kept)
        if not isinstance(error.__cause__, sqlite3.DatabaseError) or isinstance(
            error.__cause__, sqlite3.OperationalError
        ):
            raise
        damaged = path.with_name(f"{path.name}.beschadigd-{moment}")
        for end in ("-wal", "-shm", ""):
            if (file := path.with_name(path.name + end)).exists():
                os.replace(file, damaged.with_name(damaged.name + end))
        return damaged, True
    finally:
        present.engine.dispose()
    if tables and "opslag" not in tables:
        _remove(kept)
        raise StoreError(f"{path} is geen opslag van Cijfertafel. Kies een andere plek met CIJFERTAFEL_STORE.")
    return kept, False


def _take_place(draft: Path, path: Path) -> None:
    """All pages in one transaction of the store, so that whoever works with it sees the old or the new."""
    with (
        explained(as_url(str(path))),
        closing(connect(draft)) as reading,
        closing(connect(path)) as writing,
    ):
        reading.backup(writing, pages=-1)
        writing.execute("PRAGMA journal_mode = WAL")
        writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _restore_key(copy: Path, path: Path) -> bool:
    """The key of the copy becomes the key of the store; another one that was there is kept beside it."""
    given, present = beside(copy), beside(path)
    if not given.is_file():
        return False
    if present.exists():
        if present.read_bytes() == given.read_bytes():
            return True
        moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        os.replace(present, present.with_name(f"{present.name}.vervangen-{moment}"))
    copy_key(given, present)
    return True


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)

"""Where do the figures live, is that place usable, and which version of the data is it?

The store is one SQLite file, or a PostgreSQL database by URL. Opening it upgrades a store of an older
release in place; one of a newer release, a damaged file or a file of something else is refused
with a `StoreError`, whose text is a Dutch sentence for the user.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data.engines import Lock, as_address, explained, kind_of
from data.faults import DAMAGED, StoreBusy, StoreError, shown, sqlite_path
from data.migrations import HEAD

__all__ = [
    "DEFAULT_PATH", "DataVersion", "Lock", "Store", "StoreBusy", "StoreError", "as_url", "bring_up_to_date", "close",
    "create_engine", "examine", "explained", "open_store", "shown", "sqlite_path", "store_exists", "store_url",
]  # fmt: skip

DEFAULT_PATH = Path(__file__).resolve().parent / "cijfertafel.sqlite"


@dataclass(frozen=True)
class DataVersion:
    """Which data a figure was computed from: the store, and the last change that figures can see."""

    stand_id: str
    wijziging: int

    @classmethod
    def seen_by(cls, connection: Connection) -> DataVersion:
        """The version as an open transaction sees it."""
        return cls(*connection.exec_driver_sql(kind_of(connection).version).one())

    def __str__(self) -> str:
        return f"{self.stand_id}-{self.wijziging}"


@dataclass(frozen=True)
class Store:
    """An opened store of the present release."""

    url: str = field(repr=False)
    """May hold a password, so it is never shown; see `shown`."""
    engine: Engine = field(repr=False, compare=False)

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for a database on a server."""
        return sqlite_path(self.url)

    def version(self) -> DataVersion:
        """The data version, in one cheap query: every figure asks it, so it goes straight to the driver."""
        with explained(self.url), closing(self.engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
            cursor.execute(kind_of(self.url).version)
            row = self._found(cursor.fetchone())
        return DataVersion(str(row[0]), int(row[1]))

    def is_example(self) -> bool:
        """Whether the store holds the invented municipality."""
        return bool(self._one("SELECT voorbeeld FROM opslag WHERE id = 1")[0])

    def is_empty(self) -> bool:
        """Whether no file was ever read into it."""
        return int(self._one("SELECT COUNT(*) FROM imports")[0]) == 0

    @contextmanager
    def transaction(self, *locks: Lock) -> Iterator[Connection]:
        """One writing transaction: the write lock from the first statement on, all or nothing.

        `locks` says what is written; without it the data are.
        """
        kind = kind_of(self.url)
        try:
            with explained(self.url), self.engine.connect() as connection:
                connection = connection.execution_options(**kind.writing)
                with connection.begin():
                    kind.take(connection, locks or (Lock.DATA,))
                    yield connection
        except StoreError:
            kind.after_failure(self.engine)
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One reading transaction: everything read in it belongs to the same moment."""
        with explained(self.url), self.engine.connect() as connection:
            connection = connection.execution_options(**kind_of(self.url).reading)
            with connection.begin():
                yield connection

    def _one(self, query: str) -> tuple[Any, ...]:
        with self.reading() as connection:
            return self._found(connection.execute(sa.text(query)).first())

    def _found(self, row: Any) -> Any:
        if row is None:
            raise StoreError(DAMAGED.format(place=shown(self.url)))
        return row


def store_url() -> str:
    """The database URL of the store, from CIJFERTAFEL_STORE (a path or URL) or the default file."""
    return as_url(os.environ.get("CIJFERTAFEL_STORE", "").strip() or str(DEFAULT_PATH))


def as_url(place: str) -> str:
    """A database URL for a path or URL."""
    return as_address(place) if "://" in place else f"sqlite:///{os.path.realpath(os.path.expanduser(place))}"


def store_exists(url: str | None = None) -> bool:
    """Whether there is a store to open; says nothing about its release or health."""
    url = url or store_url()
    path = sqlite_path(url)
    if path is not None:
        return path.is_file() and path.stat().st_size > 0
    with explained(url):
        return sa.inspect(_engine(url)).has_table("opslag")


def open_store(url: str | None = None, *, create: bool = False) -> Store:
    """The store at `url` (default: `store_url()`), upgraded when it is of an older release.

    Without `create` a store that does not exist is an error; with it, an empty one is made.
    """
    url = as_url(url) if url else store_url()
    if missing := kind_of(url).missing(url):
        if not create:
            raise StoreError(missing)
        kind_of(url).make_place(url)
    store = Store(url, _engine(url))
    with explained(url):
        bring_up_to_date(store, create=create)
    return store


def bring_up_to_date(store: Store, *, create: bool = False, keep_older: bool = True) -> None:
    """Upgrades a store of an older release; `keep_older` keeps a copy of how it was beside it."""
    with store.engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())
    if not tables and create:
        _migrate(store)
    elif not tables and store.path is None:
        raise StoreError(f"Er is nog geen opslag in {shown(store.url)}. Maak er een met: python -m data new")
    elif "opslag" not in tables or "alembic_version" not in tables:
        raise StoreError(
            f"{shown(store.url)} is geen opslag van Cijfertafel. Kies een andere plek met CIJFERTAFEL_STORE."
        )
    else:
        found = store._one("SELECT version_num FROM alembic_version")[0]
        if found != HEAD:
            _migrate(store, str(found), keep_older)
    _add_registers(store, tables)


def _add_registers(store: Store, present: set[str]) -> None:
    """Registers, stories and shapes need no migration: a table that the store does not have yet is made empty."""
    from data.tables import REGISTER_TABLES, SHAPE_TABLES, STORY_TABLES, Table

    names = [str(table.__tablename__) for table in (*REGISTER_TABLES, *STORY_TABLES, *SHAPE_TABLES)]
    missing = [Table.metadata.tables[name] for name in names if name not in present]
    if missing:
        with store.transaction() as connection:
            Table.metadata.create_all(connection, tables=missing)


def _migrate(store: Store, found: str | None = None, keep_older: bool = False) -> None:
    # Alembic is slow to import and hardly ever needed: only a new or older store pays for it.
    from data.migrations.upgrade import knows, upgrade

    if found is not None and not knows(found):
        raise StoreError(
            f"De opslag {shown(store.url)} is gemaakt met een nieuwere versie van Cijfertafel. "
            "Werk Cijfertafel bij, of kies een andere opslag met CIJFERTAFEL_STORE."
        )
    with store.transaction(*Lock) as connection:
        if found is not None:
            now = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            if now == HEAD:  # another process was first
                return
            if keep_older and store.path is not None:
                _keep_older(store, store.path, str(now))
        upgrade(connection)


def _keep_older(store: Store, path: Path, version: str) -> None:
    """A copy of the store as it was before its upgrade, beside it; no upgrade without it.

    The caller holds the write lock, so nothing can be added between the copy and the upgrade.
    """
    from data.copying import copy_store

    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.name}.versie-{version}-{moment}")
    draft = target.with_name(target.name + ".bezig")
    try:
        copy_store(store, draft)
        os.replace(draft, target)
    except (StoreError, OSError) as error:
        draft.unlink(missing_ok=True)
        raise StoreError(
            f"De opslag {path} is van een oudere versie en moet worden bijgewerkt, maar de kopie vooraf is mislukt. "
            "Er is niets veranderd. Maak ruimte op de schijf, controleer de rechten en probeer opnieuw."
        ) from error


def examine(url: str | None = None) -> None:
    """StoreError when the store is damaged. Reads all of a file once."""
    url = as_url(url) if url else store_url()
    if kind_of(url).missing(url):
        return
    with explained(url), _engine(url).connect() as connection:
        if found := kind_of(url).examine(connection):
            raise StoreError(found.format(place=shown(url)))


def create_engine(url: str) -> Engine:
    """A new engine of which every connection is prepared."""
    return kind_of(url).create_engine(url)


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    """The engine of a store, the same one for the whole process."""
    return create_engine(url)


def close(url: str | None = None) -> None:
    """Lets go of every connection to the store, so that its files can be moved or deleted."""
    _engine(url or store_url()).dispose()

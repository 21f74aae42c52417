"""Where do the figures live, is that place usable, and which version of the data is it?

The store is one SQLite file (or another database by URL). Opening it upgrades a store of an older
release in place; one of a newer release, a damaged file or a file of something else is refused
with a `StoreError`, whose text is a Dutch sentence for the user.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from data.migrations import HEAD

DEFAULT_PATH = Path(__file__).resolve().parent / "cijfertafel.sqlite"
BUSY_MILLISECONDS = 30_000


class StoreError(Exception):
    """The store cannot be used as asked; the text says why and what to do, in Dutch."""


@dataclass(frozen=True)
class DataVersion:
    """Which data a figure was computed from: the store, and the last change that figures can see."""

    stand_id: str
    wijziging: int

    def __str__(self) -> str:
        return f"{self.stand_id}-{self.wijziging}"


@dataclass(frozen=True)
class Store:
    """An opened store of the present release."""

    url: str
    engine: Engine = field(repr=False, compare=False)

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for another database."""
        return sqlite_path(self.url)

    def version(self) -> DataVersion:
        """The data version, in one cheap query."""
        row = self._one("SELECT stand_id, wijziging FROM opslag WHERE id = 1")
        return DataVersion(str(row[0]), int(row[1]))

    def is_example(self) -> bool:
        """Whether the store holds the invented municipality."""
        return bool(self._one("SELECT voorbeeld FROM opslag WHERE id = 1")[0])

    def is_empty(self) -> bool:
        """Whether no file was ever read into it."""
        return int(self._one("SELECT COUNT(*) FROM imports")[0]) == 0

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One writing transaction: the write lock from the first statement on, all or nothing."""
        with explained(self.url), self.engine.connect() as connection:
            connection = connection.execution_options(cijfertafel_begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One reading transaction: everything read in it belongs to the same moment."""
        with explained(self.url), self.engine.connect() as connection, connection.begin():
            yield connection

    def _one(self, query: str) -> tuple[Any, ...]:
        with self.reading() as connection:
            row = connection.execute(sa.text(query)).first()
        if row is None:
            raise StoreError(f"De opslag {shown(self.url)} is beschadigd: de kenmerken ontbreken. Zet een kopie terug.")
        return row


def store_url() -> str:
    """The database URL of the store, from CIJFERTAFEL_STORE (a path or URL) or the default file."""
    return as_url(os.environ.get("CIJFERTAFEL_STORE", "").strip() or str(DEFAULT_PATH))


def as_url(place: str) -> str:
    """A database URL for a path or URL."""
    return place if "://" in place else f"sqlite:///{Path(place).expanduser().resolve()}"


def sqlite_path(url: str) -> Path | None:
    """The file behind an SQLite URL, else None."""
    parsed = sa.make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def shown(url: str) -> str:
    """How a message names the store: its path, or its URL without password."""
    return str(sqlite_path(url) or sa.make_url(url).render_as_string(hide_password=True))


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
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        if not create:
            raise StoreError(f"Er is nog geen opslag op {path}. Maak er een met: python -m data new")
        _make_folder(path)
    store = Store(url, _engine(url))
    with explained(url):
        _bring_up_to_date(store, create)
    return store


def _bring_up_to_date(store: Store, create: bool) -> None:
    with store.engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())
    if not tables and create:
        _migrate(store)
    elif "opslag" not in tables or "alembic_version" not in tables:
        raise StoreError(
            f"{shown(store.url)} is geen opslag van Cijfertafel. Kies een andere plek met CIJFERTAFEL_STORE."
        )
    else:
        found = store._one("SELECT version_num FROM alembic_version")[0]
        if found != HEAD:
            _migrate(store, str(found))


def _migrate(store: Store, found: str | None = None) -> None:
    # Alembic is slow to import and hardly ever needed: only a new or older store pays for it.
    from data.migrations.upgrade import knows, upgrade

    if found is not None and not knows(found):
        raise StoreError(
            f"De opslag {shown(store.url)} is gemaakt met een nieuwere versie van Cijfertafel. "
            "Werk Cijfertafel bij, of kies een andere opslag met CIJFERTAFEL_STORE."
        )
    with store.transaction() as connection:
        upgrade(connection)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"De map {path.parent} kan niet worden gemaakt. Kies een andere plek met CIJFERTAFEL_STORE."
        ) from error


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    """The engine of a store, the same one for the whole process."""
    return create_engine(url)


def create_engine(url: str) -> Engine:
    """A new engine of which every connection is prepared."""
    try:
        engine = sa.create_engine(url)
    except (SQLAlchemyError, ImportError) as error:
        raise StoreError(
            "CIJFERTAFEL_STORE noemt een database die niet te openen is. Geef een pad naar een bestand, of een "
            "database-adres waarvan het stuurprogramma is geïnstalleerd."
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def close(url: str | None = None) -> None:
    """Lets go of every connection to the store, so that its files can be moved or deleted."""
    _engine(url or store_url()).dispose()


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python's own transaction control starts too late for BEGIN IMMEDIATE and commits around DDL.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("cijfertafel_begin", "BEGIN"))


_CAUSES = {
    "not a database": "{place} is geen opslag van Cijfertafel. Kies een andere plek met CIJFERTAFEL_STORE.",
    "malformed": "De opslag {place} is beschadigd. Zet een kopie terug, gemaakt met: python -m data backup",
    "disk i/o": "De opslag {place} kan niet worden gelezen of geschreven. Controleer de schijf en probeer opnieuw.",
    "readonly": "De opslag {place} mag niet worden gewijzigd. Geef schrijfrechten op het bestand en zijn map.",
    "full": "De schijf is vol: er is niets opgeslagen. Maak ruimte bij {place} en probeer opnieuw.",
    "locked": "De opslag {place} is te lang bezet door een ander programma. Probeer het straks opnieuw.",
    "unable to open": "De opslag {place} kan niet worden geopend. Controleer het pad en de rechten.",
}


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turns a database error into a `StoreError` that says what to do; the cause stays attached."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        # Only the driver's own words: SQLAlchemy's text would repeat the values of the row.
        cause = str(error.orig if isinstance(error, DBAPIError) else error).lower()
        sentence = next((text for sign, text in _CAUSES.items() if sign in cause), None)
        if sentence is None and isinstance(error, DBAPIError) and not isinstance(error.orig, sqlite3.Error):
            sentence = "De database {place} is niet bereikbaar of weigert de opdracht. Controleer CIJFERTAFEL_STORE."
        if sentence is None:
            raise
        raise StoreError(sentence.format(place=shown(url))) from error

"""How is a connection to a store in a file made ready, also to one that may only be read?"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from data.faults import sqlite_path

BUSY_MILLISECONDS = 30_000
LARGEST_LOG = 64 << 20
"""Bytes that the log beside the file may keep after a large import."""
_NO_RIGHTS = ("readonly", "unable to open")


class _Immutable(sqlite3.Connection):
    """A connection that SQLite was promised that nothing changes under it; so it is used for one reading only."""


def create_sqlite_engine(url: str) -> Engine:
    """A new engine of which every connection is prepared."""
    path = sqlite_path(url)
    # An error must not repeat the values of a row: it may end in a log.
    options: dict[str, Any] = {"hide_parameters": True}
    if path is not None:
        options["creator"] = lambda: connect(path)
    engine = sa.create_engine(url, **options)
    sa.event.listen(engine, "begin", _begin_sqlite)
    sa.event.listen(engine, "checkin", _close_immutable)
    return engine


def connect(path: Path) -> sqlite3.Connection:
    """A prepared connection. Where the file and its folder may only be read it reads without a log beside it."""
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        _prepare(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if _has_log(path) or not any(sign in str(error) for sign in _NO_RIGHTS):
            raise
        # Write rights are missing, or the disk is read-only: reading needs neither log nor lock.
        uri = f"{path.resolve().as_uri()}?immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False, factory=_Immutable)
        connection.isolation_level = None
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    # Python's own transaction control starts too late for BEGIN IMMEDIATE and commits around DDL.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    # What somebody was told is kept must still be there after the power failed: NORMAL would lose the newest.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {LARGEST_LOG}")


def shrink_log(engine: Engine) -> None:
    """Gives back the room that a failed transaction took in the log, when nobody is reading at this moment."""
    with suppress(sqlite3.Error, SQLAlchemyError), engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")


def _has_log(path: Path) -> bool:
    """Whether changes may stand in the log beside the file; without reading that, the file would be half true."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _close_immutable(connection: sqlite3.Connection | None, entry: ConnectionPoolEntry) -> None:
    """Somebody with more rights may change the file later on: the next reader must look anew."""
    if isinstance(connection, _Immutable):
        entry.invalidate()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("cijfertafel_begin", "BEGIN"))

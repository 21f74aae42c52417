"""How does SQLite, one file on a disk of this machine, do what a store needs?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from data.connecting import connect, create_sqlite_engine, shrink_log
from data.engines.kind import Among, Database, Lock
from data.faults import DAMAGED, StoreError, sqlite_path

_ROWS_AT_ONCE = 20_000
_ROWS_READ_AT_ONCE = 50_000

_CAUSES = {
    "not a database": "{place} is geen opslag van Cijfertafel. Kies een andere plek met CIJFERTAFEL_STORE. Was dit uw "
    "opslag, zet dan een kopie terug met: python -m data restore KOPIE",
    "malformed": DAMAGED,
    "disk i/o": "De opslag {place} kan niet worden gelezen of geschreven. Controleer de schijf en probeer opnieuw.",
    "readonly": "De opslag {place} mag niet worden gewijzigd: er is niets opgeslagen. Geef schrijfrechten op het "
    "bestand en zijn map.",
    "full": "De schijf is vol: er is niets opgeslagen. Maak ruimte bij {place} en probeer opnieuw.",
    "locked": "De opslag {place} is te lang bezet door een ander programma. Er is niets opgeslagen; probeer het "
    "straks opnieuw.",
    "unable to open": "De opslag {place} kan niet worden geopend. Controleer het pad en de rechten.",
}


class SQLite(Database):
    """One writer at a time for the whole file, so every lock is the same lock."""

    writing: ClassVar[Mapping[str, Any]] = {"cijfertafel_begin": "BEGIN IMMEDIATE"}
    version = "SELECT stand_id, wijziging FROM opslag WHERE id = 1"

    def create_engine(self, url: str) -> Engine:
        return create_sqlite_engine(url)

    def missing(self, url: str) -> str | None:
        path = _path(url)
        return None if path.is_file() else f"Er is nog geen opslag op {path}. Maak er een met: python -m data new"

    def make_place(self, url: str) -> None:
        folder = _path(url).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"De map {folder} kan niet worden gemaakt. Kies een andere plek met CIJFERTAFEL_STORE."
            ) from error

    def driver_errors(self) -> tuple[type[Exception], ...]:
        return (sqlite3.Error,)

    def sentence(self, error: Exception) -> str | None:
        cause = str(error).lower()
        return next((text for sign, text in _CAUSES.items() if sign in cause), None)

    def is_busy(self, error: object) -> bool:
        return "locked" in str(error).lower()

    def take(self, connection: Connection, locks: Sequence[Lock]) -> None:
        """BEGIN IMMEDIATE took the one lock that there is."""

    @contextmanager
    def turn(self, url: str) -> Iterator[Callable[[], bool]]:
        # An empty database beside the store, locked as SQLite locks: the system lets go when the process is gone, and a
        # worker that outlives it has no share in it. The file stays: without it two could lock two files of one name.
        path = _path(url)
        beside = sqlite3.connect(path.with_name(f"{path.name}.beslissen"), timeout=0, isolation_level=None)
        with closing(beside):
            yield lambda: _locked(beside)

    def after_failure(self, engine: Engine) -> None:
        shrink_log(engine)

    def examine(self, connection: Connection) -> str | None:
        return None if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok" else DAMAGED

    def rows(
        self,
        connection: Connection,
        table: str,
        schema: Mapping[str, pl.DataType],
        among: Among | None,
    ) -> pl.DataFrame:
        query = f"SELECT {', '.join(schema)} FROM {table}"
        if among is not None:
            query += f" WHERE {among[0]} IN ({', '.join('?' * len(among[1]))})"
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(query, tuple(among[1]) if among is not None else ())
            parts = []
            while rows := cursor.fetchmany(_ROWS_READ_AT_ONCE):
                parts.append(_typed(rows, schema))
        return pl.concat(parts) if parts else pl.DataFrame(schema=dict(schema))

    def insert(self, connection: Connection, table: str, rows: pl.DataFrame, suffix: str = "") -> None:
        marks = ", ".join("?" * rows.width)
        _execute(connection, f"INSERT INTO {table} ({', '.join(rows.columns)}) VALUES ({marks}){suffix}", rows)

    def delete(self, connection: Connection, table: str, keys: pl.DataFrame) -> None:
        where = " AND ".join(f"{name} = ?" for name in keys.columns)
        _execute(connection, f"DELETE FROM {table} WHERE {where}", keys)

    def continue_numbers(self, connection: Connection, tables: Sequence[sa.Table]) -> None:
        """A new row gets the number after the highest by itself."""

    def column_folder(self, url: str) -> Path | None:
        path = _path(url)
        return path.with_name(path.name + ".kolommen")

    def before_removal(self, connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")

    def wipe(self, url: str, tables: Sequence[str]) -> bool:
        try:
            with closing(connect(_path(url))) as connection:
                connection.execute("VACUUM")
                return bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
        except (sqlite3.OperationalError, DBAPIError):
            return False


def _locked(connection: sqlite3.Connection) -> bool:
    """False when somebody else has it locked. Where no file may be made, the store itself says what is wrong."""
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        return "locked" not in str(error)
    return True


def _path(url: str) -> Path:
    path = sqlite_path(url)
    if path is None:
        raise StoreError("CIJFERTAFEL_STORE noemt geen bestand. Geef een pad naar een bestand.")
    return path


def _execute(connection: Connection, statement: str, rows: pl.DataFrame) -> None:
    # Text for days and moments: Python's own conversion is slow. A moment stands in UTC, without saying so.
    rows = rows.with_columns(
        pl.col(pl.Date).dt.to_string("%Y-%m-%d"), pl.col(pl.Datetime).dt.to_string("%Y-%m-%d %H:%M:%S%.6f")
    )
    # The driver itself, since SQLAlchemy would look at every row once more. The store explains its errors.
    with closing(connection.connection.cursor()) as cursor:
        for part in rows.iter_slices(_ROWS_AT_ONCE):
            cursor.executemany(statement, part.rows())


def _typed(rows: Sequence[Sequence[object]], schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    columns = zip(*rows, strict=True)
    return pl.DataFrame([_series(name, values, schema[name]) for name, values in zip(schema, columns, strict=True)])


def _series(name: str, values: Sequence[object], dtype: pl.DataType) -> pl.Series:
    # SQLite hands over dates as text, yes/no as 0 and 1 and whole euros as int.
    if dtype == pl.Date:
        return pl.Series(name, values, pl.String).str.to_date("%Y-%m-%d")
    if dtype == pl.Datetime:
        text = pl.Series(name, values, pl.String).str.slice(0, 26)
        return text.str.to_datetime(time_unit="us").dt.replace_time_zone("UTC")
    if dtype == pl.Boolean:
        return pl.Series(name, values, pl.Int64).cast(pl.Boolean)
    return pl.Series(name, values, dtype, strict=dtype != pl.Float64)

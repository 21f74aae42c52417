"""How does PostgreSQL, a server that several dashboards share, do what a store needs?

Rows go in and out by COPY, which is the fastest road there is. Reading is one REPEATABLE READ transaction, so
everything read in it is of one moment. Writers wait for each other by advisory locks, which the server lets go itself
when a process dies.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from data.engines.kind import Among, Database, Lock
from data.engines.postgresql_faults import busy, sentence_of
from data.faults import StoreError

FOLDER_VARIABLE = "CIJFERTAFEL_KOLOMMEN"
WAIT_MILLISECONDS = 30_000
"""How long a writer waits for another one; as long as with a file."""
_CONNECT_SECONDS = 10
_ROWS_AT_ONCE = 50_000
_TURN = 71_003
"""The number of the turn to decide, beside those of `Lock`."""
_NOTICED = {"tcp_keepalives_idle": 30, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}
"""After a minute the server lets go of a machine that fell away; of a process that died it hears at once."""
_NULL = "\\N"
"""In COPY null, where it stands without quotes; all text has quotes."""


class PostgreSQL(Database):
    """A database on a server. The place for column files is this machine's own, since others cannot reach it."""

    reading: ClassVar[Mapping[str, Any]] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    # Putting a copy back makes the table anew, and with it this number: no figure of before is taken for one of now.
    version = "SELECT stand_id || to_hex(tableoid::bigint), wijziging FROM opslag WHERE id = 1"

    def create_engine(self, url: str) -> Engine:
        parsed = sa.make_url(url)
        own = f"-c timezone=UTC -c lock_timeout={WAIT_MILLISECONDS}"
        given = parsed.query.get("options", "")
        options: dict[str, Any] = {
            "options": f"{given if isinstance(given, str) else ' '.join(given)} {own}".strip(),
            "connect_timeout": int(str(parsed.query.get("connect_timeout", _CONNECT_SECONDS))),
            "application_name": parsed.query.get("application_name", "cijfertafel"),
        }
        try:
            # A server that was started again closes every connection: each is tried before it is used.
            return sa.create_engine(url, connect_args=options, pool_pre_ping=True, hide_parameters=True)
        except (SQLAlchemyError, ImportError) as error:
            raise StoreError(
                "Het stuurprogramma voor PostgreSQL ontbreekt. Installeer het met: pip install -r requirements.txt, en "
                "laat het adres in CIJFERTAFEL_STORE beginnen met postgresql://."
            ) from error

    def missing(self, url: str) -> str | None:
        return None

    def make_place(self, url: str) -> None:
        """The database itself is made by whoever keeps the server."""

    def driver_errors(self) -> tuple[type[Exception], ...]:
        import psycopg  # only here: a store in a file need not load it

        return (psycopg.Error,)

    def sentence(self, error: Exception) -> str | None:
        return sentence_of(error)

    def is_busy(self, error: object) -> bool:
        return busy(error)

    def take(self, connection: Connection, locks: Sequence[Lock]) -> None:
        for lock in sorted(locks):
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(int(lock))))

    @contextmanager
    def turn(self, url: str) -> Iterator[Callable[[], bool]]:
        # A lock of the connection and not of a transaction: an open transaction of minutes keeps VACUUM from its work.
        engine = self.create_engine(url)
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for name, value in _NOTICED.items():
                    connection.exec_driver_sql(f"SET {name} = {value}")
                yield lambda: bool(connection.execute(sa.select(sa.func.pg_try_advisory_lock(_TURN))).scalar())
        finally:
            engine.dispose()

    def after_failure(self, engine: Engine) -> None:
        """The server takes back by itself what a failed transaction wrote."""

    def examine(self, connection: Connection) -> str | None:
        """Whether pages are whole is for the server to say, by its checksums."""
        return None

    def rows(
        self,
        connection: Connection,
        table: str,
        schema: Mapping[str, pl.DataType],
        among: Among | None,
    ) -> pl.DataFrame:
        where = f" WHERE {among[0]} = ANY(%s)" if among is not None else ""
        query = f"COPY (SELECT {', '.join(schema)} FROM {table}{where}) TO STDOUT (FORMAT csv)"
        found = io.BytesIO()
        with _driver(connection).cursor().copy(query, [list(among[1])] if among is not None else None) as copy:
            for part in copy:
                found.write(part)
        if not found.tell():
            return pl.DataFrame(schema=dict(schema))
        found.seek(0)
        text = pl.read_csv(found, has_header=False, new_columns=list(schema), infer_schema=False, encoding="utf8")
        return text.select(_typed(name, dtype) for name, dtype in schema.items())

    def insert(self, connection: Connection, table: str, rows: pl.DataFrame, suffix: str = "") -> None:
        if rows.is_empty():
            return
        names = ", ".join(rows.columns)
        if not suffix:
            _copy(connection, table, rows)
            return
        beside = _beside(connection, table, rows)
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) SELECT {names} FROM {beside}{suffix}")
        connection.exec_driver_sql(f"DROP TABLE {beside}")

    def delete(self, connection: Connection, table: str, keys: pl.DataFrame) -> None:
        if keys.is_empty():
            return
        beside = _beside(connection, table, keys)
        where = " AND ".join(f"{table}.{name} = {beside}.{name}" for name in keys.columns)
        connection.exec_driver_sql(f"DELETE FROM {table} USING {beside} WHERE {where}")
        connection.exec_driver_sql(f"DROP TABLE {beside}")

    def continue_numbers(self, connection: Connection, tables: Sequence[sa.Table]) -> None:
        for table in tables:
            if (column := table.autoincrement_column) is not None:
                connection.exec_driver_sql(
                    f"SELECT setval(sequence, highest) FROM (SELECT pg_get_serial_sequence('{table.name}', "
                    f"'{column.name}') AS sequence, MAX({column.name}) AS highest FROM {table.name}) AS found "
                    "WHERE sequence IS NOT NULL AND highest IS NOT NULL"
                )

    def column_folder(self, url: str) -> Path | None:
        """One folder per store, which every process of this machine shares."""
        given = os.environ.get(FOLDER_VARIABLE, "").strip()
        try:
            home = Path(os.environ.get("XDG_CACHE_HOME", "").strip() or Path.home() / ".cache")
        except RuntimeError:
            # Whoever runs this has no home: reading goes on without column files.
            return Path(given) if given else None
        parsed = sa.make_url(url)
        mark = hashlib.sha256(parsed.render_as_string(hide_password=True).encode()).hexdigest()[:12]
        return (Path(given) if given else home / "cijfertafel") / f"{parsed.database}-{mark}"

    def before_removal(self, connection: Connection) -> None:
        """Deleted rows are overwritten afterwards, by writing their tables anew."""

    def wipe(self, url: str, tables: Sequence[str]) -> bool:
        engine = self.create_engine(url)
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in tables:
                    connection.exec_driver_sql(f"VACUUM FULL {table}")
            return True
        except DBAPIError as error:
            if not busy(error.orig):
                raise
            return False
        finally:
            engine.dispose()


def _driver(connection: Connection) -> Any:
    """The connection of psycopg itself."""
    return connection.connection.driver_connection


def _beside(connection: Connection, table: str, rows: pl.DataFrame) -> str:
    """A temporary table with these rows, in the types of the columns of `table`."""
    name = f"erbij_{secrets.token_hex(6)}"
    columns = ", ".join(rows.columns)
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA"
    )
    _copy(connection, name, rows)
    return name


def _copy(connection: Connection, table: str, rows: pl.DataFrame) -> None:
    plain = rows.with_columns(
        # The one character that PostgreSQL cannot keep; with its replacement two keys stay two keys.
        pl.col(pl.String).str.replace_all("\x00", "\N{REPLACEMENT CHARACTER}", literal=True),
        pl.col(pl.Date).dt.to_string("%Y-%m-%d"),
        pl.col(pl.Datetime).dt.to_string("%Y-%m-%d %H:%M:%S%.6f"),
        *((pl.lit("\\x") + pl.col(name).bin.encode("hex")).alias(name) for name in _binary(rows)),
    )
    statement = f"COPY {table} ({', '.join(rows.columns)}) FROM STDIN (FORMAT csv, NULL '{_NULL}')"
    with _driver(connection).cursor().copy(statement) as copy:
        for part in plain.iter_slices(_ROWS_AT_ONCE):
            copy.write(part.write_csv(include_header=False, quote_style="non_numeric", null_value=_NULL))


def _binary(rows: pl.DataFrame) -> list[str]:
    return [name for name, dtype in rows.schema.items() if dtype == pl.Binary]


def _typed(name: str, dtype: pl.DataType) -> pl.Expr:
    """A column of text, as COPY writes it, in its own type."""
    text = pl.col(name)
    if dtype == pl.Boolean:
        return text == "t"
    if dtype == pl.Date:
        return text.str.to_date("%Y-%m-%d")
    if dtype == pl.Datetime:
        # The connection is set to UTC, which PostgreSQL writes as +00 where the column has a zone.
        moment = text.str.strip_suffix("+00").str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us")
        return moment.dt.replace_time_zone("UTC")
    if dtype == pl.Binary:
        return text.str.strip_prefix("\\x").str.decode("hex")
    return text.cast(dtype)

"""Where does a test put its stores: in files, or in databases of a real PostgreSQL?

`CIJFERTAFEL_TEST_STORE=postgresql` lets the same tests work on databases. What is about a file itself is marked
`sqlite` and skipped there. Making a database takes longer than most tests, so the next test gets one that was used.
"""

from __future__ import annotations

import os
import shutil
import uuid
from enum import Enum
from functools import cache
from pathlib import Path

import polars as pl
import sqlalchemy as sa

from data.engines import kind_of
from data.frames import read_frame
from data.log import log
from data.migrations import HEAD
from data.moving import transfer
from data.store import Store, as_url, close, open_store
from data.tables import Table
from tests.postgres_server import server

ON_SERVER = os.environ.get("CIJFERTAFEL_TEST_STORE", "") == "postgresql"


class _Left(Enum):
    """What the last test left in a database."""

    NOTHING = "no table"
    STORE = "a store of the present release"
    OTHER = "something else"


_free: dict[_Left, list[str]] = {left: [] for left in _Left}


def new_place(folder: Path, name: str = "opslag.sqlite") -> Path | str:
    """A place without a store: what CIJFERTAFEL_STORE may name, by `str`."""
    if not ON_SERVER:
        return folder / name
    if _free[_Left.NOTHING]:
        return server().place(_free[_Left.NOTHING].pop())
    if _free[_Left.OTHER]:
        database = _free[_Left.OTHER].pop()
        server().say("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", database=database)
        return server().place(database)
    return server().place(server().create())


def place_to_fill(folder: Path, name: str) -> Path | str:
    """A place for `fill_empty`: a database that needs only be emptied, when there is one."""
    return server().place(_free[_Left.STORE].pop()) if ON_SERVER and _free[_Left.STORE] else new_place(folder, name)


def fill_empty(place: Path | str, empty: Path | str) -> None:
    """Puts an empty store of the present release in a place; faster than making one."""
    if isinstance(place, Path):
        shutil.copyfile(empty, place)
        return
    _empty(open_store(place, create=True))


def empty_store(folder: Path) -> Path | str:
    """An empty store to copy from."""
    place = new_place(folder, "empty.sqlite")
    open_store(str(place), create=True)
    close(as_url(str(place)))
    return place


def give_back(place: Path | str) -> None:
    """Lets go of a place that nobody uses any more."""
    url = as_url(str(place))
    if (waiting := log.stores.pop(url, None)) is not None:
        waiting.flush()
    if isinstance(place, str):
        _free[_left(place)].append(_database(place))
    close(url)


def copy_database(source: str, target: str) -> None:
    """Makes the database `target` anew as a copy of `source`, to which nobody may be connected."""
    close(as_url(target))
    server().drop(_database(target))
    server().say(f"CREATE DATABASE {_database(target)} TEMPLATE {_database(source)}")


@cache
def example_database(built: Path) -> str:
    """A database with what the built example holds, to copy from."""
    place = server().place(server().create())
    source, target = open_store(str(built)), open_store(place, create=True)
    transfer(source, target)
    close(source.url)
    close(target.url)
    return place


def _left(place: str) -> _Left:
    kind = kind_of(place)
    engine = kind.create_engine(place)
    try:
        with engine.connect() as connection:
            found = set(sa.inspect(connection).get_table_names())
            if not found:
                return _Left.NOTHING
            if found != {*Table.metadata.tables, "alembic_version"}:
                return _Left.OTHER
            release = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            return _Left.STORE if release == HEAD else _Left.OTHER
    finally:
        engine.dispose()


def _empty(store: Store) -> None:
    """As it was when it was made, with another mark, so that nothing of before is taken for it."""
    tables = Table.metadata.sorted_tables
    filled = sa.text(" UNION ALL ".join(f"(SELECT '{table.name}' FROM {table.name} LIMIT 1)" for table in tables))
    seeds = _seeds()
    with store.transaction() as connection:
        found = set(connection.execute(filled).scalars())
        for table in reversed(tables):
            if table.name in found:
                connection.execute(sa.delete(table))
        connection.execute(sa.text("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"))
        for name, rows in seeds.items():
            kind_of(connection).insert(connection, name, rows)


def _seeds() -> dict[str, pl.DataFrame]:
    mark = pl.lit(uuid.uuid4().hex[:12]).alias("stand_id")
    return {**_made(), "opslag": _made()["opslag"].with_columns(mark)}


@cache
def _made() -> dict[str, pl.DataFrame]:
    """What a store holds when it is made."""
    place = server().place(server().create())
    store = open_store(place, create=True)
    made = {name: read_frame(store, name) for name in Table.metadata.tables}
    give_back(place)
    return {name: rows for name, rows in made.items() if rows.height}


def _database(place: str) -> str:
    return place.partition("@/")[2].partition("?")[0]

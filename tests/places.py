"""Where does a test put its stores: in files, or in databases of a real PostgreSQL?

`CIJFERTAFEL_TEST_STORE=postgresql` lets the same tests work on databases. What is about a file itself is marked
`sqlite` and skipped there.
"""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

from data.moving import transfer
from data.store import as_url, close, open_store
from tests.postgres_server import server

ON_SERVER = os.environ.get("CIJFERTAFEL_TEST_STORE", "") == "postgresql"

_unused: list[str] = []
"""Databases that a test was given and did not use."""


def new_place(folder: Path, name: str = "opslag.sqlite") -> Path | str:
    """A place without a store: what CIJFERTAFEL_STORE may name, by `str`. A database stays as long as the tests run."""
    return server().place(_unused.pop() if _unused else server().create()) if ON_SERVER else folder / name


def give_back(place: Path | str) -> None:
    """Lets go of a place that nobody uses any more."""
    close(as_url(str(place)))
    if isinstance(place, str):
        database = _database(place)
        if server().is_empty(database):
            _unused.append(database)
        else:
            server().drop(database)


def fill_empty(place: Path | str, empty: Path | str) -> None:
    """Puts an empty store of the present release in a place; faster than making one."""
    if isinstance(place, str):
        copy_database(str(empty), place)
    else:
        shutil.copyfile(empty, place)


def empty_store(folder: Path) -> Path | str:
    """An empty store to copy from, to which nobody is connected."""
    place = new_place(folder, "empty.sqlite")
    url = as_url(str(place))
    open_store(url, create=True)
    close(url)
    return place


@cache
def example_database(built: Path) -> str:
    """A database with what the built example holds, to copy from."""
    place = server().place(server().create())
    source, target = open_store(str(built)), open_store(place, create=True)
    transfer(source, target)
    close(source.url)
    close(target.url)
    return place


def copy_database(source: str, target: str) -> None:
    """Makes the database `target` anew as a copy of `source`, to which nobody may be connected."""
    name = _database(target)
    close(as_url(target))
    server().drop(name)
    server().say(f"CREATE DATABASE {name} TEMPLATE {_database(source)}")


def _database(place: str) -> str:
    return place.partition("@/")[2].partition("?")[0]

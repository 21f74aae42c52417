"""Which kind of database holds the store? What a kind does in its own way stands in one class per kind.

The rest of the program asks `kind_of` and never which database it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError

from data.engines.kind import Database, Lock
from data.engines.postgresql import PostgreSQL
from data.engines.sqlite import SQLite
from data.faults import StoreBusy, StoreError, shown

__all__ = ["Database", "Lock", "as_address", "explained", "kind_of"]

_KINDS: dict[str, Database] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
_WRITTEN_SHORTER = ("postgresql://", "postgres://")


def as_address(url: str) -> str:
    """The address as SQLAlchemy wants it: PostgreSQL with the driver that is installed."""
    for short in _WRITTEN_SHORTER:
        if url.startswith(short):
            return f"postgresql+psycopg://{url.removeprefix(short)}"
    return url


def kind_of(store: str | Connection) -> Database:
    """What the database behind an address, or behind an open connection, does in its own way."""
    try:
        return _KINDS[_backend(store) if isinstance(store, str) else store.dialect.name]
    except (KeyError, ArgumentError) as error:
        raise StoreError(
            "CIJFERTAFEL_STORE noemt een database die niet te openen is. Geef een pad naar een bestand, of een adres "
            "dat begint met postgresql://."
        ) from error


@lru_cache(maxsize=64)
def _backend(url: str) -> str:
    return sa.make_url(url).get_backend_name()


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turns a database error into a `StoreError` that says what to do; the cause stays attached."""
    kind = kind_of(url)
    errors: tuple[type[Exception], ...] = (DBAPIError, *kind.driver_errors())
    try:
        yield
    except errors as error:
        # Only the driver's own words: SQLAlchemy's text would repeat the values of the row.
        original = error.orig if isinstance(error, DBAPIError) else error
        sentence = kind.sentence(original) if isinstance(original, Exception) else None
        if sentence is None:
            raise
        fault = StoreBusy if kind.is_busy(original) else StoreError
        raise fault(sentence.format(place=shown(url))) from error

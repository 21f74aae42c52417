"""What must every kind of database be able to do for the store?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import IntEnum
from pathlib import Path
from typing import Any, ClassVar

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

Among = tuple[str, Sequence[str]]
"""A text column, and the values it may have."""


class Lock(IntEnum):
    """What a writing transaction keeps others from writing. The numbers are known to every process: keep them."""

    DATA = 71_001
    SESSION = 71_002
    """Small writes of people at work: sessions, log, scenarios. They need not wait for an import."""


class Database(ABC):
    """One kind of database. Its errors are Dutch sentences with `{place}` where the store is named."""

    reading: ClassVar[Mapping[str, Any]] = {}
    """Options of a connection for one reading transaction, of one moment."""
    writing: ClassVar[Mapping[str, Any]] = {}
    version: ClassVar[str]
    """Gives the mark and the number of the last change. A store that was put back has another mark."""

    @abstractmethod
    def create_engine(self, url: str) -> Engine:
        """A new engine of which every connection is prepared."""

    @abstractmethod
    def missing(self, url: str) -> str | None:
        """Why there is nothing to open, as a sentence; None when that only shows by opening."""

    @abstractmethod
    def make_place(self, url: str) -> None:
        """What an empty store needs before it can be made."""

    @abstractmethod
    def driver_errors(self) -> tuple[type[Exception], ...]:
        """The errors of the driver itself, which SQLAlchemy did not see."""

    @abstractmethod
    def sentence(self, error: Exception) -> str | None:
        """What an error of the driver means to the user; None when it is a fault in this program."""

    @abstractmethod
    def is_busy(self, error: object) -> bool:
        """Whether trying again may help, because somebody else was writing."""

    @abstractmethod
    def take(self, connection: Connection, locks: Sequence[Lock]) -> None:
        """Waits until nobody else writes under these locks; they are let go with the transaction."""

    @abstractmethod
    def turn(self, url: str) -> AbstractContextManager[Callable[[], bool]]:
        """What tries to get the turn to decide small numbers, of which a store has one; False when somebody has it.

        Leaving the context gives it back, and so does the end of the process, however that comes about.
        """

    @abstractmethod
    def after_failure(self, engine: Engine) -> None:
        """What is done when a writing transaction failed."""

    @abstractmethod
    def examine(self, connection: Connection) -> str | None:
        """A sentence when what is stored is damaged. Reads all of it once where that is the only way."""

    @abstractmethod
    def rows(
        self,
        connection: Connection,
        table: str,
        schema: Mapping[str, pl.DataType],
        among: Among | None,
    ) -> pl.DataFrame:
        """The rows of a table in the types of `schema`; with `among` only those whose column has one of the values."""

    @abstractmethod
    def insert(self, connection: Connection, table: str, rows: pl.DataFrame, suffix: str = "") -> None:
        """Adds rows in bulk; `suffix` is an ON CONFLICT clause for keys that are there. Keys are unique in `rows`."""

    @abstractmethod
    def delete(self, connection: Connection, table: str, keys: pl.DataFrame) -> None:
        """Deletes the rows that have these values in these columns."""

    @abstractmethod
    def continue_numbers(self, connection: Connection, tables: Sequence[sa.Table]) -> None:
        """Makes that rows to come get numbers after those that were put in with theirs."""

    @abstractmethod
    def column_folder(self, url: str) -> Path | None:
        """Where column files of large tables may be kept; None when there is no such place."""

    @abstractmethod
    def before_removal(self, connection: Connection) -> None:
        """Makes that rows which this transaction deletes are overwritten, where that can be asked."""

    @abstractmethod
    def wipe(self, url: str, tables: Sequence[str]) -> bool:
        """Writes the tables anew without the places where rows stood; False when somebody kept them in use."""

"""Which cells were decided to be hidden, and for which data version?

What is decided for everybody stands under the key of the indicator. What is hidden besides from somebody who knows
some of the rows stands under that key with whose rows those are.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.frames import read_frames, read_table
from data.store import DataVersion, Store, StoreError
from data.tables import Aanmelding, Afschermblok, Afscherming, Ervaring, Levering

LARGE = 5_000
"""Rows about people, from where deciding takes more than a few seconds."""
_PEOPLE = (Aanmelding, Levering, Ervaring)
_BESIDE = " zonder "
"""Stands between the key of an indicator and whose rows are known."""
_LOG = logging.getLogger(__name__)

Kept = TypeVar("Kept")
Block = tuple[str, int]
"""Key of an indicator, and a calendar year."""


_NAMED = ("indicator", "jaar", "vingerafdruk")


def read_hidden(store: Store, **like: str | int) -> dict[tuple[str, int], pl.DataFrame]:
    """The hidden cells of each decided block of which these columns have these values, as they stood at one moment."""
    with store.reading() as connection:
        blocks = read_table(connection, "afschermblokken").filter(**like).select("indicator", "jaar").rows()
        hidden = read_table(connection, "afscherming", among=("indicator", sorted({key for key, _ in blocks})))
    lines = hidden.partition_by("indicator", "jaar", as_dict=True)
    return {block: lines.get(block, hidden.clear()) for block in blocks}


def read_blocks(store: Store) -> pl.DataFrame:
    """The decided blocks without their hidden cells."""
    return read_frames(store, ["afschermblokken"])["afschermblokken"]


def unsafe_blocks(store: Store, versie: str) -> list[tuple[str, int]]:
    """Indicators and years of which too much could be computed back, so that hardly anything of them is shown."""
    blocks = read_blocks(store)
    found = blocks.filter((pl.col("versie") == versie) & (pl.col("nauw") > 0)).sort("indicator", "jaar")
    return found.select("indicator", "jaar").rows()


def is_large(store: Store) -> bool:
    """Whether deciding takes so long that nobody should wait for it when asking a figure."""
    with store.reading() as connection:
        rows = [connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in _PEOPLE]
    return sum(rows) >= LARGE


class Made(Protocol):
    """What was decided of a block."""

    @property
    def hidden(self) -> pl.DataFrame: ...
    @property
    def cells(self) -> int: ...
    @property
    def margin(self) -> float | None: ...
    @property
    def narrow(self) -> int: ...


@dataclass(frozen=True)
class KeptDecisions:
    """The decisions in a store for one data version under one number of rules.

    `known` says whose rows somebody knows for whom they hold; '' for those that hold for everybody.
    """

    store: Store
    version: str
    rules: int
    known: str = ""

    def stored(self, indicator: str) -> dict[Block, pl.DataFrame]:
        """Hidden lines per block of an indicator whose decision holds for this data version."""
        like = {"indicator": self._name(indicator), "versie": self.version}
        return self._own(read_hidden(self.store, **like, regelversie=self.rules))

    def earlier(self, mark: str) -> dict[Block, pl.DataFrame]:
        """Hidden lines per block that was decided from numbers with this mark, for whichever data version."""
        return self._own(read_hidden(self.store, vingerafdruk=mark, regelversie=self.rules))

    def marks(self) -> dict[Block, str]:
        """The mark of every block that was decided under these rules, for whichever data version."""
        blocks = read_blocks(self.store).filter(regelversie=self.rules)
        return self._own({(name, year): mark for name, year, mark in blocks.select(_NAMED).iter_rows()})

    def count(self) -> int:
        """How many blocks are decided for this data version."""
        blocks = read_blocks(self.store).filter(versie=self.version, regelversie=self.rules)
        return len(self._own(dict.fromkeys(blocks.select(_NAMED[:2]).rows(), "")))

    def save(self, block: Block, mark: str, made: Made | None) -> None:
        """Keep a decision, or keep the earlier one for this data version as well."""
        name, year = self._name(block[0]), block[1]
        if made is None:
            renew_block(self.store, name, year, self.version)
            return
        row = Afschermblok(
            indicator=name, jaar=year, versie=self.version, regelversie=self.rules, vingerafdruk=mark,
            cellen=made.cells, verborgen=made.hidden.height, marge=made.margin, nauw=made.narrow,
        )  # fmt: skip
        write_block(self.store, row, made.hidden)

    def keep(self, block: Block, mark: str, made: Made | None) -> None:
        """Keep what was decided because somebody asked. A store that cannot be written now decides it again later."""
        try:
            if str(self.store.version()) == self.version:
                self.save(block, mark, made)
        except StoreError as error:
            _LOG.info("A decision was not kept: %s", error)

    def _name(self, indicator: str) -> str:
        return f"{indicator}{_BESIDE}{self.known}" if self.known else indicator

    def _own(self, blocks: Mapping[Block, Kept]) -> dict[Block, Kept]:
        """Those that were kept under this name, by the key of their indicator."""
        parts = {block: block[0].partition(_BESIDE) for block in blocks}
        return {(parts[block][0], block[1]): kept for block, kept in blocks.items() if parts[block][2] == self.known}


def write_block(store: Store, block: Afschermblok, hidden: pl.DataFrame) -> None:
    """The decision on one indicator and year takes the place of the earlier one. It does not raise the data version."""
    key = {"indicator": block.indicator, "jaar": block.jaar}
    lines = hidden.select("options", "per", "periode", "cel", "noemer").to_dicts()
    with store.transaction() as connection:
        for table in (Afscherming, Afschermblok):
            connection.execute(sa.delete(table).filter_by(**key))
        connection.execute(sa.insert(Afschermblok).values(**block.model_dump()))
        if lines:
            connection.execute(sa.insert(Afscherming), [{**key, **line, "afgeschermd": True} for line in lines])


def carry_over(connection: Connection, before: DataVersion, after: DataVersion) -> None:
    """What was decided for exactly these data keeps holding when only their mark changes."""
    found = sa.update(Afschermblok).filter_by(versie=str(before))
    connection.execute(found.values(versie=str(after)))


def renew_block(store: Store, indicator: str, jaar: int, versie: str) -> None:
    """The same decision holds for a later data version, because its numbers are the same."""
    with store.transaction() as connection:
        found = sa.update(Afschermblok).filter_by(indicator=indicator, jaar=jaar)
        connection.execute(found.values(versie=versie))

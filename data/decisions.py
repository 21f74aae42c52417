"""Which cells were decided to be hidden, and for which data version?"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.frames import read_frames, read_table
from data.store import DataVersion, Store
from data.tables import Aanmelding, Afschermblok, Afscherming, Ervaring, Levering

LARGE = 5_000
"""Rows about people, from where deciding takes more than a few seconds."""
_PEOPLE = (Aanmelding, Levering, Ervaring)


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


def count_decided(store: Store, versie: str, regelversie: int) -> int:
    """How many blocks are decided for a data version under these rules."""
    found = sa.select(sa.func.count()).select_from(Afschermblok).filter_by(versie=versie, regelversie=regelversie)
    with store.engine.connect() as connection:
        return int(connection.execute(found).scalar_one())


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

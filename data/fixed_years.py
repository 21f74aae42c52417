"""Which years were fixed, and what was shown of them then? Kept as protected results, so nothing of a person is in it.

A removal of somebody's data leaves them alone: a hidden number is not in them, and a visible one counts ten or more.
Fixing and reopening raise the data version, so that every process answers anew; the data stay the same, so what was
decided about small numbers keeps holding.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.decisions import carry_over
from data.log import Deed
from data.store import DataVersion, Store, StoreError
from data.tables import Logregel, Table
from data.version import raise_version

_YEARS, _FRAMES = (Table.metadata.tables[name] for name in ("vastgesteldejaren", "vastgesteldecijfers"))
REOPENING = (
    "Na heropenen tellen late gegevens weer mee en veranderen de gedeelde cijfers van dit jaar. Wie de nieuwe naast de "
    "vastgestelde legt, kan iets te weten komen over een paar mensen, en verborgen aantallen kunnen te herleiden zijn. "
    "Doe dit alleen als de vaste cijfers fout zijn."
)
"""What somebody reads before a year is reopened, on the page and on the command line."""
_ONE_YEAR = "Jaar {year} is al vastgesteld op {day:%d-%m-%Y}. Opnieuw vaststellen kan niet zonder het te heropenen."


@dataclass(frozen=True)
class FixedYear:
    """A year that was fixed by `wie`, with the data of `dataversie`, known until `peildatum`."""

    jaar: int
    moment: datetime
    wie: str
    dataversie: str
    peildatum: date

    @property
    def day(self) -> date:
        """The day on which it was fixed, here."""
        return self.moment.astimezone().date()


def fixed_years(store: Store) -> tuple[FixedYear, ...]:
    """Every fixed year, the newest first."""
    with store.reading() as connection:
        return _years(connection)


def read_shown(store: Store, jaar: int, indicator: str, per: str) -> pl.DataFrame | None:
    """What was shown of an indicator and crossing when the year was fixed; None when that was not kept."""
    found = sa.select(_FRAMES.c.inhoud).where(
        _FRAMES.c.jaar == jaar, _FRAMES.c.indicator == indicator, _FRAMES.c.per == per
    )
    with store.reading() as connection:
        content = connection.execute(found).scalar()
    return None if content is None else pl.read_ipc(io.BytesIO(content))


def fix(store: Store, year: FixedYear, shown: Iterable[tuple[str, str, pl.DataFrame]], rol: str = "") -> None:
    """Keep what is shown of a year, per indicator and crossing, in one transaction.

    StoreError when the year is fixed already, or when the data changed since they were asked.
    """
    rows = [
        {"jaar": year.jaar, "indicator": indicator, "per": per, "inhoud": _packed(frame)}
        for indicator, per, frame in shown
    ]
    with store.transaction() as connection:
        refuse_fixed(_years(connection), year.jaar)
        if str(DataVersion.seen_by(connection)) != year.dataversie:
            raise StoreError("Intussen zijn de gegevens veranderd. Er is niets vastgesteld: probeer het nog eens.")
        connection.execute(sa.insert(_YEARS).values(**asdict(year)))
        connection.execute(sa.insert(_FRAMES), rows)
        _changed(connection, Deed.FIXED, year.jaar, year.wie, rol)


def reopen(store: Store, jaar: int, who: str, rol: str = "") -> None:
    """From now on the year is answered from the rows again; StoreError when it was not fixed."""
    with store.transaction() as connection:
        connection.execute(_FRAMES.delete().where(_FRAMES.c.jaar == jaar))
        if connection.execute(_YEARS.delete().where(_YEARS.c.jaar == jaar)).rowcount == 0:
            raise StoreError(f"Jaar {jaar} is niet vastgesteld, dus er is niets te heropenen.")
        _changed(connection, Deed.REOPENED, jaar, who, rol)


def refuse_fixed(years: Sequence[FixedYear], jaar: int) -> None:
    """StoreError when the year is among these."""
    for year in years:
        if year.jaar == jaar:
            raise StoreError(_ONE_YEAR.format(year=jaar, day=year.day))


def _years(connection: Connection) -> tuple[FixedYear, ...]:
    rows = connection.execute(sa.select(_YEARS).order_by(_YEARS.c.jaar.desc())).mappings().all()
    # SQLite gives moments without a zone, and those are UTC.
    found = [FixedYear(**row) for row in rows]
    return tuple(replace(each, moment=each.moment.replace(tzinfo=each.moment.tzinfo or UTC)) for each in found)


def _changed(connection: Connection, what: Deed, jaar: int, who: str, rol: str) -> None:
    before = DataVersion.seen_by(connection)
    line = {"moment": datetime.now(UTC), "wie": who, "rol": rol, "wat": str(what), "onderwerp": f"jaar {jaar}"}
    connection.execute(sa.insert(Logregel).values(**line))
    raise_version(connection)
    carry_over(connection, before, DataVersion.seen_by(connection))


def _packed(frame: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    frame.write_ipc(content, compression="zstd")
    return content.getvalue()

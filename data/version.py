"""When do figures that were computed before no longer hold? What changes the store says so here."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from data.tables import Opslag

_STORE = Opslag.metadata.tables["opslag"]


def raise_version(connection: Connection) -> None:
    """A table that figures read has changed: figures computed before are of an older data version."""
    connection.execute(_STORE.update().values(wijziging=_STORE.c.wijziging + 1))

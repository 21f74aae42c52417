"""What went wrong with the store, in words that say what to do?"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa


class StoreError(Exception):
    """The store cannot be used as asked; the text says why and what to do, in Dutch."""


class StoreBusy(StoreError):
    """Somebody else was writing for too long; trying again may help."""


@lru_cache(maxsize=64)
def sqlite_path(url: str) -> Path | None:
    """The file behind an SQLite URL, else None."""
    parsed = sa.make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def shown(url: str) -> str:
    """How a message names the store: its path, or its URL without password."""
    address = sa.make_url(url)
    return str(sqlite_path(url) or address.set(drivername=address.get_backend_name()).render_as_string())


DAMAGED = (
    "De opslag {place} is beschadigd. Stop het dashboard en zet de nieuwste kopie terug met: "
    "python -m data restore KOPIE. Het beschadigde bestand blijft daarbij bewaard."
)

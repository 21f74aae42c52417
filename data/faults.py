"""What went wrong with the store, in words that say what to do?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError


class StoreError(Exception):
    """The store cannot be used as asked; the text says why and what to do, in Dutch."""


def sqlite_path(url: str) -> Path | None:
    """The file behind an SQLite URL, else None."""
    parsed = sa.make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def shown(url: str) -> str:
    """How a message names the store: its path, or its URL without password."""
    return str(sqlite_path(url) or sa.make_url(url).render_as_string(hide_password=True))


DAMAGED = (
    "De opslag {place} is beschadigd. Stop het dashboard en zet de nieuwste kopie terug met: "
    "python -m data restore KOPIE. Het beschadigde bestand blijft daarbij bewaard."
)

_CAUSES = {
    "not a database": "{place} is geen opslag van Cijfertafel. Kies een andere plek met CIJFERTAFEL_STORE. Was dit uw "
    "opslag, zet dan een kopie terug met: python -m data restore KOPIE",
    "malformed": DAMAGED,
    "disk i/o": "De opslag {place} kan niet worden gelezen of geschreven. Controleer de schijf en probeer opnieuw.",
    "readonly": "De opslag {place} mag niet worden gewijzigd: er is niets opgeslagen. Geef schrijfrechten op het "
    "bestand en zijn map.",
    "full": "De schijf is vol: er is niets opgeslagen. Maak ruimte bij {place} en probeer opnieuw.",
    "locked": "De opslag {place} is te lang bezet door een ander programma. Er is niets opgeslagen; probeer het "
    "straks opnieuw.",
    "unable to open": "De opslag {place} kan niet worden geopend. Controleer het pad en de rechten.",
}


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turns a database error into a `StoreError` that says what to do; the cause stays attached."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        # Only the driver's own words: SQLAlchemy's text would repeat the values of the row.
        cause = str(error.orig if isinstance(error, DBAPIError) else error).lower()
        sentence = next((text for sign, text in _CAUSES.items() if sign in cause), None)
        if sentence is None and isinstance(error, DBAPIError) and not isinstance(error.orig, sqlite3.Error):
            sentence = "De database {place} is niet bereikbaar of weigert de opdracht. Controleer CIJFERTAFEL_STORE."
        if sentence is None:
            raise
        raise StoreError(sentence.format(place=shown(url))) from error

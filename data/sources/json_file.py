"""What is in a JSON file: rows of an OData service, or shapes of areas?"""

from __future__ import annotations

import re
from typing import Any

import orjson
import polars as pl

from data.sources import Sheet, SourceError, tidy

LARGEST = 150_000_000
MOST_ROWS = 2_000_000
_NEITHER = (
    "Dit JSON-bestand is niet herkend. Lever een bestand van StatLine (OData, met 'value') of een GeoJSON van gebieden."
)


def read_json(content: bytes) -> dict[str, Any]:
    """The document; SourceError when it is too large, broken, or no object."""
    if len(content) > LARGEST:
        raise SourceError("Dit JSON-bestand is te groot. Kies bij het ophalen alleen de eigen gemeente.")
    try:
        document = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise SourceError("Dit JSON-bestand is beschadigd of niet helemaal opgehaald. Haal het opnieuw op.") from error
    if not isinstance(document, dict):
        raise SourceError(_NEITHER)
    return document


def is_geojson(document: dict[str, Any]) -> bool:
    """Whether the document calls itself GeoJSON."""
    return isinstance(document.get("type"), str) and "value" not in document


def rows_sheet(document: dict[str, Any]) -> Sheet:
    """The rows of an OData answer as a sheet; `record` counts from 2, as if the names of the columns were a head."""
    rows = document.get("value")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceError(_NEITHER)
    if len(rows) > MOST_ROWS:
        raise SourceError("Dit JSON-bestand heeft te veel rijen. Kies op StatLine minder regio's of onderwerpen.")
    if not rows:
        raise SourceError("Dit JSON-bestand heeft geen rijen. Controleer de keuze op StatLine en haal het opnieuw op.")
    header = list(dict.fromkeys(str(name) for row in rows for name in row))
    columns = [
        pl.Series(str(place), [_text(row.get(name)) for row in rows], pl.String) for place, name in enumerate(header)
    ]
    return tidy("", header, pl.DataFrame(columns), pl.repeat(False, len(rows), dtype=pl.Boolean, eager=True))


def table_of(document: dict[str, Any]) -> str | None:
    """The number of the table, from the address that an OData answer names."""
    address = str(document.get("odata.metadata") or document.get("@odata.context") or "")
    found = re.search(r"/(\d{5}[A-Za-z]{3})/", address)
    return found[1].upper() if found else None


def _text(cell: object) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, dict | list):
        raise SourceError(_NEITHER)
    return str(cell)

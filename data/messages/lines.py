"""Which lines of earlier messages does the store hold about the same clients?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
from sqlalchemy.engine import Connection

from data.frames import read_table

LINE_TABLES = ("toewijzingregels", "starts", "stops", "verzoeken")
_AT_ONCE = 400
_WHOLE_FROM = 8_000
"""From so many values on, reading the whole table is faster than asking for them."""


def rows_among(connection: Connection, table: str, column: str, values: pl.Series) -> pl.DataFrame:
    """The rows of `table` whose `column` is one of `values`, which must be unique."""
    if len(values) >= _WHOLE_FROM:
        wanted = pl.DataFrame({column: values})
        return read_table(connection, table).join(wanted, on=column, how="semi")
    texts = values.to_list()
    parts = [
        read_table(connection, table, among=(column, texts[first : first + _AT_ONCE]))
        for first in range(0, len(texts), _AT_ONCE)
    ]
    return pl.concat(parts) if parts else read_table(connection, table, among=(column, [""]))


def touched_clients(connection: Connection, fresh: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Everybody whom the new lines are about, also through a retour of a message that came in earlier."""
    answered = fresh["retouren"]["bericht"].unique()
    about = [fresh[table]["client_id"] for table in LINE_TABLES]
    if len(answered):
        about += [rows_among(connection, table, "bericht", answered)["client_id"] for table in LINE_TABLES]
    return pl.concat(about).unique()


def stored_lines(connection: Connection, clients: pl.Series, berichten: pl.Series) -> dict[str, pl.DataFrame]:
    """All stored lines of these clients, and the retours on them and on `berichten`."""
    lines = {table: rows_among(connection, table, "client_id", clients) for table in LINE_TABLES}
    asked = pl.concat([berichten, *(lines[table]["bericht"] for table in LINE_TABLES)]).unique()
    return lines | {"retouren": rows_among(connection, "retouren", "bericht", asked)}


def area_of_postcode(connection: Connection) -> dict[str, str]:
    """Areas by postcode of 4 or 6 characters, written without blanks."""
    rows = read_table(connection, "postcodes", ["postcode", "gebied"])
    return {"".join(postcode.split()).upper(): area for postcode, area in rows.iter_rows()}


def topmost_aanbieders(connection: Connection) -> dict[str, str]:
    """For every aanbieder with an ouder the one at the top; in a circle each stands for itself."""
    rows = read_table(connection, "aanbieders", ["aanbieder", "ouder"]).drop_nulls()
    parents = {child: parent for child, parent in rows.iter_rows() if parent and parent != child}
    tops = {}
    for child in parents:
        seen, top = {child}, child
        while top in parents and parents[top] not in seen:
            top = parents[top]
            seen.add(top)
        if top not in parents:
            tops[child] = top
    return tops

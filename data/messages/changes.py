"""What must change in the store when these lines come in?

Worked out beside the store; nothing is written here. A line never changes once it is there, except that a
later reading may know the area of a postcode, and a retour may turn from accepting into rejecting.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from sqlalchemy.engine import Connection

from data.frames import read_table
from data.messages.joining import Derived, derive
from data.messages.lines import LINE_TABLES, rows_among, stored_lines, topmost_aanbieders, touched_clients
from data.messages.parsed import FILE, Parsed

_NUMBERS = ["eerste_import", "laatste_import"]
_KEYS = {
    "leveringen": ["levering"],
    "toewijzingen": ["wet", "gemeente", "nummer", "toewijzingsdatum", "tijd", "client_id"],
}


@dataclass(frozen=True)
class Changes:
    """`upserts` per table; `removals` per derived table the keys to drop; `counts` per file: nieuw, gewijzigd."""

    upserts: dict[str, pl.DataFrame]
    removals: dict[str, pl.DataFrame]
    counts: pl.DataFrame

    @property
    def figures_change(self) -> bool:
        """Whether any table that a figure reads changes."""
        return any(self.upserts[table].height or self.removals[table].height for table in _KEYS)


def changes_for(connection: Connection, parsed: Parsed, numbers: pl.Series) -> Changes:
    """`numbers` holds the import number of every file of `parsed`."""
    fresh = {table: _numbered(parsed.frame(table), numbers) for table in parsed.rows}
    clients = touched_clients(connection, fresh)
    berichten = pl.concat([frame["bericht"] for frame in fresh.values()]).unique()
    stored = stored_lines(connection, clients, berichten)
    new = {table: fresh[table].join(stored[table], on=["bericht", "regel"], how="anti") for table in LINE_TABLES}
    moved = _newly_placed(fresh["toewijzingregels"], stored["toewijzingregels"])
    turned = _turned(fresh["retouren"], stored["retouren"])
    new["retouren"] = fresh["retouren"].join(stored["retouren"], on="bericht", how="anti")
    lines = {table: _together(stored[table], new[table]) for table in LINE_TABLES}
    lines["toewijzingregels"] = _replaced(lines["toewijzingregels"], moved, ["bericht", "regel"])
    lines["retouren"] = _replaced(_together(stored["retouren"], new["retouren"]), turned, ["bericht"])
    derived = derive(lines, topmost_aanbieders(connection))
    upserts, removals = _derived_changes(connection, derived, clients, numbers[-1])
    changed = {"toewijzingregels": moved, "retouren": turned}
    upserts |= {table: pl.concat([new[table], *([changed[table]] if table in changed else [])]) for table in new}
    return Changes(upserts, removals, _counts(list(new.values()), list(changed.values())))


def changes_of_all(connection: Connection, number: int) -> Changes:
    """What changes when everything is derived anew, for instance after a merger of aanbieders became known."""
    clients = pl.concat(read_table(connection, table, ["client_id"]) for table in LINE_TABLES)["client_id"].unique()
    stored = stored_lines(connection, clients, pl.Series("bericht", [], pl.String))
    derived = derive(stored, topmost_aanbieders(connection))
    upserts, removals = _derived_changes(connection, derived, clients, number)
    return Changes(upserts, removals, _counts([], []))


def _numbered(frame: pl.DataFrame, numbers: pl.Series) -> pl.DataFrame:
    number = numbers.gather(frame[FILE])
    return frame.with_columns(number.alias("eerste_import"), number.alias("laatste_import"))


def _together(stored: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([stored, new.select(stored.columns)])


def _replaced(rows: pl.DataFrame, by: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    return rows if by.is_empty() else _together(rows.join(by, on=key, how="anti"), by)


def _newly_placed(fresh: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Lines that are stored already, of which the area is known only now or is another one."""
    before = stored.select("bericht", "regel", pl.col("gebied").alias("gebied_eerder"))
    both = fresh.filter(pl.col("gebied").is_not_null()).join(before, on=["bericht", "regel"])
    return both.filter(pl.col("gebied").ne_missing(pl.col("gebied_eerder"))).drop("gebied_eerder")


def _turned(fresh: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Retours that reject what an earlier retour accepted."""
    accepted = stored.filter("geaccepteerd").select("bericht")
    return fresh.filter(~pl.col("geaccepteerd")).join(accepted, on="bericht", how="semi")


def _derived_changes(
    connection: Connection, derived: Derived, clients: pl.Series, number: int
) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    upserts, removals = {}, {}
    for table, rows in derived._asdict().items():
        key = _KEYS[table]
        before = rows_among(connection, table, "client_id", clients)
        if table == "leveringen":
            before = before.filter("uit_berichten")
        content = [name for name in before.columns if name not in _NUMBERS]
        differs = rows.join(before, on=content, how="anti", nulls_equal=True)
        upserts[table] = differs.with_columns(pl.lit(number).cast(pl.Int64).alias("laatste_import"))
        removals[table] = before.join(rows, on=key, how="anti").select(key)
    return upserts, removals


def _counts(new: list[pl.DataFrame], changed: list[pl.DataFrame]) -> pl.DataFrame:
    """Per file (column FILE) how many of its lines are `nieuw` and how many are `gewijzigd`."""
    empty = pl.DataFrame(schema={FILE: pl.Int64(), "soort": pl.String()})
    parts = [empty]
    for name, frames in (("nieuw", new), ("gewijzigd", changed)):
        parts += [frame.select(FILE, pl.lit(name).alias("soort")) for frame in frames]
    return (
        pl.concat(parts)
        .group_by(FILE)
        .agg((pl.col("soort") == name).sum().alias(name) for name in ("nieuw", "gewijzigd"))
    )

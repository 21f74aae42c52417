"""Which values of open lists are new to us, so that the data owner should look at them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from sqlalchemy.engine import Connection

from data.codelists import code_list
from data.frames import read_table
from data.settings import load_settings

FINDING_SCHEMA: dict[str, pl.DataType] = {
    "code": pl.String(),
    "kolom": pl.String(),
    "waarde": pl.String(),
    "aantal": pl.Int64(),
    "zin": pl.String(),
}
UNKNOWN = "onbekende waarde"
_MOST = 100
"""Findings per column of a file; what comes after them is counted together."""

_HOME = {"aanbieder": "aanbieders", "zorgvorm": "zorgvormen", "organisatie": "organisaties"}
_NO_LIST_OF_ITSELF = {("aanbieders", "aanbieder"), ("organisaties", "organisatie")}


@dataclass(frozen=True)
class Known:
    """Per column with an open list the values we know, in small letters; a zorgvorm or reden per law, as `jw 45a01`."""

    values: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, connection: Connection) -> Known:
        """From the reference tables, the national code lists and the settings."""
        zorgvormen = read_table(connection, "zorgvormen", ["wet", "code"])
        reasons = code_list("reden_beeindiging").select("wet", "code")
        values = {
            "aanbieder": _folded(read_table(connection, "aanbieders", ["aanbieder"])["aanbieder"]),
            "organisatie": _folded(read_table(connection, "organisaties", ["organisatie"])["organisatie"]),
            "zorgvorm": _folded(zorgvormen.select(_per_law("code")).to_series()),
            "reden_beeindiging": _folded(reasons.select(_per_law("code")).to_series()),
        }
        for column, words in load_settings().bekend.items():
            values[column] = values.get(column, frozenset()) | {word.strip().lower() for word in words}
        return cls(values)


def _folded(values: pl.Series) -> frozenset[str]:
    return frozenset(values.str.to_lowercase())


def _per_law(column: str) -> pl.Expr:
    return pl.format("{} {}", pl.col("wet"), pl.col(column))


def find_unknown(table: str, rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """One finding per unknown value of an open list, with the number of rows, most rows first."""
    found = [pl.DataFrame(schema=FINDING_SCHEMA)]
    for column, values in known.values.items():
        if column in rows.columns and (table, column) not in _NO_LIST_OF_ITSELF:
            found.append(_unknown(rows, column, values))
    if "leefgebieden" in rows.columns and "leefgebied" in known.values:
        parts = rows.select(pl.col("leefgebieden").str.split("|").alias("leefgebied")).explode("leefgebied")
        found.append(_unknown(parts, "leefgebied", known.values["leefgebied"]))
    return pl.concat(found)


def _unknown(rows: pl.DataFrame, column: str, known: frozenset[str]) -> pl.DataFrame:
    per_law = column in ("zorgvorm", "reden_beeindiging") and "wet" in rows.columns
    filled = rows.filter(pl.col(column).is_not_null() & (pl.col(column) != ""))
    keys = _per_law(column) if per_law else pl.col(column)
    counts = filled.group_by(pl.col(column).alias("waarde"), keys.str.to_lowercase().alias("key")).len("aantal")
    if per_law:
        # A row without a law is about both: its zorgvorm may be of either.
        known = known | {key[key.index(" ") :] for key in known}
    unknown = counts.filter(~pl.col("key").is_in(list(known)))
    unknown = unknown.group_by("waarde").agg(pl.col("aantal").sum()).sort("aantal", "waarde", descending=[True, False])
    shown = unknown.head(_MOST).select(
        pl.lit(UNKNOWN).alias("code"),
        pl.lit(column).alias("kolom"),
        "waarde",
        pl.col("aantal").cast(pl.Int64),
        pl.lit(_advice(column)).alias("zin"),
    )
    if (rest := unknown.height - shown.height) > 0:
        total = int(unknown["aantal"].tail(rest).sum())
        more = (UNKNOWN, column, None, total, f"En nog {rest} andere onbekende waarden in {column}.")
        shown = pl.concat([shown, pl.DataFrame([more], schema=FINDING_SCHEMA, orient="row")])
    return shown


def _advice(column: str) -> str:
    if column in _HOME:
        return f"Deze {column} staat niet in de tabel {_HOME[column]}. De rij is opgeslagen. Vul {_HOME[column]} aan."
    if column == "reden_beeindiging":
        return "Deze reden staat niet in de landelijke lijst van deze wet. De rij is opgeslagen. Controleer de code."
    return f"Deze waarde van {column} is niet bekend. De rij is opgeslagen. Controleer de spelling."

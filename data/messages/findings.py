"""Which codes in new lines do the national lists not know, or not any more, or not yet?

Unknown codes are stored as they came: a municipality may be ahead of this list. The owner sees them as findings.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
from sqlalchemy.engine import Connection

from data.codelists import code_list
from data.importing.findings import UNKNOWN, Known, find_unknown

OUTDATED = "code geldt niet op die datum"

_CODES = {
    # table, column: name of the list, column that dates the code
    ("toewijzingregels", "categorie"): ("productcategorie", "dagtekening"),
    ("toewijzingregels", "reden_wijziging"): ("reden_wijziging", "toewijzingsdatum"),
    ("toewijzingregels", "geslacht"): ("geslacht", "dagtekening"),
    ("starts", "categorie"): ("productcategorie", "dagtekening"),
    ("starts", "geslacht"): ("geslacht", "dagtekening"),
    ("stops", "categorie"): ("productcategorie", "dagtekening"),
    ("stops", "reden_beeindiging"): ("reden_beeindiging", "dagtekening"),
    ("verzoeken", "categorie"): ("productcategorie", "dagtekening"),
    ("verzoeken", "verwijzer"): ("verwijzer", "dagtekening"),
}


def code_findings(lines: Mapping[str, pl.DataFrame]) -> list[dict[str, object]]:
    """Findings as rows: code, tabel, kolom, waarde, aantal, zin."""
    found: list[dict[str, object]] = []
    for (table, column), (name, dated_by) in _CODES.items():
        for wet, value, outside, count in _strange(lines[table], column, name, dated_by).iter_rows():
            why = "geldt niet op die datum" if outside else "staat niet in de landelijke codelijst"
            found.append(
                {
                    "code": OUTDATED if outside else UNKNOWN,
                    "tabel": table,
                    "kolom": column,
                    "waarde": value,
                    "aantal": count,
                    "zin": f"Code {value} ({wet}) in {column} {why}. Vraag de afzender of de code klopt.",
                }
            )
    return found


def reference_findings(connection: Connection, leveringen: pl.DataFrame) -> list[dict[str, object]]:
    """Aanbieders and zorgvormen of new leveringen that the reference tables do not know."""
    if leveringen.is_empty():
        return []
    rows = leveringen.select("wet", "aanbieder", "zorgvorm")
    return [
        row | {"tabel": "leveringen"} for row in find_unknown("leveringen", rows, Known.read(connection)).to_dicts()
    ]


def _strange(lines: pl.DataFrame, column: str, name: str, dated_by: str) -> pl.DataFrame:
    """Columns wet, code, whether the list knows it for other dates, and how many lines have it."""
    used = lines.select("wet", pl.col(column).alias("code"), pl.col(dated_by).alias("dag")).drop_nulls("code")
    known = code_list(name).select("wet", "code", "geldig_van", "geldig_tot", listed=True)
    too_early = (pl.col("dag") < pl.col("geldig_van")).fill_null(False)
    too_late = (pl.col("dag") > pl.col("geldig_tot")).fill_null(False)
    return (
        used.join(known, on=("wet", "code"), how="left")
        .with_columns(outside=pl.col("listed").is_not_null() & (too_early | too_late))
        .filter(pl.col("listed").is_null() | pl.col("outside"))
        .group_by("wet", "code", "outside")
        .len()
        .sort("wet", "code", "outside")
    )

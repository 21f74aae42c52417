"""Which codes do the national lists know, what do they mean, and from when to when?

One CSV file per list, so that a new release of the standard is a change of data. An empty wet means both
laws; an empty date means no limit. Code 31 of reden_beeindiging means something else per law.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).resolve().parent
LISTS = ("geslacht", "productcategorie", "reden_beeindiging", "reden_wijziging", "verwijzer")
LAWS = ("jw", "wmo")


@lru_cache
def code_list(name: str) -> pl.DataFrame:
    """The list `name`, a row per law and code: wet, code, betekenis, geldig_van, geldig_tot, bron."""
    rows = pl.read_csv(FOLDER / f"{name}.csv", separator=";", infer_schema=False, null_values=[""])
    both = rows.filter(pl.col("wet").is_null()).drop("wet").join(pl.DataFrame({"wet": LAWS}), how="cross")
    per_law = pl.concat([rows.filter(pl.col("wet").is_not_null()), both.select(rows.columns)])
    return per_law.with_columns(pl.col("geldig_van", "geldig_tot").str.to_date("%Y-%m-%d")).sort("wet", "code")


def meaning(name: str, wet: str, code: str) -> str | None:
    """What a code means under a law, in Dutch; None when the list does not know it."""
    rows = code_list(name).filter(wet=wet, code=code)
    return str(rows["betekenis"][0]) if rows.height else None

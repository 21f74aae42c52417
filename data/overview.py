"""What came in when, what was refused and what stands out: the bookkeeping of imports, for people to read."""

from __future__ import annotations

import polars as pl

from data.codelists import code_list
from data.frames import read_frame, read_frames
from data.store import Store


def deliveries(store: Store) -> pl.DataFrame:
    """One row per file that was read, newest first: the columns of `imports`."""
    return read_frame(store, "imports").sort("nummer", descending=True)


def rejected_rows(store: Store) -> pl.DataFrame:
    """Every source row that was refused, with file, record, column, reason and sentence, newest import first."""
    tables = read_frames(store, ["afgekeurd", "imports"])
    dates = tables["imports"].select(import_nummer="nummer", leverdatum="leverdatum")
    return (
        tables["afgekeurd"]
        .join(dates, on="import_nummer", how="left")
        .sort("import_nummer", "id", descending=[True, False])
        .select("leverdatum", "bestand", "tabel", "record", "kolom", "reden", "zin", "waarde")
    )


def findings(store: Store) -> pl.DataFrame:
    """What the data owner should look at, the same remark on the same values once."""
    return (
        read_frame(store, "bevindingen")
        .group_by("tabel", "kolom", "code", "waarde", "zin", maintain_order=True)
        .agg(pl.col("aantal").sum())
        .sort("aantal", descending=True)
    )


def reasons() -> pl.DataFrame:
    """What every code of reden_beeindiging means under its wet: columns wet, reden, reden_naam."""
    return code_list("reden_beeindiging").select("wet", reden="code", reden_naam="betekenis").unique(["wet", "reden"])

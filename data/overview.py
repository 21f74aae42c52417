"""What came in when, what was refused and what stands out: the bookkeeping of imports, for people to read."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data.codelists import code_list
from data.frames import read_frame, read_frames
from data.settings import load_settings
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


@dataclass(frozen=True)
class National:
    """A published figure of the whole country over one year, as a fraction."""

    jaar: int
    waarde: float
    bron: str


def national(indicator: str, wet: str) -> National | None:
    """The figure of the country to lay beside an indicator; None when nobody published one."""
    found = load_settings().landelijk.get(f"{indicator}_{wet}")
    return National(int(found["jaar"]), float(found["waarde"]), str(found["bron"])) if found else None

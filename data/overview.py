"""What came in when, what was refused and what stands out: the bookkeeping of imports, for people to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
import sqlalchemy as sa

from data.codelists import code_list
from data.frames import read_frame, read_frames
from data.lag import MONTHS, OWN_DATE, known_after
from data.settings import load_settings
from data.store import Store
from data.tables import SOURCE_TABLES


def deliveries(store: Store) -> pl.DataFrame:
    """One row per file that was read, newest first: the columns of `imports`."""
    return read_frame(store, "imports").sort("nummer", descending=True)


@dataclass(frozen=True)
class Arrived:
    """One content that was read, however often, since a moment. `reasons`: sentence and number of rejected rows."""

    bestand: str
    soort: str | None
    leverdatum: date | None
    stored: int
    changed: int
    rejected: int
    refused: str | None
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether nothing in it was new, and nothing wrong."""
        return not (self.stored or self.changed or self.rejected or self.refused)


def arrived_since(store: Store, moment: datetime) -> list[Arrived]:
    """What was read after a moment, in the order in which it came; how it stands now counts for what was refused."""
    tables = read_frames(store, ["imports", "afgekeurd"])
    why = (
        tables["afgekeurd"]
        .group_by("import_nummer", "zin")
        .len("aantal")
        .sort("aantal", "zin", descending=[True, False])
    )
    reasons = {number: tuple(own.select("zin", "aantal").rows()) for (number,), own in why.group_by("import_nummer")}
    rows = (
        tables["imports"]
        .filter(pl.col("klaar") > moment)
        .sort("nummer")
        .group_by("bestand", "inhoud", "soort", maintain_order=True)
        .agg(
            pl.col("opgeslagen", "gewijzigd").sum(),
            pl.col("leverdatum", "afgekeurd", "afgewezen", "nummer").last(),
        )
    )
    return [
        Arrived(
            row["bestand"], row["soort"], row["leverdatum"], row["opgeslagen"], row["gewijzigd"], row["afgekeurd"],
            row["afgewezen"], reasons.get(row["nummer"], ()),
        )
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip


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


def known_per_week(store: Store, weeks: tuple[int, ...] = (1, 2, 3, 4, 6, 8)) -> pl.DataFrame:
    """Per source and week after the end of a month the share of its rows that was there: the middle month, the lowest
    and the highest of the last twelve. Columns bron, week, midden, laagst, hoogst, maanden; none without history.
    """
    imports = read_frame(store, "imports")
    parts = []
    for name, own_date in OWN_DATE.items():
        months = known_after(_per_day_and_import(store, name, own_date), imports)
        recent = months["maand"].unique().sort().tail(MONTHS)
        parts.append(
            months.filter(pl.col("maand").is_in(recent.implode()), pl.col("week").is_in(weeks))
            .group_by("week")
            .agg(
                midden=pl.col("deel").median(),
                laagst=pl.col("deel").min(),
                hoogst=pl.col("deel").max(),
                maanden=pl.col("maand").n_unique(),
            )
            .select(pl.lit(name).alias("bron"), "week", "midden", "laagst", "hoogst", "maanden")
            .sort("week")
        )
    return pl.concat(parts)


def _per_day_and_import(store: Store, name: str, own_date: str) -> pl.DataFrame:
    """How many rows of a source each import brought per day; counted by the database."""
    table = SOURCE_TABLES[name].metadata.tables[name]
    day, number = table.c[own_date], table.c.eerste_import
    with store.reading() as connection:
        found = connection.execute(sa.select(day, number, sa.func.count()).group_by(day, number)).all()
    schema = {"dag": pl.Date, "nummer": pl.Int64, "aantal": pl.Int64}
    return pl.DataFrame([tuple(row) for row in found], schema=schema, orient="row").drop_nulls("dag")


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

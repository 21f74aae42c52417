"""How is an import written down: its number, its outcome, and what was rejected?"""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.importing.fast import write_frame
from data.importing.outcome import Call, FileOutcome
from data.tables import Afgekeurd, Bevinding, Import

IMPORTS = Import.metadata.tables["imports"]
REJECTED = Afgekeurd.metadata.tables["afgekeurd"]
FINDINGS = Bevinding.metadata.tables["bevindingen"]


def last_import(connection: Connection) -> int:
    """The number of the last import; another number than before means that the store may have changed."""
    return int(connection.execute(sa.select(sa.func.max(IMPORTS.c.nummer))).scalar() or 0)


def begin_import(connection: Connection, call: Call, bestand: str, inhoud: str) -> int:
    """The number of the import that now starts, for one file."""
    row = {"aanroep": call.mark, "bestand": bestand, "inhoud": inhoud, "begonnen": datetime.now(UTC)}
    return int(connection.execute(IMPORTS.insert().values(row).returning(IMPORTS.c.nummer)).scalar_one())


def end_import(connection: Connection, number: int, soort: str | None, outcome: FileOutcome) -> None:
    """Writes down what came of the file."""
    values = {
        "soort": soort,
        "leverdatum": outcome.leverdatum,
        "klaar": datetime.now(UTC),
        "opgeslagen": outcome.stored,
        "gewijzigd": outcome.changed,
        "ongewijzigd": outcome.unchanged,
        "afgekeurd": outcome.rejected,
        "afgewezen": outcome.refused,
        "waarschuwingen": "\n".join(outcome.warnings),
    }
    connection.execute(IMPORTS.update().where(IMPORTS.c.nummer == number).values(values))


def write_rejections(connection: Connection, number: int, tabel: str, bestand: str, rejections: pl.DataFrame) -> None:
    """Keeps the rejected rows of a file; of each only its place, the reason and a harmless value."""
    fixed = {"import_nummer": number, "tabel": tabel, "bestand": bestand}
    rows = rejections.with_columns(pl.lit(value).alias(name) for name, value in fixed.items())
    write_frame(connection, "afgekeurd", rows)


def write_findings(connection: Connection, number: int, tabel: str, findings: pl.DataFrame) -> None:
    """Keeps what the data owner should look at: columns code, kolom, waarde, aantal, zin."""
    rows = findings.with_columns(pl.lit(number).alias("import_nummer"), pl.lit(tabel).alias("tabel"))
    write_frame(connection, "bevindingen", rows)


def forget_outcome(connection: Connection, inhoud: str, soort: str) -> None:
    """Drops the rejections and findings of earlier imports of the same content: all of it is looked at anew."""
    same = sa.select(IMPORTS.c.nummer).where(IMPORTS.c.inhoud == inhoud, IMPORTS.c.soort == soort)
    for table in (REJECTED, FINDINGS):
        connection.execute(table.delete().where(table.c.import_nummer.in_(same)))

"""Which rows of a sheet may be stored, against the tables of this moment, and what stands out in them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import polars as pl
from sqlalchemy.engine import Connection

from data.frames import read_table
from data.importing import problems, pseudonyms
from data.importing.areas import WHOLE_CITY, AreaNames
from data.importing.findings import Known, find_unknown
from data.importing.problems import Problems
from data.importing.pseudonyms import Pseudonyms
from data.importing.rules import check_rules
from data.importing.typed import Typed
from data.tables import Kind, column_specs


@dataclass(frozen=True)
class Surroundings:
    """What rows are checked against: the areas, the known values of open lists, and the key for pseudonyms."""

    areas: AreaNames
    known: Known
    pseudonyms: Pseudonyms
    today: date


@dataclass
class Checked:
    """Rows that may be stored (with their `record`), those that may not, and what stands out."""

    rows: pl.DataFrame
    rejections: pl.DataFrame
    findings: pl.DataFrame
    warnings: list[str] = field(default_factory=list)


def surroundings(
    connection: Connection, keys: Pseudonyms, today: date, aliases: Iterable[tuple[str, str]] = ()
) -> Surroundings:
    """The tables of this moment; `aliases` are those of the call that are not stored yet."""
    gebieden = read_table(connection, "gebieden", ["gebied", "naam"])
    aliassen = read_table(connection, "aliassen", ["alias", "gebied"])
    return Surroundings(AreaNames(gebieden, aliassen, aliases), Known.read(connection), keys, today)


def check(typed: Typed, around: Surroundings, leverdatum: date | None) -> Checked:
    """Applies every rule that needs more than the cell itself."""
    found = typed.problems.copy()
    warnings: list[str] = []
    frame = typed.frame
    for spec in column_specs(typed.table).values():
        if spec.kind in (Kind.AREA, Kind.TEAM):
            column = _resolve(typed, spec.name, spec.kind, around.areas, found)
            frame = frame.with_columns((column.fill_null("") if spec.key else column).alias(spec.name))
        elif spec.kind is Kind.PERSON:
            frame = frame.with_columns(_hide(typed, spec.name, around.pseudonyms, found, warnings).alias(spec.name))
    check_rules(typed, leverdatum or around.today, found)
    rows = frame.with_columns(typed.record.alias("record")).filter(found.clean)
    findings = find_unknown(typed.recognised.name, rows, around.known)
    return Checked(rows, found.rejections(typed.record), findings, warnings)


def _resolve(typed: Typed, column: str, kind: Kind, areas: AreaNames, found: Problems) -> pl.Series:
    """The keys of an area or team column; unknown ones are noted, their text is not kept."""
    written = typed.texts[column]
    city = {WHOLE_CITY: WHOLE_CITY} if typed.recognised.name == "populatie" else None
    keys = areas.keys(written, city)
    reason = problems.NO_TEAM if kind is Kind.TEAM else problems.NO_AREA
    found.add(column, problems.flag(written.is_not_null() & keys.is_null(), reason))
    return keys


def _hide(typed: Typed, column: str, keys: Pseudonyms, found: Problems, warnings: list[str]) -> pl.Series:
    """The pseudonyms of a person column: a BSN is hashed, another value is one already."""
    written = typed.texts[column].alias("written")
    by_bsn = typed.recognised.person == column
    digits = pseudonyms.plain_digits(pl.col("written"))
    frame = written.to_frame().with_columns((pseudonyms.full_length(digits) if by_bsn else digits).alias("digits"))
    frame = frame.with_columns(pseudonyms.passes_elfproef(pl.col("digits")).alias("is_bsn"))
    numbers = frame.select(pl.when("is_bsn").then("digits")).to_series()
    if by_bsn:
        found.add(column, problems.flag(written.is_not_null() & numbers.is_null(), problems.NO_BSN))
        return keys.column(numbers)
    if count := numbers.len() - numbers.null_count():
        warnings.append(
            f"Waarden in {column} die een BSN kunnen zijn: {count}. Die zijn versleuteld opgeslagen. "
            "Lever liever pseudoniemen."
        )
        return frame.select(pl.coalesce(keys.column(numbers), "written")).to_series()
    return written

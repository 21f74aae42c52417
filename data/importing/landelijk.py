"""How do figures of StatLine become rows of vergelijkcijfers, and numbers of populatie?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from data.importing.kerncijfers import own_municipalities, populatie
from data.importing.outcome import REJECTION_SCHEMA
from data.settings import load_settings
from data.sources import Sheet
from data.sources.cbs import Kerncijfers
from data.sources.statline import Figures
from data.sources.statline_words import FAMILIES, INHABITANTS

_HEADER = ["onderwerp", "regio", "periode", "naam", "waarde", "eenheid", "bron", "tabel", "status", "leverdatum"]
_LEVELS = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}
_NOEMERS = (FAMILIES, INHABITANTS)

Made = tuple[Sheet, pl.DataFrame, list[str]]


@dataclass(frozen=True)
class Households:
    """The numbers of one year in a StatLine file that are a noemer; `made` needs the table buurten."""

    numbers: Kerncijfers
    unreadable: pl.DataFrame

    @property
    def mark(self) -> str:
        return f"populatie {self.numbers.jaar}"

    def made(self, buurten: pl.DataFrame) -> Made:
        sheet, rejected, warnings = populatie(self.numbers, buurten)
        return sheet, pl.concat([self.unreadable, rejected]), warnings


@dataclass(frozen=True)
class Benchmarks:
    """The other figures of a StatLine file; `delivered` is the leverdatum that the user gave."""

    figures: Figures
    unreadable: pl.DataFrame
    delivered: date | None

    @property
    def mark(self) -> str:
        return "vergelijkcijfers"

    def made(self, buurten: pl.DataFrame) -> Made:
        """Netherlands and every gemeente; wijken and buurten of the own one only."""
        rows = self.figures.rows.filter(~pl.col("onderwerp").is_in(_NOEMERS))
        codes = rows.filter(pl.col("regio").str.contains(r"^GM\d{4}$"))["regio"].unique()
        own = own_municipalities(codes, buurten)
        near = pl.col("regio").str.slice(2, 4).is_in(own)
        kept = rows.filter(~pl.col("regio").str.contains("^(WK|BU)") | near)
        known = _named(kept, own).drop_nulls("waarde")
        warnings = _counted(self.figures.skipped + rows.height - kept.height, _ELSEWHERE)
        warnings += _counted(kept.height - known.height, _NOT_GIVEN)
        return self._sheet(known), self.unreadable, warnings

    def _sheet(self, rows: pl.DataFrame) -> Sheet:
        fetched = self.delivered or self.figures.fetched
        texts = {
            "waarde": rows["waarde"].cast(pl.String),
            "bron": pl.repeat("CBS", rows.height, eager=True),
            "tabel": pl.repeat(self.figures.tabel, rows.height, dtype=pl.String, eager=True),
            "leverdatum": pl.repeat(fetched and fetched.isoformat(), rows.height, dtype=pl.String, eager=True),
        }
        columns = [texts.get(name, rows.get_column(name, default=rows["onderwerp"])) for name in _HEADER]
        cells = pl.DataFrame([column.alias(str(place)) for place, column in enumerate(columns)])
        surplus = pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
        exact = pl.repeat(True, rows.height, dtype=pl.Boolean, eager=True)
        return Sheet("", _HEADER, cells, rows["record"], surplus, {_HEADER.index("waarde"): exact})


_ELSEWHERE = ("Een cijfer gaat", "{} cijfers gaan", " over een provincie of een andere plaats en {} niet ingelezen.")
_NOT_GIVEN = ("Een cijfer geeft", "{} cijfers geeft", " het CBS niet (een punt, x of streepje) en {} niet ingelezen.")


def parts_of(figures: Figures, delivered: date | None) -> Iterator[Households | Benchmarks]:
    """What one file fills: populatie, a year at a time, and vergelijkcijfers. Unreadable rows go with the first."""
    rejected = [(record, column, reason, sentence, None) for record, column, reason, sentence in figures.rejected]
    unreadable = pl.DataFrame(rejected, schema=REJECTION_SCHEMA, orient="row")
    counted = figures.rows.filter(pl.col("onderwerp").is_in(_NOEMERS), pl.col("periode").str.contains(r"^\d{4}$"))
    for (year,), rows in sorted(counted.partition_by("periode", as_dict=True).items()):
        yield Households(_kerncijfers(int(str(year)), rows), unreadable)
        unreadable = unreadable.clear()
    if counted.is_empty() or counted.height < figures.rows.height:
        yield Benchmarks(figures, unreadable, delivered)


def _kerncijfers(year: int, rows: pl.DataFrame) -> Kerncijfers:
    """The same rows as those of the workbook: one per region, with a column of text per doelgroep."""
    level = pl.col("regio").str.slice(0, 2).replace_strict(_LEVELS, default="", return_dtype=pl.String)
    amount = pl.col("waarde").round().cast(pl.Int64).cast(pl.String)
    groups = {name: pl.when(onderwerp=name).then(amount).drop_nulls().first().alias(name) for name in _NOEMERS}
    wide = rows.group_by("regio", maintain_order=True).agg(pl.col("record").min(), *groups.values())
    return Kerncijfers(year, wide.select("record", pl.col("regio").alias("code"), level.alias("level"), *_NOEMERS))


def _named(rows: pl.DataFrame, own: list[str]) -> pl.DataFrame:
    """Our own gemeente by its code, also in a file that has its name only."""
    if len(own) != 1:
        return rows
    ours = pl.col("regio") == load_settings().gemeente
    return rows.with_columns(regio=pl.when(ours).then(pl.lit(f"GM{own[0]}")).otherwise("regio"))


def _counted(number: int, words: tuple[str, str, str]) -> list[str]:
    if not number:
        return []
    start = words[0] if number == 1 else words[1].format(number)
    return [start + words[2].format("is" if number == 1 else "zijn")]

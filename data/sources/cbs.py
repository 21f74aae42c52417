"""Which numbers does a CBS file "Kerncijfers wijken en buurten" hold, and of which year is it?

Nothing is added up here: a buurt belongs to an area only by the municipality's own table buurten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from data.sources import Sheet, SourceError

CODE, LEVEL = "gwb_code_10", "recs"
COUNTS = {"gezinnen": "a_hh_m_k", "inwoners": "a_inw"}
"""Per doelgroep the CBS column: households with children, and inhabitants."""


@dataclass(frozen=True)
class Kerncijfers:
    """The rows of one file. `rows` has record, code, level (in small letters) and a text column per doelgroep."""

    jaar: int
    rows: pl.DataFrame


def is_kerncijfers(header: list[str]) -> bool:
    """Whether the head is that of a CBS file."""
    names = {name.strip().lower() for name in header}
    return {CODE, LEVEL} <= names and bool(names & set(COUNTS.values()))


def read_kerncijfers(sheet: Sheet, name: str, jaar: int | None) -> Kerncijfers:
    """The rows of the sheet; its year is `jaar`, else the one in the file name, else it is refused."""
    places = {written.strip().lower(): place for place, written in enumerate(sheet.header)}

    def column(written: str) -> pl.Series:
        place = places.get(written)
        return sheet.cells[str(place)] if place is not None else pl.Series([None] * sheet.height, dtype=pl.String)

    columns = {
        "record": sheet.record,
        "code": column(CODE).str.to_uppercase(),
        "level": column(LEVEL).str.to_lowercase(),
        **{group: _known(column(written)) for group, written in COUNTS.items()},
    }
    return Kerncijfers(jaar or _year_in(name), pl.DataFrame([values.alias(key) for key, values in columns.items()]))


def _known(text: pl.Series) -> pl.Series:
    """CBS writes a point for a number that is not known."""
    return pl.select(pl.when(~text.is_in([".", "-", "x"])).then(text)).to_series()


def _year_in(name: str) -> int:
    years = set(re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", name))
    if len(years) != 1:
        raise SourceError("Van welk jaar deze CBS-cijfers zijn, is niet duidelijk. Geef het jaar mee met --jaar.")
    return int(years.pop())

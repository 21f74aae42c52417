"""Which table does a sheet fill, going by its column names?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.sources import Sheet, SourceError
from data.sources.csv_file import split_row
from data.tables import SOURCE_TABLES, Imported, Kind, column_specs

BSN = "bsn"
_CLEARLY_MORE = 3
_LOOKED_AT = 20
"""Rows under the first that may turn out to be the head."""


@dataclass(frozen=True)
class Recognised:
    """The table, and per column of it the place in the sheet; `person` is the column that `bsn` fills."""

    table: type[Imported]
    places: Mapping[str, int]
    person: str | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.table.__tablename__)


@dataclass(frozen=True)
class _Match:
    name: str
    known: frozenset[str]
    missing: tuple[str, ...]
    required: int


def recognise_sheet(sheet: Sheet) -> Recognised:
    """The table that a sheet fills; where its first row is a title, the error says where the head seems to be."""
    try:
        return recognise(sheet.header)
    except SourceError as error:
        row = _row_of_head(sheet)
        if row is None:
            raise
        first = sheet.above + 1
        raise SourceError(
            f"De kolomnamen staan niet in rij {first}, maar lijken in rij {row} te staan. "
            f"Verwijder {'de rij' if row == first + 1 else 'de rijen'} daarboven en lees het bestand opnieuw in."
        ) from error


def _row_of_head(sheet: Sheet) -> int | None:
    """The first row near the top with more names of columns than the head has, and at least two."""
    least = max(_known_names(sheet.header), 1)
    for record, cells in zip(sheet.record.head(_LOOKED_AT), sheet.cells.head(_LOOKED_AT).iter_rows(), strict=True):
        if _known_names(split_row([cell or "" for cell in cells])) > least:
            return int(record) + sheet.above
    return None


def _known_names(written: list[str]) -> int:
    """How many of these words are columns of the table that they fit most."""
    present = {name.strip().lower() for name in written}
    return max(len(_match(name, table, present).known) for name, table in SOURCE_TABLES.items())


def recognise(header: list[str]) -> Recognised:
    """The table that the head fits; SourceError when there is none, or a column occurs twice."""
    places = _places(header)
    matches = [_match(name, table, set(places)) for name, table in SOURCE_TABLES.items()]
    fitting = [match for match in matches if not match.missing]
    closest = max(matches, key=lambda match: (len(match.known), -len(match.missing)))
    if not fitting or _is_clearly_closer(closest, max(fitting, key=_rank)):
        raise SourceError(_fits_none(closest))
    best = max(fitting, key=_rank)
    if len(tied := [match.name for match in fitting if _rank(match) == _rank(best)]) > 1:
        raise SourceError(
            f"Dit bestand past even goed bij {' en '.join(tied)}. "
            "Voeg een kolom toe die maar bij een van die tabellen hoort."
        )
    return _recognised(best.name, places, header)


def _places(header: list[str]) -> dict[str, int]:
    """Per column name, in lower case, its place. A column without a name has none."""
    places: dict[str, int] = {}
    for place, written in enumerate(header):
        name = written.strip().strip("\ufeff").lower()
        if name in places:
            raise SourceError(f"De kolom {_quoted(name)} komt twee keer voor. Verwijder of hernoem er een.")
        if name:
            places[name] = place
    return places


def _match(name: str, table: type[Imported], present: set[str]) -> _Match:
    specs = column_specs(table).values()
    if BSN in present:
        present = present | {spec.name for spec in specs if spec.kind is Kind.PERSON}
    required = [spec.name for spec in specs if spec.required]
    known = frozenset(spec.name for spec in specs) & present
    return _Match(name, known, tuple(column for column in required if column not in present), len(required))


def _rank(match: _Match) -> tuple[int, int]:
    return match.required, len(match.known)


def _is_clearly_closer(closest: _Match, fitting: _Match) -> bool:
    """Whether the sheet is a damaged one of `closest`, rather than a `fitting` one with columns too many.

    A file of aanmeldingen without the column team also has everything that organisaties asks.
    """
    more = len(closest.known) - len(fitting.known)
    return bool(closest.missing) and more >= _CLEARLY_MORE and 2 * len(closest.missing) <= closest.required


def _fits_none(closest: _Match) -> str:
    if not closest.known:
        return (
            "De kolomnamen horen bij geen enkele tabel. Zet in de eerste rij de kolomnamen van de tabel die u levert."
        )
    columns = ", ".join(map(_quoted, closest.missing))
    one = len(closest.missing) == 1
    return (
        f"Dit bestand lijkt het meest op {closest.name}, maar {'de kolom' if one else 'de kolommen'} {columns} "
        f"{'ontbreekt' if one else 'ontbreken'}. Voeg {'die' if one else 'ze'} toe."
    )


def _recognised(name: str, places: dict[str, int], header: list[str]) -> Recognised:
    table = SOURCE_TABLES[name]
    specs = column_specs(table)
    used = {column: place for column, place in places.items() if column in specs}
    person = next((spec.name for spec in specs.values() if spec.kind is Kind.PERSON), None)
    by_bsn = BSN in places and person is not None and person not in used
    warnings = []
    if BSN in places and not by_bsn:
        warnings.append("De kolom bsn is niet gelezen: deze tabel heeft geen BSN nodig. Lever hem liever niet mee.")
    if unknown := [_quoted(column) for column in places if column not in used and column != BSN]:
        one = len(unknown) == 1
        warnings.append(
            f"{'Deze kolom is' if one else 'Deze kolommen zijn'} niet bekend en niet gelezen: {', '.join(unknown)}."
        )
    if nameless := [str(place + 1) for place, written in enumerate(header) if not written.strip().strip("\ufeff")]:
        warnings.append(f"Een kolom zonder naam is niet gelezen (kolom {', '.join(nameless)}).")
    if by_bsn and person:
        used[person] = places[BSN]
    return Recognised(table, used, person if by_bsn else None, warnings)


def _quoted(name: str) -> str:
    """A column name as a message may show it: one that may hold data of a person is not repeated."""
    if re.search(r"\d{5}|@", name) or len(name) > 40:
        return "(naam niet getoond)"
    return f"'{name}'"

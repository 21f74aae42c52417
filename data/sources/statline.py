"""Which figures does a download of CBS StatLine hold: of what, where and when, and are they final?

Three kinds of file come to the same rows: a table with a column per subject (OData version 3, or CSV with labels), one
with a row per number (OData version 4), and the picture that `statline_layout` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.sources import Sheet, SourceError
from data.sources.statline_words import (
    FAMILIES,
    INHABITANTS,
    YEAR_OF_TABLE,
    Topic,
    is_coded_period,
    is_other_region,
    number_of,
    period_of,
    region_code,
    topic_of,
)

SCHEMA = {
    "record": pl.Int64, "onderwerp": pl.String, "eenheid": pl.String, "regio": pl.String, "naam": pl.String,
    "periode": pl.String, "status": pl.String, "waarde": pl.Float64,
}  # fmt: skip
_REGIONS = ("regios", "wijkenenbuurten", "wijken en buurten", "regio's", "regio’s", "codering", "gemeentenaam",
            "regiocode (gemeente, wijk, buurt)", "regiosmetlabel", "regiostitle", "regioslabel")  # fmt: skip
_PERIODS = ("perioden", "periodentitle", "periodenlabel")
_LONG = {"onderwerp", "measure", "measuretitle", "measurelabel"}
_LOOKED_AT = 1_000
_TOTAL = re.compile(r"^(totaal\b|t\d{6}$)", re.IGNORECASE)

NO_PERIOD = "De periode is niet te lezen. Kies op StatLine jaren of kwartalen."
NO_NUMBER = "Hier staat geen getal. Haal het bestand opnieuw op bij StatLine en verander het niet."
NO_REGION = "De regio is niet te lezen. Haal het bestand opnieuw op bij StatLine, met de codes van de regio's."
TOO_MANY = "Dit cijfer staat er meer dan een keer. Kies op StatLine van elke indeling alleen het totaal."
OUT_OF_RANGE = "Een percentage ligt tussen 0 en 100. Controleer of de juiste kolom is opgehaald."


@dataclass
class Figures:
    """The figures of one file. `rows` has `SCHEMA`, a waarde of null being one that CBS does not give.

    `rejected` has record, column, short reason and sentence; `skipped` counts rows of provinces and other regions.
    """

    tabel: str | None
    fetched: date | None
    rows: pl.DataFrame
    rejected: list[tuple[int, str, str, str]] = field(default_factory=list)
    skipped: int = 0


Codes = Mapping[str, Mapping[str, str]]
"""What a list of codes says of each of them: `title`, and `status` of a period."""


def is_statline(header: list[str]) -> bool:
    """Whether the head is that of figures of StatLine: a region, and subjects in columns or in rows."""
    names = [_plain(name) for name in header]
    has_topics = any(topic_of(name) for name in header) or bool(_LONG & set(names))
    return has_topics and any(name in _REGIONS for name in names)


def is_code_list(header: list[str]) -> bool:
    """Whether the head is that of a list of codes of OData version 4."""
    return {"identifier", "title"} <= {_plain(name) for name in header}


def codes_in(sheet: Sheet) -> dict[str, dict[str, str]]:
    """Per code its title, and its status where the list has one."""
    places = {_plain(name): str(place) for place, name in enumerate(sheet.header)}
    titles = zip(*(sheet.cells[places[name]] for name in ("identifier", "title")), strict=True)
    found = {str(code).strip(): {"title": str(title or "").strip()} for code, title in titles if code}
    if "status" in places:
        for code, status in zip(sheet.cells[places["identifier"]], sheet.cells[places["status"]], strict=True):
            if code and status:
                found[str(code).strip()]["status"] = str(status).strip()
    return found


def read_figures(sheet: Sheet, name: str, jaar: int | None, codes: Codes, table: str | None = None) -> Figures:
    """The figures of a sheet; `name` is that of the file, `jaar` what the user gave, `table` what the file says."""
    table = table or next(iter(re.findall(r"(?<![0-9A-Za-z])(\d{5}[A-Z]{3})(?![0-9A-Za-z])", name)), None)
    figures = Figures(table, _fetched(name), pl.DataFrame(schema=SCHEMA))
    rows = [row for cell in _Reading(sheet, name, jaar, codes, table).cells() for row in _row(cell, figures)]
    figures.rows = _once(pl.DataFrame(rows, schema=SCHEMA, orient="row"), figures)
    return figures


@dataclass(frozen=True)
class _Cell:
    """One number as it is written, with everything that says what it is."""

    record: int
    topic: Topic
    regions: tuple[str, ...]
    period: str
    status: str | None
    text: str


@dataclass
class _Reading:
    """One sheet on its way to cells."""

    sheet: Sheet
    name: str
    jaar: int | None
    codes: Codes
    table: str | None

    def cells(self) -> Iterator[_Cell]:
        names = [_plain(name) for name in self.sheet.header]
        wide = {place: found[0] for place, each in enumerate(self.sheet.header) if (found := topic_of(each))}
        regions = [place for place, each in enumerate(names) if each in _REGIONS or self._has_codes(place)]
        periods = [place for place, each in enumerate(names) if each in _PERIODS]
        topics = [place for place, each in enumerate(names) if each in _LONG]
        value = next((place for place, each in enumerate(names) if each in ("value", "waarde")), None)
        units = [place for place, each in enumerate(names) if each == "eenheid"]
        known = {*wide, *regions, *periods, *topics, *units}
        totals = [place for place in range(len(names)) if place not in known and self._is_dimension(place)]
        title = next((place for place, each in enumerate(names) if each == "titel"), None)
        for record, row in zip(self.sheet.record, self.sheet.cells.iter_rows(), strict=True):
            if _is_footer(row) or any(row[place] and not _TOTAL.match(row[place].strip()) for place in totals):
                continue
            period, status = self._period([row[place] for place in periods])
            if title is not None and "voorlopige cijfers" in (row[title] or "").lower():
                status = status if status == "nader voorlopig" else "voorlopig"
            where = tuple(row[place].strip() for place in regions if row[place])
            if wide and value is None:
                for place, subject in wide.items():
                    yield _Cell(record, subject, self._named(where), period, status, row[place] or "")
            elif value is not None and (
                subject_said := self._topic([row[place] for place in (*topics, *units)], len(topics))
            ):
                yield _Cell(record, subject_said, self._named(where), period, status, row[value] or "")

    def _has_codes(self, place: int) -> bool:
        """Whether every cell of a column is the code of a region."""
        cells = self.sheet.cells[str(place)].drop_nulls()
        return cells.len() > 0 and all(region_code(cell) for cell in cells.head(_LOOKED_AT))

    def _is_dimension(self, place: int) -> bool:
        """Whether a column divides the figures further: then only its totals are read."""
        return bool(
            self.sheet.cells[str(place)].str.strip_chars().str.contains(_TOTAL.pattern.replace("^", "(?i)^")).any()
        )

    def _period(self, written: list[str | None]) -> tuple[str, str | None]:
        texts = [text.strip() for text in written if text]
        if not texts:
            return self._year(), None
        known = [self.codes.get(text, {}) for text in texts]
        title = next((each["title"] for each in known if each), None)
        stars = [period[1] for text in (*texts, title or "") if (period := period_of(text)) and period[1]]
        said = next((each["status"] for each in known if "status" in each), "")
        status = stars[0] if stars else _STATUS.get(said.lower())
        labelled = not all(is_coded_period(text) for text in texts) or (title is not None and not said)
        return texts[0], status or ("definitief" if labelled and not stars else None)

    def _year(self) -> str:
        """A table of one year says it in its name or number only."""
        years = set(re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", self.name))
        year = self.jaar or YEAR_OF_TABLE.get(self.table or "") or (int(years.pop()) if len(years) == 1 else None)
        if year is None:
            raise SourceError("Van welk jaar deze CBS-cijfers zijn, is niet duidelijk. Geef het jaar mee met --jaar.")
        return str(year)

    def _named(self, regions: tuple[str, ...]) -> tuple[str, ...]:
        return (*regions, *(self.codes[each]["title"] for each in regions if each in self.codes))

    def _topic(self, written: list[str | None], count: int) -> Topic | None:
        unit = next((text for text in written[count:] if text), None)
        for text in written[:count]:
            if not text:
                continue
            title = self.codes.get(text.strip(), {}).get("title", "")
            for each in (text, title):
                named = topic_of(f"{each} ({unit})" if unit and "(" not in each else each) if each else None
                if named:
                    return named[0]
        return None


_STATUS = {
    "provisional": "voorlopig", "voorlopig": "voorlopig", "preliminary": "voorlopig",
    "revised provisional": "nader voorlopig", "nader voorlopig": "nader voorlopig",
    "definitive": "definitief", "definitief": "definitief", "final": "definitief",
}  # fmt: skip


def _row(cell: _Cell, figures: Figures) -> Iterator[tuple[object, ...]]:
    """The row of a cell; what cannot be read is noted in `figures`."""
    topic = cell.topic
    code = next((found for each in cell.regions if (found := region_code(each))), None)
    name = next((each for each in cell.regions if region_code(each) is None), None)
    is_elsewhere = any(map(is_other_region, cell.regions))
    if code is None and (name is None or is_elsewhere or topic.name in (FAMILIES, INHABITANTS)):
        if not is_elsewhere and name != "Nederland":
            figures.rejected.append((cell.record, "regio", "onbekende regio", NO_REGION))
        else:
            figures.skipped += 1
        return
    period = period_of(cell.period)
    if period is None:
        figures.rejected.append((cell.record, "periode", "geen periode", NO_PERIOD))
        return
    try:
        value = number_of(cell.text)
    except ValueError:
        figures.rejected.append((cell.record, topic.name, "geen getal", NO_NUMBER))
        return
    if value is not None and topic.unit == "procent" and not 0 <= value <= 100:
        figures.rejected.append((cell.record, topic.name, "buiten bereik", OUT_OF_RANGE))
        return
    bare = re.sub(r"\s*\(gemeente\)$", "", name) if name else None
    code = code or ("NL" if bare == "Nederland" else bare)
    status = cell.status or period[1]
    yield cell.record, topic.name, topic.unit, code, "Nederland" if code == "NL" else bare, period[0], status, value


def _once(rows: pl.DataFrame, figures: Figures) -> pl.DataFrame:
    """Refuses rows that differ on the same subject, region and period: which is the total, the file does not say."""
    key = ["onderwerp", "regio", "periode"]
    rows = rows.unique([*key, "waarde"], keep="first", maintain_order=True)
    double = pl.struct(key).is_duplicated()
    figures.rejected += [(record, topic, "dubbel", TOO_MANY) for record, topic in
                         rows.filter(double).select("record", "onderwerp").iter_rows()]  # fmt: skip
    return rows.filter(~double)


def _plain(name: str) -> str:
    """A column name without number, unit and capitals."""
    text = name.strip().strip("\ufeff").lower().rsplit("/", 1)[-1]
    return re.sub(r"_\d+$", "", re.sub(r"\s*\((code|naam|aantal|%)\)$", "", text))


def _is_footer(row: tuple[str | None, ...]) -> bool:
    """Whether a row is the line under a table that names its source."""
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and re.match(r"^\W*(bron\s*:|©)", filled[0], re.IGNORECASE) is not None


def _fetched(name: str) -> date | None:
    """The day that StatLine writes in the name of a file: `_22112026_101500.csv`."""
    found = re.search(r"_(\d{2})(\d{2})(20\d{2})_\d{6}(?!\d)", name)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None

"""Which files did the owners deliver, when, and how were they written?

A delivery holds the rows that are new or changed since the one before, as far as they were known then: so later
deliveries fill in what earlier ones could not know, and the newest months are not complete. A year came in one go
until 2022, then a quarter, since 2025 a month.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from data.example import plan
from data.example.dirt import with_mistakes
from data.example.draws import day
from data.example.outlines import gebiedsvormen
from data.example.truth import Truth

YEARLY = tuple(date(year, 1, 31) for year in range(2020, 2024))
QUARTERLY = tuple(
    date(year, month, last) for year in (2023, 2024) for month, last in ((3, 31), (6, 30), (9, 30), (12, 31))
)
MONTHLY = tuple(pl.date_range(date(2025, 1, 1), date(2026, 10, 1), "1mo", eager=True).dt.month_end().to_list())
LEVERDATA: tuple[date, ...] = (*YEARLY, *QUARTERLY, *MONTHLY)

REGISTER_DATA = (*YEARLY, *(date(year, 12, 31) for year in (2023, 2024, 2025)), date(2026, 4, 30), date(2026, 10, 31))
"""When the other registers come in."""

EVENTS = {
    "aanmeldingen": {
        "bekend_kennismaking": ["kennismakingsdatum"],
        "bekend_start": ["startdatum"],
        "bekend_einde": ["einddatum"],
    },
    "leveringen": {"bekend_einde": ["einddatum", "reden_beeindiging"]},
    "ervaringen": {},
    "uitputting": {},
}
"""Per table which columns become known later than the row itself, and by which column that day is told."""

DATE_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")


@dataclass(frozen=True)
class Style:
    """How the owner writes in this delivery."""

    dates: str
    encoding: str
    separator: str
    names: str
    decimal_comma: bool


def style_of(number: int) -> Style:
    """Every delivery is written a little differently, as happens when people change."""
    return Style(
        dates=DATE_FORMS[number % 3],
        encoding=("utf-8", "cp1252", "utf-8-sig")[number % 3],
        separator=";" if number % 5 else ",",
        names=("alias", "naam", "team")[number % 3],
        decimal_comma=bool(number % 5),
    )


def deliveries(truth: Truth, folder: Path) -> Iterator[tuple[date, list[Path]]]:
    """Writes the files of one delivery after the other into `folder`, the tables that everything refers to first."""
    previous = told = date(1900, 1, 1)
    for number, leverdatum in enumerate(LEVERDATA):
        place = folder / leverdatum.isoformat()
        place.mkdir()
        style = style_of(number)
        paths = _references(truth, place) if number == 0 else []
        for table, frame in truth.records().items():
            rows = news(frame, table, previous, leverdatum)
            if not rows.is_empty():
                paths += _write(rows, table, style, place, leverdatum)
        paths += _plain(truth, place, previous, leverdatum)
        if leverdatum in REGISTER_DATA:
            paths.append(_registers(truth, place, told, leverdatum))
            told = leverdatum
        yield leverdatum, paths
        previous = leverdatum


def news(frame: pl.DataFrame, table: str, previous: date, leverdatum: date) -> pl.DataFrame:
    """Rows of which something became known after `previous`, as known on `leverdatum`."""
    first, last = day(previous), day(leverdatum)
    fresh = pl.col("bekend").is_between(first + 1, last)
    events = EVENTS[table]
    for known in events:
        fresh |= pl.col(known).is_between(first + 1, last)
    rows = frame.filter(fresh, pl.col("bekend") <= last)
    unknown = [
        pl.when(pl.col(known) <= last).then(pl.col(name)).alias(name)
        for known, names in events.items()
        for name in names
    ]
    return rows.with_columns(unknown).select(name for name in frame.columns if not name.startswith("bekend"))


def _write(rows: pl.DataFrame, table: str, style: Style, place: Path, leverdatum: date) -> list[Path]:
    if "team" in rows.columns:
        rows = rows.with_columns(pl.col("team").replace(_spelling(style.names)))
    if table == "leveringen":
        # Each law has its own system and its own export.
        return [
            _csv(with_mistakes(_text(part, style), table, leverdatum) if law == "jw" else _text(part, style),
                 place / f"zorg_{law}_{leverdatum:%Y%m}.csv", style)
            for law in ("jw", "wmo") if not (part := rows.filter(wet=law)).is_empty()
        ]  # fmt: skip
    if table == "ervaringen" and leverdatum in QUARTERLY[-2:]:
        path = place / "ervaringen.xlsx"
        rows.write_excel(path, worksheet="ervaringen", dtype_formats={pl.Date: "dd-mm-yyyy"})
        return [path]
    path = _csv(with_mistakes(_text(rows, style), table, leverdatum), place / f"{table}_{leverdatum:%Y%m}.csv", style)
    return [_zipped(path)] if table == "uitputting" and leverdatum in MONTHLY else [path]


def _spelling(names: str) -> dict[str, str]:
    """How this delivery spells the teams: by code, by name, or the way people say it."""
    if names == "team":
        return {}
    areas = plan.table("gebieden")
    spelling = dict(zip(areas["gebied"], areas["naam"], strict=True))
    if names == "alias":
        aliases = plan.table("aliassen").unique("gebied", keep="first", maintain_order=True)
        spelling |= dict(zip(aliases["gebied"], aliases["alias"], strict=True))
    return spelling


def _text(rows: pl.DataFrame, style: Style) -> pl.DataFrame:
    """Every cell as it is written."""
    number = pl.selectors.float().cast(pl.Decimal(18, 2)).cast(pl.String)
    if style.decimal_comma:
        number = number.str.replace(".", ",", literal=True)
    if rows.schema.get("maand") == pl.Date:
        rows = rows.with_columns(pl.col("maand").dt.strftime("%Y-%m"))
    return rows.with_columns(pl.selectors.date().dt.strftime(style.dates), number).with_columns(
        pl.all().cast(pl.String)
    )


def _csv(text: pl.DataFrame, path: Path, style: Style) -> Path:
    path.write_text(text.write_csv(separator=style.separator), encoding=style.encoding, newline="")
    return path


def _zipped(path: Path) -> Path:
    target = path.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    path.unlink()
    return target


def _references(truth: Truth, place: Path) -> list[Path]:
    """The tables that were agreed beforehand."""
    tables = {name: plan.table(name) for name in REFERENCES} | {"populatie": truth.populatie, "seizoen": truth.seizoen}
    files = [_csv(_plainly(frame), place / f"{name}.csv", PLAIN) for name, frame in tables.items()]
    shapes = place / "gebiedsvormen.geojson"
    shapes.write_bytes(gebiedsvormen())
    return [*files, shapes]


REFERENCES = ("gebieden", "aliassen", "buurten", "postcodes", "organisaties", "aanbieders", "zorgvormen")
PLAIN = Style("%Y-%m-%d", "utf-8", ";", "team", False)


def _plainly(frame: pl.DataFrame) -> pl.DataFrame:
    return _text(frame.with_columns(pl.selectors.by_name("aandeel", require_all=False).cast(pl.String)), PLAIN)


def _plain(truth: Truth, place: Path, previous: date, leverdatum: date) -> list[Path]:
    """Agreements, events and the aanbieders' own figures, when their day has come."""
    rows = {
        "vierkanten": truth.vierkanten.filter(pl.col("ingangsdatum").is_between(previous, leverdatum, closed="right")),
        "prognoses": truth.prognoses.filter(pl.col("datum").is_between(previous, leverdatum, closed="right")),
        "gebeurtenissen": truth.gebeurtenissen.filter(
            pl.col("datum").str.to_date().is_between(previous, leverdatum, closed="right")
        ),
    }
    if leverdatum == LEVERDATA[-1]:
        rows["bereikopgaven"] = truth.bereikopgaven
        rows["verhalen"] = plan.table("verhalen")
    return [_csv(_plainly(frame), place / f"{name}.csv", PLAIN) for name, frame in rows.items() if not frame.is_empty()]


def _registers(truth: Truth, place: Path, told: date, leverdatum: date) -> Path:
    """One zip with the registers: what became known after the last one, as known now."""
    target = place / f"registers_{leverdatum:%Y%m}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frame in truth.registers.items():
            rows = register_news(frame, told, leverdatum)
            if not rows.is_empty():
                archive.writestr(f"{name}.csv", _text(rows, PLAIN).write_csv(separator=PLAIN.separator))
    return target


def register_news(frame: pl.DataFrame, told: date, leverdatum: date) -> pl.DataFrame:
    """Rows with a date, or an end of a month or period, after `told`; dates after `leverdatum` are not known yet."""
    if "periode" in frame.columns:
        ends = pl.date(pl.col("periode").cast(pl.Int32), 12, 31)
        return frame.filter((ends > told) & (ends <= leverdatum))
    if "maand" in frame.columns:
        ends = pl.col("maand").dt.month_end()
        if "later_hulp" not in frame.columns:
            return frame.filter((ends > told) & (ends <= leverdatum))
        late = ends.dt.offset_by("4mo").dt.month_end()
        fresh = (ends > told) | ((late > told) & (late <= leverdatum))
        known = pl.when(late <= leverdatum).then("later_hulp").alias("later_hulp")
        return frame.filter(fresh & (ends <= leverdatum)).with_columns(known)
    days = [name for name, kind in frame.schema.items() if kind == pl.Date]
    fresh = pl.any_horizontal(pl.col(name).is_between(told, leverdatum, closed="right") for name in days)
    return frame.filter(fresh, pl.col(days[0]) <= leverdatum).with_columns(
        pl.when(pl.col(name) <= leverdatum).then(name).alias(name) for name in days
    )

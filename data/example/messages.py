"""How would the aanvullende zorg of the example municipality look as iJw and iWmo messages?

Valid by structure, with invented people and BSNs of the official test range. `write_messages` writes only the
clients that have such a BSN: there are some nine thousand of those numbers.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from data.example.message_text import Message, Person, retour, start, stop, toewijzing, verzoek

GEMEENTE = "0344"
_REQUEST_DAYS = 6
"""Days between the request of an aanbieder and the toewijzing."""

Sent = tuple[date, str, bytes]
"""Day of sending, name of the file, the message."""


def messages_of(leveringen: pl.DataFrame, postcodes: dict[str, str], last_day: date) -> Iterator[Sent]:
    """Everything that was sent about these leveringen up to and including `last_day`, in no special order.

    Columns as in `leveringen_frame`. `postcodes` gives a postcode of six characters per area.
    """
    for number, row in enumerate(leveringen.iter_rows(named=True)):
        for sent, name, content in _about(row, number, postcodes):
            if sent <= last_day:
                yield sent, name, content


def _about(row: dict[str, Any], number: int, postcodes: dict[str, str]) -> Iterator[Sent]:
    person = Person(
        row["bsn"], f"{row['geboortejaar']}-01-01", "2", row["geslacht"], postcodes.get(row["gebied"] or "")
    )
    code = row["zorgvorm"]
    product = (code[:2], code)
    nummer = row["toewijzing_nummer"]
    granted = row["toewijzingsdatum"]
    reference = f"VOT-{number:07d}" if row["verwijzer"] else None

    def sent(soort: str, day: date, block: str) -> Sent:
        day = max(day, date(row["geboortejaar"], 1, 1))  # nobody writes about a child before its birth
        message = Message(
            row["wet"], soort, GEMEENTE, row["aanbieder"], f"{soort}{number:09d}", day.isoformat(), person
        )
        return day, f"{row['wet']}{soort}_{number:07d}.xml", message.text([block])

    if reference:
        asked = granted - timedelta(days=_REQUEST_DAYS)
        yield sent("315", asked, verzoek(reference, product, row["ingangsdatum"], row["verwijzer"]))
    yield sent(
        "301", granted, toewijzing(nummer, product, granted, "14:05:00", row["ingangsdatum"], reference=reference)
    )
    day, name, content = sent(
        "305", row["bekend_begin"], start(nummer, product, row["ingangsdatum"], row["begindatum"])
    )
    yield day, name, content
    yield day, name.replace("305", "306", 1), retour(content)
    if row["reden_beeindiging"]:
        block = stop(nummer, product, row["begindatum"], row["reden_beeindiging"], row["einddatum"])
        yield sent("307", max(row["bekend_begin"], row["bekend_einde"]), block)


def write_messages(folder: Path) -> list[Path]:
    """Write a zip of messages per quarter of sending, and the reference tables that give them meaning."""
    from data.example import plan
    from data.example.draws import LAST_DAY, as_dates
    from data.example.zorg import leveringen_frame

    folder.mkdir(parents=True, exist_ok=True)
    rows = leveringen_frame().filter(pl.col("bsn").is_not_null())
    rows = rows.with_columns(pl.col("bekend_begin", "bekend_einde").cast(pl.Int32).cast(pl.Date))
    last_day = as_dates(pl.Series([LAST_DAY]).to_numpy())[0]
    quarters: dict[str, list[tuple[str, bytes]]] = {}
    for sent, name, content in messages_of(rows, postcodes_of(plan.table("postcodes")), last_day):
        quarters.setdefault(f"{sent.year}-kwartaal-{(sent.month + 2) // 3}", []).append((name, content))
    paths = [_zip(folder / f"berichten-{quarter}.zip", members) for quarter, members in sorted(quarters.items())]
    for name in ("gebieden", "postcodes", "aanbieders", "zorgvormen"):
        paths.append(folder / f"{name}.csv")
        plan.table(name).write_csv(paths[-1], separator=";")
    return paths


def postcodes_of(postcodes: pl.DataFrame) -> dict[str, str]:
    """An invented postcode of six characters for every area that has one of four."""
    return {area: f"{postcode[:4]}ZZ" for postcode, area in postcodes.sort("postcode", descending=True).iter_rows()}


def _zip(path: Path, members: list[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path

"""What do many files say together: rows per table, and what could not be used?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.messages.containers import documents_in, is_zip, message_root, safe_name
from data.messages.products import COLUMNS, Row
from data.messages.reading import Message, Reader
from data.messages.standard import RefusedError
from data.messages.xml import SafeParser

FILE = "bestand_nr"
"""Extra column of every row: the place of its file in `Parsed.files`."""

_DATES = frozenset({"dagtekening", "toewijzingsdatum", "ingangsdatum", "begindatum", "einddatum"})
_TYPES = {"nummer": pl.Int64(), "geboortejaar": pl.Int64(), FILE: pl.Int64(), "geaccepteerd": pl.Boolean()}


@dataclass(frozen=True, slots=True)
class Rejection:
    """A line or message that was not used. `record` 1 is the whole message, 2 its first product block."""

    bestand: str
    tabel: str
    record: int
    kolom: str | None
    reden: str
    zin: str
    waarde: str | None


@dataclass(slots=True)
class FileRead:
    """What came of one file: a bare message, an envelope, or a zip of them.

    `newest` is the newest Dagtekening as text. `refused` is why nothing of it can be used. `remarks` counts
    what the user should know but cannot repair.
    """

    bestand: str
    messages: int = 0
    newest: str | None = None
    refused: str | None = None
    rejections: list[Rejection] = field(default_factory=list)
    remarks: dict[str, int] = field(default_factory=dict)

    @property
    def leverdatum(self) -> date | None:
        return date.fromisoformat(self.newest) if self.newest else None

    @property
    def warnings(self) -> list[str]:
        return [f"{sentence} Aantal berichten: {count}." for sentence, count in sorted(self.remarks.items())]

    def remark(self, sentence: str) -> None:
        self.remarks[sentence] = self.remarks.get(sentence, 0) + 1

    def refuse(self, bestand: str, error: RefusedError, tabel: str = "berichten", record: int = 1) -> None:
        self.rejections.append(
            Rejection(safe_name(bestand), tabel, record, error.kolom, error.reden, error.zin, error.waarde)
        )


@dataclass(slots=True)
class Parsed:
    """Rows per table in the order of `products.COLUMNS` and then `FILE`, dates still as text."""

    files: list[FileRead] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in COLUMNS})
    messages: int = 0

    def frame(self, table: str) -> pl.DataFrame:
        """The rows of one table, each line once: as its first file in this reading brought it."""
        names = (*COLUMNS[table], FILE)
        columns = zip(*self.rows[table], strict=True) if self.rows[table] else [() for _ in names]
        frame = pl.DataFrame(
            [
                pl.Series(name, values, _TYPES.get(name, pl.String()))
                for name, values in zip(names, columns, strict=True)
            ]
        ).with_columns(pl.col([name for name in names if name in _DATES]).str.to_date("%Y-%m-%d"))
        if table == "retouren":
            return frame.sort("bericht", "geaccepteerd").unique("bericht", keep="first", maintain_order=True)
        return frame.unique(["bericht", "regel"], keep="first", maintain_order=True)

    def add(self, file: FileRead, bestand: str, message: Message) -> None:
        header = message.header
        self.messages += 1
        file.messages += 1
        if file.newest is None or header.sent > file.newest:
            file.newest = header.sent
        if not header.kind.known_release:
            file.remark(
                f"Release {header.kind.release} kent Cijfertafel nog niet. Gelezen als 3.2; controleer de uitkomst."
            )
        place = (len(self.files) - 1,)
        self.rows[message.table] += [row + place for row in message.rows]
        for record, error in message.refused:
            file.refuse(bestand, error, message.table, record + 1)


class MessageFiles:
    """Reads files into a `Parsed`; what one refuses never stops the next.

    `pseudonym` hides a BSN, `area` gives the area of a full postcode (None: unknown). A message dated more
    than a year after `today` is refused.
    """

    def __init__(self, pseudonym: Callable[[str], str], area: Callable[[str], str | None], today: date) -> None:
        self._parser = SafeParser()
        self._reader = Reader(pseudonym, area, today)

    def read(self, parsed: Parsed, name: str, content: bytes) -> None:
        """Add one file to `parsed`."""
        file = FileRead(safe_name(name))
        parsed.files.append(file)
        for bestand, document in documents_in(name, content):
            try:
                if isinstance(document, RefusedError):
                    raise document
                parsed.add(file, bestand, self._reader.message(message_root(self._parser, document)))
            except RefusedError as error:
                if error.reden == "soort bericht":
                    file.remark(error.zin)
                else:
                    file.refuse(bestand, error)
        # A bare file holds one message: when that is refused, so is the file.
        if not is_zip(content) and file.rejections and file.rejections[0].record == 1:
            file.refused = file.rejections.pop().zin


def read_messages(
    files: Iterable[tuple[str, bytes]],
    *,
    pseudonym: Callable[[str], str],
    area: Callable[[str], str | None],
    today: date,
) -> Parsed:
    """Read files of messages, each bare, in an envelope or a zip; arguments as for `MessageFiles`."""
    parsed, reader = Parsed(), MessageFiles(pseudonym, area, today)
    for name, content in files:
        reader.read(parsed, name, content)
    return parsed

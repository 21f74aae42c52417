"""What do many messages say together: rows per table, and what could not be used?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.messages.containers import Document, message_root
from data.messages.reading import COLUMNS, Message, Reader, Row
from data.messages.standard import RefusedError
from data.messages.xml import SafeParser

_DATES = frozenset({"dagtekening", "toewijzingsdatum", "ingangsdatum", "begindatum", "einddatum"})
_WHOLE = frozenset({"nummer", "geboortejaar"})


@dataclass(frozen=True)
class Rejection:
    """A line or message that was not used. `record` is the number of the product block; 0 is the whole message."""

    bestand: str
    tabel: str
    record: int
    kolom: str | None
    reden: str
    zin: str
    waarde: str | None


@dataclass
class Parsed:
    """Rows per table in the order of `reading.COLUMNS`, dates still as text. `newest` is the newest Dagtekening."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in COLUMNS})
    rejections: list[Rejection] = field(default_factory=list)
    messages: int = 0
    newest: str | None = None
    unknown_releases: Counter[str] = field(default_factory=Counter)

    def frame(self, table: str) -> pl.DataFrame:
        """The rows of one table, each line once, with the types of the store."""
        names = COLUMNS[table]
        columns = zip(*self.rows[table], strict=True) if self.rows[table] else [() for _ in names]
        kinds = {name: _type(name) for name in names}
        frame = pl.DataFrame(
            {name: pl.Series(name, values, kinds[name]) for name, values in zip(names, columns, strict=True)}
        ).with_columns(pl.col([name for name in names if name in _DATES]).str.to_date("%Y-%m-%d"))
        if table == "retouren":
            return frame.sort("bericht", "geaccepteerd").unique("bericht", keep="first", maintain_order=True)
        return frame.unique(["bericht", "regel"], keep="last", maintain_order=True)

    @property
    def leverdatum(self) -> date | None:
        return date.fromisoformat(self.newest) if self.newest else None

    @property
    def warnings(self) -> list[str]:
        return [
            f"{count} berichten zijn van release {release}, die Cijfertafel nog niet kent. Ze zijn gelezen als 3.2; "
            "controleer de uitkomst."
            for release, count in sorted(self.unknown_releases.items())
        ]

    def add(self, bestand: str, message: Message) -> None:
        header = message.header
        self.messages += 1
        if self.newest is None or header.sent > self.newest:
            self.newest = header.sent
        if not header.kind.known_release:
            self.unknown_releases[header.kind.release] += 1
        self.rows[message.table].extend(message.rows)
        for record, error in message.refused:
            self.refuse(bestand, error, message.table, record)

    def refuse(self, bestand: str, error: RefusedError, tabel: str = "berichten", record: int = 0) -> None:
        self.rejections.append(Rejection(bestand, tabel, record, error.kolom, error.reden, error.zin, error.waarde))


def _type(name: str) -> pl.DataType:
    if name in _WHOLE:
        return pl.Int64()
    return pl.Boolean() if name == "geaccepteerd" else pl.String()


def read_messages(
    documents: Iterable[Document],
    *,
    pseudonym: Callable[[str], str],
    area: Callable[[str], str | None],
    today: date,
    progress: Callable[[int], None] | None = None,
) -> Parsed:
    """Read every document; what one refuses never stops the next.

    `pseudonym` hides a BSN, `area` gives the area of a full postcode (None: unknown). A message dated more
    than a year after `today` is refused. `progress` hears how many documents were read, once per thousand.
    """
    parsed, parser = Parsed(), SafeParser()
    reader = Reader(pseudonym, area, today)
    for count, (bestand, content) in enumerate(documents, start=1):
        try:
            if isinstance(content, RefusedError):
                raise content
            parsed.add(bestand, reader.message(message_root(parser, content)))
        except RefusedError as error:
            parsed.refuse(bestand, error)
        if progress and count % 1000 == 0:
            progress(count)
    return parsed

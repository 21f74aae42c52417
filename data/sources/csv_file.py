"""Which records does a CSV file hold, whatever its separator, encoding and quoting?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from data.sources import Sheet, SourceError, tidy

SEPARATORS = (";", ",", "\t")
_NO_SEPARATOR = "\x1f"
_END = "\x1eeinde"
_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)*")


def read_csv(content: bytes) -> Sheet:
    """The sheet in a CSV file; SourceError when it is empty, no text, or has a quote that never closes."""
    whole = _with_newlines(text_of(content))
    text, separator = _separator(_without_blank_start(whole))
    if not text.strip():
        raise SourceError("Het bestand is leeg. Lever een bestand met kolomnamen en rijen.")
    plain = '"' not in text and _NO_SEPARATOR not in text
    sheet = _read_plain(text, separator) if plain else None
    return replace(sheet or _read_quoted(text, separator), above=whole.count("\n") - text.count("\n"))


def split_row(cells: list[str]) -> list[str]:
    """The cells of a row under a line without separators, such as a title: its own separator was not looked for yet."""
    filled = [cell for cell in cells if cell]
    if len(filled) != 1:
        return cells
    _, separator = _separator(filled[0])
    return [cell.strip(' "') for cell in filled[0].split(separator)]


def text_of(content: bytes) -> str:
    """The text of a file, whatever its encoding; SourceError when it is no text."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError("Het bestand is geen leesbare tekst. Sla het op als CSV in UTF-8.")


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _without_blank_start(text: str) -> str:
    match = _BLANK_LINES.match(text)
    return text[match.end() :] if match else text


def _separator(text: str) -> tuple[str, str]:
    """The text from the head on, and its separator: that of a `sep=` line, else the commonest in the head."""
    head = _first_record(text)
    if (hint := re.fullmatch(r"sep=(.)", head.strip(" "), re.IGNORECASE)) or head.lower() == "sep=\t":
        return _without_blank_start(text[len(head) + 1 :]), hint[1] if hint else "\t"
    outside = re.sub(r'"[^"]*"', "", head)
    best = max(SEPARATORS, key=outside.count)
    return text, best if best in outside else _NO_SEPARATOR


def _first_record(text: str) -> str:
    """The text up to the first line end that is not inside quotes."""
    quoted = False
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == "\n" and not quoted:
            return text[:position]
    return text


def _read_plain(text: str, separator: str) -> Sheet | None:
    """The fast way, for text without quotes: a line is a record. None when lines are not of one width."""
    head, _, body = text.partition("\n")
    header = [name.strip() for name in head.split(separator)]
    if not body:
        body = "\n"
    lines = _columns(body, 1, _NO_SEPARATOR)["0"]
    most = lines.str.count_matches(separator, literal=True).max()
    if not isinstance(most, int) or most >= len(header):
        return None
    cells = _columns(body, len(header), separator)
    if cells.height != lines.len():
        return None
    return tidy("", header, cells, pl.repeat(False, cells.height, dtype=pl.Boolean, eager=True))


def _columns(body: str, width: int, separator: str) -> pl.DataFrame:
    return pl.read_csv(
        io.BytesIO(body.encode()),
        has_header=False,
        separator=separator,
        quote_char=None,
        schema={str(i): pl.String for i in range(width)},
        missing_columns="insert",
    )


def _read_quoted(text: str, separator: str) -> Sheet:
    rows = list(_records(text, separator))
    header = [name.strip() for name in rows[0]]
    width = len(header)
    body = rows[1:]
    surplus = pl.Series(
        [len(row) > width and any(cell.strip() for cell in row[width:]) for row in body], dtype=pl.Boolean
    )
    if any(len(row) != width for row in body):
        body = [(row + [""] * width)[:width] for row in body]
    columns = list(zip(*body, strict=True)) if body else [()] * width
    cells = pl.DataFrame([pl.Series(str(i), column, pl.String) for i, column in enumerate(columns)])
    return tidy("", header, cells, surplus)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Every logical record. A last line of our own shows whether a quote was left open."""
    reader = csv.reader(io.StringIO(f"{text.rstrip(chr(10))}\n{_END}", newline=""), delimiter=separator)
    held: list[str] | None = None
    try:
        for row in reader:
            if held is not None:
                yield held
            held = row
    except csv.Error as error:
        raise _open_quote(reader.line_num) from error
    if held != [_END]:
        raise _open_quote(text.count("\n") + 1)


def _open_quote(line: int) -> SourceError:
    return SourceError(
        f'Een aanhalingsteken (") wordt geopend en niet gesloten, ergens voor regel {line}. '
        "Sluit het, of sla het bestand opnieuw op als CSV."
    )

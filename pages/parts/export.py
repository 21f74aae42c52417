"""How does a figure leave the dashboard as a file that explains itself?

A file opens with a head: what was counted, for whom, when, and what is provisional, hidden or invented.
A number that is hidden on screen is hidden here, with the same word; the gate has taken it out before.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from metrics.indicator import Shape, Unit
from pages.parts import table, wording
from pages.parts.selection_text import selection_sentence
from results import Result

if TYPE_CHECKING:
    import xlsxwriter

_UNSAFE = ("=", "+", "-", "@", "\t", "\r")
_PERCENT = {Unit.SHARE, Unit.DRIFT}
_WHOLE, _LOOSE = "#,##0", ("#,##0.##", "#,##0.0##")


def head(result: Result, selection: str | None = None) -> list[tuple[str, str]]:
    """What a reader must know before the first number, as pairs of name and text. `selection` are the words of a kept
    figure, whose names may be others than those of today.
    """
    indicator, frame = result.indicator, result.frame
    hidden, provisional = int(frame["afgeschermd"].sum()), int(frame["voorlopig"].sum())
    pairs = [
        ("Cijfer", indicator.name),
        ("Vraag", indicator.question),
        ("Definitie", indicator.definition),
        ("Teller", indicator.teller),
        ("Noemer", indicator.noemer or "geen"),
        ("Eenheid", indicator.unit.value),
        ("Bron", indicator.source),
        ("Selectie", selection_sentence(result.query) if selection is None else selection),
        ("Peildatum", wording.day(result.peildatum)),
        ("Gegevensversie", result.data_version),
        ("Voorlopig", f"{provisional} van {frame.height} regels kunnen nog veranderen" if provisional else "niets"),
        (
            "Afgeschermd",
            f"{hidden} van {frame.height} regels; een afgeschermd getal is geen nul" if hidden else "niets",
        ),
    ]
    pairs += [("Let op", caveat) for caveat in indicator.caveats]
    pairs += [("Trendbreuk", sentence) for sentence in table.breaks([result], everywhere=True)]
    pairs += [("Signaal", sentence.removeprefix("Signaal: ")) for sentence in table.signals([result])]
    if result.example:
        pairs.append(("Let op", "De gegevens zijn verzonnen. Trek er geen conclusies uit."))
    return pairs


def csv_bytes(results: Sequence[Result]) -> bytes:
    """A file that a Dutch Excel opens by a double click: semicolons, decimal comma, UTF-8 with its mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for number, result in enumerate(results):
        if number:
            writer.writerow([])
        writer.writerows([_safe(name), _safe(content)] for name, content in head(result))
        writer.writerow([])
        shown = table.columns(result)
        writer.writerow([*(column.header for column in shown), "Status", "Waarom leeg"])
        for row in result.frame.iter_rows(named=True):
            writer.writerow([*(_csv_cell(row, column) for column in shown), *_status(row)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def xlsx_bytes(results: Sequence[Result]) -> bytes:
    """A workbook with one sheet per table; numbers stay numbers, texts are never read as a formula."""
    import xlsxwriter  # only here: who looks at figures need not load it

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": results[0].indicator.name, "created": datetime.combine(results[0].peildatum, time())})
    for number, result in enumerate(results, start=1):
        write_sheet(book, f"Cijfers {number}" if len(results) > 1 else "Cijfers", result, head(result))
    book.close()
    return buffer.getvalue()


def file_name(results: Sequence[Result], extension: str) -> str:
    """Name of the file: which figure, known up to when."""
    return f"{results[0].indicator.key}_{results[0].peildatum.isoformat()}.{extension}"


def write_sheet(book: xlsxwriter.Workbook, name: str, result: Result, about: Sequence[tuple[str, str]]) -> None:
    """One table on a sheet of its own, under what to know about it."""
    sheet = book.add_worksheet(name)
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    line = 0
    for label, content in about:
        sheet.write_string(line, 0, label, bold)
        sheet.merge_range(line, 1, line, 7, content, wrap)
        sheet.set_row(line, 15.0 * max(1, -(-len(content) // 110)))
        line += 1
    line += 1
    shown = table.columns(result)
    for place, text in enumerate([*(column.header for column in shown), "Status", "Waarom leeg"]):
        sheet.write_string(line, place, text, book.add_format({"bold": True, "bottom": 1}))
    sheet.freeze_panes(0, 1)  # not the head: frozen, it would fill a laptop and no row of the table could be reached
    codes = [_excel_format(result, column) for column in shown]
    formats = {code: book.add_format({"num_format": code}) for code in (*codes, _WHOLE)}
    for row in result.frame.iter_rows(named=True):
        line += 1
        for place, column in enumerate(shown):
            _write_cell(sheet, (line, place), row, column, codes[place], formats)
        for place, text in enumerate(_status(row), start=len(shown)):
            sheet.write_string(line, place, text)
    for place, column in enumerate(shown):
        sheet.set_column(place, place, 28 if column.write is None and place else 18)


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    row: dict[str, object],
    column: table.Column,
    code: str,
    formats: Mapping[str, object],
) -> None:
    content = row[column.name]
    if column.write is not None and isinstance(content, int | float):
        # With decimals that need not be there, a spreadsheet writes 127 as "127,".
        is_whole = code in _LOOSE and float(content).is_integer()
        sheet.write_number(*place, content, formats[_WHOLE if is_whole else code])
    else:
        sheet.write_string(*place, _words(row, column))


def _words(row: dict[str, object], column: table.Column) -> str:
    """Text of a cell that is no number; empty stays empty, because the last column says why."""
    content = row[column.name]
    if content is None:
        return wording.HIDDEN if table.is_hidden(row, column) else ""
    if isinstance(content, date):
        return content.isoformat()
    # In words, as on screen: of the key 6-10 a spreadsheet makes the sixth of October. A period stays as it sorts.
    return str(content) if column.name == "periode" else wording.option(column.name, str(content))


def _csv_cell(row: dict[str, object], column: table.Column) -> str:
    content = row[column.name]
    if column.write is not None and isinstance(content, int | float) and not isinstance(content, bool):
        return f"{round(content, 6):.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return _safe(_words(row, column))


def _status(row: dict[str, object]) -> tuple[str, str]:
    return ("voorlopig" if row["voorlopig"] else "definitief", str(row["waarom_leeg"] or ""))


def _excel_format(result: Result, column: table.Column) -> str:
    indicator = result.indicator
    if (column.name in ("onder", "boven") and indicator.unit == Unit.EURO) or column.name in table.EUROS:
        return '"€" #,##0'
    if column.name in table.SHARES:
        return "0.0%"
    if column.name in ("teller", "noemer"):
        return '"€" #,##0' if indicator.shape in (Shape.BUDGET, Shape.DECOMPOSITION) else _LOOSE[0]
    if column.name == "waarde":
        return "0.0%" if indicator.unit in _PERCENT else '"€" #,##0' if indicator.unit == Unit.EURO else _LOOSE[1]
    return _LOOSE[0]


def _safe(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_UNSAFE) else text

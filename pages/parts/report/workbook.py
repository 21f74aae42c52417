"""How does a session become a workbook: what was agreed, what was said, and every table with its head?"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from pages.parts import export
from pages.parts.report.cleaning import cell, clean, sheet_name
from pages.parts.report.content import Content, Promise
from pages.parts.report.stable import stable

LINE = 15.0  # height of a line of text, in points
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
INVENTED = "De gegevens zijn verzonnen. Trek er geen conclusies uit."


def xlsx_bytes(content: Content) -> bytes:
    """The workbook; the same session gives the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _SAFE)
    title = f"Verslag {content.title}"[:250]
    book.set_properties({"title": title, "author": "Cijfertafel", "created": datetime.combine(content.day, time())})
    taken: set[str] = set()
    _front(book, sheet_name("Verslag", taken), content)
    _said(book, sheet_name("Duiding", taken), content)
    _definitions(book, sheet_name("Definities", taken), content)
    for part in content.parts:
        for each in part.tables:
            name = sheet_name(f"{part.number} {each.result.indicator.name}", taken)
            export.write_sheet(book, name, each.result, [("Figuur", part.title), *each.about])
            _on_paper(book.get_worksheet_by_name(name))
    book.close()
    return stable(buffer.getvalue(), content.day)


def _front(book: xlsxwriter.Workbook, name: str, content: Content) -> None:
    """What the report is about, the figures and the agreements."""
    rows: list[Sequence[str | date | None]] = [("Sessie", content.title), *content.facts]
    rows += [("Let op", INVENTED)] if content.example else []
    rows.append(())
    rows += [(f"Figuur {part.number}", part.title, part.subtitle, part.reading) for part in content.parts]
    sheet = _sheet(book, name, rows, (18, 60, 50, 60), bold_first=True)
    line = len(rows) + 1
    line = _promises(book, sheet, line, "Wat we afspraken", content.promises)
    _promises(book, sheet, line, "Afspraken van eerder", content.earlier)


def _promises(book: xlsxwriter.Workbook, sheet: Any, line: int, title: str, promises: Sequence[Promise]) -> int:
    """The agreements under a heading; gives the line after them."""
    if not promises:
        return line
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d-m-yyyy", "valign": "top", "align": "left"})
    sheet.write_string(line, 0, title, bold)
    for place, head in enumerate(("Bij", "Afspraak", "Wie", "Principe", "Klaar op", "Stand")):
        sheet.write_string(line + 1, place, head, bold)
    for number, each in enumerate(promises, start=line + 2):
        for place, text in enumerate((each.origin, each.text, each.owner, each.principle)):
            sheet.write_string(number, place, cell(text), wrap)
        sheet.set_row(number, LINE * max(_lines(each.text, 60), _lines(each.principle, 60), _lines(each.owner, 50)))
        if each.day is not None:
            sheet.write_datetime(number, 4, datetime.combine(each.day, time()), day)
        sheet.write_string(number, 5, cell(each.status), wrap)
    return line + len(promises) + 3


def _said(book: xlsxwriter.Workbook, name: str, content: Content) -> None:
    """Everything that was said, one row each."""
    heads = ("Figuur", "Titel", "Vraag", "Wat is gezegd", "Partij", "Erbij")
    rows: list[Sequence[str | date | None]] = [heads]
    told = content.looked_back
    if told is not None:
        rows += [
            ("vorige sessie", told.summary, told.question, line.text, line.party, line.more) for line in told.lines
        ]
    for part in content.parts:
        for each in part.told:
            rows += [
                (f"Figuur {part.number}", part.title, each.question, line.text, line.party, line.more)
                for line in each.lines
            ]
    sheet = _sheet(book, name, rows, (14, 40, 28, 70, 20, 50))
    sheet.freeze_panes(1, 0)


def _definitions(book: xlsxwriter.Workbook, name: str, content: Content) -> None:
    rows = [(each.name, label, text) for each in content.definitions for label, text in each.lines]
    sheet = _sheet(book, name, [("Cijfer", "Over", "Tekst"), *rows], (34, 18, 110))
    sheet.freeze_panes(1, 0)


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    rows: Sequence[Sequence[str | date | None]],
    widths: Sequence[float],
    *,
    bold_first: bool = False,
) -> Any:
    """Rows of text; bold is the first row, or with `bold_first` the first column."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    for line, row in enumerate(rows):
        for place, text in enumerate(row):
            is_bold = place == 0 if bold_first else line == 0
            sheet.write_string(line, place, cell(clean(text or "")), bold if is_bold else wrap)
        sheet.set_row(
            line, LINE * max((_lines(text, width) for text, width in zip(row, widths, strict=False)), default=1)
        )
    _on_paper(sheet)
    return sheet


def _lines(text: object, width: float) -> int:
    """About how many lines a text takes in a column that holds `width` digits."""
    return max(1, -(-len(clean(text or "")) // max(1, int(width * 0.95))))


def _on_paper(sheet: Any) -> None:
    """Lying A4, as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)

"""How does a budget figure leave as a workbook that adds itself up, from delivered rows to the total?

Every sum is a formula over the rows on the other sheets, so a controller can change a row and see the total follow.
The outcome that the screen shows stands beside the formula, for a program that does not calculate.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from metrics.trace import Trace

YES, NO = "ja", "nee"
EURO, DATE, PERCENT = '"€" #,##0.00', "dd-mm-yyyy", "0.0%"
TOTAL = "alle aanbieders"
FAR = date(9999, 12, 31)
EXPLAINED = (
    "Afspraken en Uitputting zijn de geleverde rijen, met bestand en leverdatum. Een rij met 'nee' bij Telt mee is een "
    "uitsplitsing van een andere rij, of een afspraak die bij deze keuze niet geldt. "
    "Bij Tot betekent 31-12-9999: zonder einde.",
    "Per maand: het jaarbudget dat op de eerste dag van de maand geldt, maal het deel van die maand (blad Seizoen).",
    "Een maand telt mee als er een budget is en de kosten zijn geleverd. Een lege maand is niet geleverd, geen nul.",
    "Totaal: de maanden die meetellen, opgeteld vanaf januari. Alle sommen zijn formules: u kunt ze narekenen.",
)


class Count(float):
    """A number that is no amount of money."""


class _Sheet:
    """One sheet under a bold head, written row by row; `last` is the number of its last row, as Excel counts."""

    def __init__(self, book: Any, name: str, heads: Sequence[str], formats: Mapping[str, Any]) -> None:
        self.sheet, self.formats, self.last = book.add_worksheet(name), formats, 1
        for place, text in enumerate(heads):
            self.sheet.write_string(0, place, text, formats["bold"])
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_column(0, len(heads) - 1, 18)

    def row(self, *cells: Any) -> None:
        for place, cell in enumerate(cells):
            self._cell(self.last, place, cell)
        self.last += 1

    def _cell(self, line: int, place: int, cell: Any) -> None:
        if isinstance(cell, Formula):
            self.sheet.write_formula(line, place, cell.text, self.formats[cell.style], cell.shown)
        elif isinstance(cell, date):
            self.sheet.write_datetime(line, place, datetime.combine(cell, time()), self.formats["date"])
        elif isinstance(cell, int | Count):
            self.sheet.write_number(line, place, cell)
        elif isinstance(cell, float):
            self.sheet.write_number(line, place, cell, self.formats["euro"])
        elif cell is not None:
            self.sheet.write_string(line, place, str(cell))


class Formula:
    """A formula with its outcome and the style of its cell."""

    def __init__(self, text: str, shown: float | str, style: str = "euro") -> None:
        self.text, self.shown, self.style = text, shown, style


def workbook(trace: Trace, names: Mapping[str, str], head: Sequence[tuple[str, str]]) -> bytes:
    """The workbook; `names` of aanbieders by code, `head` what a reader must know first."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "bold": book.add_format({"bold": True, "bottom": 1}), "euro": book.add_format({"num_format": EURO}),
        "date": book.add_format({"num_format": DATE}), "percent": book.add_format({"num_format": PERCENT}),
        "plain": book.add_format(), "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }  # fmt: skip
    book.set_properties({"title": "Herkomst van een budgetcijfer", "created": datetime(trace.period.year, 1, 1)})
    _explain(book, formats, head)
    total = _Sheet(book, "Totaal", ("Code", "Aanbieder", "Begroot", "Uitgeput", "Verschil", "Afwijking"), formats)
    months = _Sheet(
        book, "Per maand",
        ("Code", "Aanbieder", "Maand", "Begroot", "Uitgeput", "Telt mee", "Begroot dat telt", "Uitgeput dat telt"),
        formats,
    )  # fmt: skip
    agreed, spent, season = _rows(book, formats, trace, names)
    _months(months, trace, names, agreed.last, spent.last, season.last)
    _totals(total, trace, names, months.last)
    book.close()
    return buffer.getvalue()


def _explain(book: Any, formats: Mapping[str, Any], head: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("Uitleg")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for line, (name, content) in enumerate([*head, *(("Hoe te lezen", text) for text in EXPLAINED)]):
        sheet.write_string(line, 0, name)
        sheet.write_string(line, 1, content, formats["wrap"])


def _rows(
    book: Any, formats: Mapping[str, Any], trace: Trace, names: Mapping[str, str]
) -> tuple[_Sheet, _Sheet, _Sheet]:
    """The delivered rows, as they are."""
    source = ("Bestand", "Geleverd op")
    key = ("Code", "Aanbieder", "Wet", "Zorgvorm")
    agreed = _Sheet(
        book, "Afspraken",
        (*key, "Vanaf", "Tot", "Budget per jaar", "Afgesproken cliënten", "Telt mee", *source), formats,
    )  # fmt: skip
    for row in trace.agreements.to_dicts():
        agreed.row(
            row["aanbieder"], names.get(row["aanbieder"], row["aanbieder"]), row["wet"], row["zorgvorm"],
            row["ingangsdatum"], row["geldig_tot"] or FAR, row["budget"],
            Count(row["clienten"]),
            YES if row["telt"] else NO, row["bestand"], row["leverdatum"],
        )  # fmt: skip
    spent = _Sheet(book, "Uitputting", (*key, "Maand", "Kosten", "Telt mee", *source), formats)
    for row in trace.spending.to_dicts():
        spent.row(
            row["aanbieder"], names.get(row["aanbieder"], row["aanbieder"]), row["wet"], row["zorgvorm"],
            row["maand"], row["kosten"], YES if row["telt"] else NO, row["bestand"], row["leverdatum"],
        )  # fmt: skip
    season = _Sheet(book, "Seizoen", ("Maand", "Deel van het jaar"), formats)
    for row in trace.season.to_dicts():
        season.row(row["maand"], Formula(f"={row['aandeel']!r}", row["aandeel"], "plain"))
    return agreed, spent, season


def _months(
    sheet: _Sheet, trace: Trace, names: Mapping[str, str], agreed: int, spent: int, season: int
) -> None:  # fmt: skip
    """One line per aanbieder and month: looked up and added by formulas."""
    for row in trace.months.to_dicts():
        line = sheet.last + 1
        valid = (
            f'Afspraken!$A$2:$A${agreed},$A{line},Afspraken!$I$2:$I${agreed},"{YES}",'
            f'Afspraken!$E$2:$E${agreed},"<="&$C{line},Afspraken!$F$2:$F${agreed},">"&$C{line}'
        )
        costs = (
            f"Uitputting!$A$2:$A${spent},$A{line},Uitputting!$E$2:$E${spent},$C{line},"
            f'Uitputting!$G$2:$G${spent},"{YES}"'
        )
        share = f"INDEX(Seizoen!$B$2:$B${season},MONTH($C{line}))"
        counts = row["begroot"] is not None and row["uitgeput"] is not None
        sheet.row(
            row["aanbieder"], names.get(row["aanbieder"], row["aanbieder"]), row["maand"],
            Formula(f'=IF(COUNTIFS({valid})=0,"",SUMIFS(Afspraken!$G$2:$G${agreed},{valid})*{share})',
                    "" if row["begroot"] is None else row["begroot"]),
            Formula(f'=IF(COUNTIFS({costs})=0,"",SUMIFS(Uitputting!$F$2:$F${spent},{costs}))',
                    "" if row["uitgeput"] is None else row["uitgeput"]),
            Formula(f'=IF(AND(ISNUMBER(D{line}),ISNUMBER(E{line})),"{YES}","{NO}")', YES if counts else NO, "plain"),
            Formula(f'=IF(F{line}="{YES}",D{line},0)', row["begroot"] if counts else 0),
            Formula(f'=IF(F{line}="{YES}",E{line},0)', row["uitgeput"] if counts else 0),
        )  # fmt: skip


def _totals(sheet: _Sheet, trace: Trace, names: Mapping[str, str], months: int) -> None:
    counting = trace.months.drop_nulls(["begroot", "uitgeput"])
    for code in trace.months["aanbieder"].unique(maintain_order=True):
        line, own = sheet.last + 1, counting.filter(aanbieder=code)
        where = f"'Per maand'!$A$2:$A${months},$A{line}"
        _sum_line(
            sheet, code, names.get(code, code), float(own["begroot"].sum()), float(own["uitgeput"].sum()),
            f"=SUMIFS('Per maand'!$G$2:$G${months},{where})", f"=SUMIFS('Per maand'!$H$2:$H${months},{where})",
        )  # fmt: skip
    last = sheet.last
    _sum_line(
        sheet, "", TOTAL, float(counting["begroot"].sum()), float(counting["uitgeput"].sum()),
        f"=SUM(C2:C{last})", f"=SUM(D2:D{last})",
    )  # fmt: skip


def _sum_line(sheet: _Sheet, code: str, name: str, agreed: float, spent: float, one: str, two: str) -> None:
    line = sheet.last + 1
    drift: float | str = (spent - agreed) / agreed if agreed else ""
    sheet.row(
        code, name, Formula(one, agreed), Formula(two, spent), Formula(f"=D{line}-C{line}", spent - agreed),
        Formula(f'=IF(C{line}=0,"",E{line}/C{line})', drift, "percent"),
    )  # fmt: skip

"""Does a file that leaves the dashboard explain itself, and does it hold nothing that the screen hides?"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import openpyxl
import polars as pl
import pytest

import metrics
from metrics.indicator import Shape
from pages.parts import export, table
from pages.parts.bookkeeping import csv_bytes as bookkeeping_csv
from results import Context, Query, Result
from tests.drawn_frames import line as drawn_line

SHARE = metrics.CATALOGUE["kennismaking_binnen_vijf_werkdagen"]
COUNT = metrics.CATALOGUE["wachtend"]


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of the selection; the store that holds them is not what these tests are about."""
    known = {"gebied": {"HO": "Hoog | Laag", "OO": "=Oost"}, "team": {"HO": "Hoog"}}
    monkeypatch.setattr("pages.parts.selection_text.names", lambda: known)


def share_result(example: bool = True) -> Result:
    frame = pl.DataFrame(
        {
            "periode": ["2026-Q2", "2026-Q3", "2026-Q3"],
            "gebied": ["HO", "HO", "OO"],
            "gebied_naam": ["Hoograven", "Hoograven", "=Oost"],
            "teller": [21.0, 1234.0, None],
            "noemer": [96.0, 2000.0, 31.0],
            "waarde": [0.21875, 0.617, None],
            "voorlopig": [False, True, False],
            "afgeschermd": [False, False, True],
            "waarom_leeg": [None, None, "afgeschermd"],
        }
    )
    return Result(
        query=Query(SHARE.key, ("2026-Q2", "2026-Q3"), ("gebied",), (("lezing", "alle"),)),
        indicator=SHARE, frame=frame, peildatum=date(2026, 10, 31), data_version="ab12-41", example=example,
        context=Context.GEDEELD, events=break_of_2022(), offer=None,
    )  # fmt: skip


def break_of_2022() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "datum": [date(2022, 1, 1)], "soort": ["trendbreuk"], "titel": ["Nieuwe registratie"],
            "toelichting": [None], "organisatie": [""],
        }
    )  # fmt: skip


def lines(content: bytes) -> Sequence[Sequence[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_csv_opens_in_a_dutch_excel() -> None:
    content = export.csv_bytes([share_result()])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = lines(content)
    head = rows.index([]) + 1
    assert rows[head] == ["Periode", "Gebied", "Teller", "Noemer", "Waarde", "Status", "Waarom leeg"]
    assert rows[head + 1] == ["2026-Q2", "Hoograven", "21", "96", "0,21875", "definitief", ""]


def test_hidden_number_is_the_word_and_never_a_zero_or_nothing() -> None:
    rows = lines(export.csv_bytes([share_result()]))
    hidden = rows[-1]
    assert hidden[2] == hidden[4] == "afgeschermd"
    assert hidden[3] == "31"


def test_head_says_definition_selection_dates_marks_and_that_data_are_invented() -> None:
    head = dict(export.head(share_result()))
    text = " ".join(f"{name}: {content}" for name, content in export.head(share_result()))
    assert head["Cijfer"] == SHARE.name and head["Definitie"] == SHARE.definition
    assert head["Peildatum"] == "31 oktober 2026" and head["Gegevensversie"] == "ab12-41"
    assert "2e kwartaal 2026 tot en met 3e kwartaal 2026" in head["Selectie"]
    assert head["Voorlopig"].startswith("1 van 3") and head["Afgeschermd"].startswith("1 van 3")
    assert "verzonnen" in text and "Nieuwe registratie" in text


def test_real_data_are_not_called_invented() -> None:
    assert "verzonnen" not in str(export.head(share_result(example=False)))


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert lines(export.csv_bytes([share_result()]))[-1][1] == "'=Oost"
    with zipfile.ZipFile(io.BytesIO(export.xlsx_bytes([share_result()]))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_xlsx_holds_numbers_as_numbers_and_a_head() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx_bytes([share_result()])))
    cells = list(book.worksheets[0].values)
    assert cells[0][:2] == ("Cijfer", SHARE.name)
    start = next(i for i, row in enumerate(cells) if row[0] == "Periode")
    assert cells[start + 2][4] == pytest.approx(0.617)
    assert cells[start + 3][4] == "afgeschermd"


def test_every_table_of_a_figure_is_in_the_file() -> None:
    second = replace(share_result(), query=Query(SHARE.key, ("2026-Q3",)))
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx_bytes([share_result(), second])))
    assert len(book.sheetnames) == 2
    assert sum(row[:1] == ["Cijfer"] for row in lines(export.csv_bytes([share_result(), second]))) == 2


def test_same_figure_gives_the_same_bytes() -> None:
    assert export.xlsx_bytes([share_result()]) == export.xlsx_bytes([share_result()])


def test_table_escapes_what_came_from_data() -> None:
    frame = share_result().frame.with_columns(gebied_naam=pl.lit("<script>alert(1)</script>"))
    shown = table.html(replace(share_result(), frame=frame), "kop")
    assert "<script>" not in shown and "&lt;script&gt;" in shown


def test_table_says_why_a_cell_is_empty() -> None:
    row: dict[str, object] = {"waarde": None, "noemer": None, "afgeschermd": False, "waarom_leeg": "niet geregistreerd"}
    column = table.Column("waarde", "Waarde", str)
    assert table.cell(row, column) == "niet geregistreerd"
    assert table.cell({**row, "waarom_leeg": None}, column) == "onbekend"


def test_nothing_missing_is_not_unknown() -> None:
    row: dict[str, object] = {
        "waarde": 0.1, "ontbrekende_maanden": None, "zonder_budget": None, "kosten_zonder_budget": None,
        "afgeschermd": False, "waarom_leeg": None,
    }  # fmt: skip
    months, euros = table.Column("ontbrekende_maanden", "", None), table.Column("kosten_zonder_budget", "", str)
    assert table.cell(row, months) == table.cell(row, euros) == "geen"
    assert table.cell({**row, "afgeschermd": True, "waarde": None}, months) == "afgeschermd"
    assert table.cell({**row, "zonder_budget": "2022-01 (een ander)"}, euros) == "onbekend"


def test_a_transfer_has_no_budget_of_its_own_and_that_is_not_unknown() -> None:
    row: dict[str, object] = {"waarde": 2_055_320.0, "begroot": None, "afgeschermd": False, "waarom_leeg": None}
    assert table.cell(row, table.Column("begroot", "Begroot", str)) == "–"
    assert table.cell({**row, "afgeschermd": True}, table.Column("begroot", "Begroot", str)) == "afgeschermd"
    assert table.cell({**row, "waarom_leeg": "geen noemer"}, table.Column("begroot", "", str)) == "geen noemer"


def test_difference_has_no_teller_nor_has_a_source_with_the_waarde_only() -> None:
    gap = replace(share_result(), indicator=replace(SHARE, shape=Shape.DIFFERENCE, noemer=None))
    bare = replace(share_result(), frame=share_result().frame.with_columns(teller=pl.lit(None, pl.Float64)))
    for result in (gap, bare):
        assert "Teller" not in [column.header for column in table.columns(result)]


def test_number_that_protection_took_from_a_shown_row_says_so() -> None:
    row: dict[str, object] = {"waarde": 40.0, "p90": None, "mediaan": None, "afgeschermd": False, "waarom_leeg": None}
    words = {name: table.cell(row, table.Column(name, name, str)) for name in ("p90", "mediaan")}
    assert words == {"p90": "afgeschermd", "mediaan": "onbekend"}
    assert table.cell({**row, "waarde": None}, table.Column("p90", "p90", str)) == "onbekend"


def test_count_has_no_teller_and_noemer_of_its_own() -> None:
    frame = share_result().frame.with_columns(klasse=pl.lit("0-5"), been=pl.lit("1"))
    shown = [column.header for column in table.columns(replace(share_result(), indicator=COUNT, frame=frame))]
    assert "Teller" not in shown and "Noemer" not in shown and "Waarde" in shown


def test_internal_figure_leaves_in_its_shared_form(monkeypatch: pytest.MonkeyPatch) -> None:
    from pages.parts import frame as frames
    from pages.parts.figure import Figure

    asked: list[Context] = []

    def answer(query: Query, context: Context) -> Result:
        asked.append(context)
        return replace(share_result(), context=context)

    monkeypatch.setattr("pages.parts.figure.result", answer)
    shown = [replace(share_result(), context=Context.INTERN)]
    left = frames.shareable(Figure("balken", share_result().query), shown)
    assert asked == [Context.GEDEELD] and left[0].context is Context.GEDEELD


def test_bookkeeping_file_is_safe_for_a_spreadsheet() -> None:
    frame = pl.DataFrame({"bestand": ["=cmd()", "a.csv"], "aantal": [1, 2]})
    rows = lines(bookkeeping_csv(frame, {"bestand": "Bestand", "aantal": "Aantal"}))
    assert rows == [["Bestand", "Aantal"], ["'=cmd()", "1"], ["a.csv", "2"]]


def test_every_signal_stands_in_the_file_and_with_the_table() -> None:
    values = [0.50, 0.48, 0.51, 0.49, 0.50, 0.52, 0.49, 0.48, 0.47, 0.46, 0.45, 0.44]
    one = replace(share_result(), frame=drawn_line({f"{2023 + i // 4}-Q{1 + i % 4}": v for i, v in enumerate(values)}))
    falling = replace(one, query=Query(SHARE.key))
    said = "zes kwartalen dalend (3e kwartaal 2024 tot en met 4e kwartaal 2025)."
    assert ["Signaal", said] in [row[:2] for row in lines(export.csv_bytes([falling]))]
    assert f"Signaal: {said}" in table.remarks([falling])
    assert f"Signaal in tabel 2: {said}" in table.remarks([share_result(), falling])
    assert not any("Signaal" in remark for remark in table.remarks([share_result()]))


def test_keys_in_a_file_are_the_words_of_the_screen_that_no_spreadsheet_takes_for_a_date() -> None:
    frame = share_result().frame.with_columns(been=pl.lit("1"), klasse=pl.Series(["6-10", "21-40", ">40"]))
    waiting = replace(share_result(), indicator=COUNT, frame=frame, query=Query(COUNT.key))
    rows = lines(export.csv_bytes([waiting]))
    head = rows.index([]) + 1
    places = [rows[head].index(name) for name in ("Periode", "Wacht op", "Wacht tot nu toe")]
    said = [[row[place] for place in places] for row in rows[head + 1 :]]
    assert said == [
        ["2026-Q2", "wacht op kennismaking", "6–10"],
        ["2026-Q3", "wacht op kennismaking", "21–40"],
        ["2026-Q3", "wacht op kennismaking", "meer dan 40"],
    ]
    assert dict(export.head(waiting))["Selectie"] == "stand op de peildatum · hele stad"


def test_whole_number_in_a_workbook_has_no_loose_comma() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx_bytes([share_result()]))).worksheets[0]
    start = next(cell.row for cell in sheet["A"] if cell.value == "Periode")
    formats = {(sheet.cell(start + 2, place).value, sheet.cell(start + 2, place).number_format) for place in (3, 4, 5)}
    assert formats == {(1234, "#,##0"), (2000, "#,##0"), (0.617, "0.0%")}
    assert sheet.cell(start + 1, 4).number_format == "#,##0"


@pytest.mark.parametrize(
    ("key", "column", "said"),
    [
        ("macrovierkant", "teller", "€ 85.192.497"),
        ("vierkant", "noemer", "€ 85.192.497"),
        ("vierkant", "kosten_zonder_budget", "€ 85.192.497"),
        ("drift_ontleed", "waarde", "€ 85.192.497"),
        ("prognose", "teller", "€ 85.192.497"),
        ("prognose", "waarde", "€ 85,2 mln."),
    ],
)
def test_a_table_writes_delivered_and_agreed_amounts_to_the_euro(key: str, column: str, said: str) -> None:
    assert table.number_writer(metrics.CATALOGUE[key], column)(85_192_497.11) == said

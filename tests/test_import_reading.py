"""Is what stands in a file read as it was meant: cells, numbers, days, and the table they belong to?"""

from __future__ import annotations

import csv
import io
from datetime import date

import polars as pl
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from data.importing.areas import AreaNames
from data.importing.dates import read_days, read_months, read_periods
from data.importing.numbers import NO_NUMBER, NO_WHOLE_NUMBER, UNCLEAR, read_numbers
from data.importing.problems import harmless
from data.importing.pseudonyms import passes_elfproef
from data.importing.recognise import recognise
from data.sources import SourceError
from data.sources.csv_file import _read_plain, _read_quoted, read_csv
from data.sources.xlsx_file import read_xlsx
from data.tables import SOURCE_TABLES, column_specs
from tests.workbook import workbook

CELL = st.text(st.sampled_from('ab1é;,\t" \n'), max_size=5)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6),
    st.sampled_from(";,\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_csv_is_read_as_it_was_written(rows: list[list[str]], separator: str, encoding: str, quoting: int) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, quoting=quoting).writerows([["x", "y", "z"], *rows])  # type: ignore[arg-type]
    sheet = read_csv(buffer.getvalue().encode(encoding))
    cells = [[cell.strip() or None for cell in row] for row in rows]
    expected = [(number, row) for number, row in enumerate(cells, start=2) if any(row)]
    assert sheet.header == ["x", "y", "z"]
    assert list(zip(sheet.record, map(list, sheet.cells.rows()), strict=True)) == expected


@given(st.text(st.sampled_from("ab;\n "), max_size=40))
@example("a\n\n;\n;b\n")
@example("")
def test_fast_reader_says_what_the_slow_one_says(body: str) -> None:
    fast = _read_plain(f"x;y\n{body}", ";")
    assume(fast is not None)
    assert fast is not None
    slow = _read_quoted(f"x;y\n{body}", ";")
    assert fast.cells.rows() == slow.cells.rows()
    assert fast.record.to_list() == slow.record.to_list()


def test_every_table_is_recognised_by_its_required_columns_and_by_all() -> None:
    for name, table in SOURCE_TABLES.items():
        specs = column_specs(table).values()
        assert recognise([spec.name for spec in specs]).name == name
        assert recognise([spec.name.upper() for spec in specs if spec.required]).name == name


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("levering bsn aanbieder wet begindatum", "leveringen"),
        ("aanmelding bsn team aanmelddatum", "aanmeldingen"),
        ("organisatie kleur", "organisaties"),
        ("aanbieder naam jaar", "aanbieders"),
    ],
)
def test_table_is_recognised(header: str, expected: str) -> None:
    assert recognise(header.split()).name == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("alias gebied buurt", "aliassen en buurten"),
        ("aanbieder jaar datum", "prognoses, maar de kolom 'verwacht' ontbreekt"),
        ("levering aanbieder wet", "leveringen, maar de kolommen 'client_id', 'begindatum' ontbreken"),
        ("aanmelding gezin_id aanmelddatum organisatie startdatum", "aanmeldingen, maar de kolom 'team' ontbreekt"),
        ("kleur maat", "horen bij geen enkele tabel"),
        ("alias gebied Alias", "De kolom 'alias' komt twee keer voor"),
    ],
)
def test_head_that_fits_no_table_or_two_is_refused(header: str, expected: str) -> None:
    with pytest.raises(SourceError, match=expected):
        recognise(header.split())


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_way_of_writing_a_day_is_read(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    texts = [
        f"{day:%Y-%m-%d}", f"{day:%d-%m-%Y}", f"{day.day}/{day.month}/{day.year}", f"{day.day}-{day.month}-{day.year}",
        f"{day:%Y-%m-%d} 00:00:00", f"{day:%d-%m-%Y} 12:30", f"{day:%Y-%m-%dT%H:%M:%S}", str(serial),
    ]  # fmt: skip
    assert read_days(pl.Series(texts)).to_list() == [day] * len(texts)
    assert read_months(pl.Series(texts)).to_list() == [day.replace(day=1)] * len(texts)
    months = [f"{day:%Y-%m}", f"{day:%m-%Y}", f"{day.month}/{day.year}"]
    assert read_months(pl.Series(months)).to_list() == [day.replace(day=1)] * len(months)


@pytest.mark.parametrize("text", ["29-02-2023", "2022-13-01", "2022/03/31", "31.03.2022", "31-3/2022", "31-3-22"])
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert read_days(pl.Series([text])).to_list() == [None]


def test_number_cells_of_a_workbook_are_days_in_a_day_column() -> None:
    days = read_days(pl.Series(["44651", "44651.75", "0", "20220331"]), pl.Series([True] * 4))
    assert days.to_list() == [date(2022, 3, 31), date(2022, 3, 31), None, None]


def test_periods_are_read_in_any_case() -> None:
    texts = pl.Series(["2022", "2022-h1", "2022-Q4", "2022-03", "2022-Q5", "22", None])
    assert read_periods(texts).to_list() == ["2022", "2022-H1", "2022-Q4", "2022-03", None, None, None]


def numbers(texts: list[str], whole: bool = False) -> list[float | str | None]:
    values, reasons = read_numbers(pl.Series(texts, dtype=pl.String), whole=whole)
    return [reason or value for value, reason in zip(values, reasons, strict=True)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["12", "12,5", "0,125", "1234,567"], [12, 12.5, 0.125, 1234.567]),
        (["1.234,5", "1,234.5"], [1234.5, 1234.5]),
        (["1.234.567", "1,234,567", "€ 12", "12 EUR"], [1234567, 1234567, 12, 12]),
        (["1.234"], [UNCLEAR]),
        (["1,234", "12,5"], [1.234, 12.5]),
        (["1.234", "1.234.567"], [1234, 1234567]),
        (["12.34,5", "1.23,4", "1,2,3", "1e5", "12,", ",5", "twee", "1 23"], [NO_NUMBER] * 8),
        (["1 234,50", "1 234"], [1234.5, 1234]),
    ],
)
def test_amounts(texts: list[str], expected: list[float | str]) -> None:
    assert numbers(texts) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1.234", "1,234", "12", "3,0", "1.234.567"], [1234, 1234, 12, 3, 1234567]),
        (["12,5", "0,125", "1234.567"], [NO_WHOLE_NUMBER] * 3),
        (["99999999999"], [NO_NUMBER]),
    ],
)
def test_whole_numbers(texts: list[str], expected: list[float | str]) -> None:
    assert numbers(texts, whole=True) == expected


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_dutch_and_english_amounts_mean_the_same(euros: int, cents: int) -> None:
    english = f"{euros:,}.{cents:02d}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    assert numbers([english, dutch, f"{euros},{cents:02d}"]) == [euros + cents / 100] * 3


def test_area_goes_by_code_before_name_before_alias() -> None:
    areas = pl.DataFrame({"gebied": ["A", "B", "C", "D"], "naam": ["B", "Zuid", "Dubbel", "Dubbel"]})
    aliases = pl.DataFrame({"alias": ["Zuid", "Kust"], "gebied": ["A", "B"]})
    names = AreaNames(areas, aliases, [("Strand", "Kust"), ("Zee", "strand"), ("Kring", "Cirkel"), ("Cirkel", "Kring")])
    texts = ["b", " ZUID ", "kust", "Zee", "Dubbel", "Kring", None]
    assert names.keys(pl.Series(texts)).to_list() == ["B", "B", "B", "B", None, None, None]


def test_elfproef() -> None:
    texts = pl.Series("x", ["123456782", "123456789", "000000000", "12345678", "12345678x", None])
    assert texts.to_frame().select(passes_elfproef(pl.col("x"))).to_series().to_list() == [
        True, False, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["Jan Jansen", "jan@example.org", "123456782", "1234.56.782", "Dorpsstraat 12"])
def test_what_a_person_could_be_known_by_is_not_kept(value: str) -> None:
    assert harmless(value, "aanmelddatum") is None


@pytest.mark.parametrize("value", ["31-02-2022", "32 mrt 2022", "12,50", "onbekend", "2022-13-01"])
def test_harmless_values_are_kept(value: str) -> None:
    assert harmless(value, "aanmelddatum") == value


def test_workbook_with_a_cell_far_away_is_refused_before_it_fills_memory() -> None:
    rows: list[list[object]] = [["alias", "gebied"]]
    content = workbook({"Blad1": rows, "Blad2": [[None] * 700 + ["x"], *[["y"]] * 60_000]})
    with pytest.raises(SourceError, match="ver buiten de tabel"):
        read_xlsx(content, [])


def test_every_sheet_that_is_named_after_a_table_is_read() -> None:
    content = workbook({"Uitleg": [["x"]], "Gebieden": [["gebied"], ["G1"]], "aliassen": [["alias"], ["A"]]})
    assert [sheet.name for sheet in read_xlsx(content, SOURCE_TABLES)] == ["Gebieden", "aliassen"]


def test_sheets_of_a_workbook_that_are_not_read_are_named() -> None:
    content = workbook({"2024": [["gebied"], ["G1"]], "2025": [["gebied"], ["G2"]], "Blad3": []})
    assert [sheet.unread for sheet in read_xlsx(content, SOURCE_TABLES)] == [("2025",)]
    content = workbook({"gebieden": [["gebied"], ["G1"]]})
    assert [sheet.unread for sheet in read_xlsx(content, SOURCE_TABLES)] == [()]

"""Can every euro be followed to a delivered row, and does the workbook add up to what the screen shows?"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import results
from metrics.question import QuestionError
from pages.parts.trace_export import TOTAL, workbook
from results import Query

CALC = shutil.which("soffice") or shutil.which("libreoffice")
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
PERIOD = "2026-Q3"


@pytest.fixture(autouse=True)
def on_the_example(example_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))


def recalculated(book: Path, folder: Path) -> Path:
    """The workbook after LibreOffice opened it, calculated every formula anew, and saved it."""
    if CALC is None:
        # The machine that checks must have it; a developer without LibreOffice can go on.
        assert not os.environ.get("CI"), "LibreOffice ontbreekt: installeer het pakket libreoffice-calc"
        pytest.skip("LibreOffice is hier niet geïnstalleerd")
    profile = folder / "profiel" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS, "utf-8")
    out = folder / "uit"
    command = [CALC, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--convert-to", "xlsx",
               "--outdir", str(out), str(book)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / book.name


def totals(path: Path) -> dict[str, tuple[float, float, float]]:
    """Begroot, uitgeput and afwijking per name on the sheet Totaal."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Totaal"]
    return {row[1]: (row[2], row[3], row[5]) for row in sheet.iter_rows(min_row=2, values_only=True)}


def shown(*where: tuple[str, str]) -> dict[str, tuple[float, float, float]]:
    """The same from the screen: the protected results."""
    per = results.result(Query("vierkant", (PERIOD,), ("aanbieder",), where)).frame
    macro = results.result(Query("vierkant", (PERIOD,), (), where)).frame.with_columns(aanbieder_naam=None)
    rows = [*per.to_dicts(), *macro.to_dicts()]
    return {row["aanbieder_naam"] or TOTAL: (row["noemer"], row["teller"], row["waarde"]) for row in rows}


def book_of(tmp_path: Path, *where: tuple[str, str]) -> Path:
    found = results.trace(Query("vierkant", (PERIOD,), (), where))
    names = {row.key: row.naam for row in results.choices().aanbieders}
    path = tmp_path / "herkomst.xlsx"
    path.write_bytes(workbook(found, names, [("Cijfer", "Vierkant")]))
    return path


@pytest.mark.parametrize("where", [(), (("budget", "origineel"),)], ids=["now", "original"])
def test_recalculated_workbook_has_the_totals_of_the_screen(tmp_path: Path, where: tuple[tuple[str, str], ...]) -> None:
    book = book_of(tmp_path, *where)
    stripped = openpyxl.load_workbook(book)  # openpyxl keeps formulas and drops the outcomes beside them
    stripped.save(book)
    assert set(totals(book).values()) == {(None, None, None)}
    found = totals(recalculated(book, tmp_path))
    expected = shown(*where)
    assert set(found) == set(expected)
    for name, numbers in expected.items():
        assert found[name] == pytest.approx(numbers, rel=1e-9), name


def test_a_changed_row_moves_the_total(tmp_path: Path) -> None:
    book = book_of(tmp_path)
    changed = openpyxl.load_workbook(book)
    row = next(row for row in changed["Uitputting"].iter_rows(min_row=2) if row[6].value == "ja")
    name = row[1].value
    row[5].value += 1_000_000
    changed.save(book)
    found, expected = totals(recalculated(book, tmp_path)), shown()
    for who in (name, TOTAL):
        assert found[who][1] == pytest.approx(expected[who][1] + 1_000_000)


def test_outcomes_beside_the_formulas_are_the_totals_of_the_screen(tmp_path: Path) -> None:
    found, expected = totals(book_of(tmp_path)), shown()
    assert set(found) == set(expected)
    for name, numbers in expected.items():
        assert found[name] == pytest.approx(numbers, rel=1e-9), name


def test_agreed_clients_are_numbers_and_no_euros(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(book_of(tmp_path))["Afspraken"]
    column = [cell.value for cell in sheet[1]].index("Afgesproken cliënten")
    cells = [row[column] for row in sheet.iter_rows(min_row=2)]
    assert {type(cell.value) for cell in cells} <= {int, float} and {cell.number_format for cell in cells} == {
        "General"
    }


def test_every_row_names_its_delivery_and_says_whether_it_counts() -> None:
    found = results.trace(Query("macrovierkant", (PERIOD,)))
    for rows in (found.agreements, found.spending):
        assert rows["bestand"].null_count() == 0
        assert rows["leverdatum"].null_count() == 0
        assert rows["telt"].any()
    split = found.agreements.filter(aanbieder="99000101")
    assert split.filter(zorgvorm="")["telt"].to_list() == [True]
    assert not split.filter(zorgvorm="45A04")["telt"].any()
    spent = results.result(Query("macrovierkant", (PERIOD,))).frame["teller"].item()
    assert found.spending.filter("telt")["kosten"].sum() == pytest.approx(spent)


def test_a_revised_agreement_shows_both_with_the_days_they_hold() -> None:
    found = results.trace(Query("vierkant", (PERIOD,), (), (("aanbieder", "99000201"),)))
    rows = found.agreements.select("ingangsdatum", "geldig_tot", "budget", "telt").rows()
    assert [row[:2] for row in rows] == [(date(2026, 1, 1), date(2026, 7, 1)), (date(2026, 7, 1), None)]
    assert all(row[3] for row in rows)
    original = results.trace(Query("vierkant", (PERIOD,), (), (("aanbieder", "99000201"), ("budget", "origineel"))))
    assert original.agreements["telt"].to_list() == [True, False]


def test_only_figures_that_count_nobody_can_be_followed() -> None:
    with pytest.raises(QuestionError, match="Alleen van budgetcijfers"):
        results.trace(Query("vierkant_clienten", (PERIOD,)))

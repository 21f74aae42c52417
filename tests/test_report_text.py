"""Does everything that somebody typed stand in the files as that text: no markup, no formula, no broken file?"""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from pptx import Presentation

from data.session.inbreng import Soort
from data.session.report_model import SessionReport
from data.store import Store
from pages.parts.report.cleaning import cell, clean, sheet_name
from pages.parts.report.content import content_of, file_name
from pages.parts.report.html import html_bytes
from pages.parts.report.slides import pptx_bytes
from pages.parts.report.workbook import xlsx_bytes
from tests.drawn_frames import frame, line
from tests.reported import DAY, entry, frozen, kept, report, told

NASTY = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "=HYPERLINK(\"http://kwaad\")", "+1+1", "-1", "@SUM",
    "{=1+1}", "http://kwaad.nl", "a\x00b\x07c", "\ud800los", "</style><style>body{display:none}", "&lt;b&gt;",
    "]]>", "javascript:alert(1)", "\u202egnal", "'; DROP TABLE", "_x0007_", "a\ufffeb",
)  # fmt: skip
QUARTERS = {"2024-Q1": 0.25, "2024-Q2": 0.5, "2024-Q3": 0.75}
TEXT = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=()), max_size=60))
pytestmark = pytest.mark.usefixtures("store")


def said(text: str) -> SessionReport:
    """A session in which everything that can be typed is this text."""
    figure = kept([frozen(frame(line(QUARTERS).to_dicts()))], "lijn", question=text, caption=text)
    day = {"datum": date(2027, 1, 1)}
    typed = [
        entry(Soort.ZIEN, text),
        entry(Soort.HERKENNEN, text, keuze="ja", partij=text),
        entry(Soort.VERKLAREN, text, weerlegging=text, categorie="toeval", sterkte="zwak"),
        entry(Soort.VERWACHTEN, text, getal=0.4, periode=text),
        entry(Soort.LEREN, text),
        entry(Soort.AFSPRAAK, text, eigenaar=text, principe=text, **day),
        entry(Soort.TEGENGELUID, text),
    ]
    return report(told(figure, typed), title=text or "Zuid")


def elements(page: bytes) -> list[str]:
    return [str(element.tag) for element in html.document_fromstring(page).iter()]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
@example(NASTY[0])
@example(NASTY[6])
def test_typed_text_adds_no_element_to_the_page(store: Store, text: str) -> None:
    page = html_bytes(content_of(said(f"a{text}b")))
    assert elements(page) == elements(html_bytes(content_of(said("ab"))))
    shown = html.document_fromstring(page).findtext(".//h1")
    assert shown == clean(f"a{text}b")


@pytest.mark.parametrize("text", NASTY)
def test_slides_can_be_saved_and_hold_the_text(text: str, store: Store) -> None:
    content = content_of(said(text))
    deck = Presentation(io.BytesIO(pptx_bytes(content)))
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any(clean(text) in each for each in texts)
    assert not any("\x00" in each or "_x0007_" in each for each in texts if text != "_x0007_")


@pytest.mark.parametrize("text", NASTY)
def test_workbook_has_no_formula_and_no_link(text: str, store: Store) -> None:
    made = xlsx_bytes(content_of(said(text)))
    with zipfile.ZipFile(io.BytesIO(made)) as box:
        sheets = [box.read(name) for name in box.namelist() if "worksheets/sheet" in name]
    assert sheets and not any(b"<f>" in sheet or b"<f " in sheet or b"hyperlink" in sheet for sheet in sheets)
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells = [str(value).strip() for sheet in book.worksheets for row in sheet.values for value in row if value]
    assert clean(text) in cells


@pytest.mark.parametrize("name", [text for text in NASTY if "\ud800" not in text])
def test_names_behind_a_chart_are_text(name: str, store: Store) -> None:
    rows = [
        {"periode": "2025", "aanbieder": key, "aanbieder_naam": shown, "waarde": 1000.0 + place}
        for place, (key, shown) in enumerate((("a", name), ("b", "Zegge")))
    ]
    figure = kept([frozen(frame(rows), "kosten_per_client", ("aanbieder",))], "balken")
    deck = Presentation(io.BytesIO(pptx_bytes(content_of(report(told(figure))))))
    chart = next(shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    assert clean(name) in [str(category).strip() for category in chart.plots[0].categories]
    with zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as box:
        sheet = box.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet and b"<f " not in sheet and b"hyperlink" not in sheet


def test_every_part_of_an_office_file_is_well_formed(store: Store) -> None:
    content = content_of(said("a\x00\x0b<b>&\ufffe\x85"))
    for made in (pptx_bytes(content), xlsx_bytes(content)):
        with zipfile.ZipFile(io.BytesIO(made)) as box:
            assert box.testzip() is None
            for name in box.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(box.read(name))


def test_the_same_session_gives_the_same_bytes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    about = said("Het daalt.")
    first = [make(content_of(about)) for make in (html_bytes, pptx_bytes, xlsx_bytes)]
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert [make(content_of(about)) for make in (html_bytes, pptx_bytes, xlsx_bytes)] == first


@given(TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).encode("utf-8").decode("utf-8") == clean(text)
    assert cell(text).strip() == clean(text)
    assert not cell(text).startswith(("=", "+", "-", "@", "{="))


@given(st.lists(TEXT, min_size=1, max_size=20))
def test_sheet_names_are_accepted_and_differ(texts: list[str]) -> None:
    taken: set[str] = set()
    names = [sheet_name(text, taken) for text in texts]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@given(TEXT)
def test_name_of_the_file_has_no_path_in_it(text: str) -> None:
    name = file_name(text, DAY)
    assert name.startswith("verslag-") and name.endswith("-2026-11-22")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")

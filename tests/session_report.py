"""What do the files hold that somebody takes along with the real buttons of a session?"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page
from pptx import Presentation

from data.session.figures import SessionFigure
from pages.parts import wording
from tests.office import chart_numbers, converted
from tests.session_room import LAPTOP, picture

BUTTONS = {"html": "Om te lezen en te printen", "pptx": "PowerPoint", "xlsx": "Excel"}


def taken_along(page: Page, folder: Path) -> dict[str, Path]:
    """Click the three buttons of the report; gives what the browser downloaded."""
    files = {}
    for ending, name in BUTTONS.items():
        with page.expect_download() as coming:
            page.get_by_role("button", name=name).click()
        assert coming.value.suggested_filename.endswith(f".{ending}")
        files[ending] = folder / coming.value.suggested_filename
        coming.value.save_as(files[ending])
    return files


def shares(kept: SessionFigure) -> list[float]:
    """Every number of a kept figure that may be seen; that of a line is a share."""
    frames = [table.frame for table in kept.tables]
    return [row["waarde"] for frame in frames for row in frame.iter_rows(named=True) if row["waarde"] is not None]


def lines(kept: SessionFigure) -> list[str]:
    """The rows of a share as the page prints them, up to teller and noemer; of a hidden one only its period."""
    rows = [row for table in kept.tables for row in table.frame.iter_rows(named=True)]
    return [
        "\t".join([wording.period(row["periode"]), *([] if row["afgeschermd"] else map(wording.number, told))])
        for row in rows
        for told in [(row["teller"], row["noemer"])]
        if row["waarde"] is not None or row["afgeschermd"]
    ]


def read_page(file: Path, browser: Browser) -> str:
    """What one can read of the page without a network and with scripts off."""
    context = browser.new_context(java_script_enabled=False, offline=True, viewport=LAPTOP)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    text = page.inner_text("body")
    drawings = [drawing.bounding_box() for drawing in page.locator("svg").all()]
    picture(page, "10-verslag")
    context.close()
    assert asked == [file.as_uri()]
    assert drawings and all(box and box["width"] > 300 and box["height"] > 100 for box in drawings)
    return text


def page_holds(text: str, shown: Sequence[SessionFigure], words: Iterable[str]) -> None:
    for kept in shown:
        assert kept.titel in text
        assert not [line for line in lines(kept) if line not in text]
    assert not [each for each in words if each not in text]


def slides_hold(file: Path, shown: Sequence[SessionFigure], words: Iterable[str], folder: Path) -> None:
    """Titles, words, and charts with exactly the numbers of the kept tables, also as LibreOffice reads them."""
    content = file.read_bytes()
    slides = Presentation(io.BytesIO(content)).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    text = "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    text += "\n".join(
        cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells
    )
    assert not [each for each in (*(kept.titel for kept in shown), *words) if each not in text]
    charts = [shape.chart for shape in shapes if shape.has_chart]
    assert len(charts) == len(shown)
    opened = chart_numbers(converted(content, folder, "pptx", "odp"))
    for kept, chart in zip(shown, charts, strict=True):
        values = [value for series in chart.plots[0].series for value in series.values if value is not None]
        assert rounded(values) == rounded(shares(kept))
        assert any(rounded(numbers) == rounded(values) for numbers in opened)


def workbook_holds(file: Path, shown: Sequence[SessionFigure], words: Iterable[str]) -> None:
    book = openpyxl.load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    text = "\n".join(str(cell) for cell in cells)
    numbers = rounded([cell for cell in cells if isinstance(cell, float)])
    for kept in shown:
        assert rounded(shares(kept)) <= numbers
    hidden = sum(table.frame["afgeschermd"].sum() for kept in shown for table in kept.tables)
    assert text.count("afgeschermd") >= hidden
    assert not [each for each in words if each not in text]


def rounded(values: Iterable[float]) -> set[float]:
    return {round(value, 9) for value in values}

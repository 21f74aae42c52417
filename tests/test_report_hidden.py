"""Is a number that may not be shown in no part of any file, and are the numbers of charts those of the tables?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from data.session.inbreng import Soort
from data.session.report_model import SessionReport
from data.store import Store
from metrics.period import Period
from pages.parts.report.content import content_of
from pages.parts.report.html import html_bytes
from pages.parts.report.slides import pptx_bytes
from pages.parts.report.workbook import xlsx_bytes
from tests.drawn_frames import frame
from tests.office import chart_numbers, converted
from tests.reported import entry, frozen, kept, report, told

QUARTERS = [str(Period.parse("2023-Q1").shifted(step)) for step in range(8)]
PROVIDERS = ["Lisdodde", "Waterkers", "Zegge", "Kalmoes"]
pytestmark = pytest.mark.usefixtures("store")


def shares(hidden: set[int], provisional: int = 1) -> list[dict[str, Any]]:
    """Quarters whose teller is 5101, 5113 … of 90001, so that no hidden number can be met by chance."""
    rows = []
    for place, period in enumerate(QUARTERS):
        teller = 5101 + 12 * place
        late = place >= len(QUARTERS) - provisional
        rows.append(
            {
                "periode": period,
                "teller": None if place in hidden else float(teller),
                "noemer": 90001.0,
                "waarde": "x" if place in hidden else teller / 90001,
                "voorlopig": late,
            }
        )
    return rows


def transitions(hidden: set[int]) -> list[dict[str, Any]]:
    """Counts 61007, 61010 … between providers; what is hidden is gone from the row."""
    pairs = [(van, naar) for van in PROVIDERS for naar in PROVIDERS if van != naar]
    return [
        {
            "periode": "2025",
            "van": van,
            "van_naam": van,
            "naar": naar,
            "naar_naam": naar,
            "waarde": "x" if place in hidden else 61007.0 + 3 * place,
        }
        for place, (van, naar) in enumerate(pairs)
    ]


def bars(hidden: set[int]) -> list[dict[str, Any]]:
    return [
        {"periode": "2025", "aanbieder": name, "aanbieder_naam": name,
         "teller": None if place in hidden else 71003.0 + 7 * place,
         "waarde": "x" if place in hidden else (71003.0 + 7 * place) / 7}
        for place, name in enumerate(PROVIDERS)
    ]  # fmt: skip


def drawn(hidden: Mapping[str, set[int]]) -> SessionReport:
    """Three figures with these hidden rows."""
    line = kept([frozen(frame(shares(hidden["line"])))], "lijn", number=1, title="Een lijn")
    matrix = kept(
        [frozen(frame(transitions(hidden["matrix"])), "doorstroom")], "matrix", number=2, title="Wie naar wie"
    )
    lying = kept(
        [frozen(frame(bars(hidden["bars"])), "kosten_per_client", ("aanbieder",))], "balken", number=3, title="Kosten"
    )
    return report(*(told(each, [entry(Soort.ZIEN, "Het daalt.")]) for each in (line, matrix, lying)))


def files(about: SessionReport) -> dict[str, bytes]:
    content = content_of(about)
    return {"html": html_bytes(content), "pptx": pptx_bytes(content), "xlsx": xlsx_bytes(content)}


def parts(content: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """Every part of a file, and of the files inside it."""
    if content[:2] != b"PK":
        yield name, content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        for inner in box.namelist():
            yield from parts(box.read(inner), f"{name}/{inner}")


def written(number: float) -> set[str]:
    """How a number could stand in a file: in full, rounded, with a point for thousands."""
    whole = f"{number:.0f}"
    return {repr(number), whole, f"{int(float(whole)):,}".replace(",", ".")} if number > 1000 else {repr(number)}


def secrets(hidden: Mapping[str, set[int]]) -> set[str]:
    found: set[str] = set()
    for place in hidden["line"]:
        teller = 5101 + 12 * place
        found |= written(float(teller)) | {repr(teller / 90001)[:9]}
    for place in hidden["matrix"]:
        found |= written(61007.0 + 3 * place)
    for place in hidden["bars"]:
        found |= written(71003.0 + 7 * place) | {repr((71003.0 + 7 * place) / 7)[:10]}
    return found


HIDDEN = st.fixed_dictionaries(
    {
        "line": st.sets(st.integers(0, len(QUARTERS) - 1), max_size=len(QUARTERS)),
        "matrix": st.sets(st.integers(0, 11), max_size=12),
        "bars": st.sets(st.integers(0, 3), max_size=4),
    }
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HIDDEN)
def test_no_hidden_number_is_in_any_part_of_any_file(store: Store, hidden: dict[str, set[int]]) -> None:
    secret = secrets(hidden)
    for kind, content in files(drawn(hidden)).items():
        for name, part in parts(content, kind):
            text = part.decode("utf-8", "replace")
            digits = set(re.findall(r"(?<![\d.,#\w])\d[\d.]*", text))
            leaked = {each for each in secret if each in digits or (len(each) > 7 and each in text)}
            assert not leaked, f"{name}: {leaked}"


def test_the_search_for_hidden_numbers_does_find_shown_ones(store: Store) -> None:
    shown = {"line": set(range(8)), "matrix": set(range(12)), "bars": set(range(4))}
    nothing: dict[str, set[int]] = {"line": set(), "matrix": set(), "bars": set()}
    secret = secrets(shown)
    for kind, content in files(drawn(nothing)).items():
        found = {each for _, part in parts(content, kind) for each in secret if each in part.decode("utf-8", "replace")}
        assert len(found) > 10, kind


def charts(content: bytes) -> list[Any]:
    deck = Presentation(io.BytesIO(content))
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_numbers_in_charts_are_those_of_the_tables(store: Store) -> None:
    hidden: dict[str, set[int]] = {"line": {2, 3}, "matrix": set(), "bars": {1}}
    line, lying = charts(files(drawn(hidden))["pptx"])
    expected = [None if place in hidden["line"] else (5101 + 12 * place) / 90001 for place in range(8)]
    assert list(line.plots[0].series[0].values) == expected
    values = dict(zip(lying.plots[0].categories, lying.plots[0].series[0].values, strict=True))
    assert values == {
        "Kalmoes": 71024 / 7, "Zegge": 71017 / 7, "Lisdodde": 71003 / 7, "Waterkers (afgeschermd)": None,
    }  # fmt: skip


def test_axis_of_bars_starts_at_zero(store: Store) -> None:
    """Without it a program begins just under the lowest bar, and a difference of a few percent looks like a half."""
    nothing: dict[str, set[int]] = {"line": set(), "matrix": set(), "bars": set()}
    assert [chart.value_axis.minimum_scale for chart in charts(files(drawn(nothing))["pptx"])] == [0, 0]


def test_workbook_behind_a_chart_holds_what_the_chart_shows(store: Store) -> None:
    hidden: dict[str, set[int]] = {"line": {0, 5}, "matrix": set(), "bars": set()}
    for chart in charts(files(drawn(hidden))["pptx"]):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        cells = [cell for row in book.active.values for cell in row if isinstance(cell, float)]
        drawn_values = [value for series in chart.plots[0].series for value in series.values if value is not None]
        assert sorted(cells) == pytest.approx(sorted(drawn_values), rel=1e-14)


def test_libreoffice_opens_the_slides_and_finds_the_numbers_of_the_table(store: Store, tmp_path: Path) -> None:
    hidden: dict[str, set[int]] = {"line": {2, 3}, "matrix": {1}, "bars": {1}}
    opened = chart_numbers(converted(files(drawn(hidden))["pptx"], tmp_path, "pptx", "odp"))
    shown = [(5101 + 12 * place) / 90001 for place in range(8) if place not in hidden["line"]]
    costs = [(71003.0 + 7 * place) / 7 for place in (3, 2, 0)]
    assert len(opened) == 2
    assert any(numbers == pytest.approx(shown) for numbers in opened)
    assert any(numbers == pytest.approx(costs) for numbers in opened)


def test_libreoffice_opens_the_workbook(store: Store, tmp_path: Path) -> None:
    nothing: dict[str, set[int]] = {"line": {1}, "matrix": set(), "bars": set()}
    made = converted(files(drawn(nothing))["xlsx"], tmp_path, "xlsx", "csv")
    assert "Sessie Zuid" in made.read_text("utf-8", errors="replace")


def test_a_figure_that_was_not_revealed_gives_no_number_title_or_table(store: Store) -> None:
    line = kept(
        [frozen(frame(shares(set())))], "lijn", title="Het is 98765 geworden", reading="Lezing 98765.",
        subtitle="onder 98765", caption="Een bijschrift", question="Wat denkt u?",
    )  # fmt: skip
    for kind, content in files(report(told(line, shown=False))).items():
        whole = " ".join(part.decode("utf-8", "replace") for _, part in parts(content, kind))
        assert (
            "98765" not in whole and not re.search(r"(?<!\d)5113(?!\d)", whole) and repr(5113 / 90001)[:9] not in whole
        )
        assert "Een bijschrift" in whole


def test_hidden_cells_are_named_and_look_like_no_zero(store: Store) -> None:
    hidden: dict[str, set[int]] = {"line": {2}, "matrix": {0}, "bars": {1}}
    made = files(drawn(hidden))
    page = made["html"].decode()
    assert "3e kwartaal 2023" in page and "Een afgeschermd getal is geen nul" in page
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    cells = [row for sheet in book.worksheets for row in sheet.values if "2023-Q3" in row]
    assert cells and cells[0].count("afgeschermd") == 3
    deck = Presentation(io.BytesIO(made["pptx"]))
    grid = next(
        shape.table for slide in deck.slides for shape in slide.shapes
        if shape.has_table and "van" in shape.table.cell(0, 0).text_frame.text
    )  # fmt: skip
    texts = [cell.text_frame.text for row in grid.rows for cell in row.cells]
    assert texts.count("•••") == 1 and "61.010" in texts and "61.007" not in texts


def test_groups_without_a_gap_of_their_own_have_a_slide(store: Store) -> None:
    """Only reach and waits have a gap as an answer; of the others the page works it out."""
    rows = [
        {"periode": "2024", "ses": ses, "teller": 40.0, "noemer": 90.0, "waarde": 4 / 9} for ses in ("laag", "hoog")
    ]
    about = report(told(kept([frozen(frame(rows), "gewenst_later", ("ses",))], "ses")))
    assert len(charts(files(about)["pptx"])) == 1

"""Does a story stand beside its figure and in the report, and is one about a person refused wherever it comes from?"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

import metrics
from data.frames import read_frame
from data.importing import import_paths
from data.log import Deed
from data.store import Store
from data.stories import Story, StoryError, delete_story, stories, traceable, write_story
from metrics import viewer as viewer_module
from metrics.viewer import Role, Viewer
from pages.parts.report.content import content_of
from pages.parts.report.html import html_bytes
from pages.parts.report.slides import pptx_bytes
from pages.parts.report.workbook import xlsx_bytes
from pages.parts.session import beside_figure
from pages.parts.stories import beside
from results import Query, result
from tests.drawn_frames import frame
from tests.reported import frozen, kept, report, told
from tests.small_store import own_small_store
from tests.test_pages import opened

CARD = Story("bereik", "2025", "Koffie op het plein", "casuïstiek", "Ouders komen vaker via school.", "buurtteams")
PLAN = Path(__file__).resolve().parents[1] / "data" / "example" / "plan"


@pytest.mark.parametrize(
    "text",
    [
        "Het gaat om 123456782.", "Jan Jansen, geboren 3-4-2012, kwam langs.", "Bel 06 12345678.",
        "Bel +31 6 1234 5678", "Mail naar ouder@voorbeeld.nl", "Een gezin in 3511 AB.",
        "Volgens mevrouw de Vries gaat het beter.",
    ],
)  # fmt: skip
def test_what_may_point_to_a_person_is_refused_in_every_field_and_writes_nothing(store: Store, text: str) -> None:
    assert traceable(text) is not None
    for field in ("titel", "tekst", "bron"):
        with pytest.raises(StoryError, match="nooit over één persoon"):
            write_story(store, replace(CARD, **{field: text}))
    assert stories(store) == ()


@pytest.mark.parametrize(
    "text",
    [
        "In 2025 kwamen er 8.000 mensen, ruim 10 procent meer.", "Sinds 1 maart 2026 is er een plan.",
        "Een mevrouw vertelde dat het beter gaat.", "Van 2024 naar 2025.", None, "",
    ],
)  # fmt: skip
def test_ordinary_words_may_be_written(text: str | None) -> None:
    assert traceable(text) is None


@pytest.mark.parametrize(
    ("story", "sentence"),
    [
        (replace(CARD, titel=" "), "titel is leeg"),
        (replace(CARD, tekst=""), "tekst is leeg"),
        (replace(CARD, titel="x" * 81), "hoogstens 80"),
        (replace(CARD, tekst="x" * 401), "hoogstens 400"),
        (replace(CARD, vorm="roddel"), "Onbekende soort"),
        (replace(CARD, periode="vorig jaar"), "geen periode"),
        (replace(CARD, periode="2025-13"), "geen periode"),
        (replace(CARD, indicator=""), "welk cijfer"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_sentence(store: Store, story: Story, sentence: str) -> None:
    with pytest.raises(StoryError, match=sentence):
        write_story(store, story)
    assert stories(store) == ()


def test_a_story_is_written_corrected_and_taken_away_in_the_log_and_changes_no_figure(store: Store) -> None:
    before = store.version()
    write_story(store, CARD, who="bram")
    with pytest.raises(StoryError, match="staat al"):
        write_story(store, replace(CARD, tekst="Anders."))
    moved = replace(CARD, titel="Koffie  op school")
    write_story(store, moved, instead_of=CARD, who="bram")
    assert [each.titel for each in stories(store)] == ["Koffie op school"]
    with pytest.raises(StoryError, match="intussen"):
        write_story(store, CARD, instead_of=CARD)
    assert stories(store, {"ervaring"}) == ()
    delete_story(store, stories(store)[0], who="bram")
    with pytest.raises(StoryError, match="al weg"):
        delete_story(store, moved)
    deeds = (Deed.STORY_ADDED, Deed.STORY_CHANGED, Deed.STORY_DELETED)
    assert read_log(store) == [(str(deed), "bram") for deed in deeds]
    assert store.version() == before


def read_log(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        return [
            (row[0], row[1]) for row in connection.exec_driver_sql("SELECT wat, wie FROM logboek ORDER BY moment, id")
        ]


def test_an_imported_story_about_a_person_is_rejected_without_a_word_of_it(store: Store, tmp_path: Path) -> None:
    head = "indicator;periode;titel;vorm;tekst;bron\n"
    good = "bereik;2025-Q1;Via school;panel;Ouders komen via school.;panel\n"
    bad = "bereik;2025;Een gezin;citaat;Bel 06-12345678.;ouder\nbereik;2024;Lang;citaat;" + "x" * 401 + ";\n"
    (tmp_path / "v.csv").write_text(head + good + bad, encoding="utf-8")
    summary = import_paths(store, [tmp_path / "v.csv"])
    assert (summary.stored, summary.rejected) == (1, 2)
    assert [each.titel for each in stories(store)] == ["Via school"]
    rejected = read_frame(store, "afgekeurd")
    assert rejected["reden"].to_list() == ["over een persoon", "te lang"]
    assert "06-12345678" not in str(rejected.to_dicts())
    assert import_paths(store, [tmp_path / "v.csv"]).stored == 0


def test_the_example_has_cards_beside_real_indicators(store: Store) -> None:
    assert import_paths(store, [PLAN / "verhalen.csv"]).rejected == 0
    found = stories(store)
    assert 4 <= len(found) <= 6
    assert {each.indicator for each in found} <= set(metrics.CATALOGUE)


@pytest.fixture
def municipality(own_store: Path) -> Store:
    return own_small_store(own_store)


def test_a_story_stands_beside_periods_that_it_touches_only(municipality: Store) -> None:
    year, quarter = (result(Query("bereik", (period,))) for period in ("2025", "2025-Q1"))
    known = [CARD, replace(CARD, periode="2025-Q2"), replace(CARD, periode="2024"), replace(CARD, indicator="ervaring")]
    assert [each.periode for each in beside((year,), known)] == ["2025", "2025-Q2"]
    assert [each.periode for each in beside((quarter,), known)] == ["2025"]


def test_who_sees_no_sessions_gets_a_button_with_the_stories_under_the_figure(
    municipality: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewer_module, "_asked", lambda: Viewer(frozenset({Role.AANBIEDER}), aanbieder="11111111"))
    write_story(municipality, replace(CARD, titel="Een *eigen* titel"))
    said = page_text(opened("bereik"))
    assert "**Een \\*eigen\\* titel**" in said
    assert "Ouders komen vaker via school." in said
    assert "Ouders komen vaker via school." not in page_text(opened("ervaringen"))


def test_who_sees_sessions_finds_the_stories_in_duiding_and_their_number_on_it(municipality: Store) -> None:
    assert beside_figure.label(Query("bereik", ("2025",))) == "Duiding"
    assert beside_figure.label(Query("bereik", ("2025",)), 2) == "Duiding (2)"
    write_story(municipality, CARD)
    assert "Ouders komen vaker via school." not in page_text(opened("bereik"))  # read when it is opened


def page_text(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(each.value for each in app.markdown)


def panels() -> None:
    """The sheet by itself: a form on a page of a navigation gets no click in this kind of test."""
    from pages.parts.stories_panel import all_stories, story_form

    all_stories()
    story_form()


def test_the_data_owner_writes_and_removes_a_story_on_the_page(municipality: Store) -> None:
    app = AppTest.from_function(panels, default_timeout=60).run()
    field = {each.label: each for each in (*app.text_input, *app.text_area, *app.selectbox)}
    field["Bij welk cijfer"].set_value(metrics.CATALOGUE["bereik"].name)
    field["Periode"].set_value("2025-Q3")
    field["Titel"].set_value("Bel mij")
    field["Verhaal"].set_value("Bel 06 12345678.")
    press(app, "Opslaan")
    assert "een telefoonnummer" in page_text(app)
    assert stories(municipality) == ()
    {each.label: each for each in app.text_area}["Verhaal"].set_value("Ouders komen via school.")
    press(app, "Opslaan")
    assert [(each.titel, each.periode) for each in stories(municipality)] == [("Bel mij", "2025-Q3")]
    app.selectbox(key="verhaal-keuze").set_value(app.selectbox(key="verhaal-keuze").options[1]).run()
    press(app, "Verwijderen")
    assert stories(municipality) == ()


def press(app: AppTest, label: str) -> None:
    next(each for each in app.button if each.label == label).click().run()


def test_the_report_of_a_session_holds_the_stories_in_all_three_files(store: Store) -> None:
    rows = [{"periode": "2025-Q1", "teller": 25.0, "noemer": 100.0, "waarde": 0.25}]
    figure = told(kept([frozen(frame(rows), "kennismaking_binnen_vijf_werkdagen")], "kolommen", title="Een kwart"))
    own = replace(CARD, indicator="kennismaking_binnen_vijf_werkdagen")
    other = replace(own, periode="2019", titel="Van lang geleden")
    content = content_of(replace(report(figure), stories=(own, other)))
    page = html_bytes(content).decode()
    deck = Presentation(io.BytesIO(pptx_bytes(content)))
    slides = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(content)))
    cells = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    for text in (page, slides, cells):
        assert "Koffie op het plein. Ouders komen vaker via school." in text
        assert "buurtteams" in text
        assert "Van lang geleden" not in text

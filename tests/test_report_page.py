"""Does the page of a session show everything with scripts off and without a network, and does it say it in Dutch?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from data.session.inbreng import Soort
from data.session.report_model import SessionReport
from data.store import Store
from pages.parts.report.content import content_of
from pages.parts.report.html import html_bytes
from tests.browser import browser_path
from tests.drawn_frames import events, frame
from tests.reported import entry, frozen, kept, report, told

pytestmark = pytest.mark.browser


def session() -> SessionReport:
    """Two figures: a line with a break, a hidden and a provisional quarter, and one that nobody spoke about."""
    rows: list[dict[str, Any]] = [
        {"periode": "2024-Q1", "teller": 25.0, "noemer": 100.0, "waarde": 0.25},
        {"periode": "2024-Q2", "waarde": "x"},
        {"periode": "2024-Q3", "teller": 31.0, "noemer": 100.0, "waarde": 0.31},
        {"periode": "2024-Q4", "teller": 37.0, "noemer": 100.0, "waarde": 0.37, "voorlopig": True},
    ]
    broken = events((date(2024, 7, 1), "Nieuwe telling"))
    line = kept([frozen(frame(rows), events=broken)], "lijn", title="Het stijgt naar 37%", question="Herkennen we dit?")
    other = kept([frozen(frame(rows[:1] + rows[2:]))], "kolommen", number=2, title="Drie kwartalen")
    said = [
        entry(Soort.RAMING, getal=0.5),
        entry(Soort.ZIEN, "Het stijgt elk kwartaal."),
        entry(Soort.HERKENNEN, "Ook bij ons.", keuze="ja"),
        entry(
            Soort.VERKLAREN, "Er zijn meer werkers.", categorie="werkwijze", sterkte="sterk", weerlegging="het daalt"
        ),
        entry(Soort.VERWACHTEN, getal=0.4, richting="hoger", periode="2025-Q2"),
        entry(Soort.LEREN, "Bellen helpt."),
        entry(Soort.AFSPRAAK, "Elk gezin krijgt een belletje.", eigenaar="teammanager", datum=date(2025, 3, 1)),
        entry(Soort.TEGENGELUID, "Snelheid is niet alles."),
    ]
    return report(told(line, said), told(other))


def test_everything_is_visible_offline_with_scripts_off(store: Store, tmp_path: Path) -> None:
    page_file = tmp_path / "verslag.html"
    page_file.write_bytes(html_bytes(content_of(session())))
    asked: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = browser.new_context(java_script_enabled=False, offline=True, viewport={"width": 1100, "height": 900})
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        shown = page.inner_text("body")
        pictures = [picture.bounding_box() for picture in page.locator("svg").all()]
        drawn = page.locator("svg text").all_text_contents()
        wide = page.locator("main").bounding_box()
        printed = [page.pdf(format="A4", landscape=lying) for lying in (False, True)]
        browser.close()
    assert asked == [page_file.as_uri()]
    expected = (
        "Sessie Zuid", "De gegevens in dit verslag zijn verzonnen", "Het stijgt naar 37%", "Herkennen we dit?",
        "Het stijgt elk kwartaal.", "Ook bij ons.", "Er zijn meer werkers.", "klopt niet als: het daalt",
        "Hoger, 40%, in het 2e kwartaal 2025", "Bellen helpt.", "Elk gezin krijgt een belletje.", "teammanager",
        "1 maart 2025", "Snelheid is niet alles.", "1 juli 2024: Nieuwe telling", "2e kwartaal 2024", "afgeschermd",
        "voorlopig", "hele stad", "31 oktober 2026", "Het deel van de aanmeldingen", "Drie kwartalen",
    )  # fmt: skip
    assert [text for text in expected if text not in shown] == []
    assert len(pictures) == 2 and all(box and box["width"] > 500 and box["height"] > 100 for box in pictures)
    assert any("37%" in text for text in drawn) and any("Nieuwe telling" in text for text in drawn)
    assert wide is not None and wide["width"] <= 1100
    assert all(pdf.startswith(b"%PDF") and len(pdf) > 10_000 for pdf in printed)


def test_page_is_dutch_and_asks_nothing_from_elsewhere(store: Store) -> None:
    page = html_bytes(content_of(session())).decode()
    assert '<html lang="nl">' in page
    assert "<script" not in page and "default-src 'none'" in page
    outside = [part for part in page.split('"') if part.startswith(("http:", "https:", "//"))]
    assert set(outside) <= {"http://www.w3.org/2000/svg"}

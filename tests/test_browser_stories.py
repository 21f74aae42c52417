"""Does a story that the data owner writes on the page stand with its figure, and one about a person nowhere?"""

# ruff: noqa: F811  (a fixture that is imported is also the name of an argument)
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.store import open_store
from data.stories import stories
from tests.session_room import LAPTOP, address, browser  # noqa: F401  (fixtures)
from tests.small_municipality import fill

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verhalen") / "klein.sqlite"
    fill(open_store(str(path), create=True))
    return path


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(viewport=LAPTOP, locale="nl-NL").new_page()
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield page
    page.context.close()


def test_a_story_is_written_on_the_page_and_found_in_duiding(address: str, place: Path, screen: Page) -> None:
    screen.goto(f"{address}/gegevens?gegevens_blad=Verhalen")
    screen.get_by_label("Titel").fill("Koffie op het plein")
    screen.get_by_label("Verhaal", exact=True).fill("Bel 06 12345678.")
    screen.get_by_role("button", name="Opslaan").click()
    expect(screen.get_by_text("misschien een telefoonnummer")).to_be_in_viewport()
    assert stories(open_store(str(place))) == ()
    screen.get_by_label("Verhaal", exact=True).fill("Ouders komen vaker via school.")
    screen.get_by_role("button", name="Opslaan").click()
    expect(screen.get_by_text("Opgeslagen: Koffie op het plein.")).to_be_visible()
    screen.goto(f"{address}/bereik")
    screen.get_by_role("button", name="Duiding (1)").first.click()
    expect(screen.get_by_text("Ouders komen vaker via school.").first).to_be_visible()

"""Who sits in the room of a browser test: a projector and phones on the real dashboard, and a camera?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from bench.servers import ROOT, streamlit_app
from data.store import Store, open_store
from tests.browser import browser_path
from tests.example_store import copy_example
from tests.places import new_place

PHONE, HALL, SMALL, LAPTOP = (
    ViewportSize(width=width, height=height) for width, height in ((390, 844), (1920, 1080), (1024, 768), (1366, 768))
)
PICTURES = "CIJFERTAFEL_PLAATJES"
"""Folder for pictures of every step, to look at; without it none are kept."""
WAIT = 30_000
expect.set_options(timeout=WAIT)


@pytest.fixture(scope="module")
def place(example_store: Path | str, tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    path = new_place(tmp_path_factory.mktemp("sessie"))
    copy_example(example_store, path)
    return path


@pytest.fixture(scope="module")
def address(place: Path) -> Iterator[str]:
    with streamlit_app(ROOT / "dashboard.py", CIJFERTAFEL_STORE=str(place)) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture
def store(place: Path) -> Store:
    return open_store(str(place))


class Room:
    """A projector and the phones of participants."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.projector = self.page(LAPTOP)

    def page(self, size: ViewportSize) -> Page:
        self.contexts.append(self.browser.new_context(viewport=size, locale="nl-NL"))
        return self.contexts[-1].new_page()

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def room(browser: Browser, address: str) -> Iterator[Room]:
    opened = Room(browser, address)
    yield opened
    opened.close()


def picture(page: Page, name: str) -> None:
    """Keep what is on the screen, and hold that it is whole: no error, nothing sideways out of view."""
    page.wait_for_timeout(700)
    if os.environ.get(PICTURES):
        page.screenshot(path=Path(os.environ[PICTURES]) / f"{name}.png")
    assert page.locator('[data-testid="stException"]').count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def on_both_screens(page: Page, name: str) -> None:
    """The projector at both sizes; nothing may need scrolling."""
    for size in (SMALL, HALL):
        page.set_viewport_size(size)
        picture(page, f"{name}-{size['width']}")
        main = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{main}.scrollHeight - {main}.clientHeight") <= 2, name


def drawn(page: Page, text: str) -> None:
    """Wait until the screen of the room is there, down to its last button: before that no key does anything."""
    expect(page.get_by_text(text)).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Volgende")).to_be_visible()
    page.wait_for_timeout(500)


def send(page: Page, number: int = 0) -> None:
    """Send a form once the page stands still: until then the button may be that of the form that stood there before."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_role("button", name="Stuur in").nth(number).click()

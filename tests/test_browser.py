"""What does a person see in a real browser: every page, whole, in Dutch, without an error and without the internet?"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright

from pages.parts.shell import PAGES
from tests.browser import browser_path
from tests.paper import wrong_on_paper

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
SHEETS = {
    "bereik": ("Soorten hulp",),
    "wachttijden": ("Start en zorg", "Vandaag", "Curven", "Verschillen"),
    "gegevens": ("Gebeurtenissen", "Verhalen", "Logboek"),
    "doorstroom": ("In en uit",),
    "budget": ("Cliënten", "Signalen", "Prognose", "Wat als", "Herkomst"),
    "definities": ("Tekens",),
    "handleiding": ("Tekens en toetsen",),
    "verdieping": ("Organisatie",),
}
ADDRESSES = [("" if name == "overzicht" else name) for name in PAGES] + [
    f"{name}?{name}_blad={sheet}" for name, sheets in SHEETS.items() for sheet in sheets
]
TO_READ = ("gegevens", "definities", "handleiding")
"""Pages that nobody shows to a room: they scroll."""
DECIDING = 600_000
"""Milliseconds that the first page may take: of the example nothing is decided yet about small numbers."""
LAPTOP, WALL = ViewportSize(width=1366, height=768), ViewportSize(width=1920, height=1080)
NOT_OURS = re.compile(r"/_stcore/(host-config|health)$")
"""Streamlit looks for its own address under every page; the answer 404 is part of that."""
ENGLISH = re.compile(
    r"\b(the|and|with|choose|select|loading|search|browse|upload|download as|error|null|none|nan|undefined|"
    r"true|false|value|figure|table|settings|please)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def address(example_store: Path) -> Iterator[str]:
    """The real dashboard on the example store."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "CIJFERTAFEL_STORE": str(example_store)}
    command = [sys.executable, "-m", "pages.parts.serving", "--server.port", str(port)]
    server = subprocess.Popen(
        [*command, "--server.headless", "true"], cwd=ROOT, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = browser_path()
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-background-networking"])
        yield started
        started.close()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(viewport=LAPTOP, locale="nl-NL", accept_downloads=True).new_page()
    yield page
    page.context.close()


def _wait_for(address: str) -> None:
    for _ in range(150):
        try:
            with urllib.request.urlopen(address) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("Het dashboard start niet.")


def visit(page: Page, address: str) -> None:
    """Open a page and wait until the last of it has been drawn."""
    page.goto(address)
    page.locator("h1").wait_for(timeout=120_000)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'",
        timeout=DECIDING,
    )
    page.wait_for_function("() => document.documentElement.lang === 'nl'", timeout=20_000)
    page.wait_for_timeout(300)


@pytest.mark.parametrize("place", ADDRESSES)
def test_page_is_whole_dutch_and_stays_on_the_machine(place: str, address: str, screen: Page) -> None:
    outside: list[str] = []
    errors: list[str] = []
    screen.on("request", lambda request: outside.append(request.url) if _is_outside(request.url, address) else None)
    screen.on("console", lambda said: errors.append(said.text) if said.type == "error" and _is_ours(said) else None)
    screen.on("pageerror", lambda error: errors.append(str(error)))
    visit(screen, f"{address}/{place}")
    assert screen.locator('[data-testid="stException"]').count() == 0
    assert screen.evaluate("document.documentElement.lang") == "nl"
    assert not outside and not errors
    screen.add_style_tag(content='[data-testid="stIconMaterial"] { display: none }')  # an icon is a word of its font
    seen = screen.locator('[data-testid="stMain"]').inner_text()
    assert {word.group().lower() for word in ENGLISH.finditer(seen)} == set()
    assert "verzonnen gegevens" in seen


def _is_outside(url: str, address: str) -> bool:
    return not url.startswith((address, "data:", "blob:", address.replace("http", "ws")))


def _is_ours(said: ConsoleMessage) -> bool:
    return not NOT_OURS.search(said.location.get("url", ""))


@pytest.mark.parametrize("place", [name for name in ADDRESSES if not name.startswith(TO_READ)])
def test_page_fits_on_the_wall(place: str, address: str, screen: Page) -> None:
    screen.set_viewport_size(WALL)
    visit(screen, f"{address}/{place}{'&' if '?' in place else '?'}beeld=Wand")
    height = screen.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height <= WALL["height"] + 40
    width = screen.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= WALL["width"]


@pytest.mark.parametrize(("place", "question"), [("overzicht", "Hoe staat het stelsel"), ("Bereik", "Bereikt de hulp")])
def test_a_typed_address_opens_its_page_without_a_complaint(
    place: str, question: str, address: str, screen: Page
) -> None:
    visit(screen, f"{address}/{place}")
    assert screen.locator("h1").first.inner_text().startswith(question)
    assert screen.get_by_text("bestaat niet").count() == 0


def test_every_quadrant_of_the_overview_has_a_footer_of_one_line(address: str, screen: Page) -> None:
    visit(screen, address)
    rows = screen.locator('[class*="st-key-voet-"]')
    heights = [box["height"] for row in rows.all() if (box := row.bounding_box())]
    assert len(heights) == 4 and max(heights) < 36


def test_the_words_of_the_selection_stand_in_the_middle_of_their_button(address: str, screen: Page) -> None:
    visit(screen, address)
    button, words = (screen.locator(f".st-key-selectie button{part}").first.bounding_box() for part in ("", " p"))
    assert button and words
    assert abs(button["y"] + button["height"] / 2 - words["y"] - words["height"] / 2) <= 1.5


def test_choice_stands_in_the_address_and_stays_on_the_next_page(address: str, screen: Page) -> None:
    visit(screen, f"{address}/wachttijden")
    screen.locator(".st-key-selectie button").first.click()
    box = screen.get_by_role("combobox", name="Gebied of team").first
    box.fill("Zuilen")
    screen.get_by_role("option", name="Zuilen", exact=True).click()
    screen.get_by_text("Zuilen", exact=False).first.wait_for()
    screen.wait_for_url("**gebied=Zuilen**")
    screen.keyboard.press("Escape")
    screen.get_by_role("link", name="Bereik").first.click()
    screen.locator("h1", has_text="Bereikt").wait_for()
    screen.wait_for_timeout(1500)
    assert "gebied=Zuilen" in screen.url
    assert "Zuilen" in screen.locator(".st-key-selectie button").first.inner_text()


def test_table_and_files_are_one_click_away(address: str, screen: Page) -> None:
    visit(screen, f"{address}/bereik")
    screen.locator(".st-key-voet-kaart").get_by_role("button", name="Tabel").click()
    screen.locator(".cijfertabel td", has_text="Overvecht-Centrum").wait_for()
    with screen.expect_download() as download:
        screen.get_by_role("button", name="CSV").last.click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and "verzonnen" in content.decode("utf-8-sig")


def test_definition_is_one_click_away(address: str, screen: Page) -> None:
    visit(screen, f"{address}/bereik")
    screen.locator(".st-key-voet-ses").get_by_role("button", name="Definitie").click()
    screen.get_by_text("Wat we tellen").first.wait_for()


def test_dark_room_gets_a_dark_page_and_white_paper(address: str, browser: Browser) -> None:
    page = browser.new_context(viewport=LAPTOP, locale="nl-NL", color_scheme="dark").new_page()
    visit(page, f"{address}/bereik")
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    printed = wrong_on_paper(page)
    page.context.close()
    assert ground == "rgb(17, 25, 32)"
    assert printed == []

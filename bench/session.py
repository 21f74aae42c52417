"""How soon does an answer from a phone stand on the screen of the room, with twenty phones at the table?

Twenty phones are open in real browsers and follow the session; most answers are typed and sent on one of them in
turns, and so many more are written beside them that twenty people answer every five seconds together. The time runs
from the click on the phone to the frame of the projector in which the text stands.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.servers import ROOT, streamlit_app
from data.session.figures import pin
from data.session.inbreng import Said, Soort, entries, join, record
from data.session.sessions import create_session
from data.session.stand import go_to
from data.store import Store, open_store
from tests.browser import browser_path
from tests.session_figures import shown

PHONES = 20
ANSWERS = 60
BESIDE = 3.0
"""Answers a second that come from elsewhere."""
PHONE, HALL = ViewportSize(width=390, height=844), ViewportSize(width=1920, height=1080)


def measure(store: Path, phones: int = PHONES, answers: int = ANSWERS) -> list[dict[str, object]]:
    """Rows of the benchmark; the store is copied, so that it stays what it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sessie.sqlite"
        shutil.copyfile(store, path)
        table = open_store(str(path))
        sessie, figuur = _session(table, phones)
        app = streamlit_app(ROOT / "dashboard.py", CIJFERTAFEL_STORE=str(path))
        with app as address, sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=browser_path(), args=["--no-sandbox", "--disable-background-networking"]
            )
            times = _answers(browser, address, table, (sessie, figuur), phones, answers)
            browser.close()
        kept = sum(entry.tekst.startswith("Gemeten") for entry in entries(table, sessie))
    return [_row(times, phones, answers, kept)]


def _session(store: Store, phones: int) -> tuple[str, str]:
    sessie = create_session(store, "Sessie Zuid", date(2026, 11, 22), ["gemeente", "buurtteam"])
    figuur = pin(store, sessie, shown(), caption="Kennismaking")
    go_to(store, sessie, figuur)
    for number in range(phones):
        join(store, sessie, f"toestel{number}", "gemeente")
    join(store, sessie, "elders", "buurtteam")
    return sessie, figuur


def _answers(
    browser: Browser, address: str, store: Store, where: tuple[str, str], phones: int, answers: int
) -> list[float]:
    sessie, figuur = where
    screen = _opened(browser, f"{address}/sessie?s={sessie}&f=1&scherm=vol", HALL)
    screen.get_by_text("Wat zien we?").wait_for(timeout=120_000)
    table = [_opened(browser, f"{address}/deelnemen?s={sessie}&d=toestel{number}", PHONE) for number in range(phones)]
    stop = threading.Event()
    beside = threading.Thread(target=_write_beside, args=(store, sessie, figuur, stop))
    beside.start()
    try:
        return [_answer(table[turn % phones], screen, turn) for turn in range(answers)]
    finally:
        stop.set()
        beside.join()


def _opened(browser: Browser, address: str, size: ViewportSize) -> Page:
    page = browser.new_context(viewport=size, locale="nl-NL").new_page()
    page.goto(address)
    return page


def _write_beside(store: Store, sessie: str, figuur: str, stop: threading.Event) -> None:
    number = 0
    while not stop.wait(1 / BESIDE):
        # Another question than the one on the screen: it makes the screen write itself anew, and hides nothing.
        text = f"Van elders, keer {number}"
        record(store, Said(sessie, figuur, Soort.LEREN, "elders", number, "buurtteam", text))
        number += 1


def _answer(phone: Page, screen: Page, turn: int) -> float:
    """Milliseconds from the click to the text on the screen."""
    text = f"Gemeten antwoord {turn}."
    phone.get_by_label("Wat ziet u?").fill(text, timeout=120_000)
    begin = time.monotonic()
    phone.get_by_role("button", name="Stuur in").first.click()
    screen.wait_for_function("text => document.body.innerText.includes(text)", arg=text, timeout=60_000)
    return 1000 * (time.monotonic() - begin)


def _row(times: list[float], phones: int, answers: int, kept: int) -> dict[str, object]:
    ordered = sorted(times)
    return {
        "what": f"answer to projector, {phones} phones",
        "median_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[max(0, round(0.95 * len(ordered)) - 1)], 1),
        "slowest_ms": round(ordered[-1], 1),
        "answers": answers,
        "kept": kept,
    }

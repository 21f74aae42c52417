"""How long until the first figure for who opens the page, and for who just started the server, beside a bare page?

Both apps are opened in turns in a browser without anything kept. A first load runs from the navigation to the first
frame with the figure; a cold start from the start of the process, so it has the imports and the reading in it too.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.servers import ROOT, streamlit_app
from tests.browser import browser_path

LOADS = 9
STARTS = 3
PAGE = "/bereik"
BARE, OURS = "bare page", "bereik"
SCRIPTS = {BARE: ROOT / "bench" / "trivial_app.py", OURS: ROOT / "dashboard.py"}
Times = dict[tuple[str, str], list[float]]

_FIRST_FIGURE = """() => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[data-testid="stPlotlyChart"] .main-svg')) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { window.cijferfiguur = performance.now(); }));
  });
  observer.observe(document, {subtree: true, childList: true});
}"""


def measure(store: Path, loads: int = LOADS, starts: int = STARTS) -> list[dict[str, object]]:
    """Median milliseconds per app, and the ratio between them, as rows of the benchmark."""
    times: Times = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-background-networking"]
        )
        for turn in range(starts + 1):
            for name in SCRIPTS:
                _keep(times, "cold start to first figure", name, turn, _cold_start(browser, name, store))
        with streamlit_app(SCRIPTS[BARE]) as bare, streamlit_app(SCRIPTS[OURS], **_environment(store)) as full:
            for turn in range(loads + 1):
                for name, address in ((BARE, bare), (OURS, full + PAGE)):
                    _keep(times, "first load", name, turn, _first_load(browser, address))
        browser.close()
    return _rows(times)


def _keep(times: Times, what: str, name: str, turn: int, taken: float) -> None:
    """The first turn reads everything from disk and decides small numbers, so it does not count."""
    if turn:
        times.setdefault((what, name), []).append(taken)


def _environment(store: Path) -> dict[str, str]:
    return {"CIJFERTAFEL_STORE": str(store)}


def _cold_start(browser: Browser, name: str, store: Path) -> float:
    begun = time.monotonic()
    with streamlit_app(SCRIPTS[name], **_environment(store)) as address:
        _first_load(browser, address + (PAGE if name == OURS else ""))
        return 1000 * (time.monotonic() - begun)


def _first_load(browser: Browser, address: str) -> float:
    """Milliseconds from the navigation to the frame with the first figure."""
    with browser.new_context(viewport={"width": 1366, "height": 768}, locale="nl-NL") as context:
        page = context.new_page()
        page.add_init_script(f"({_FIRST_FIGURE})()")
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => window.cijferfiguur !== undefined", polling=20, timeout=600_000)
        return float(page.evaluate("() => window.cijferfiguur"))


def _rows(times: Times) -> list[dict[str, object]]:
    medians = {key: statistics.median(values) for key, values in times.items()}
    return [
        {"what": f"{what}, {name}", "median_ms": round(value, 1), "ratio": round(value / medians[(what, BARE)], 2)}
        for (what, name), value in medians.items()
    ]

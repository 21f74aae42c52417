"""How long does a user wait for the first changed figure after a choice, beside a page with one bare figure?

Both apps run at the same time on this machine and are clicked in turns, so that noise falls on both.
A click is timed inside the browser: from the press on an option of a list to the first frame painted after a
figure changed, and to the last frame painted before the page stays as it is.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.servers import ROOT, streamlit_app
from tests.browser import browser_path

CLICKS = 30
BARE = "bare page"

QUIET = 700
"""Milliseconds without a change after which the page counts as settled."""

LONGEST_OPENING = 1_800_000
"""Milliseconds; the first page of a large store waits while small numbers are decided."""

_RESTS = "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
_WATCH = """quiet => {
  window.cijferklik = new Promise(resolve => {
    let pressed = 0, first = 0, last = 0, waits = 0;
    const settled = () => { observer.disconnect(); resolve([first - pressed, last - pressed]); };
    const wait = () => { clearTimeout(waits); waits = setTimeout(settled, quiet); };
    document.addEventListener('click', () => { pressed = performance.now(); }, {capture: true, once: true});
    const observer = new MutationObserver(changes => {
      const nodes = changes.map(({target}) => target.nodeType === 1 ? target : target.parentElement);
      const within = place => nodes.some(node => node && node.closest(place));
      if (!pressed || !within('[data-testid="stMain"]')) return;
      const isFirst = !first && within('[data-testid="stPlotlyChart"] .main-svg');
      if (isFirst) first = performance.now();
      if (first) wait();
      requestAnimationFrame(() => requestAnimationFrame(() => {
        last = performance.now();
        if (isFirst) first = last;
      }));
    });
    observer.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
  });
}"""


@dataclass(frozen=True)
class Target:
    """One app: its page, how its list is opened, and the words to choose in turns."""

    name: str
    page: Page
    opener: str | None
    label: str
    words: tuple[str, str]

    def click(self, turn: int) -> tuple[float, float]:
        """Milliseconds until the first changed figure was painted, and until the page was settled."""
        box = self.page.get_by_role("combobox", name=self.label).first
        if self.opener and not box.is_visible():
            self.page.locator(self.opener).first.click()
        box.fill(self.words[turn % 2])  # a long list draws only what is in view, so narrow it first
        option = self.page.get_by_role("option", name=self.words[turn % 2], exact=True)
        option.wait_for()
        self.page.wait_for_timeout(300)
        self.page.evaluate(_WATCH, QUIET)
        option.click()
        first, last = self.page.evaluate("() => window.cijferklik")
        return float(first), float(last)


def measure(store: Path, scale: int, clicks: int = CLICKS) -> list[dict[str, object]]:
    """Median milliseconds per app and the ratio between them, as rows of the benchmark."""
    environment = {"CIJFERTAFEL_STORE": str(store)}
    trivial = streamlit_app(ROOT / "bench" / "trivial_app.py")
    with trivial as bare, streamlit_app(ROOT / "dashboard.py", **environment) as full, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-background-networking"]
        )
        targets = [
            Target(BARE, _open(browser, bare), None, "Jaar", ("2020", "2021")),
            Target(
                "bereik", _open(browser, f"{full}/bereik"), ".st-key-selectie button", "Periode",
                ("2e kwartaal 2025", "1e kwartaal 2025"),
            ),
        ]  # fmt: skip
        times: dict[str, list[tuple[float, float]]] = {target.name: [] for target in targets}
        for turn in range(clicks + 2):
            for target in targets:
                waited = target.click(turn)
                if turn >= 2:  # the first two fill caches and load code
                    times[target.name].append(waited)
        browser.close()
    return _rows(times, scale)


def _open(browser: object, address: str) -> Page:
    page: Page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="nl-NL").new_page()  # type: ignore[attr-defined]
    page.goto(address)
    page.locator('[data-testid="stPlotlyChart"] .main-svg').first.wait_for(timeout=LONGEST_OPENING)
    page.wait_for_function(_RESTS, timeout=LONGEST_OPENING)
    page.wait_for_timeout(1500)
    return page


def _rows(times: dict[str, list[tuple[float, float]]], scale: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for place, what in enumerate(("first figure", "whole page")):
        medians = {name: statistics.median(each[place] for each in values) for name, values in times.items()}
        rows += [
            {
                "what": f"filter click to {what}, {name}",
                "scale": scale,
                "median_ms": round(value, 1),
                "ratio": round(value / medians[BARE], 2),
            }
            for name, value in medians.items()
        ]
    return rows

"""How long does a user wait for the first changed figure after a choice, beside a page with one bare figure?

Both apps run at the same time on this machine and are clicked in turns, so that noise falls on both.
A click is timed inside the browser: from the press on an option of a list to the first frame painted after a
figure changed.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.servers import ROOT, streamlit_app
from tests.browser import browser_path

CLICKS = 30

_WATCH = """() => {
  window.cijferklik = new Promise(resolve => {
    let pressed = 0;
    document.addEventListener('click', () => { pressed = performance.now(); }, {capture: true, once: true});
    const observer = new MutationObserver(changes => {
      const figure = changes.some(change => {
        const node = change.target.nodeType === 1 ? change.target : change.target.parentElement;
        return node && node.closest('[data-testid="stPlotlyChart"] .main-svg');
      });
      if (pressed && figure) {
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - pressed)));
      }
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

    def click(self, turn: int) -> float:
        """Milliseconds until the first changed figure was painted."""
        box = self.page.get_by_role("combobox", name=self.label).first
        if self.opener and not box.is_visible():
            self.page.locator(self.opener).first.click()
        box.fill(self.words[turn % 2])  # a long list draws only what is in view, so narrow it first
        option = self.page.get_by_role("option", name=self.words[turn % 2], exact=True)
        option.wait_for()
        self.page.wait_for_timeout(300)
        self.page.evaluate(_WATCH)
        option.click()
        waited = float(self.page.evaluate("() => window.cijferklik"))
        self.page.wait_for_timeout(700)
        return waited


def measure(store: Path, clicks: int = CLICKS) -> list[dict[str, object]]:
    """Median milliseconds per app and the ratio between them, as rows of the benchmark."""
    environment = {"CIJFERTAFEL_STORE": str(store)}
    trivial = streamlit_app(ROOT / "bench" / "trivial_app.py")
    with trivial as bare, streamlit_app(ROOT / "dashboard.py", **environment) as full, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-background-networking"]
        )
        targets = [
            Target("bare page", _open(browser, bare), None, "Jaar", ("2020", "2021")),
            Target(
                "bereik", _open(browser, f"{full}/bereik"), ".st-key-selectie button", "Periode",
                ("2e kwartaal 2025", "1e kwartaal 2025"),
            ),
        ]  # fmt: skip
        times: dict[str, list[float]] = {target.name: [] for target in targets}
        for turn in range(clicks + 2):
            for target in targets:
                waited = target.click(turn)
                if turn >= 2:  # the first two fill caches and load code
                    times[target.name].append(waited)
        browser.close()
    return _rows(times)


def _open(browser: object, address: str) -> Page:
    page: Page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="nl-NL").new_page()  # type: ignore[attr-defined]
    page.goto(address)
    page.locator('[data-testid="stPlotlyChart"] .main-svg').first.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    return page


def _rows(times: dict[str, list[float]]) -> list[dict[str, object]]:
    medians = {name: statistics.median(values) for name, values in times.items()}
    bare = medians["bare page"]
    return [
        {"what": f"filter click, {name}", "median_ms": round(value, 1), "ratio": round(value / bare, 2)}
        for name, value in medians.items()
    ]

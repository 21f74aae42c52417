"""The pictures in README.md, taken from the example municipality as it is now: `python docs/pictures.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from bench.servers import streamlit_app  # noqa: E402
from tests.browser import browser_path  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
WALL = {"width": 1920, "height": 1080}
PICTURES = {"bereik-wand.png": "bereik?beeld=Wand"}
READY = "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"


def take(store: Path) -> None:
    """Every picture, from the example in `store`."""
    with streamlit_app(ROOT / "dashboard.py", CIJFERTAFEL_STORE=str(store)) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport=WALL, locale="nl-NL")  # type: ignore[arg-type]
        for name, place in PICTURES.items():
            page.goto(f"{address}/{place}")
            page.locator(".js-plotly-plot").nth(1).wait_for(timeout=300_000)
            page.wait_for_function(READY, timeout=300_000)
            page.wait_for_timeout(3_000)
            page.screenshot(path=FOLDER / name)
        browser.close()


if __name__ == "__main__":
    with TemporaryDirectory(prefix="cijfertafel-") as folder:
        made = Path(folder) / "voorbeeld.sqlite"
        environment = {**os.environ, "CIJFERTAFEL_STORE": str(made)}
        subprocess.run([sys.executable, "-m", "data", "example"], cwd=ROOT, env=environment, check=True)
        take(made)

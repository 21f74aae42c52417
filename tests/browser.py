"""Which browser is there to drive, and what is said when there is none?"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find_browser() -> str | None:
    """The path of a Chromium, Chrome or Edge on this machine, or None."""
    found = (shutil.which(name) for name in _NAMES)
    return next((path for path in found if path), next((path for path in _PLACES if Path(path).exists()), None))


def browser_path() -> str:
    """The browser; without one the test is skipped with a sentence, and in CI it fails."""
    path = find_browser()
    if path:
        return path
    sentence = "Geen Chromium, Chrome of Edge gevonden: de tests in een browser worden overgeslagen. Installeer er een."
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)

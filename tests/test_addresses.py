"""Which page comes when somebody types an address?"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.runtime.pages_manager import PagesManager

from pages.parts import addresses
from pages.parts.shell import HIDDEN, PAGES

TITLES = {**PAGES, **HIDDEN}


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("overzicht", ""), ("Overzicht", ""), ("Bereik", "bereik"), ("WACHTTIJDEN", "wachttijden"),
        ("meedoen", "deelnemen"), ("deelnemen", "deelnemen"), ("bestaat niet", "bestaat niet"),
    ],
)  # fmt: skip
def test_an_address_means_a_page_whatever_its_capitals(typed: str, page: str) -> None:
    assert addresses.meant(typed, TITLES, "overzicht") == page


def test_every_page_is_found_by_its_path_and_by_its_title() -> None:
    for path, title in TITLES.items():
        assert addresses.meant(path, TITLES, "overzicht") == addresses.meant(title, TITLES, "overzicht")


def test_the_navigation_looks_for_the_page_that_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = PagesManager("dashboard.py")
    monkeypatch.setattr(addresses, "get_script_run_ctx", lambda **_: SimpleNamespace(pages_manager=manager))
    manager.set_script_intent("", "Overzicht")
    addresses.understand(TITLES, "overzicht")
    assert manager.intended_page_name == ""
    manager.set_script_intent("abc", "")
    addresses.understand(TITLES, "overzicht")
    assert manager.intended_page_script_hash == "abc"

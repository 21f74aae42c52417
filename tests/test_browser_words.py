"""Does a user meet an English word that Streamlit put on a page, to read or for a screen reader to say?"""

# ruff: noqa: F811  (a fixture that is imported is also the name of an argument)
from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from data.session.figures import figures, pin
from data.session.inbreng import join
from data.session.sessions import create_session
from data.session.stand import go_to
from data.store import Store
from tests.session_figures import shown
from tests.session_room import (  # noqa: F401  (fixtures)
    LAPTOP,
    PHONE,
    Room,
    address,
    browser,
    place,
    room,
    store,
)

pytestmark = pytest.mark.browser

ENGLISH = re.compile(
    r"\b(the|and|with|choose|select|selected|clear|remove|shortcut|press|enter to|submit|apply|loading|running|search|"
    r"browse|upload|drag|drop|per file|close|open sidebar|collapse|expand|skip|navigate|home page|pages|no results|"
    r"connecting|connection|error|deploy|fullscreen|view|show|hide|help for|options?|value|notifications)\b",
    re.IGNORECASE,
)
SAID = """() => {
  const said = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) { walk(element.shadowRoot); }
      if (!element.checkVisibility({ visibilityProperty: true })) { continue; }
      for (const name of ["aria-label", "title", "placeholder", "alt"]) {
        if (element.hasAttribute(name)) { said.push(element.getAttribute(name)); }
      }
      if (element.closest('[data-testid="stIconMaterial"], script, style, code')) { continue; }
      for (const child of element.childNodes) {
        if (child.nodeType === Node.TEXT_NODE && child.nodeValue.trim()) { said.push(child.nodeValue.trim()); }
      }
    }
  };
  walk(document);
  return said;
}"""


def english(page: Page) -> set[str]:
    """The texts and names on the page that hold an English word."""
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'", timeout=240_000
    )
    page.wait_for_timeout(600)
    return {text for text in page.evaluate(SAID) if ENGLISH.search(text)}


def test_pages_and_their_lists_say_nothing_in_english(room: Room) -> None:
    page = room.projector
    found: dict[str, set[str]] = {}
    for name in ("", "wachttijden", "gegevens", "definities", "sessie"):
        page.goto(f"{room.address}/{name}")
        page.locator("h1").wait_for(timeout=120_000)
        found[name] = english(page)
    page.goto(f"{room.address}/wachttijden")
    page.locator(".st-key-selectie button").first.click(timeout=120_000)
    page.get_by_role("combobox", name="Gebied of team").first.fill("bestaat niet")
    expect(page.get_by_text("Niets gevonden").first).to_be_visible()
    found["selectie"] = english(page)
    page.goto(f"{room.address}/bestaat-niet")
    expect(page.get_by_text("Deze pagina bestaat niet").first).to_be_visible(timeout=120_000)
    found["bestaat niet"] = english(page)
    assert {name: words for name, words in found.items() if words} == {}


def test_session_says_nothing_in_english(room: Room, store: Store) -> None:
    sessie = create_session(store, "Sessie Noord", date(2026, 11, 22), ["gemeente", "buurtteam"])
    pin(store, sessie, shown(), caption="Kennismaking")
    go_to(store, sessie, figures(store, sessie)[0].figuur)
    join(store, sessie, "toestel", "gemeente")
    found = {}
    for name, where, size in (
        ("voorbereiden", f"sessie?s={sessie}", LAPTOP),
        ("meeschrijven", f"sessie?s={sessie}&rol=notulist", LAPTOP),
        ("projector", f"sessie?s={sessie}&f=1&scherm=vol", LAPTOP),
        ("telefoon", f"deelnemen?s={sessie}&d=toestel", PHONE),
    ):
        page = room.page(size)
        page.goto(f"{room.address}/{where}")
        page.locator('[data-testid="stMain"] button').first.wait_for(timeout=120_000)
        found[name] = english(page)
        if name == "projector":
            expect(page.get_by_role("button", name="Volgende toets →")).to_have_count(0)
            assert page.locator("kbd[aria-label^='toets ']").count() == page.locator("kbd").count() > 5
    assert {name: words for name, words in found.items() if words} == {}


def test_lost_connection_is_told_in_dutch(room: Room, store: Store) -> None:
    page = room.projector
    page.goto(f"{room.address}/definities")
    page.locator("h1").wait_for(timeout=120_000)
    english(page)
    page.context.set_offline(True)
    page.evaluate("() => window.dispatchEvent(new Event('offline'))")
    page.wait_for_timeout(8_000)
    assert english_now(page) == set()


def english_now(page: Page) -> set[str]:
    return {text for text in page.evaluate(SAID) if ENGLISH.search(text)}

"""Can a session be held without a mouse, from preparing to the last agreement, on the real dashboard?"""

# ruff: noqa: F811  (a fixture that is imported is also the name of an argument)
from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.session.figures import figures
from data.session.inbreng import Soort, entries
from data.session.sessions import sessions
from data.store import Store
from tests.session_room import (  # noqa: F401  (fixtures)
    PHONE,
    Room,
    address,
    browser,
    picture,
    place,
    room,
    store,
)

pytestmark = pytest.mark.browser

IN_FOCUS = """() => {
  let at = document.activeElement;
  while (at.shadowRoot && at.shadowRoot.activeElement) { at = at.shadowRoot.activeElement; }
  const seen = getComputedStyle(at);
  const own = at.matches("a, button, input, textarea, summary, [role=radio], [role=checkbox]");
  const name = own ? at.getAttribute("aria-label") || at.labels?.[0]?.innerText || at.innerText || "" : "";
  return { name, shows: seen.outlineStyle !== "none" || seen.boxShadow !== "none" || at.matches("input, textarea") };
}"""
MOST = 160


def walk_to(page: Page, name: str) -> None:
    """Press Tab until what is called so has the focus, and shows it."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        focus = page.evaluate(IN_FOCUS)
        if name in focus["name"]:
            assert focus["shows"], f"{name} does not show that it has the focus"
            return
    pytest.fail(f"Tab does not lead to {name}")


def press(page: Page, name: str, key: str = "Enter") -> None:
    walk_to(page, name)
    page.keyboard.press(key)


def go_along(phone: Page) -> None:
    """A phone asks by itself, once in a few seconds, where the group is."""
    expect(phone.get_by_role("button", name=re.compile("Ga mee|Kijk mee"))).to_be_visible()
    press(phone, "mee.")


def type_in(page: Page, name: str, text: str) -> None:
    walk_to(page, name)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def prepare(page: Page, address: str, store: Store) -> str:
    page.goto(f"{address}/sessie")
    expect(page.get_by_role("button", name="Maak de sessie")).to_be_visible(timeout=60_000)
    type_in(page, "Titel", "Sessie zonder muis")
    press(page, "Maak de sessie")
    expect(page.get_by_text("Er staat nog geen figuur in.")).to_be_visible()
    type_in(page, "Een figuur uit de lijst", "binnen vijf")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    press(page, "Zet erbij")
    expect(page.get_by_label("Bijschrift")).to_have_count(1, timeout=180_000)
    type_in(page, "Vraag aan de groep", "Hoe komt dit?")
    press(page, "Eerst raden", "Space")
    picture(page, "20-toetsen-voorbereiden")
    page.wait_for_timeout(1500)
    (made,) = [each for each in sessions(store) if each.titel == "Sessie zonder muis"]
    (kept,) = figures(store, made.sessie)
    assert (kept.tables[0].indicator, kept.vraag, kept.eerst_raden) == (
        "kennismaking_binnen_vijf_werkdagen", "Hoe komt dit?", True,
    )  # fmt: skip
    press(page, "Presenteren")
    expect(page.get_by_text("Doe mee met uw telefoon")).to_be_visible()
    return made.sessie


def speak(screen: Page, phone: Page) -> None:
    """Guess, see, recognise and agree; every word by Tab, arrows, Space and Enter."""
    screen.keyboard.press("ArrowRight")
    expect(screen.get_by_text("Eerst raden.")).to_be_visible()
    go_along(phone)
    type_in(phone, "Welk getal verwacht u", "45")
    press(phone, "Stuur in")
    expect(screen.get_by_text("1 van 4 partijen")).to_be_visible()
    screen.keyboard.press("g")
    expect(screen.get_by_text("werkelijk", exact=False)).to_be_visible()
    go_along(phone)
    type_in(phone, "Wat ziet u?", "Het loopt op.")
    press(phone, "Stuur in")
    expect(screen.get_by_text("Het loopt op.")).to_be_visible()
    screen.keyboard.press("2")
    go_along(phone)
    expect(phone.get_by_text("Herkent u dit beeld?")).to_be_visible()
    walk_to(phone, "ja")
    phone.keyboard.press("ArrowRight")
    phone.keyboard.press("Space")
    press(phone, "Stuur in")
    expect(screen.get_by_text("1 van 1 · gemeente")).to_be_visible()
    for key, shown in (("t", ".cijfertabel"), ("t", ".st-key-beeld svg, .st-key-fig-sessie svg")):
        screen.keyboard.press(key)
        expect(screen.locator(shown).first).to_be_visible()
    screen.keyboard.press("5")
    go_along(phone)
    for field, text in (("Wat spreken we af?", "Samen bellen."), ("Wie pakt het op?", "teammanager")):
        type_in(phone, field, text)
    type_in(phone, "Wanneer is het af?", "1-3-2027")
    press(phone, "Stuur in")
    expect(screen.get_by_text("Samen bellen.")).to_be_visible()
    picture(screen, "21-toetsen-afspreken")


def test_a_session_needs_no_mouse(room: Room, store: Store, tmp_path: Path) -> None:
    screen = room.projector
    sessie = prepare(screen, room.address, store)
    phone = room.page(PHONE)
    phone.goto(f"{room.address}/deelnemen?s={sessie}")
    expect(phone.get_by_role("button", name="gemeente")).to_be_visible(timeout=60_000)
    press(phone, "gemeente")
    expect(phone.get_by_text("Zo dadelijk komt de eerste figuur")).to_be_visible()
    speak(screen, phone)
    said = {entry.soort: entry for entry in entries(store, sessie)}
    assert set(said) == {Soort.RAMING, Soort.ZIEN, Soort.HERKENNEN, Soort.AFSPRAAK}
    assert said[Soort.HERKENNEN].keuze in ("ja", "deels")
    screen.keyboard.press("ArrowRight")
    expect(screen.get_by_text("Wat nemen we mee?")).to_be_visible()
    screen.keyboard.press("Escape")
    expect(screen.get_by_role("heading", name="Verslag")).to_be_visible()
    for name in ("Om te lezen en te printen", "PowerPoint", "Excel"):
        with screen.expect_download() as coming:
            press(screen, name)
        assert Path(coming.value.path()).stat().st_size > 1_000
    press(screen, "Alle sessies")
    expect(screen.get_by_role("heading", name="Open afspraken")).to_be_visible()
    press(screen, "Klaar")
    expect(screen.get_by_text("Er zijn geen open afspraken.")).to_be_visible()
    press(screen, "Voorbereiden")
    expect(screen.get_by_role("heading", name="Over de sessie")).to_be_visible()
    assert f"s={sessie}" in screen.url

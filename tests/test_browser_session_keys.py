"""Does the screen of the room obey its keys, and does a phone lose nothing, in real browsers on the real store?"""

# ruff: noqa: F811  (a fixture that is imported is also the name of an argument)
from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from data.session.figures import figures, pin
from data.session.inbreng import entries, join
from data.session.sessions import create_session
from data.session.stand import go_to, position
from data.store import Store
from tests.session_figures import shown
from tests.session_room import (  # noqa: F401  (fixtures)
    HALL,
    PHONE,
    Room,
    address,
    browser,
    drawn,
    picture,
    place,
    room,
    send,
    store,
)

pytestmark = pytest.mark.browser


def drawn_session(store: Store, figures_in_it: int, *, guess_first: bool = False) -> str:
    sessie = create_session(store, "Sessie Noord", date(2026, 11, 22), ["gemeente", "buurtteam"])
    for _ in range(figures_in_it):
        pin(store, sessie, shown(), caption="Kennismaking", guess_first=guess_first)
    return sessie


def test_keys_lead_through_the_session_and_lose_nothing(room: Room, store: Store) -> None:
    sessie = drawn_session(store, 2)
    page = room.projector
    page.set_viewport_size(HALL)
    page.goto(f"{room.address}/sessie?s={sessie}&f=1&scherm=vol")
    drawn(page, "Figuur 1 van 2")
    page.keyboard.press("t")
    expect(page.locator(".cijfertabel")).to_be_visible()
    picture(page, "14-tabel")
    page.keyboard.press("d")
    expect(page.get_by_text("Wat we tellen.")).to_be_visible()
    picture(page, "15-definitie")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-fig-sessie svg").first).to_be_visible()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(800)
    expect(page.get_by_text("Wat nemen we mee?")).to_be_visible()
    assert "f=3" in page.url
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Figuur 2 van 2")).to_be_visible()
    page.reload()
    drawn(page, "Figuur 2 van 2")
    for _ in range(2):
        page.keyboard.press("Escape")
        page.wait_for_timeout(1000)
    expect(page.get_by_role("heading", name="Starten")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Figuur 2 van 2")).to_be_visible()
    assert position(store, sessie).figuur == figures(store, sessie)[1].figuur


def test_screen_of_the_room_has_no_field_to_type_in(room: Room, store: Store) -> None:
    sessie = drawn_session(store, 1, guess_first=True)
    page = room.projector
    for number in range(3):
        page.goto(f"{room.address}/sessie?s={sessie}&f={number}&scherm=vol")
        page.get_by_role("button", name="Volgende").wait_for(timeout=60_000)
        page.wait_for_timeout(1000)
        assert page.locator("input, textarea, select").count() == 0
        assert page.locator('[data-testid="stHeader"]:visible, [data-testid="stSidebar"]:visible').count() == 0


def test_full_screen_button_fills_the_screen(room: Room, store: Store) -> None:
    sessie = drawn_session(store, 1)
    page = room.projector
    page.goto(f"{room.address}/sessie?s={sessie}&f=0&scherm=vol")
    page.get_by_role("button", name="Volledig scherm").click(timeout=60_000)
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Figuur 1 van 1")).to_be_visible()
    assert page.evaluate("document.fullscreenElement !== null")


def test_form_stays_and_keeps_every_answer_beside_what_polls(room: Room, store: Store) -> None:
    sessie = drawn_session(store, 1)
    figuur = figures(store, sessie)[0].figuur
    go_to(store, sessie, figuur)
    join(store, sessie, "toestel", "gemeente")
    page = room.page(PHONE)
    page.goto(f"{room.address}/deelnemen?s={sessie}&d=toestel")
    page.get_by_label("Wat ziet u?").wait_for(timeout=60_000)
    for number in range(40):
        page.get_by_label("Wat ziet u?").fill(f"Antwoord {number}")
        send(page)
        expect(page.get_by_label("Wat ziet u?")).to_have_value("")
        assert page.get_by_label("Wat ziet u?").count() == 1
        assert page.get_by_role("button", name="Stuur in").first.is_visible()
    assert [entry.tekst for entry in entries(store, sessie)] == [f"Antwoord {number}" for number in range(40)]


def test_phone_asks_again_about_a_name_with_a_birth_date(room: Room, store: Store) -> None:
    sessie = drawn_session(store, 1)
    go_to(store, sessie, figures(store, sessie)[0].figuur)
    join(store, sessie, "toestel", "gemeente")
    page = room.page(PHONE)
    page.goto(f"{room.address}/deelnemen?s={sessie}&d=toestel")
    page.get_by_label("Wat ziet u?").fill("Kees Jansen (12-03-2010) wacht", timeout=60_000)
    send(page)
    expect(page.get_by_text("Dit lijkt op een naam met een geboortedatum.")).to_be_visible()
    expect(page.get_by_label("Wat ziet u?")).to_have_value("Kees Jansen (12-03-2010) wacht")
    picture(page, "16-waarschuwing-telefoon")
    assert entries(store, sessie) == ()
    page.get_by_label("Wat ziet u?").fill("Een kind wacht")
    send(page)
    expect(page.get_by_text("Uw antwoord staat erin.")).to_be_visible()
    assert [entry.tekst for entry in entries(store, sessie)] == ["Een kind wacht"]
    page.get_by_role("button", name="Intrekken").click()
    page.wait_for_timeout(1500)
    assert [entry.counts for entry in entries(store, sessie)] == [False]

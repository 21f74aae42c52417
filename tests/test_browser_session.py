"""Can a group hold a whole session, from preparing to looking back, in real browsers on the real store?"""

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
from tests.session_report import page_holds, read_page, slides_hold, taken_along, workbook_holds
from tests.session_room import (  # noqa: F401  (fixtures)
    HALL,
    LAPTOP,
    PHONE,
    Room,
    address,
    browser,
    drawn,
    on_both_screens,
    picture,
    place,
    room,
    send,
    store,
)

DECIDING = 600_000
"""Milliseconds that the first page may take: in a database nothing is decided yet about small numbers."""
pytestmark = pytest.mark.browser


def pin_from_a_page(page: Page, address: str) -> None:
    """Put the figure of Zuilen in a new session, from the page where it stands."""
    page.goto(f"{address}/wachttijden?periode=2e+kwartaal+2026&gebied=Zuilen")
    page.get_by_role("button", name="Duiding").first.click(timeout=DECIDING)
    page.get_by_role("button", name="Zet in sessie").click()
    expect(page.get_by_text("Deze figuur staat in de sessie")).to_be_visible()
    picture(page, "0-zet-in-sessie")


def prepare(page: Page, address: str, store: Store) -> str:
    """Title and parties, a caption and a question, guess first, and a second figure from the list."""
    (made,) = sessions(store)
    page.goto(f"{address}/sessie?s={made.sessie}")
    page.get_by_label("Titel").fill("Sessie Zuid")
    page.get_by_label("Partijen aan tafel").fill("gemeente\nbuurtteam\nSpoor030\nervaringsdeskundigen")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_label("Bijschrift").first.fill("Kennismaking in Zuilen")
    page.get_by_label("Vraag aan de groep").first.fill("Hoe verklaren we dit?")
    page.get_by_label("Vraag aan de groep").first.blur()
    page.get_by_text("Eerst raden", exact=True).first.click()
    until_kept(page, store, made.sessie)
    page.get_by_role("button", name="Zet erbij").click()
    expect(page.get_by_label("Bijschrift")).to_have_count(2)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    picture(page, "1-voorbereiden")
    kept = figures(store, made.sessie)
    assert [each.vraag for each in kept] == ["Hoe verklaren we dit?", ""]
    assert kept[0].eerst_raden
    page.get_by_role("button", name="Presenteren").click()
    expect(page.get_by_text("Doe mee met uw telefoon")).to_be_visible()
    return made.sessie


def until_kept(page: Page, store: Store, sessie: str) -> None:
    """A click that comes while the last one is still being handled can stop it; nobody clicks that fast."""
    for _ in range(300):
        if figures(store, sessie)[0].eerst_raden:
            return
        page.wait_for_timeout(100)


def join(room: Room, sessie: str) -> dict[str, Page]:
    phones = {}
    for partij in ("gemeente", "buurtteam", "Spoor030"):
        phones[partij] = room.page(PHONE)
        phones[partij].goto(f"{room.address}/deelnemen?s={sessie}")
        phones[partij].get_by_role("button", name=partij).click(timeout=60_000)
        expect(phones[partij].get_by_text("Zo dadelijk komt de eerste figuur")).to_be_visible()
    expect(room.projector.get_by_text("3 deelnemers doen mee")).to_be_visible()
    on_both_screens(room.projector, "2-begin")
    return phones


def go_along(phones: dict[str, Page]) -> None:
    """The button stays in sight of who is writing at the end of the page."""
    for page in phones.values():
        asked = page.get_by_role("button", name=re.compile("Ga mee|Kijk mee"))
        expect(asked).to_be_visible()
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 99999)")
        expect(asked).to_be_in_viewport(ratio=0.9)
        asked.click()
        page.wait_for_timeout(300)


def choose(page: Page, word: str) -> None:
    page.locator('[data-testid="stButtonGroup"]').get_by_text(word, exact=True).click()


def guess(room: Room, phones: dict[str, Page], number: str) -> None:
    """Everybody guesses; until the reveal the number is nowhere in what the browsers got."""
    received: list[bytes] = []
    phone = phones["gemeente"]
    for page in (room.projector, phone):
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(as_bytes(frame))))
        page.reload()
    drawn(room.projector, "3 deelnemers doen mee")
    expect(phone.get_by_text("Zo dadelijk komt de eerste figuur")).to_be_visible()
    room.projector.keyboard.press("ArrowRight")
    expect(room.projector.get_by_text("Eerst raden.")).to_be_visible()
    go_along(phones)
    for (partij, page), typed in zip(phones.items(), ("45", "30,5", "12%"), strict=True):
        page.get_by_label("Welk getal verwacht u").fill(typed)
        send(page)
        expect(page.get_by_text("Uw antwoord staat erin")).to_be_visible()
        picture(page, f"3-raden-telefoon-{partij}")
    expect(room.projector.get_by_text("3 van 4 partijen")).to_be_visible()
    on_both_screens(room.projector, "3-raden")
    assert received and not [frame for frame in received if number.encode() in frame]
    assert number not in room.projector.content() + phone.content()
    room.projector.keyboard.press("g")
    expect(room.projector.get_by_text("werkelijk", exact=False)).to_be_visible()
    on_both_screens(room.projector, "4-onthuld")
    assert number in room.projector.content()


def as_bytes(frame: object) -> bytes:
    return frame if isinstance(frame, bytes) else str(frame).encode()


def interpret(room: Room, phones: dict[str, Page]) -> None:
    """Three phones answer at once; everything appears on the screen of the room."""
    screen = room.projector
    go_along(phones)
    for partij, page in phones.items():
        page.get_by_label("Wat ziet u?").fill(f"Het daalt sinds 2025, zegt {partij} <b>&</b>.")
    for page in phones.values():
        send(page)
    expect(screen.get_by_text("zegt Spoor030 <b>&</b>.")).to_be_visible()
    picture(phones["gemeente"], "5-zien-telefoon")
    screen.keyboard.press("2")
    go_along(phones)
    for page, answer in zip(phones.values(), ("ja", "deels", "ja"), strict=True):
        choose(page, answer)
        send(page)
    expect(screen.get_by_text("2 van 3 · gemeente, Spoor030")).to_be_visible()
    on_both_screens(screen, "6-herkennen")
    explain(room, phones)


def explain(room: Room, phones: dict[str, Page]) -> None:
    screen = room.projector
    screen.keyboard.press("3")
    go_along(phones)
    team = phones["buurtteam"]
    team.get_by_label("Waar kan het door komen?").fill("Twee gezinswerkers weg sinds mei, een plek is nog leeg.")
    choose(team, "werkwijze")
    send(team)
    for partij in ("gemeente", "Spoor030"):
        phones[partij].get_by_role("button", name="Herken ik").click()
    expect(screen.get_by_text("3 van 3 · werkwijze · inbreng buurtteam")).to_be_visible()
    other = phones["Spoor030"]
    other.get_by_text("Ik zie het anders").click()
    other.get_by_label("Wat ziet u anders dan de rest?").fill("In Lunetten zijn er ook minder mensen.")
    send(other, 1)
    expect(screen.get_by_text("In Lunetten zijn er ook minder mensen.")).to_be_visible()
    picture(other, "7-verklaren-telefoon")
    take_notes(room, phones)
    on_both_screens(screen, "7-verklaren")


def take_notes(room: Room, phones: dict[str, Page]) -> None:
    """The note-taker writes for who has no telephone, and takes back what was heard wrong."""
    notes = room.page(LAPTOP)
    notes.goto(f"{room.projector.url.partition('&')[0]}&rol=notulist")
    notes.get_by_text("ervaringsdeskundigen", exact=True).click(timeout=60_000)
    for said in ("Er is een wachtlijst in Noord.", "Mensen weten niet waar ze moeten zijn."):
        notes.locator('[class*="verklaren-ervaringsdeskundigen"] textarea').fill(said)
        send(notes)
        expect(room.projector.get_by_text(said)).to_be_visible()
    heard_wrong = notes.locator('[class*="st-key-log-"]', has_text="Er is een wachtlijst in Noord.")
    heard_wrong.get_by_role("button", name="Intrekken").click()
    expect(notes.get_by_text("ingetrokken")).to_be_visible()
    picture(notes, "7-verklaren-notulist")
    expect(room.projector.get_by_text("Er is een wachtlijst in Noord.")).to_be_hidden()
    expect(room.projector.get_by_text("inbreng ervaringsdeskundigen")).to_be_visible()


def expect_and_agree(room: Room, phones: dict[str, Page]) -> None:
    screen, phone = room.projector, phones["gemeente"]
    screen.keyboard.press("4")
    go_along(phones)
    phone.get_by_label("Welk getal verwacht u").fill("40")
    send(phone)
    expect(screen.get_by_text("40% in het 3e kwartaal 2026")).to_be_visible()
    on_both_screens(screen, "8-verwachten")
    screen.keyboard.press("5")
    go_along(phones)
    for agreed, day in (("De lege plek voor 1 maart invullen.", "1-3-2027"), ("Samen bellen.", "1-2-2027")):
        phone.get_by_label("Wat spreken we af?").fill(agreed)
        phone.get_by_label("Wie pakt het op?").fill("teammanager")
        phone.get_by_label("Wanneer is het af?").fill(day)
        send(phone, 1)
        expect(screen.get_by_text(agreed)).to_be_visible()
    picture(phone, "9-afspreken-telefoon")
    on_both_screens(screen, "9-afspreken")


def report(room: Room, store: Store, sessie: str, folder: Path) -> None:
    """The three files hold what was shown and what was said; what was taken back is in none of them."""
    page = room.projector
    page.set_viewport_size(LAPTOP)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Wat nemen we mee?")).to_be_visible()
    on_both_screens(page, "10-afronden")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Verslag")).to_be_visible()
    files = taken_along(page, folder)
    shown = figures(store, sessie)
    words = [entry.tekst for entry in entries(store, sessie) if entry.tekst and entry.counts]
    assert len(words) == 8
    read = read_page(files["html"], room.browser)
    page_holds(read, shown, words)
    slides_hold(files["pptx"], shown, words, folder)
    workbook_holds(files["xlsx"], shown, words)
    assert "Er is een wachtlijst in Noord." not in read


def look_back(room: Room, store: Store, first: str) -> None:
    """A next session begins with what was expected and agreed; the figure itself remembers too."""
    page = room.projector
    page.set_viewport_size(LAPTOP)
    page.goto(f"{room.address}/sessie")
    page.get_by_label("Titel").fill("Sessie Zuid, voorjaar")
    page.get_by_role("button", name="Maak de sessie").click()
    expect(page.get_by_text("Er staat nog geen figuur in.")).to_be_visible()
    (second,) = [each for each in sessions(store) if each.sessie != first]
    assert second.vorige == first
    page.get_by_role("button", name="Presenteren").click()
    expect(page.get_by_text("verwacht 40%, geworden")).to_be_visible()
    expect(page.get_by_text("De lege plek voor 1 maart invullen.")).to_be_visible()
    on_both_screens(page, "11-terugblik")
    page.set_viewport_size(LAPTOP)
    page.goto(f"{room.address}/sessie")
    expect(page.get_by_text("De lege plek voor 1 maart invullen.")).to_be_visible()
    picture(page, "12-open-afspraken")
    page.get_by_role("button", name="Klaar").first.click()
    expect(page.get_by_text("Samen bellen.")).to_be_hidden()
    page.get_by_role("button", name="Vervallen").click()
    expect(page.get_by_text("Er zijn geen open afspraken.")).to_be_visible()
    page.goto(f"{room.address}/sessie?s={second.sessie}&f=0&scherm=vol")
    expect(page.get_by_text("klaar", exact=True)).to_be_visible()
    expect(page.get_by_text("vervallen", exact=True)).to_be_visible()
    page.goto(f"{room.address}/wachttijden?gebied=Zuilen")
    page.get_by_role("button", name="Duiding (12)").first.click(timeout=DECIDING)
    expect(page.get_by_text("toen", exact=False).first).to_be_visible()
    picture(page, "13-duiding-bij-figuur")


def test_a_whole_session(room: Room, store: Store, tmp_path: Path) -> None:
    screen = room.projector
    pin_from_a_page(screen, room.address)
    sessie = prepare(screen, room.address, store)
    phones = join(room, sessie)
    number = re.search(r"\d+(,\d+)?%", figures(store, sessie)[0].titel)
    assert number
    guess(room, phones, number.group())
    interpret(room, phones)
    expect_and_agree(room, phones)
    screen.keyboard.press("ArrowRight")
    expect(screen.get_by_text("Figuur 2 van 2")).to_be_visible()
    on_both_screens(screen, "10-tweede-figuur")
    said = entries(store, sessie)
    counted = {soort: sum(entry.soort is soort for entry in said) for soort in Soort}
    assert {soort: count for soort, count in counted.items() if count} == {
        Soort.RAMING: 3, Soort.ZIEN: 3, Soort.HERKENNEN: 3, Soort.VERKLAREN: 3, Soort.STEUN: 2, Soort.TEGENGELUID: 1,
        Soort.VERWACHTEN: 1, Soort.AFSPRAAK: 2,
    }  # fmt: skip
    assert {entry.figuur for entry in said} == {figures(store, sessie)[0].figuur}
    report(room, store, sessie, tmp_path)
    look_back(room, store, sessie)

"""Can a group hold a whole session, from preparing to looking back, in real browsers on the real store?"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bench.servers import ROOT, streamlit_app
from data.session.figures import figures, pin
from data.session.inbreng import Soort, entries
from data.session.inbreng import join as join_table
from data.session.sessions import create_session, sessions
from data.session.stand import go_to, position
from data.store import Store, open_store
from tests.browser import browser_path
from tests.session_figures import shown

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE, HALL, SMALL, LAPTOP = (
    {"width": width, "height": height} for width, height in ((390, 844), (1920, 1080), (1024, 768), (1366, 768))
)
PICTURES = "CIJFERTAFEL_PLAATJES"
"""Folder for pictures of every step, to look at; without it none are kept."""
WAIT = 30_000
expect.set_options(timeout=WAIT)


@pytest.fixture(scope="module")
def place(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sessie") / "sessie.sqlite"
    shutil.copyfile(example_store, path)
    return path


@pytest.fixture(scope="module")
def address(place: Path) -> Iterator[str]:
    with streamlit_app(ROOT / "dashboard.py", CIJFERTAFEL_STORE=str(place)) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture
def store(place: Path) -> Store:
    return open_store(str(place))


class Room:
    """A projector and the phones of participants."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.projector = self.page(LAPTOP)

    def page(self, size: dict[str, int]) -> Page:
        self.contexts.append(self.browser.new_context(viewport=size, locale="nl-NL"))  # type: ignore[arg-type]
        return self.contexts[-1].new_page()

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def room(browser: Browser, address: str) -> Iterator[Room]:
    opened = Room(browser, address)
    yield opened
    opened.close()


def picture(page: Page, name: str) -> None:
    """Keep what is on the screen, and hold that it is whole: no error, nothing sideways out of view."""
    page.wait_for_timeout(700)
    if os.environ.get(PICTURES):
        page.screenshot(path=Path(os.environ[PICTURES]) / f"{name}.png")
    assert page.locator('[data-testid="stException"]').count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def on_both_screens(page: Page, name: str) -> None:
    """The projector at both sizes; nothing may need scrolling."""
    for size in (SMALL, HALL):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        picture(page, f"{name}-{size['width']}")
        main = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{main}.scrollHeight - {main}.clientHeight") <= 2, name


def pin_from_a_page(page: Page, address: str) -> None:
    """Put the figure of Zuilen in a new session, from the page where it stands."""
    page.goto(f"{address}/wachttijden?periode=2e+kwartaal+2026&gebied=Zuilen")
    page.get_by_role("button", name="Duiding").first.click(timeout=120_000)
    page.get_by_role("button", name="Zet in sessie").click()
    expect(page.get_by_text("Deze figuur staat in de sessie")).to_be_visible()
    picture(page, "0-zet-in-sessie")


def prepare(page: Page, address: str, store: Store) -> str:
    """Title and parties, a caption and a question, guess first, and a second figure from the list."""
    (made,) = sessions(store)
    page.goto(f"{address}/sessie?s={made.sessie}")
    page.get_by_label("Titel").fill("Sessie Zuid")
    page.get_by_label("Partijen aan tafel").fill("gemeente\nbuurtteam\nSpoor030")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_label("Bijschrift").first.fill("Kennismaking in Zuilen")
    page.get_by_label("Vraag aan de groep").first.fill("Hoe verklaren we dit?")
    page.get_by_label("Vraag aan de groep").first.blur()
    page.get_by_text("Eerst raden", exact=True).first.click()
    page.get_by_role("button", name="Zet erbij").click()
    expect(page.get_by_label("Bijschrift")).to_have_count(2)
    picture(page, "1-voorbereiden")
    kept = figures(store, made.sessie)
    assert [each.vraag for each in kept] == ["Hoe verklaren we dit?", ""]
    assert kept[0].eerst_raden
    page.get_by_role("button", name="Presenteren").click()
    expect(page.get_by_text("Doe mee met uw telefoon")).to_be_visible()
    return made.sessie


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
    for page in phones.values():
        page.get_by_role("button", name=re.compile("Ga mee|Kijk mee")).click()
        page.wait_for_timeout(300)


def send(page: Page, number: int = 0) -> None:
    page.get_by_role("button", name="Stuur in").nth(number).click()


def choose(page: Page, word: str) -> None:
    page.locator('[data-testid="stButtonGroup"]').get_by_text(word, exact=True).click()


def guess(room: Room, phones: dict[str, Page], number: str) -> None:
    """Everybody guesses; until the reveal the number is nowhere in what the browsers got."""
    received: list[bytes] = []
    phone = phones["gemeente"]
    for page in (room.projector, phone):
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(as_bytes(frame))))
        page.reload()
    expect(room.projector.get_by_text("3 deelnemers doen mee")).to_be_visible()
    expect(phone.get_by_text("Zo dadelijk komt de eerste figuur")).to_be_visible()
    room.projector.keyboard.press("ArrowRight")
    expect(room.projector.get_by_text("Eerst raden.")).to_be_visible()
    go_along(phones)
    for (partij, page), typed in zip(phones.items(), ("45", "30,5", "12%"), strict=True):
        page.get_by_label("Welk getal verwacht u").fill(typed)
        send(page)
        expect(page.get_by_text("Uw antwoord staat erin")).to_be_visible()
        picture(page, f"3-raden-telefoon-{partij}")
    expect(room.projector.get_by_text("3 van 3 partijen")).to_be_visible()
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
    on_both_screens(screen, "7-verklaren")


def expect_and_agree(room: Room, phones: dict[str, Page]) -> None:
    screen, phone = room.projector, phones["gemeente"]
    screen.keyboard.press("4")
    go_along(phones)
    phone.get_by_label("Welk getal verwacht u").fill("40")
    send(phone)
    expect(screen.get_by_text("40% in 3e kwartaal 2026")).to_be_visible()
    on_both_screens(screen, "8-verwachten")
    screen.keyboard.press("5")
    go_along(phones)
    phone.get_by_label("Wat spreken we af?").fill("De lege plek voor 1 maart invullen.")
    phone.get_by_label("Wie pakt het op?").fill("teammanager")
    phone.get_by_label("Wanneer is het af?").fill("1-3-2027")
    send(phone, 1)
    expect(screen.get_by_text("De lege plek voor 1 maart invullen.")).to_be_visible()
    picture(phone, "9-afspreken-telefoon")
    on_both_screens(screen, "9-afspreken")


def look_back(room: Room, store: Store, first: str) -> None:
    """A next session begins with what was expected and agreed; the figure itself remembers too."""
    page = room.projector
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
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
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto(f"{room.address}/sessie")
    expect(page.get_by_text("De lege plek voor 1 maart invullen.")).to_be_visible()
    picture(page, "12-open-afspraken")
    page.goto(f"{room.address}/wachttijden?gebied=Zuilen")
    page.get_by_role("button", name="Duiding (10)").first.click(timeout=120_000)
    expect(page.get_by_text("toen", exact=False).first).to_be_visible()
    picture(page, "13-duiding-bij-figuur")


def test_a_whole_session(room: Room, store: Store) -> None:
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
        Soort.RAMING: 3, Soort.ZIEN: 3, Soort.HERKENNEN: 3, Soort.VERKLAREN: 1, Soort.STEUN: 2, Soort.TEGENGELUID: 1,
        Soort.VERWACHTEN: 1, Soort.AFSPRAAK: 1,
    }  # fmt: skip
    assert {entry.figuur for entry in said} == {figures(store, sessie)[0].figuur}
    look_back(room, store, sessie)


def drawn(page: Page, text: str) -> None:
    """Wait until the screen of the room is there, down to its last button."""
    expect(page.get_by_text(text)).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Volgende")).to_be_visible()
    page.wait_for_timeout(500)


def drawn_session(store: Store, figures_in_it: int, *, guess_first: bool = False) -> str:
    sessie = create_session(store, "Sessie Noord", date(2026, 11, 22), ["gemeente", "buurtteam"])
    for _ in range(figures_in_it):
        pin(store, sessie, shown(), caption="Kennismaking", guess_first=guess_first)
    return sessie


def test_keys_lead_through_the_session_and_lose_nothing(room: Room, store: Store) -> None:
    sessie = drawn_session(store, 2)
    page = room.projector
    page.set_viewport_size(HALL)  # type: ignore[arg-type]
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
    join_table(store, sessie, "toestel", "gemeente")
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
    join_table(store, sessie, "toestel", "gemeente")
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

"""Do two dashboards behind the web server that the guide advises work as one, in browsers, also when one is killed?"""

from __future__ import annotations

import re
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection, HTTPSConnection

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from data.session.figures import pin
from data.session.inbreng import entries
from data.session.sessions import create_session
from data.store import as_url, close, open_store
from tests.browser import browser_path
from tests.postgres_server import Server
from tests.proxy import NAME, PATIENCE, dashboards, free_ports, nginx, sessions_at
from tests.session_figures import shown
from tests.small_municipality import fill

pytestmark = [pytest.mark.long, pytest.mark.browser]
WAIT = PATIENCE * 1000
"""Milliseconds; a busy machine is no fault."""


@dataclass
class Place:
    """Two dashboards on one store, their web server, and a browser that takes it for the server in the guide."""

    address: str
    ports: list[int]
    processes: list[subprocess.Popen[bytes]]
    plain: int
    secure: int
    browser: Browser

    def page(self) -> Page:
        """In a browser that was never here."""
        return self.browser.new_context(ignore_https_errors=True, locale="nl-NL").new_page()

    def opened(self, path: str, text: str) -> tuple[Page, int]:
        """A page of a new browser, and which of the dashboards it is at."""
        before = [sessions_at(port) for port in self.ports]
        page = self.page()
        page.goto(f"https://{NAME}{path}")
        expect(page.get_by_text(text).first).to_be_visible(timeout=WAIT)
        more = [sessions_at(port) - count for port, count in zip(self.ports, before, strict=True)]
        assert sorted(more) == [0, 1]
        return page, more.index(1)

    def left(self, page: Page) -> None:
        """Closes the page, and waits until its dashboard knows."""
        before = sum(sessions_at(port) for port in self.ports)
        page.context.close()
        for _ in range(PATIENCE * 10):
            if sum(sessions_at(port) for port in self.ports) < before:
                return
            time.sleep(0.1)
        raise AssertionError("the dashboard keeps a browser that left")


@pytest.fixture(scope="module")
def place(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    address = postgres.place(postgres.create())
    fill(open_store(address, create=True))
    folder, ports = tmp_path_factory.mktemp("nginx"), free_ports(2)
    with nginx(folder, ports) as (plain, secure), dashboards(address, ports) as processes, sync_playwright() as driver:
        rules = f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{secure}"
        arguments = ["--no-sandbox", "--disable-background-networking", rules]
        browser = driver.chromium.launch(executable_path=browser_path(), args=arguments)
        yield Place(address, ports, processes, plain, secure, browser)
        browser.close()
    assert "?" not in (folder / "cijfers.log").read_text(), "the log of the web server holds what somebody chose"
    close(as_url(address))


def answer(place: Place, path: str) -> tuple[int, dict[str, str]]:
    trusting = ssl._create_unverified_context()
    connection = HTTPSConnection("127.0.0.1", place.secure, context=trusting, timeout=PATIENCE)
    connection.request("GET", path, headers={"Host": NAME})
    got = connection.getresponse()
    got.read()
    return got.status, {name.lower(): value for name, value in got.getheaders()}


def test_the_web_server_does_what_the_guide_says(place: Place) -> None:
    connection = HTTPConnection("127.0.0.1", place.plain, timeout=PATIENCE)
    connection.request("GET", "/bereik", headers={"Host": NAME})
    turned = connection.getresponse()
    assert (turned.status, turned.headers["Location"]) == (301, f"https://{NAME}/bereik")
    assert answer(place, "/_stcore/health")[0] == 200
    assert answer(place, "/_stcore/metrics")[0] == 404, "counts of the server are not for everybody"
    headers = answer(place, "/")[1]
    assert re.fullmatch(r"plek=[0-9a-f]{32}; Path=/; HttpOnly; Secure; SameSite=Lax", headers["set-cookie"])
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"] and headers["x-content-type-options"] == "nosniff"


def test_browsers_at_two_dashboards_hold_one_session_and_go_on_when_one_is_killed(place: Place) -> None:
    store = open_store(place.address)
    sessie = create_session(store, "Sessie Noord", date(2026, 11, 22), ["gemeente", "buurtteam"])
    figuur = pin(store, sessie, shown(), caption="Kennismaking")
    screen, here = place.opened(f"/sessie?s={sessie}&f=1&scherm=vol", "Figuur 1 van 1")
    refused: list[str] = []
    screen.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)

    phone, there = place.opened(f"/deelnemen?s={sessie}", "gemeente")
    for _ in range(40):
        if there != here:
            break
        place.left(phone)
        phone, there = place.opened(f"/deelnemen?s={sessie}", "gemeente")
    assert there != here, "all browsers come to one dashboard"

    phone.get_by_role("button", name="buurtteam").click(timeout=WAIT)
    say(phone, "Het daalt sinds de zomer.")
    expect(screen.get_by_text("Het daalt sinds de zomer.")).to_be_visible(timeout=WAIT)
    screen.keyboard.press("3")
    phone.get_by_role("button", name=re.compile("Ga mee|Kijk mee")).click(timeout=WAIT)
    expect(phone.get_by_label("Waar kan het door komen?")).to_be_visible(timeout=WAIT)

    place.processes[there].kill()
    place.processes[there].wait(PATIENCE)
    screen.keyboard.press("1")
    phone.reload()
    say(phone, "In Zuid niet.")
    expect(screen.get_by_text("In Zuid niet.")).to_be_visible(timeout=WAIT)
    assert sessions_at(place.ports[here]) == 2, "who sat at the other is here now"
    screen.reload()
    expect(screen.get_by_text("Het daalt sinds de zomer.")).to_be_visible(timeout=WAIT)
    said = {each.tekst: each.figuur for each in entries(store, sessie) if each.counts}
    assert said == {"Het daalt sinds de zomer.": figuur, "In Zuid niet.": figuur}
    assert not refused


def say(phone: Page, text: str) -> None:
    phone.get_by_label("Wat ziet u?").fill(text, timeout=WAIT)
    phone.get_by_role("button", name="Stuur in").first.click(timeout=WAIT)
    expect(phone.get_by_text("Uw antwoord staat erin")).to_be_visible(timeout=WAIT)

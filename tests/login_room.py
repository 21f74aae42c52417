"""How does a browser test sign in? A dashboard with login, a provider beside it, and five accounts.

aafke is an aanbieder, gemma the gemeente, lotte a buurtteamorganisatie, bram a beheerder, nora has no role.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from data.session.sessions import create_session
from data.store import Store, close, open_store
from pages.parts.shell import PAGES
from tests.browser import browser_path
from tests.city_of_providers import OWN, PROVIDERS, build
from tests.identity_provider import CLIENT, SECRET, IdentityProvider
from tests.places import new_place

ROOT = Path(__file__).resolve().parents[1]
OTHERS = tuple(word for code in PROVIDERS if code != OWN for word in (code, f"Zorghuis {code}"))
"""Words that only another aanbieder has."""
WAIT = 60_000
RULES = """
[[rol]]
claim = "groups"
waarde = "gemeente"
rol = "gemeente"

[[rol]]
claim = "groups"
waarde = "lokalis"
rol = "buurtteamorganisatie"
organisatie = "{organisatie}"
intern = true

[[rol]]
claim = "groups"
waarde = "aanbieders"
rol = "aanbieder"
aanbieder_claim = "agb"
intern = true

[[rol]]
claim = "groups"
waarde = "beheer"
rol = "beheerder"
"""
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"
client_id = "{client}"
client_secret = "{password}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


@dataclass(frozen=True)
class Place:
    """A running dashboard with login. `others` are words that only other aanbieders have."""

    address: str
    provider: IdentityProvider
    store: Store
    sessie: str
    others: tuple[str, ...]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("toegang")
    path = new_place(folder)
    store = open_store(str(path), create=True)
    build(store, 1, 1_500)
    sessie = create_session(store, "Sessie over wachten", date(2026, 11, 22), ("gemeente", "aanbieder"), None)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    accounts = {
        "gemma": {"email": "gemma@gemeente.example", "groups": ["gemeente"]},
        "lotte": {"email": "lotte@buurtteam.example", "groups": ["lokalis"]},
        "aafke": {"email": "aafke@zorg.example", "groups": ["aanbieders"], "agb": OWN},
        "bram": {"email": "bram@gemeente.example", "groups": ["beheer"]},
        "nora": {"email": "nora@elders.example", "groups": ["iets anders"]},
    }
    with IdentityProvider(accounts, f"{address}/oauth2callback") as provider:
        (folder / "toegang.toml").write_text(RULES.format(organisatie="Lokalis"), "utf-8")
        secrets = folder / "secrets.toml"
        secrets.write_text(
            SECRETS.format(address=address, secret="x" * 40, client=CLIENT, password=SECRET, issuer=provider.issuer)
        )
        environment = {
            **os.environ, "CIJFERTAFEL_STORE": str(path), "CIJFERTAFEL_TOEGANG": str(folder / "toegang.toml"),
        }  # fmt: skip
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "dashboard.py",
            "--server.port",
            address.rpartition(":")[2],
        ]
        server = subprocess.Popen(
            [*command, "--server.headless", "true", "--secrets.files", str(secrets)], cwd=ROOT, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_for(f"{address}/_stcore/health")
            yield Place(address, provider, store, sessie, OTHERS)
        finally:
            server.terminate()
            server.wait(timeout=20)
            close(store.url)


def _wait_for(url: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} gives no answer")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(
        locale="nl-NL", viewport={"width": 1366, "height": 900}, accept_downloads=True
    ).new_page()
    page.set_default_timeout(WAIT)
    yield page
    page.context.close()


def sign_in(page: Page, place: Place, account: str) -> Page:
    """Through the sign-in page of the provider, as a person does."""
    page.goto(place.address)
    page.get_by_role("button", name="Aanmelden").click()
    page.locator(f"#{account}").click()
    page.wait_for_url(re.compile(re.escape(place.address)))
    settled(page)
    return page


def opened(page: Page, place: Place, address: str) -> str:
    """All text of a page, also in pictures and hidden parts, when it is done."""
    page.goto(f"{place.address}/{address}")
    settled(page)
    return all_text(page)


def settled(page: Page) -> None:
    """Until nothing runs any more: a title stands there and the script is at rest."""
    page.locator("h1, h2, h3").first.wait_for()
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'", timeout=WAIT
    )
    page.wait_for_timeout(300)


def all_text(page: Page) -> str:
    """What a page holds, with the data of its pictures."""
    drawn = page.evaluate(
        "() => [...document.querySelectorAll('.js-plotly-plot')].map(p => JSON.stringify([p.data, p.layout])).join()"
    )
    return f"{page.content()}\n{drawn}"


def menu(page: Page) -> set[str]:
    return {word for word in PAGES.values() if page.get_by_role("link", name=word, exact=True).count()}


def names_in(text: str, words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word in text]

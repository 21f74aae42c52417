"""Without login: who works on the machine of the dashboard, and what do all others get of real data?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from data.session.sessions import create_session
from data.store import Store
from metrics.viewer import INVENTED, NOBODY, Right, Role, Viewer
from pages.parts import who
from tests.city_of_providers import DELIVERED, build

HOME = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What Streamlit says of the browser on the other side."""
    said = SimpleNamespace(headers=dict(HOME), ip_address=None)
    seen = SimpleNamespace(context=said, query_params={}, secrets=SimpleNamespace(load_if_toml_exists=lambda: False))
    monkeypatch.setattr(who, "st", seen)
    monkeypatch.setattr(who, "get_script_run_ctx", lambda **_: SimpleNamespace(session_id="bezoek"))
    return seen


@pytest.mark.parametrize(
    ("address", "headers", "here"),
    [
        (None, HOME, True),
        (None, {"Host": "127.0.0.1:8501"}, True),
        (None, {"Host": "[::1]:8501", "Origin": "http://[::1]:8501"}, True),
        ("127.0.0.2", HOME, True),
        ("192.0.2.7", HOME, False),
        (None, {**HOME, "X-Forwarded-For": "192.0.2.7"}, False),
        (None, {**HOME, "Forwarded": "for=192.0.2.7"}, False),
        (None, {**HOME, "Origin": "https://cijfers.example"}, False),
        (None, {**HOME, "Host": "cijfers.example"}, False),
        (None, {**HOME, "Origin": "null"}, False),
        (None, {"Host": "localhost.evil.example"}, False),
        ("2001:db8::7", HOME, False),
    ],
)  # fmt: skip
def test_this_machine_is_a_browser_on_it_without_anything_in_between(
    browser: SimpleNamespace, address: str | None, headers: Mapping[str, str], here: bool
) -> None:
    browser.context.ip_address, browser.context.headers = address, headers
    assert who.at_this_machine() is here


def test_real_data_are_for_this_machine_only(store: Store, browser: SimpleNamespace) -> None:
    build(store, 1, 60)
    assert who.viewer().roles == {Role.GEMEENTE, Role.BEHEERDER}
    assert not who.viewer().intern
    browser.context.ip_address = "192.0.2.7"
    found = who.viewer()
    assert not found.roles
    assert not any(found.may(right) for right in Right)


def test_others_get_what_the_configuration_says(
    store: Store, browser: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(store, 1, 60)
    path = tmp_path / "toegang.toml"
    path.write_text('zonder_aanmelding = "gedeeld"', "utf-8")
    monkeypatch.setenv("CIJFERTAFEL_TOEGANG", str(path))
    browser.context.ip_address = "192.0.2.7"
    assert who.viewer().roles == {Role.GEMEENTE}
    path.write_text('zonder_aanmelding = "wat dan ook"', "utf-8")
    assert not who.viewer().roles


def test_the_link_of_a_session_gives_names_and_no_figures(store: Store, browser: SimpleNamespace) -> None:
    build(store, 1, 60)
    key = create_session(store, "Sessie Zuid", DELIVERED, ("gemeente",), None)
    browser.context.ip_address = "192.0.2.7"
    browser.query_params["s"] = "bestaatniet"
    assert not who.viewer().roles
    browser.query_params["s"] = key
    found = who.viewer()
    assert found.roles == {Role.DEELNEMER}
    assert found.may(Right.NAMES) and not found.may(Right.FIGURES) and not found.may(Right.SESSIONS)


def test_invented_data_are_for_everybody(store: Store, browser: SimpleNamespace) -> None:
    build(store, 1, 60)
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE opslag SET voorbeeld = TRUE")
    browser.context.ip_address = "192.0.2.7"
    assert who.viewer().scope == Viewer(**{**vars(INVENTED), "who": ""})


def test_outside_a_page_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who, "get_script_run_ctx", lambda **_: None)
    assert who.viewer() is NOBODY

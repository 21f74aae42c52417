"""What does somebody read when a page, a callback or a fragment fails? A Dutch sentence, and nothing of the error."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import textwrap
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from streamlit import config
from streamlit.testing.v1 import AppTest

import results
from data.store import Store, close
from pages.parts import faults
from tests.browser import browser_path

ROOT = Path(__file__).resolve().parents[1]
DASHBOARD = str(ROOT / "dashboard.py")
SECRET = "Jansen 123456782"
SAID = re.compile(r"^Er ging iets mis dat niet was voorzien\. .*: \d\d-\d\d-\d{4} \d\d:\d\d:\d\d\.$")


@pytest.fixture(autouse=True)
def as_in_production() -> Iterator[None]:
    before = config.get_option("client.showErrorDetails")
    config.set_option("client.showErrorDetails", "none")
    yield
    config.set_option("client.showErrorDetails", before)


def fail(*_arguments: object) -> None:
    raise RuntimeError(SECRET)


def failing_callback() -> None:
    import streamlit as st

    from pages.parts import faults
    from tests.test_faults_page import fail

    faults.in_dutch()
    st.button("Doe iets", on_click=fail)


def failing_fragment() -> None:
    import streamlit as st

    from pages.parts import faults
    from tests.test_faults_page import fail

    faults.in_dutch()

    @st.fragment
    def part() -> None:
        fail()

    part()


def opening_the_store() -> None:
    from data.store import open_store
    from pages.parts import faults

    faults.in_dutch()
    open_store()


def told(app: AppTest) -> str:
    """The one error on the page, without type or trace."""
    (error,) = app.exception
    assert not error.stack_trace
    assert not error.proto.type
    assert SECRET not in str(app)
    return str(error.message)


def test_failing_page_says_so_without_details(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "store_facts", fail)
    assert SAID.match(told(AppTest.from_file(DASHBOARD, default_timeout=60).run()))


def test_failing_callback_and_fragment_too() -> None:
    app = AppTest.from_function(failing_callback, default_timeout=60).run()
    assert not app.exception
    assert SAID.match(told(app.button[0].click().run()))
    assert SAID.match(told(AppTest.from_function(failing_fragment, default_timeout=60).run()))


@pytest.mark.sqlite
def test_what_is_wrong_with_the_store_is_said_in_its_own_words(store: Store, own_store: Path) -> None:
    close(store.url)
    own_store.write_bytes(b"geen opslag" * 1000)
    app = AppTest.from_function(opening_the_store, default_timeout=60).run()
    assert told(app).startswith(f"{own_store} is geen opslag van Cijfertafel.")


def test_details_stay_when_they_are_switched_on(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    config.set_option("client.showErrorDetails", "full")
    monkeypatch.setattr(results, "store_facts", fail)
    (error,) = AppTest.from_file(DASHBOARD, default_timeout=60).run().exception
    assert error.message == SECRET
    assert error.stack_trace


def test_log_names_places_and_causes_without_their_texts() -> None:
    try:
        try:
            fail()
        except RuntimeError as cause:
            raise KeyError(SECRET) from cause
    except KeyError as error:
        trail = faults.trail(error)
    assert "builtins.KeyError" in trail and "builtins.RuntimeError" in trail
    assert "in fail" in trail
    assert "Jansen" not in trail


def test_unforeseen_errors_name_a_moment_to_look_up() -> None:
    assert SAID.match(faults.sentence(KeyError("x")))


@pytest.mark.browser
def test_browser_shows_the_sentence_and_the_log_only_the_places(store: Store, own_store: Path, tmp_path: Path) -> None:
    """With the settings that are shipped: no English, no trace, no word of the error; the log says where it was."""
    script = tmp_path / "dashboard.py"
    script.write_text(
        textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        import results
        from tests.test_faults_page import fail
        results.store_facts = fail
        exec(open({DASHBOARD!r}).read())
    """)
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)],
        cwd=ROOT, env={**os.environ, "CIJFERTAFEL_STORE": str(own_store)},
        stdout=(tmp_path / "log").open("wb"), stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as driver:
            started = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
            page = started.new_page(locale="nl-NL")
            page.goto(f"http://127.0.0.1:{port}")
            box = page.get_by_test_id("stException")
            box.wait_for(timeout=120_000)
            assert SAID.match(" ".join(box.inner_text().split()))
            everything = page.content()
            started.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert SECRET not in everything
    assert "Traceback" not in everything
    assert "encountered an error" not in everything
    log = (tmp_path / "log").read_text("utf-8")
    assert "123456782" not in log
    assert "builtins.RuntimeError" in log
    assert "test_faults_page.py" in log and " in fail" in log


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("Het dashboard start niet.")

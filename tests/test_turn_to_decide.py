"""Do dashboards that start together leave deciding to one of them, and does another take over when that one dies?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

import data.decisions
from data.decisions import read_blocks
from data.engines import kind_of
from data.store import Store, as_url, close, open_store
from data.turn import turn_to_decide
from pages.parts import import_panel
from pages.parts.import_panel import UNDECIDED
from tests.stocked import aanmeldingen, areas, stock

ROOT = Path(__file__).resolve().parents[1]
COUNTED = {
    "sqlite": [
        "CREATE TRIGGER count_decisions AFTER INSERT ON afschermblokken BEGIN INSERT INTO decided VALUES (1); END",
    ],
    "postgresql": [
        "CREATE FUNCTION count_decision() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN INSERT INTO decided VALUES (1); RETURN NULL; END'",
        "CREATE TRIGGER count_decisions AFTER INSERT ON afschermblokken FOR EACH ROW EXECUTE FUNCTION count_decision()",
    ],
}
"""Per kind of database what counts how often a decision is made; one that is kept for later data is not made anew."""


@pytest.fixture(params=["a file", "a server"])
def shared(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store with a year of aanmeldingen, of which nothing is decided yet."""
    place = str(tmp_path / "gedeeld.sqlite")
    if request.param == "a server":
        server = request.getfixturevalue("postgres")
        place = server.place(server.create())
    monkeypatch.setenv("CIJFERTAFEL_STORE", place)
    store = open_store(place, create=True)
    rows = {"gebieden": areas(2), "aanmeldingen": aanmeldingen(Random(3), 20, teams=2)}
    stock(store, rows, delivered=date(2023, 2, 28))
    yield store
    close(as_url(place))


def decider() -> subprocess.Popen[str]:
    """What every dashboard starts beside itself."""
    return subprocess.Popen(
        [sys.executable, "-m", "metrics", "decide"], cwd=ROOT, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> str:
    """What it said, after it ended well."""
    said = process.communicate(timeout=600)[1]
    assert process.returncode == 0, said
    return said


def count_decisions(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE decided (one INTEGER)")
        for statement in COUNTED[connection.dialect.name]:
            connection.exec_driver_sql(statement)


def made(store: Store) -> int:
    with store.engine.connect() as connection:
        return int(connection.execute(sa.text("SELECT COUNT(*) FROM decided")).scalar_one())


def blocks(store: Store) -> int:
    """How many decisions hold for the present data."""
    return read_blocks(store).filter(versie=str(store.version())).height


def free(store: Store) -> bool:
    with kind_of(store.url).turn(store.url) as attempt:
        return attempt()


def test_one_has_the_turn_until_it_is_done(shared: Store) -> None:
    with turn_to_decide(shared, waiting=lambda: pytest.fail("nobody has it")):
        assert not free(shared)
    assert free(shared)


def test_who_fails_gives_its_turn_back(shared: Store) -> None:
    with pytest.raises(MemoryError), turn_to_decide(shared, waiting=lambda: None):
        raise MemoryError
    assert free(shared)


def test_deciding_keeps_nobody_from_reading_and_writing(shared: Store) -> None:
    with turn_to_decide(shared, waiting=lambda: None), shared.transaction() as connection:
        connection.execute(sa.text("UPDATE opslag SET wijziging = wijziging + 1"))
    assert shared.version().wijziging == 2


def page_after_import() -> None:
    """What a page does when a delivery was read."""
    from pages.parts.import_panel import settle

    settle()


@pytest.mark.long
def test_a_page_that_read_a_delivery_waits_for_who_decides(shared: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data.decisions, "LARGE", 5)
    page = AppTest.from_function(page_after_import, default_timeout=300)
    page.session_state[UNDECIDED] = True
    with ThreadPoolExecutor(1) as pool:
        with turn_to_decide(shared, waiting=lambda: None):
            drawn = pool.submit(page.run)
            time.sleep(2)
            assert not drawn.done() and not blocks(shared)
        assert not drawn.result().exception
    assert blocks(shared) > 3


@pytest.mark.long
def test_when_somebody_leaves_the_page_deciding_goes_on(shared: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit ends a page that somebody leaves at the next thing that it draws: here at the first step of the bar."""
    monkeypatch.setattr(data.decisions, "LARGE", 5)

    def leaves(*_: object, **__: object) -> None:
        raise StopException

    monkeypatch.setattr(import_panel, "decide", leaves)
    page = AppTest.from_function(page_after_import, default_timeout=60)
    page.session_state[UNDECIDED] = True
    assert not page.run().exception
    until = time.monotonic() + 120
    while blocks(shared) <= 3 and time.monotonic() < until:
        time.sleep(0.2)
    assert blocks(shared) > 3
    with turn_to_decide(shared, waiting=lambda: None):
        pass  # the process that went on with it is ready


@pytest.mark.long
def test_two_that_start_together_decide_everything_once(shared: Store) -> None:
    count_decisions(shared)
    both = decider(), decider()
    said = [ended(each) for each in both]
    assert made(shared) == blocks(shared) > 3
    assert sum("Deze opdracht wacht daarop." in each for each in said) <= 1


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="A process can be halted and killed this way on POSIX only.")
def test_another_takes_over_from_who_is_killed(shared: Store) -> None:
    count_decisions(shared)
    first = decider()
    while not made(shared):
        assert first.poll() is None, "it ended without deciding anything"
        time.sleep(0.01)
    first.send_signal(signal.SIGSTOP)
    second = decider()
    assert second.stderr is not None
    assert "Deze opdracht wacht daarop." in second.stderr.readline()
    before = made(shared)
    time.sleep(2)
    assert made(shared) == before, "who waits decides nothing"
    first.kill()
    first.communicate()
    ended(second)
    assert blocks(shared) > before
    assert free(shared)

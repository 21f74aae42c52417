"""Does a dashboard that runs have new data decided, once, and only when there is something to decide?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from subprocess import Popen

import pytest

import data.decisions
import results
from data.importing import import_paths
from data.store import Store
from data.turn import turn_to_decide
from pages.parts.noticing import Watch
from tests.stocked import aanmeldingen, areas, stock


class Started:
    """Who counts how often deciding was started, and says whether it still goes on."""

    def __init__(self) -> None:
        self.times, self.ended = 0, False

    def __call__(self) -> Popen[bytes]:
        self.times += 1
        return self  # type: ignore[return-value]

    def poll(self) -> int | None:
        return 0 if self.ended else None


@pytest.fixture
def started() -> Started:
    return Started()


@pytest.fixture
def watch(store: Store, monkeypatch: pytest.MonkeyPatch, started: Started) -> Watch:
    """A dashboard that runs on a store that counts as large, of which nothing was decided."""
    monkeypatch.setattr(data.decisions, "LARGE", 5)
    rows = {"gebieden": areas(2), "aanmeldingen": aanmeldingen(Random(3), 12, teams=2)}
    stock(store, rows, delivered=date(2023, 2, 28))
    return Watch(started)


def deliver(store: Store, folder: Path, number: int = 1) -> None:
    file = folder / f"opgave{number}.csv"
    file.write_text(f"organisatie;voorziening;periode;gebied;deelnemers\nBuurt;Inloop;2022;;{40 + number}\n", "utf-8")
    import_paths(store, [file])


def look(watch: Watch, times: int) -> None:
    for _ in range(times):
        watch.look()


def test_what_a_script_reads_is_decided_once(store: Store, watch: Watch, started: Started, tmp_path: Path) -> None:
    look(watch, 3)
    assert started.times == 0, "what was there at the start is for who starts the dashboard"
    deliver(store, tmp_path)
    look(watch, 1)
    assert started.times == 0, "more files may follow"
    look(watch, 4)
    assert started.times == 1


def test_one_program_decides(store: Store, watch: Watch, started: Started, tmp_path: Path) -> None:
    deliver(store, tmp_path)
    with turn_to_decide(store, waiting=lambda: None):
        look(watch, 4)
        assert started.times == 0, "somebody else decides"
    look(watch, 1)
    assert started.times == 1, "that was about older data"
    deliver(store, tmp_path, 2)
    look(watch, 4)
    assert started.times == 1, "what was started goes on"
    started.ended = True
    look(watch, 1)
    assert started.times == 2


def test_a_small_store_needs_nobody(
    store: Store, watch: Watch, started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data.decisions, "LARGE", 50_000)
    deliver(store, tmp_path)
    look(watch, 4)
    assert started.times == 0


@pytest.mark.long
def test_what_is_decided_needs_nobody(store: Store, watch: Watch, started: Started, tmp_path: Path) -> None:
    deliver(store, tmp_path)
    results.decide()
    look(watch, 4)
    assert started.times == 0


def test_a_store_that_is_made_later_is_noticed(
    store: Store, watch: Watch, started: Started, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(tmp_path / "later.sqlite"))
    early = Watch(started)
    look(early, 3)
    assert started.times == 0
    monkeypatch.setenv("CIJFERTAFEL_STORE", store.url)
    look(early, 3)
    assert started.times == 1

"""What do tests of PostgreSQL share: a database of their own, a delivery, and what a store holds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.frames import read_frame
from data.session.inbreng import join
from data.store import Store, as_url, close, open_store
from data.tables import Table
from tests.postgres_server import Server
from tests.session_figures import shown

Output = pytest.CaptureFixture[str]
ROOT = Path(__file__).resolve().parents[1]
LEVERINGEN = "levering;client_id;aanbieder;wet;zorgvorm;begindatum\n"


@pytest.fixture
def place(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database, as an administrator writes it; it is where the store is looked for."""
    database = postgres.create()
    monkeypatch.setenv("CIJFERTAFEL_STORE", postgres.address(database))
    yield postgres.address(database)
    close(as_url(postgres.address(database)))
    postgres.drop(database)


@pytest.fixture
def store(place: str) -> Store:
    return open_store(create=True)


def name_of(place: str) -> str:
    return place.partition("@/")[2].partition("?")[0]


def delivery(folder: Path, name: str, rows: int) -> Path:
    path = folder / f"leveringen_{name}.csv"
    path.write_text(
        LEVERINGEN + "".join(f"{name}{i};C{i // 3};3000000{i % 9};jw;45A01;2022-01-15\n" for i in range(rows))
    )
    return path


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {name: sorted(read_frame(store, name).rows(), key=repr) for name in Table.metadata.tables}


def command(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "data", *map(str, arguments)], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def results_figure(store: Store, sessie: str) -> str:
    from data.session.figures import pin

    join(store, sessie, "toestel", "gemeente")
    return pin(store, sessie, shown())

"""Does an import that is killed leave the whole file or nothing, wherever it was killed?"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROWS = 300_000
KILLS_IN_TRANSACTION = 8
KILLS_SPREAD = 12
ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("delivery") / "leveringen.csv"
    lines = ["levering;client_id;aanbieder;wet;zorgvorm;begindatum;einddatum"]
    lines += [f"L{i:07d};C{i // 3};{30000000 + i % 60};jw;45A{i % 20:02d};2022-0{1 + i % 9}-15;" for i in range(ROWS)]
    path.write_text("\n".join(lines))
    return path


def start(delivery: Path, store: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "data", "import", str(delivery)],
        cwd=ROOT, env={**os.environ, "CIJFERTAFEL_STORE": str(store)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def is_writing(store: Path) -> bool:
    """Whether somebody holds the write lock at this moment."""
    with closing(sqlite3.connect(store, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return "locked" in str(error)
        connection.execute("ROLLBACK")
        return False


def leveringen(store: Path) -> int:
    """The number of rows, after a check of the whole file."""
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count = int(connection.execute("SELECT COUNT(*) FROM leveringen").fetchone()[0])
        done = connection.execute("SELECT COUNT(*), MAX(opgeslagen) FROM imports").fetchone()
    assert done == ((1, ROWS) if count else (0, None)), "rows and bookkeeping differ"
    return count


def in_transaction(process: subprocess.Popen[bytes], store: Path) -> None:
    """Waits until the import holds the write lock, and a little longer."""
    while not is_writing(store):
        assert process.poll() is None, "the import was done before its transaction was seen"
        time.sleep(0.002)
    time.sleep(random.Random(str(store)).uniform(0, 0.3))


@pytest.fixture(scope="module")
def duration(delivery: Path, empty_store_file: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long an import takes on this machine, in seconds."""
    store = tmp_path_factory.mktemp("whole") / "store.sqlite"
    shutil.copyfile(empty_store_file, store)
    begin = time.monotonic()
    assert start(delivery, store).wait() == 0
    assert leveringen(store) == ROWS
    return time.monotonic() - begin


def test_kill_leaves_the_whole_file_or_nothing(
    delivery: Path, empty_store_file: Path, duration: float, tmp_path: Path
) -> None:
    outcomes, caught = [], 0
    for number in range(KILLS_IN_TRANSACTION + KILLS_SPREAD):
        store = tmp_path / f"{number}.sqlite"
        shutil.copyfile(empty_store_file, store)
        process = start(delivery, store)
        if number < KILLS_IN_TRANSACTION:
            in_transaction(process, store)
        else:
            time.sleep(duration * (number - KILLS_IN_TRANSACTION + 0.5) / KILLS_SPREAD)
        caught += process.poll() is None and is_writing(store)
        process.send_signal(signal.SIGKILL)
        process.wait()
        outcomes.append(leveringen(store))
        last = store
    assert set(outcomes) <= {0, ROWS}
    assert 0 in outcomes
    assert caught >= 5, f"only {caught} kills while the transaction was open"
    for store in (tmp_path / "0.sqlite", last):
        assert start(delivery, store).wait() == 0
        with closing(sqlite3.connect(store)) as connection:
            assert connection.execute("SELECT COUNT(*) FROM leveringen").fetchone() == (ROWS,)

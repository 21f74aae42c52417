"""What is left of a store after an import was killed? A warm interpreter that forks, kills, looks, and repeats.

Run as a process of its own: `python -m tests.import_killer DELIVERY EMPTY FOLDER IN_TRANSACTION SPREAD SEED`. A fork
of an interpreter that has everything imported starts an import at once, so that two hundred kills fit in a few minutes.
Prints one line of JSON per kill. It must not use Polars itself: a fork does not take its threads along.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import data.messages  # noqa: F401  (imported before the fork, so that no kill only hits an import statement)
from data.__main__ import main as command_line
from data.tables import MESSAGE_TABLES, SOURCE_TABLES

OWN = ("eerste_import", "laatste_import")
"""Columns that say which import brought a row: after a repeat another one than without."""


def start(delivery: Path, store: Path, command: str = "import") -> int:
    """The number of a process that imports (or restores) the delivery."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.environ["CIJFERTAFEL_STORE"] = str(store)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = command_line([command, str(delivery)])
    finally:
        os._exit(code)


def is_writing(store: Path) -> bool:
    """Whether somebody holds the write lock at this moment."""
    with closing(sqlite3.connect(store, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            return True
        connection.execute("ROLLBACK")
        return False


def wait_for_transaction(child: int, store: Path, number: int) -> None:
    """Returns when the import holds the write lock for the `number`th time, or has ended."""
    for turn in range(1, number + 1):
        while not is_writing(store) and running(child):
            time.sleep(0.001)
        if turn < number:
            wait_until_free(child, store)


def wait_until_free(child: int, store: Path) -> None:
    while is_writing(store) and running(child):
        time.sleep(0.001)


def transaction_lengths(delivery: Path, store: Path) -> list[float]:
    """How long each transaction of an import takes that nobody kills, in seconds."""
    child, lengths = start(delivery, store), []
    while True:
        wait_for_transaction(child, store, 1)
        if not running(child):
            break
        begin = time.monotonic()
        wait_until_free(child, store)
        lengths.append(time.monotonic() - begin)
    os.waitpid(child, 0)
    return lengths


def running(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def freeze(child: int) -> None:
    os.kill(child, signal.SIGSTOP)
    os.waitid(os.P_PID, child, os.WSTOPPED | os.WEXITED | os.WNOWAIT)


def whole(store: Path) -> dict[str, Any]:
    """Per part of the delivery a mark of all its rows; every import that is written down is written to its end."""
    of_rows = "import_nummer IN (SELECT nummer FROM imports WHERE soort = 'leveringen')"
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        assert connection.execute("SELECT COUNT(*) FROM imports WHERE klaar IS NULL").fetchone() == (0,)
        imports = connection.execute("SELECT soort, MAX(opgeslagen), MAX(afgekeurd) FROM imports GROUP BY soort")
        return {
            "imports": sorted(imports.fetchall()),
            "rows": _mark(connection, {"leveringen": "NOT uit_berichten", "afgekeurd": "1", "bevindingen": of_rows}),
            "messages": _mark(
                connection,
                {**dict.fromkeys(MESSAGE_TABLES, "1"), "leveringen": "uit_berichten", "bevindingen": f"NOT {of_rows}"},
            ),
        }


def _mark(connection: sqlite3.Connection, tables: dict[str, str]) -> str:
    digest = hashlib.sha256()
    for table, condition in tables.items():
        own = OWN if table in SOURCE_TABLES or table in MESSAGE_TABLES else ("id", "import_nummer")
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in own]
        rows = connection.execute(
            f"SELECT {', '.join(names)} FROM {table} WHERE {condition} ORDER BY {', '.join(names)}"
        )
        for row in rows:
            digest.update(repr(row).encode())
    return digest.hexdigest()[:16]


def finish(delivery: Path, store: Path) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(start(delivery, store), 0)[1])


def kill_once(delivery: Path, store: Path, wait: float, transaction: int) -> dict[str, Any] | None:
    """One kill and a repeat; None when the import was done before it could be killed.

    `transaction` 0 waits from the start, a higher number from the moment that the import writes for so manieth time.
    """
    begin = time.monotonic()
    child = start(delivery, store)
    if transaction:
        wait_for_transaction(child, store, transaction)
    time.sleep(wait)
    if running(child):
        freeze(child)
    alive = running(child)
    moment = time.monotonic() - begin
    locked, log = is_writing(store), Path(f"{store}-wal")
    size = log.stat().st_size if log.exists() else 0
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if not alive:
        return None
    left = whole(store)
    code = finish(delivery, store)
    return {"moment": moment, "locked": locked, "log": size, "left": left, "code": code, "repeated": whole(store)}


def restore_once(copy: Path, store: Path, wait: float) -> dict[str, Any]:
    """One kill of a restore, `wait` seconds after it began to write to the store, and a repeat."""
    child = start(copy, store, "restore")
    wait_for_transaction(child, store, 1)
    time.sleep(wait)
    if running(child):
        freeze(child)
    alive, locked = running(child), is_writing(store)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    left = whole(store)
    code = os.waitstatus_to_exitcode(os.waitpid(start(copy, store, "restore"), 0)[1])
    return {"alive": alive, "locked": locked, "left": left, "code": code, "repeated": whole(store)}


def restores(copy: Path, present: Path, folder: Path, times: int) -> None:
    """Kills of a restore over a store that holds something else."""
    choice = random.Random(times)
    say({"copy": whole(copy), "present": whole(present)})
    for number in range(times):
        store = folder / f"{number}.sqlite"
        shutil.copyfile(present, store)
        say(restore_once(copy, store, choice.uniform(0, 0.06)))


def say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def run(delivery: Path, empty: Path, folder: Path, in_transaction: int, spread: int, seed: int) -> None:
    """First an import that nobody kills, for comparison and for how long it takes; then the kills."""
    choice = random.Random(seed)

    def fresh() -> Path:
        store = folder / f"{seed}.sqlite"
        for end in ("", "-wal", "-shm"):
            Path(f"{store}{end}").unlink(missing_ok=True)
        shutil.copyfile(empty, store)
        return store

    store, begin = fresh(), time.monotonic()
    nothing, code = whole(store), finish(delivery, store)
    duration = time.monotonic() - begin
    lengths = transaction_lengths(delivery, fresh())
    say({"nothing": nothing, "all": whole(store), "code": code, "duration": duration, "transactions": lengths})
    kinds, done = [True] * in_transaction + [False] * spread, 0
    for _ in range(3 * len(kinds)):
        if done == len(kinds):
            return
        inside = kinds[done]
        turn = choice.randint(1, len(lengths)) if inside else 0
        wait = choice.uniform(0, lengths[turn - 1] if turn else duration)
        outcome = kill_once(delivery, fresh(), wait, turn)
        if outcome is not None:
            done += 1
            say(outcome)
    raise SystemExit("too many imports were done before they could be killed")


if __name__ == "__main__":
    given = sys.argv[1:]
    if len(given) == 4:
        restores(Path(given[0]), Path(given[1]), Path(given[2]), int(given[3]))
    else:
        run(Path(given[0]), Path(given[1]), Path(given[2]), int(given[3]), int(given[4]), int(given[5]))

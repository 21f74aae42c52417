"""Which real PostgreSQL do tests work on? One of their own, started once per test process and gone afterwards."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

OWNER = "cijfertafel"
_OTHERS = ("postgres", "nobody")
"""Whom the server runs as when the tests run as root, which PostgreSQL refuses to be."""
_QUICK = {
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "listen_addresses": "",
    "max_connections": "300", "autovacuum": "off", "max_wal_size": "256MB", "checkpoint_timeout": "1d",
}  # fmt: skip
"""Nothing of this server has to outlive a power failure."""


class Server:
    """A running server with one socket in a folder of its own. Names of databases are never used twice."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        # Not under pytest's own folder: that is closed to other users.
        self.folder = Path(tempfile.mkdtemp(prefix="cijfertafel-pg-"))
        self.data = self.folder / "data"
        self._numbers = count(1)
        self._as: dict[str, Any] = {}
        if hasattr(os, "getuid") and os.getuid() == 0:
            user = next(name for name in _OTHERS if _known(name))
            shutil.chown(self.folder, user)
            self._as = {"user": user, "extra_groups": []}
        self._run(
            "initdb", "--pgdata", self.data, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--no-sync",
            # Another order of letters than that of the bytes, as a server in use has.
            "--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "nl-NL",
        )  # fmt: skip
        self.process = self._start()
        # Ends the server when this process is gone, however that came about: then its pipe is closed.
        self.keeper = subprocess.Popen([sys.executable, __file__, self.folder], stdin=subprocess.PIPE)

    def _start(self) -> subprocess.Popen[bytes]:
        settings = [part for name, value in _QUICK.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, "-k", self.folder, *settings],
                stdout=log, stderr=log, cwd=self.folder, **self._as,
            )  # fmt: skip
        for _ in range(600):
            try:
                psycopg.connect(self.address("postgres")).close()
                return process
            except psycopg.OperationalError:
                if process.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")

    def _run(self, program: str, *arguments: str | Path) -> str:
        done = subprocess.run(
            [self.programs / program, *arguments], capture_output=True, text=True, cwd=self.folder, **self._as
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def address(self, database: str, user: str = OWNER) -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def place(self, database: str, user: str = OWNER) -> str:
        """The address of a store as SQLAlchemy writes it."""
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def say(self, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def create(self, template: str = "template0") -> str:
        """The name of a new database, a copy of another one to which nobody is connected."""
        name = f"t{next(self._numbers)}"
        self.say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self.say(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def is_empty(self, database: str) -> bool:
        with psycopg.connect(self.address(database)) as connection:
            found = connection.execute("SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace LIMIT 1")
            return found.fetchone() is None

    def restart(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        self.process = self._start()

    def stop(self) -> None:
        assert self.keeper.stdin is not None
        self.keeper.stdin.close()
        self.process.wait(60)
        self.keeper.wait(60)


def keep(folder: Path) -> None:
    """Waits until whoever started the server in this folder is gone, and then takes both away."""
    sys.stdin.read()
    with suppress(FileNotFoundError, ProcessLookupError):  # it ended by itself
        number = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGQUIT)
        for _ in range(300):
            os.kill(number, 0)
            time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)


def _known(user: str) -> bool:
    import pwd  # not on Windows

    try:
        return bool(pwd.getpwnam(user))
    except KeyError:
        return False


def programs() -> Path | None:
    """The folder of the newest server on this machine; Debian keeps it off the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]))
    found = kept[-1] if kept else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@cache
def server() -> Server:
    """The server of this test process. Without its programs tests skip; never where changes are judged."""
    folder = programs()
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed here; .ci/run installs it.")
        pytest.skip("PostgreSQL is not installed here.")
    started = Server(folder)
    atexit.register(started.stop)
    return started


@pytest.fixture(scope="session")
def postgres() -> Server:
    """A running PostgreSQL."""
    return server()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is meant for the tests, which end first
    keep(Path(sys.argv[1]))

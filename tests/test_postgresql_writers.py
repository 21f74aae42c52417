"""Do several who write to one PostgreSQL at once wait for each other, and is nothing lost or half done?"""

# ruff: noqa: F811  (a fixture that is imported is also the name of an argument)
from __future__ import annotations

import subprocess
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from data.engines import kind_of
from data.frames import read_frame
from data.session.inbreng import Said, Soort, entries, join, record
from data.session.sessions import create_session, sessions
from data.store import Lock, Store, StoreBusy, close, open_store
from tests.on_postgresql import (  # noqa: F401  (fixtures)
    command,
    delivery,
    place,
    results_figure,
    store,
)

pytestmark = pytest.mark.long


class TestSeveralWriters:
    def test_two_imports_at_once_both_get_in(self, store: Store, tmp_path: Path) -> None:
        started = [command("import", delivery(tmp_path, name, 3_000)) for name in "AB"]
        assert [process.communicate(timeout=300) and process.returncode for process in started] == [0, 0]
        assert read_frame(store, "leveringen").height == 6_000
        assert read_frame(store, "imports")["opgeslagen"].to_list() == [3_000, 3_000]
        assert store.version().wijziging == 2

    def test_a_session_goes_on_while_an_import_holds_the_data(self, store: Store, tmp_path: Path) -> None:
        with store.transaction():
            sessie = create_session(store, "Sessie", date(2026, 11, 22), ["gemeente"])
            join(store, sessie, "toestel", "gemeente")
            assert [each.sessie for each in sessions(store)] == [sessie]

    def test_who_waits_too_long_is_told(self, place: str, store: Store, tmp_path: Path) -> None:
        hasty = open_store(f"{place}&options=-c%20statement_timeout%3D0")
        with hasty.engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "30s"
        with store.transaction(), hasty.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
            with pytest.raises(StoreBusy, match="te lang bezet"):
                from data.engines import explained

                with explained(hasty.url):
                    kind_of(connection).take(connection, [Lock.DATA])
        close(hasty.url)

    def test_rows_of_an_import_that_is_killed_are_not_there(self, store: Store, tmp_path: Path) -> None:
        """Stopped inside its transaction: the server takes back what was written and lets the lock go."""
        file = delivery(tmp_path, "K", 20_000)
        with store.transaction(Lock.SESSION) as holding:
            # Whoever adds a row to this table has to wait; so the import stands still with rows written.
            holding.exec_driver_sql("LOCK TABLE bevindingen IN ACCESS EXCLUSIVE MODE")
            killed = command("import", file)
            self._wait_for_waiting(store, killed)
            killed.kill()
            killed.communicate()
        assert read_frame(store, "leveringen").is_empty() and read_frame(store, "imports").is_empty()
        again = command("import", file)
        said, errors = again.communicate(timeout=300)
        assert again.returncode == 0, said + errors
        assert read_frame(store, "leveringen").height == 20_000

    def _wait_for_waiting(self, store: Store, process: subprocess.Popen[str]) -> None:
        query = (
            "SELECT COUNT(*) FROM pg_locks WHERE NOT granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        for _ in range(1_200):
            with store.reading() as connection:
                if connection.exec_driver_sql(query).scalar():
                    return
            assert process.poll() is None, "the import was not held"
            time.sleep(0.05)
        raise AssertionError("the import never waited")

    def test_many_people_say_things_at_once_and_nothing_is_lost(self, store: Store) -> None:
        sessie = create_session(store, "Sessie", date(2026, 11, 22), ["gemeente"])
        figure = results_figure(store, sessie)
        problems: list[Exception] = []

        def speak(who: str) -> None:
            try:
                join(store, sessie, who, "gemeente")
                for number in range(10):
                    record(store, Said(sessie, figure, Soort.ZIEN, who, number, "gemeente", f"{who} {number}"))
            except Exception as error:
                problems.append(error)

        people = [threading.Thread(target=speak, args=(f"p{number}",)) for number in range(8)]
        for each in people:
            each.start()
        for each in people:
            each.join()
        assert problems == []
        assert {entry.tekst for entry in entries(store, sessie)} == {f"p{w} {n}" for w in range(8) for n in range(10)}

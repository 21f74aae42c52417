"""Is a store of an older release kept as it was before it is upgraded?"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command

from data.migrations import HEAD
from data.migrations.upgrade import configuration
from data.store import Store, StoreError, as_url, create_engine, open_store

pytestmark = pytest.mark.sqlite
ROOT = Path(__file__).resolve().parents[1]


class TestUpgrade:
    """A store of an older release is kept as it was before it is upgraded."""

    @pytest.fixture
    def older(self, own_store: Path) -> Store:
        store = Store(as_url(str(own_store)), create_engine(as_url(str(own_store))))
        with store.transaction() as connection:
            command.upgrade(configuration(connection), "0003")
            connection.exec_driver_sql("UPDATE opslag SET wijziging = 41")
        return store

    def copies(self, path: Path) -> list[Path]:
        return sorted(path.parent.glob(f"{path.name}.versie-*"))

    def test_copy_beside_it_is_the_store_of_before(self, older: Store, own_store: Path) -> None:
        assert open_store().version().wijziging == 41
        (copy,) = self.copies(own_store)
        assert copy.name.startswith(f"{own_store.name}.versie-0003-")
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0003",)
            assert connection.execute("SELECT wijziging FROM opslag").fetchone() == (41,)
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        open_store()
        assert len(self.copies(own_store)) == 1, "a store of this release is not copied"

    def test_processes_at_once_make_one_copy(self, older: Store, own_store: Path) -> None:
        commands = [[sys.executable, "-m", "data", "check"]] * 3
        running = [
            subprocess.Popen(each, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for each in commands
        ]
        assert [(process.communicate(timeout=120)[1], process.returncode) for process in running] == [(b"", 0)] * 3
        assert len(self.copies(own_store)) == 1

    def test_without_room_for_the_copy_nothing_is_upgraded(
        self, older: Store, own_store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_arguments: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("data.store.os.replace", full)
        with pytest.raises(StoreError, match="de kopie vooraf is mislukt"):
            open_store()
        with older.reading() as connection:
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "0003" != HEAD
        assert self.copies(own_store) == []

"""Is a copy a whole store with its key, also while others write, and does one key give the same pseudonyms?"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from data.__main__ import main
from data.frames import read_frame
from data.importing import import_paths
from data.importing.pseudonyms import key_path
from data.store import Store, as_url, open_store
from tests.test_command_data import BSN, GOOD, Output, put


@pytest.mark.sqlite
def test_backup_is_a_store_with_its_key_and_overwrites_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.delenv("CIJFERTAFEL_SLEUTEL")
    file = put(tmp_path, "a.csv", GOOD.replace("F1", BSN))
    assert main(["import", file]) == 0
    assert "Er is een nieuwe sleutel" in capsys.readouterr().out
    target = tmp_path / "kopie.sqlite"
    assert main(["backup", str(target)]) == 0
    assert "sleutel" in capsys.readouterr().out
    copy = open_store(as_url(str(target)))
    for name in ("aanmeldingen", "imports", "opslag"):
        assert read_frame(copy, name).equals(read_frame(store, name))
    key, copied = key_path(store), key_path(copy)
    assert key and copied and key.read_bytes() == copied.read_bytes()
    assert stat.S_IMODE(copied.stat().st_mode) == stat.S_IMODE(key.stat().st_mode) == 0o600
    assert main(["backup", str(target)]) == 1
    assert "bestaat al" in capsys.readouterr().err
    copy.engine.dispose()


@pytest.mark.sqlite
def test_backup_is_of_one_moment_while_others_write(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with store.transaction() as connection:
                for table in ("gebieden", "aliassen"):
                    key = "gebied, naam" if table == "gebieden" else "alias, gebied"
                    values = (f"X{number}", f"X{number}")
                    connection.exec_driver_sql(
                        f"INSERT INTO {table} ({key}, eerste_import, laatste_import) VALUES (?, ?, 0, 0)", values
                    )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            assert main(["backup", str(tmp_path / f"{number}.sqlite")]) == 0
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        with sqlite3.connect(tmp_path / f"{number}.sqlite") as copy:
            areas, aliases = (copy.execute(f"SELECT COUNT(*) FROM {t}").fetchone()[0] for t in ("gebieden", "aliassen"))
        assert areas == aliases + 4


@pytest.mark.sqlite
def test_key_file_is_made_once_and_readable_by_its_owner_only(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CIJFERTAFEL_SLEUTEL")
    first = import_paths(store, [put(tmp_path, "a.csv", GOOD.replace("F1", BSN))])
    other = GOOD.replace("gezin_id", "bsn").replace("A1", "A2").replace("F1", "1234.56.782")
    second = import_paths(store, [put(tmp_path, "b.csv", other)])
    assert len(first.warnings) == 1
    assert second.warnings == []
    path = key_path(store)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(read_frame(store, "aanmeldingen")["gezin_id"].unique()) == 1


@pytest.mark.sqlite
def test_same_key_gives_the_same_pseudonym_in_every_store(tmp_path: Path, own_store: Path, store: Store) -> None:
    other = tmp_path / "other.sqlite"
    shutil.copyfile(own_store, other)
    second = open_store(as_url(str(other)))
    for one in (store, second):
        import_paths(one, [put(tmp_path, "a.csv", GOOD.replace("F1", BSN))])
    ids = [read_frame(one, "aanmeldingen")["gezin_id"][0] for one in (store, second)]
    assert ids[0] == ids[1] != BSN
    assert os.environ["CIJFERTAFEL_SLEUTEL"] not in str(ids)
    second.engine.dispose()

"""Does a copy that is put back hold exactly what it was made of, and is nothing of before thrown away?"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from alembic import command

from data.__main__ import main
from data.frames import read_frame
from data.importing import import_paths
from data.migrations.upgrade import configuration
from data.store import Store, as_url, close, create_engine, open_store
from data.tables import Table

Output = pytest.CaptureFixture[str]
pytestmark = pytest.mark.sqlite
HEAD = "aanmelding;gezin_id;team;aanmelddatum\n"


def bring(store: Store, folder: Path, rows: str) -> None:
    file = folder / f"{abs(hash(rows))}.csv"
    file.write_text(HEAD + rows)
    import_paths(store, [file])


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table; without the mark of the store, which a restore renews."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in sorted(Table.metadata.tables)}
        found["opslag"] = connection.execute("SELECT id, wijziging, voorbeeld, gemaakt FROM opslag").fetchall()
        (mark,) = connection.execute("SELECT stand_id FROM opslag").fetchone()
    now = f"{mark}-{found['opslag'][0][1]}"
    # What was decided of the present version goes along with it; what is older has to be decided again anyhow.
    found["afschermblokken"] = [(*row[:2], row[2] == now, *row[3:]) for row in found["afschermblokken"]]
    connection.close()
    return found


def kept_beside(path: Path, word: str) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.{word}-*"))


def test_restored_store_equals_its_source_while_it_is_open(
    store: Store, own_store: Path, tmp_path: Path, capsys: Output
) -> None:
    bring(store, tmp_path, "A1;G1;VO;2022-03-31\nA2;G2;VO;2022-04-01\n")
    copy, version = tmp_path / "kopie.sqlite", store.version()
    before = contents(own_store)
    assert main(["backup", str(copy)]) == 0
    bring(store, tmp_path, "A3;G3;VO;2022-05-01\n")
    later = contents(own_store)
    content = copy.read_bytes()

    assert main(["restore", str(copy)]) == 0
    assert contents(own_store) == before
    assert read_frame(store, "aanmeldingen").height == 2, "somebody who has the store open sees the copy"
    assert store.version().stand_id != version.stand_id
    assert store.version().wijziging == version.wijziging
    (kept,) = kept_beside(own_store, "vervangen")
    assert contents(kept) == later
    assert str(kept) in capsys.readouterr().out
    assert copy.read_bytes() == content
    bring(store, tmp_path, "A4;G4;VO;2022-06-01\n")
    assert read_frame(open_store(), "aanmeldingen").height == 3
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith("kopie")) == ["kopie.sqlite"]


def test_copy_makes_a_store_where_there_is_none(
    store: Store, own_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(store, tmp_path, "A1;G1;VO;2022-03-31\n")
    assert main(["backup", str(tmp_path / "kopie.sqlite")]) == 0
    elsewhere = tmp_path / "ergens" / "anders.sqlite"
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(elsewhere))
    assert main(["restore", str(tmp_path / "kopie.sqlite")]) == 0
    assert contents(elsewhere) == contents(own_store)
    assert sorted(file.name for file in elsewhere.parent.iterdir()) == ["anders.sqlite"]
    close(as_url(str(elsewhere)))


@pytest.mark.parametrize("damage", ["head", "middle"])
def test_damaged_store_is_kept_and_replaced(store: Store, own_store: Path, tmp_path: Path, damage: str) -> None:
    bring(store, tmp_path, "".join(f"A{i};G{i};VO;2022-03-31\n" for i in range(3000)))
    assert main(["backup", str(tmp_path / "kopie.sqlite")]) == 0
    before = contents(own_store)
    close(store.url)
    content = bytearray(own_store.read_bytes())
    if damage == "head":
        content[:4096] = os.urandom(4096)
    else:
        content[4096 * 30 : 4096 * 40] = os.urandom(4096 * 10)
    own_store.write_bytes(content)
    assert main(["restore", str(tmp_path / "kopie.sqlite")]) == 0
    assert contents(own_store) == before
    (kept,) = kept_beside(own_store, "beschadigd")
    assert kept.read_bytes() == bytes(content)


def test_older_copy_is_brought_to_the_present_release(own_store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "oud.sqlite"
    older = Store(as_url(str(copy)), create_engine(as_url(str(copy))))
    with older.transaction() as connection:
        command.upgrade(configuration(connection), "0002")
    older.engine.dispose()
    content = copy.read_bytes()
    assert main(["restore", str(copy)]) == 0
    assert set(contents(own_store)) == set(Table.metadata.tables)
    assert copy.read_bytes() == content


def newer(copy: Path) -> None:
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def damaged(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[4096 * 2 : 4096 * 20] = os.urandom(4096 * 18)
    copy.write_bytes(content)


def other_database(copy: Path) -> None:
    copy.unlink()
    with sqlite3.connect(copy) as connection:
        connection.execute("CREATE TABLE recepten (naam TEXT)")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (newer, "nieuwere versie van Cijfertafel"),
        (damaged, "is beschadigd"),
        (other_database, "is geen kopie van Cijfertafel. Er is niets veranderd. Kies een bestand dat is gemaakt met:"),
        (lambda copy: copy.write_text("Een brief.\n" * 900), "is geen kopie van Cijfertafel"),
        (lambda copy: copy.write_bytes(b""), "is geen kopie van Cijfertafel"),
        (Path.unlink, "bestaat niet"),
    ],
)
def test_unusable_copy_changes_nothing(
    store: Store, own_store: Path, tmp_path: Path, spoil: object, sentence: str, capsys: Output
) -> None:
    bring(store, tmp_path, "A1;G1;VO;2022-03-31\n")
    copy = tmp_path / "kopie.sqlite"
    assert main(["backup", str(copy)]) == 0
    spoil(copy)  # type: ignore[operator]
    before, version = contents(own_store), store.version()
    assert main(["restore", str(copy)]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert str(copy) in said
    assert ".terug" not in said
    assert (contents(own_store), store.version()) == (before, version)
    assert {file.name.removeprefix(own_store.name) for file in own_store.parent.iterdir()} <= {"", "-wal", "-shm"}


def test_copy_to_a_folder_that_does_not_exist_names_it(store: Store, tmp_path: Path, capsys: Output) -> None:
    assert main(["backup", str(tmp_path / "weg" / "kopie.sqlite")]) == 1
    assert f"De map {tmp_path / 'weg'} bestaat niet." in capsys.readouterr().err


def test_store_itself_is_no_copy(store: Store, own_store: Path, capsys: Output) -> None:
    assert main(["restore", str(own_store)]) == 1
    assert "is de opslag zelf" in capsys.readouterr().err


def test_other_database_is_not_overwritten(store: Store, own_store: Path, tmp_path: Path, capsys: Output) -> None:
    copy = tmp_path / "kopie.sqlite"
    assert main(["backup", str(copy)]) == 0
    close(store.url)
    other_database(own_store)
    assert main(["restore", str(copy)]) == 1
    assert "is geen opslag van Cijfertafel" in capsys.readouterr().err
    with sqlite3.connect(own_store) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recepten",)]


def test_key_comes_back_and_the_other_one_is_kept(
    store: Store, own_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CIJFERTAFEL_SLEUTEL")
    bring(store, tmp_path, "A1;123456782;VO;2022-03-31\n")
    key = own_store.with_name(own_store.name + ".key")
    first = key.read_bytes()
    assert main(["backup", str(tmp_path / "kopie.sqlite")]) == 0
    key.write_text("ab" * 32 + "\n")
    assert main(["restore", str(tmp_path / "kopie.sqlite")]) == 0
    assert key.read_bytes() == first
    assert key.stat().st_mode & 0o777 == 0o600
    (kept,) = own_store.parent.glob(f"{key.name}.vervangen-*")
    assert kept.read_text() == "ab" * 32 + "\n"
    bring(store, tmp_path, "A2;123456782;VO;2022-03-31\n")
    assert len(read_frame(store, "aanmeldingen")["gezin_id"].unique()) == 1


def test_decisions_of_the_same_data_keep_holding(store: Store, tmp_path: Path) -> None:
    old = str(store.version())
    with store.transaction() as connection:
        for year, version in ((2024, old), (2025, "een-ander")):
            connection.exec_driver_sql(
                "INSERT INTO afschermblokken (indicator, jaar, versie, regelversie, vingerafdruk, cellen, verborgen, "
                "nauw) VALUES ('bereik', ?, ?, 1, '', 0, 0, 0)",
                (year, version),
            )
    assert main(["backup", str(tmp_path / "kopie.sqlite")]) == 0
    assert main(["restore", str(tmp_path / "kopie.sqlite")]) == 0
    blocks = read_frame(store, "afschermblokken").sort("jaar")["versie"].to_list()
    assert blocks == [str(store.version()), "een-ander"]
    assert str(store.version()) != old

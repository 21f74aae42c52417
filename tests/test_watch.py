"""Does `watch` read what is new and complete in a folder, once, and go on after a fault?"""

from __future__ import annotations

import os
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from data import watching
from data.__main__ import main
from data.frames import read_frame
from data.store import Store, StoreError, open_store
from data.watching import Watch

Output = pytest.CaptureFixture[str]
HEAD = "aanmelding;gezin_id;team;aanmelddatum\n"
REST = 0.02


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "binnen"
    made.mkdir()
    return made


@pytest.fixture(autouse=True)
def short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second is the shortest rest that the command line knows; tests need not wait for it."""
    made = watching.Watch.__init__
    monkeypatch.setattr(watching.Watch, "__init__", lambda self, store, folder, _rest: made(self, store, folder, REST))


def put(folder: Path, name: str, *rows: str) -> Path:
    (folder / name).write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return folder / name


def once(folder: Path) -> int:
    return main(["watch", str(folder), "--eenmalig"])


def stored() -> list[str]:
    return sorted(read_frame(open_store(), "aanmeldingen")["aanmelding"])


def test_new_and_changed_files_are_read_once_and_stay_where_they_are(folder: Path, capsys: Output) -> None:
    put(folder, "a.csv", "A1;F1;VO;2022-03-31")
    assert once(folder) == 0
    assert capsys.readouterr().out.startswith("a.csv (aanmeldingen, geleverd 31-03-2022): 1 opgeslagen")
    assert once(folder) == 0
    assert capsys.readouterr().out == "", "zonder nieuws stuurt cron geen bericht"
    put(folder, "a.csv", "A1;F1;VO;2022-03-31", "A2;F2;VO;2022-04-01")
    put(folder, "b.csv", "A3;F3;VO;2022-04-02")
    assert once(folder) == 0
    said = capsys.readouterr().out
    assert "a.csv" in said and "b.csv" in said
    assert stored() == ["A1", "A2", "A3"]
    assert sorted(os.listdir(folder)) == ["a.csv", "b.csv"]


def test_same_content_under_another_name_is_not_read_again(folder: Path, capsys: Output) -> None:
    put(folder, "a.csv", "A1;F1;VO;2022-03-31").rename(folder / "b.csv")
    assert once(folder) == 0
    (folder / "b.csv").rename(folder / "c.csv")
    (folder / "c.csv").touch()
    capsys.readouterr()
    assert once(folder) == 0
    assert capsys.readouterr().out == ""


def test_file_that_still_grows_waits(folder: Path, store: Store) -> None:
    path = put(folder, "groot.csv", "A1;F1;VO;2022-03-31")
    writing = threading.Event()

    def write() -> None:
        while not writing.is_set():
            with path.open("a") as file:
                file.write("A2;F1;VO;2022-03-31\n")
            time.sleep(0.001)

    writer = threading.Thread(target=write)
    writer.start()
    watch = Watch(store, folder, REST)
    watch.rest = 0.2
    done = watch.look()
    writing.set()
    writer.join()
    assert (done.growing, done.read.files) == (["groot.csv"], [])
    assert [file.bestand for file in watch.look().read.files] == ["groot.csv"]


def test_what_nobody_delivered_is_left_alone(folder: Path, store: Store) -> None:
    for name in (".verborgen.csv", "~$boek.xlsx", "leesmij.txt", "half.csv.part"):
        put(folder, name, "A1;F1;VO;2022-03-31")
    (folder / "submap").mkdir()
    put(folder / "submap", "diep.csv", "A2;F2;VO;2022-03-31")
    assert [file.bestand for file in Watch(store, folder, REST).look().read.files] == ["diep.csv"]


def test_refused_file_is_said_and_tried_again_when_something_new_came(folder: Path, capsys: Output) -> None:
    put(folder, "a.csv", "A1;F1;Nieuwwijk;2022-03-31")
    put(folder, "b.csv", "A2;F2;VO;2022-03-31")
    assert once(folder) == 2
    assert "1 afgekeurd" in capsys.readouterr().out and stored() == ["A2"]
    assert once(folder) == 0, "zonder nieuws wordt niets opnieuw geprobeerd"
    (folder / "gebieden.csv").write_text("gebied;naam\nN;Nieuwwijk\n")
    assert once(folder) == 0
    assert "b.csv" not in capsys.readouterr().out, "wat goed was, blijft zoals het is"
    assert stored() == ["A1", "A2"]


def test_refused_member_of_a_zip_has_its_zip_tried_again(folder: Path) -> None:
    with zipfile.ZipFile(folder / "levering.zip", "w") as archive:
        archive.writestr("a.csv", HEAD + "A1;F1;Nieuwwijk;2022-03-31\n")
    assert once(folder) == 2
    (folder / "gebieden.csv").write_text("gebied;naam\nN;Nieuwwijk\n")
    assert once(folder) == 0
    assert stored() == ["A1"]


def test_file_that_breaks_the_program_does_not_stop_the_others(
    folder: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a.csv", "A1;F1;VO;2022-03-31")
    put(folder, "kapot.csv", "A9;F9;VO;2022-03-31")
    put(folder, "z.csv", "A2;F2;VO;2022-03-31")
    whole = watching.import_paths

    def breaking(store: Store, paths: list[Path]) -> object:
        if any(path.name == "kapot.csv" for path in paths):
            raise ZeroDivisionError("geheim: 999900006")
        return whole(store, paths)

    monkeypatch.setattr(watching, "import_paths", breaking)
    assert once(folder) == 2
    said = capsys.readouterr().out
    assert "kapot.csv: afgewezen. Er ging iets mis dat niet was voorzien (ZeroDivisionError)" in said
    assert "geheim" not in said and stored() == ["A1", "A2"]
    assert once(folder) == 0 and capsys.readouterr().out == ""


@pytest.mark.sqlite
def test_store_that_is_put_back_reads_again_what_came_after_it(folder: Path, tmp_path: Path) -> None:
    put(folder, "a.csv", "A1;F1;VO;2022-03-31")
    assert once(folder) == 0
    assert main(["backup", str(tmp_path / "kopie.sqlite")]) == 0
    put(folder, "b.csv", "A2;F2;VO;2022-03-31")
    assert once(folder) == 0
    assert main(["restore", str(tmp_path / "kopie.sqlite")]) == 0
    assert stored() == ["A1"]
    assert once(folder) == 0
    assert stored() == ["A1", "A2"]


@pytest.mark.parametrize("arguments", [["weg"], ["--elke", "0", "."], ["--rust", "kort", "."]])
def test_command_that_cannot_work_says_so(arguments: list[str], capsys: Output) -> None:
    assert main(["watch", *arguments, "--eenmalig"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and ("De map weg" in said or "seconden" in said)


def test_for_ever_goes_on_after_a_fault_and_says_it_once(
    folder: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a.csv", "A1;F1;VO;2022-03-31")
    look, faults = watching.Watch.look, iter([True, True, False])

    def busy(self: Watch) -> object:
        if next(faults):
            raise StoreError("De opslag is bezet.")
        return look(self)

    monkeypatch.setattr(watching.Watch, "look", busy)
    monkeypatch.setattr("data.commands.time.sleep", stop_after(3))
    assert main(["watch", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.err.count("De opslag is bezet.") == 1 and "a.csv" in said.out
    assert "Afgebroken" in said.err


def stop_after(times: int) -> Callable[[float], None]:
    """A pause that takes no time; at the last of so many long ones somebody presses Ctrl+C."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if slept.count(60) == times:
            raise KeyboardInterrupt

    return sleep


def test_example_takes_no_real_files(folder: Path, store: Store, capsys: Output) -> None:
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE opslag SET voorbeeld = TRUE")
    put(folder, "a.csv", "A1;F1;VO;2022-03-31")
    assert once(folder) == 1
    assert "--toch" in capsys.readouterr().err


def test_deciding_follows_what_was_stored_when_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decided: list[int] = []
    monkeypatch.setattr("data.__main__.decide", lambda: decided.append(1))
    put(folder, "a.csv", "A1;F1;VO;2022-03-31")
    assert once(folder) == 0 and decided == []
    put(folder, "b.csv", "A2;F1;VO;2022-03-31")
    for _ in range(2):
        assert main(["watch", str(folder), "--eenmalig", "--vaststellen"]) == 0
    assert decided == [1]


def test_what_was_read_stands_in_the_store(folder: Path, store: Store) -> None:
    put(folder, "a.csv", "A1;F1;VO;2022-03-31")
    Watch(store, folder, REST).look()
    kept = read_frame(store, "gevolgd").select("bestand", "afgekeurd")
    assert kept.equals(pl.DataFrame({"bestand": ["a.csv"], "afgekeurd": [False]}))

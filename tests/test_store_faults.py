"""A full disk, a store that may only be read, one that is busy or damaged: what is said, and is the store whole?"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from data import connecting
from data.__main__ import main
from data.events import Event, write_event
from data.frames import read_frame
from data.importing import import_paths
from data.session.sessions import create_session
from data.store import Store, StoreError, close, create_engine, examine, open_store
from tests.rights import read_only
from tests.small_municipality import fill

Output = pytest.CaptureFixture[str]
pytestmark = pytest.mark.sqlite
ROOT = Path(__file__).resolve().parents[1]
ROWS = 40_000


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("delivery") / "leveringen.csv"
    lines = ["levering;client_id;aanbieder;wet;zorgvorm;begindatum"]
    lines += [f"L{i:06d};C{i // 3};3000000{i % 9};jw;45A01;2022-0{1 + i % 9}-15" for i in range(ROWS)]
    path.write_text("\n".join(lines))
    return path


def whole(path: Path) -> int:
    """The number of leveringen, after a check of the whole file and its bookkeeping."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = int(connection.execute("SELECT COUNT(*) FROM leveringen").fetchone()[0])
        kept = connection.execute("SELECT COALESCE(SUM(opgeslagen), 0) FROM imports").fetchone()[0]
    assert rows == kept
    return rows


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A real disk of a few megabytes; without the right to make one the test is skipped."""
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or not sys.platform.startswith("linux"):
        pytest.skip("Hier kan geen kleine schijf worden gemaakt.")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True)
    if made.returncode:
        pytest.skip("Hier mag geen kleine schijf worden gemaakt.")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))


def test_full_disk_is_said_and_leaves_the_store_whole(
    delivery: Path, empty_store_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    with small_disk(tmp_path / "schijf", "3m") as disk:
        path = disk / "store.sqlite"
        shutil.copyfile(empty_store_file, path)
        monkeypatch.setenv("CIJFERTAFEL_STORE", str(path))
        assert main(["import", str(delivery)]) == 1
        assert capsys.readouterr().err.strip() == (
            f"De schijf is vol: er is niets opgeslagen. Maak ruimte bij {path} en probeer opnieuw."
        )
        assert whole(path) == 0
        assert shutil.disk_usage(disk).free > 2 << 20, "a failed import gives back the room it took"
        assert main(["backup", str(disk / "kopie.sqlite")]) == 0
        fill_up(disk / "vulling")
        assert main(["backup", str(disk / "tweede.sqlite")]) == 1
        assert "de schijf is vol" in capsys.readouterr().err
        assert {file.name for file in disk.iterdir()} >= {"kopie.sqlite", "store.sqlite", "vulling"}
        assert not list(disk.glob("tweede*"))
        assert main(["restore", str(disk / "kopie.sqlite")]) == 1
        assert "vol" in capsys.readouterr().err
        assert not list(disk.glob("store.sqlite.*"))
        (disk / "vulling").unlink()
        subprocess.run(["mount", "-o", "remount,size=60m", str(disk)], check=True)
        assert main(["import", str(delivery)]) == 0
        assert whole(path) == ROWS
        close()


def test_store_that_cannot_grow_says_that_the_disk_is_full(store: Store, own_store: Path, delivery: Path) -> None:
    def no_more_pages(connection: sqlite3.Connection, _entry: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 200}")

    engine = create_engine(store.url)
    sa.event.listen(engine, "connect", no_more_pages)
    with pytest.raises(StoreError, match="De schijf is vol: er is niets opgeslagen"):
        import_paths(Store(store.url, engine), [delivery])
    engine.dispose()
    assert whole(own_store) == 0
    assert import_paths(store, [delivery]).stored == ROWS
    assert whole(own_store) == ROWS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kent zulke rechten niet")
class TestReadOnly:
    """File and folder, only the file, and with the log of another process beside it."""

    @pytest.fixture
    def filled(self, store: Store, own_store: Path, tmp_path: Path) -> Store:
        file = tmp_path / "a.csv"
        file.write_text("aanmelding;gezin_id;team;aanmelddatum\nA1;G1;VO;2022-03-31\n")
        import_paths(store, [file])
        close(store.url)
        return store

    @pytest.mark.parametrize("folder_too", [True, False])
    def test_reading_works_and_writing_is_refused_with_what_to_do(
        self, filled: Store, own_store: Path, tmp_path: Path, folder_too: bool
    ) -> None:
        more = tmp_path / "b.csv"
        more.write_text("aanmelding;gezin_id;team;aanmelddatum\nA2;G1;VO;2022-03-31\n")
        with read_only(own_store, *([own_store.parent] if folder_too else [])):
            store = open_store()
            assert read_frame(store, "aanmeldingen").height == 1
            for write in (
                lambda: import_paths(store, [more]),
                lambda: create_session(store, "Sessie Zuid", date(2026, 11, 22), ["gemeente"]),
                lambda: write_event(store, Event(date(2022, 1, 1), "*", "beleid", "Iets nieuws")),
            ):
                with pytest.raises(StoreError, match=r"mag niet worden gewijzigd.*Geef schrijfrechten"):
                    write()
            assert main(["check"]) == 0
            assert main(["backup", str(tmp_path / "kopie.sqlite")]) == 0
            close(store.url)
        assert import_paths(open_store(), [more]).stored == 1

    def test_what_another_process_has_not_yet_moved_into_the_file_is_read_too(
        self, filled: Store, own_store: Path
    ) -> None:
        writer = create_engine(filled.url)
        with Store(filled.url, writer).transaction() as connection:
            connection.exec_driver_sql("UPDATE aanmeldingen SET organisatie = 'nieuw'")
        try:
            with read_only(own_store, own_store.parent):
                assert read_frame(open_store(), "aanmeldingen")["organisatie"].to_list() == ["nieuw"]
                close(filled.url)
        finally:
            writer.dispose()

    def test_change_by_somebody_with_more_rights_is_seen(self, filled: Store, own_store: Path) -> None:
        with read_only(own_store, own_store.parent):
            store = open_store()
            assert read_frame(store, "aanmeldingen")["organisatie"].to_list() == [None]
            own_store.parent.chmod(0o755)
            own_store.chmod(0o644)
            subprocess.run(
                [sys.executable, "-c",
                 "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
                 "c.execute(\"UPDATE aanmeldingen SET organisatie = 'nieuw'\"); c.commit(); c.close()", str(own_store)],
                check=True,
            )  # fmt: skip
            assert read_frame(store, "aanmeldingen")["organisatie"].to_list() == ["nieuw"]
            close(store.url)

    def test_dashboard_shows_figures_and_says_why_it_cannot_write(self, store: Store, own_store: Path) -> None:
        fill(store)
        close(store.url)
        with read_only(own_store, own_store.parent):
            page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
            assert not page.exception
            assert page.get("plotly_chart")
            page.switch_page("pages/gegevens.py").run()
            assert not page.exception
            assert page.header
            close()


def test_store_that_stays_busy_is_said_and_the_import_can_be_repeated(
    store: Store, own_store: Path, delivery: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    close(store.url)
    monkeypatch.setattr(connecting, "BUSY_MILLISECONDS", 50)
    with closing(sqlite3.connect(own_store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main(["import", str(delivery)]) == 1
        assert "te lang bezet door een ander programma" in capsys.readouterr().err
        other.execute("ROLLBACK")
    assert whole(own_store) == 0
    assert main(["import", str(delivery)]) == 0
    assert whole(own_store) == ROWS
    close(store.url)


def test_import_waits_for_somebody_who_is_writing(store: Store, own_store: Path, delivery: Path) -> None:
    other = sqlite3.connect(own_store, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(1.0, other.execute, ["COMMIT"])
    release.start()
    assert import_paths(store, [delivery]).stored == ROWS
    release.join()
    other.close()


def test_two_imports_at_once_both_get_in(own_store: Path, store: Store, tmp_path: Path) -> None:
    running = []
    for name in ("een", "twee", "drie"):
        lines = [f"{name}{i:05d};C{i};30000001;jw;2022-01-15" for i in range(15_000)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["levering;client_id;aanbieder;wet;begindatum", *lines]))
        running.append(
            subprocess.Popen(
                [sys.executable, "-m", "data", "import", str(tmp_path / f"{name}.csv")],
                cwd=ROOT, env=os.environ.copy(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
        )  # fmt: skip
    for process in running:
        out, err = process.communicate(timeout=300)
        assert (process.returncode, err) == (0, "")
        assert "15000 opgeslagen, 0 gewijzigd" in out
    assert whole(own_store) == 45_000


def test_damage_is_found_before_somebody_meets_it(store: Store, own_store: Path, delivery: Path) -> None:
    import_paths(store, [delivery])
    examine()
    close(store.url)
    content = bytearray(own_store.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = bytes(4096)
    own_store.write_bytes(content)
    with pytest.raises(StoreError, match=r"beschadigd.*python -m data restore"):
        examine()
    for arguments in (["check"], ["backup", str(own_store.with_name("kopie"))]):
        run = subprocess.run([sys.executable, "-m", "data", *arguments], cwd=ROOT, capture_output=True, text=True)
        assert run.returncode == 1
        assert "python -m data restore" in run.stderr
        assert len(run.stderr.strip().splitlines()) == 1
    started = subprocess.run([sys.executable, "-m", "pages"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert started.returncode == 1
    assert "python -m data restore" in started.stderr

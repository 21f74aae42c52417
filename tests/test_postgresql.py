"""Does PostgreSQL as the store do what a file does, and say in Dutch what is wrong with it?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import psycopg
import pytest
import sqlalchemy as sa

import results
from data.__main__ import main
from data.backup import back_up
from data.engines import kind_of
from data.frames import read_frame, schema_of, table_class
from data.importing import import_paths, preview_paths
from data.session.inbreng import Said, Soort, entries, join, record
from data.session.sessions import create_session, sessions
from data.store import Lock, Store, StoreBusy, StoreError, as_url, close, open_store
from data.tables import Table
from results import Query
from tests.postgres_server import Server
from tests.session_figures import shown
from tests.small_municipality import fill

Output = pytest.CaptureFixture[str]
ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.long
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


class TestWhatIsWrongIsSaid:
    """One Dutch sentence, no trace of the program, and never the password."""

    def said(self, monkeypatch: pytest.MonkeyPatch, capsys: Output, place: str) -> str:
        monkeypatch.setenv("CIJFERTAFEL_STORE", place)
        assert main(["check"]) == 1
        captured = capsys.readouterr()
        assert captured.out == "" and len(captured.err.strip().splitlines()) == 1 and "geheim" not in captured.err
        return captured.err

    def test_nobody_listens(self, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
        text = self.said(monkeypatch, capsys, "postgresql://wie:geheim@127.0.0.1:1/cijfertafel")
        assert "is niet bereikbaar" in text and "wie:***@127.0.0.1:1" in text

    def test_wrong_password(
        self, postgres: Server, place: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        rules = postgres.data / "pg_hba.conf"
        before = rules.read_text()
        postgres.say("DROP ROLE IF EXISTS met_wachtwoord", "CREATE ROLE met_wachtwoord LOGIN PASSWORD 'goed'")
        try:
            rules.write_text("local all met_wachtwoord scram-sha-256\n" + before)
            postgres.say("SELECT pg_reload_conf()")
            wrong = postgres.address(f"{name_of(place)}").replace("cijfertafel@", "met_wachtwoord:geheim@")
            deadline = time.monotonic() + 30
            while "laat deze gebruiker niet toe" not in (text := self.said(monkeypatch, capsys, wrong)):
                assert time.monotonic() < deadline, text
        finally:
            rules.write_text(before)
            postgres.say("SELECT pg_reload_conf()")

    @pytest.mark.parametrize(
        ("place_of", "sentence"),
        [
            (lambda server: server.address("bestaatniet"), "bestaat niet. Maak hem op de server met: createdb"),
            (lambda server: server.address("postgres", "onbekend"), "laat deze gebruiker niet toe"),
            (lambda server: server.address("postgres"), "Er is nog geen opslag in"),
            (lambda server: "mysql://wie:geheim@ergens/iets", "Geef een pad naar een bestand, of een adres"),
            (lambda server: "postgresql+nietbestaand://wie:geheim@ergens/iets", "stuurprogramma"),
        ],
    )  # fmt: skip
    def test_place_without_a_store(
        self, postgres: Server, monkeypatch: pytest.MonkeyPatch, capsys: Output, place_of: object, sentence: str
    ) -> None:
        assert sentence in self.said(monkeypatch, capsys, place_of(postgres))  # type: ignore[operator]

    def test_database_of_something_else(
        self, postgres: Server, place: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        postgres.say("CREATE TABLE recepten (naam TEXT)", database=name_of(place))
        assert "is geen opslag van Cijfertafel" in self.said(monkeypatch, capsys, place)
        assert main(["new"]) == 1
        assert "is geen opslag van Cijfertafel" in capsys.readouterr().err

    def test_store_of_a_newer_release(
        self, store: Store, place: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        with store.transaction() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        assert "nieuwere versie van Cijfertafel" in self.said(monkeypatch, capsys, place)


def test_a_server_that_was_started_again_is_found_again(postgres: Server, store: Store) -> None:
    version = store.version()
    postgres.restart()
    assert store.version() == version


class TestRows:
    """Text and numbers come back as they went in, in the types of their columns."""

    TEXTS = ("gewoon", "", "\\N", "\\.", 'zegt "ja"', "regel\neen", "a,b;c\td", "é€😀", " rand ", "\\x41", "null")

    def test_every_kind_of_value_comes_back(self, store: Store) -> None:
        moment = pl.Series([f"2026-11-22 12:00:00.{n:06d}" for n in range(len(self.TEXTS))]).str.to_datetime()
        rows = pl.DataFrame(
            {"moment": moment.dt.replace_time_zone("UTC"), "wie": self.TEXTS, "wat": "x", "onderwerp": self.TEXTS,
             "rol": self.TEXTS}
        )  # fmt: skip
        parties = pl.DataFrame(
            {"aanbieder": self.TEXTS, "wet": "jw", "zorgvorm": "45", "maand": date(2022, 1, 1),
             "kosten": [0.1, -0.0, 1e300, 1 / 3, 5e-324, 123456789.123456789, 0.0, 1.0, 2.5, 1e-9, 7.0],
             "eerste_import": 1, "laatste_import": 1}
        )  # fmt: skip
        with store.transaction() as connection:
            kind_of(connection).insert(connection, "logboek", rows)
            kind_of(connection).insert(connection, "uitputting", parties)
        assert read_frame(store, "logboek").select(rows.columns).equals(rows)
        kept = read_frame(store, "uitputting")
        assert kept.select(parties.columns).sort("aanbieder").equals(parties.sort("aanbieder"))
        assert dict(kept.schema) == schema_of(table_class("uitputting"))

    def test_the_one_character_that_a_server_cannot_keep_is_replaced(self, store: Store, tmp_path: Path) -> None:
        (tmp_path / "l.csv").write_text(LEVERINGEN + "L1;C\x001;11111111;jw;45A01;2022-01-15\n")
        assert import_paths(store, [tmp_path / "l.csv"]).stored == 1
        assert read_frame(store, "leveringen")["client_id"].to_list() == ["C\N{REPLACEMENT CHARACTER}1"]

    def test_unknown_is_not_the_same_as_empty(self, store: Store) -> None:
        rows = pl.DataFrame(
            {"gebied": ["A", "B"], "naam": ["", "x"], "soort": "gebied", "wijk": ["", None], "rij": [None, 3],
             "geldig_van": [date(2022, 2, 28), None], "eerste_import": 1, "laatste_import": 1},
            schema_overrides={"rij": pl.Int64},
        )  # fmt: skip
        with store.transaction() as connection:
            kind_of(connection).insert(connection, "gebieden", rows)
        found = read_frame(store, "gebieden").filter(pl.col("gebied").is_in(["A", "B"])).select(rows.columns)
        assert found.sort("gebied").equals(rows)


def test_example_of_a_file_gives_the_same_figures_on_the_server(place: str, tmp_path: Path) -> None:
    """Everything that was in the file is in the database, and rows to come get the next number."""
    path = tmp_path / "bestand.sqlite"
    old = open_store(str(path), create=True)
    fill(old)
    sessie = create_session(old, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    figure = results_figure(old, sessie)
    record(old, Said(sessie, figure, Soort.ZIEN, "toestel", 0, "gemeente", "dit zien we"))
    back_up(old, tmp_path / "kopie.sqlite")
    assert main(["restore", str(tmp_path / "kopie.sqlite")]) == 0
    new = open_store()
    before, after = contents(old), contents(new)
    assert {name for name in before if before[name] != after[name]} <= {"opslag"}
    assert len(sessions(new)) == 1
    record(new, Said(sessie, figure, Soort.ZIEN, "toestel", 1, "gemeente", "en dit ook"))
    assert [entry.tekst for entry in entries(new, sessie)] == ["dit zien we", "en dit ook"]
    assert import_paths(new, [delivery(tmp_path, "N", 3)]).stored == 3

    asked = Query("bereik", ("2025",), ("gebied",))
    there = results.result(asked).frame
    os.environ["CIJFERTAFEL_STORE"] = str(path)
    assert results.result(asked).frame.equals(there)
    close(old.url)


def results_figure(store: Store, sessie: str) -> str:
    from data.session.figures import pin

    join(store, sessie, "toestel", "gemeente")
    return pin(store, sessie, shown())


def test_file_is_not_put_over_a_database_that_holds_something(store: Store, tmp_path: Path, capsys: Output) -> None:
    old = open_store(str(tmp_path / "bestand.sqlite"), create=True)
    back_up(old, tmp_path / "kopie.sqlite")
    import_paths(store, [delivery(tmp_path, "A", 3)])
    before = contents(store)
    assert main(["restore", str(tmp_path / "kopie.sqlite")]) == 1
    assert "is niet leeg: er is niets veranderd" in capsys.readouterr().err
    assert contents(store) == before
    close(old.url)


def test_dump_that_is_put_back_is_the_store_of_then(
    postgres: Server, store: Store, place: str, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.columnar.ENOUGH_ROWS", 1)
    fill(store, example=False)
    shown_then = results.result(Query("bereik", ("2025",))).frame
    version, before = store.version(), contents(store)
    assert main(["backup", str(tmp_path / "kopie")]) == 1
    said = capsys.readouterr().err
    assert "pg_dump --format=custom" in said and name_of(place) in said
    copy = postgres.folder / "kopie.dump"
    subprocess.run([postgres.programs / "pg_dump", "--format=custom", f"--file={copy}", place], check=True)

    assert import_paths(store, [delivery(tmp_path, "later", 50)]).stored == 50
    assert main(["restore", str(copy)]) == 1
    assert "pg_restore --clean --if-exists" in capsys.readouterr().err
    subprocess.run([postgres.programs / "pg_restore", "--clean", "--if-exists", f"--dbname={place}", copy], check=True)

    assert contents(store) == before
    assert store.version().wijziging == version.wijziging
    assert store.version() != version, "what was computed of other data with this number is not taken for this"
    assert results.result(Query("bereik", ("2025",))).frame.equals(shown_then)
    assert import_paths(store, [delivery(tmp_path, "na", 20)]).stored == 20


class TestWhoMayOnlyRead:
    @pytest.fixture
    def reader(self, postgres: Server, store: Store, place: str, monkeypatch: pytest.MonkeyPatch) -> Store:
        fill(store, example=False)
        postgres.say("DROP ROLE IF EXISTS kijker", "CREATE ROLE kijker LOGIN")
        postgres.say("GRANT SELECT ON ALL TABLES IN SCHEMA public TO kijker", database=name_of(place))
        address = postgres.address(name_of(place), "kijker")
        monkeypatch.setenv("CIJFERTAFEL_STORE", address)
        yield open_store()
        close(as_url(address))
        postgres.say("DROP OWNED BY kijker", database=name_of(place))

    def test_sees_figures_and_is_told_that_nothing_is_kept(
        self, reader: Store, store: Store, tmp_path: Path, capsys: Output
    ) -> None:
        before = contents(store)
        assert results.result(Query("bereik", ("2025",))).frame["waarde"].to_list() != [None]
        assert preview_paths(reader, [delivery(tmp_path, "A", 30)]).stored == 30
        assert main(["import", str(delivery(tmp_path, "A", 30)), "--toch"]) == 1
        assert "er is niets opgeslagen" in capsys.readouterr().err
        with pytest.raises(StoreError, match="er is niets opgeslagen"):
            create_session(reader, "Sessie", date(2026, 11, 22), ["gemeente"])
        assert contents(store) == before


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


def test_a_person_is_gone_from_every_table_file_of_the_server(
    postgres: Server, store: Store, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.columnar.ENOUGH_ROWS", 1)
    (tmp_path / "l.csv").write_text(
        LEVERINGEN + "L1;weg-client;11111111;jw;45A01;2022-01-15\nL2;ander;1;jw;4;2022-01-15\n"
    )
    import_paths(store, [tmp_path / "l.csv"])
    assert read_frame(store, "leveringen").height == 2

    def left() -> bool:
        postgres.say("CHECKPOINT")
        with psycopg.connect(place) as connection:
            (number,) = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        folder = kind_of(store.url).column_folder(store.url)
        assert folder is not None and folder.is_dir()
        files = [*(postgres.data / "base" / str(number)).iterdir(), *folder.iterdir()]
        return any(b"weg-client" in file.read_bytes() for file in files)

    assert left()
    assert main(["remove", "--pseudoniem", "weg-client", "--uitvoeren"]) == 0
    assert not left()
    assert read_frame(store, "leveringen")["levering"].to_list() == ["L2"]


def test_column_files_stand_apart_per_store_and_may_go_at_any_time(
    postgres: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.columnar.ENOUGH_ROWS", 1)
    fill(store)
    first = read_frame(store, "aanmeldingen")
    folder = kind_of(store.url).column_folder(store.url)
    assert folder is not None
    (kept,) = folder.glob("aanmeldingen-*.arrow")
    assert kept.stat().st_mode & 0o077 == 0 or folder.stat().st_mode & 0o077 == 0
    with store.engine.begin() as behind_its_back:
        behind_its_back.execute(sa.text("UPDATE aanmeldingen SET organisatie = 'anders'"))
    assert read_frame(store, "aanmeldingen").equals(first), "another process with this version reads the file"
    kept.unlink()
    folder.rmdir() if not any(folder.iterdir()) else [file.unlink() for file in folder.iterdir()]
    assert set(read_frame(store, "aanmeldingen")["organisatie"]) == {"anders"}
    other = kind_of(store.url).column_folder(postgres.place("een_andere"))
    assert other is not None and other != folder and re.fullmatch(r"een_andere-\w+", other.name)

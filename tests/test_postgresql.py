"""Does PostgreSQL as the store keep, give back, move and remove what a file does?"""

# ruff: noqa: F811  (a fixture that is imported is also the name of an argument)
from __future__ import annotations

import os
import re
import subprocess
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
from data.importing import import_paths
from data.session.inbreng import Said, Soort, entries, record
from data.session.sessions import create_session, sessions
from data.store import Store, close, open_store
from results import Query
from tests.on_postgresql import (  # noqa: F401  (fixtures)
    LEVERINGEN,
    Output,
    contents,
    delivery,
    name_of,
    place,
    results_figure,
    store,
)
from tests.postgres_server import Server
from tests.small_municipality import fill

pytestmark = pytest.mark.long


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
            own = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        assert own is not None
        folder = kind_of(store.url).column_folder(store.url)
        assert folder is not None and folder.is_dir()
        files = [*(postgres.data / "base" / str(own[0])).iterdir(), *folder.iterdir()]
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
    others = list(folder.iterdir())
    for file in others:
        file.unlink()
    if not others:
        folder.rmdir()
    assert set(read_frame(store, "aanmeldingen")["organisatie"]) == {"anders"}
    other = kind_of(store.url).column_folder(postgres.place("een_andere"))
    assert other is not None and other != folder and re.fullmatch(r"een_andere-\w+", other.name)

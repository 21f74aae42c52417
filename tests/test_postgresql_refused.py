"""Does a store on PostgreSQL that cannot be used, or only read, say so in one Dutch sentence?"""

# ruff: noqa: F811  (a fixture that is imported is also the name of an argument)
from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

import results
from data.__main__ import main
from data.importing import preview_paths
from data.session.sessions import create_session
from data.store import Store, StoreError, as_url, close, open_store
from results import Query
from tests.on_postgresql import (  # noqa: F401  (fixtures)
    Output,
    contents,
    delivery,
    name_of,
    place,
    store,
)
from tests.postgres_server import Server
from tests.small_municipality import fill

pytestmark = pytest.mark.long


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


class TestWhoMayOnlyRead:
    @pytest.fixture
    def reader(self, postgres: Server, store: Store, place: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
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

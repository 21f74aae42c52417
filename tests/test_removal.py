"""Is what is removed really gone, is the rest untouched, and is it said where it still stands?"""

from __future__ import annotations

import io
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from data.__main__ import main
from data.frames import read_frame
from data.importing import import_paths
from data.importing.pseudonyms import Pseudonyms
from data.session.figures import pin
from data.session.inbreng import Said, Soort, entries, join, record
from data.session.sessions import create_session, sessions
from data.store import Store, close
from data.tables import Table
from tests.deliver import deliver, files
from tests.session_figures import shown

Output = pytest.CaptureFixture[str]
BSN = "123456782"
AANMELDINGEN = """aanmelding;gezin_id;team;aanmelddatum;startdatum;einddatum
A1;weg-gezin;VO;2018-01-05;2018-02-01;2018-12-31
A2;blijft;VO;2018-01-05;2018-02-01;
A3;blijft;VO;2018-03-01;;
A4;blijft;VO;2018-01-05;2018-02-01;2020-01-01
A5;blijft;VO;2021-01-05;;
"""
LEVERINGEN = """levering;client_id;aanbieder;wet;begindatum;einddatum
L1;weg-client;30000001;jw;2018-01-15;2018-06-30
L2;weg-client;30000001;jw;2021-01-15;
L3;ander;30000001;jw;2018-01-15;2019-12-31
L4;ander;30000001;jw;2018-01-15;2020-01-01
"""
ERVARINGEN = """respondent;stelling;datum;organisatie;antwoord
weg-respondent;Ik word gehoord;2019-12-31;Lokalis;5
R2;Ik word gehoord;2020-01-01;Lokalis;4
"""
START = "2026-03-03"


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    for name, text in (("a.csv", AANMELDINGEN), ("l.csv", LEVERINGEN), ("e.csv", ERVARINGEN)):
        (tmp_path / name).write_text(text)
        assert import_paths(store, [tmp_path / name]).rejected == 0
    return store


def keys(store: Store, table: str, column: str) -> list[str]:
    return sorted(read_frame(store, table)[column].to_list())


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {name: read_frame(store, name).rows() for name in sorted(Table.metadata.tables)}


def bytes_beside(path: Path) -> bytes:
    """All bytes of the store and of everything beside it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.rglob("*")) if file.is_file())


def test_counting_first_changes_nothing(filled: Store, capsys: Output) -> None:
    before, version = everything(filled), filled.version()
    assert main(["remove", "--pseudoniem", "weg-client"]) == 0
    said = capsys.readouterr().out
    assert "leveringen: 2 rijen" in said
    assert "Er is nog niets verwijderd. Geef --uitvoeren mee" in said
    assert main(["remove", "--voor", "2020-01-01"]) == 0
    assert (everything(filled), filled.version()) == (before, version)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("pseudonym", "table", "column", "left"),
    [
        ("weg-client", "leveringen", "levering", ["L3", "L4"]),
        ("weg-gezin", "aanmeldingen", "aanmelding", ["A2", "A3", "A4", "A5"]),
        ("weg-respondent", "ervaringen", "respondent", ["R2"]),
    ],
)
def test_pseudonym_is_gone_from_every_byte(
    filled: Store, own_store: Path, monkeypatch: pytest.MonkeyPatch, pseudonym: str, table: str, column: str,
    left: list[str], capsys: Output,
) -> None:  # fmt: skip
    monkeypatch.setattr("data.columnar.ENOUGH_ROWS", 1)
    read_frame(filled, table)
    assert pseudonym.encode() in bytes_beside(own_store)
    others = {name: rows for name, rows in everything(filled).items() if name not in (table, "opslag", "logboek")}
    version = filled.version()
    assert main(["remove", "--pseudoniem", pseudonym, "--uitvoeren"]) == 0
    assert keys(filled, table, column) == left
    assert {name: rows for name, rows in everything(filled).items() if name in others} == others
    assert filled.version().wijziging == version.wijziging + 1
    close(filled.url)
    assert pseudonym.encode() not in bytes_beside(own_store)
    assert "cijfers worden opnieuw gemaakt" in capsys.readouterr().out
    (line,) = read_frame(filled, "logboek").to_dicts()
    assert line["wat"] == "gegevens van één pseudoniem verwijderd"
    assert pseudonym not in str(line)


def test_all_of_before_a_day_goes_and_what_goes_on_stays(filled: Store, capsys: Output) -> None:
    assert main(["remove", "--voor", "01-01-2020", "--uitvoeren"]) == 0
    assert keys(filled, "aanmeldingen", "aanmelding") == ["A2", "A4", "A5"]
    assert keys(filled, "leveringen", "levering") == ["L2", "L4"]
    assert keys(filled, "ervaringen", "respondent") == ["R2"]
    said = capsys.readouterr().out
    assert "aanmeldingen: 2 rijen" in said
    assert "Blijft staan, want het loopt nog of liep later door: aanmeldingen, 1 rij." in said
    assert "Blijft staan, want het loopt nog of liep later door: leveringen, 1 rij." in said
    assert len(read_frame(filled, "imports")) == 3, "what was read stays known"


def test_same_table_read_again_brings_nothing_back(filled: Store, tmp_path: Path) -> None:
    assert main(["remove", "--pseudoniem", "weg-client", "--uitvoeren"]) == 0
    again = import_paths(filled, [tmp_path / "l.csv"])
    assert (again.stored, again.changed) == (0, 0)
    assert keys(filled, "leveringen", "levering") == ["L3", "L4"]


def test_nothing_found_changes_nothing(filled: Store, capsys: Output) -> None:
    before = everything(filled)
    assert main(["remove", "--pseudoniem", "onbekend", "--uitvoeren"]) == 0
    assert "Er staat niets in de opslag dat hierbij hoort" in capsys.readouterr().out
    assert everything(filled) == before


@pytest.mark.sqlite
def test_person_is_found_by_bsn_without_showing_it(
    store: Store, tmp_path: Path, own_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.delenv("CIJFERTAFEL_SLEUTEL")
    (tmp_path / "l.csv").write_text(LEVERINGEN.replace("weg-client", BSN))
    import_paths(store, [tmp_path / "l.csv"])
    pseudonym = Pseudonyms(store).of(BSN)
    assert pseudonym in keys(store, "leveringen", "client_id")
    monkeypatch.setattr("sys.stdin", io.StringIO("1234.56.782\n"))
    assert main(["remove", "--bsn", "--uitvoeren"]) == 0
    assert keys(store, "leveringen", "client_id") == ["ander", "ander"]
    out = capsys.readouterr().out
    assert BSN not in out
    assert "leveringen: 2 rijen" in out
    monkeypatch.setattr("sys.stdin", io.StringIO("123456789\n"))
    assert main(["remove", "--bsn", "--uitvoeren"]) == 1
    assert "geen geldig BSN" in capsys.readouterr().err


class TestMessages:
    """A client that messages told about goes with every line, so that nothing derives it again."""

    @pytest.fixture
    def told(self, store: Store) -> Store:
        deliver(store, files("toewijzing_jw301_3_2", "start_jw305_3_2", "stop_jw307_3_2"))
        return store

    def test_person_goes_from_lines_and_what_follows_from_them(self, told: Store, capsys: Output) -> None:
        (client,) = set(keys(told, "leveringen", "client_id"))
        assert main(["remove", "--pseudoniem", client, "--uitvoeren"]) == 0
        for table in ("leveringen", "toewijzingen", "toewijzingregels", "starts", "stops", "verzoeken"):
            assert client not in keys(told, table, "client_id")
        from data.messages import rejoin

        assert rejoin(told) is False

    def test_messages_read_again_bring_the_person_back(self, told: Store) -> None:
        """Said in docs/privacy.md: unlike a table, a message is not passed over because it was read before."""
        (client,) = set(keys(told, "leveringen", "client_id"))
        for _ in range(2):
            assert main(["remove", "--pseudoniem", client, "--uitvoeren"]) == 0
            assert read_frame(told, "leveringen").is_empty()
            deliver(told, files("toewijzing_jw301_3_2", "start_jw305_3_2", "stop_jw307_3_2"))
            assert keys(told, "leveringen", "client_id") == [client]

    def test_client_stays_until_every_message_and_all_care_is_older(self, told: Store) -> None:
        newest = max(
            [*read_frame(told, "stops")["dagtekening"], *read_frame(told, "leveringen")["einddatum"].drop_nulls()]
        )
        before = everything(told)
        assert main(["remove", "--voor", newest.isoformat(), "--uitvoeren"]) == 0
        assert everything(told) == before
        assert main(["remove", "--voor", date.fromordinal(newest.toordinal() + 1).isoformat(), "--uitvoeren"]) == 0
        assert read_frame(told, "leveringen").is_empty()
        assert read_frame(told, "starts").is_empty()
        assert read_frame(told, "toewijzingregels").is_empty()


def test_sessions_of_before_the_day_go_whole(store: Store) -> None:
    old = create_session(store, "Oud", date(2019, 5, 1), ["gemeente"])
    new = create_session(store, "Nieuw", date(2024, 5, 1), ["gemeente"], vorige=old)
    for sessie in (old, new):
        figure = pin(store, sessie, shown())
        join(store, sessie, "toestel", "gemeente")
        record(store, Said(sessie, figure, Soort.ZIEN, "toestel", 0, "gemeente", f"tekst {sessie}"))
    version = store.version()
    assert main(["remove", "--voor", "2020-01-01", "--uitvoeren"]) == 0
    assert [(each.sessie, each.vorige) for each in sessions(store)] == [(new, None)]
    assert [entry.tekst for entry in entries(store, new)] == [f"tekst {new}"]
    for table in ("inbreng", "deelnemers", "standen", "sessiefiguren"):
        assert set(keys(store, table, "sessie")) == {new}
    assert store.version() == version, "no figure reads a session"


@pytest.mark.sqlite
def test_copies_that_still_hold_the_rows_are_named(filled: Store, own_store: Path, capsys: Output) -> None:
    older = own_store.with_name(own_store.name + ".versie-0004-20260101-120000")
    older.write_bytes(b"")
    assert main(["remove", "--pseudoniem", "weg-client", "--uitvoeren"]) == 0
    said = capsys.readouterr().out
    assert str(older) in said
    assert "eerdere kopieën (backup)" in said


@pytest.mark.sqlite
def test_what_somebody_still_reads_is_wiped_by_the_next_command(
    filled: Store, own_store: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.connecting.BUSY_MILLISECONDS", 50)
    reader = sqlite3.connect(own_store, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM leveringen").fetchone()
    assert main(["remove", "--pseudoniem", "weg-client", "--uitvoeren"]) == 0
    assert "resten staan mogelijk nog in het bestand" in capsys.readouterr().out
    reader.close()
    assert main(["remove", "--pseudoniem", "weg-client", "--uitvoeren"]) == 0
    close(filled.url)
    assert b"weg-client" not in bytes_beside(own_store)


@pytest.mark.parametrize(
    "arguments",
    [[], ["--pseudoniem", "x", "--voor", "2020-01-01"], ["--voor", "ooit"], ["--voor", "2999-01-01"], ["--uitvoeren"]],
)
def test_unclear_command_is_one_dutch_sentence(filled: Store, arguments: list[str], capsys: Output) -> None:
    assert main(["remove", *arguments]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1


def test_every_table_about_persons_is_reached_both_ways() -> None:
    """Also one that is added later: each gets a rule for a person and for a day."""
    from data.removal import _others, _Part, _person_columns
    from data.tables import MESSAGE_TABLES, SOURCE_TABLES, Kind, column_specs

    marked = {
        (name, spec.name)
        for name, table in SOURCE_TABLES.items()
        for spec in column_specs(table).values()
        if spec.kind is Kind.PERSON
    }
    named = {
        (table.name, column.name)
        for table in Table.metadata.tables.values()
        for column in table.columns
        if column.name in ("client_id", "gezin_id", "respondent")
    }
    assert marked | named == set(_person_columns()) & (marked | named)
    about = {table for table, _ in marked}
    messages = [_Part(name, "") for name in MESSAGE_TABLES]
    assert {part.table for part in _others(messages)} >= about
    assert _others([_Part(table, "") for table in Table.metadata.tables]) == []
    (part,) = (part for part in _others(messages) if part.table == "leveringen")
    assert "(begindatum < :day)" in part.condition and "(einddatum < :day OR einddatum IS NULL)" in part.condition

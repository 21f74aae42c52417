"""What stands in the log, how often, for how long, and what does writing it cost whoever looks?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

import results
from data import log as log_module
from data.__main__ import main
from data.frames import read_frame
from data.log import Deed, Line, Log, lines, note, prune
from data.store import Store
from data.tables import Logregel
from metrics.viewer import INVENTED, Role, Viewer, looking_as
from results import Context, Query
from tests.city_of_providers import build

PERSON = Viewer(frozenset({Role.AANBIEDER}), aanbieder="AANB1", intern=True, who="aafke@zorg.example", visit="bezoek-1")


@pytest.fixture(autouse=True)
def own_log(monkeypatch: pytest.MonkeyPatch) -> Log:
    """A log of its own for every test; written when the test says so."""
    fresh = Log()
    monkeypatch.setattr(fresh, "_run", lambda: None)
    monkeypatch.setattr(log_module, "log", fresh)
    monkeypatch.setattr(results, "log", fresh)
    return fresh


def written(log: Log, store: Store) -> pl.DataFrame:
    assert log.flush()
    return lines(store)


def test_one_line_per_query_and_visit_however_often_it_is_drawn(store: Store, own_log: Log) -> None:
    build(store, 1, 200)
    query = Query("vierkant", ("2022-Q1", "2022-Q2"), ("aanbieder",))
    with looking_as(PERSON):
        for _ in range(5):
            results.result(query)
            results.looked_at(query)
        results.result(query, Context.INTERN)
    with looking_as(Viewer(**{**vars(PERSON), "visit": "bezoek-2"})):
        results.result(query)
    found = written(own_log, store)
    assert sorted(found["wat"]) == ["bekeken", "bekeken", "intern bekeken"]
    assert found["onderwerp"].unique().item() == "vierkant · per aanbieder · 2022-Q1 t/m 2022-Q2"
    assert (found["wie"].unique().item(), found["rol"].unique().item()) == ("aafke@zorg.example", "aanbieder")


def test_who_is_refused_or_looks_at_invented_data_did_not_look(store: Store, own_log: Log) -> None:
    build(store, 1, 60)
    with looking_as(Viewer(**{**vars(INVENTED), "visit": "bezoek"})):
        results.result(Query("vierkant", ("2022",)))
    with looking_as(PERSON), pytest.raises(results.QuestionError):
        results.result(Query("vierkant", ("2022",), (), (("aanbieder", "AANB2"),)))
    assert written(own_log, store).is_empty()


def test_looking_does_not_write_and_does_not_raise_the_data_version(store: Store, own_log: Log) -> None:
    build(store, 1, 60)
    before = store.version()
    with looking_as(PERSON):
        results.result(Query("vierkant", ("2022",)))
        assert read_frame(store, "logboek").is_empty()
    assert written(own_log, store).height == 1
    assert store.version() == before


@pytest.mark.sqlite
def test_a_line_waits_until_the_store_is_free(store: Store, own_log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.session.writing.PAUSES", ())
    monkeypatch.setattr("data.connecting.BUSY_MILLISECONDS", 50)
    store.engine.dispose()
    note(store.url, "iemand", "gemeente", Deed.LOOKED, "bereik")
    with closing(sqlite3.connect(str(store.path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not own_log.flush()
        other.execute("ROLLBACK")
    assert written(own_log, store)["onderwerp"].to_list() == ["bereik"]
    assert own_log.flush() and lines(store).height == 1


def test_lines_are_found_by_who_what_and_since_when(store: Store) -> None:
    fill(store, [(0, "een@x.example", "bekeken"), (3, "een@x.example", "ingelezen"), (40, "twee_y", "bekeken")])
    today = datetime.now(UTC).date()
    assert lines(store)["wie"].to_list() == ["een@x.example", "een@x.example", "twee_y"]
    assert lines(store, since=today - timedelta(days=7)).height == 2
    assert lines(store, who="een")["wat"].to_list() == ["bekeken", "ingelezen"]
    assert lines(store, who="een_x").is_empty() and lines(store, who="%").is_empty()
    assert lines(store, what=["bekeken"])["wie"].to_list() == ["een@x.example", "twee_y"]
    assert lines(store, most=1).height == 1


def test_old_lines_go_and_that_is_a_line_itself(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    fill(store, [(0, "een", "bekeken"), (399, "een", "bekeken"), (401, "een", "bekeken"), (900, "een", "bekeken")])
    assert main(["log", "--bewaar", "400"]) == 0
    said = capsys.readouterr().out
    assert "2 regels van meer dan 400 dagen oud" in said and "logboek opgeschoond" in said
    assert sorted(lines(store)["wat"]) == ["bekeken", "bekeken", "logboek opgeschoond"]
    assert prune(store, 400) == 0 and lines(store).height == 3
    assert main(["log", "--bewaar", "0"]) == 1
    assert "--bewaar is een heel aantal dagen" in capsys.readouterr().err


def test_the_writer_keeps_to_the_retention_of_the_configuration(
    store: Store, own_log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "toegang.toml"
    path.write_text("bewaar_logboek_dagen = 30", "utf-8")
    monkeypatch.setenv("CIJFERTAFEL_TOEGANG", str(path))
    fill(store, [(31, "een", "bekeken"), (29, "een", "bekeken")])
    note(store.url, "twee", "gemeente", Deed.LOOKED, "bereik")
    assert sorted(written(own_log, store)["wat"]) == ["bekeken", "bekeken", "logboek opgeschoond"]


def test_an_import_on_the_command_line_is_a_line(store: Store, own_log: Log, tmp_path: Path) -> None:
    path = tmp_path / "gebeurtenissen.csv"
    path.write_text("datum,indicator,soort,titel\n2022-01-01,*,beleid,Nieuw beleid\n", "utf-8")
    assert main(["import", str(path)]) == 0
    found = written(own_log, store)
    assert (found["wat"].item(), found["onderwerp"].item()) == ("ingelezen", "1 nieuw, 0 gewijzigd, 0 afgekeurd")


def fill(store: Store, rows: list[tuple[int, str, str]]) -> None:
    """Lines of so many days ago."""
    now = datetime.now(UTC)
    values = [vars(Line(now - timedelta(days=days), who, what, "")) for days, who, what in rows]
    with store.transaction() as connection:
        connection.execute(sa.insert(Logregel), values)


def test_the_query_of_a_line_can_be_read_back_by_eye() -> None:
    query = Query("bereik", ("2022",), (), (("gebied", "A1"),), date(2022, 12, 31))
    assert query.described() == "bereik · gebied=A1 · 2022 · op 2022-12-31"
    assert Query("wachtend").described() == "wachtend"

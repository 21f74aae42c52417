"""Can the store be made, opened, upgraded and trusted?"""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.engines import kind_of
from data.frames import read_frame, schema_of, table_class
from data.migrations import HEAD
from data.migrations.upgrade import configuration
from data.store import Store, StoreError, as_url, create_engine, open_store, store_exists
from data.tables import Aanmelding, Table
from tests.table import table


def test_models_and_migrations_agree(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_the_constant_names_the_last_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD


@pytest.mark.sqlite
def test_every_connection_has_wal_busy_timeout_and_foreign_keys(store: Store) -> None:
    with store.engine.connect() as one, store.engine.connect() as two:
        for connection in (one, two):
            read = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "busy_timeout")
            }
            assert read == {"journal_mode": "wal", "busy_timeout": 30000}
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_new_store_has_the_teams_without_area(store: Store) -> None:
    areas = read_frame(store, "gebieden").sort("gebied")
    assert areas["gebied"].to_list() == ["MBO", "VO", "VSO", "stedelijk"]
    assert areas["soort"].unique().to_list() == ["zonder gebied"]


@pytest.mark.parametrize("name", sorted(Table.metadata.tables))
def test_empty_tables_have_their_types(store: Store, name: str) -> None:
    frame = read_frame(store, name)
    assert dict(frame.schema) == schema_of(table_class(name))
    assert pl.Null not in frame.dtypes


@pytest.mark.sqlite
def test_missing_store_is_not_made_by_opening(own_store: Path) -> None:
    with pytest.raises(StoreError, match="Er is nog geen opslag"):
        open_store()
    assert not store_exists()
    assert not own_store.exists()


@pytest.mark.sqlite
def test_file_of_something_else_is_refused(own_store: Path) -> None:
    own_store.write_text("Dit is een brief.\n" * 500)
    with pytest.raises(StoreError, match="is geen opslag van Cijfertafel"):
        open_store(create=True)


@pytest.mark.sqlite
def test_other_database_is_refused(own_store: Path) -> None:
    with sqlite3.connect(own_store) as connection:
        connection.execute("CREATE TABLE recepten (naam TEXT)")
    with pytest.raises(StoreError, match="is geen opslag van Cijfertafel"):
        open_store(create=True)


@pytest.mark.sqlite
def test_damaged_store_is_named_as_damaged(own_store: Path) -> None:
    store = open_store(create=True)
    store.engine.dispose()
    content = bytearray(own_store.read_bytes())
    content[4096 : 4096 * 20] = os.urandom(4096 * 19)
    own_store.write_bytes(content)
    with pytest.raises(StoreError, match=r"beschadigd|is geen opslag"):
        open_store().version()


def test_newer_store_is_refused(store: Store) -> None:
    with store.transaction() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="nieuwere versie van Cijfertafel"):
        open_store()


def test_older_store_is_upgraded_in_place(own_store: Path) -> None:
    from alembic import command

    older = Store(as_url(str(own_store)), create_engine(as_url(str(own_store))))
    with older.transaction() as connection:
        command.upgrade(configuration(connection), "0001")
    identity = older.version().stand_id
    upgraded = open_store()
    assert upgraded.version().stand_id == identity
    assert {name for name in Table.metadata.tables if not read_frame(upgraded, name).is_empty()} == {
        "opslag",
        "gebieden",
    }


def test_two_processes_may_make_the_store_at_once(own_store: Path) -> None:
    problems: list[Exception] = []

    def make() -> None:
        try:
            open_store(create=True)
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert read_frame(open_store(), "opslag").height == 1


def test_writing_transaction_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction() as connection:
        connection.execute(sa.text("UPDATE opslag SET wijziging = 7"))
        _ = 1 / 0
    assert store.version().wijziging == 0


def test_drawn_table_has_the_real_columns_and_refuses_others() -> None:
    frame = table(
        Aanmelding,
        """
        aanmelding | gezin_id | aanmelddatum | gewenst_later | jeugdigen
        A1         | G1       | 2022-03-31   | ja            | 2
        A2         | G2       | 2022-04-01   |               |
        """,
    )
    assert dict(frame.schema) == schema_of(Aanmelding)
    assert frame["gewenst_later"].to_list() == [True, None]
    with pytest.raises(AssertionError, match="has no column aanmeldatum"):
        table(Aanmelding, "aanmeldatum\n2022-01-01")


def test_column_files_are_used_only_for_the_version_they_were_made_of(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.columnar.ENOUGH_ROWS", 1)
    folder = kind_of(store.url).column_folder(store.url)
    assert folder is not None
    first = read_frame(store, "gebieden")
    (kept,) = folder.glob("gebieden-*.arrow")
    assert read_frame(store, "gebieden").equals(first)

    with store.transaction() as connection:
        connection.execute(sa.text("DELETE FROM gebieden WHERE gebied = 'VO'"))
        connection.execute(sa.text("UPDATE opslag SET wijziging = wijziging + 1"))
    assert read_frame(store, "gebieden").height == first.height - 1
    (newer,) = folder.glob("gebieden-*.arrow")
    assert newer != kept

    damaged = newer.read_bytes()
    newer.unlink()  # a mapped file stays what it is for who has it open, so it is replaced and not written over
    newer.write_bytes(damaged[: len(damaged) // 2])
    assert read_frame(store, "gebieden").height == first.height - 1
    newer.unlink()
    newer.write_bytes(b"beschadigd")
    assert read_frame(store, "gebieden").height == first.height - 1
    with store.transaction() as connection:
        connection.execute(sa.text("UPDATE opslag SET voorbeeld = TRUE"))
    assert store.is_example()
    assert read_frame(store, "opslag")["voorbeeld"].to_list() == [True]

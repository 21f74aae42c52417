"""Are prepared frames kept beside the store, mapped rather than read, and never used for other rows or other rules?"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

import metrics.prepare
import world
from data.facts import read_dataset
from data.settings import Settings, load_settings
from data.store import Store, open_store
from metrics.prepare import KEPT, LARGE
from tests.places import new_place
from tests.small_municipality import PEILDATUM, fill


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr("data.columnar.ENOUGH_ROWS", 1)
    made = open_store(str(new_place(tmp_path)), create=True)
    fill(made)
    return made


def _frames(store: Store, settings: Settings | None = None) -> dict[str, pl.DataFrame]:
    return world.World(store, read_dataset(store, settings or load_settings())).frames


def _files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.rglob("*.bewerkt-*.arrow"))


def _refuse(*_: object, **__: object) -> pl.DataFrame:
    raise AssertionError("prepared again")


def test_the_next_process_does_not_prepare_again(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _frames(store)
    assert len(_files(tmp_path)) == len(KEPT)
    for name in LARGE:
        monkeypatch.setattr(metrics.prepare, f"_{name}", _refuse)
    monkeypatch.setattr("holidays.country_holidays", _refuse)
    again = _frames(store)
    for name in KEPT:
        assert again[name].equals(first[name]) and again[name].schema == first[name].schema


def test_other_rows_and_other_days_off_are_prepared_anew(store: Store, tmp_path: Path) -> None:
    first, kept = _frames(store), _files(tmp_path)
    _frames(store, Settings(**{**vars(load_settings()), "extra_feestdagen": (PEILDATUM,)}))
    assert not set(_files(tmp_path)) & set(kept)

    with store.transaction() as connection:
        connection.execute(sa.text("DELETE FROM aanmeldingen WHERE aanmelding LIKE '%2'"))
        connection.execute(sa.text("UPDATE opslag SET wijziging = wijziging + 1"))
    assert 0 < _frames(store)["aanmeldingen"].height < first["aanmeldingen"].height


def test_files_can_be_deleted_or_damaged_at_any_time(store: Store, tmp_path: Path) -> None:
    first = _frames(store)
    held = _frames(store)
    for path in tmp_path.rglob("*.arrow"):
        path.unlink()
        path.write_bytes(b"beschadigd")
    assert _frames(store)["leveringen"].equals(first["leveringen"])
    assert held["leveringen"].equals(first["leveringen"])

"""What may every test count on? A store of its own, and never the store of the person at this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data import store as store_module
from data.store import Store, open_store
from tests.example_store import example_store  # noqa: F401  (a fixture)


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every test has its own, not yet existing store; the default place points to nowhere."""
    path = tmp_path / "store" / "test.sqlite"
    path.parent.mkdir()
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(path))
    monkeypatch.setenv("CIJFERTAFEL_SLEUTEL", "alleen-voor-de-tests")
    monkeypatch.delenv("CIJFERTAFEL_INSTELLINGEN", raising=False)
    monkeypatch.setattr(store_module, "DEFAULT_PATH", tmp_path / "no test may use the default store" / "x.sqlite")
    yield path
    store_module.close(store_module.as_url(str(path)))


@pytest.fixture
def store(own_store: Path) -> Store:
    """An empty store of the present release."""
    return open_store(create=True)


@pytest.fixture(autouse=True, scope="session")
def default_store_untouched() -> Iterator[None]:
    """Fails the run when a test, or a process that it started, touched the default store."""
    folder = store_module.DEFAULT_PATH.parent

    def present() -> dict[str, tuple[int, int]]:
        found = folder.glob(store_module.DEFAULT_PATH.stem + ".*")
        return {file.name: (file.stat().st_size, file.stat().st_mtime_ns) for file in found}

    before = present()
    yield
    assert present() == before, "Een test raakte de opslag op de standaardplek."

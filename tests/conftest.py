"""What may every test count on? A store of its own, and never the store of the person at this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from data import store as store_module
from data.store import Store, open_store
from metrics.viewer import INVENTED, looking_as
from tests.example_store import example_store  # noqa: F401  (a fixture)
from tests.order import longest_first
from tests.places import ON_SERVER, empty_store, fill_empty, give_back, new_place, place_to_fill
from tests.postgres_server import postgres  # noqa: F401  (a fixture)

# A busy machine is no bug: examples have no time limit of their own.
settings.register_profile("cijfertafel", deadline=None)
settings.load_profile("cijfertafel")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest goes first; what is about a file itself has nothing to test when the stores are databases."""
    longest_first(items)
    for item in items:
        if ON_SERVER and item.get_closest_marker("sqlite"):
            item.add_marker(pytest.mark.skip(reason="This is about a store in a file; here stores are databases."))


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Path | str]:
    """Every test has its own, not yet existing store; the default place points to nowhere."""
    (tmp_path / "store").mkdir()
    place = (place_to_fill if "store" in request.fixturenames else new_place)(tmp_path / "store", "test.sqlite")
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(place))
    monkeypatch.setenv("CIJFERTAFEL_KOLOMMEN", str(tmp_path / "kolommen"))
    monkeypatch.setenv("CIJFERTAFEL_SLEUTEL", "alleen-voor-de-tests")
    monkeypatch.delenv("CIJFERTAFEL_INSTELLINGEN", raising=False)
    monkeypatch.setattr(store_module, "DEFAULT_PATH", tmp_path / "no test may use the default store" / "x.sqlite")
    yield place
    give_back(place)


@pytest.fixture(autouse=True)
def looked_at_by_everybody() -> Iterator[None]:
    """Tests look as one does at invented data, unless they say as whom; a page finds out for itself."""
    with looking_as(INVENTED):
        yield


@pytest.fixture(scope="session")
def empty_store_file(tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    """An empty store, made once: migrations take most of the time of a small test."""
    return empty_store(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def store(own_store: Path | str, empty_store_file: Path | str) -> Store:
    """An empty store of the present release."""
    fill_empty(own_store, empty_store_file)
    return open_store()


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

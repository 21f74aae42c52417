"""Are scenarios kept under their name, found by their link, and left as they were?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.scenarios import MOST, ScenarioError, keep, remove, scenario, scenarios
from data.store import Store, open_store
from tests.places import new_place

ON = date(2026, 10, 31)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(new_place(tmp_path)), create=True)


def test_a_kept_scenario_is_found_by_its_key_and_does_not_touch_the_figures(store: Store) -> None:
    before = store.version()
    kept = keep(store, "  Minder instroom ", {"instroom": ["-10"]}, {"euro": 1.5, "budget": None}, "v-1", ON)
    assert store.version() == before
    found = scenario(store, kept.key)
    assert found == kept
    assert (kept.name, kept.levers, kept.answer) == (
        "Minder instroom", {"instroom": ["-10"]}, {"euro": 1.5, "budget": None}
    )  # fmt: skip
    assert scenario(store, "bestaat niet") is None


def test_a_name_is_given_once_and_never_empty(store: Store) -> None:
    keep(store, "Langer", {}, {}, "v-1", ON)
    with pytest.raises(ScenarioError, match="al een scenario met de naam"):
        keep(store, "LANGER", {}, {}, "v-1", ON)
    with pytest.raises(ScenarioError, match="Geef het scenario een naam"):
        keep(store, "   ", {}, {}, "v-1", ON)
    assert len(scenarios(store)) == 1


def test_newest_comes_first_and_a_removed_one_is_gone(store: Store) -> None:
    keys = [keep(store, name, {}, {}, "v-1", ON).key for name in ("een", "twee")]
    assert [each.name for each in scenarios(store)] == ["twee", "een"]
    remove(store, keys[1])
    remove(store, keys[1])
    assert [each.key for each in scenarios(store)] == keys[:1]


def test_there_is_an_end_to_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.scenarios.MOST", 1)
    keep(store, "een", {}, {}, "v-1", ON)
    with pytest.raises(ScenarioError, match="Verwijder er eerst een"):
        keep(store, "twee", {}, {}, "v-1", ON)
    assert MOST > 1

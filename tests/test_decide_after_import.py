"""Are small numbers decided when a delivery was read, and does reading go on when that fails?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

import data.decisions
import results
import world
from data.__main__ import main
from data.decisions import is_large, read_blocks, unsafe_blocks, write_block
from data.frames import read_frame
from data.store import Store
from data.tables import Afschermblok
from metrics.protection.decisions import Decisions
from metrics.protection.suppression import RULE_VERSION
from tests.stocked import aanmeldingen, areas, stock


@pytest.fixture
def delivery(store: Store, tmp_path: Path) -> Path:
    """One more file for a store that has some aanmeldingen."""
    stock(
        store, {"gebieden": areas(4), "aanmeldingen": aanmeldingen(Random(3), 60, teams=4)}, delivered=date(2023, 2, 28)
    )
    file = tmp_path / "bereikopgave.csv"
    file.write_text("organisatie;voorziening;periode;gebied;deelnemers\nBuurt;Inloop;2022;;40\n", "utf-8")
    return file


def decided(store: Store) -> int:
    return read_blocks(store).filter(versie=str(store.version())).height


def test_a_small_store_is_decided_when_asked(store: Store, delivery: Path) -> None:
    assert not is_large(store)
    assert main(["import", str(delivery)]) == 0
    assert decided(store) == 0


def test_a_large_store_is_decided_after_reading(store: Store, delivery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data.decisions, "LARGE", 50)
    assert main(["import", "--vaststellen", str(delivery)]) == 0
    assert decided(store) > 3


def test_a_script_does_not_wait_for_deciding(
    store: Store, delivery: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(data.decisions, "LARGE", 50)
    assert main(["import", str(delivery)]) == 0
    assert decided(store) == 0
    assert capsys.readouterr().err == ""


def test_what_was_read_stays_when_deciding_fails(
    store: Store, delivery: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(**_: object) -> None:
        raise RuntimeError("no more memory")

    monkeypatch.setattr(data.decisions, "LARGE", 50)
    monkeypatch.setattr(results, "decide", fails)
    before = str(store.version())
    assert main(["import", "--vaststellen", str(delivery)]) == 0
    assert str(store.version()) != before
    assert "python -m metrics decide" in capsys.readouterr().err


def test_what_somebody_asks_is_decided_once(store: Store, delivery: Path) -> None:
    assert main(["import", str(delivery)]) == 0
    results.result(results.Query("gewenst_later", ("2022",)))
    known = decided(store)
    assert known > 0
    results.result(results.Query("gewenst_later", ("2022",), ("team",)))
    assert decided(store) == known


def test_numbers_of_a_whole_large_city_do_not_wait(
    store: Store, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world, "LARGE_CITY", 50)
    assert main(["import", str(delivery)]) == 0
    results.result(results.Query("gewenst_later", ("2022",)))
    assert decided(store) == 0
    results.result(results.Query("gewenst_later", ("2022",), ("team",)))
    assert decided(store) > 0


def test_the_administrator_sees_which_block_was_not_released(store: Store, delivery: Path) -> None:
    version = str(store.version())
    lines = read_frame(store, "afscherming").select("options", "per", "periode", "cel", "noemer")
    for key, narrow in (("ervaring", 3), ("gewenst_later", 0)):
        row = Afschermblok(indicator=key, jaar=2022, versie=version, regelversie=RULE_VERSION, nauw=narrow)
        write_block(store, row, lines)
    assert unsafe_blocks(store, version) == [("ervaring", 2022)]
    assert results.unsafe() == [("Ervaring van gezinnen", 2022)]


def test_a_delivery_about_something_else_needs_no_new_decision(
    store: Store, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results.result(results.Query("gewenst_later", ("2022",)))
    before = read_frame(store, "afscherming").filter(indicator="gewenst_later")
    assert main(["import", str(delivery)]) == 0
    assert decided(store) == 0

    def decides_again(*_: object) -> None:
        raise AssertionError("the same numbers are decided once more")

    monkeypatch.setattr(Decisions, "decide", decides_again)
    shown = results.result(results.Query("gewenst_later", ("2022",), ("team",))).frame
    assert shown["afgeschermd"].any()
    assert decided(store) > 0
    assert before.height and read_frame(store, "afscherming").filter(indicator="gewenst_later").equals(before)

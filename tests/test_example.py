"""Is the example municipality the same each time, at Utrecht's scale, invented, and delivered as in real life?"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.example import leveringen_frame, plan
from data.example.deliveries import LEVERDATA, news
from data.example.draws import LAST_DAY, day, evenly, generator, quotas
from data.example.truth import Truth
from data.example.zorg import test_numbers as invented_numbers
from data.facts import read_dataset
from data.frames import read_frame
from data.settings import load_settings
from data.store import open_store
from data.tables import SOURCE_TABLES

ROOT = Path(__file__).resolve().parent.parent
REAL_PROVIDERS = ("KOOS", "Spoor030", "Yeph", "Moviera", "Lister", "Altrecht", "Jellinek", "Timon", "Intermetzo")
FINGERPRINT = (
    "from data.example.truth import Truth\n"
    "truth = Truth()\n"
    "tables = [*truth.records().values(), truth.vierkanten, truth.prognoses, truth.populatie]\n"
    "print([int(table.hash_rows(seed=1).sum()) for table in tables])\n"
)


@pytest.fixture(scope="module")
def truth() -> Truth:
    return Truth()


def fingerprint(hash_seed: str) -> str:
    env = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", FINGERPRINT], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_two_processes_make_the_same_municipality() -> None:
    assert fingerprint("1") == fingerprint("2")


def test_a_year_has_utrechts_scale(truth: Truth) -> None:
    asked = truth.aanmeldingen.filter(organisatie="Lokalis").group_by(pl.col("aanmelddatum").dt.year()).len()
    for year, number in asked.filter(pl.col("aanmelddatum").is_between(2019, 2025)).iter_rows():
        assert 4_800 <= number <= 5_900, year
    begin, end = date(2022, 1, 1), date(2022, 12, 31)
    active = truth.aanmeldingen.filter(
        pl.col("organisatie") == "Lokalis",
        pl.col("startdatum") <= end,
        pl.col("einddatum").is_null() | (pl.col("einddatum") >= begin),
    )
    assert 8_400 <= active.height <= 9_000
    assert 6_200 <= active["gezin_id"].n_unique() <= 6_340
    begun = truth.aanmeldingen.filter(pl.col("startdatum").dt.year() == 2022)
    days = begun.select((pl.col("einddatum") - pl.col("startdatum")).dt.total_days().mean()).item()
    assert 245 <= days <= 300


@pytest.mark.parametrize(("wet", "low", "high"), [("jw", 4_600, 5_400), ("wmo", 2_300, 2_700)])
def test_aanvullende_zorg_has_utrechts_scale(truth: Truth, wet: str, low: int, high: int) -> None:
    for year in range(2019, 2026):
        running = truth.leveringen.filter(
            pl.col("wet") == wet,
            pl.col("begindatum") <= date(year, 12, 31),
            pl.col("einddatum").is_null() | (pl.col("einddatum") >= date(year, 1, 1)),
        )
        assert low <= running["client_id"].n_unique() <= high, year


def test_a_share_asked_for_is_met_to_within_one_row() -> None:
    stratum = pl.Series([0] * 70 + [1] * 30).to_numpy()
    spread = evenly(stratum, generator("a test"))
    assert [int((spread[stratum == each] < 0.3).sum()) for each in (0, 1)] == [21, 9]
    assert quotas([0.4, 0.4, 0.4, 0.8]).sum() == 2


def test_every_column_is_one_that_the_importer_knows(truth: Truth) -> None:
    frames = {**truth.records(), "vierkanten": truth.vierkanten, "populatie": truth.populatie}
    for name, frame in frames.items():
        own = {column for column in frame.columns if not column.startswith("bekend")}
        assert own <= set(SOURCE_TABLES[name].model_fields), name


def test_populations_of_the_areas_add_up_to_the_city(truth: Truth) -> None:
    city = pl.col("gebied") == "stad"
    sums = truth.populatie.group_by("jaar", "doelgroep").agg(
        pl.col("aantal").filter(city).sum().alias("stad"), pl.col("aantal").filter(~city).sum().alias("gebieden")
    )
    assert (sums["stad"] == sums["gebieden"]).all()


def test_providers_are_invented_and_pseudonyms_are_no_citizen_numbers(truth: Truth) -> None:
    names = " ".join(plan.table("aanbieders")["naam"].to_list()).lower()
    assert not [name for name in REAL_PROVIDERS if name.lower() in names]
    assert not truth.leveringen["client_id"].str.contains(r"^\d{9}$").any()
    assert not truth.aanmeldingen["gezin_id"].str.contains(r"^\d{9}$").any()


def test_numbers_for_messages_lie_in_the_test_range_and_belong_to_one_person() -> None:
    numbers = invented_numbers()
    assert len(numbers) == 9_091 and numbers[0] == "999900006" and numbers[-1] == "999999990"
    known = leveringen_frame().filter(pl.col("bsn").is_not_null()).select("client_id", "bsn").unique()
    assert known["client_id"].n_unique() == known.height == known["bsn"].n_unique()


def test_a_factor_gives_more_people_and_no_more_keys_in_common(truth: Truth) -> None:
    three = Truth(3)
    assert three.aanmeldingen.height == 3 * truth.aanmeldingen.height
    assert three.aanmeldingen["aanmelding"].n_unique() == three.aanmeldingen.height
    assert three.leveringen["client_id"].n_unique() == 3 * truth.leveringen["client_id"].n_unique()
    assert three.leveringen["levering"].n_unique() == 3 * truth.leveringen.height
    assert three.uitputting["kosten"].sum() == pytest.approx(3 * truth.uitputting["kosten"].sum())


def test_a_delivery_holds_what_was_known_then_and_the_last_one_is_not_complete(truth: Truth) -> None:
    frame = pl.DataFrame(
        {
            "aanmelding": ["vroeg", "laat", "later"],
            "einddatum": [date(2026, 9, 2), None, date(2026, 10, 5)],
            "bekend": [day(date(2026, 8, 20)), day(date(2026, 11, 4)), day(date(2026, 10, 6))],
            "bekend_kennismaking": [None, None, None],
            "bekend_start": [None, None, None],
            "bekend_einde": [day(date(2026, 10, 3)), None, day(date(2026, 11, 1))],
            "kennismakingsdatum": [None, None, None],
            "startdatum": [None, None, None],
        }
    )
    assert _keys(news(frame, "aanmeldingen", date(2026, 7, 31), date(2026, 8, 31))) == [("vroeg", None)]
    last = news(frame, "aanmeldingen", date(2026, 9, 30), date(2026, 10, 31))
    assert _keys(last) == [("vroeg", date(2026, 9, 2)), ("later", None)]
    october = truth.aanmeldingen.filter(pl.col("aanmelddatum") >= date(2026, 10, 1))
    later = october["bekend"].drop_nulls() > LAST_DAY
    assert 0.02 < later.sum() / len(later) < 0.4


def _keys(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    return frame.select("aanmelding", "einddatum").rows()


def test_the_store_holds_every_row_that_was_known_in_its_last_state(truth: Truth, example_store: Path) -> None:
    store = open_store(str(example_store))
    assert store.is_example()
    stored = read_frame(store, "aanmeldingen").sort("aanmelding")
    known = truth.aanmeldingen.filter(pl.col("bekend") <= LAST_DAY).sort("aanmelding")
    assert stored["aanmelding"].to_list() == known["aanmelding"].to_list()
    ended = pl.when(known["bekend_einde"] <= LAST_DAY).then(known["einddatum"])
    assert stored["einddatum"].equals(known.select(ended.alias("einddatum")).to_series())
    codes = {*plan.table("gebieden")["gebied"], "VO", "MBO"}
    assert set(stored["team"]) == codes


def test_dirty_rows_are_rejected_with_a_sentence_and_all_deliveries_are_in(example_store: Path) -> None:
    store = open_store(str(example_store))
    rejected = read_frame(store, "afgekeurd")
    assert rejected.height >= 12
    assert rejected["zin"].str.ends_with(".").all()
    assert {"aanmeldingen", "leveringen", "ervaringen", "uitputting"} <= set(rejected["tabel"])
    imports = read_frame(store, "imports")
    assert set(imports["leverdatum"]) - {None} == set(LEVERDATA)
    assert imports["afgewezen"].is_null().all()


def test_the_delivery_lag_can_be_measured_and_is_about_a_month(example_store: Path) -> None:
    dataset = read_dataset(open_store(str(example_store)), load_settings())
    assert dataset.peildatum == date(2026, 10, 31)
    assert {name: 25 <= days <= 35 for name, days in dataset.lags().items()} == {
        "aanmeldingen": True,
        "leveringen": True,
        "ervaringen": True,
        "uitputting": True,
    }

"""Do messages give the same figures as a CSV of the leveringen they tell about, from file to figure?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest

from data.example import leveringen_frame, plan
from data.example.messages import messages_of, postcodes_of
from data.example.truth import LEVERING_COLUMNS
from data.frames import read_frames
from data.importing import import_paths
from data.store import open_store
from tests.deliver import TODAY
from tests.measuring import measure
from tests.places import new_place
from tests.test_messages_hostile import zipped

PEILDATUM = "2025-12-31"
TABLES = ("leveringen", "aanbieders", "zorgvormen", "gebieden")
QUESTIONS: list[tuple[str, tuple[str, ...]]] = [
    ("in_zorg", ()),
    ("in_zorg", ("aanbieder", "wet")),
    ("gemiddeld_in_zorg", ("zorgvorm",)),
    ("instroom", ("gebied",)),
    ("uitstroom", ("leeftijdsgroep",)),
    ("reden_beeindiging", ()),
    ("verwijzer", ("wet",)),
    ("doorstroom", ()),
    ("in_een_keer_goed", ()),
    ("wachttijd_toewijzing", ()),
    ("wachttijd_toewijzing", ("zorgvormgroep", "ses")),
    ("wachttijd_beoogd", ("aanbieder",)),
]


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, pl.DataFrame]]:
    """The tables of two stores: one filled with messages, one with a CSV, about the same 400 clients."""
    folder = tmp_path_factory.mktemp("wegen")
    rows = leveringen_frame().filter(pl.col("bsn").is_not_null())
    clients = rows["bsn"].unique().sort().gather_every(22)
    rows = rows.filter(pl.col("bsn").is_in(clients.implode())).with_columns(
        pl.col("bekend_begin", "bekend_einde").cast(pl.Int32).cast(pl.Date),
        pl.when(pl.col("reden_beeindiging").is_not_null()).then("einddatum"),
    )
    _references(folder)
    csv, xml = folder / "leveringen.csv", folder / "berichten.zip"
    rows.with_columns(client_id="bsn").select(LEVERING_COLUMNS).write_csv(csv, separator=";")
    postcodes = postcodes_of(plan.table("postcodes"))
    messages = [(name, content) for _, name, content in messages_of(rows, postcodes, date.max)]
    Random(7).shuffle(messages)
    xml.write_bytes(zipped(*messages))
    with pytest.MonkeyPatch.context() as patch:
        # Beside a database stands no file with a key; and both roads must give a person the same pseudonym.
        patch.setenv("CIJFERTAFEL_SLEUTEL", "alleen-voor-de-tests")
        return {road.name: _tables(folder, road) for road in (csv, xml)}


def _references(folder: Path) -> None:
    for name in ("gebieden", "postcodes", "aanbieders", "zorgvormen"):
        plan.table(name).write_csv(folder / f"{name}_tabel.csv", separator=";")


def _tables(folder: Path, road: Path) -> dict[str, pl.DataFrame]:
    store = open_store(str(new_place(folder, f"{road.suffix[1:]}.sqlite")), create=True)
    summary = import_paths(store, [*folder.glob("*_tabel.csv"), road], today=TODAY)
    assert summary.rejected == 0, summary
    return read_frames(store, TABLES)


def test_both_roads_give_as_many_leveringen(roads: dict[str, dict[str, pl.DataFrame]]) -> None:
    heights = {name: tables["leveringen"].height for name, tables in roads.items()}
    assert len(set(heights.values())) == 1
    assert min(heights.values()) > 400


@pytest.mark.parametrize(("key", "per"), QUESTIONS)
def test_both_roads_give_the_same_figures(
    roads: dict[str, dict[str, pl.DataFrame]], key: str, per: tuple[str, ...]
) -> None:
    periods = ("2021", "2023", "2024-H1", "2025")
    by_csv, by_xml = (measure(key, tables, *periods, per=per, on=PEILDATUM) for tables in roads.values())
    assert by_csv
    assert by_xml == by_csv


def test_only_messages_know_when_a_request_was_made(roads: dict[str, dict[str, pl.DataFrame]]) -> None:
    by_csv, by_xml = (measure("wachttijd_verzoek", tables, "2024", on=PEILDATUM) for tables in roads.values())
    assert by_csv == []
    # In the example a request is sent six days before its toewijzing.
    after_grant = measure(
        "wachttijd_toewijzing", {**roads["berichten.zip"]}, "2024", where=[("groep", "regulier")], on=PEILDATUM
    )
    assert by_xml[0]["noemer"] <= after_grant[0]["noemer"]
    assert by_xml[0]["mediaan"] > after_grant[0]["mediaan"]

"""Does `python -m metrics` answer as agreed: columns, order, formats, errors and exit codes?"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from data.store import Store
from data.tables import Aanbieder, Aanmelding, Alias, Gebied, Levering, Populatie
from metrics import CATALOGUE
from metrics.__main__ import main
from tests.stocked import stock
from tests.table import table

DELIVERED = date(2022, 12, 31)
Output = pytest.CaptureFixture[str]


def families(team: str, count: int) -> str:
    """Aanmeldingen of March 2021, met on the next working day or (every third) two weeks later."""
    day = {0: "2021-03-22", 1: "2021-03-09", 2: "2021-03-09"}
    lines = [
        f"{team}{n} | {team}{n} | {team} | 2021-03-08 | {day[n % 3]} | 2021-04-01 | 2021-12-31" for n in range(count)
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def municipality(store: Store) -> Store:
    """Area A with 60 families, B with 4, and clients at two providers."""
    head = "aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum | startdatum | einddatum\n"
    care = "\n".join(f"{n} | c{n} | 00{n % 2 + 1} | jw | 2021-02-01 | 2021-06-30 | 31" for n in range(60))
    frames = {
        "gebieden": table(Gebied, "gebied | naam | wijk | ses_groep\nA | Alfa | Noord | laag\nB | Bravo | Zuid | hoog"),
        "aliassen": table(Alias, "alias | gebied\nBoven | A"),
        "populatie": table(
            Populatie,
            "gebied | jaar | doelgroep | aantal\nA | 2021 | gezinnen | 500\nB | 2021 | gezinnen | 400\n"
            "stad | 2021 | gezinnen | 900",
        ),
        "aanmeldingen": table(Aanmelding, head + families("A", 60) + families("B", 4)),
        "aanbieders": table(Aanbieder, "aanbieder | naam\n001 | De Brug\n002 | Het Anker"),
        "leveringen": table(
            Levering,
            "levering | client_id | aanbieder | wet | begindatum | einddatum | reden_beeindiging\n" + care,
        ),
    }
    stock(store, frames, delivered=DELIVERED)
    return store


def shown(capsys: Output, *words: str) -> list[dict[str, Any]]:
    assert main(["show", *words, "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    rows: list[dict[str, Any]] = json.loads(captured.out, parse_constant=lambda text: pytest.fail(f"{text} is no JSON"))
    return rows


@pytest.mark.usefixtures("municipality")
class TestShow:
    def test_json_has_periode_dimensions_with_names_and_the_fixed_columns_in_order(self, capsys: Output) -> None:
        rows = shown(capsys, "bereik", "--per", "gebied", "--period", "2021", "--unprotected")
        assert list(rows[0]) == [
            "periode", "gebied", "gebied_naam", "teller", "noemer", "waarde", "voorlopig", "afgeschermd", "waarom_leeg",
        ]  # fmt: skip
        assert [(row["gebied"], row["gebied_naam"], row["teller"]) for row in rows] == [
            ("A", "Alfa", 60),
            ("B", "Bravo", 4),
        ]
        assert rows[0]["waarde"] == 60 / 500

    def test_small_numbers_are_hidden_unless_unprotected(self, capsys: Output) -> None:
        protected = {row["gebied"]: row for row in shown(capsys, "bereik", "--per", "gebied", "--period", "2021")}
        assert (protected["B"]["teller"], protected["B"]["waarde"], protected["B"]["afgeschermd"]) == (None, None, True)

    def test_unprotected_is_logged(self, capsys: Output, municipality: Store) -> None:
        shown(capsys, "bereik", "--period", "2021")
        shown(capsys, "bereik", "--period", "2021", "--unprotected")
        with municipality.engine.connect() as connection:
            lines = connection.execute(sa.text("SELECT wat, onderwerp FROM logboek")).all()
        assert [line.onderwerp for line in lines] == ["bereik · 2021"]

    def test_periods_come_in_the_order_asked_and_those_without_rows_are_left_out(self, capsys: Output) -> None:
        asked = ["--period", "2021-03", "--period", "2020", "--period", "2021"]
        rows = shown(capsys, "kennismaking_binnen_vijf_werkdagen", *asked, "--unprotected")
        assert [row["periode"] for row in rows] == ["2021-03", "2021"]
        assert rows[0]["waarde"] == pytest.approx(42 / 64)

    def test_where_takes_keys_names_aliases_and_options(self, capsys: Output) -> None:
        for word in ("A", "alfa", "boven"):
            rows = shown(capsys, "bereik", "--period", "2021", "--where", f"gebied={word}", "--unprotected")
            assert [(row["teller"], row["noemer"]) for row in rows] == [(60, 500)]
        where = ["--where", "gebied=A", "--where", "gebied=B", "--where", "doelgroep=gezinnen"]
        assert shown(capsys, "bereik", "--period", "2021", *where, "--unprotected")[0]["teller"] == 64

    def test_value_without_rows_gives_an_empty_list(self, capsys: Output) -> None:
        assert shown(capsys, "in_zorg", "--period", "2021", "--where", "aanbieder=Bestaat niet", "--unprotected") == []

    def test_on_sets_the_peildatum(self, capsys: Output) -> None:
        (row,) = shown(capsys, "in_zorg", "--period", "2021", "--on", "2021-03-01", "--unprotected")
        assert (row["waarde"], row["voorlopig"]) == (60, True)

    def test_without_periods_every_year_with_rows(self, capsys: Output) -> None:
        assert [row["periode"] for row in shown(capsys, "instroom", "--unprotected")] == ["2021"]

    def test_waiting_carries_the_peildatum_and_its_leg_as_a_number(self, capsys: Output) -> None:
        rows = shown(capsys, "wachtend", "--on", "2021-03-15", "--unprotected")
        assert {(row["periode"], row["been"]) for row in rows} == {("2021-03-15", 1), ("2021-03-15", 2)}

    def test_csv_holds_the_same_rows(self, capsys: Output) -> None:
        assert main(["show", "bereik", "--per", "gebied", "--period", "2021", "--format", "csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out), delimiter=";"))
        assert [(row["gebied"], row["noemer"]) for row in rows] == [("A", "500"), ("B", "400")]
        assert (rows[1]["teller"], rows[1]["waarde"], rows[1]["waarom_leeg"]) == (
            "afgeschermd",
            "afgeschermd",
            "afgeschermd",
        )

    def test_table_is_dutch(self, capsys: Output) -> None:
        assert main(["show", "bereik", "--per", "gebied", "--period", "2021", "--unprotected"]) == 0
        text = capsys.readouterr().out
        assert "Bereik van de basiszorg. Peildatum 31-12-2022." in text
        assert "12,0%" in text
        assert main(["show", "in_zorg", "--period", "1999"]) == 0
        assert "Geen rijen" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("words", "named"),
        [
            (["show", "bestaat_niet"], "bereik"),
            (["show", "bereik", "--per", "straat"], "gebied, team"),
            (["show", "bereik", "--where", "straat=x"], "gebied, team"),
            (["show", "bereik", "--where", "doelgroep=iedereen"], "gezinnen, volwassenen"),
            (["show", "bereik", "--where", "gebied"], "NAAM=WAARDE"),
            (["show", "bereik", "--period", "2022-13"], "2022-Q1"),
            (["show", "bereik", "--on", "gisteren"], "2022-12-31"),
            (["show", "wachtend", "--period", "2022"], "kent geen periode"),
            (["show", "bereik", "--format", "xml"], "python -m metrics show"),
            (["show"], "python -m metrics show"),
            (["toon"], "python -m metrics"),
            ([], "python -m metrics"),
        ],
    )
    def test_error_is_one_dutch_sentence_on_stderr_that_names_what_is_possible(
        self, capsys: Output, words: list[str], named: str
    ) -> None:
        assert main(words) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        assert named in captured.err
        assert captured.err.count("\n") == 1
        assert "Traceback" not in captured.err


def test_list_names_every_indicator(capsys: Output) -> None:
    assert main(["list"]) == 0
    text = capsys.readouterr().out
    assert all(key in text for key in CATALOGUE)
    assert main(["list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [record["sleutel"] for record in listed] == list(CATALOGUE)
    assert listed[0]["definitie"] == CATALOGUE[listed[0]["sleutel"]].definition


def test_process_without_a_store_exits_with_one_and_a_sentence() -> None:
    command = [sys.executable, "-m", "metrics", "show", "bereik", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "nog geen opslag" in done.stderr


def test_empty_store_gives_an_empty_list(store: Store, capsys: Output) -> None:
    for key, indicator in CATALOGUE.items():
        period = [] if indicator.on_peildatum else ["--period", "2022"]
        assert shown(capsys, key, *period, "--unprotected") == []

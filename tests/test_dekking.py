"""Does docs/dekking.md say what is there, and does the example show what the documents that it names say?"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from data.tables.registers import Huisvesting, Ouderervaring, Vroegsignaal
from metrics.registers import REGISTERS
from pages.parts import agreements
from pages.parts.register_sheets import SHEETS
from results import Query, result
from tests.measuring import column, measure
from tests.table import table

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "dekking.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("|") and "`" in line
]
KEYS = {row[3].strip("`") for row in ROWS}


def test_every_register_has_one_row() -> None:
    assert {*REGISTERS, "bereik_opgave"} == KEYS
    assert len(ROWS) == len(KEYS)


def test_every_figure_stands_on_the_page_and_sheet_of_its_row() -> None:
    for _, _, place, key, _, _ in ROWS:
        page, sheet = place.split(", ")
        shown = {each.key for each in (figure for column in SHEETS[sheet] for figure in column)}
        assert (page, key.strip("`") in shown) == ("Verdieping", True), key


def test_every_document_of_a_row_is_in_the_list_with_a_line() -> None:
    known = set(re.findall(r"^- \*\*(\w+)\*\* —", TEXT, re.MULTILINE))
    named = {part for row in ROWS for part in row[1].split("; ")}
    assert all(re.fullmatch(rf"({'|'.join(known)}), \d+(–\d+)?", part) for part in named), named
    assert {part.split(",")[0] for part in named} == known


def test_every_test_that_is_named_exists() -> None:
    named = [each for row in ROWS for each in re.findall(r"`(\w+\.py)::(\w+)`", row[5])]
    assert len(named) >= len(ROWS)
    for file, name in named:
        tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
        assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, f"{file}::{name}"


def test_the_survey_of_parents_counts_4_and_5_of_valid_answers() -> None:
    rows = table(
        Ouderervaring,
        """
        invuller | vraag   | invuldatum | score
        i1       | gehoord | 2026-03-01 | 5
        i2       | gehoord | 2026-03-01 | 4
        i3       | gehoord | 2026-03-01 | 3
        i4       | gehoord | 2026-03-01 | n.v.t.
        i5       | gehoord | 2026-08-01 | 1
        """,
    )
    found = measure("ervaring_brede_ondersteuning", {"ouderervaringen": rows}, "2026-H1", on="2026-06-30")
    assert column(found, "teller", "noemer") == [(2.0, 3.0)]


def test_a_late_effect_is_counted_in_the_month_of_the_signal() -> None:
    rows = table(
        Vroegsignaal,
        """
        maand      | bezocht | gesproken | wil_hulp | later_hulp
        2025-11-01 | 50      | 40        | 6        | 3
        2025-12-01 | 50      | 20        | 3        | 2
        2026-01-01 | 50      | 20        | 3        |
        """,
    )
    late = measure("vroegsignalering_later", {"vroegsignalen": rows}, "2025", on="2026-06-30")
    assert column(late, "waarde") == [5.0]
    door = measure("vroegsignalering_hulp", {"vroegsignalen": rows}, "2025", on="2026-06-30")
    assert column(door, "teller", "noemer") == [(9.0, 60.0)]


def test_moving_on_is_the_share_of_agreed_homes() -> None:
    rows = table(
        Huisvesting,
        """
        doelgroep       | periode | uitgestroomd | afgesproken
        Beschermd wonen | 2025    | 30           | 40
        Opvang          | 2025    | 20           | 50
        Opvang          | 2024    | 50           | 50
        """,
    )
    found = measure("huisvesting_uitstroom", {"huisvesting": rows}, "2025", on="2026-06-30")
    assert column(found, "doelgroep", "waarde") == [("Beschermd wonen", 0.75), ("Opvang", 0.4)]


def test_both_readings_of_who_decides_stand_with_the_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ((name, said),) = agreements.agreed(REGISTERS["maatwerkpot_bedrag"])
    assert name == "Wie beslist boven € 5.000"
    assert said.startswith("Hier 4: gezinswerker, manager van een buurtteam, projectleider")
    assert "vier mensen, met een gezinswerker" in said and "drie, zonder" in said
    own = tmp_path / "eigen.toml"
    own.write_text('maatwerkpot_beslissers = ["manager van een buurtteam", "projectleider", "manager W&I"]\n')
    monkeypatch.setenv("CIJFERTAFEL_INSTELLINGEN", str(own))
    assert agreements.agreed(REGISTERS["maatwerkpot_bedrag"])[0][1].startswith("Hier 3: manager van een buurtteam,")
    assert agreements.agreed(REGISTERS["maatwerkpot_gezinnen"]) == []


@pytest.fixture
def example(example_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))


def shown(key: str, *periods: str, per: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    return result(Query(key, periods, per)).frame.to_dicts()


@pytest.mark.usefixtures("example")
def test_what_began_in_2026_has_no_row_before() -> None:
    for key in ("beschikkingen", "klachten_brede_ondersteuning"):
        assert {row["periode"] for row in shown(key, "2025-H1", "2025-H2", "2026-H1")} == {"2026-H1"}


@pytest.mark.usefixtures("example")
def test_ten_teams_held_more_driegesprekken_and_eight_did_not() -> None:
    rows = shown("driegesprekken", "2021-H2", "2022-H1", per=("team",))
    held = {(row["team"], row["periode"]): row["waarde"] for row in rows}
    more = [held[team, "2022-H1"] > held[team, "2021-H2"] for team, period in held if period == "2022-H1"]
    assert (sum(more), len(more)) == (10, 18)


@pytest.mark.usefixtures("example")
def test_the_reason_is_mostly_anders_and_not_known_before_june_2022() -> None:
    rows = shown("driegesprek_reden_niet", "2021", "2022")
    assert {row["periode"] for row in rows} == {"2022"}
    number = {row["reden_niet"]: row["waarde"] for row in rows}
    assert number["anders"] > sum(number.values()) / 2


@pytest.mark.usefixtures("example")
def test_teams_that_the_report_names_are_high_and_low_on_digital_plans() -> None:
    known = {row["team"]: row["waarde"] for row in shown("gezinsplan_digitaal", "2022", per=("team",)) if row["waarde"]}
    order = sorted(known, key=lambda team: known[team])
    assert set(order[:2]) == {"kanaleneiland-zuid", "overvecht-centrum"}
    assert order[-1] == "vleuten"
    assert not {"MBO", "oost"} & set(known)


@pytest.mark.usefixtures("example")
def test_goals_on_psychische_gezondheid_rose_and_those_on_opvoeden_are_most() -> None:
    rows = shown("doelen_per_leefgebied", "2022-H1", "2022-H2")
    number = {(row["leefgebied"], row["periode"]): row["waarde"] for row in rows}
    rise = {theme: number[theme, "2022-H2"] / number[theme, "2022-H1"] for theme, _ in number}
    assert max(rise, key=lambda theme: rise[theme]) == "psychische gezondheid"
    assert max(number, key=lambda place: number[place]) == ("opvoeden en opgroeien", "2022-H2")


@pytest.mark.usefixtures("example")
def test_the_general_provision_reports_8000_people() -> None:
    rows = shown("bereik_opgave", "2020", per=("voorziening",))
    assert [(row["voorziening"], row["waarde"]) for row in rows] == [("SPDO", 8000)]

"""Do the figures that are computed from the example come near the figures that Utrecht published?

The figures stand in `published.csv` with their source; nothing but this test reads them. Every figure is asked the way
a person asks it: `python -m metrics show`, protected.
"""

from __future__ import annotations

import csv
import json
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

PUBLISHED = Path(__file__).parent / "published.csv"
SHORTEST = {"Lunetten", "De Meern", "Leidsche Rijn Terwijde", "VO", "MBO"}
LONGEST = {"Hoograven", "Ondiep", "Zuilen", "Overvecht De Gagel"}


def lines() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture
def show(example_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """What `python -m metrics show` answers on the example, as rows."""
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))

    def ask(*arguments: str) -> list[dict[str, Any]]:
        monkeypatch.setattr(sys, "argv", ["metrics", "show", *arguments, "--format", "json"])
        capsys.readouterr()
        code: Any = 0
        try:
            runpy.run_module("metrics", run_name="__main__", alter_sys=False)
        except SystemExit as end:
            code = end.code
        output = capsys.readouterr()
        assert not code, output.err
        rows: list[dict[str, Any]] = json.loads(output.out)
        return rows

    return ask


def asked(line: dict[str, str]) -> Any:
    """A line to ask; before 2021 it is a long test, because small numbers of such a year are decided for it alone."""
    marks = pytest.mark.long if line["periode"] < "2021" else ()
    return pytest.param(line, marks=marks, id=line["nummer"])


def test_there_is_a_line_for_every_published_value() -> None:
    numbers = {line["nummer"] for line in lines()}
    assert {f"P{number:02d}" for number in (*range(1, 17), 20, 21)} <= numbers
    assert all(line["bron"] for line in lines())


@pytest.mark.parametrize("line", [asked(line) for line in lines()])
def test_a_published_figure_is_computed_within_its_margin(line: dict[str, str], show: Any) -> None:
    where = [word for choice in line["keuze"].split("&") if choice for word in ("--where", choice)]
    (row,) = show(line["indicator"], "--period", line["periode"], *where)
    assert row["afgeschermd"] is False
    assert row["waarde"] == pytest.approx(float(line["waarde"]), abs=float(line["marge"]))
    if line["noemer"]:
        assert row["noemer"] == int(line["noemer"])
    if line["teller_van"]:
        assert int(line["teller_van"]) <= row["teller"] <= int(line["teller_tot"])


def test_the_named_teams_are_the_quickest_and_the_slowest_of_2022(show: Any) -> None:
    """Among all teams, hidden or not; what is shown of them is what was ranked, and the named ones are shown."""
    key, every = "werkdagen_tot_kennismaking", ("--period", "2022")
    rows = show(key, *every, "--per", "team", "--unprotected")
    by_team = {row["team"]: row["waarde"] for row in rows}
    assert len(by_team) == 20 and None not in by_team.values()
    shown = {row["team"]: row["waarde"] for row in show(key, *every, "--per", "team") if not row["afgeschermd"]}
    assert shown.items() <= by_team.items()
    ranked = sorted(by_team, key=lambda team: by_team[team])
    assert {*ranked[:5], *ranked[-4:]} <= shown.keys()
    for names, expected in ((SHORTEST, ranked[:5]), (LONGEST, ranked[-4:])):
        found = [row["team"] for name in names for row in show(key, *every, "--per", "team", "--where", f"team={name}")]
        assert sorted(found) == sorted(expected)


def test_reach_is_higher_where_means_are_low_and_rises_where_they_are_high(show: Any) -> None:
    assert all(row["waarde"] > 0 for row in show("ses_kloof", "--period", "2021", "--period", "2022"))
    before, after = show("bereik", "--period", "2021", "--period", "2022", "--where", "ses=hoog")
    assert before["waarde"] < after["waarde"]


def test_the_highest_and_the_lowest_reach_are_where_they_were_published(show: Any) -> None:
    by_area = {row["gebied"]: row["waarde"] for row in show("bereik", "--period", "2022", "--per", "gebied")}
    areas = {area: value for area, value in by_area.items() if value is not None}
    assert max(areas, key=lambda area: areas[area]) == "overvecht-de-gagel"
    assert min(areas, key=lambda area: areas[area]) == "oost"

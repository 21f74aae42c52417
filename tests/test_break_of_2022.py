"""Does the best known break of the example show two lines, refuse the fall, and offer the same yardstick?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import as_url, close
from pages.parts import export, table
from pages.parts.figure import Figure
from pages.parts.look import LIGHT
from pages.parts.views import Picture
from results import Context, Query, Result

KENNISMAKING = "kennismaking_binnen_vijf_werkdagen"
QUARTERS = tuple(f"{year}-Q{quarter}" for year in (2021, 2022) for quarter in (1, 2, 3, 4))


@pytest.fixture(autouse=True)
def example(example_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    yield
    close(as_url(str(example_store)))


def drawn(view: str, *periods: str) -> tuple[Picture, tuple[Result, ...]]:
    figure = Figure(view, Query(KENNISMAKING, periods))
    answers = figure.answers(Context.GEDEELD)
    return figure.draw(answers, LIGHT), answers


def test_no_line_runs_from_2021_into_2022() -> None:
    picture, _ = drawn("lezingen", *QUARTERS)
    lines = [trace for trace in picture.spec["data"] if trace.get("mode") == "lines" and len(trace["x"]) > 1]
    new_year = 2022 * 4
    assert any(max(line["x"]) < new_year for line in lines) and any(min(line["x"]) >= new_year for line in lines)
    assert not any(min(line["x"]) < new_year <= max(line["x"]) for line in lines)
    assert "Trendbreuk op 1 januari 2022: Nieuw registratiesysteem" in picture.reading.sentence


def test_the_fall_is_refused_and_both_years_stand_on_one_yardstick() -> None:
    picture, answers = drawn("meetlat", "2022")
    assert answers[0].query.periods == ("2021", "2022")
    everybody = {row["periode"]: row["waarde"] for row in answers[0].frame.to_dicts()}
    told = " en ".join(f"{round(100 * everybody[year])}% in {year}" for year in ("2021", "2022"))
    assert picture.reading.title == f"Op dezelfde meetlat: {told}"
    assert "54% in 2021, 32% in 2022" in picture.reading.sentence
    assert "noemen we niet: op 1 januari 2022 veranderde de telling" in picture.reading.sentence
    assert "gewenst later bestaat niet meer" in picture.reading.sentence
    assert not re.search(r"22 procentpunt|−22|daalde|lager|gedaald", picture.reading.alt)


def test_table_and_file_name_the_break_too() -> None:
    _, answers = drawn("lezingen", *QUARTERS)
    assert any("Trendbreuk op 1 januari 2022" in remark for remark in table.remarks(answers))
    assert "Trendbreuk;" in export.csv_bytes(answers).decode("utf-8-sig")

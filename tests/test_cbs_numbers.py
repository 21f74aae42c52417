"""Do the numbers in a CBS workbook "Kerncijfers wijken en buurten" become those of our areas and of the city?

The workbook of CBS itself is not kept here. Point CIJFERTAFEL_CBS at the one of Utrecht, 2023, to try that too.
"""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest

from data.frames import read_frame
from data.importing import import_paths
from data.store import Store
from tests.workbook import workbook

PLAN = Path(__file__).resolve().parents[1] / "data" / "example" / "plan"
CBS = Path(os.environ.get("CIJFERTAFEL_CBS", ""))

UTRECHT = {
    "west": (3630, 29040), "ondiep-pijlsweerd": (2265, 20765), "zuilen": (3220, 23940),
    "overvecht-spoorzoom": (1360, 9095), "overvecht-centrum": (920, 8275), "overvecht-vechtzoom": (1315, 8590),
    "overvecht-de-gagel": (1440, 8950), "noordoost": (4980, 40520), "oost": (2895, 32770), "binnenstad": (965, 19625),
    "lunetten": (1415, 11340), "hoograven-tolsteeg": (2220, 16505), "dichters-rivierenwijk": (1860, 14320),
    "kanaleneiland-noord": (1505, 13755), "kanaleneiland-zuid": (1440, 11840), "leidsche-rijn": (8445, 47105),
    "vleuten": (7580, 38220), "de-meern": (2375, 13060), "stad": (49847, 367947),
}  # fmt: skip
"""Households with children and inhabitants in 2023, added up from the published buurten."""

HEAD: list[object] = ["gwb_code_10", "gwb_code_8", "regio", "gm_naam", "recs", "a_inw", "a_00_14", "a_hh", "a_hh_m_k"]
INVENTED: list[list[object]] = [
    HEAD,
    ["GM9999  ", "9999", "Hoek", "Hoek", "Gemeente", 2013, 500, 900, 407],
    ["WK999901", "999901", "Wijk 01", "Hoek", "Wijk", 2010, 495, 900, 405],
    ["BU99990101", "99990101", "Boven", "Hoek", "Buurt", 1200, 300, 500, 250],
    ["BU99990102", "99990102", "Midden", "Hoek", "Buurt", 800, 195, 400, 155],
    ["BU99990103", "99990103", "Haven", "Hoek", "Buurt", 0, ".", ".", "."],
    ["BU99990104", "99990104", "Punt", "Hoek", "Buurt", 10, ".", ".", "."],
    ["GM9998", "9998", "Elders", "Elders", "Gemeente", 77, 7, 7, 7],
    ["BU99980101", "99980101", "Ver", "Elders", "Buurt", 77, 7, 7, 7],
]


def numbers(store: Store) -> dict[str, dict[str, int]]:
    """Per doelgroep the number of each area."""
    rows = read_frame(store, "populatie")
    assert rows["jaar"].unique().to_list() == [2023]
    assert rows["bron"].unique().to_list() == ["CBS Kerncijfers wijken en buurten 2023"]
    groups = rows.partition_by("doelgroep", as_dict=True)
    return {str(group): dict(part.select("gebied", "aantal").rows()) for (group,), part in groups.items()}


def test_a_workbook_in_the_shape_of_cbs_gives_areas_and_city(store: Store, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("gebied;naam\nB;Boven en haven\nM;Midden\nP;Punt\n")
    (tmp_path / "b.csv").write_text("buurt;gebied\nBU99990101;B\nBU99990103;B\nBU99990102;M\nBU99990104;P\n")
    (tmp_path / "kwb_2023.xlsx").write_bytes(workbook({"kwb": INVENTED}))
    summary = import_paths(store, sorted(tmp_path.iterdir()))
    assert (summary.rejected, [each.refused for each in summary.files]) == (0, [None] * 3)
    assert numbers(store) == {
        "gezinnen": {"B": 250, "M": 155, "stad": 407},
        "inwoners": {"B": 1200, "M": 800, "P": 10, "stad": 2013},
    }


def test_the_city_is_the_published_number_and_not_the_sum_of_its_areas(store: Store, tmp_path: Path) -> None:
    """People without a known address are in the number of the municipality only."""
    (tmp_path / "b.csv").write_text("buurt;gebied\nBU99990101;VO\nBU99990102;VO\nBU99990103;VO\n")
    (tmp_path / "kwb_2023.xlsx").write_bytes(workbook({"kwb": [row for row in INVENTED if "Punt" not in row]}))
    import_paths(store, sorted(tmp_path.iterdir()))
    assert numbers(store)["gezinnen"] == {"VO": 405, "stad": 407}


@pytest.mark.skipif(not CBS.is_file(), reason="CIJFERTAFEL_CBS wijst geen bestand aan")
def test_the_workbook_of_cbs_gives_the_households_of_utrecht(store: Store) -> None:
    summary = import_paths(store, [PLAN / "gebieden.csv", PLAN / "buurten.csv", CBS], jaar=2023)
    assert (summary.rejected, [each.refused for each in summary.files]) == (0, [None] * 3)
    found = numbers(store)
    assert {area: (found["gezinnen"][area], found["inwoners"][area]) for area in found["gezinnen"]} == UTRECHT


def test_the_areas_of_the_example_are_those_of_the_published_table() -> None:
    """So the test above compares every area, also while it is skipped."""
    assert {*pl.read_csv(PLAN / "gebieden.csv", separator=";")["gebied"], "stad"} == set(UTRECHT)

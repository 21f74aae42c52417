"""Do downloads of households and inhabitants from CBS StatLine become the same noemers as the workbook?"""

from __future__ import annotations

from pathlib import Path

import pytest

from data.frames import read_frame
from data.store import Store
from tests.test_statline import odata, read

KWB_LABELS = """\
"Wijken en buurten";"Regioaanduiding/Codering (code)";"Bevolking/Aantal inwoners (aantal)";\
"Particuliere huishoudens/Huishoudens met kinderen (aantal)"
"Utrecht";"GM0344    ";"367947";"49847"
"Wijk 07 Zuid";"WK034407  ";"27860";"3640"
"Lunetten-Noord";"BU03440711";"5670";"700"
"Lunetten-Zuid";"BU03440712";"5670";"715"
"Bron: CBS"
"""
KWB_V3 = odata(
    "odata.metadata=https://opendata.cbs.nl/ODataApi/odata/85618NED/$metadata#TypedDataSet",
    *(
        {"ID": n, "WijkenEnBuurten": code, "SoortRegio_2": "x", "AantalInwoners_5": people,
         "HuishoudensMetKinderen_31": families}
        for n, (code, people, families) in enumerate(
            [("GM0344    ", 367947, 49847), ("BU03440711", 5670, 700), ("BU03440712", 5670, 715)]
        )
    ),
)  # fmt: skip
KWB_V4 = """\
Id;Measure;ValueAttribute;Value;WijkenEnBuurten
1;T001036;None;367947;GM0344
2;1016030;None;49847;GM0344
3;T001036;None;5670;BU03440711
4;1016030;None;700;BU03440711
5;T001036;None;5670;BU03440712
6;1016030;None;715;BU03440712
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Kerncijfers_wijken_en_buurten_2023_22112026_101010.csv", KWB_LABELS),
        ("kwb.json", KWB_V3),
        ("85618NED_Observations.csv", KWB_V4),
    ],
)
def test_households_and_inhabitants_are_a_noemer_as_from_the_workbook(
    store: Store, tmp_path: Path, name: str, text: str
) -> None:
    outcome = read(store, tmp_path, {name: text})[f"{name} populatie"]
    assert (outcome.stored, outcome.rejected, outcome.warnings) == (4, 0, [])
    found = read_frame(store, "populatie").select("gebied", "jaar", "doelgroep", "aantal", "bron").rows()
    source = "CBS Kerncijfers wijken en buurten 2023"
    assert set(found) == {
        ("lunetten", 2023, "gezinnen", 1415, source),
        ("lunetten", 2023, "inwoners", 11340, source),
        ("stad", 2023, "gezinnen", 49847, source),
        ("stad", 2023, "inwoners", 367947, source),
    }
    assert read_frame(store, "vergelijkcijfers").is_empty()


def test_a_table_without_a_year_asks_for_one(store: Store, tmp_path: Path) -> None:
    outcome = read(store, tmp_path, {"kwb.csv": KWB_LABELS})["kwb.csv"]
    assert "--jaar" in str(outcome.refused)
    assert read(store, tmp_path, {"kwb.csv": KWB_LABELS}, jaar=2023)["kwb.csv populatie"].stored == 4

"""Do files that a user downloads from CBS StatLine become the rows that somebody with the file beside it expects?

Every file is small, written by hand, and in the shape that StatLine or its OData service gives.
"""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from data.frames import read_frame
from data.importing import import_paths, preview_paths
from data.importing.outcome import FileOutcome
from data.store import Store

PLAN = Path(__file__).resolve().parents[1] / "data" / "example" / "plan"
V3 = "http://opendata.cbs.nl/ODataApi/OData/85098NED/$metadata#Cbs.OData.WebAPI.TypedDataSet"
V4 = "https://datasets.cbs.nl/odata/v1/CBS/85098NED/$metadata#Observations"


def read(store: Store, folder: Path, files: dict[str, str], *, jaar: int | None = None) -> dict[str, FileOutcome]:
    """What came of the files, after the areas and buurten of the example; by name and table."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = [PLAN / "gebieden.csv", PLAN / "buurten.csv", *(folder / name for name in files)]
    summary = import_paths(store, paths, jaar=jaar)
    return {f"{each.bestand} {each.tabel}" if each.tabel else each.bestand: each for each in summary.files}


def rows(store: Store) -> list[tuple[object, ...]]:
    frame = read_frame(store, "vergelijkcijfers").sort("onderwerp", "regio", "periode")
    return frame.select("onderwerp", "regio", "naam", "periode", "waarde", "eenheid", "tabel", "status").rows()


SES = """\
"Perioden";"Wijken en buurten";"Regiocode (gemeente, wijk, buurt) (code)";"Particuliere huishoudens (Aantal)";\
"SES-WOA/Totaalscore/Gemiddelde score (Getal)";"SES-WOA/Deelscore welvaart/Gemiddelde score (Getal)"
"2021";"Nederland";"NL00      ";" 8000000";"   0.010";"   0.200"
"2021";"Utrecht";"GM0344    ";"  187000";"   0.063";"   0.300"
"2021";"Wijk 01 West";"WK034401  ";"   15000";"  -0,100";"   0,100"
"2021";"Ver weg";"WK036300  ";"   15000";"  -0.200";"   0.100"
"2022*";"Utrecht";"GM0344    ";"  187000";"       .";"       ."
"Bron: CBS"
"""

LAYOUT = """\
"Indicatoren jeugdzorg in natura; gemeenten"

"Onderwerp";"Jongeren met jeugdhulp in natura";"Jongeren met jeugdhulp in natura";"Jeugdbescherming"
"Perioden";"2021";"2022*";"2021"
"Regio's";"%";"%";"%"
"Nederland";"9,9";"10,1";"1,0"
"Utrecht (PV)";"9,7";"10,0";"1,1"
"Utrecht (gemeente)";"12,0";"x";"1,2"
"Bron: CBS"
"""

TURNED = """\
"Indicatoren jeugdzorg in natura; gemeenten, voorlopige cijfers"
"Regio's";"";"Nederland";"Nederland";"Houten"
"Onderwerp";"Perioden";"2023";"2024";"2024"
"Jongeren met jeugdhulp in natura";"%";"10,2";"10,3";"-"
"Bron: CBS"
"""

BRONDATA = """\
ID;RegioS;Perioden;JongerenMetJeugdhulpInNatura_1;JongerenMetJeugdbescherming_3
0;NL01  ;2023JJ00;10.4;0.9
1;GM0344;2023JJ00;11.4;1.0
2;PV26  ;2023JJ00;10.0;1.0
3;GM0344;2023KW03;3.4;.
"""

OBSERVATIONS = """\
"Id";"Measure";"ValueAttribute";"Value";"RegioS";"Perioden"
0;"M009999";"None";10.5;"NL01";"2024JJ00"
1;"M009999";"None";11.5;"GM0344";"2024JJ00"
2;"M009999";"Impossible";;"GM0310";"2024JJ00"
3;"M008888";"None";5;"GM0344";"2024JJ00"
"""


def odata(context: str, *values: dict[str, object]) -> str:
    return json.dumps({context.split("=")[0]: context.split("=", 1)[1], "value": list(values)})


JEUGDHULP = [
    (
        "label columns, decimals both ways, own wijken only, a point is not a nought",
        {"SES_WOA_scores_per_wijk_en_buurt_25042023_160857.csv": SES},
        [
            ("ses-woa", "GM0344", "Utrecht", "2021", 0.063, "score", None, "definitief"),
            ("ses-woa", "NL", "Nederland", "2021", 0.01, "score", None, "definitief"),
            ("ses-woa", "WK034401", "Wijk 01 West", "2021", -0.1, "score", None, "definitief"),
        ],
    ),
    (
        "the picture of a table: title, head rows, stars, and names instead of codes",
        {"85098NED_layout.csv": LAYOUT},
        [
            ("jeugdhulp", "NL", "Nederland", "2021", 9.9, "procent", "85098NED", "definitief"),
            ("jeugdhulp", "NL", "Nederland", "2022", 10.1, "procent", "85098NED", "voorlopig"),
            ("jeugdhulp", "Utrecht", "Utrecht", "2021", 12.0, "procent", "85098NED", "definitief"),
        ],
    ),
    (
        "the same table turned, provisional by its title",
        {"turned.csv": TURNED},
        [
            ("jeugdhulp", "NL", "Nederland", "2023", 10.2, "procent", None, "voorlopig"),
            ("jeugdhulp", "NL", "Nederland", "2024", 10.3, "procent", None, "voorlopig"),
        ],
    ),
    (
        "OData version 3 as CSV: codes say nothing of being final",
        {"UntypedDataSet.csv": BRONDATA},
        [
            ("jeugdhulp", "GM0344", None, "2023", 11.4, "procent", None, None),
            ("jeugdhulp", "GM0344", None, "2023-Q3", 3.4, "procent", None, None),
            ("jeugdhulp", "NL", "Nederland", "2023", 10.4, "procent", None, None),
        ],
    ),
    (
        "OData version 3 as JSON, its table in the address, a star at the period",
        {
            "typed.json": odata(
                f"odata.metadata={V3}",
                {"ID": 0, "RegioS": "NL01  ", "Perioden": "2024JJ00*", "JongerenMetJeugdhulpInNatura_1": 10.4},
                {"ID": 1, "RegioS": "GM0344", "Perioden": "2024JJ00*", "JongerenMetJeugdhulpInNatura_1": None},
            )
        },
        [("jeugdhulp", "NL", "Nederland", "2024", 10.4, "procent", "85098NED", "voorlopig")],
    ),
    (
        "OData version 4 as CSV, with the lists of codes beside it, whatever the order",
        {
            "Observations.csv": OBSERVATIONS,
            "MeasureCodes.csv": '"Identifier";"Title";"Unit"\n"M009999";"Jongeren met jeugdhulp in natura";"%"\n',
            "PeriodenCodes.csv": '"Identifier";"Title";"Status"\n"2024JJ00";"2024**";"Provisional"\n',
            "RegioSCodes.csv": '"Identifier";"Title"\n"GM0344";"Utrecht (gemeente)"\n"NL01";"Nederland"\n',
        },
        [
            ("jeugdhulp", "GM0344", "Utrecht", "2024", 11.5, "procent", None, "nader voorlopig"),
            ("jeugdhulp", "NL", "Nederland", "2024", 10.5, "procent", None, "nader voorlopig"),
        ],
    ),
    (
        "OData version 4 as JSON, with the title of the measure in it",
        {
            "v4.json": odata(
                f"@odata.context={V4}",
                {"Id": 0, "Measure": "M1", "MeasureLabel": "Jongeren met jeugdhulp in natura", "Value": 9.1,
                 "RegioS": "NL01", "Perioden": "2019JJ00"},
            )
        },
        [("jeugdhulp", "NL", "Nederland", "2019", 9.1, "procent", "85098NED", None)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in JEUGDHULP], ids=[case[0] for case in JEUGDHULP])
def test_figures_to_lay_beside_the_own_ones(
    store: Store, tmp_path: Path, files: dict[str, str], expected: list[tuple[object, ...]]
) -> None:
    outcomes = read(store, tmp_path, files)
    assert [each.refused for each in outcomes.values()] == [None] * len(outcomes)
    assert rows(store) == expected
    assert read_frame(store, "populatie").is_empty()


def test_a_definitive_figure_takes_the_place_of_the_provisional_one(store: Store, tmp_path: Path) -> None:
    head = "RegioS;Perioden;JongerenMetJeugdhulpInNatura_1\n"
    read(store, tmp_path, {"eerst.csv": head + "NL01;2024JJ00*;10.0\n"})
    later = read(store, tmp_path, {"later.csv": '"Perioden";"Regio\'s";"Jongeren met jeugdhulp in natura (%)"\n'
                                                '"2024";"Nederland";"10,4"\n'})  # fmt: skip
    assert (later["later.csv vergelijkcijfers"].changed, rows(store)[0][4:]) == (
        1,
        (10.4, "procent", None, "definitief"),
    )
    again = read(store, tmp_path, {"later.csv": (tmp_path / "later.csv").read_text()})
    assert again["later.csv vergelijkcijfers"].unchanged == 1


def test_what_cannot_be_read_is_rejected_with_its_record_and_a_sentence(store: Store, tmp_path: Path) -> None:
    text = """\
Perioden;Regio's;Geslacht;Jongeren met jeugdhulp in natura (%)
2024;Nederland;Totaal mannen en vrouwen;10,4
2024;Nederland;Mannen;11,4
2023/'24;Nederland;Totaal mannen en vrouwen;10,4
2023;Nederland;Totaal mannen en vrouwen;veel
2022;Nederland;Totaal mannen en vrouwen;104
2021;;Totaal mannen en vrouwen;10
"""
    outcome = read(store, tmp_path, {"jeugd.csv": text})["jeugd.csv vergelijkcijfers"]
    found = outcome.rejections.sort("record").select("record", "kolom", "reden").rows()
    assert found == [
        (4, "periode", "geen periode"), (5, "jeugdhulp", "geen getal"),
        (6, "jeugdhulp", "buiten bereik"), (7, "regio", "onbekende regio"),
    ]  # fmt: skip
    assert all(outcome.rejections["zin"].str.ends_with("."))
    assert [row[3:5] for row in rows(store)] == [("2024", 10.4)]


def test_figures_of_parts_without_a_total_are_rejected_and_not_added_up(store: Store, tmp_path: Path) -> None:
    text = """\
Perioden;Regio's;Geslacht;Jongeren met jeugdhulp in natura (%)
2024;Nederland;Mannen;11,4
2024;Nederland;Vrouwen;9,4
"""
    outcome = read(store, tmp_path, {"jeugd.csv": text})["jeugd.csv vergelijkcijfers"]
    assert outcome.rejections["reden"].to_list() == ["dubbel", "dubbel"]
    assert rows(store) == []


def test_the_newest_leverdatum_stays_that_of_our_own_data(store: Store, tmp_path: Path) -> None:
    """A figure about 2025 would otherwise move the peildatum of every page."""
    read(store, tmp_path, {"f.csv": "RegioS;Perioden;JongerenMetJeugdhulpInNatura_1\nNL01;2025JJ00;10.0\n"})
    assert read_frame(store, "imports")["leverdatum"].null_count() == read_frame(store, "imports").height


def test_a_preview_says_the_same_and_stores_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(BRONDATA)
    assert [each.stored for each in preview_paths(store, [tmp_path / "f.csv"]).files] == [3]
    assert rows(store) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"value": [', "beschadigd"),
        ("[1, 2]", "niet herkend"),
        ('{"value": 3}', "niet herkend"),
        ('{"value": []}', "geen rijen"),
        ('{"value": [{"RegioS": {"a": 1}, "JongerenMetJeugdhulpInNatura_1": 1}]}', "niet herkend"),
        ("[" * 100_000, "beschadigd"),
        ('{"a": 1}', "niet herkend"),
        ('{"value": [{"zz": "x"}]}', "geen enkele tabel"),
    ],
)
def test_a_json_file_that_is_none_of_ours_is_refused_with_a_sentence(
    store: Store, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "x.json").write_text(text)
    summary = import_paths(store, [tmp_path / "x.json"])
    assert (summary.exit_code, said in str(summary.files[0].refused)) == (1, True)


def test_a_picture_without_regions_is_refused_with_what_to_choose(store: Store, tmp_path: Path) -> None:
    outcome = read(store, tmp_path, {"p.csv": '"Titel"\n"Onderwerp";"Perioden"\n"Iets";"2024"\n"Bron: CBS"\n'})["p.csv"]
    assert "statistische symbolen" in str(outcome.refused)


def test_rows_of_other_places_are_counted_in_a_warning(store: Store, tmp_path: Path) -> None:
    outcome = read(store, tmp_path, {"s.csv": SES})["s.csv vergelijkcijfers"]
    assert outcome.warnings == [
        "Een cijfer gaat over een provincie of een andere plaats en is niet ingelezen.",
        "Een cijfer geeft het CBS niet (een punt, x of streepje) en is niet ingelezen.",
    ]
    assert read_frame(store, "vergelijkcijfers").schema["leverdatum"] == pl.Date

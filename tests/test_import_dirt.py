"""Which dirt of real files is read, and which is refused with a sentence? Every outcome is written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from data.frames import read_frame
from data.importing import import_paths
from data.store import Store
from tests.workbook import workbook

TODAY = date(2026, 11, 22)
AREAS = "gebied;naam\nG1;West\nG2;Noordoost\n"
ALIASES = "alias;gebied\nHet Westen;West\n"
HEAD = "aanmelding;gezin_id;team;aanmelddatum"
BSN = "123456782"  # of the range for tests

ANSWERS = ["helemaal oneens", "Oneens", "neutraal", "EENS", "Helemaal eens", "n.v.t.", "5", "6"]

Rejected = tuple[int, str | None, str, str | None]


@dataclass(frozen=True)
class Dirt:
    """`content` under `name`; the rows of `table` afterwards (only `columns`), and what was refused."""

    what: str
    content: str | bytes
    rows: Sequence[tuple[object, ...]]
    columns: str = "aanmelding team aanmelddatum"
    table: str = "aanmeldingen"
    rejected: list[Rejected] = field(default_factory=list)
    refused: str | None = None
    warning: str | None = None
    name: str = "bestand.csv"


D = date
ONE = [("A1", "G1", D(2022, 3, 31))]


def budget(kosten: str) -> str:
    rows = [f"X;2022-0{i + 1};{amount}" for i, amount in enumerate(kosten.split())]
    return "\n".join(["aanbieder;maand;kosten", *rows])


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


DIRT = [
    Dirt("BOM", b"\xef\xbb\xbf" + f"{HEAD}\nA1;F1;G1;2022-03-31\n".encode(), ONE),
    Dirt(
        "Windows-1252",
        "organisatie;doelgroep\nCaf\xe9 De Brug;gezinnen\n".encode("cp1252"),
        [("Café De Brug", "gezinnen")], "organisatie doelgroep", "organisaties",
    ),
    Dirt("UTF-16 from Excel", f"{HEAD}\nA1;F1;G1;2022-03-31\n".replace(";", "\t").encode("utf-16"), ONE),
    Dirt("tab", f"{HEAD}\nA1;F1;G1;2022-03-31\n".replace(";", "\t"), ONE),
    Dirt("comma", f"{HEAD}\nA1;F1;G1;2022-03-31\n".replace(";", ","), ONE),
    Dirt("line of Excel that names the separator", f"sep=;\n{HEAD}\nA1;F1;G1;2022-03-31\n", ONE),
    Dirt("Windows line ends and no last one", f"{HEAD}\r\nA1;F1;G1;2022-03-31", ONE),
    Dirt("old Mac line ends", f"{HEAD}\rA1;F1;G1;2022-03-31\r", ONE),
    Dirt(
        "quoted separator, quote and line break; the record after it keeps its number",
        'organisatie;doelgroep\n"Buurt; ""Zuid""\nen Noord";gezinnen\nLokalis;kinderen\n',
        [('Buurt; "Zuid"\nen Noord', "gezinnen")], "organisatie doelgroep", "organisaties",
        [(3, "doelgroep", "niet in lijst", "kinderen")],
    ),
    Dirt(
        "blank lines are skipped but counted, as a spreadsheet does",
        f"{HEAD}\n\nA1;F1;G1;2022-03-31\n;;;\n   \nA2;F2;G1;ooit\n\n", ONE,
        rejected=[(6, "aanmelddatum", "geen datum", None)],
    ),
    Dirt("blank lines before the head", f"\n\n{HEAD}\nA1;F1;G1;2022-03-31\n", ONE),
    Dirt(
        "head in capitals, in other order and with blanks",
        " TEAM ; Aanmelddatum;AANMELDING; gezin_ID \nG1;2022-03-31;A1;F1\n", ONE,
    ),
    Dirt("trailing blanks", f"{HEAD}\nA1  ; F1;  g1 ;2022-03-31 \n", ONE),
    Dirt("area by name, in capitals", f"{HEAD}\nA1;F1;WEST;2022-03-31\n", ONE),
    Dirt("area by alias", f"{HEAD}\nA1;F1;het westen ;2022-03-31\n", ONE),
    Dirt("team without area", f"{HEAD}\nA1;F1;vso;2022-03-31\n", [("A1", "VSO", D(2022, 3, 31))]),
    Dirt(
        "unknown team, of which the text is not kept",
        f"{HEAD}\nA1;F1;Jan Jansen;2022-03-31\n", [], rejected=[(2, "team", "onbekend team", None)],
    ),
    Dirt("day first with hyphens", f"{HEAD}\nA1;F1;G1;31-03-2022\n", ONE),
    Dirt("day first with slashes, without zeros", f"{HEAD}\nA1;F1;G1;31/3/2022\n", ONE),
    Dirt("day with a time", f"{HEAD}\nA1;F1;G1;2022-03-31 00:00:00\n", ONE),
    Dirt("serial number", f"{HEAD}\nA1;F1;G1;44651\n", ONE),
    Dirt(
        "31 February", f"{HEAD}\nA1;F1;G1;31-02-2022\n", [], rejected=[(2, "aanmelddatum", "geen datum", "31-02-2022")]
    ),
    Dirt(
        "month first", f"{HEAD}\nA1;F1;G1;03/31/2022\n", [], rejected=[(2, "aanmelddatum", "geen datum", "03/31/2022")]
    ),
    Dirt(
        "year of two digits", f"{HEAD}\nA1;F1;G1;31-3-22\n", [], rejected=[(2, "aanmelddatum", "geen datum", "31-3-22")]
    ),
    Dirt("before 1990", f"{HEAD}\nA1;F1;G1;1022-03-31\n", [], rejected=[(2, "aanmelddatum", "te vroeg", "1022-03-31")]),
    Dirt(
        "more than a year after the leverdatum",
        f"{HEAD};einddatum\nA1;F1;G1;2022-03-31;\nA2;F1;G1;2022-03-31;2202-03-31\n", ONE,
        rejected=[(3, "einddatum", "te laat", "2202-03-31")],
    ),
    Dirt(
        "total row at the bottom",
        "gebied;jaar;doelgroep;aantal\nG1;2022;gezinnen;100\nTotaal;;;100\n",
        [("G1", 2022, 100)], "gebied jaar aantal", "populatie", [(3, None, "totaalrij", None)],
    ),
    Dirt(
        "thousands in a whole number",
        "gebied;jaar;doelgroep;aantal\nstad;2022;gezinnen;49.260\nG1;2022;gezinnen;1,234\nG2;2022;gezinnen;1.234.567\n",
        [("stad", 49260), ("G1", 1234), ("G2", 1234567)], "gebied aantal", "populatie",
    ),
    Dirt(
        "part of a person",
        "gebied;jaar;doelgroep;aantal\nG1;2022;gezinnen;12,5\n", [], "gebied aantal", "populatie",
        [(2, "aantal", "geen heel getal", "12,5")],
    ),
    Dirt(
        "decimal comma and euro sign",
        budget("1234,5 €1.234,56 1,234.56"), [(1234.5,), (1234.56,), (1234.56,)], "kosten", "uitputting",
    ),
    Dirt(
        "unclear number",
        budget("1.234 100"), [(100.0,)], "kosten", "uitputting", [(2, "kosten", "onduidelijk getal", "1.234")],
    ),
    Dirt("unclear, until another row shows", budget("1.234 12,50"), [(1234.0,), (12.5,)], "kosten", "uitputting"),
    Dirt("the same with a decimal point", budget("1.234 12.50"), [(1.234,), (12.5,)], "kosten", "uitputting"),
    Dirt(
        "rows that contradict each other",
        budget("1.234 12,50 12.50"), [(12.5,), (12.5,)], "kosten", "uitputting",
        [(2, "kosten", "onduidelijk getal", "1.234")],
    ),
    Dirt("negative amount", budget("-5"), [], "kosten", "uitputting", [(2, "kosten", "negatief", "-5")]),
    Dirt("no number", budget("veel"), [], "kosten", "uitputting", [(2, "kosten", "geen getal", None)]),
    Dirt(
        "yes and no in every spelling; empty is unknown",
        f"{HEAD};gewenst_later\n" + "\n".join(
            f"A{i};F1;G1;2022-03-31;{word}" for i, word in enumerate(["Ja", "n", "TRUE", "0", "", "misschien"])
        ),
        [("A0", True), ("A1", False), ("A2", True), ("A3", False), ("A4", None)], "aanmelding gewenst_later",
        rejected=[(7, "gewenst_later", "geen ja of nee", None)],
    ),
    Dirt(
        "answers in words",
        "respondent;stelling;datum;organisatie;antwoord\n" + "\n".join(
            f"R{i};S;2022-01-01;Lokalis;{word}"
            for i, word in enumerate(ANSWERS)
        ),
        [("R0", "1"), ("R1", "2"), ("R2", "3"), ("R3", "4"), ("R4", "5"), ("R5", "n.v.t."), ("R6", "5")],
        "respondent antwoord", "ervaringen", [(9, "antwoord", "niet in lijst", "6")],
    ),
    Dirt(
        "double key within the file: the later row counts",
        f"{HEAD}\nA1;F1;G2;2022-03-30\nA1;F1;G1;2022-03-31\n", ONE,
    ),
    Dirt(
        "required cell empty", f"{HEAD}\n;F1;G1;2022-03-31\nA1;F1;G1;2022-03-31\n", ONE,
        rejected=[(2, "aanmelding", "leeg", None)],
    ),
    Dirt(
        "row too long, by a separator without quotes",
        f"{HEAD};verwijzer\nA1;F1;G1;2022-03-31;huisarts; of jeugdarts\n", [],
        rejected=[(2, None, "te veel cellen", None)],
    ),
    Dirt("row too short: the rest is empty", f"{HEAD};verwijzer\nA1;F1;G1;2022-03-31\n", ONE),
    Dirt(
        "days in the wrong order",
        f"{HEAD};kennismakingsdatum;startdatum;einddatum\n"
        "A1;F1;G1;2022-03-31;;;2022-03-30\nA2;F1;G1;2022-03-31;2022-03-30;;\n"
        "A3;F1;G1;2022-03-31;2022-04-10;2022-04-02;2022-04-05\nA4;F1;G1;2022-03-31;2022-04-10;;2022-04-05\n",
        [("A3", "G1", D(2022, 3, 31))],
        rejected=[
            (2, "einddatum", "volgorde", "2022-03-30"),
            (3, "kennismakingsdatum", "volgorde", "2022-03-30"),
            (5, "einddatum", "volgorde", "2022-04-05"),
        ],
    ),
    Dirt("BSN as id is hashed", f"{HEAD}\nA1;{BSN};G1;2022-03-31\n", ONE, warning="een BSN kunnen zijn: 1"),
    Dirt("column bsn in place of the id", f"{HEAD}\nA1;{BSN};G1;2022-03-31\n".replace("gezin_id", "bsn"), ONE),
    Dirt(
        "number in bsn that is none, of which nothing is kept",
        f"{HEAD}\nA1;123456789;G1;2022-03-31\n".replace("gezin_id", "bsn"), [],
        rejected=[(2, "gezin_id", "geen bsn", None)],
    ),
    Dirt(
        "birth date in place of the year, of which nothing is kept",
        "levering;client_id;aanbieder;wet;begindatum;geboortejaar\nL1;C1;X;JW;2022-03-31;12-03-2010\n", [],
        "levering", "leveringen", [(2, "geboortejaar", "geen getal", None)],
    ),
    Dirt("unknown column", f"{HEAD};kleur\nA1;F1;G1;2022-03-31;rood\n", ONE, warning="niet gelezen: 'kleur'"),
    Dirt("column twice", f"{HEAD};TEAM\nA1;F1;G1;2022-03-31;G2\n", [], refused="De kolom 'team' komt twee keer voor"),
    Dirt(
        "required column missing",
        "aanmelding;gezin_id;aanmelddatum;organisatie;startdatum\nA1;F1;2022-03-31;Lokalis;\n", [],
        refused="lijkt het meest op aanmeldingen, maar de kolom 'team' ontbreekt",
    ),
    Dirt("columns of nothing", "naam;kleur\nJan;rood\n", [], refused="lijkt het meest op"),
    Dirt("no head", f"A1;{BSN};G1;2022-03-31\n", [], refused="horen bij geen enkele tabel"),
    Dirt("empty file", "", [], refused="Het bestand is leeg"),
    Dirt("open quote", f'{HEAD}\nA1;F1;G1;"2022-03-31\nA2;F1;G1;2022-03-31\n', [], refused="niet gesloten"),
    Dirt(
        "Excel: date cell, serial number, number in a text column, yes/no cell",
        workbook({"Blad1": [
            [*HEAD.split(";"), "startdatum", "gewenst_later"], [12345, "F1", "G1", D(2022, 3, 31), 44652, True],
        ]}),
        [("12345", "G1", D(2022, 3, 31), D(2022, 4, 1), True)],
        "aanmelding team aanmelddatum startdatum gewenst_later", name="bestand.xlsx",
    ),
    Dirt(
        "Excel: numbers leave nothing to guess",
        workbook({"Blad1": [["aanbieder", "maand", "kosten"], ["X", D(2022, 1, 1), 1.234], ["X", "2022-02", 1234]]}),
        [(D(2022, 1, 1), 1.234), (D(2022, 2, 1), 1234.0)], "maand kosten", "uitputting", name="bestand.xlsx",
    ),
    Dirt(
        "Excel: code with leading zeros",
        workbook({"Blad1": [["aanbieder", "naam"], ["03012345", "Een"], [45, "Twee"]]}),
        [("03012345", "Een"), ("45", "Twee")], "aanbieder naam", "aanbieders", name="bestand.xlsx",
    ),
    Dirt(
        "Excel: blank rows and an empty column at the end",
        workbook({"Blad1": [
            [*HEAD.split(";"), None], [None], ["A1", "F1", "G1", "31-03-2022"], [], ["A2", "F1", "G1", "31-02-2022"],
        ]}),
        ONE, rejected=[(5, "aanmelddatum", "geen datum", "31-02-2022")], name="bestand.xlsx",
    ),
    Dirt(
        "Excel: note beside the table, in a column without a name",
        workbook({"Blad1": [HEAD.split(";"), ["A1", "F1", "G1", "31-03-2022", None, "zie mail"]]}),
        ONE, warning="Een kolom zonder naam is niet gelezen (kolom 5, 6)", name="bestand.xlsx",
    ),
    Dirt("separators at the end of every line", f"{HEAD};;\nA1;F1;G1;2022-03-31;;\n", ONE),
    Dirt(
        "Excel: merged title above the head",
        workbook({"Blad1": [["Aanmeldingen 2022", None], HEAD.split(";"), ["A1", "F1", "G1", "2022-03-31"]]}, "A1:D1"),
        [], refused="De kolomnamen staan niet in rij 1, maar lijken in rij 2 te staan. Verwijder de rij daarboven",
        name="bestand.xlsx",
    ),
    Dirt(
        "Excel: blank row, title, day and blank row above the head",
        workbook({"Blad1": [[None], ["Aanmeldingen 2022"], ["Gemaakt op", D(2022, 4, 1)], [None], HEAD.split(";")]}),
        [], refused="niet in rij 2, maar lijken in rij 5 te staan. Verwijder de rijen daarboven", name="bestand.xlsx",
    ),
    Dirt(
        "title above the head", f"Aanmeldingen 2022\n{HEAD}\nA1;F1;G1;2022-03-31\n", [],
        refused="niet in rij 1, maar lijken in rij 2 te staan",
    ),
    Dirt(
        "blank line, title and two lines more above the head, as Excel saves them",
        f';;;\n"Aanmeldingen; 2022";;;\nGemaakt op;1-4-2022;;\n;;;\n{HEAD}\nA1;F1;G1;2022-03-31\n', [],
        refused="lijken in rij 5 te staan",
    ),
    Dirt("title above names of no table", "Kleuren 2022\nkleur;maat\nrood;3\n", [], refused="geen enkele tabel"),
    Dirt(
        "Excel: the sheet named after the table, not the first",
        workbook({"Uitleg": [["Lees mij"]], "Aanmeldingen": [HEAD.split(";"), ["A1", "F1", "G1", D(2022, 3, 31)]]}),
        ONE, name="bestand.xlsx",
    ),
    Dirt("Excel: something else", b"geen werkmap", [], refused="geen Excel-bestand", name="bestand.xlsx"),
    Dirt(
        "zip with folders, a hostile name and litter",
        zipped({
            "map/../../buiten.csv": f"{HEAD}\nA1;F1;G1;2022-03-31\n".encode(), "__MACOSX/._x.csv": b"\0",
            "~$open.xlsx": b"",
        }),
        ONE, name="bestand.zip",
    ),
    Dirt("zip in a zip", zipped({"binnen.zip": zipped({})}), [], refused="zip in een zip", name="bestand.zip"),
    Dirt("damaged zip", b"PK\x03\x04 en dan niets", [], refused="beschadigd", name="bestand.zip"),
    Dirt("other kind of file", b"%PDF", [], refused="Dit soort bestand", name="bestand.pdf"),
]  # fmt: skip


@pytest.mark.parametrize("dirt", DIRT, ids=lambda dirt: dirt.what)
def test_dirt_is_stored_or_refused_with_a_sentence(dirt: Dirt, store: Store, tmp_path: Path) -> None:
    (tmp_path / "gebieden.csv").write_text(AREAS)
    (tmp_path / "aliassen.csv").write_text(ALIASES)
    import_paths(store, [tmp_path / "gebieden.csv", tmp_path / "aliassen.csv"], today=TODAY)
    file = tmp_path / dirt.name
    file.write_bytes(dirt.content if isinstance(dirt.content, bytes) else dirt.content.encode())

    summary = import_paths(store, [file], today=TODAY)

    refusals = [outcome.refused for outcome in summary.files if outcome.refused]
    assert len(refusals) == (1 if dirt.refused else 0)
    assert all(dirt.refused in refusal for refusal in refusals if dirt.refused)
    rejected = read_frame(store, "afgekeurd").sort("record")
    assert rejected.select("record", "kolom", "reden", "waarde").rows() == dirt.rejected
    assert all(sentence.endswith(".") for sentence in rejected["zin"])
    rows = read_frame(store, dirt.table)
    assert sorted(rows.select(dirt.columns.split()).rows(), key=str) == sorted(dirt.rows, key=str)
    if dirt.warning:
        assert any(dirt.warning in warning for outcome in summary.files for warning in outcome.warnings)
    assert summary.exit_code == (0 if not dirt.rejected and not dirt.refused else 2 if dirt.rows else 1)

"""Does nothing that can say who somebody is stay behind, in any byte of any file?"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from data.example.message_text import Message, Person, retour, start, toewijzing, verzoek
from data.store import open_store
from tests.deliver import CHILD, file, told

PERSON = replace(CHILD, born="2013-11-17", born_use=None, name="Zonderling", postcode="3571KL")
BROKEN = replace(PERSON, bsn="999911005")
PRODUCT = ("45", "45A48")
SECRETS = (
    "999911004", "999911005", "2013-11-17", "20131117", "17-11-2013", "Zonderling", "3571KL", "3571 KL",
    "Verzonnenstraat", "Verzonnen Verwijzer",
    # Of the hand-written 301: names, relatives, addresses, telephone, e-mail, remarks, birth dates, reference.
    "Testpersoon", "van der", "Testouder", "Testoma", "1980-07-07", "2014-09-01", "Proefstraat", "Postbuslaan",
    "3500AA",
    "3511BB", "3599XX", "0301234567", "proef@example.org", "Verwijsarts", "VOT-2026-0007", "01234567",
)  # fmt: skip


def message(soort: str, *blocks: str, person: Person = PERSON, number: str = "999911004") -> bytes:
    return Message("jw", soort, "0344", "99990001", number, "2026-03-05", person).text(blocks)


def everything(folder: Path) -> None:
    """Good and refused messages, with a BSN in every place where people put one."""
    granted = toewijzing(810005, PRODUCT, "2026-01-20", "14:05:00", "2026-02-01", reference="999911004")
    begun = start(810005, PRODUCT, None, "2026-03-02")
    good = {
        "JW301_999911004.xml": message("301", granted),
        "JW305_999911004_Zonderling.xml": message("305", begun),
        "JW315.xml": message("315", verzoek("999911004", PRODUCT, "2026-02-01", "02")),
        "retour.xml": retour(message("305", start(1, PRODUCT, None, "2026-03-02"), number="x"), "9019"),
        "bsn_klopt_niet.xml": message("305", begun, person=BROKEN),
        "geboren.xml": message("305", begun, person=replace(PERSON, born="2013-11-31")),
        "begin.xml": message("305", begun.replace("2026-03-02", "999911004"), number="a"),
        "code.xml": message("305", begun.replace(">45<", ">Zonderling<"), number="b"),
        "afgebroken.xml": message("305", begun)[:900],
        "doctype.xml": message("305", begun).replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "Zonderling">]>'),
        "codering.xml": message("305", begun, person=replace(PERSON, name="Zonderling ë")).replace(
            b"\xc3\xab", b"\xeb"
        ),
    }
    for name in ("toewijzing_jw301_3_2", "start_jw305_3_2", "verzoek_jw315_3_2"):
        good[file(name)[0]] = file(name)[1]
    (folder / "los.xml").write_bytes(good["bsn_klopt_niet.xml"])
    with zipfile.ZipFile(folder / "levering.zip", "w") as archive:
        for name, content in good.items():
            archive.writestr(name.replace("Zonderling", ""), content)


@pytest.fixture
def imported(tmp_path: Path) -> tuple[Path, str]:
    """The folder of the store and everything the command line said."""
    source = tmp_path / "bron"
    source.mkdir()
    everything(source)
    ran = subprocess.run(
        [sys.executable, "-m", "data", "import", str(source)],
        capture_output=True, text=True, cwd=Path(__file__).parents[1], env=os.environ, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 2, ran.stdout + ran.stderr
    return tmp_path / "store", ran.stdout + ran.stderr


@pytest.mark.sqlite
def test_no_byte_of_store_side_files_or_output_says_who_it_is(imported: tuple[Path, str]) -> None:
    folder, said = imported
    store = open_store()
    with store.engine.connect() as keeps_the_side_files_open:
        keeps_the_side_files_open.exec_driver_sql("SELECT 1")
        content = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert any(name.endswith(".sqlite") for name in content)
    for secret in SECRETS:
        for coded in (
            secret.encode(),
            secret.encode("utf-16-le"),
            str(int(secret)).encode() if secret.isdigit() else b"",
        ):
            for name, data in content.items():
                assert not coded or coded not in data, f"{secret} staat in {name}"
        assert secret not in said, f"{secret} staat in de uitvoer"


def test_what_was_rejected_can_still_be_found_back(imported: tuple[Path, str]) -> None:
    rejected = told(open_store(), "bestand", "reden", table="afgekeurd")
    assert ("bsn_klopt_niet.xml", "bsn") in rejected
    assert ("begin.xml", "datum") in rejected
    assert ("afgebroken.xml", "afgebroken") in rejected
    assert len(rejected) == 7


def test_what_was_good_is_there(imported: tuple[Path, str]) -> None:
    assert told(open_store(), "geboortejaar", "verwijzer", "gebied", "geslacht") == [
        (2013, "02", None, "2"),
        (2014, "02", None, "2"),
    ]

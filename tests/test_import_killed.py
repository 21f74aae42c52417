"""Does an import that is killed leave the whole file or nothing, wherever it was killed, and can it be repeated?

Two hundred kills in two halves, so that two workers share them. A process that is killed is first stopped; then it is
seen whether its transaction was open, so that is counted and not assumed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from data.importing import import_paths
from data.store import as_url, close, open_store
from tests.deliver import sent
from tests.test_messages_joining import ONE

ROOT = Path(__file__).resolve().parents[1]
ROWS, REFUSED, MESSAGES = 30_000, 30, 100
IN_TRANSACTION, SPREAD = 55, 45
"""Kills of each half: aimed at an open transaction, and at any moment of the import."""
RESTORES = 24

pytestmark = [
    pytest.mark.long,
    pytest.mark.sqlite,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows kent geen fork"),
]


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of leveringen of which some rows are refused, and a zip of messages."""
    folder = tmp_path_factory.mktemp("delivery")
    lines = ["levering;client_id;aanbieder;wet;zorgvorm;begindatum;einddatum"]
    for i in range(ROWS):
        month = "13" if i % (ROWS // REFUSED) == 7 else f"0{1 + i % 9}"
        lines.append(f"L{i:07d};C{i // 3};{30000000 + i % 60};jw;45A{i % 20:02d};2022-{month}-15;")
    (folder / "leveringen.csv").write_text("\n".join(lines))
    text = sent("305", "2026-03-03", ONE, number="IDENTIFICAT")[1].decode()
    with zipfile.ZipFile(folder / "berichten.zip", "w") as archive:
        for number in range(MESSAGES):
            content = text.replace("IDENTIFICAT", str(number)).replace("810001", str(number + 1))
            archive.writestr(f"{number}.xml", content)
    return folder


def killer(*arguments: object) -> list[dict[str, Any]]:
    """What was left by each kill; the first line says what there was without."""
    command = [sys.executable, "-m", "tests.import_killer", *map(str, arguments)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
    return [json.loads(line) for line in process.stdout.splitlines()]


@pytest.mark.parametrize("half", [1, 2])
def test_kill_leaves_whole_files_or_nothing_and_the_import_can_be_repeated(
    delivery: Path, empty_store_file: Path, tmp_path: Path, half: int
) -> None:
    undisturbed, *killed = killer(delivery, empty_store_file, tmp_path, IN_TRANSACTION, SPREAD, half)
    nothing, everything = undisturbed["nothing"], undisturbed["all"]
    assert undisturbed["code"] == 2, "some rows are refused"
    assert ["leveringen", ROWS - REFUSED, REFUSED] in everything["imports"]
    assert nothing["rows"] != everything["rows"]
    assert nothing["messages"] != everything["messages"]
    assert len(killed) == IN_TRANSACTION + SPREAD
    for kill in killed:
        for part in ("rows", "messages"):
            assert kill["left"][part] in (nothing[part], everything[part]), kill
        assert all(line in everything["imports"] for line in kill["left"]["imports"]), kill
        assert kill["code"] in (0, 2), kill
        assert kill["repeated"]["rows"] == everything["rows"], kill
        assert kill["repeated"]["messages"] == everything["messages"], kill
    assert sum(kill["locked"] for kill in killed) >= 25, "kills while the transaction was open"
    assert any(kill["locked"] and kill["log"] for kill in killed), "no kill left half of the rows in the log"
    left = {(kill["left"]["rows"], kill["left"]["messages"]) for kill in killed}
    assert (nothing["rows"], nothing["messages"]) in left
    assert (everything["rows"], nothing["messages"]) in left, "no kill came between the two files"


def test_killed_restore_leaves_the_old_or_the_new(delivery: Path, empty_store_file: Path, tmp_path: Path) -> None:
    full, other = tmp_path / "vol.sqlite", tmp_path / "anders.sqlite"
    for store, what in ((full, delivery), (other, delivery / "berichten.zip")):
        shutil.copyfile(empty_store_file, store)
        summary = import_paths(open_store(str(store)), [what])
        assert summary.stored
        close(as_url(str(store)))
    known, *killed = killer(full, other, tmp_path, RESTORES)
    assert known["copy"] != known["present"]
    for kill in killed:
        assert kill["left"] in (known["copy"], known["present"]), kill
        assert (kill["code"], kill["repeated"]) == (0, known["copy"]), kill
    assert any(kill["alive"] for kill in killed), "every restore was done before it was killed"

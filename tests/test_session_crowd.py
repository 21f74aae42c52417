"""Twenty people write while an import runs: is anything lost, doubled, or put at the wrong figure?"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from data.frames import read_frame
from data.session.figures import pin
from data.session.inbreng import entries, participants
from data.session.sessions import create_session
from data.store import Store
from tests.session_crowd import take_part
from tests.session_figures import shown

ROOT = Path(__file__).resolve().parents[1]
ROWS = 20_000


def delivery(folder: Path, number: int) -> Path:
    """A file of which every row is new."""
    path = folder / f"leveringen{number}.csv"
    lines = ["levering;client_id;aanbieder;wet;zorgvorm;begindatum;einddatum"]
    lines += [f"L{number}-{i};C{number}-{i // 3};3000000{i % 9};jw;45A01;2022-01-15;" for i in range(ROWS)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def imports(folder: Path, environment: dict[str, str], seconds: float) -> int:
    """Read one file after the other for so long; gives how many were read."""
    done, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        command = [sys.executable, "-m", "data", "import", str(delivery(folder, done))]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        done += 1
    return done


def crowd(store: Store, folder: Path, people: int, seconds: float) -> None:
    """Half of the people are threads of one server, half are processes; all they were told is kept must be there."""
    sessie = create_session(store, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    figures = [pin(store, sessie, shown()) for _ in range(3)]
    environment = {**os.environ, "CIJFERTAFEL_STORE": str(store.path)}
    script = [sys.executable, "-m", "tests.session_crowd", str(store.path), sessie, ",".join(figures)]
    apart = [
        subprocess.Popen([*script, f"p{number}", str(seconds), str(folder / f"p{number}")], cwd=ROOT, env=environment)
        for number in range(people // 2)
    ]
    with ThreadPoolExecutor(people) as pool:
        reading = pool.submit(imports, folder, environment, seconds)
        together = [
            pool.submit(take_part, store, sessie, figures, f"t{number}", seconds) for number in range(people // 2)
        ]
        kept = [text for each in together for text in each.result()]
        read = reading.result()
    assert [process.wait(120) for process in apart] == [0] * len(apart)
    for number in range(people // 2):
        kept += (folder / f"p{number}").read_text("utf-8").splitlines()
    found = entries(store, sessie)
    assert Counter(entry.tekst for entry in found) == Counter(kept)
    assert {entry.tekst.split(" over ")[1][:5] == entry.figuur for entry in found} == {True}
    assert {entry.tekst.split(" ")[0] == entry.deelnemer for entry in found} == {True}
    assert len(participants(store, sessie)) == people
    assert read and read_frame(store, "leveringen").height == read * ROWS
    assert len(kept) > people


def test_nothing_is_lost_while_an_import_runs(store: Store, tmp_path: Path) -> None:
    crowd(store, tmp_path, people=8, seconds=4)


@pytest.mark.long
def test_nothing_is_lost_in_two_minutes_of_twenty_people(store: Store, tmp_path: Path) -> None:
    crowd(store, tmp_path, people=20, seconds=120)

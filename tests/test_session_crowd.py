"""Many people write and look while imports and copies run: is anything lost, doubled, wrong, or refused?"""

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

from data.backup import back_up
from data.frames import read_frame
from data.log import log
from data.session.figures import pin
from data.session.inbreng import entries, participants
from data.session.sessions import create_session
from data.store import Store
from tests.places import ON_SERVER
from tests.session_crowd import look, take_part
from tests.session_figures import shown
from tests.test_restore import contents

ROOT = Path(__file__).resolve().parents[1]
ROWS = 20_000
CLIENTS = (ROWS + 2) // 3


def delivery(folder: Path, number: int) -> Path:
    """A file of which every row is new."""
    path = folder / f"leveringen{number}.csv"
    lines = ["levering;client_id;aanbieder;wet;zorgvorm;begindatum;einddatum"]
    lines += [f"L{number}-{i};C{number}-{i // 3};3000000{i % 9};jw;45A01;2020-01-15;" for i in range(ROWS)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def imports(folder: Path, environment: dict[str, str], seconds: float, pause: float) -> int:
    """Read one file after the other for so long; gives how many were read."""
    done, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        command = [sys.executable, "-m", "data", "import", str(delivery(folder, done)), "--geleverd", "2022-01-15"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        done += 1
        time.sleep(pause)
    return done


def copies(folder: Path, environment: dict[str, str], seconds: float, pause: float) -> list[Path]:
    """Make one copy after the other for so long."""
    made: list[Path] = []
    end = time.monotonic() + (0 if ON_SERVER else seconds)  # a server makes its own copies
    while time.monotonic() < end:
        made.append(folder / f"kopie{len(made)}.sqlite")
        command = [sys.executable, "-m", "data", "backup", str(made[-1])]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        time.sleep(pause)
    return made


def crowd(store: Store, folder: Path, people: int, seconds: float, pause: float = 0) -> list[Path]:
    """Of those who write and of those who look half are threads of one server, half are in other processes.

    All that they were told is kept must be there, and nobody may see half of a file. Gives the copies made meanwhile.
    """
    sessie = create_session(store, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    figures = [pin(store, sessie, shown()) for _ in range(3)]
    environment = {**os.environ, "CIJFERTAFEL_STORE": store.url}
    script = [sys.executable, "-m", "tests.session_crowd"]
    names = [f"p{number}" for number in range(people // 2)]
    apart = [
        subprocess.Popen(
            [*script, store.url, sessie, ",".join(figures), name, str(seconds), str(folder / name)],
            cwd=ROOT, env=environment,
        )
        for name in names
    ]  # fmt: skip
    looking = [*script, ",".join(names), str(seconds), str(folder / "gezien")]
    apart.append(subprocess.Popen(looking, cwd=ROOT, env=environment))
    with ThreadPoolExecutor(2 * people) as pool:
        reading = pool.submit(imports, folder, environment, seconds, pause)
        copying = pool.submit(copies, folder, environment, seconds, 1 + pause)
        here = [f"t{number}" for number in range(people // 2)]
        together = [pool.submit(take_part, store, sessie, figures, name, seconds) for name in here]
        looks = [pool.submit(look, name, seconds) for name in here]
        kept = [text for each in together for text in each.result()]
        seen = [number for each in looks for number in each.result()]
        read, copied = reading.result(), copying.result()
    assert [process.wait(120) for process in apart] == [0] * len(apart)
    for name in names:
        kept += (folder / name).read_text("utf-8").splitlines()
    seen += [int(number) for number in (folder / "gezien").read_text("utf-8").splitlines()]
    found = entries(store, sessie)
    assert Counter(entry.tekst for entry in found) == Counter(kept)
    assert {entry.tekst.split(" over ")[1][:5] == entry.figuur for entry in found} == {True}
    assert {entry.tekst.split(" ")[0] == entry.deelnemer for entry in found} == {True}
    assert len(participants(store, sessie)) == 2 * (people // 2)
    assert read and read_frame(store, "leveringen").height == read * ROWS
    assert len(kept) > people
    assert {number % CLIENTS for number in seen} == {0}, "somebody saw half of a file"
    assert max(seen) <= read * CLIENTS == look("na afloop", 0.01)[-1]
    return copied


def of_one_moment(copy: Path, source: Path) -> int:
    """Whether a copy is what its source was at some moment, and is whole; gives how many things were said by then.

    Rows of these tables are only added, with rising numbers: so the source of then is what has no higher number.
    """
    rows, now = contents(copy), contents(source)
    assert set(rows) == set(now)
    last = max((row[0] for row in rows["imports"]), default=0)  # type: ignore[type-var]
    said = max((row[0] for row in rows["inbreng"]), default=0)  # type: ignore[type-var]
    assert rows["imports"] == [row for row in now["imports"] if row[0] <= last]  # type: ignore[operator]
    assert rows["inbreng"] == [row for row in now["inbreng"] if row[0] <= said]  # type: ignore[operator]
    assert rows["leveringen"] == now["leveringen"][: len(rows["imports"]) * ROWS]
    assert set(rows["deelnemers"]) <= set(now["deelnemers"])
    for name in ("sessies", "sessiefiguren", "standen"):
        assert rows[name] == now[name]
    assert {row[1] for row in rows["opslag"]} == {len(rows["imports"])}, "the version is that of the rows"
    return len(rows["inbreng"])


def put_back(copy: Path, place: Path) -> dict[str, list[tuple[object, ...]]]:
    command = [sys.executable, "-m", "data", "restore", str(copy)]
    environment = {**os.environ, "CIJFERTAFEL_STORE": str(place)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return contents(place)


def test_nothing_is_lost_while_imports_and_copies_run(store: Store, own_store: Path, tmp_path: Path) -> None:
    for copy in crowd(store, tmp_path, people=4, seconds=3):
        of_one_moment(copy, own_store)


@pytest.mark.sqlite
@pytest.mark.long
def test_two_minutes_of_twenty_who_look_and_twenty_who_write(store: Store, own_store: Path, tmp_path: Path) -> None:
    copies_made = crowd(store, tmp_path, people=20, seconds=120, pause=8)
    said = [of_one_moment(copy, own_store) for copy in copies_made]
    assert len(said) > 1 and said == sorted(said)
    middle = copies_made[len(copies_made) // 2]
    assert put_back(middle, tmp_path / "terug.sqlite") == contents(middle), "restored from a copy made under load"
    last = tmp_path / "laatste.sqlite"
    assert log.flush(), "what was looked at is written a little later"
    back_up(store, last)
    assert put_back(last, tmp_path / "laatste-terug.sqlite") == contents(own_store)

"""Do the tests of one file stay in one worker, in the order that is asked?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.order import LONGEST

TESTS = Path(__file__).resolve().parent
TINY = """
import os, time, pytest
@pytest.mark.parametrize("n", range(6))
def test_tiny(n):
    time.sleep(0.05)
    with open({kept!r}, "a") as kept:
        kept.write(__name__ + " " + os.environ["PYTEST_XDIST_WORKER"] + "\\n")
"""


def spread() -> list[str]:
    """How the Makefile spreads tests over workers."""
    (words,) = re.findall(r"^SPREAD := (.+)$", (TESTS.parent / "Makefile").read_text(), re.MULTILINE)
    return str(words).split()


def test_files_that_go_first_exist() -> None:
    assert len(set(LONGEST)) == len(LONGEST)
    assert {name for name in LONGEST if not (TESTS / f"{name}.py").is_file()} == set()


@pytest.mark.long
def test_a_file_runs_whole_in_one_worker(tmp_path: Path) -> None:
    """What spreads them comes from a plugin, and once stopped doing so without a word."""
    kept = tmp_path / "kept.txt"
    names = [f"test_{letter}" for letter in "abcd"]
    for name in names:
        (tmp_path / f"{name}.py").write_text(TINY.format(kept=str(kept)))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *spread(), str(tmp_path)]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    workers: defaultdict[str, set[str]] = defaultdict(set)
    for line in kept.read_text().splitlines():
        name, worker = line.split()
        workers[name].add(worker)
    assert sorted(workers) == names
    assert all(len(each) == 1 for each in workers.values())

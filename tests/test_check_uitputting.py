"""Which months of uitputting does `python -m data check` miss?"""

from __future__ import annotations

from pathlib import Path

import pytest

from data.__main__ import main
from data.store import Store

VIERKANTEN = """aanbieder;wet;zorgvorm;jaar;ingangsdatum;budget;clienten
Stopt;jw;;2022;2022-01-01;120;2
Stopt;jw;;2022;2022-03-01;0;0
Begint;jw;;2022;2022-03-15;120;2
Later;jw;;2023;2023-01-01;120;2
"""
UITPUTTING = """aanbieder;maand;kosten
Stopt;2022-01;5
Begint;2022-05;5
Begint;2022-06;5
Later;2022-01;5
Zonder;2022-02;5
Zonder;2022-04;5
"""


def missed(folder: Path, capsys: pytest.CaptureFixture[str], **files: str) -> list[str]:
    """What is said about missing uitputting, without the sentence around it."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    assert main(["import", str(folder)]) == 0
    capsys.readouterr()
    assert main(["check"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "uitputting: van aanbieder" in line]
    return [line.split("aanbieder ")[1].split(". ")[0] for line in lines]


def test_a_month_with_a_vierkant_is_missed_and_other_months_are_not(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "leveringen"
    folder.mkdir()
    assert missed(folder, capsys, vierkanten=VIERKANTEN, uitputting=UITPUTTING) == [
        "Begint ontbreekt 2022-04",
        "Stopt ontbreekt 2022-02",
        # Without any vierkant: from the own first month to the newest of all.
        "Zonder ontbreekt 2022-03, 2022-05, 2022-06",
    ]


@pytest.mark.parametrize(("last", "more"), [("07", ""), ("08", " en nog 1 maand"), ("09", " en nog 2 maanden")])
def test_after_five_months_the_others_are_counted(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], last: str, more: str
) -> None:
    folder = tmp_path / "leveringen"
    folder.mkdir()
    said = missed(folder, capsys, uitputting=f"aanbieder;maand;kosten\nZonder;2022-01;5\nZonder;2022-{last};5\n")
    assert said == [f"Zonder ontbreekt 2022-02, 2022-03, 2022-04, 2022-05, 2022-06{more}"]

"""Does each command of `python -m data` do what it says, with the right exit code and no traceback?"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.__main__ import main
from data.frames import read_frame
from data.importing import import_paths
from data.importing.delivered import too_late
from data.store import Store, as_url, open_store, shown, store_exists

ROOT = Path(__file__).resolve().parents[1]
GOOD = "aanmelding;gezin_id;team;aanmelddatum\nA1;F1;VO;2022-03-31\n"
BAD = "aanmelding;gezin_id;team;aanmelddatum\nA2;F1;Nergens;2022-03-31\n"
BSN = "123456782"

Output = pytest.CaptureFixture[str]


def put(folder: Path, name: str, content: str) -> str:
    (folder / name).write_text(content)
    return str(folder / name)


def test_new_makes_an_empty_store_once(own_store: Path, capsys: Output) -> None:
    assert main(["new"]) == 0
    assert shown(as_url(str(own_store))) in capsys.readouterr().out
    assert main(["new"]) == 1
    assert "Er is al een opslag" in capsys.readouterr().err


def test_import_makes_the_store_and_reports_per_file_and_in_all(
    own_store: Path, tmp_path: Path, capsys: Output
) -> None:
    assert main(["import", put(tmp_path, "a.csv", GOOD)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (
        lines[0] == "a.csv (aanmeldingen, geleverd 31-03-2022): 1 opgeslagen, 0 gewijzigd, 0 ongewijzigd, 0 afgekeurd."
    )
    assert lines[-1] == "Samen, 1 bestand: 1 opgeslagen, 0 gewijzigd, 0 ongewijzigd, 0 afgekeurd."
    assert store_exists()


def test_exit_code_says_whether_something_was_usable_and_something_refused(tmp_path: Path, capsys: Output) -> None:
    good, bad = put(tmp_path, "a.csv", GOOD), put(tmp_path, "b.csv", BAD)
    none = put(tmp_path, "c.csv", "kleur\nrood\n")
    assert main(["import", bad]) == 1
    assert main(["import", none]) == 1
    assert "Er is niets opgeslagen." in capsys.readouterr().err
    assert main(["import", good]) == 0
    assert main(["import", good]) == 0
    assert main(["import", good, bad]) == 2
    assert main(["import", good, none]) == 2
    assert main(["import", good, str(tmp_path / "weg.csv")]) == 2
    empty = tmp_path / "leeg"
    empty.mkdir()
    assert main(["import", str(empty)]) == 1


def test_given_leverdatum_and_year_are_used(tmp_path: Path, capsys: Output) -> None:
    kwb = "gwb_code_10;recs;a_inw;a_hh_m_k\nGM0344;Gemeente;1.000;100\nWK034401;Wijk;1;1\nBU03440111;Buurt;400;40\n"
    file = put(tmp_path, "cijfers.csv", kwb + "BU03440112;Buurt;600;.\nBU03630000;Buurt;7;7\n")
    assert main(["import", file]) == 1
    assert "--jaar" in capsys.readouterr().err
    areas = put(tmp_path, "g.csv", "gebied;naam\nG1;West\nG2;Oost\n")
    buurten = put(tmp_path, "b.csv", "buurt;gebied\nBU03440111;West\nBU03440112;Oost\n")
    assert main(["import", file, buurten, areas, "--jaar", "2023", "--geleverd", "1-4-2023"]) == 0
    rows = read_frame(open_store(), "populatie").sort("gebied", "doelgroep")
    assert rows.select("gebied", "jaar", "doelgroep", "aantal").rows() == [
        ("G1", 2023, "gezinnen", 40), ("G1", 2023, "inwoners", 400), ("G2", 2023, "inwoners", 600),
        ("stad", 2023, "gezinnen", 100), ("stad", 2023, "inwoners", 1000),
    ]  # fmt: skip
    assert {str(day) for day in read_frame(open_store(), "imports")["leverdatum"].drop_nulls()} == {"2023-04-01"}


def test_delivery_of_more_than_a_year_ahead_is_refused_and_nothing_is_read(tmp_path: Path, capsys: Output) -> None:
    file = put(tmp_path, "a.csv", GOOD)
    today = date.today()
    assert main(["import", file, "--geleverd", f"{today + timedelta(days=400)}"]) == 1
    assert "ligt meer dan een jaar in de toekomst. Er is niets ingelezen. Geef de dag waarop" in capsys.readouterr().err
    assert not store_exists()
    assert too_late(today + timedelta(days=60), today) is None
    assert main(["import", file, "--geleverd", f"{today}"]) == 0


def test_most_rows_with_an_unknown_area_says_what_to_read_first(tmp_path: Path, capsys: Output) -> None:
    row = "{};F1;Nergens;2022-03-31\n"
    file = put(tmp_path, "a.csv", GOOD.splitlines()[0] + "\n" + "".join(row.format(n) for n in range(3)))
    few = put(tmp_path, "b.csv", GOOD + row.format(8) + row.format(9))
    assert main(["import", few]) == 2
    assert "Lees eerst" not in capsys.readouterr().out
    assert main(["import", file]) == 1
    said = capsys.readouterr().out
    assert "Let op: 3 van de 3 rijen noemen een gebied of team dat hier niet bekend is." in said
    assert "Lees eerst het bestand gebieden in" in said
    assert main(["import", put(tmp_path, "g.csv", "gebied;naam\nG1;Nergens\n")]) == 0
    assert main(["import", file]) == 0
    assert "3 opgeslagen" in capsys.readouterr().out


def test_year_of_cbs_numbers_comes_from_the_file_name(tmp_path: Path) -> None:
    put(tmp_path, "kwb-2024.csv", "gwb_code_10;recs;a_inw\nGM0344;Gemeente;1000\nBU03440111;Buurt;400\n")
    assert main(["import", str(tmp_path)]) == 2
    assert read_frame(open_store(), "populatie").select("gebied", "jaar").rows() == [("stad", 2024)]
    put(tmp_path, "b.csv", "buurt;gebied\nBU03440111;VO\n")
    assert main(["import", str(tmp_path)]) == 0
    assert read_frame(open_store(), "populatie").sort("gebied")["gebied"].to_list() == ["VO", "stad"]
    assert read_frame(open_store(), "afgekeurd").is_empty()


def test_other_files_in_a_folder_are_named_and_do_no_harm(tmp_path: Path, capsys: Output) -> None:
    folder = tmp_path / "levering"
    folder.mkdir()
    put(folder, "a.csv", GOOD)
    put(folder, "lees mij.txt", "hallo")
    assert main(["import", str(folder)]) == 0
    assert "Niet gelezen, want van een ander soort (1): lees mij.txt." in capsys.readouterr().out
    assert main(["import", str(folder / "lees mij.txt")]) == 1


def test_import_into_the_example_asks_for_an_own_store(store: Store, tmp_path: Path, capsys: Output) -> None:
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE opslag SET voorbeeld = TRUE")
    file = put(tmp_path, "a.csv", GOOD)
    assert main(["import", file]) == 1
    assert "python -m data new" in capsys.readouterr().err
    assert main(["import", file, "--toch"]) == 0


def test_example_is_refused_on_a_store_with_other_rows(store: Store, tmp_path: Path, capsys: Output) -> None:
    import_paths(store, [put(tmp_path, "a.csv", GOOD)])
    assert main(["example"]) == 1
    assert "bevat al andere gegevens" in capsys.readouterr().err
    assert read_frame(store, "aanmeldingen").height == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["bestaat"], ["import"], ["import", "weg.csv"], ["import", ".", "--geleverd", "ooit"],
        ["import", ".", "--jaar", "22"], ["example", "--factor", "0"], ["backup"], ["check", "x"], ["check"],
    ],
)  # fmt: skip
def test_a_wrong_command_is_one_dutch_sentence(arguments: list[str], capsys: Output) -> None:
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
    assert not {"error", "usage", "invalid", "required", "Traceback"} & set(captured.err.replace(":", " ").split())


@pytest.mark.sqlite
def test_no_traceback_from_the_real_command(own_store: Path) -> None:
    own_store.write_bytes(b"geen opslag" * 1000)
    run = subprocess.run([sys.executable, "-m", "data", "check"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.startswith(str(own_store))
    assert "Traceback" not in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows heeft geen pseudo-terminal")
def test_somebody_who_looks_sees_progress(own_store: Path, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "data", "import", put(tmp_path, "a.csv", GOOD)]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert run.returncode == 0
    assert "1/1" in shown
    assert "a.csv" in shown


def test_an_unforeseen_error_shows_no_data(monkeypatch: pytest.MonkeyPatch, store: Store, capsys: Output) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(f"iets met {BSN}")

    monkeypatch.setattr("data.commands.check_store", fail)
    assert main(["check"]) == 1
    error = capsys.readouterr().err
    assert BSN not in error
    assert "RuntimeError" in error


def test_help_is_dutch(capsys: Output) -> None:
    for arguments in (["-h"], ["import", "-h"]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 0
    text = capsys.readouterr().out
    assert "gebruik: python -m data import" in text
    assert "usage" not in text
    assert "options" not in text


def test_check_names_what_is_old_missing_or_contradicts(store: Store, tmp_path: Path, capsys: Output) -> None:
    assert main(["check"]) == 0
    assert "nog geen gegevens" in capsys.readouterr().out
    files = {
        "aanmeldingen": "aanmelding;gezin_id;team;aanmelddatum;kennismakingsdatum;startdatum\n"
        "A1;F1;VO;2022-01-05;2022-01-10;2022-01-08\nA2;F2;VO;2022-04-05;;\n",
        "uitputting": "aanbieder;maand;kosten\nX;2022-01;5\nX;2022-04;5\nY;2022-03;5\n",
        "seizoen": "jaar;maand;aandeel\n" + "\n".join(f"2022;{m};0,08" for m in range(1, 13)),
        "leveringen": "levering;client_id;aanbieder;wet;zorgvorm;begindatum\nL1;C1;Z;jw;45A01;2022-01-01\n",
        "aanbieders": "aanbieder;naam;ouder\nX;Xenia;Y\nY;Yolo;X\n",
    }
    assert main(["import", *(put(tmp_path, f"{name}.csv", text) for name, text in files.items())]) == 0
    capsys.readouterr()
    assert main(["check"]) == 0
    text = capsys.readouterr().out
    for part in [
        "aanmeldingen: de nieuwste levering is van 05-04-2022",
        "aanmeldingen: geen enkele rij in 2022-02, 2022-03",
        "van aanbieder X ontbreekt 2022-02, 2022-03",
        "van aanbieder Y ontbreekt 2022-04",
        "bij 1 rij ligt de start voor de kennismaking",
        "de aandelen van 2022 tellen op tot 0,9600",
        "leveringen: aanbieder 'Z' (1 rij)",
        "leveringen: zorgvorm '45A01' (1 rij)",
        "aantal gezinnen ontbreekt voor 2022",
        "hun eigen ouder: X, Y",
    ]:
        assert part in text


def test_example_leaves_an_existing_store_alone_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(tmp_path / "eigen.sqlite"))
    assert main(["new"]) == 0
    before = (tmp_path / "eigen.sqlite").read_bytes()
    assert main(["example", "--als-er-geen-is"]) == 0
    assert (tmp_path / "eigen.sqlite").read_bytes() == before


def test_make_run_asks_only_for_options_that_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    makefile = (Path(__file__).resolve().parents[1] / "Makefile").read_text(encoding="utf-8")
    assert "python -m data example --als-er-geen-is" in makefile
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(tmp_path / "eigen.sqlite"))
    assert main(["new"]) == 0
    asked = [line.split("-m data ")[1].split() for line in makefile.splitlines() if "-m data " in line]
    assert [main(words) for words in asked] == [0] * len(asked)

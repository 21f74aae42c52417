"""Does the store depend on the content of files only, and not on their order, names, or how often they come?"""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.frames import read_frame
from data.importing import ImportSummary, import_paths, preview_paths
from data.store import Store, create_engine, open_store
from data.tables import SOURCE_TABLES
from tests.places import give_back, new_place

TODAY = date(2026, 11, 22)

FILES = {
    "gebieden 1": "gebied;naam\nG1;West\nG2;Oost\n",
    "gebieden 2": "gebied;naam;ses_groep\nG2;Noordoost;hoog\nG3;Zuid;laag\n",
    "aliassen 1": "alias;gebied\nHet Westen;West\nWilde Westen;Het Westen\n",
    "aliassen 2": "alias;gebied\nVerre Westen;wilde westen\nHet Westen;G1\n",
    "buurten": "buurt;gebied\nBU03440111;Verre Westen\n",
    "aanmeldingen maart": "aanmelding;gezin_id;team;aanmelddatum\nA1;F1;Verre Westen;2022-03-31\nA2;F2;G2;2022-03-01\n",
    "aanmeldingen april": "aanmelding;gezin_id;team;aanmelddatum\nA1;F1;Zuid;2022-03-31\nA3;F3;G2;2022-04-01\n",
    "aanmeldingen ook maart": "aanmelding;gezin_id;team;aanmelddatum\nA2;F2;Nergens;2022-03-31\nA2;F9;G1;2022-03-30\n",
    "populatie": "gebied;jaar;doelgroep;aantal\nNoordoost;2022;gezinnen;100\nstad;2022;gezinnen;900\n",
    "onleesbaar": "een brief aan niemand",
}


def contents(store: Store) -> dict[str, pl.DataFrame]:
    """Every row of every table, import numbers apart."""
    frames = {name: read_frame(store, name).drop("eerste_import", "laatste_import") for name in SOURCE_TABLES}
    frames["afgekeurd"] = read_frame(store, "afgekeurd").drop("id", "import_nummer", "bestand")
    return {name: frame.sort(pl.all()) for name, frame in frames.items()}


def imported(folder: Path, order: list[str], names: list[str]) -> dict[str, pl.DataFrame]:
    """A new store, filled in one call with the files in this order, under these names."""
    folder.mkdir()
    paths = []
    for content, name in zip(order, names, strict=True):
        (folder / f"{name}.csv").write_text(FILES[content])
        paths.append(folder / f"{name}.csv")
    place = new_place(folder)
    store = open_store(str(place), create=True)
    import_paths(store, paths, today=TODAY)
    result = contents(store)
    give_back(place)
    return result


_numbers = itertools.count()
_expected: dict[str, pl.DataFrame] = {}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(FILES)), names=st.permutations([f"n{i}" for i in range(len(FILES))]))
def test_order_and_names_of_the_files_of_a_call_do_not_matter(
    tmp_path: Path, order: list[str], names: list[str]
) -> None:
    if not _expected:
        _expected.update(imported(tmp_path / "expected", sorted(FILES), [f"n{i}" for i in range(len(FILES))]))
    expected = _expected
    found = imported(tmp_path / f"found {next(_numbers)}", order, names)
    for name, frame in expected.items():
        assert found[name].equals(frame), name
    assert expected["aanmeldingen"].select("aanmelding", "team").rows() == [("A1", "G3"), ("A2", "G1"), ("A3", "G2")]
    assert expected["gebieden"].filter(gebied="G3").height == 1
    assert expected["aliassen"]["gebied"].unique().to_list() == ["G1"]


def put(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content)
    return path


HEAD = "aanmelding;gezin_id;team;aanmelddatum\n"


def counts(summary: ImportSummary) -> tuple[int, int, int, int]:
    return summary.stored, summary.changed, summary.unchanged, summary.rejected


def test_same_file_twice_changes_nothing_and_says_so(store: Store, tmp_path: Path) -> None:
    file = put(tmp_path, "a.csv", HEAD + "A1;F1;VO;2022-03-31\nA2;F2;VO;2022-03-32\n")
    first = import_paths(store, [file], today=TODAY)
    before, version = contents(store), store.version()
    again = import_paths(store, [file, put(tmp_path, "andere naam.csv", file.read_text())], today=TODAY)
    assert counts(first) == (1, 0, 0, 1)
    assert counts(again) == (0, 0, 2, 2)
    assert "eerder ingelezen" in again.files[0].warnings[0]
    assert store.version() == version
    assert all(contents(store)[name].equals(frame) for name, frame in before.items())
    assert (first.exit_code, again.exit_code) == (2, 2)


def test_findings_of_the_same_file_are_listed_once(store: Store, tmp_path: Path) -> None:
    file = put(tmp_path, "a.csv", HEAD.strip() + ";verwijzer;organisatie\nA1;F1;VO;2022-03-31;de buurman;Lokalis\n")
    for _ in range(2):
        assert import_paths(store, [file], today=TODAY).exit_code == 0
    found = read_frame(store, "bevindingen").sort("kolom")
    assert found.select("tabel", "kolom", "waarde", "aantal").rows() == [
        ("aanmeldingen", "organisatie", "Lokalis", 1),
        ("aanmeldingen", "verwijzer", "de buurman", 1),
    ]
    assert read_frame(store, "aanmeldingen").height == 1


def test_rejected_rows_are_tried_anew_against_the_tables_of_that_moment(store: Store, tmp_path: Path) -> None:
    file = put(tmp_path, "a.csv", HEAD + "A1;F1;Zuid;2022-03-31\nA2;F2;VO;2022-03-31\n")
    assert counts(import_paths(store, [file], today=TODAY)) == (1, 0, 0, 1)
    import_paths(store, [put(tmp_path, "g.csv", "gebied;naam\nG3;Zuid\n")], today=TODAY)
    again = import_paths(store, [file], today=TODAY)
    assert counts(again) == (1, 0, 1, 0)
    assert again.exit_code == 0
    assert read_frame(store, "afgekeurd").is_empty()


def test_old_file_again_does_not_undo_what_a_later_file_changed(store: Store, tmp_path: Path) -> None:
    old = put(tmp_path, "a.csv", HEAD + "A1;F1;VO;2022-03-31\n")
    import_paths(store, [old], today=TODAY)
    changed = import_paths(store, [put(tmp_path, "b.csv", HEAD + "A1;F1;MBO;2022-03-31\n")], today=TODAY)
    again = import_paths(store, [old], today=TODAY)
    assert counts(changed) == (0, 1, 0, 0)
    assert counts(again) == (0, 0, 1, 0)
    row = read_frame(store, "aanmeldingen").row(0, named=True)
    assert (row["team"], row["eerste_import"], row["laatste_import"]) == ("MBO", 1, 2)


def test_row_tried_anew_does_not_go_before_a_later_row_of_its_file(store: Store, tmp_path: Path) -> None:
    file = put(tmp_path, "a.csv", HEAD + "A1;F1;Zuid;2022-03-31\nA1;F1;VO;2022-04-01\n")
    import_paths(store, [file], today=TODAY)
    import_paths(store, [put(tmp_path, "g.csv", "gebied;naam\nG3;Zuid\n")], today=TODAY)
    assert counts(import_paths(store, [file], today=TODAY)) == (0, 0, 2, 0)
    assert read_frame(store, "aanmeldingen")["team"].to_list() == ["VO"]


def test_later_row_replaces_the_whole_earlier_row(store: Store, tmp_path: Path) -> None:
    first = "aanmelding;gezin_id;team;aanmelddatum;verwijzer\nA1;F1;VO;2022-03-31;huisarts\n"
    import_paths(store, [put(tmp_path, "a.csv", first)], today=TODAY)
    import_paths(store, [put(tmp_path, "b.csv", HEAD + "A1;F1;VO;2022-03-31\n")], today=TODAY)
    assert read_frame(store, "aanmeldingen")["verwijzer"].to_list() == [None]


def test_changes_within_a_file_are_counted_row_by_row(store: Store, tmp_path: Path) -> None:
    rows = "A1;F1;VO;2022-03-31\nA1;F1;VO;2022-03-31\nA1;F1;MBO;2022-03-31\nA2;F1;VO;2022-03-31\n"
    assert counts(import_paths(store, [put(tmp_path, "a.csv", HEAD + rows)], today=TODAY)) == (2, 1, 1, 0)
    more = "A1;F1;VO;2022-03-31\nA1;F1;MBO;2022-03-31\n"
    assert counts(import_paths(store, [put(tmp_path, "b.csv", HEAD + more)], today=TODAY)) == (0, 2, 0, 0)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (HEAD + "A1;F1;VO;2022-03-31\nA2;F1;VO;2022-02-01\n", date(2022, 3, 31)),
        ("aanbieder;maand;kosten\nX;2022-02;5\n", date(2022, 2, 28)),
        ("aanbieder;maand;kosten\nX;2026-10;5\nX;2026-11;5\n", date(2026, 10, 31)),
        ("organisatie;voorziening;periode;deelnemers\nX;Y;2022-Q1;5\n", date(2022, 3, 31)),
        ("datum;indicator;soort;titel\n2022-01-01;*;beleid;Nieuw\n", None),
        ("aanbieder;jaar;ingangsdatum;budget;clienten\nX;2022;2022-01-01;100;5\n", None),
        ("gebied;naam;geldig_van\nG9;X;2022-01-01\n", None),
        ("gebied;jaar;doelgroep;aantal\nstad;2022;gezinnen;5\n", None),
    ],
)
def test_leverdatum_is_the_newest_day_that_is_not_after_today(
    store: Store, tmp_path: Path, content: str, expected: date | None
) -> None:
    file = put(tmp_path, "a.csv", content)
    assert import_paths(store, [file], today=TODAY).files[0].leverdatum == expected
    given_day = import_paths(store, [file], leverdatum=date(2025, 1, 1), today=TODAY)
    assert given_day.files[0].leverdatum == date(2025, 1, 1)


def test_preview_says_what_import_would_do_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    import_paths(store, [put(tmp_path, "a.csv", HEAD + "A1;F1;VO;2022-03-31\n")], today=TODAY)
    files = [
        put(tmp_path, "b.csv", HEAD + "A1;F1;Zuid;2022-03-31\nA2;F2;Nergens;2022-03-31\n"),
        put(tmp_path, "g.csv", "gebied;naam\nG3;Zuid\n"),
    ]
    version, imports = store.version(), read_frame(store, "imports")
    preview = preview_paths(store, files, today=TODAY)
    assert counts(preview) == (1, 1, 0, 1)
    assert store.version() == version
    assert read_frame(store, "imports").equals(imports)
    assert counts(import_paths(store, files, today=TODAY)) == counts(preview)


def test_import_between_reading_and_writing_is_taken_into_account(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.importing import part

    prepare, first = part._prepare, [True]

    def prepare_while_another_imports(*arguments: object) -> object:
        prepared = prepare(*arguments)  # type: ignore[arg-type]
        if first.pop() if first else False:
            other = Store(store.url, create_engine(store.url))
            import_paths(other, [put(tmp_path, "b.csv", HEAD + "A1;F1;MBO;2022-03-31\n")], today=TODAY)
            other.engine.dispose()
        return prepared

    monkeypatch.setattr(part, "_prepare", prepare_while_another_imports)
    summary = import_paths(store, [put(tmp_path, "a.csv", HEAD + "A1;F1;VO;2022-03-31\n")], today=TODAY)
    assert counts(summary) == (0, 1, 0, 0)
    assert read_frame(store, "aanmeldingen")["team"].to_list() == ["VO"]

"""Does anything that leaves, in whatever form, tell which hidden number is small, or give a number that is hidden?"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from data.store import open_store
from metrics.__main__ import main
from metrics.views import FIGURES as VIEWS
from results import Query, QuestionError, result, unprotected
from tests.attack import city
from tests.places import new_place
from tests.test_pages import FIGURES, on_sheet

pytestmark = pytest.mark.long

SECOND_MARK = re.compile(r"(<|&lt;|≤|kleiner dan|minder dan)\s*10\b", re.IGNORECASE)
ASKED = (
    ("kennismaking_binnen_vijf_werkdagen", ("--per", "team")),
    ("werkdagen_tot_kennismaking", ("--per", "team")),
    ("ervaring", ("--per", "team")),
    ("verwijzer", ("--where", "spoor=basiszorg", "--per", "team")),
    ("bereik", ("--per", "gebied")),
    ("in_zorg", ("--per", "aanbieder")),
    ("doorstroom", ()),
)


@pytest.fixture(scope="module")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    path = new_place(tmp_path_factory.mktemp("city"))
    city.build(open_store(str(path), create=True), 300, 3, ("aanmeldingen", "leveringen", "ervaringen"))
    return path


@pytest.fixture(autouse=True)
def live_there(small_city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(small_city))


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What the command line writes."""

    def run(*arguments: str) -> str:
        assert main(arguments) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize(("key", "more"), ASKED, ids=[key for key, _ in ASKED])
def test_the_command_line_has_one_mark_in_every_format(
    say: Callable[..., str], key: str, more: tuple[str, ...]
) -> None:
    asked = ("show", key, "--period", "2022", *more)
    rows: list[dict[str, Any]] = json.loads(say(*asked, "--format", "json"))
    hidden = [row for row in rows if row["afgeschermd"]]
    assert hidden
    assert all(row["teller"] is None and row["waarde"] is None for row in hidden)
    assert {row["waarom_leeg"] for row in hidden} == {"afgeschermd"}
    lines = list(csv.DictReader(io.StringIO(say(*asked, "--format", "csv").lstrip("\ufeff")), delimiter=";"))
    assert len(lines) == len(rows)
    for row, line in zip(rows, lines, strict=True):
        if row["afgeschermd"]:
            assert not re.search(r"\d", line["teller"] + line["waarde"]), line
    table = say(*asked)
    assert table.count("afgeschermd") >= len(hidden)
    assert not SECOND_MARK.search(table)


@pytest.mark.parametrize(("page", "sheet"), FIGURES)
def test_no_page_has_a_second_mark(page: str, sheet: str) -> None:
    """Everything that the browser gets: texts, tables, pictures with what appears under the pointer, descriptions."""
    sent = "\n".join(everything_sent(on_sheet(page, sheet)))
    assert len(sent) > 1_000
    assert not SECOND_MARK.search(sent)


def everything_sent(app: Any) -> Iterator[str]:
    """The message behind every element of a page."""
    for root in (app.main, app.sidebar):
        for element in root:
            yield str(element.proto)


def test_a_place_in_a_list_does_not_depend_on_what_is_hidden() -> None:
    """Rows stand in the order of their dimensions, so sorting tells nothing."""
    for key, more in ASKED:
        per = tuple(more[place + 1] for place, word in enumerate(more) if word == "--per")
        where = tuple(tuple(more[place + 1].split("=")) for place, word in enumerate(more) if word == "--where")
        answer = result(Query(key, ("2022",), per, where))  # type: ignore[arg-type]
        names = [*answer.indicator.always_per, *per]
        found = answer.frame.select(names).rows()
        assert found == sorted(found), key


def test_no_column_beside_the_value_counts_a_few_people() -> None:
    """In whatever row: one without a value has no small teller to hide, but may have people behind it."""
    small = 0
    for key, figure in VIEWS.items():
        for name in {"gezinnen", "clienten", "negatief"} & figure.extra.keys():
            few = pl.col(name).is_between(1, 9)
            for per in [(), *((dimension,) for dimension in figure.dimensions if dimension not in figure.always_per)]:
                asked = Query(key, ("2022", "2022-Q1", "2022-Q4"), per)
                try:
                    shown = result(asked).frame.filter(few)
                except QuestionError:
                    continue
                small += unprotected(asked).frame.filter(few).height
                assert shown.is_empty(), (key, per, shown.select("periode", *per, name))
    assert small > 10

"""What does somebody of a buurtteamorganisatie see of others, and when is that decided?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import data.decisions
import results
from data.access import Access, Rule, known_rows
from data.decisions import read_blocks
from data.store import Store
from metrics.protection.decisions import Decisions
from metrics.viewer import Role, Viewer, looking_as
from results import Query, result, unprotected
from tests.attack import city
from tests.oracle.worlds import frame_of
from tests.stocked import stock

ANSWERS = "ervaring"
BOARD = Viewer(frozenset({Role.GEMEENTE}))
ORGANISATIE = Viewer(frozenset({Role.BUURTTEAMORGANISATIE}), organisatie="Samen")
TEAM = Viewer(frozenset({Role.BUURTTEAMORGANISATIE}), teams=frozenset({"A8"}))
QUARTERS = tuple(f"2022-Q{number}" for number in range(1, 5))
PER_TEAM = Query(ANSWERS, ("2022",), ("team",))


@pytest.fixture
def answers(store: Store) -> Store:
    """Answers of families of two organisaties, of which the one gave four in five."""
    return city.build(store, 1_500, seed=1, kinds=("ervaringen",))


def hidden(viewer: Viewer, query: Query) -> int:
    with looking_as(viewer):
        return int(result(query).frame["afgeschermd"].sum())


@pytest.mark.parametrize(("viewer", "own"), [(ORGANISATIE, ("organisatie", "Samen")), (TEAM, ("team", "A8"))])
def test_a_shown_number_without_the_own_rows_is_not_small(answers: Store, viewer: Viewer, own: tuple[str, str]) -> None:
    found = 0
    for query in (PER_TEAM, Query(ANSWERS, QUARTERS), Query(ANSWERS, ("2022",), ("organisatie",))):
        lines = ["periode", *query.per]
        with looking_as(viewer):
            shown = result(query).frame
        with looking_as(BOARD):
            everybody = result(query).frame
        assert shown.select(lines).equals(everybody.select(lines))
        assert not (everybody["afgeschermd"] & ~shown["afgeschermd"]).any()
        mine = unprotected(replace(query, where=(own,))).frame.select(*lines, mine="teller", of="noemer")
        beside = shown.filter(~pl.col("afgeschermd")).join(mine, on=lines, how="left")
        rest, of = (pl.col(all_) - pl.col(own_).fill_null(0) for all_, own_ in (("teller", "mine"), ("noemer", "of")))
        found += beside.height
        assert beside.filter(pl.any_horizontal((each > 0) & (each < 10) for each in (rest, of - rest, of))).is_empty()
    assert found > 3


def test_what_is_hidden_from_one_organisatie_is_shown_to_the_gemeente(answers: Store) -> None:
    assert hidden(ORGANISATIE, PER_TEAM) > hidden(BOARD, PER_TEAM)


def test_who_knows_no_rows_sees_what_everybody_sees(answers: Store) -> None:
    with looking_as(Viewer(frozenset({Role.BUURTTEAMORGANISATIE}))):
        mine = result(PER_TEAM).frame
    with looking_as(BOARD):
        assert mine.equals(result(PER_TEAM).frame)


def test_reports_of_others_that_are_small_are_not_to_be_subtracted(store: Store) -> None:
    reports = [
        {"organisatie": name, "voorziening": "Inloop", "periode": "2022", "gebied": "", "deelnemers": number}
        for name, number in (("Een", 40), ("Twee", 6))
    ]
    stock(store, {"bereikopgaven": frame_of("bereikopgaven", reports)}, delivered=date(2023, 2, 15))
    query = Query("bereik_opgave", ("2022",))
    assert hidden(BOARD, query) == 0
    assert hidden(replace(ORGANISATIE, organisatie="Een"), query) == 1
    assert hidden(replace(ORGANISATIE, organisatie="Drie"), query) == 0


def test_deciding_after_an_import_decides_for_every_organisatie_that_may_look(
    answers: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "toegang.toml"
    words = {"claim": "r", "waarde": "samen", "rol": "buurtteamorganisatie", "organisatie": "Samen"}
    rules.write_text("\n".join(["[[rol]]", *(f'{name} = "{word}"' for name, word in words.items())]), "utf-8")
    monkeypatch.setenv("CIJFERTAFEL_TOEGANG", str(rules))
    monkeypatch.setattr(data.decisions, "LARGE", 5)
    with looking_as(ORGANISATIE):
        before = results.undecided()
        results.decide()
        assert before is not None and before[0] == 0
        assert results.undecided() is None
    assert {ANSWERS, f"{ANSWERS} zonder organisatie Samen"} <= set(read_blocks(answers)["indicator"])

    def decides_again(*_: object) -> None:
        raise AssertionError("what was kept is decided once more")

    monkeypatch.setattr(Decisions, "decide", decides_again)
    results._shared.worlds.clear()
    assert hidden(ORGANISATIE, PER_TEAM) > 0
    with looking_as(TEAM):
        left = results.undecided()
    assert left is not None and 0 < left[0] < left[1]


def test_every_rule_of_a_buurtteam_names_rows_that_are_known() -> None:
    rules = (
        Rule("r", "a", "buurtteamorganisatie", organisatie="Een"),
        Rule("r", "b", "buurtteamorganisatie", organisatie="Een", intern=True),
        Rule("r", "c", "buurtteamorganisatie", teams=("Zuid", "West")),
        Rule("r", "d", "gemeente"),
        Rule("r", "e", "aanbieder", aanbieder="99000101"),
    )
    assert known_rows(Access(rules)) == [
        {"organisatie": frozenset({"Een"})}, {"team": frozenset({"Zuid", "West"})}
    ]  # fmt: skip

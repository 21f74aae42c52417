"""Are the words of a question checked and understood?"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from data.tables import Aanbieder, Alias, Gebied, Levering, Zorgvorm
from metrics import CATALOGUE
from metrics.names import Labels, Names
from metrics.prepare import prepare
from metrics.question import QuestionError, build
from metrics.request import Request
from tests.measuring import CALENDAR, measure, tables_of
from tests.table import table

TABLES = tables_of(
    gebieden=table(
        Gebied,
        """
        gebied | naam         | soort
        g1     | Noord        |
        g2     | Zuid         |
        VO     | VO-team      | zonder gebied
        """,
    ),
    aliassen=table(Alias, "alias | gebied\nBoven | g1\nOnder | Zuid"),
    aanbieders=table(Aanbieder, "aanbieder | naam\n001 | De Brug\n002 | De Brug\n003 | Anders"),
    zorgvormen=table(Zorgvorm, "wet | code | naam\njw | 45A | Ambulant\nwmo | 45A | Begeleiding"),
    leveringen=table(
        Levering,
        """
        levering | client_id | aanbieder | wet | gebied | begindatum | einddatum  | verwijzer
        1        | c1        | 001       | jw  | g1     | 2020-05-01 | 2021-03-01 | huisarts
        2        | c2        | 003       | jw  | g2     | 2021-05-01 |            |
        """,
    ),
)
FRAMES, NAMES = prepare(TABLES, CALENDAR), Names.of(TABLES)
P = date(2022, 10, 15)


def ask(key: str, *periods: str, per: tuple[str, ...] = (), where: tuple[tuple[str, str], ...] = ()) -> Request:
    return build(CATALOGUE[key], periods, per, where, P, FRAMES, NAMES)


@pytest.mark.parametrize("word", ["g1", "G1 ", "noord", "NOORD", "boven", " Boven "])
def test_area_is_found_by_code_name_and_alias(word: str) -> None:
    assert ask("in_zorg", where=(("gebied", word),)).where == {"gebied": frozenset({"g1"})}


def test_alias_may_point_to_a_name() -> None:
    assert ask("in_zorg", where=(("gebied", "onder"),)).where == {"gebied": frozenset({"g2"})}


def test_one_name_of_two_providers_means_both() -> None:
    assert ask("in_zorg", where=(("aanbieder", "de brug"),)).where == {"aanbieder": frozenset({"001", "002"})}


def test_same_name_twice_is_or_and_different_names_are_and() -> None:
    where = (("gebied", "noord"), ("gebied", "g2"), ("verwijzer", "Huisarts"))
    request = ask("in_zorg", where=where)
    assert request.where == {"gebied": frozenset({"g1", "g2"}), "verwijzer": frozenset({"huisarts"})}
    drawn = {name: TABLES[name] for name in ("leveringen", "gebieden", "aliassen")}
    assert [row["teller"] for row in measure("instroom", drawn, "2020", where=where)] == [1.0]
    assert measure("instroom", drawn, "2021-12", where=where) == []


def test_value_that_does_not_occur_gives_no_rows_and_no_error() -> None:
    drawn = {name: TABLES[name] for name in ("leveringen", "gebieden", "aliassen")}
    assert measure("in_zorg", drawn, "2021", where=[("gebied", "nergens")]) == []


def test_ages_may_be_written_with_a_hyphen() -> None:
    assert ask("in_zorg", where=(("leeftijdsgroep", "12-17"),)).where == {"leeftijdsgroep": frozenset({"12–17"})}


@pytest.mark.parametrize(
    ("key", "per", "where", "named"),
    [
        ("in_zorg", ("team",), (), "aanbieder, wet, zorgvorm"),
        ("in_zorg", (), (("teem", "x"),), "aanbieder, wet, zorgvorm"),
        ("bereik", (), (("doelgroep", "iedereen"),), "gezinnen, volwassenen"),
        ("doorstroom", (), (("venster", "31"),), "365, 90, 30"),
        ("macrovierkant", ("aanbieder",), (), "geen dimensies"),
        ("verwijzer", ("team",), (), "aanbieder, wet"),
        ("verwijzer", ("aanbieder",), (("spoor", "basiszorg"),), "gebied, team"),
    ],
)
def test_unknown_word_is_refused_and_the_possible_ones_are_named(
    key: str, per: tuple[str, ...], where: tuple[tuple[str, str], ...], named: str
) -> None:
    with pytest.raises(QuestionError, match=named):
        ask(key, "2022", per=per, where=where)


def test_option_holds_one_value() -> None:
    assert ask("doorstroom").options == {"venster": "365", "gelijktijdig": "ja"}
    assert ask("doorstroom", where=(("venster", "90"), ("venster", "90"))).options["venster"] == "90"
    with pytest.raises(QuestionError, match="maar een waarde"):
        ask("doorstroom", where=(("venster", "90"), ("venster", "30")))


def test_unknown_period_is_refused() -> None:
    with pytest.raises(QuestionError, match="Onbekende periode '2022-13'"):
        ask("in_zorg", "2022-13")


def test_waiting_knows_no_period() -> None:
    with pytest.raises(QuestionError, match="kent geen periode"):
        ask("wachtend", "2022")
    assert ask("wachtend").periods == ()


def test_without_periods_every_year_with_rows() -> None:
    assert [str(period) for period in ask("in_zorg").periods] == ["2020", "2021"]
    assert ask("ervaring").periods == ()


def test_names_stand_beside_their_keys() -> None:
    frame = TABLES["leveringen"].select("aanbieder", "gebied")
    named = Labels(FRAMES).beside(frame)
    assert named.columns == ["aanbieder", "aanbieder_naam", "gebied", "gebied_naam"]
    assert named["aanbieder_naam"].to_list() == ["De Brug", "Anders"]
    assert named["gebied_naam"].to_list() == ["Noord", "Zuid"]


def test_zorgvorm_is_named_within_its_wet() -> None:
    frame = TABLES["zorgvormen"].select("wet", zorgvorm="code")
    assert Labels(FRAMES).beside(frame)["zorgvorm_naam"].to_list() == ["Ambulant", "Begeleiding"]


def test_zorgvorm_that_two_wetten_name_has_both_names_without_wet() -> None:
    labels = Labels({**FRAMES, "zorgvormen": TABLES["zorgvormen"].reverse()})
    assert labels.beside(pl.DataFrame({"zorgvorm": ["45A", "99"]}))["zorgvorm_naam"].to_list() == [
        "Ambulant / Begeleiding",
        "99",
    ]
    same = TABLES["zorgvormen"].with_columns(naam=pl.lit("Ambulant"))
    assert Labels({**FRAMES, "zorgvormen": same}).forms == {"45A": "Ambulant"}

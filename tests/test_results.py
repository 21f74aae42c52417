"""What does a question to `results` give, from which data, and for whose eyes?"""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest

import results
from data.frames import read_frame
from data.store import Store, close, open_store
from data.tables import Aanmelding, Gebeurtenis
from results import Context, Query, QuestionError, choices, result, store_facts, unprotected
from tests.example_store import copy_example
from tests.places import fill_empty, new_place
from tests.stocked import aanmeldingen, areas, stock
from tests.table import table

KENNISMAKING = "kennismaking_binnen_vijf_werkdagen"
DELIVERED = date(2023, 2, 15)


def fill(store: Store) -> Store:
    """A city of six areas and one team without area, 1 500 aanmeldingen in 2022."""
    stock(store, {"gebieden": areas(), "aanmeldingen": aanmeldingen(Random(1), 1_500)}, delivered=DELIVERED)
    return store


@pytest.fixture(scope="module")
def place_of_known_city(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path | str) -> Path | str:
    place = new_place(tmp_path_factory.mktemp("city"))
    fill_empty(place, empty_store_file)
    fill(open_store(str(place)))
    return place


@pytest.fixture
def known_city(place_of_known_city: Path | str, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A city to look at only: what was decided of its small numbers stays known to the next test."""
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(place_of_known_city))
    return open_store()


@pytest.fixture
def city(store: Store, own_store: Path | str, place_of_known_city: Path | str) -> Store:
    """A city to change; in a file it is a copy of the known one, with what was decided of its small numbers."""
    if isinstance(own_store, str):
        return fill(store)
    close(store.url)
    copy_example(place_of_known_city, own_store)
    return open_store()


def test_a_store_that_does_not_exist_has_facts() -> None:
    facts = store_facts()
    assert (facts.exists, facts.empty, facts.peildatum) == (False, True, None)


def test_an_empty_store_gives_no_rows_and_no_error(store: Store) -> None:
    assert result(Query(KENNISMAKING, ("2022",))).frame.is_empty()
    assert store_facts().empty
    assert choices().gebieden == ()


def test_the_columns_are_those_of_the_definitions_with_names_beside_keys(known_city: Store) -> None:
    found = result(Query(KENNISMAKING, ("2022",), ("gebied",)))
    assert found.frame.columns == [
        "periode", "gebied", "gebied_naam", "teller", "noemer", "waarde", "voorlopig", "afgeschermd", "waarom_leeg",
    ]  # fmt: skip
    assert found.frame.filter(gebied="A1")["gebied_naam"].to_list() == ["Gebied 1"]
    assert (found.peildatum, found.example, found.context) == (DELIVERED, False, Context.GEDEELD)
    assert found.data_version == str(known_city.version())


def test_shared_is_the_default_and_internal_shows_small_numbers(city: Store) -> None:
    with city.transaction() as connection:
        connection.exec_driver_sql("UPDATE opslag SET voorbeeld = TRUE")
    query = Query(KENNISMAKING, ("2022-03",), ("team",))
    shared, internal = result(query), result(query, Context.INTERN)
    assert shared.context is Context.GEDEELD
    assert shared.frame.height == internal.frame.height
    assert shared.frame["afgeschermd"].any()
    assert not internal.frame["afgeschermd"].any()
    assert internal.frame["waarde"].null_count() == 0
    assert "personen" not in internal.frame.columns


def test_a_running_period_is_hidden_in_shared_output_only(city: Store) -> None:
    query = Query("wachttijd_verzoek", ("2023",))
    assert result(query).frame.is_empty()
    query = Query(KENNISMAKING, ("2022-Q4", "2023"))
    stock(city, {"aanmeldingen": later(60)}, delivered=DELIVERED)
    shown = result(query).frame
    assert shown["afgeschermd"].to_list() == [False, True]
    assert shown["noemer"].to_list()[1] is None
    assert unprotected(query).frame["noemer"].to_list()[1] == 60
    offer = result(Query(KENNISMAKING, ("2023",))).offer
    assert offer is not None
    assert "2022" in offer


def later(count: int) -> pl.DataFrame:
    rows = [f"n{n} | h{n} | A1 | 2023-01-{n % 28 + 1:02d} | 2023-01-{n % 28 + 1:02d}" for n in range(count)]
    return table(Aanmelding, "aanmelding|gezin_id|team|aanmelddatum|kennismakingsdatum\n" + "\n".join(rows))


def test_one_value_asked_is_the_same_cell_as_in_a_split(known_city: Store) -> None:
    for area in ("A1", "A4", "A6"):
        for period in ("2022-02", "2022-Q1", "2022"):
            split = result(Query(KENNISMAKING, (period,), ("gebied",))).frame.filter(gebied=area)
            alone = result(Query(KENNISMAKING, (period,), (), (("gebied", area),))).frame
            assert alone.to_dicts() == split.drop("gebied", "gebied_naam").to_dicts()


def test_a_selection_of_several_is_shown_when_every_part_is(known_city: Store) -> None:
    split = result(Query(KENNISMAKING, ("2022-Q1", "2022"), ("team",))).frame
    for period in ("2022-Q1", "2022"):
        rows = split.filter(periode=period)
        hidden = rows.filter("afgeschermd")["team"].to_list()
        visible = rows.filter(~pl.col("afgeschermd"))["team"].to_list()
        assert visible, "the drawn city has no visible team"
        both = result(Query(KENNISMAKING, (period,), (), tuple(("team", name) for name in visible))).frame
        assert both["afgeschermd"].to_list() == [False]
        assert both["teller"].item() == rows.filter(~pl.col("afgeschermd"))["teller"].sum()
        if hidden:
            mixed = tuple(("team", name) for name in [visible[0], hidden[0]])
            assert result(Query(KENNISMAKING, (period,), (), mixed)).frame["afgeschermd"].to_list() == [True]


def test_unique_people_are_not_added_up_over_a_selection(known_city: Store) -> None:
    found = result(Query("bereik", ("2022",), (), (("gebied", "A1"), ("gebied", "A2"))))
    assert found.frame["afgeschermd"].to_list() == [True]
    assert found.offer is not None
    assert "Kies één gebied of de hele stad" in found.offer


def test_the_gap_is_shown_only_with_both_its_groups(known_city: Store) -> None:
    for period in ("2022-01", "2022"):
        groups = result(Query("bereik", (period,), ("ses",))).frame.filter(pl.col("ses").is_in(["laag", "hoog"]))
        gap = result(Query("ses_kloof", (period,))).frame
        if gap.height and gap["waarom_leeg"].item() in (None, "afgeschermd"):
            assert gap["afgeschermd"].item() is bool(groups["afgeschermd"].any())


@pytest.mark.parametrize(
    ("query", "part"),
    [
        (Query("bereikt"), "Onbekende indicator 'bereikt'"),
        (Query(KENNISMAKING, ("2022-03",), ("verwijzer",)), "Kies per kwartaal"),
        (Query(KENNISMAKING, ("2022",), ("wijk", "ses")), "niet allebei"),
        (Query(KENNISMAKING, ("2022-Q1",), ("team",), (("verwijzer", "huisarts"),)), "per jaar"),
        (Query(KENNISMAKING, ("2022",), ("kleur",)), "kleur"),
        (Query(KENNISMAKING, ("2022-Q5",)), "2022-Q5"),
        (Query(KENNISMAKING, ("2022",), on=date(2022, 12, 30)), "31-12-2022"),
        (Query(KENNISMAKING, ("2022",), on=date(2024, 1, 1)), "15-02-2023"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_can(known_city: Store, query: Query, part: str) -> None:
    with pytest.raises(QuestionError, match=part):
        result(query)


def test_hidden_numbers_come_with_the_nearest_choice_that_shows_more(known_city: Store) -> None:
    found = result(Query(KENNISMAKING, ("2022-03",), ("team",)))
    assert found.frame["afgeschermd"].any()
    assert found.offer is not None
    assert found.offer.startswith("Afgeschermd; per")
    assert result(Query(KENNISMAKING, ("2022",))).offer is None


def test_a_new_import_gives_new_results(city: Store) -> None:
    before = result(Query(KENNISMAKING, ("2022",)))
    assert result(Query(KENNISMAKING, ("2022",))) is before
    stock(city, {"aanmeldingen": later(10)}, delivered=date(2023, 3, 31))
    after = result(Query(KENNISMAKING, ("2022",)))
    assert after.data_version != before.data_version
    assert after.peildatum == date(2023, 3, 31)


def test_a_remembered_result_takes_under_a_millisecond(known_city: Store) -> None:
    query = Query(KENNISMAKING, ("2022",), ("wijk",))
    result(query)
    times = []
    for _ in range(50):
        begin = time.perf_counter()
        result(query)
        times.append(time.perf_counter() - begin)
    assert sorted(times)[10] < 0.001


def test_sessions_share_one_world(city: Store) -> None:
    store_facts()
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(id(results._shared.world()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len(set(seen)) == 1


def test_unprotected_output_is_complete_and_logged(city: Store) -> None:
    found = unprotected(Query(KENNISMAKING, ("2022-03",), ("team", "verwijzer"), on=date(2022, 12, 30)))
    assert not found.frame["afgeschermd"].any()
    log = read_frame(city, "logboek")
    assert log["wat"].to_list() == ["onafgeschermd cijfer getoond"]
    assert log["onderwerp"].item().startswith(f"{KENNISMAKING} · per team · per verwijzer · 2022-03")
    assert log["wie"].item()


def test_a_query_survives_the_address() -> None:
    query = Query("bereik", ("2022", "2022-Q1"), ("gebied",), (("ses", "laag"), ("gebied", "A=1")), date(2022, 12, 31))
    assert Query.from_params(query.to_params()) == query
    assert Query.from_params(Query("bereik").to_params()) == Query("bereik")


@pytest.mark.parametrize(
    "params", [{}, {"indicator": ["bereik"], "waar": ["gebied"]}, {"indicator": ["x"], "op": ["1"]}]
)
def test_an_address_that_cannot_be_read_is_refused_in_dutch(params: dict[str, list[str]]) -> None:
    with pytest.raises(QuestionError, match=r"Kies|Schrijf"):
        Query.from_params(params)


def test_events_of_the_indicator_and_of_all_come_along(city: Store) -> None:
    drawn = table(
        Gebeurtenis,
        f"""
        datum      | indicator      | soort       | titel
        2022-06-01 | *              | beleid      | Voor alles
        2022-01-01 | {KENNISMAKING} | trendbreuk  | Voor deze
        2022-02-01 | bereik         | gebeurtenis | Voor een andere
        """,
    )
    stock(city, {"gebeurtenissen": drawn}, delivered=DELIVERED)
    events = result(Query(KENNISMAKING, ("2022",))).events
    assert events["titel"].to_list() == ["Voor deze", "Voor alles"]
    assert events.columns == ["datum", "soort", "titel", "toelichting", "organisatie"]


def test_recent_periods_are_provisional_by_the_lag_of_their_source(city: Store) -> None:
    assert store_facts().lags["aanmeldingen"] == 21
    frame = unprotected(Query(KENNISMAKING, ("2022-12", "2023-01"))).frame
    assert frame["voorlopig"].to_list() == [False] or not frame["voorlopig"][0]
    stock(city, {"aanmeldingen": later(60)}, delivered=DELIVERED)
    frame = unprotected(Query(KENNISMAKING, ("2022-12", "2023-01"))).frame
    assert frame["voorlopig"].to_list() == [False, True]


def test_choices_hold_what_can_be_chosen(known_city: Store) -> None:
    known = choices()
    assert [area.key for area in known.gebieden] == ["A1", "A2", "A3", "A4", "A5", "A6"]
    assert {area.key for area in known.teams} >= {"A1", "T1", "VO"}
    assert known.wijken == ("Noord", "Zuid")
    assert known.organisaties == ("Een", "Twee")
    assert known.periods[12] == ("2022",)
    assert known.periods[1][-1] == "2023-01"
    assert known.peildata[-1] == DELIVERED

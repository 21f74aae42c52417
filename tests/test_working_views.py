"""Do the working views count who still waits, agree with the catalogue, and keep small groups to themselves?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import results
from data.store import as_url, close
from data.tables import Aanmelding, Levering, Toewijzing
from metrics.views import WORKING_VIEWS
from metrics.views.wachtrij import WEEKS
from results import Context, Query, QuestionError
from tests.measuring import measure
from tests.table import table

WAITING = {
    "aanmeldingen": table(
        Aanmelding,
        """
        aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum | startdatum | einddatum
        1          | g1       | A    | 2022-03-01   | 2022-03-08         | 2022-03-18 |
        2          | g2       | A    | 2022-03-01   | 2022-03-08         |            |
        3          | g3       | A    | 2022-03-01   | 2022-03-08         |            | 2022-03-12
        4          | g4       | A    | 2022-03-07   |                    |            |
        """,
    )
}
DAYS = st.one_of(st.none(), st.dates(date(2022, 1, 1), date(2022, 7, 20)))


def test_wait_for_the_start_runs_from_the_kennismaking_and_ends_at_an_end() -> None:
    # At risk: 10 days (started), 4 days (left), 23 days (still waiting on 31 March): 2 at risk at 10, so 1/2 waits.
    (row,) = measure("start_met_wachtenden", WAITING, "2022-03", on="2022-03-31")
    assert (row["waarde"], row["km_p80"], row["personen"], row["waarom_leeg"]) == (10, None, 3, None)
    points = measure("start_curve", WAITING, "2022-03", on="2022-03-31")
    assert [(row["na"], row["waarde"]) for row in points if row["waarde"] is not None] == [
        ("0", 0), ("7", 0), ("14", 0.5), ("21", 0.5),
    ]  # fmt: skip
    assert {row["waarom_leeg"] for row in points if row["waarde"] is None} == {"te weinig tijd"}


def test_toewijzing_without_a_start_still_waits_and_one_that_ended_waited_until_then() -> None:
    drawn = {
        "toewijzingen": table(
            Toewijzing,
            """
            wet | gemeente | nummer | toewijzingsdatum | tijd     | client_id | aanbieder | ingangsdatum | einddatum
            jw  | 0344     | 1      | 2022-03-01       | 10:00:00 | c1        | x         | 2022-03-01   |
            jw  | 0344     | 2      | 2022-03-01       | 10:00:00 | c2        | x         | 2022-03-01   |
            jw  | 0344     | 3      | 2022-03-01       | 10:00:00 | c3        | x         | 2022-03-01   | 2022-03-06
            """,
        ),
        "leveringen": table(
            Levering,
            """
            levering | client_id | aanbieder | wet | toewijzing | toewijzingsdatum | begindatum
            a        | c1        | x         | jw  | jw-0344-1  | 2022-03-01       | 2022-03-11
            """,
        ),
    }
    # After 10 days one of the two at risk started; the third left the queue after 5 days.
    (row,) = measure("zorg_met_wachtenden", drawn, "2022-03", on="2022-04-30")
    assert (row["waarde"], row["km_p80"]) == (10, None)
    (early,) = measure("zorg_met_wachtenden", drawn, "2022-03", on="2022-03-05")
    assert early["waarde"] is None


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.dates(date(2022, 1, 1), date(2022, 7, 1)), DAYS, DAYS, DAYS), max_size=12))
def test_queue_of_the_last_week_is_who_waits_and_every_week_follows_from_the_one_before(
    rows: list[tuple[date, date | None, date | None, date | None]],
) -> None:
    lines = [
        f"{i} | g{i} | A | " + " | ".join("" if d is None else str(d) for d in days) for i, days in enumerate(rows)
    ]
    head = "aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum | startdatum | einddatum"
    drawn = {"aanmeldingen": table(Aanmelding, "\n".join([head, *lines]))}
    queue = {(r["been"], r["stroom"], r["week"]): r["waarde"] for r in measure("wachtrij", drawn, on="2022-07-01")}
    for been in ("1", "2"):
        waiting = sum(row["waarde"] for row in measure("wachtend", drawn, on="2022-07-01") if row["been"] == been)
        assert queue.get((been, "wacht", "2022-07-01"), 0) == waiting
        weeks = [str(date(2022, 7, 1) - timedelta(days=7 * back)) for back in range(WEEKS)]
        for week, before in pairwise(weeks):
            at = {name: queue.get((been, name, week), 0) for name in ("wacht", "erbij", "geholpen", "weg")}
            assert at["wacht"] == queue.get((been, "wacht", before), 0) + at["erbij"] - at["geholpen"] - at["weg"]


@pytest.fixture
def example(example_store: object, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    yield
    close(as_url(str(example_store)))


@pytest.mark.usefixtures("example")
def test_queue_per_week_exists_only_inside_an_organisation() -> None:
    with pytest.raises(QuestionError, match="te klein"):
        results.result(Query("wachtrij"))
    with pytest.raises(QuestionError, match="te klein"):
        results.result(Query("wachtrij", where=(("been", "1"), ("stroom", "wacht"))))
    assert results.result(Query("wachtrij"), Context.INTERN).frame.height


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("key", [key for key in WORKING_VIEWS if key.endswith(("_curve", "_met_wachtenden"))])
def test_shared_curves_and_medians_stand_for_thirty_people_and_set_no_small_group_apart(key: str) -> None:
    dimension = "aanbieder" if key.startswith("zorg") else "team"
    query = Query(key, ("2025",), (dimension,))
    world = results._shared.world()
    shown, people = results.result(query).frame, world.compute(key, world.request(query))["personen"]
    visible = people.filter(shown["waarde"].is_not_null())
    assert visible.count() and (visible >= 30).all()
    assert shown["waarde"].filter(people < 30).null_count() == (people < 30).sum()
    assert shown["noemer"].null_count() == shown.height

"""Do the three wachttijden come out as a person counts them, from messages and from drawn leveringen?"""

from __future__ import annotations

from typing import Any

import pytest

from data.frames import read_frames
from data.store import Store
from data.tables import Levering
from tests.deliver import deliver, files, told
from tests.measuring import column, measure
from tests.table import table

W1, W2, W3 = "wachttijd_toewijzing", "wachttijd_beoogd", "wachttijd_verzoek"
STORY = ("verzoek_jw315_3_2", "toewijzing_jw301_3_2", "start_jw305_3_2")


def waits(store: Store, key: str) -> list[float]:
    tables = read_frames(store, ["leveringen", "toewijzingen"])
    return column(measure(key, tables, "2026", on="2026-11-01"), "waarde")


def test_the_story_of_one_child_gives_41_29_and_47_days(store: Store) -> None:
    deliver(store, files(*STORY))
    assert [waits(store, key) for key in (W1, W2, W3)] == [[41.0], [29.0], [47.0]]


def test_after_the_correction_it_is_48_36_and_54_days(store: Store) -> None:
    deliver(store, files(*STORY, "correctie_jw305_3_2"))
    assert [waits(store, key) for key in (W1, W2, W3)] == [[48.0], [36.0], [54.0]]


def test_one_toewijzing_waits_and_one_is_deleted(store: Store) -> None:
    deliver(store, files(*STORY))
    started = {row[0] for row in told(store, "toewijzing")}
    versions = told(store, "nummer", "verwijderd", table="toewijzingen")
    waiting = [number for number, deleted in versions if not deleted and f"jw-0344-{number}" not in started]
    assert waiting == [810002]


def test_a_start_message_alone_gives_the_intended_wait(store: Store) -> None:
    deliver(store, files("start_wmo305_3_2"))
    assert (waits(store, W1), waits(store, W2)) == ([], [8.0])


HEAD = "levering | client_id | aanbieder | wet | zorgvorm | toewijzingsdatum | ingangsdatum | begindatum | einddatum"


def rows(drawing: str, key: str = W1, **asked: Any) -> list[dict[str, Any]]:
    return measure(key, {"leveringen": table(Levering, f"{HEAD}\n{drawing}")}, "2023", **asked)


def test_mean_median_norm_and_negative_waits() -> None:
    found = rows(
        """
        1 | A | 1 | jw | 45A04 | 2023-01-01 | 2023-01-10 | 2023-01-31 |
        2 | B | 1 | jw | 45A04 | 2023-01-01 | 2023-01-10 | 2023-02-12 |
        3 | C | 1 | jw | 45A04 | 2023-01-01 | 2023-01-10 | 2023-02-13 |
        4 | D | 1 | jw | 45A04 | 2023-03-01 |            | 2023-02-01 |
        """
    )
    names = ("teller", "noemer", "waarde", "mediaan", "boven_norm", "negatief", "personen")
    assert column(found, *names) == [(30 + 42 + 43 + 0, 4.0, 28.75, 36.0, 0.25, 1, 4)]


def test_another_norm_gives_another_share() -> None:
    drawing = """
        1 | A | 1 | jw | 45A04 | 2023-01-01 | | 2023-01-31 |
        2 | B | 1 | jw | 45A04 | 2023-01-01 | | 2023-01-29 |
        """
    assert column(rows(drawing, where=[("norm", "28")]), "boven_norm") == [0.5]


def test_only_the_first_start_of_a_toewijzing_counts() -> None:
    drawing = """
        1 | A | 1 | jw | 45A04 | 2023-01-01 | 2023-01-10 | 2023-01-11 | 2023-03-01
        2 | A | 1 | jw | 45A04 | 2023-01-01 | 2023-01-10 | 2023-09-01 |
        """
    assert column(rows(drawing), "waarde") == [10.0]


@pytest.mark.parametrize(
    ("ended", "counted"),
    [("2023-05-02", 1), ("2023-05-03", 0), ("2023-06-01", 0), ("2023-07-01", 0), ("", 0)],
    ids=["30 days before", "29 days before", "the same day", "later", "still going on"],
)
def test_a_follow_up_is_no_wait(ended: str, counted: int) -> None:
    drawing = f"""
        1 | A | 1 | jw | 45A04 | 2022-01-01 | | 2022-02-01 | {ended}
        2 | A | 1 | jw | 45A05 | 2023-05-20 | | 2023-06-01 |
        """
    assert len(rows(drawing)) == counted


@pytest.mark.parametrize(
    "other",
    [
        "1 | B | 1 | jw | 45A04 | 2022-01-01 | | 2022-02-01 | 2023-05-31",
        "1 | A | 2 | jw | 45A04 | 2022-01-01 | | 2022-02-01 | 2023-05-31",
        "1 | A | 1 | jw | 54A01 | 2022-01-01 | | 2022-02-01 | 2023-05-31",
    ],
    ids=["another client", "another aanbieder", "another category"],
)
def test_other_care_before_does_not_make_a_follow_up(other: str) -> None:
    assert column(rows(f"{other}\n2 | A | 1 | jw | 45A05 | 2023-05-20 | | 2023-06-01 |"), "waarde") == [12.0]


def test_crisis_and_certified_institutions_stand_apart() -> None:
    drawing = """
        1 | A | 1 | jw  | 45A04 | 2023-01-01 | | 2023-01-11 |
        2 | B | 1 | jw  | 46A01 | 2023-01-01 | | 2023-01-02 |
        3 | C | 1 | jw  | 48A01 | 2023-01-01 | | 2023-01-04 |
        4 | D | 1 | jw  | 47    | 2023-01-01 | | 2023-01-06 |
        5 | E | 1 | wmo | 46A01 | 2023-01-01 | | 2023-01-21 |
        """
    assert column(rows(drawing), "noemer", "waarde") == [(2.0, 15.0)]
    assert column(rows(drawing, where=[("groep", "crisis")]), "noemer", "waarde") == [(1.0, 1.0)]
    assert column(rows(drawing, where=[("groep", "gi")]), "noemer", "waarde") == [(2.0, 4.0)]


def test_an_own_code_that_begins_with_digits_is_no_category() -> None:
    assert column(rows("1 | A | 1 | jw | 461 | 2023-01-01 | | 2023-01-11 |"), "waarde") == [10.0]


def test_a_start_after_the_peildatum_does_not_exist() -> None:
    drawing = "1 | A | 1 | jw | 45A04 | 2023-01-01 | | 2023-06-01 |"
    assert rows(drawing, on="2023-05-31") == []
    assert column(rows(drawing, on="2023-06-01"), "waarde", "voorlopig") == [(151.0, True)]


def test_waits_per_aanbieder_have_their_own_norm_and_negatives() -> None:
    drawing = """
        1 | A | 1 | jw | 45A04 | 2023-01-01 | | 2023-03-01 |
        2 | B | 2 | jw | 45A04 | 2023-02-01 | | 2023-01-02 |
        """
    found = rows(drawing, per=["aanbieder"])
    assert column(found, "aanbieder", "waarde", "boven_norm", "negatief") == [("1", 59.0, 1.0, 0), ("2", 0.0, 0.0, 1)]

"""Can a small number of participants that a provision reported be subtracted from those beside it?"""

from __future__ import annotations

from datetime import date

import pytest

from data.store import Store
from results import Query, QuestionError, result
from tests.oracle.worlds import frame_of
from tests.stocked import stock

KEY = "bereik_opgave"
REPORTED = """
Dock | spel | 2022    | A | 40
Dock | taal | 2022    | B | 30
Noord | spel | 2022   | C | 4
Dock | spel | 2022-Q1 | A | 20
Noord | taal | 2022-Q1 | B | 12
"""


@pytest.fixture(autouse=True)
def reported(store: Store) -> None:
    names = ("organisatie", "voorziening", "periode", "gebied", "deelnemers")
    lines = [[word.strip() for word in line.split("|")] for line in REPORTED.strip().splitlines()]
    rows = [{**dict(zip(names, line, strict=True)), "deelnemers": int(line[-1])} for line in lines]
    stock(store, {"bereikopgaven": frame_of("bereikopgaven", rows)}, delivered=date(2023, 2, 28))


def shown(*per: str, period: str = "2022", where: tuple[tuple[str, str], ...] = ()) -> list[float | None]:
    return result(Query(KEY, (period,), per, where)).frame["teller"].to_list()


def test_a_split_with_a_small_number_is_hidden_whole() -> None:
    assert shown() == [74]
    assert shown("gebied") == [None, None, None]
    assert shown("organisatie") == [None, None]


def test_a_split_without_one_is_shown() -> None:
    assert shown("voorziening") == [44, 30]
    assert shown("gebied", period="2022-Q1") == [20, 12]


def test_a_selection_tells_no_more_than_the_split() -> None:
    assert shown(where=(("gebied", "A"),)) == [None]
    assert shown(where=(("gebied", "A"), ("gebied", "B"))) == [None]
    assert shown(where=(("gebied", "A"),), period="2022-Q1") == [20]


def test_two_splits_at_once_are_refused() -> None:
    with pytest.raises(QuestionError, match="Kies er een minder"):
        shown("gebied", "organisatie")
    with pytest.raises(QuestionError, match="Kies er een minder"):
        shown("gebied", where=(("organisatie", "Dock"),))

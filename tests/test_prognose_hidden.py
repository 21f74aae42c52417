"""Does a forecast that everybody sees say anything of clients whose number is hidden?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import results
from data.store import open_store
from metrics.viewer import INVENTED, looking_as
from results import Query
from tests.attack import twins
from tests.oracle.worlds import frame_of
from tests.places import new_place
from tests.stocked import stock

LARGE, OTHER, FEW, LEAST = "11111111", "22222222", "33333333", "44444444"
CLIENTS = 54
"""Of both small ones together."""
pytestmark = pytest.mark.long

ASKED = Query("prognose", ("2021-Q2", "2022-Q2"), ("aanbieder", "methode"))
MONTHS = [date(year, month, 1) for year in (2020, 2021, 2022) for month in range(1, 13) if (year, month) < (2022, 7)]


def care(provider: str, count: int, stock: int, stays: int) -> list[dict[str, Any]]:
    """Clients that are there from the beginning, and others that come evenly and stay some months."""
    spells = [(0, len(MONTHS)) for _ in range(stock)]
    spells += [(begin, begin + stays + place % 2) for place in range(count) for begin in (place * 7 % len(MONTHS),)]
    return [
        {
            "levering": f"{provider}-{place}", "client_id": f"{provider}-{place}", "aanbieder": provider, "wet": "jw",
            "zorgvorm": "45", "gebied": "A1", "geboortejaar": 2010, "verwijzer": "school",
            "toewijzingsdatum": MONTHS[begin], "begindatum": MONTHS[begin],
            "einddatum": MONTHS[end] if end < len(MONTHS) else None,
        }
        for place, (begin, end) in enumerate(spells)
    ]  # fmt: skip


def answers(place: Path, few: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """What everybody sees of the forecast and of the stand, and the forecast with everything in it."""
    store = open_store(str(new_place(place, f"{few}.sqlite")), create=True)
    costs = [
        {"aanbieder": key, "wet": "", "zorgvorm": "", "maand": month, "kosten": float(amount + 7 * number)}
        for key, amount in zip((LARGE, OTHER, FEW, LEAST), (9000, 7000, 900, 800), strict=True)
        for number, month in enumerate(MONTHS)
    ]  # fmt: skip
    rows: dict[str, list[dict[str, Any]]] = {
        "gebieden": [{"gebied": "A1", "naam": "Een", "soort": "gebied", "wijk": "N", "ses_groep": "laag"}],
        "zorgvormen": [{"wet": "jw", "code": "45", "naam": "Hulp", "groep": "ambulant", "verblijf": False}],
        "aanbieders": [{"aanbieder": key, "naam": key, "soort": "aanvullend"} for key in (LARGE, OTHER, FEW, LEAST)],
        "leveringen": [
            *care(LARGE, 600, 40, 6), *care(OTHER, 480, 50, 6),
            *care(FEW, few, 4, 2), *care(LEAST, CLIENTS - few, 4, 2),
        ],
        "uitputting": costs,
    }  # fmt: skip
    stock(store, {name: frame_of(name, found) for name, found in rows.items()}, delivered=date(2022, 6, 30))
    with twins.at(store):
        stand = results.result(Query("in_zorg", ("2021-Q2",), ("aanbieder",))).frame
        return results.result(ASKED).frame, stand, results._shared.world().everything(ASKED).frame


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[pl.DataFrame, ...]]]:
    """Two municipalities that differ in how many clients each of two small aanbieders has."""
    with pytest.MonkeyPatch.context() as patch, looking_as(INVENTED):
        patch.delenv("CIJFERTAFEL_INSTELLINGEN", raising=False)
        yield [answers(tmp_path_factory.mktemp("prognose"), few) for few in (25, 31)]


def test_hidden_numbers_of_clients_change_no_forecast(both: list[tuple[pl.DataFrame, ...]]) -> None:
    one, other = both
    for shown, stand, _ in both:
        assert stand.filter("afgeschermd")["aanbieder"].to_list() == [FEW, LEAST]
        assert shown["waarde"].is_not_null().sum() > 10
    assert one[0].equals(other[0])
    assert not one[2].equals(other[2]), "otherwise there was nothing to find"


def test_the_method_that_needs_those_clients_is_refused_and_says_why(both: list[tuple[pl.DataFrame, ...]]) -> None:
    shown, _, everything = both[0]
    refused = shown.filter(methode="stand en stroom", aanbieder=FEW)
    assert refused["waarde"].to_list() == [None, None]
    assert set(refused["waarom_leeg"]) == {"aantal cliënten afgeschermd"}
    assert refused["teller"].is_not_null().all(), "what was spent is public"
    assert shown.filter(methode="stand en stroom", aanbieder=LARGE)["waarde"].is_not_null().all()
    assert everything.filter(methode="stand en stroom", aanbieder=FEW)["waarde"].is_not_null().all()
    assert shown.filter(methode="gemiddelde", aanbieder=FEW)["waarde"].is_not_null().all()

"""What else do both municipalities have, beside the rows of the four indicators?

Outlines to draw a map by, a story beside a figure, and registers. Two teams have a few families with a digital plan:
in the second municipality one of those lives with the other team.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import sqlalchemy as sa

from data.store import Store
from data.stories import FORMS, Story, write_story
from data.tables import Import, Logregel
from tests.attack import city, twins
from tests.oracle.worlds import frame_of
from tests.stocked import stock

Row = dict[str, Any]
ONE, OTHER = "B2", "C2"
PLANS = 40
DIGITAL = {ONE: 4, OTHER: 7}
MOVED = 2


def add(store: Store, *, made: bool) -> None:
    """Put all of it into a store, with the exchange or without."""
    rows = {
        "gebiedsvormen": outlines(), "gezinsplannen": plans(made=made), "vroegsignalen": signals(),
        "klachten": [{"klacht": f"k{n}", "ontvangstdatum": date(city.YEAR, n % 12 + 1, 4)} for n in range(60)],
        "oudertrajecten": [
            {"ouder_id": f"o{n}", "contactdatum": date(city.YEAR, n % 12 + 1, 2), "wil_hulp": n % 3 > 0}
            for n in range(90)
        ],
        "huisartspraktijken": [
            {"praktijk": f"p{n}", "standdatum": date(city.YEAR, 1, 1), "wijk": f"Wijk {'NZO'[n % 3]}",
             "gezinswerker": n < 30}
            for n in range(40)
        ],
    }  # fmt: skip
    stock(store, {name: frame_of(name, found) for name, found in rows.items()}, delivered=city.DELIVERED)
    with store.transaction() as connection:
        mine = sa.update(Import).where(sa.column("aanroep") != "a")
        connection.execute(mine.values(begonnen=twins.WRITTEN, klaar=twins.WRITTEN, aanroep="c", inhoud="d"))
    for key in ("bereik", "kennismaking_binnen_vijf_werkdagen"):
        write_story(
            store, Story(key, str(city.YEAR), "Aan de keukentafel", sorted(FORMS)[0], "Er was weer tijd."), who="a"
        )
    with store.transaction() as connection:
        connection.execute(sa.update(Logregel).values(moment=twins.WRITTEN))  # written a second apart


def outlines() -> list[Row]:
    """A square per area."""
    found = []
    for number, key in enumerate(twins.PLACES):
        west, south = 5.0 + number % 5 * 0.02, 52.0 + number // 5 * 0.02
        ring = [[west, south], [west + 0.02, south], [west + 0.02, south + 0.02], [west, south + 0.02], [west, south]]
        found.append({"gebied": key, "vorm": json.dumps([ring]), "bron": "getekend"})
    return found


def plans(*, made: bool) -> list[Row]:
    """Plans of two teams of which few are digital, and of the other teams of which half are."""
    digital = {team: PLANS // 2 for team in twins.PLACES} | DIGITAL
    if made:
        digital = {**digital, ONE: DIGITAL[ONE] + MOVED, OTHER: DIGITAL[OTHER] - MOVED}
    return [
        {"plan": f"{team}-{n}", "gezin_id": f"{team}-{n}", "team": team, "plandatum": date(city.YEAR, n % 12 + 1, 9),
         "digitaal": n < digital[team], "zorgen_veiligheid": n % 3 == 0, "doelen": "wonen|geld" if n % 2 else "wonen"}
        for team in twins.PLACES for n in range(PLANS)
    ]  # fmt: skip


def signals() -> list[Row]:
    """Visits at the door, month by month."""
    return [
        {"maand": date(city.YEAR, month, 1), "bezocht": 200, "gesproken": 120, "wil_hulp": 30, "later_hulp": 14}
        for month in range(1, 13)
    ]

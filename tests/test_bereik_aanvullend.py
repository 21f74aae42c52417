"""Is the reach of aanvullende zorg measured among the right people?"""

from __future__ import annotations

from data.tables import Bereikopgave, Gebied, Levering, Populatie
from tests.measuring import column, measure
from tests.table import table

DRAWN = {
    "gebieden": table(Gebied, "gebied | naam | wijk\nA | Alfa | Noord\nB | Bravo |"),
    "populatie": table(
        Populatie,
        """
        gebied | jaar | doelgroep   | aantal
        stad   | 2022 | jeugdigen   | 1000
        stad   | 2022 | volwassenen | 3000
        A      | 2022 | jeugdigen   | 400
        B      | 2022 | jeugdigen   | 600
        """,
    ),
    "leveringen": table(
        Levering,
        """
        levering | client_id | aanbieder | wet | gebied | begindatum | einddatum
        1        | c1        | X         | jw  | A      | 2022-01-01 | 2022-02-01
        2        | c1        | Y         | jw  | B      | 2022-03-01 |
        3        | c2        | X         | wmo | A      | 2021-03-01 | 2022-01-01
        4        | c3        | X         | jw  |        | 2022-05-01 |
        """,
    ),
}


def test_without_a_wet_there_is_no_noemer() -> None:
    (row,) = measure("bereik_aanvullend", DRAWN, "2022")
    assert (row["teller"], row["noemer"], row["waarde"], row["waarom_leeg"]) == (3, None, None, "kies een wet")


def test_each_wet_has_its_own_noemer() -> None:
    rows = measure("bereik_aanvullend", DRAWN, "2022", per=["wet"])
    assert column(rows, "wet", "teller", "noemer") == [("jw", 2, 1000), ("wmo", 1, 3000)]
    (row,) = measure("bereik_aanvullend", DRAWN, "2022", where=[("wet", "JW")])
    assert (row["teller"], row["noemer"]) == (2, 1000)
    (row,) = measure("bereik_aanvullend", DRAWN, "2022", where=[("wet", "jw"), ("wet", "wmo")])
    assert row["waarom_leeg"] == "kies een wet"


def test_levering_without_area_is_unknown_and_has_no_noemer() -> None:
    rows = measure("bereik_aanvullend", DRAWN, "2022", per=["gebied"], where=[("wet", "jw")])
    assert column(rows, "gebied", "teller", "noemer", "waarom_leeg") == [
        ("A", 1, 400, None),
        ("B", 1, 600, None),
        ("onbekend", 1, None, "geen noemer"),
    ]
    rows = measure("bereik_aanvullend", DRAWN, "2022", per=["wijk"], where=[("wet", "jw")])
    assert column(rows, "wijk", "teller", "noemer") == [("Noord", 1, 400), ("onbekend", 2, None)]


def test_reported_participants_count_for_exactly_their_period() -> None:
    drawn = {
        "bereikopgaven": table(
            Bereikopgave,
            """
            organisatie | voorziening | periode | gebied | deelnemers
            Dock        | spel        | 2022    | A      | 10
            Dock        | taal        | 2022    |        | 5
            Dock        | spel        | 2022-Q1 | A      | 7
            """,
        )
    }
    rows = measure("bereik_opgave", drawn, "2022", "2022-Q1", "2022-Q2")
    assert column(rows, "periode", "teller", "noemer", "personen") == [("2022", 15, None, 15), ("2022-Q1", 7, None, 7)]
    rows = measure("bereik_opgave", drawn, "2022", per=["gebied"])
    assert column(rows, "gebied", "waarde") == [("A", 10), ("onbekend", 5)]

"""Who is reached, among how many?"""

from __future__ import annotations

import pytest

from data.tables import Aanmelding, Gebied, Organisatie, Populatie
from tests.measuring import column, measure
from tests.table import table

GEBIEDEN = table(
    Gebied,
    """
    gebied | naam    | soort         | wijk  | ses_groep
    A      | Alfa    |               | Noord | laag
    B      | Bravo   | gebied        | Noord | hoog
    C      | Charlie |               | Zuid  | hoog
    D      | Delta   |               | Zuid  |
    VO     | VO      | zonder gebied | Zuid  | laag
    """,
)
POPULATIE = table(
    Populatie,
    """
    gebied | jaar | doelgroep   | aantal
    A      | 2022 | gezinnen    | 100
    B      | 2022 | gezinnen    | 200
    C      | 2022 | gezinnen    | 300
    D      | 2022 | gezinnen    | 400
    stad   | 2022 | gezinnen    | 1005
    A      | 2022 | volwassenen | 500
    A      | 2021 | gezinnen    | 90
    B      | 2021 | gezinnen    | 190
    """,
)
AANMELDINGEN = table(
    Aanmelding,
    """
    aanmelding | gezin_id | team | organisatie | verwijzer | aanmelddatum | startdatum | einddatum
    1          | g1       | A    | Lokalis     | school    | 2021-12-01   | 2021-12-10 | 2022-01-01
    2          | g1       | B    | Lokalis     | school    | 2022-02-01   | 2022-02-10 |
    3          | g2       | A    |             | huisarts  | 2022-02-01   | 2022-12-31 |
    4          | g3       | VO   | Lokalis     | school    | 2022-02-01   | 2022-03-01 | 2022-03-02
    5          | g4       | A    | Lokalis     | school    | 2022-02-01   |            |
    6          | g5       | D    | BTO         | school    | 2022-02-01   | 2022-03-01 |
    7          | g6       | A    | Lokalis     | school    | 2020-02-01   | 2020-03-01 | 2021-12-31
    """,
)
DRAWN = {
    "gebieden": GEBIEDEN,
    "populatie": POPULATIE,
    "aanmeldingen": AANMELDINGEN,
    "organisaties": table(Organisatie, "organisatie | doelgroep\nLokalis | gezinnen\nBTO | volwassenen"),
}


def test_total_counts_each_family_once_over_the_city() -> None:
    (row,) = measure("bereik", DRAWN, "2022")
    assert (row["teller"], row["noemer"], row["personen"]) == (3, 1005, 3)
    assert row["waarde"] == pytest.approx(3 / 1005)


def test_family_counts_in_each_of_its_areas_and_areas_without_anybody_have_a_zero() -> None:
    rows = measure("bereik", DRAWN, "2022", per=["gebied"])
    assert column(rows, "gebied", "teller", "noemer", "waarom_leeg") == [
        ("A", 2, 100, None),
        ("B", 1, 200, None),
        ("C", 0, 300, None),
        ("D", 0, 400, None),
        ("zonder gebied", 1, None, "geen noemer"),
    ]


def test_groups_of_areas_sum_their_noemers_and_area_without_ses_is_midden() -> None:
    rows = measure("bereik", DRAWN, "2022", per=["ses"])
    assert column(rows, "ses", "teller", "noemer") == [
        ("hoog", 1, 500),
        ("laag", 2, 100),
        ("midden", 0, 400),
        ("zonder gebied", 1, None),
    ]
    rows = measure("bereik", DRAWN, "2022", per=["wijk"])
    assert column(rows, "wijk", "teller", "noemer") == [
        ("Noord", 2, 300),
        ("Zuid", 0, 700),
        ("zonder gebied", 1, None),
    ]


def test_noemer_of_a_group_is_unknown_when_that_of_one_area_is() -> None:
    rows = measure("bereik", DRAWN, "2021", per=["wijk"])
    assert column(rows, "wijk", "teller", "noemer", "waarom_leeg") == [("Noord", 2, 280, None)]
    rows = measure("bereik", DRAWN, "2021", per=["ses"])  # area C of hoog is unknown
    assert column(rows, "ses", "teller", "noemer") == [("laag", 2, 90)]


def test_without_a_number_of_the_city_the_areas_are_added() -> None:
    without_city = {**DRAWN, "populatie": POPULATIE.filter(POPULATIE["gebied"] != "stad")}
    assert column(measure("bereik", without_city, "2022", "2021"), "noemer") == [1000, None]


def test_noemer_follows_the_selected_areas_and_not_team_organisation_or_verwijzer() -> None:
    (row,) = measure("bereik", DRAWN, "2022", where=[("gebied", "alfa"), ("gebied", "B")])
    assert (row["teller"], row["noemer"]) == (2, 300)
    (row,) = measure("bereik", DRAWN, "2022", where=[("organisatie", "lokalis")])
    assert (row["teller"], row["noemer"]) == (2, 1005)
    rows = measure("bereik", DRAWN, "2022", per=["team", "verwijzer"])
    assert {row["noemer"] for row in rows} == {1005}


def test_selection_of_teams_without_area_has_no_noemer() -> None:
    (row,) = measure("bereik", DRAWN, "2022", where=[("gebied", "zonder gebied"), ("gebied", "A")])
    assert (row["teller"], row["noemer"], row["waarom_leeg"]) == (3, None, "geen noemer")


def test_doelgroep_takes_the_organisations_and_the_population_of_that_group() -> None:
    (row,) = measure("bereik", DRAWN, "2022", where=[("doelgroep", "volwassenen")])
    assert (row["teller"], row["noemer"]) == (1, None)  # not every area has a number of adults
    rows = measure("bereik", DRAWN, "2022", per=["gebied"], where=[("doelgroep", "volwassenen")])
    assert column(rows, "gebied", "teller", "noemer") == [("A", 0, 500), ("D", 1, None)]


def test_running_period_is_cut_at_the_peildatum_and_keeps_its_name() -> None:
    (row,) = measure("bereik", DRAWN, "2022", on="2022-12-30")
    assert (row["periode"], row["teller"], row["voorlopig"]) == ("2022", 2, True)  # g2 starts a day later
    assert measure("bereik", DRAWN, "2022", on="2021-12-31") == []


def test_noemer_of_nought_gives_no_share() -> None:
    nobody = table(Populatie, "gebied | jaar | doelgroep | aantal\nstad | 2022 | gezinnen | 0")
    (row,) = measure("bereik", {**DRAWN, "populatie": nobody}, "2022")
    assert (row["teller"], row["noemer"], row["waarde"], row["waarom_leeg"]) == (3, 0, None, "geen noemer")

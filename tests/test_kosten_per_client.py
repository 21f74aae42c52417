"""Are costs divided by the right people?"""

from __future__ import annotations

from datetime import date

import polars as pl

from data.tables import Aanbieder, Aanmelding, Levering, Uitputting, Zorgvorm
from tests.measuring import column, measure
from tests.table import table

DRAWN = {
    "aanbieders": table(
        Aanbieder,
        "aanbieder | naam | soort\nL1 | Lokalis | buurtteam\nB1 | BTO | buurtteam\nX | Xander | aanvullend",
    ),
    "zorgvormen": table(
        Zorgvorm,
        """
        wet | code | naam     | groep    | verblijf
        jw  | 45A  | Ambulant | ambulant | nee
        jw  | 43A  | Verblijf | verblijf | ja
        jw  | 99Z  | Anders   |          |
        """,
    ),
    "uitputting": table(
        Uitputting,
        """
        aanbieder | wet | zorgvorm | maand      | kosten
        L1        |     |          | 2022-01-01 | 600
        X         | jw  | 45A      | 2022-01-01 | 100
        X         | jw  | 45A      | 2022-02-01 | 100
        X         | jw  | 43A      | 2022-01-01 | 1000
        X         | jw  | 99Z      | 2022-01-01 | 7
        X         | jw  | 45A      | 2021-01-01 | 9999
        """,
    ),
    "leveringen": table(
        Levering,
        """
        levering | client_id | aanbieder | wet | zorgvorm | begindatum | einddatum
        1        | c1        | X         | jw  | 45A      | 2021-01-01 | 2022-01-01
        2        | c1        | X         | jw  | 43A      | 2022-05-01 |
        3        | c2        | X         | jw  | 45A      | 2022-12-31 |
        4        | c3        | X         | jw  | 45A      | 2021-01-01 | 2021-12-31
        """,
    ),
    "aanmeldingen": table(
        Aanmelding,
        """
        aanmelding | gezin_id | team | organisatie | aanmelddatum | startdatum | einddatum
        1          | g1       | A    | Lokalis     | 2022-01-03   | 2022-01-12 |
        2          | g1       | A    | lokalis     | 2022-01-03   | 2022-01-12 |
        3          | g2       | A    | L1          | 2021-01-03   | 2021-01-12 | 2022-01-01
        4          | g3       | A    | Lokalis     | 2022-01-03   |            |
        5          | g4       | A    | BTO         | 2022-01-03   | 2022-01-12 |
        """,
    ),
}


def test_families_of_a_buurtteam_and_clients_of_other_providers() -> None:
    rows = measure("kosten_per_client", DRAWN, "2022", per=["aanbieder"])
    assert column(rows, "aanbieder", "teller", "noemer", "waarde") == [("L1", 600, 2, 300), ("X", 1207, 2, 603.5)]
    (row,) = measure("kosten_per_client", DRAWN, "2022")
    assert (row["teller"], row["noemer"], row["personen"]) == (1807, 4, 4)


def test_per_group_of_forms_with_unknown_for_what_has_none() -> None:
    rows = measure("kosten_per_client", DRAWN, "2022", per=["zorgvormgroep"], where=[("wet", "jw")])
    assert column(rows, "zorgvormgroep", "teller", "noemer", "waarom_leeg") == [
        ("ambulant", 200, 2, None),
        ("onbekend", 7, 0, "geen noemer"),
        ("verblijf", 1000, 1, None),
    ]


def test_without_stay_only_forms_that_surely_have_none() -> None:
    (row,) = measure("kosten_per_client", DRAWN, "2022", where=[("verblijf", "zonder")])
    assert (row["teller"], row["noemer"]) == (200, 2)


def test_running_year_counts_up_to_the_peildatum_and_names_missing_months() -> None:
    (row,) = measure("kosten_per_client", DRAWN, "2022", where=[("aanbieder", "Xander")], on="2022-03-31")
    assert (row["teller"], row["noemer"], row["voorlopig"]) == (1207, 1, True)
    assert row["ontbrekende_maanden"] == "2022-03 (X)"


def test_order_of_rows_changes_no_digit_of_a_sum() -> None:
    costs = [(f"A{code}", date(2022, month, 1), 0.1 + code / 7 + month * 1e6 / 3)
             for code in range(8) for month in range(1, 13)]  # fmt: skip
    frame = pl.DataFrame(costs, schema=["aanbieder", "maand", "kosten"], orient="row")
    rows = DRAWN["uitputting"].head(0)
    rows = pl.concat([rows, frame.with_columns(wet=pl.lit(""), zorgvorm=pl.lit(""))], how="diagonal_relaxed")
    found = {
        measure("kosten_per_client", {**DRAWN, "uitputting": rows.sample(fraction=1, shuffle=True, seed=seed)}, "2022")[
            0
        ]["teller"]
        for seed in range(12)
    }
    assert len(found) == 1


def test_year_without_costs_has_no_row() -> None:
    assert measure("kosten_per_client", DRAWN, "2023") == []

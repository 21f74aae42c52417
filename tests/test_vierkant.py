"""What does a provider spend beside what was agreed, and what is left out of that?"""

from __future__ import annotations

import pytest

from data.tables import Aanbieder, Levering, Seizoen, Uitputting, Vierkant
from tests.measuring import column, measure
from tests.table import table

AANBIEDERS = table(Aanbieder, "aanbieder | naam\nX | Xander\nY | Ypsilon")


def world(agreed: str, spent: str = "", season: str = "") -> dict:
    return {
        "vierkanten": table(
            Vierkant, "aanbieder | wet | zorgvorm | jaar | ingangsdatum | budget | clienten\n" + agreed
        ),
        "uitputting": table(Uitputting, "aanbieder | wet | zorgvorm | maand | kosten\n" + spent),
        "seizoen": table(Seizoen, "jaar | maand | aandeel\n" + season),
        "aanbieders": AANBIEDERS,
    }


WHOLE = world(
    """
    X | | | 2022 | 2022-01-01 | 1200 | 10
    X | | | 2022 | 2022-02-02 | 2400 | 20
    X | | | 2021 | 2021-01-01 | 9999 | 99
    """,
    """
    X | | | 2022-01-01 | 90
    X | | | 2022-02-01 | 110
    X | | | 2022-03-01 | 300
    X | | | 2021-12-01 | 5000
    """,
)


def test_budget_of_a_month_is_that_valid_on_its_first_day_and_adds_up_from_the_years_begin() -> None:
    rows = measure("vierkant", WHOLE, "2022-01", "2022-02", "2022-Q1")
    assert column(rows, "teller", "noemer") == [(90, 100), (200, 200), (500, 400)]
    assert column(rows, "waarde") == pytest.approx([-0.1, 0.0, 0.25])
    assert column(rows, "personen") == [None, None, None]


def test_original_budget_is_the_first_of_the_year() -> None:
    (row,) = measure("vierkant", WHOLE, "2022-Q1", where=[("budget", "origineel")])
    assert (row["noemer"], row["waarde"]) == (300, pytest.approx(2 / 3))


def test_before_the_first_ingangsdatum_there_is_no_budget_and_costs_are_named() -> None:
    late = world("X | | | 2022 | 2022-02-01 | 1200 | 10", "X | | | 2022-01-01 | 90\nX | | | 2022-02-01 | 110")
    for option in ("actueel", "origineel"):
        (row,) = measure("vierkant", late, "2022-Q1", where=[("budget", option)])
        assert (row["teller"], row["noemer"]) == (110, 100)
        assert (row["zonder_budget"], row["kosten_zonder_budget"]) == ("2022-01 (X)", 90)
    (row,) = measure("vierkant", late, "2022-01", per=["aanbieder"])
    assert (row["teller"], row["noemer"], row["waarde"]) == (None, None, None)
    assert (row["waarom_leeg"], row["zonder_budget"]) == ("geen noemer", "2022-01")


def test_month_that_was_not_delivered_is_named_and_counts_on_neither_side() -> None:
    gap = world("X | | | 2022 | 2022-01-01 | 1200 | 10", "X | | | 2022-01-01 | 90\nX | | | 2022-03-01 | 130")
    (row,) = measure("vierkant", gap, "2022-Q1", per=["aanbieder"])
    assert (row["teller"], row["noemer"], row["ontbrekende_maanden"]) == (220, 200, "2022-02")
    (row,) = measure("vierkant", gap, "2022", on="2022-04-30")
    assert (row["noemer"], row["ontbrekende_maanden"]) == (200, "2022-02 (X), 2022-04 (X)")
    (row,) = measure("vierkant", gap, "2022", on="2022-04-29")
    assert row["ontbrekende_maanden"] == "2022-02 (X)"  # April had not ended


def test_season_spreads_the_budget_of_the_year() -> None:
    seasonal = world("X | | | 2022 | 2022-01-01 | 1200 | 10", "X | | | 2022-07-01 | 60", "2022 | 7 | 0.05")
    (row,) = measure("vierkant", seasonal, "2022-Q3")
    assert (row["teller"], row["noemer"]) == (60, pytest.approx(60))


SPLIT = world(
    """
    X |    |     | 2022 | 2022-01-01 | 1200 | 10
    X | jw | 45A | 2022 | 2022-01-01 | 600  | 5
    X | jw | 43A | 2022 | 2022-01-01 | 360  | 3
    Y | jw | 45A | 2022 | 2022-01-01 | 240  | 2
    Y | jw | 43A | 2022 | 2022-01-01 | 120  | 1
    """,
    """
    X |    |     | 2022-01-01 | 110
    X | jw | 45A | 2022-01-01 | 40
    Y | jw | 45A | 2022-01-01 | 25
    Y | jw | 43A | 2022-01-01 | 15
    """,
)


def test_whole_provider_counts_alone_and_else_its_forms_are_added() -> None:
    rows = measure("vierkant", SPLIT, "2022-01", per=["aanbieder"])
    assert column(rows, "aanbieder", "teller", "noemer") == [("X", 110, 100), ("Y", 40, 30)]
    rows = measure("vierkant", SPLIT, "2022-01", per=["aanbieder", "zorgvorm"])
    assert column(rows, "aanbieder", "zorgvorm", "teller", "noemer") == [
        ("X", "43A", None, None),  # not delivered
        ("X", "45A", 40, 50),
        ("Y", "43A", 15, 10),
        ("Y", "45A", 25, 20),
    ]


def test_selection_of_a_form_restricts_the_rows_first() -> None:
    (row,) = measure("vierkant", SPLIT, "2022-01", where=[("zorgvorm", "45A")])
    assert (row["teller"], row["noemer"]) == (65, 70)


def test_macro_is_the_same_over_all_providers_and_names_what_has_no_budget() -> None:
    more = {**SPLIT, "uitputting": SPLIT["uitputting"].vstack(world("", "Z | | | 2022-01-01 | 7")["uitputting"])}
    (row,) = measure("macrovierkant", more, "2022-01")
    assert (row["teller"], row["noemer"]) == (150, 130)
    assert (row["zonder_budget"], row["kosten_zonder_budget"]) == ("2022-01 (Z)", 7)


def test_agreement_without_any_costs_has_a_row_without_numbers() -> None:
    (row,) = measure("vierkant", world("X | | | 2022 | 2022-01-01 | 1200 | 10"), "2022-01")
    assert (row["teller"], row["noemer"], row["waarde"]) == (None, None, None)
    assert (row["waarom_leeg"], row["ontbrekende_maanden"]) == ("geen noemer", "2022-01 (X)")


LEVERINGEN = table(
    Levering,
    """
    levering | client_id | aanbieder | wet | zorgvorm | begindatum | einddatum
    1        | c1        | X         | jw  | 45A      | 2021-01-01 |
    2        | c1        | X         | jw  | 43A      | 2022-01-01 | 2022-01-31
    3        | c2        | Y         | jw  | 45A      | 2022-01-17 | 2022-02-10
    4        | c3        | Z         | jw  | 45A      | 2022-01-01 |
    """,
)


def test_average_clients_beside_the_agreed_number() -> None:
    drawn = {**SPLIT, "leveringen": LEVERINGEN}
    rows = measure("vierkant_clienten", drawn, "2022-01", per=["aanbieder"])
    assert column(rows, "aanbieder", "teller", "noemer") == [
        ("X", 1, 10),
        ("Y", pytest.approx(15 / 31), 3),
        ("Z", 1, None),
    ]
    (row,) = measure("vierkant_clienten", drawn, "2022-01")  # Z has no vierkant
    assert (row["teller"], row["noemer"], row["personen"]) == (pytest.approx(46 / 31), 13, 2)
    assert row["waarde"] == pytest.approx(46 / 31 / 13)


def test_agreed_number_is_the_mean_over_the_days_since_the_years_begin() -> None:
    drawn = {**WHOLE, "leveringen": LEVERINGEN}
    (row,) = measure("vierkant_clienten", drawn, "2022-02", where=[("aanbieder", "Xander")])
    assert row["noemer"] == pytest.approx((32 * 10 + 27 * 20) / 59)
    (row,) = measure("vierkant_clienten", drawn, "2022", on="2022-01-31")
    assert (row["noemer"], row["voorlopig"]) == (10, True)

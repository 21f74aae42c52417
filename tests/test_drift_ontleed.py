"""Do volume, price and mix follow the formula, and are they together the drift to the cent?"""

from __future__ import annotations

from random import Random

import pytest

from data.tables import Aanbieder, Levering, Uitputting, Vierkant
from metrics import CATALOGUE
from metrics.period import Period
from metrics.request import Request
from metrics.run import run
from tests.measuring import column, measure
from tests.oracle.questions import Side
from tests.oracle.worlds import make_world
from tests.table import table

YEAR = "2022-01-01 | 2022-12-31"


def world(agreed: str, spent: str, care: str) -> dict:
    head = "levering | client_id | aanbieder | wet | zorgvorm | begindatum | einddatum"
    return {
        "vierkanten": table(
            Vierkant, "aanbieder | wet | zorgvorm | jaar | ingangsdatum | budget | clienten\n" + agreed
        ),
        "uitputting": table(Uitputting, "aanbieder | wet | zorgvorm | maand | kosten\n" + spent),
        "leveringen": table(Levering, f"{head}\n{care}"),
        "aanbieders": table(Aanbieder, "aanbieder | naam\nX | Xander\nY | Ypsilon\nZ | Zeta"),
    }


def months(provider: str, amount: float, form: str = "") -> str:
    """The same costs in every month of the year."""
    wet = "jw" if form else ""
    return "\n".join(f"{provider} | {wet} | {form} | 2022-{month:02}-01 | {amount}" for month in range(1, 13))


# X: agreed 1 client for 1200, real 2 clients for 3000. Y: agreed 3 clients for 1200, real 2 clients for 600.
TWO = world(
    "X | | | 2022 | 2022-01-01 | 1200 | 1\nY | | | 2022 | 2022-01-01 | 1200 | 3",
    months("X", 250) + "\n" + months("Y", 50),
    f"1 | a | X | jw | 45A | {YEAR}\n2 | b | X | jw | 45A | {YEAR}\n"
    f"3 | c | Y | jw | 45A | {YEAR}\n4 | d | Y | jw | 45A | {YEAR}",
)


def parts_of(rows: list[dict]) -> dict[str, float]:
    return {row["onderdeel"]: row["waarde"] for row in rows}


def test_three_parts_by_the_formula_over_all_providers() -> None:
    rows = measure("drift_ontleed", TWO, "2022")
    # As many clients as agreed; prices 2*(1500-1200) + 2*(300-400); mix (2-1)*1200 + (2-3)*400.
    assert parts_of(rows) == {"volume": 0, "prijs": 400, "mix": 800}
    assert {(row["begroot"], row["uitgeput"], row["noemer"]) for row in rows} == {(2400, 3600, None)}


def test_one_provider_with_one_agreement_has_no_mix() -> None:
    rows = measure("drift_ontleed", TWO, "2022", per=["aanbieder"])
    assert parts_of([row for row in rows if row["aanbieder"] == "X"]) == {"volume": 1200, "prijs": 600, "mix": 0}
    assert parts_of([row for row in rows if row["aanbieder"] == "Y"]) == {"volume": -400, "prijs": -200, "mix": 0}
    assert column(rows, "personen") == [2] * 6
    chosen = measure("drift_ontleed", TWO, "2022", where=[("aanbieder", "X")])
    assert parts_of(chosen) == {"volume": 1200, "prijs": 600, "mix": 0}


def test_agreements_per_form_of_a_provider_have_a_mix() -> None:
    split = world(
        "X | jw | 45A | 2022 | 2022-01-01 | 1200 | 1\nX | jw | 54A | 2022 | 2022-01-01 | 3600 | 1",
        months("X", 100, "45A") + "\n" + months("X", 600, "54A"),
        f"1 | a | X | jw | 54A | {YEAR}\n2 | b | X | jw | 54A | {YEAR}",
    )
    # 45A has nobody: its costs and budget are equal, so nothing of volume. 54A: twice the clients at the agreed price.
    assert parts_of(measure("drift_ontleed", split, "2022")) == {"volume": 3600, "prijs": 0, "mix": 0}


def test_an_agreement_without_numbers_goes_whole_into_volume_and_says_so() -> None:
    none = world("X | | | 2022 | 2022-01-01 | 1200 | 0", months("X", 150), f"1 | a | X | jw | 45A | {YEAR}")
    rows = measure("drift_ontleed", none, "2022")
    assert parts_of(rows) == {"volume": 600, "prijs": 0, "mix": 0}
    assert column(rows, "zonder_aantallen") == [600, 600, 600]


def test_without_a_month_that_counts_there_are_rows_without_numbers() -> None:
    rows = measure("drift_ontleed", world("X | | | 2022 | 2022-01-01 | 1200 | 1", "", ""), "2022-Q1")
    assert column(rows, "onderdeel", "waarde", "waarom_leeg") == [
        (name, None, "geen noemer") for name in ("mix", "prijs", "volume")
    ]


def test_rounding_goes_to_the_largest_part() -> None:
    third = world(
        "X | | | 2022 | 2022-01-01 | 1000 | 3\nY | | | 2022 | 2022-01-01 | 700 | 7",
        months("X", 100.33) + "\n" + months("Y", 71.77),
        f"1 | a | X | jw | 45A | {YEAR}\n2 | b | Y | jw | 45A | 2022-01-01 | 2022-05-05",
    )
    found = parts_of(measure("drift_ontleed", third, "2022"))
    assert all(round(value, 2) == value for value in found.values())
    assert round(sum(found.values()), 2) == round(12 * 172.10 - 1700, 2)


def test_transfers_are_net_client_months_at_the_difference_in_agreed_price() -> None:
    moved = world(
        "X | | | 2022 | 2022-01-01 | 1200 | 1\nY | | | 2022 | 2022-01-01 | 3600 | 1",
        months("X", 100) + "\n" + months("Y", 300),
        "1 | a | X | jw | 45A | 2021-01-01 | 2022-06-30\n2 | a | Y | jw | 45A | 2022-07-02 | 2022-12-31\n"
        "3 | b | Y | jw | 45A | 2021-01-01 | 2022-09-30\n4 | b | X | jw | 45A | 2022-10-01 | 2022-12-31",
    )
    (row,) = measure("drift_ontleed", moved, "2022", where=[("deel", "overgangen")], per=["van", "naar"])
    assert (row["van"], row["naar"], row["onderdeel"], row["personen"]) == ("X", "Y", "overgang", 2)
    assert row["clientmaanden"] == pytest.approx((183 - 92) / 365 * 12)
    assert row["waarde"] == pytest.approx((183 - 92) / 365 * 2400, abs=0.005)


@pytest.mark.parametrize("seed", range(40))
def test_parts_are_the_drift_to_the_cent_per_provider_and_macro(seed: int) -> None:
    frames = Side.of(make_world(Random(seed), 60)).prepared
    year = Period.parse(Random(seed).choice(("2020", "2021", "2022", "2022-Q2")))
    for key, per in (("macrovierkant", ()), ("vierkant", ("aanbieder",))):
        request = Request(Period.parse("2023").end, (year,), per, {}, {"budget": "actueel", "deel": "onderdelen"})
        drifts = run(CATALOGUE[key], request, frames)
        parts = run(CATALOGUE["drift_ontleed"], request, frames)
        for row in drifts.iter_rows(named=True):
            own = [
                part["waarde"]
                for part in parts.iter_rows(named=True)
                if all(part[name] == row[name] for name in per) and part["periode"] == row["periode"]
            ]
            assert len(own) == 3
            if row["teller"] is None:
                assert own == [None, None, None]
            else:
                assert all(abs(100 * value - round(100 * value)) < 1e-4 for value in own)  # whole cents
                assert abs(sum(own) - (row["teller"] - row["noemer"])) < 0.00501

"""Is the gap the difference of two shares, with the right interval?"""

from __future__ import annotations

import math

import pytest
from scipy.stats import binomtest

from data.tables import Aanmelding, Gebied, Populatie
from tests.measuring import measure
from tests.table import table

GEBIEDEN = table(Gebied, "gebied | naam | ses_groep\nL | Laag | laag\nH | Hoog | hoog\nM | Midden |")
POPULATIE = table(
    Populatie,
    """
    gebied | jaar | doelgroep | aantal
    L      | 2022 | gezinnen  | 50
    H      | 2022 | gezinnen  | 80
    M      | 2022 | gezinnen  | 70
    L      | 2021 | gezinnen  | 50
    """,
)


def aanmeldingen(**families: int) -> dict:
    rows = [
        f"{team}{number} | {team}{number} | {team} | 2021-01-01 | 2021-02-01"
        for team, count in families.items()
        for number in range(count)
    ]
    head = "aanmelding | gezin_id | team | aanmelddatum | startdatum\n"
    drawn = table(Aanmelding, head + "\n".join(rows))
    return {"aanmeldingen": drawn, "gebieden": GEBIEDEN, "populatie": POPULATIE}


def test_gap_is_laag_minus_hoog_with_newcombe_interval() -> None:
    (row,) = measure("ses_kloof", aanmeldingen(L=20, H=8, M=5), "2022")
    low, high = binomtest(20, 50).proportion_ci(method="wilson"), binomtest(8, 80).proportion_ci(method="wilson")
    assert row["waarde"] == pytest.approx(0.4 - 0.1)
    assert row["onder"] == pytest.approx(0.3 - math.hypot(0.4 - low.low, high.high - 0.1))
    assert row["boven"] == pytest.approx(0.3 + math.hypot(low.high - 0.4, 0.1 - high.low))
    assert (row["teller"], row["noemer"], row["gezinnen"]) == (None, None, 28)


def test_published_example_of_newcombe() -> None:
    """Newcombe (1998), method 10: 56/70 minus 48/80 is 0.2000 with 0.0524 to 0.3339."""
    few = table(Populatie, "gebied | jaar | doelgroep | aantal\nL | 2022 | gezinnen | 70\nH | 2022 | gezinnen | 80")
    (row,) = measure("ses_kloof", {**aanmeldingen(L=56, H=48), "populatie": few}, "2022")
    assert [round(row[name], 4) for name in ("waarde", "onder", "boven")] == [0.2, 0.0524, 0.3339]


def test_group_with_nobody_reached_still_counts_as_zero() -> None:
    (row,) = measure("ses_kloof", aanmeldingen(L=10), "2022")
    assert row["waarde"] == pytest.approx(0.2)


def test_without_population_of_one_group_there_is_no_gap() -> None:
    (row,) = measure("ses_kloof", aanmeldingen(L=10, H=10), "2021")
    assert (row["waarde"], row["onder"], row["waarom_leeg"]) == (None, None, "geen noemer")

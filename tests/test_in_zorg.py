"""Who is in care, who came and who left?"""

from __future__ import annotations

from datetime import date

import polars as pl

from data.tables import Gebied, Levering
from tests.measuring import column, measure
from tests.table import table

DRAWN = {
    "gebieden": table(Gebied, "gebied | naam | wijk | ses_groep\nA | Alfa | Noord | laag"),
    "leveringen": table(
        Levering,
        """
        levering | client_id | aanbieder | wet | gebied | geboortejaar | begindatum | einddatum  | reden_beeindiging
        1        | c1        | X         | jw  | A      | 2010         | 2021-06-01 | 2022-03-31 | 31
        2        | c1        | Y         | jw  | A      | 2010         | 2022-03-10 |            |
        3        | c2        | X         | jw  |        |              | 2022-02-01 | 2022-02-10 | 31
        4        | c3        | Z         | wmo | A      | 1950         | 2020-01-01 | 2021-12-31 | 19
        5        | c4        | X         | jw  | A      | 2004         | 2022-01-01 | 2022-01-31 | 20
        6        | c5        | Q         | jw  | A      | 2021         | 2022-01-01 | 2022-01-31 | 20
        """,
    ).with_columns(einddatum_toewijzing=pl.when(pl.col("levering") == "6").then(date(2022, 3, 30))),
}
"""Only messages know until when an interrupted levering was allowed: for the last one until 30 March."""


def flows(*periods: str, per: tuple[str, ...] = (), on: str = "2023-12-31") -> list[tuple]:
    keys = ("in_zorg", "instroom", "uitstroom")
    stand, arrivals, departures = (measure(key, DRAWN, *periods, per=per, on=on) for key in keys)
    assert column(stand, *(per or ("periode",))) == column(arrivals, *(per or ("periode",)))
    rows = zip(stand, arrivals, departures, strict=True)
    return [(*(s[name] for name in per), s["waarde"], i["waarde"], u["waarde"]) for s, i, u in rows]


def test_end_date_is_the_last_day_in_care_and_a_temporary_stop_goes_on() -> None:
    # On 31 March: c1 twice, c4 (stopped for a while). c5's toewijzing ended the day before. Left: c2, c3 and c5.
    assert flows("2022-Q1") == [(2, 3, 3)]


def test_levels_count_on_their_own_and_show_nought() -> None:
    assert flows("2022-Q1", per=("aanbieder",)) == [
        ("Q", 0, 1, 1),
        ("X", 2, 2, 1),
        ("Y", 1, 1, 0),
        ("Z", 0, 0, 1),
    ]


def test_stand_before_plus_in_minus_out_is_stand_at_the_end_per_level() -> None:
    before = {name: stand for name, stand, *_ in flows("2022-02", per=("aanbieder",))}
    for name, stand, came, left in flows("2022-03", per=("aanbieder",)):
        assert before.get(name, 0) + came - left == stand


def test_running_period_is_counted_on_the_peildatum() -> None:
    (row,) = measure("in_zorg", DRAWN, "2022", on="2022-02-05")
    assert (row["waarde"], row["voorlopig"]) == (4, True)  # c1, c2, c4, c5; the ends are not known yet


def test_ages_are_those_of_the_year_of_the_periods_end() -> None:
    rows = measure("in_zorg", DRAWN, "2022-02", "2023-01", per=["leeftijdsgroep"])
    assert column(rows, "periode", "leeftijdsgroep", "waarde") == [
        ("2022-02", "0–3", 1),
        ("2022-02", "12–17", 1),
        ("2022-02", "18–22", 1),
        ("2022-02", "onbekend", 0),
        ("2023-01", "12–17", 1),
        ("2023-01", "18–22", 1),
    ]


def test_levering_without_area_is_unknown_everywhere() -> None:
    rows = measure("instroom", DRAWN, "2022-02", per=["gebied", "wijk", "ses"])
    assert column(rows, "gebied", "wijk", "ses", "waarde") == [
        ("A", "Noord", "laag", 0),
        ("onbekend", "onbekend", "onbekend", 1),
    ]


def test_average_counts_a_client_once_per_day_in_total_and_once_per_provider() -> None:
    (row,) = measure("gemiddeld_in_zorg", DRAWN, "2022-03")
    assert (row["teller"], row["noemer"]) == (31 + 31 + 30, 31)  # c1 at two providers, c4, c5 until the 30th
    rows = measure("gemiddeld_in_zorg", DRAWN, "2022-03", per=["aanbieder"])
    assert column(rows, "aanbieder", "teller") == [("Q", 30), ("X", 62), ("Y", 22)]


def test_average_is_cut_at_the_peildatum() -> None:
    (row,) = measure("gemiddeld_in_zorg", DRAWN, "2022", on="2022-01-10")
    assert (row["teller"], row["noemer"], row["voorlopig"]) == (30, 10, True)


def test_overlapping_care_of_one_client_counts_each_day_once() -> None:
    drawn = {
        "leveringen": table(
            Levering,
            """
            levering | client_id | aanbieder | wet | begindatum | einddatum
            1        | c1        | X         | jw  | 2022-01-01 | 2022-01-20
            2        | c1        | X         | jw  | 2022-01-05 | 2022-01-10
            3        | c1        | X         | jw  | 2022-01-15 | 2022-01-25
            4        | c1        | X         | jw  | 2022-01-31 | 2022-02-10
            5        | c2        | X         | jw  | 2022-01-26 | 2022-01-26
            """,
        )
    }
    for per in ((), ("aanbieder",)):
        (row,) = measure("gemiddeld_in_zorg", drawn, "2022-01", per=per)
        assert (row["teller"], row["noemer"], row["personen"]) == (25 + 1 + 1, 31, 2)

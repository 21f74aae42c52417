"""Which stops count, and under which reason? And who referred?"""

from __future__ import annotations

from data.tables import Aanmelding, Levering
from tests.measuring import column, measure
from tests.table import table

DRAWN = {
    "leveringen": table(
        Levering,
        """
        levering | client_id | aanbieder | wet | begindatum | einddatum  | reden_beeindiging | verwijzer
        1        | c1        | X         | jw  | 2022-01-01 | 2022-03-31 | 31                | huisarts
        2        | c2        | X         | wmo | 2022-01-01 | 2022-03-31 | 31                |
        3        | c3        | X         | jw  | 2022-01-01 | 2022-03-31 | 36                | huisarts
        4        | c3        | Y         | jw  | 2022-01-01 | 2022-03-31 | 37                | school
        5        | c4        | X         | jw  | 2022-01-01 | 2022-03-31 | 20                | huisarts
        6        | c5        | X         | jw  | 2022-01-01 | 2022-03-31 |                   | huisarts
        7        | c6        | X         | jw  | 2021-01-01 | 2022-04-01 | 31                | huisarts
        """,
    ),
    "aanmeldingen": table(
        Aanmelding,
        """
        aanmelding | gezin_id | team | aanmelddatum | verwijzer
        1          | g1       | A    | 2022-01-03   | school
        2          | g2       | A    | 2022-01-03   |
        """,
    ),
}


def test_stops_per_reason_and_wet() -> None:
    rows = measure("reden_beeindiging", DRAWN, "2022-Q1")
    assert column(rows, "reden", "wet", "waarde") == [
        ("31", "jw", 1),
        ("31", "wmo", 1),
        ("administratief", "jw", 2),
        ("onbekend", "jw", 1),
    ]
    assert {row["noemer"] for row in rows} == {None}


def test_reason_and_wet_stay_once_when_asked_for_and_can_be_selected() -> None:
    rows = measure("reden_beeindiging", DRAWN, "2022-Q1", per=["wet", "aanbieder"], where=[("reden", "administratief")])
    assert list(rows[0])[:4] == ["periode", "reden", "wet", "aanbieder"]
    assert column(rows, "aanbieder", "waarde") == [("X", 1), ("Y", 1)]


def test_stop_after_the_peildatum_is_not_known() -> None:
    assert measure("reden_beeindiging", DRAWN, "2022", on="2022-03-30") == []


def test_verwijzers_with_their_share() -> None:
    rows = measure("verwijzer", DRAWN, "2022")
    assert column(rows, "verwijzer", "waarde", "aandeel") == [
        ("huisarts", 4, 4 / 6),
        ("onbekend", 1, 1 / 6),
        ("school", 1, 1 / 6),
    ]


def test_share_is_within_the_other_dimensions() -> None:
    rows = measure("verwijzer", DRAWN, "2022", per=["aanbieder"])
    assert column(rows, "verwijzer", "aanbieder", "aandeel") == [
        ("huisarts", "X", 4 / 5),
        ("onbekend", "X", 1 / 5),
        ("school", "Y", 1.0),
    ]


def test_basiszorg_counts_aanmeldingen() -> None:
    rows = measure("verwijzer", DRAWN, "2022", where=[("spoor", "basiszorg")])
    assert column(rows, "verwijzer", "waarde", "aandeel") == [("onbekend", 1, 0.5), ("school", 1, 0.5)]

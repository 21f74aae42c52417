"""Which agreements and costs does a random municipality have: wholes, splits, revisions and holes?"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from tests.oracle.chance import YEARS, a_day

Row = dict[str, Any]


def vierkanten(random: Random) -> list[Row]:
    """Per aanbieder and year a whole, a split, both or nothing, with revisions during the year."""
    rows: dict[tuple[Any, ...], Row] = {}
    for aanbieder in ("P1", "P2", "P3", "L"):
        for jaar in YEARS:
            parts = random.choice(
                (
                    [],
                    [("", "")],
                    [("", ""), ("jw", "45A04"), ("wmo", "02A01")],
                    [("jw", "45A04"), ("jw", "43A"), ("wmo", "02A01")],
                    [("jw", "")],
                    [("jw", ""), ("wmo", "")],
                    [("", ""), ("jw", "")],
                    [("jw", ""), ("wmo", "02A01")],
                    [("", "45A04"), ("jw", "43A")],
                    [("jw", ""), ("jw", "45A04"), ("wmo", "02A01")],
                )
            )
            for wet, zorgvorm in parts:
                starts = [random.choice((date(jaar, 1, 1), date(jaar - 1, 12, 1), date(jaar, 2, 15)))]
                starts += [a_day(random, date(jaar, 1, 1), date(jaar, 12, 31)) for _ in range(random.randrange(3))]
                for ingangsdatum in starts:
                    row: Row = {"aanbieder": aanbieder, "wet": wet, "zorgvorm": zorgvorm, "jaar": jaar}
                    row |= {"ingangsdatum": ingangsdatum, "budget": float(random.randrange(1000, 90000))}
                    row["clienten"] = random.choice((0.5, 2.0, 3.25))
                    rows[aanbieder, wet, zorgvorm, jaar, ingangsdatum] = row
    return list(rows.values())


def uitputting(random: Random) -> list[Row]:
    rows = []
    delivered = random.choice((0.6, 0.95, 1.0))
    for aanbieder in ("P1", "P2", "P4", "L"):
        parts = random.choice(
            ([("", "")], [("jw", "45A04"), ("wmo", "02A01")], [("jw", "43A"), ("jw", "")], [("jw", "43A"), ("", "")])
        )
        for jaar in YEARS:
            for maand in range(1, 13):
                for wet, zorgvorm in parts:
                    if random.random() < delivered:
                        kosten = float(random.randrange(10, 9000))
                        row = {"aanbieder": aanbieder, "wet": wet, "zorgvorm": zorgvorm, "kosten": kosten}
                        rows.append({**row, "maand": date(jaar, maand, 1)})
    return rows


def seizoen(random: Random) -> list[Row]:
    rows = []
    for jaar in YEARS:
        if random.random() < 0.5:
            weights = [random.randrange(1, 9) for _ in range(12)]
            rows += [
                {"jaar": jaar, "maand": month + 1, "aandeel": weight / sum(weights)}
                for month, weight in enumerate(weights)
                if month < 10 or random.random() < 0.9
            ]
    return rows

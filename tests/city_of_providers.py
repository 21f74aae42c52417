"""Which small city has enough aanbieders to try on whom each of them can see?

Six aanbieders and one that merged into the first; care begins through one year. Some forms of care are given by two
or three of them only, so that what is left without one of them is sometimes a single other.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from data.frames import schema_of
from data.store import Store
from data.tables import SOURCE_TABLES
from tests.stocked import stock

DELIVERED = date(2023, 6, 30)
PROVIDERS = ("AANB1", "AANB2", "AANB3", "AANB4", "AANB5", "AANB6")
OWN, MERGED = "AANB1", "AANB1b"
FORMS = {"45A": PROVIDERS, "50B": ("AANB1", "AANB2", "AANB3", "AANB4", "AANB5"), "54C": ("AANB1", "AANB2", "AANB3")}
AREAS = ("A1", "A2", "A3")
WORDS = ("huisarts", "school", "gemeente")


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows of a source table; a column that is left out is null, or '' where it is part of the key."""
    cls = SOURCE_TABLES[name]
    full = [
        {key: row.get(key, None if item.is_required() else item.default) for key, item in cls.model_fields.items()}
        for row in rows
    ]
    return pl.DataFrame(full, schema=schema_of(cls), orient="row")


def leveringen(random: Random, number: int) -> list[dict[str, Any]]:
    """Care that begins in 2022, half of it ended; some clients go on at another aanbieder."""
    rows = []
    for place in range(number):
        form = random.choices(tuple(FORMS), (8, 3, 1))[0]
        begin = date(2022, 1, 1) + timedelta(days=random.randrange(365))
        provider = random.choice(FORMS[form])
        rows.append(
            {
                "levering": f"l{place}",
                "client_id": f"c{random.randrange(max(1, number * 4 // 5))}",
                "wet": "jw",
                "zorgvorm": form,
                "aanbieder": MERGED if provider == OWN and random.random() < 0.2 else provider,
                "gebied": random.choice(AREAS),
                "begindatum": begin,
                "einddatum": begin + timedelta(days=random.randrange(20, 300)) if random.random() < 0.5 else None,
                "reden_beeindiging": None,
                "verwijzer": random.choice(WORDS),
                "geboortejaar": random.randrange(2004, 2020),
                "toewijzingsdatum": begin - timedelta(days=random.randrange(60)),
            }
        )
    return [{**row, "reden_beeindiging": "31" if row["einddatum"] else None} for row in rows]


def build(store: Store, seed: int, number: int = 600) -> list[dict[str, Any]]:
    """The city in the store; gives its leveringen."""
    care = leveringen(Random(seed), number)
    months = [date(2022, month, 1) for month in range(1, 13)]
    named = [{"aanbieder": code, "naam": f"Zorghuis {code}", "soort": "jeugdhulp"} for code in PROVIDERS]
    money = [{"aanbieder": code, "jaar": 2022, "ingangsdatum": date(2022, 1, 1), "budget": 120_000.0, "clienten": 20.0}
             for code in PROVIDERS]  # fmt: skip
    # AANB4 did not deliver its costs of November: the remark about that names it.
    spent = [
        {"aanbieder": code, "maand": month, "kosten": 9_000.0 + 100 * place}
        for place, code in enumerate(PROVIDERS)
        for month in months
        if (code, month.month) != ("AANB4", 11)
    ]
    places = [{"gebied": key, "naam": f"Gebied {key}", "soort": "gebied", "wijk": f"Wijk {key}"} for key in AREAS]
    stock(
        store,
        {
            "gebieden": frame("gebieden", places),
            "aanbieders": frame("aanbieders", [*named, {"aanbieder": MERGED, "naam": "Oud Zorghuis", "ouder": OWN}]),
            "leveringen": frame("leveringen", care),
            "vierkanten": frame("vierkanten", money),
            "uitputting": frame("uitputting", spent),
        },
        delivered=DELIVERED,
    )  # fmt: skip
    return care

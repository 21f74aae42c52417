"""How does a test put drawn rows straight into a store, past the import?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random

import polars as pl
import sqlalchemy as sa

from data.frames import table_class
from data.store import Store
from data.tables import Aanmelding, Gebied, Import
from tests.table import table

WORK_BEGINS = date(2022, 1, 1)


def stock(store: Store, frames: Mapping[str, pl.DataFrame], *, delivered: date) -> None:
    """The rows of `frames` in the store, all brought by one import with this leverdatum; raises the data version."""
    with store.transaction() as connection:
        now = datetime.now(UTC)
        values = {"aanroep": now.isoformat(), "bestand": "getekend.csv", "inhoud": now.isoformat(), "begonnen": now}
        more = {"soort": "aanmeldingen", "leverdatum": delivered, "opgeslagen": 0, "gewijzigd": 0, "ongewijzigd": 0}
        row = connection.execute(sa.insert(Import).values(**values, **more, afgekeurd=0, waarschuwingen=""))
        assert row.inserted_primary_key is not None
        number = row.inserted_primary_key[0]
        for name, frame in frames.items():
            own = frame.with_columns(eerste_import=pl.lit(number), laatste_import=pl.lit(number))
            if own.height:
                connection.execute(sa.insert(table_class(name)), own.to_dicts())
        connection.execute(sa.text("UPDATE opslag SET wijziging = wijziging + 1"))


def areas(count: int = 6) -> pl.DataFrame:
    """Areas A1, A2 … over two wijken and three SES groups, and one team without area."""
    lines = [
        f"A{n} | Gebied {n} | | {('Noord', 'Zuid')[n % 2]} | {('laag', 'midden', 'hoog')[n % 3]}"
        for n in range(1, count + 1)
    ]
    return table(
        Gebied,
        "gebied|naam|soort|wijk|ses_groep\n" + "\n".join([*lines, "T1 | Team zonder gebied | zonder gebied | |"]),
    )


def aanmeldingen(random: Random, number: int, teams: int = 6, days: int = 365) -> pl.DataFrame:
    """That many aanmeldingen over `days` from 1 January 2022, unevenly spread over teams A1 … and T1."""
    names = [f"A{n}" for n in range(1, teams + 1)] + ["T1"]
    rows = []
    for place in range(number):
        day = WORK_BEGINS + timedelta(days=random.randrange(days))
        met = day + timedelta(days=random.choice((1, 3, 5, 12, 30))) if random.random() < 0.9 else None
        started = met + timedelta(days=random.choice((0, 7, 20, 50))) if met and random.random() < 0.8 else None
        rows.append(
            {
                "aanmelding": f"m{place}",
                "gezin_id": f"g{random.randrange(max(1, number * 3 // 4))}",
                "team": random.choices(names, [n + 1.0 for n in range(len(names))])[0],
                "organisatie": random.choice(("Een", "Twee")),
                "aanmelddatum": day,
                "kennismakingsdatum": met,
                "gewenst_later": random.random() < 0.2,
                "startdatum": started,
                "verwijzer": random.choices(("huisarts", "school", "zelf"), (6, 3, 1))[0],
            }
        )
    empty = table(Aanmelding, "aanmelding")
    return pl.DataFrame([{**dict.fromkeys(empty.columns), **row} for row in rows], schema=empty.schema)

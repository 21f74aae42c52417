"""Which small municipalities are odd enough to try every rule on?

One generator, driven by a `random.Random`: seeded for the bounded runs, by hypothesis for a run that shrinks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
from hypothesis import strategies as st

from data.frames import schema_of
from data.tables import MESSAGE_TABLES, SOURCE_TABLES
from tests.oracle.chance import YEARS, a_day, later, perhaps
from tests.oracle.worlds_budget import seizoen, uitputting, vierkanten

Row = dict[str, Any]
World = dict[str, pl.DataFrame]

ALL_TABLES = {**SOURCE_TABLES, **MESSAGE_TABLES}
VERWIJZERS = ("huisarts", "school", "gemeente", None)
ORGANISATIES = ("Lokalis", "BTO", "Wijkhulp", None)
ZORGVORMEN = {"jw": ("45A04", "43A", "46"), "wmo": ("02A01", "45A04", "15")}
GAPS = (0, 0, 1, 29, 30, 30, 31, 90, 91, 365, 366)
"""Days between two leveringen of one client on which a transition or a follow-up turns."""
PROVIDERS = ("P1", "P2", "P3", "P4", "P9")
STELLINGEN = ("goed geholpen", "snel geholpen", "samen")


def frame_of(table: str, rows: list[Row]) -> pl.DataFrame:
    """A frame with every column of the table class; what the rows leave out has its default."""
    cls = ALL_TABLES[table]
    full = [{name: row.get(name, _default(field)) for name, field in cls.model_fields.items()} for row in rows]
    return pl.DataFrame(full, schema=schema_of(cls), orient="row")


def _default(field: Any) -> Any:
    return None if field.is_required() else field.default


def world_of(tables: Mapping[str, list[Row]]) -> World:
    """Frames of every table; a table that is not named is empty."""
    return {name: frame_of(name, tables.get(name, [])) for name in ALL_TABLES}


def gebieden(random: Random) -> list[Row]:
    rows: list[Row] = []
    for number in range(random.randrange(1, 6)):
        rows.append(
            {
                "gebied": f"G{number}",
                "naam": f"Gebied {number}",
                "soort": random.choice(("gebied", None)),
                "wijk": random.choice(("Noord", "Zuid", "Noord", None)),
                "ses_groep": random.choice(("laag", "laag", "midden", "hoog", "hoog", None)),
            }
        )
    rows.append({"gebied": "VO", "naam": "Voortgezet onderwijs", "soort": "zonder gebied", "wijk": "Noord"})
    rows.append({"gebied": "MBO", "naam": "Mbo", "soort": "zonder gebied"})
    return rows


def populatie(random: Random, areas: list[str]) -> list[Row]:
    rows = []
    holes = random.choice((0.0, 0.0, 0.15))
    with_city = random.random() < 0.5
    for jaar in YEARS:
        for doelgroep in ("gezinnen", "jeugdigen", "volwassenen", "inwoners"):
            for gebied in areas + (["stad"] if with_city else []):
                if random.random() < holes:
                    continue
                aantal = 0 if random.random() < 0.03 else random.randrange(60, 400)
                rows.append({"gebied": gebied, "jaar": jaar, "doelgroep": doelgroep, "aantal": aantal})
    return rows


def aanmeldingen(random: Random, teams: list[str], number: int) -> list[Row]:
    registered = random.choice((0.0, 0.85, 0.93, 1.0))
    rows = []
    for index in range(number):
        aanmelddatum = a_day(random)
        kennismaking = perhaps(random, later(random, aanmelddatum, 60), 0.8)
        start = perhaps(random, later(random, kennismaking or aanmelddatum, 60), 0.75)
        if start is not None and random.random() < 0.1:
            start = aanmelddatum
        rows.append(
            {
                "aanmelding": f"a{index}",
                "gezin_id": f"gezin{random.randrange(max(1, number * 2 // 3))}",
                "team": random.choice(teams),
                "organisatie": random.choice(ORGANISATIES),
                "aanmelddatum": aanmelddatum,
                "kennismakingsdatum": kennismaking,
                "gewenst_later": perhaps(random, random.random() < 0.3, registered),
                "startdatum": start,
                "einddatum": perhaps(
                    random, later(random, max(start or aanmelddatum, kennismaking or aanmelddatum), 400), 0.5
                ),
                "verwijzer": random.choice(VERWIJZERS),
            }
        )
    return rows


def aanbieders(random: Random) -> list[Row]:
    """P1 went up into P2, and P2 now and then into P3; Lokalis is a buurtteam organisation."""
    return [
        {"aanbieder": "P1", "naam": "Zorg Een", "soort": "aanvullend", "ouder": random.choice(("P2", None))},
        {"aanbieder": "P2", "naam": "Zorg Twee", "soort": "aanvullend", "ouder": random.choice(("P3", None))},
        {"aanbieder": "P3", "naam": "Zorg Drie", "soort": "aanvullend"},
        {"aanbieder": "P4", "naam": "Zorg Vier"},
        {"aanbieder": "L", "naam": "Lokalis", "soort": "buurtteam"},
    ]


def zorgvormen(random: Random) -> list[Row]:
    rows = []
    for wet, codes in ZORGVORMEN.items():
        for code in codes:
            if random.random() < 0.9:
                groep = random.choice(("ambulant", "verblijf", None))
                verblijf = random.choice((True, False, False, None))
                rows.append({"wet": wet, "code": code, "naam": code, "groep": groep, "verblijf": verblijf})
    return rows


def leveringen(random: Random, areas: list[str], number: int) -> list[Row]:
    rows: list[Row] = []
    for index in range(number):
        begin = a_day(random)
        client, aanbieder = f"client{random.randrange(max(1, number // 3))}", random.choice(PROVIDERS)
        if rows and random.random() < 0.5:
            # Often near the end of somebody's earlier care, so that there are transitions and follow-ups.
            earlier = random.choice(rows)
            client = random.choice((earlier["client_id"], earlier["client_id"], client))
            aanbieder = random.choice((earlier["aanbieder"], aanbieder, aanbieder))
            ending = earlier["einddatum"] or earlier["begindatum"]
            gap = timedelta(days=random.choice(GAPS))
            begin = random.choice((ending + gap, later(random, ending - timedelta(days=2), 120)))
        einde = perhaps(random, later(random, begin, 500), 0.75)
        wet = random.choice(("jw", "wmo"))
        if rows and random.random() < 0.1:
            # A restart, or another product of the same client.
            earlier = random.choice(rows)
            again = later(random, earlier["begindatum"] + timedelta(days=1), 300)
            changes = {"begindatum": again, "einddatum": perhaps(random, later(random, again, 300), 0.6)}
            changes["reden_beeindiging"] = random.choice(("31", "20")) if changes["einddatum"] else None
            rows.append({**earlier, **changes, "levering": f"l{index:03}"})
            continue
        reden = perhaps(random, random.choice(("31", "20", "20", "36", "37", "02", None)), 0.9) if einde else None
        rows.append(
            {
                "levering": f"l{index:03}",
                "client_id": client,
                "aanbieder": aanbieder,
                "wet": wet,
                "zorgvorm": random.choice((*ZORGVORMEN[wet], None)),
                "gebied": "VO" if random.random() < 0.03 else random.choice((*areas, None)),
                "geboortejaar": perhaps(random, random.choice((1950, 1998, 1999, 2000, 2003, 2010, 2017, 2022)), 0.9),
                "begindatum": begin,
                "einddatum": einde,
                "reden_beeindiging": reden,
                "verwijzer": random.choice(VERWIJZERS),
                **_toewijzing(random, wet, begin, index),
                "einddatum_toewijzing": perhaps(
                    random, later(random, random.choice((einde, begin)) or begin, 200), 0.3
                ),
            }
        )
    return rows


def _toewijzing(random: Random, wet: str, begin: date, number: int) -> Row:
    """What a message tells more than a file; some leveringen come from a file with or without the dates."""
    before = begin - timedelta(days=random.choice((-3, 0, 1, 10, 41, 42, 43, 90)))
    dates = {
        "toewijzingsdatum": perhaps(random, before, 0.8),
        "ingangsdatum": perhaps(random, later(random, before, 60), 0.8),
    }
    if random.random() < 0.4:
        return dates
    categorie = random.choice(("45", "45", "46", "47", "48")) if wet == "jw" else random.choice(("02", "46", None))
    verzoek = perhaps(random, before - timedelta(days=random.randrange(30)), 0.5)
    key = {"toewijzing": f"{wet}-0344-{number}", "categorie": categorie, "verzoekdatum": verzoek}
    return {**dates, **key, "uit_berichten": True}


def ervaringen(random: Random, teams: list[str], number: int) -> list[Row]:
    rows: dict[tuple[Any, ...], Row] = {}
    for _ in range(number):
        row = {
            "respondent": f"r{random.randrange(max(1, number // 3))}",
            "stelling": random.choice(STELLINGEN),
            "datum": a_day(random),
            "organisatie": random.choice(("Lokalis", "BTO")),
            "team": random.choice((*teams, None)),
            "antwoord": random.choice(("1", "2", "3", "4", "5", "5", "n.v.t.")),
        }
        rows[row["respondent"], row["stelling"], row["datum"]] = row
    return list(rows.values())


def bereikopgaven(random: Random, areas: list[str]) -> list[Row]:
    rows: dict[tuple[Any, ...], Row] = {}
    for _ in range(random.randrange(12)):
        row = {
            "organisatie": random.choice(("Dock", "Wijk&co")),
            "voorziening": random.choice(("maatjes", "ontmoeting")),
            "periode": random.choice(("2021", "2021-H1", "2022", "2022-Q1", "2022-Q4")),
            "gebied": random.choice((*areas, "")),
            "deelnemers": random.randrange(200),
        }
        rows[row["organisatie"], row["voorziening"], row["periode"], row["gebied"]] = row
    return list(rows.values())


def make_world(random: Random, size: int | None = None) -> dict[str, list[Row]]:
    """The rows of one municipality; `size` is the number of aanmeldingen and of leveringen."""
    number = random.randrange(0, 100) if size is None else size
    places = gebieden(random)
    areas = [row["gebied"] for row in places if row["soort"] != "zonder gebied"]
    teams = [row["gebied"] for row in places]
    doelgroepen = [("Lokalis", "gezinnen"), ("BTO", "volwassenen"), ("Wijkhulp", None)]
    return {
        "gebieden": places,
        "populatie": populatie(random, areas),
        "organisaties": [
            {"organisatie": name, "doelgroep": doelgroep} for name, doelgroep in doelgroepen if random.random() < 0.8
        ],
        "aanmeldingen": aanmeldingen(random, teams, number),
        "aanbieders": aanbieders(random),
        "zorgvormen": zorgvormen(random),
        "leveringen": leveringen(random, areas, number),
        "ervaringen": ervaringen(random, teams, number),
        "vierkanten": vierkanten(random),
        "uitputting": uitputting(random),
        "seizoen": seizoen(random),
        "bereikopgaven": bereikopgaven(random, areas),
    }


def worlds() -> st.SearchStrategy[dict[str, list[Row]]]:
    """Worlds that hypothesis can shrink."""
    return st.builds(make_world, st.randoms(use_true_random=False), st.integers(0, 30))

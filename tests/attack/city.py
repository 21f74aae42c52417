"""Which municipalities are attacked? Small drawn ones, uneven as real ones are, with a year of rows.

Ten teams, two of them without area, in three wijken and three SES groups. Referrers and providers differ a lot in
size, so that every rule for small numbers has something to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from data.store import Store
from tests.oracle.worlds import frame_of
from tests.stocked import stock

Row = dict[str, Any]
YEAR = 2022
DELIVERED = date(2023, 2, 28)
AREAS = {f"A{n}": (f"Wijk {'NZO'[n % 3]}", ("laag", "midden", "hoog")[(n * 2 + n // 3) % 3]) for n in range(1, 9)}
OUTSIDE = ("VO", "MBO")
"""Teams without area that every new store knows."""
TEAMS = (*AREAS, *OUTSIDE)
VERWIJZERS, ORGANISATIES = ("huisarts", "school", "gemeente", "zelf"), ("Lokaal", "Samen")
PROVIDERS = ("11111111", "22222222", "33333333", "44444444", "55555555")
FORMS = {"jw": ("45", "43"), "wmo": ("02", "15")}
REASONS = {"jw": ("31", "33", "36"), "wmo": ("02", "03", "36")}
STATEMENTS = ("goed geholpen", "snel geholpen")


def build(store: Store, number: int, seed: int, kinds: tuple[str, ...] = ("aanmeldingen",)) -> Store:
    """A city with that many rows a year in each of the `kinds` of source."""
    random = Random(seed)
    draw = {"aanmeldingen": aanmeldingen, "leveringen": leveringen, "ervaringen": ervaringen, "uitputting": uitputting}
    rows = {**reference(random), **{kind: draw[kind](random, number) for kind in kinds}}
    stock(store, {name: frame_of(name, found) for name, found in rows.items()}, delivered=DELIVERED)
    return store


def reference(random: Random) -> dict[str, list[Row]]:
    """The tables that everybody knows."""
    places = [
        {"gebied": key, "naam": f"Gebied {key}", "soort": "gebied", "wijk": wijk, "ses_groep": ses}
        for key, (wijk, ses) in AREAS.items()
    ]
    people = [
        {"gebied": area, "jaar": year, "doelgroep": group, "aantal": random.randrange(700, 4000)}
        for year in (YEAR - 1, YEAR)
        for group in ("gezinnen", "jeugdigen", "volwassenen")
        for area in AREAS
    ]
    providers = [{"aanbieder": key, "naam": f"Zorg {key[0]}", "soort": "aanvullend"} for key in PROVIDERS]
    providers += [{"aanbieder": key, "naam": key, "soort": "buurtteam"} for key in ORGANISATIES]
    forms = [
        {"wet": wet, "code": code, "naam": f"{wet} {code}", "groep": "ambulant" if place else "verblijf",
         "verblijf": not place}
        for wet, codes in FORMS.items()
        for place, code in enumerate(codes)
    ]  # fmt: skip
    return {"gebieden": places, "populatie": people, "aanbieders": providers, "zorgvormen": forms}


def aanmeldingen(random: Random, number: int) -> list[Row]:
    """Rows spread unevenly over teams, referrers and organisations; some families come twice."""
    return [_aanmelding(random, place, number) for place in range(number)]


def _aanmelding(random: Random, place: int, number: int) -> Row:
    day = date(YEAR, 1, 1) + timedelta(days=random.randrange(365))
    met = day + timedelta(days=random.choice((1, 2, 4, 6, 12, 30))) if random.random() < 0.92 else None
    start = met + timedelta(days=random.choice((0, 7, 13, 20, 27, 40))) if met and random.random() < 0.85 else None
    return {
        "aanmelding": f"a{place}",
        "gezin_id": f"g{random.randrange(max(1, number * 4 // 5))}",
        "team": _one_of(random, TEAMS, steep=1.0),
        "organisatie": _one_of(random, ORGANISATIES, steep=2.0),
        "aanmelddatum": day,
        "kennismakingsdatum": met,
        "gewenst_later": random.random() < 0.2 if random.random() < 0.97 else None,
        "startdatum": start,
        "einddatum": start + timedelta(days=random.randrange(20, 300)) if start and random.random() < 0.6 else None,
        "verwijzer": _one_of(random, VERWIJZERS, steep=2.0),
    }


def leveringen(random: Random, number: int) -> list[Row]:
    """Care that began in this year or the one before it; one client in four goes on elsewhere."""
    rows: list[Row] = []
    for place in range(number * 2):
        rows.append(_levering(random, place, f"c{random.randrange(max(1, number * 3 // 2))}"))
        if random.random() < 0.2 and rows[-1]["einddatum"]:
            later = _levering(random, place, str(rows[-1]["client_id"]))
            begin = rows[-1]["einddatum"] + timedelta(days=random.randrange(1, 80))
            rows.append({**later, "levering": f"l{place}-2", "begindatum": begin, "einddatum": None,
                         "reden_beeindiging": None, "toewijzingsdatum": begin - timedelta(days=20)})  # fmt: skip
    return [row for row in rows if row["begindatum"] <= DELIVERED]


def _levering(random: Random, place: int, client: str) -> Row:
    begin = date(YEAR - 1, 1, 1) + timedelta(days=random.randrange(730))
    end = begin + timedelta(days=random.randrange(20, 400)) if random.random() < 0.8 else None
    wet = random.choices(("jw", "wmo"), (3, 2))[0]
    return {
        "levering": f"l{place}",
        "client_id": client,
        "aanbieder": _one_of(random, PROVIDERS, steep=2.0),
        "wet": wet,
        "zorgvorm": _one_of(random, FORMS[wet], steep=2.0),
        "gebied": _one_of(random, tuple(AREAS), steep=1.0),
        "geboortejaar": random.randrange(2004, 2018) if wet == "jw" else random.randrange(1950, 2000),
        "begindatum": begin,
        "einddatum": end,
        "reden_beeindiging": random.choices(REASONS[wet], (6, 3, 1))[0] if end else None,
        "verwijzer": _one_of(random, VERWIJZERS[:3], steep=2.0),
        "toewijzingsdatum": begin - timedelta(days=random.randrange(0, 90)),
    }


def ervaringen(random: Random, number: int) -> list[Row]:
    """Answers of respondents, each on every statement."""
    rows: list[Row] = []
    for place in range(number // len(STATEMENTS)):
        day = date(YEAR, 1, 1) + timedelta(days=random.randrange(365))
        team, where = _one_of(random, TEAMS, steep=1.0), _one_of(random, ORGANISATIES, steep=2.0)
        rows += [
            {"respondent": f"r{place}", "stelling": statement, "datum": day, "organisatie": where, "team": team,
             "antwoord": random.choices("12345", (1, 2, 4, 9, 6))[0]}
            for statement in STATEMENTS
        ]  # fmt: skip
    return rows


def uitputting(random: Random, number: int) -> list[Row]:
    """What the buurtteam organisations cost per month."""
    months = [date(YEAR, month, 1) for month in range(1, 13)]
    return [
        {"aanbieder": key, "wet": "", "zorgvorm": "", "maand": month, "kosten": float(random.randrange(1, 9) * number)}
        for key in ORGANISATIES
        for month in months
    ]


def _one_of(random: Random, values: tuple[str, ...], steep: float) -> str:
    """One of the values, the first ones seldom: the `steep`-th power of their place."""
    return random.choices(values, [(place + 1) ** steep for place in range(len(values))])[0]


def known_places() -> dict[str, dict[str, str]]:
    """Per area or team of the drawn city what it is part of, as everybody can look up."""
    lines = [{"gebied": key, "soort": "gebied", "wijk": wijk, "ses_groep": ses} for key, (wijk, ses) in AREAS.items()]
    return places_of([*lines, *({"gebied": key, "soort": "zonder gebied"} for key in OUTSIDE)])


def places_of(gebieden: Iterable[Row]) -> dict[str, dict[str, str]]:
    """The same from the public list of areas; care without an area is `onbekend` in every respect."""
    found = {"onbekend": dict.fromkeys(("gebied", "wijk", "ses"), "onbekend")}
    for row in gebieden:
        key = str(row["gebied"])
        if row["soort"] == "zonder gebied":
            found[key] = {"team": key, **dict.fromkeys(("gebied", "wijk", "ses"), "zonder gebied")}
        else:
            found[key] = {"team": key, "gebied": key, "wijk": row["wijk"], "ses": row["ses_groep"] or "midden"}
    return found

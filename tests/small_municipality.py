"""Which rows does a page test look at? A made-up municipality of three teams, small enough to be there in a second.

Every number that a page can show exists somewhere: shown, hidden, provisional, before and after a trendbreuk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from data.store import Store
from data.tables import SOURCE_TABLES, Import, Opslag

PEILDATUM = date(2026, 10, 31)
FIRST = date(2021, 1, 4)
AREAS = {"NO": ("Noord", "laag", 1, 1), "ZU": ("Zuid", "hoog", 2, 1), "OO": ("Oost", "midden", 2, 2)}
PROVIDERS = {"11111111": "De Brug", "22222222": "Het Anker", "33333333": "Buurtteam Stad"}
STATEMENTS = ("goed geholpen", "snel geholpen")

Row = Mapping[str, Any]


def fill(store: Store, *, example: bool = True) -> None:
    """Put the municipality into an empty store, as one delivery per source."""
    tables: dict[str, list[Row]] = {
        "gebieden": [
            {"gebied": key, "naam": naam, "soort": "gebied", "wijk": "Wijk " + ("1" if key == "NO" else "2"),
             "ses_groep": ses, "rij": row, "kolom": column}
            for key, (naam, ses, row, column) in AREAS.items()
        ],
        "organisaties": [{"organisatie": "Lokaal", "doelgroep": "gezinnen"}],
        "aanbieders": [
            {"aanbieder": key, "naam": naam, "soort": "buurtteam" if key == "33333333" else "aanvullend"}
            for key, naam in PROVIDERS.items()
        ],
        "zorgvormen": [{"wet": "jw", "code": "45", "naam": "Ambulant", "groep": "ambulant", "verblijf": False}],
        "populatie": list(population()),
        "aanmeldingen": list(aanmeldingen()),
        "leveringen": list(leveringen()),
        "ervaringen": list(ervaringen()),
        "vierkanten": list(vierkanten()),
        "uitputting": list(uitputting()),
        "gebeurtenissen": [
            {"datum": date(2022, 1, 1), "indicator": "*", "soort": "trendbreuk", "titel": "Nieuwe registratie",
             "toelichting": "Het veld gewenst later verdween.", "organisatie": ""}
        ],
    }  # fmt: skip
    with store.transaction() as connection:
        for number, (name, rows) in enumerate(tables.items(), start=1):
            connection.execute(Import.metadata.tables["imports"].insert().values(delivery(number, name, len(rows))))
            marks = {"eerste_import": number, "laatste_import": number}
            connection.execute(SOURCE_TABLES[name].metadata.tables[name].insert(), [{**row, **marks} for row in rows])
        connection.execute(Opslag.metadata.tables["opslag"].update().values(wijziging=1, voorbeeld=example))


def delivery(number: int, name: str, rows: int) -> Row:
    """The bookkeeping of one file."""
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    return {
        "aanroep": "a1", "bestand": f"{name}.csv", "inhoud": f"{number:064d}", "soort": name, "leverdatum": PEILDATUM,
        "begonnen": moment, "klaar": moment, "opgeslagen": rows, "gewijzigd": 0, "ongewijzigd": 0, "afgekeurd": 0,
        "waarschuwingen": "",
    }  # fmt: skip


def population() -> Iterator[Row]:
    """Families, youths and adults per area and year; the city is the sum."""
    for year in range(2021, 2027):
        for group, number in (("gezinnen", 900), ("jeugdigen", 1500), ("volwassenen", 4000)):
            for area in AREAS:
                yield {"gebied": area, "jaar": year, "doelgroep": group, "aantal": number}
            yield {"gebied": "stad", "jaar": year, "doelgroep": group, "aantal": number * len(AREAS)}


def aanmeldingen() -> Iterator[Row]:
    """One family a working week in each area, two in the north; some wait long, the newest still wait."""
    number = 0
    for week in range(303):
        for area, families in (("NO", 6), ("ZU", 4), ("OO", 4)):
            for family in range(families):
                number += 1
                came = FIRST + timedelta(weeks=week, days=family % 5)
                days = (2, 6, 12, 20, 34, 9)[(number + week) % 6]
                met = came + timedelta(days=days)
                start, end = met + timedelta(days=(5, 20, 40)[number % 3]), met + timedelta(days=200 + number % 90)
                yield {
                    "aanmelding": f"a{number}", "gezin_id": f"g{number % 3500}", "team": area, "organisatie": "Lokaal",
                    "aanmelddatum": came, "kennismakingsdatum": upto(met), "startdatum": upto(start),
                    "einddatum": upto(end), "gewenst_later": number % 5 == 0 if came.year < 2022 else None,
                    "verwijzer": ("huisarts", "school", "zelf")[number % 3],
                }  # fmt: skip


def leveringen() -> Iterator[Row]:
    """Every client starts at one provider; one in three goes on at another."""
    for number in range(2400):
        begin = FIRST + timedelta(days=number % 2000)
        end = begin + timedelta(days=120 + number % 300)
        providers = sorted(PROVIDERS)
        steps = [(providers[number % 3], begin, end)]
        if number % 3 == 0:
            steps.append((providers[(number + 1) % 3], end + timedelta(days=10), end + timedelta(days=200)))
        for step, (provider, first, last) in enumerate(steps):
            if first <= PEILDATUM:
                yield {
                    "levering": f"l{number}-{step}", "client_id": f"c{number}", "aanbieder": provider, "wet": "jw",
                    "zorgvorm": "45", "gebied": sorted(AREAS)[number % 3], "geboortejaar": 2008 + number % 14,
                    "begindatum": first, "einddatum": upto(last), "verwijzer": ("huisarts", "gemeente")[number % 2],
                    "reden_beeindiging": ("31", "33")[number % 2] if last <= PEILDATUM else None,
                }  # fmt: skip


def ervaringen() -> Iterator[Row]:
    """Forty answers a quarter on each statement; four in five agree."""
    for quarter in range(23):
        day = date(2021 + quarter // 4, quarter % 4 * 3 + 2, 10)
        for person in range(40):
            for statement in STATEMENTS:
                yield {
                    "respondent": f"r{quarter}-{person}", "stelling": statement, "datum": day, "organisatie": "Lokaal",
                    "team": sorted(AREAS)[person % 3], "antwoord": "5" if person % 5 else "2",
                }  # fmt: skip


def vierkanten() -> Iterator[Row]:
    """A million a year for every provider."""
    for year in range(2021, 2027):
        for provider in PROVIDERS:
            yield {
                "aanbieder": provider, "wet": "", "zorgvorm": "", "jaar": year, "ingangsdatum": date(year, 1, 1),
                "budget": 1_000_000.0, "clienten": 150.0,
            }  # fmt: skip


def uitputting() -> Iterator[Row]:
    """A little more every month."""
    for month in range(70):
        day = date(2021 + month // 12, month % 12 + 1, 1)
        for place, provider in enumerate(sorted(PROVIDERS)):
            kosten = 80_000.0 + 100 * month + 3_000 * place
            yield {"aanbieder": provider, "wet": "", "zorgvorm": "", "maand": day, "kosten": kosten}


def upto(day: date) -> date | None:
    """A day that has come; what still lies ahead is not registered yet."""
    return day if day <= PEILDATUM else None

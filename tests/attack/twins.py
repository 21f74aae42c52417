"""Which two municipalities have other hidden numbers, and the same of everything that may be seen?

Some people are drawn in pairs that differ in two respects, such as team and referrer. In the second municipality the
two have exchanged one of them: every team and every referrer counts as many as before, and only the small numbers of
both together are others. Both hide every number that is not the same in both, as a decision would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
import sqlalchemy as sa

import results
from data.decisions import write_block
from data.store import Store, open_store
from data.tables import Afschermblok, Import
from metrics.protection.decide import SCHEMA, options_text
from metrics.protection.engines import crossing_refusal, engine_of
from metrics.protection.gate import crossing, reduced
from metrics.protection.marks import cell_key
from metrics.protection.suppression import RULE_VERSION
from metrics.question import QuestionError
from metrics.views import FIGURES
from results import Query
from tests.attack import city
from tests.oracle.worlds import frame_of
from tests.stocked import stock

Row = dict[str, Any]
Line = tuple[str, str, str, str, bool]
ROWS = 250
EACH = 4
"""Pairs of each kind."""
NEIGHBOURS = tuple((f"B{n}", f"C{n}") for n in range(6))
"""Small areas beside those of the drawn city. Two that lie together have one wijk and one SES group, so that an
exchange between them changes neither."""
SMALL = ("66666666", "77777777")
"""Providers with few clients per form of care."""
PLACES = {
    **{key: {"wijk": wijk, "ses": ses} for key, (wijk, ses) in city.AREAS.items()},
    **{key: {"wijk": f"Wijk {'NZO'[n % 3]}", "ses": ("laag", "midden", "hoog")[n // 2]}
       for n, both in enumerate(NEIGHBOURS) for key in both},
}  # fmt: skip
KEYS = {
    "aanmeldingen": ("aanmelding", "gezin_id"), "leveringen": ("levering", "client_id"),
    "ervaringen": ("respondent", "respondent"),
}  # fmt: skip
WRITTEN = datetime(2023, 3, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Exchange:
    """Two rows of a table that exchange some of their columns; `beside` stay as they are. Others that are like the rows
    before and after it stay too, so that no row of a figure comes or goes.
    """

    table: str
    one: Row
    other: Row
    columns: tuple[str, ...]
    beside: tuple[Row, ...] = ()

    def rows(self, *, made: bool) -> list[Row]:
        """The rows with or without the exchange."""
        before, after = (self.one, self.other), self.exchanged()
        key, person = KEYS[self.table]
        others = [
            {**row, key: f"{row[key]}x{number}", person: f"{row[person]}x{number}"}
            for number, row in enumerate((*before, *after)) if person in row
        ]  # fmt: skip
        return [*(after if made else before), *self.beside, *others]

    def exchanged(self) -> tuple[Row, Row]:
        """Both rows after it."""
        return (
            {**self.one, **{name: self.other[name] for name in self.columns}},
            {**self.other, **{name: self.one[name] for name in self.columns}},
        )


def exchanges(random: Random) -> list[Exchange]:
    """Pairs of every kind, among the teams and categories with few people."""
    kinds = (_aanmelding_pairs, _care_pairs, _move_pairs, _answer_pairs)
    return [each for kind in kinds for number in range(EACH) for each in kind(random, number)]


def _aanmelding_pairs(random: Random, number: int) -> Iterator[Exchange]:
    teams = NEIGHBOURS[number % len(NEIGHBOURS)]
    kinds: dict[str, Any] = {
        "verwijzer": ("huisarts", "school"), "organisatie": city.ORGANISATIES, "met": (1, 30), "begun": (3, 50),
        "aanmelddatum": None,
    }  # fmt: skip
    for name, values in kinds.items():
        day = date(city.YEAR, random.randrange(1, 10), 8)
        later = date(city.YEAR, day.month + random.choice((1, 2, 3)), 8)
        one, other = (
            _aanmelding(f"{name}{number}{place}", team, later if place and values is None else day,
                        **({name: values[place]} if values else {}))
            for place, team in enumerate(teams)
        )  # fmt: skip
        moved = {"met": "kennismakingsdatum", "begun": "startdatum", "aanmelddatum": "team"}
        yield Exchange("aanmeldingen", one, other, (moved.get(name, name),))


def _aanmelding(
    key: str,
    team: str,
    day: date,
    verwijzer: str = "school",
    organisatie: str = "Lokaal",
    met: int = 4,
    begun: int = 40,
) -> Row:
    return {
        "aanmelding": f"t{key}", "gezin_id": f"t{key}", "team": team, "organisatie": organisatie,
        "aanmelddatum": day, "kennismakingsdatum": day + timedelta(days=met), "gewenst_later": False,
        "startdatum": day + timedelta(days=begun), "einddatum": day + timedelta(days=90), "verwijzer": verwijzer,
    }  # fmt: skip


def _care_pairs(random: Random, number: int) -> Iterator[Exchange]:
    places, providers = NEIGHBOURS[number % len(NEIGHBOURS)], SMALL
    values: dict[str, Sequence[Any]] = {
        "verwijzer": ("huisarts", "school"), "zorgvorm": ("45", "43"), "aanbieder": providers,
        "geboortejaar": (2006, 2015), "reden_beeindiging": ("31", "36"), "toewijzingsdatum": (5, 80),
        "begindatum": (0, 70), "einddatum": (85, 150),
    }  # fmt: skip
    for across, two in (("gebied", places), ("aanbieder", providers)):
        for name, both in values.items():
            if name == across:
                continue
            day = date(city.YEAR, random.randrange(1, 8), 15)
            one, other = (
                _levering(f"{across}{name}{number}{place}", day, **{across: two[place], name: both[place]})
                for place in (0, 1)
            )
            yield Exchange(
                "leveringen", one, other, ("begindatum", "toewijzingsdatum") if name == "begindatum" else (name,)
            )


def _levering(key: str, day: date, **own: Any) -> Row:
    begin = day + timedelta(days=own.pop("begindatum", 0))
    waited, ends = own.pop("toewijzingsdatum", 30), own.pop("einddatum", 85)
    return {
        "levering": f"t{key}", "client_id": f"t{key}", "aanbieder": "22222222", "wet": "jw", "zorgvorm": "43",
        "gebied": "A8", "geboortejaar": 2010, "begindatum": begin, "einddatum": day + timedelta(days=ends),
        "reden_beeindiging": "33", "verwijzer": "school", "toewijzingsdatum": begin - timedelta(days=waited), **own,
    }  # fmt: skip


def _move_pairs(random: Random, number: int) -> Iterator[Exchange]:
    """Two clients that go on elsewhere: who goes where is exchanged."""
    day = date(city.YEAR, random.randrange(1, 5), 15)
    first = [_levering(f"v{number}{place}", day, aanbieder=city.PROVIDERS[place]) for place in (0, 1)]
    later = [
        {**_levering(f"n{number}{place}", day + timedelta(days=120), aanbieder=city.PROVIDERS[place + 2]),
         "client_id": first[place]["client_id"]}
        for place in (0, 1)
    ]  # fmt: skip
    yield Exchange("leveringen", later[0], later[1], ("aanbieder",), tuple(first))


def _answer_pairs(random: Random, number: int) -> Iterator[Exchange]:
    teams = NEIGHBOURS[number % len(NEIGHBOURS)]
    day = date(city.YEAR, random.randrange(1, 12), 15)
    for across, two in (("team", teams), ("organisatie", city.ORGANISATIES)):
        for statement in city.STATEMENTS:
            one, other = (
                {"respondent": f"t{across}{number}{place}", "stelling": statement, "datum": day, "team": teams[0],
                 "organisatie": "Lokaal", "antwoord": answer, across: two[place]}
                for place, answer in enumerate("25")
            )  # fmt: skip
            yield Exchange("ervaringen", one, other, ("antwoord",))


def city_of(random: Random) -> dict[str, list[Row]]:
    """Everything that is the same in both."""
    rows = city.reference(random)
    for key in (key for both in NEIGHBOURS for key in both):
        own = {"wijk": PLACES[key]["wijk"], "ses_groep": PLACES[key]["ses"]}
        rows["gebieden"].append({"gebied": key, "naam": f"Gebied {key}", "soort": "gebied", **own})
        rows["populatie"] += [
            {"gebied": key, "jaar": year, "doelgroep": group, "aantal": random.randrange(700, 4000)}
            for year in (city.YEAR - 1, city.YEAR) for group in ("gezinnen", "jeugdigen", "volwassenen")
        ]  # fmt: skip
    rows["aanbieders"] += [{"aanbieder": key, "naam": f"Zorg {key[0]}", "soort": "aanvullend"} for key in SMALL]
    months = [date(city.YEAR, month, 1) for month in range(1, 13)]
    money: list[Row] = [
        {"aanbieder": key, "wet": wet, "zorgvorm": code, "maand": month, "kosten": float(random.randrange(900, 9000))}
        for key in (*city.PROVIDERS, *SMALL) for wet, codes in city.FORMS.items() for code in codes for month in months
    ]  # fmt: skip
    agreed = [
        {"aanbieder": key, "wet": wet, "zorgvorm": code, "jaar": city.YEAR, "ingangsdatum": months[0],
         "budget": float(random.randrange(20_000, 90_000)), "clienten": float(random.randrange(20, 60))}
        for key in (*city.PROVIDERS, *SMALL) for wet, codes in city.FORMS.items() for code in codes
    ]  # fmt: skip
    return {
        **rows, "aanmeldingen": city.aanmeldingen(random, ROWS), "leveringen": city.leveringen(random, ROWS),
        "ervaringen": city.ervaringen(random, ROWS), "uitputting": [*money, *city.uitputting(random, ROWS)],
        "vierkanten": agreed,
    }  # fmt: skip


def build(place: Path | str, pairs: Sequence[Exchange], made: Iterable[int] = ()) -> Store:
    """A store in which the exchanges with these numbers are made."""
    rows, chosen = city_of(Random(20)), set(made)
    for number, each in enumerate(pairs):
        rows[each.table].extend(each.rows(made=number in chosen))
    store = open_store(str(place), create=True)
    stock(store, {name: frame_of(name, found) for name, found in rows.items()}, delivered=city.DELIVERED)
    with store.transaction() as connection:
        connection.execute(sa.update(Import).values(begonnen=WRITTEN, klaar=WRITTEN, aanroep="a", inhoud="b"))
        connection.exec_driver_sql("UPDATE opslag SET voorbeeld = true")
    return store


def hide_alike(first: Store, second: Store) -> int:
    """Hide in both, beside what is small by itself, every number that is not the same in both; gives how many."""
    lines: dict[tuple[str, int], set[Line]] = {}
    for query in questions(first):
        mine, other = (numbers(store, query) for store in (first, second))
        for (key, year), line in differing(query, *mine, other[1]):
            lines.setdefault((key, year), set()).add(line)
    for store in (first, second):
        with at(store):
            world = results._shared.world()
            blocks = [block for group in world.decisions.groups(world.decisions.every()) for block in group]
        for key, year in blocks:
            hidden = [dict(zip(SCHEMA, line, strict=True)) for line in sorted(lines.get((key, year), ()))]
            row = Afschermblok(
                indicator=key, jaar=year, versie=str(store.version()), regelversie=RULE_VERSION, vingerafdruk="gelijk",
                cellen=len(hidden), verborgen=len(hidden), marge=None, nauw=0,
            )  # fmt: skip
            write_block(store, row, pl.DataFrame(hidden, schema=SCHEMA))
    return sum(map(len, lines.values()))


@contextmanager
def at(store: Store) -> Iterator[None]:
    """Who asks a figure here, asks it of this store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CIJFERTAFEL_STORE", store.url)
        yield


def questions(store: Store) -> Iterator[Query]:
    """Everything of which numbers can be hidden: every choice, crossing and period."""
    with at(store):
        world = results._shared.world()
        known = world.choices.periods
    for key, indicator in FIGURES.items():
        if engine_of(indicator) is None:
            continue
        own = [name for name in indicator.dimensions if name not in indicator.always_per]
        for chosen in product(*([(name, value) for value in values] for name, values in indicator.options.items())):
            for per, level in product((per for size in range(3) for per in combinations(own, size)), known):
                try:
                    query = Query(key, tuple(known[level]), per, chosen)
                    if crossing_refusal(indicator, world.request(query)) is None:
                        yield query
                except QuestionError:
                    continue


def numbers(store: Store, query: Query) -> tuple[tuple[str, ...], pl.DataFrame]:
    """The crossing that a question is about, and its numbers without protection."""
    with at(store):
        world = results._shared.world()
        request = world.request(query)
        return reduced(crossing(FIGURES[query.indicator], request)), world.compute(query.indicator, request)


def differing(
    query: Query, per: tuple[str, ...], one: pl.DataFrame, other: pl.DataFrame
) -> Iterator[tuple[tuple[str, int], Line]]:
    """The cells of a question whose numbers differ, by indicator and year."""
    if one.equals(other):
        return
    lines = ["periode", "cel"]
    both = [frame.with_columns(cel=cell_key(per)) for frame in (one, other)]
    joined = both[0].join(both[1], on=lines, how="full", coalesce=True, suffix="_other")
    names = [
        name for name in ("teller", "noemer", "waarde", "personen", *FIGURES[query.indicator].extra) if name in one
    ]
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_other")) for name in names)
    noemer = pl.col("noemer").ne_missing(pl.col("noemer_other"))
    options = options_text(dict(query.where))
    for period, cell, of_noemer in joined.filter(~same).select(*lines, noemer).rows():
        yield (query.indicator, int(period[:4])), (options, "|".join(per), period, cell, of_noemer)

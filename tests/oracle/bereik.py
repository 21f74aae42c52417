"""Which share of the families and clients is reached? (bereik, bereik_aanvullend, ses_kloof, bereik_opgave)"""

from __future__ import annotations

from datetime import date

from metrics.period import Period
from tests.oracle.care import in_care
from tests.oracle.days import days_of
from tests.oracle.rows import (
    Options,
    Row,
    Tables,
    Where,
    aanmelding_value,
    area_value,
    grouped,
    known_rows,
    last_day,
    levering_value,
    persons,
    plain_value,
    result_row,
    selected,
)
from tests.oracle.statistics import count_row, newcombe, share_row

AREA_DIMENSIONS = ("gebied", "wijk", "ses")


def population_of(tables: Tables, code: str, year: int, doelgroep: str) -> int | None:
    for row in tables.get("populatie", []):
        if row["gebied"] == code and row["jaar"] == year and row["doelgroep"] == doelgroep:
            return int(row["aantal"])
    return None


def real_areas(tables: Tables) -> list[str]:
    return [row["gebied"] for row in tables.get("gebieden", []) if row["soort"] != "zonder gebied"]


def population(
    tables: Tables, year: int, doelgroep: str, place: dict[str, str], where: Where, unknown: tuple[str, ...]
) -> int | None:
    """The noemer of the areas that lie in `place` (dimension = value) and in the selection of areas.

    `unknown` are values that hold rows without a place, so that their noemer cannot be known.
    """
    limits = {name: {value} for name, value in place.items() if name in AREA_DIMENSIONS}
    chosen = {name: set(values) for name, values in where.items() if name in AREA_DIMENSIONS}
    if not limits and not chosen:
        whole = population_of(tables, "stad", year, doelgroep)
        if whole is not None:
            return whole
    for nowhere in unknown:
        if (limits or chosen) and all(nowhere in values for part in (limits, chosen) for values in part.values()):
            return None
    total = 0
    areas = 0
    for code in real_areas(tables):
        inside = all(
            area_value(tables, code, name) in values for part in (limits, chosen) for name, values in part.items()
        )
        if inside:
            number = population_of(tables, code, year, doelgroep)
            if number is None:
                return None
            total += number
            areas += 1
    return total if areas else None


def _doelgroep_of(tables: Tables, organisatie: str | None) -> str:
    for row in tables.get("organisaties", []):
        if row["organisatie"] == organisatie:
            return row["doelgroep"] or "gezinnen"
    return "gezinnen"


def supported_families(tables: Tables, begin: date, end: date, peildatum: date) -> list[Row]:
    """The aanmeldingen with support on at least one day from begin to end."""
    rows = []
    for row in known_rows(tables, "aanmeldingen", peildatum):
        if row["startdatum"] is None or row["startdatum"] > end:
            continue
        if row["einddatum"] is None or row["einddatum"] >= begin:
            rows.append(row)
    return rows


def _area_groups(tables: Tables, per: tuple[str, ...], where: Where) -> set[tuple[str, ...]]:
    """The groups that hold an area of the selection; none without dimension or selection of areas."""
    if not any(name in AREA_DIMENSIONS for name in (*per, *where)):
        return set()
    groups = set()
    for code in real_areas(tables):
        places = {name: area_value(tables, code, name) for name in AREA_DIMENSIONS}
        if all(places[name] in set(values) for name, values in where.items() if name in AREA_DIMENSIONS):
            groups.add(tuple(places[name] for name in per))
    return groups


def bereik(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    doelgroep = options.get("doelgroep", "gezinnen")
    value = aanmelding_value(tables)
    rows = [
        row
        for row in selected(supported_families(tables, period.begin, end, peildatum), where, value)
        if _doelgroep_of(tables, row["organisatie"]) == doelgroep
    ]
    groups = grouped(rows, per, value)
    keys = set(groups)
    if all(name in AREA_DIMENSIONS for name in per):
        keys |= _area_groups(tables, per, where)
    result = []
    for key in keys:
        place = dict(zip(per, key, strict=True))
        noemer = population(tables, period.year, doelgroep, place, where, ("zonder gebied",))
        members = groups.get(key, [])
        if not members and noemer is None:
            continue
        teller = persons(members, "gezin_id")
        columns = {**share_row(teller, noemer), "personen": teller}
        result.append(result_row(period, per, key, columns))
    return result


def bereik_aanvullend(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    value = levering_value(tables, period.end.year)
    days = days_of(period.begin, end)
    rows = [
        row
        for row in selected(known_rows(tables, "leveringen", peildatum), where, value)
        if any(in_care(row, day) for day in days)
    ]
    result = []
    for key, members in grouped(rows, per, value).items():
        place = dict(zip(per, key, strict=True))
        wetten = {place["wet"]} if "wet" in place else set(where.get("wet", ()))
        teller = persons(members, "client_id")
        if len(wetten) == 1:
            doelgroep = {"jw": "jeugdigen", "wmo": "volwassenen"}[next(iter(wetten))]
            columns = share_row(
                teller, population(tables, period.year, doelgroep, place, where, ("zonder gebied", "onbekend"))
            )
        else:
            columns = share_row(teller, None, "kies een wet")
        result.append(result_row(period, per, key, {**columns, "personen": teller}))
    return result


def ses_kloof(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    rows = bereik(tables, period, (*per, "ses"), where, options, peildatum)
    pairs: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in rows:
        if row["ses"] in ("laag", "hoog"):
            pairs.setdefault(tuple(row[name] for name in per), {})[row["ses"]] = row
    result = []
    for key, pair in pairs.items():
        columns: Row = {"teller": None, "noemer": None, "waarde": None, "onder": None, "boven": None}
        columns |= {"waarom_leeg": "geen noemer", "gezinnen": sum(row["teller"] for row in pair.values())}
        if len(pair) == 2 and all(row["waarde"] is not None for row in pair.values()):
            low, high = pair["laag"], pair["hoog"]
            columns |= {"waarde": low["waarde"] - high["waarde"], "waarom_leeg": None}
            bounds = newcombe((low["teller"], low["noemer"]), (high["teller"], high["noemer"]))
            if bounds is not None:
                columns |= {"onder": bounds[0], "boven": bounds[1]}
        result.append(result_row(period, per, key, columns))
    return result


def bereik_opgave(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """Only what was reported over exactly this period: participants of parts may be the same people."""
    if period.begin > peildatum:
        return []
    of_period = [row for row in tables.get("bereikopgaven", []) if row["periode"] == str(period)]
    return [
        result_row(period, per, key, count_row(sum(row["deelnemers"] for row in rows)))
        for key, rows in grouped(selected(of_period, where, plain_value), per, plain_value).items()
    ]

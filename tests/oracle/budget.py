"""What was agreed, what was spent, and on how many clients? (theme budget)"""

from __future__ import annotations

from datetime import date

from metrics.period import Period
from tests.oracle.bereik import supported_families
from tests.oracle.care import client_days, clients_during
from tests.oracle.days import days_of
from tests.oracle.rows import (
    Options,
    Row,
    Tables,
    Where,
    grouped,
    known_rows,
    last_day,
    levering_value,
    plain_value,
    result_row,
    selected,
    zorgvorm_row,
)


def _agreed_of_one(rows: list[Row], day: date, column: str, original: bool) -> float | None:
    """Of the rows of one aanbieder, wet and zorgvorm: what is valid on `day`, None before the first."""
    ordered = sorted(rows, key=lambda row: row["ingangsdatum"])
    if original:
        ordered = ordered[:1]
    valid = None
    for row in ordered:
        if row["ingangsdatum"] <= day:
            valid = float(row[column])
    return valid


def _sum_known(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def agreed(rows: list[Row], day: date, column: str, original: bool) -> float | None:
    """Of the rows of one aanbieder: the whole where it exists, else the sum of its parts; None is nothing agreed."""
    by_wet = grouped(rows, ("wet",), lambda row, name: row[name] or "")
    if any(not row["zorgvorm"] for row in by_wet.get(("",), [])):
        by_wet = {("",): by_wet[("",)]}
    amounts: list[float | None] = []
    for of_wet in by_wet.values():
        by_zorgvorm = grouped(of_wet, ("zorgvorm",), lambda row, name: row[name] or "")
        if ("",) in by_zorgvorm:
            by_zorgvorm = {("",): by_zorgvorm[("",)]}
        amounts += [_agreed_of_one(part, day, column, original) for part in by_zorgvorm.values()]
    return _sum_known(amounts)


def _cells(rows: list[Row], per: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, list[Row]]]:
    """Rows per combination of `per`, and in it per aanbieder."""
    return {
        key: {name[0]: part for name, part in grouped(members, ("aanbieder",), plain_value).items()}
        for key, members in grouped(rows, per, plain_value).items()
    }


def _without_wholes(rows: list[Row], per: tuple[str, ...]) -> list[Row]:
    """Where a dimension is asked, the row of the whole is left out if its aanbieder has a split."""
    kept = rows
    for name in ("wet", "zorgvorm"):
        if name in per:
            split = {row["aanbieder"] for row in kept if row[name]}
            kept = [row for row in kept if row[name] or row["aanbieder"] not in split]
    return kept


def _vierkanten(tables: Tables, period: Period, where: Where, peildatum: date) -> list[Row]:
    of_year = [row for row in known_rows(tables, "vierkanten", peildatum) if row["jaar"] == period.year]
    return selected(of_year, where, plain_value)


def _uitputting(tables: Tables, period: Period, end: date, where: Where, peildatum: date) -> list[Row]:
    """Costs from the year's begin up to and including the month of the period's end."""
    rows = []
    for row in known_rows(tables, "uitputting", peildatum):
        if row["maand"].year == period.year and row["maand"] <= end:
            rows.append(row)
    return selected(rows, where, plain_value)


def _share_of_month(tables: Tables, month: date) -> float:
    for row in tables.get("seizoen", []):
        if row["jaar"] == month.year and row["maand"] == month.month:
            return float(row["aandeel"])
    return 1 / 12


def _begroot_en_uitgeput(
    tables: Tables, vierkanten: list[Row], uitputting: list[Row], end: date, original: bool
) -> tuple[float | None, float | None]:
    """Of one aanbieder: both over the months that count, delivered and with a budget."""
    begroot, uitgeput = [], []
    for number in range(1, end.month + 1):
        month = date(end.year, number, 1)
        costs = [row["kosten"] for row in uitputting if row["maand"] == month]
        budget = agreed(vierkanten, month, "budget", original)
        if costs and budget is not None:
            begroot.append(budget * _share_of_month(tables, month))
            uitgeput.append(sum(costs))
    return (sum(begroot), sum(uitgeput)) if begroot else (None, None)


def _budget_columns(begroot: float | None, uitgeput: float | None, kosten: float | None) -> Row:
    if begroot is None or uitgeput is None:
        reason = "niet geregistreerd" if kosten is None else "geen noemer"
        return {"teller": kosten, "noemer": None, "waarde": None, "waarom_leeg": reason}
    if begroot == 0:
        return {"teller": uitgeput, "noemer": begroot, "waarde": None, "waarom_leeg": "geen noemer"}
    return {"teller": uitgeput, "noemer": begroot, "waarde": (uitgeput - begroot) / begroot, "waarom_leeg": None}


def vierkant(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    original = options.get("budget") == "origineel"
    vierkanten = _cells(_without_wholes(_vierkanten(tables, period, where, peildatum), per), per)
    uitputting = _cells(_uitputting(tables, period, end, where, peildatum), per)
    result = []
    for key in vierkanten.keys() | uitputting.keys():
        agreements, costs = vierkanten.get(key, {}), uitputting.get(key, {})
        pairs = [
            _begroot_en_uitgeput(tables, agreements.get(name, []), costs.get(name, []), end, original)
            for name in agreements.keys() | costs.keys()
        ]
        kosten = _sum_known([row["kosten"] for rows in costs.values() for row in rows])
        columns = _budget_columns(_sum_known([b for b, _ in pairs]), _sum_known([u for _, u in pairs]), kosten)
        result.append(result_row(period, per, key, columns))
    return result


macrovierkant = vierkant


def vierkant_clienten(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """Days before the first agreement have nothing agreed, and stay in the mean."""
    end = last_day(period, peildatum)
    if end is None:
        return []
    original = options.get("budget") == "origineel"
    days = days_of(date(end.year, 1, 1), end)
    agreements = _cells(_without_wholes(_vierkanten(tables, period, where, peildatum), per), per)
    value = levering_value(tables, period.end.year)
    leveringen = _cells(selected(known_rows(tables, "leveringen", peildatum), where, value), per)
    result = []
    for key in agreements.keys() | leveringen.keys():
        noemers, tellers = [], []
        of_cell = agreements.get(key, {})
        for name in of_cell if "aanbieder" not in per else of_cell.keys() | leveringen.get(key, {}).keys():
            numbers = [agreed(of_cell.get(name, []), day, "clienten", original) for day in days]
            number = _sum_known(numbers)
            if number is not None or "aanbieder" in per:
                noemers.append(None if number is None else number / len(days))
                rows = leveringen.get(key, {}).get(name, [])
                tellers.append(client_days(rows, days[0], end) / len(days))
        noemer = _sum_known(noemers)
        if not tellers or (noemer is None and sum(tellers) == 0):
            continue
        known = noemer is not None and noemer != 0
        columns = {"teller": sum(tellers), "noemer": noemer, "waarde": sum(tellers) / noemer if known else None}
        columns["waarom_leeg"] = None if known else "geen noemer"
        result.append(result_row(period, per, key, columns))
    return result


def _buurtteams(tables: Tables) -> dict[str, str]:
    """Names and codes of the aanbieders that are a buurtteam organisation, each with the code."""
    teams = {}
    for row in tables.get("aanbieders", []):
        if row["soort"] == "buurtteam":
            teams[row["naam"]] = row["aanbieder"]
            teams[row["aanbieder"]] = row["aanbieder"]
    return teams


def kosten_per_client(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """Only groups with costs have a row; families count in the groups in which their organisation has costs."""
    end = last_day(period, peildatum)
    if end is None:
        return []
    begin = date(end.year, 1, 1)
    value = levering_value(tables, end.year)
    uitputting = []
    for row in known_rows(tables, "uitputting", peildatum):
        if row["maand"].year == end.year and row["maand"] <= end:
            uitputting.append(row)
    leveringen = known_rows(tables, "leveringen", peildatum)
    if options.get("verblijf") == "zonder":
        uitputting = [r for r in uitputting if zorgvorm_row(tables, r["wet"], r["zorgvorm"])["verblijf"] is False]
        leveringen = [r for r in leveringen if zorgvorm_row(tables, r["wet"], r["zorgvorm"])["verblijf"] is False]
    buurtteams = _buurtteams(tables)
    costs = grouped(selected(uitputting, where, value), per, value)
    care = grouped(selected(leveringen, where, value), per, value)
    families: dict[str, set[str]] = {}
    for row in supported_families(tables, begin, end, peildatum):
        families.setdefault(buurtteams.get(row["organisatie"] or "", ""), set()).add(row["gezin_id"])
    result = []
    for key, rows in costs.items():
        teams = {row["aanbieder"] for row in rows} & set(buurtteams.values())
        gezinnen = {gezin for team in teams for gezin in families.get(team, set())}
        others = [row for row in care.get(key, []) if row["aanbieder"] not in buurtteams.values()]
        noemer = len(clients_during(others, begin, end)) + len(gezinnen)
        teller = sum(row["kosten"] for row in rows)
        columns = {"teller": teller, "noemer": noemer, "waarde": teller / noemer if noemer else None}
        columns["waarom_leeg"] = None if noemer else "geen noemer"
        result.append(result_row(period, per, key, columns))
    return result

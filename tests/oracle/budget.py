"""What was agreed, what was spent, and on how many clients? (theme budget)"""

from __future__ import annotations

from datetime import date

from metrics.period import Period
from tests.oracle.bereik import supported_families
from tests.oracle.care import client_days, clients_during
from tests.oracle.days import ONE_DAY, days_of
from tests.oracle.rows import (
    Options,
    Row,
    Tables,
    Value,
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
from tests.oracle.statistics import share_row


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
    """Of the rows of one aanbieder: what is valid on `day`, the whole or the sum of its parts; None is nothing."""
    parts = grouped(wholes_first(rows), ("wet", "zorgvorm"), lambda row, name: row[name] or "")
    return _sum_known([_agreed_of_one(part, day, column, original) for part in parts.values()])


def wholes_first(rows: list[Row]) -> list[Row]:
    """Of the rows of one aanbieder those that count for its total: the whole, else per wet its whole or its split."""
    whole = [row for row in rows if not row["wet"] and not row["zorgvorm"]]
    if whole:
        return whole
    with_whole = {row["wet"] or "" for row in rows if not row["zorgvorm"]}
    return [row for row in rows if not row["zorgvorm"] or (row["wet"] or "") not in with_whole]


def _cells(rows: list[Row], per: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, list[Row]]]:
    """Rows per combination of `per`, and in it per aanbieder."""
    return {
        key: {name[0]: part for name, part in grouped(members, ("aanbieder",), plain_value).items()}
        for key, members in grouped(rows, per, plain_value).items()
    }


def _without_wholes(rows: list[Row], per: tuple[str, ...]) -> list[Row]:
    """Of one aanbieder: where a dimension is asked, a whole of which there is a split is left out."""
    kept = rows
    if "wet" in per and any(row["wet"] for row in kept):
        kept = [row for row in kept if row["wet"]]
    if "zorgvorm" in per or "zorgvormgroep" in per:
        split = {row["wet"] or "" for row in kept if row["zorgvorm"]}
        whole_is_split = bool(split)
        kept = [row for row in kept if row["zorgvorm"] or not (row["wet"] in split if row["wet"] else whole_is_split)]
    return kept


def _per_aanbieder(rows: list[Row], per: tuple[str, ...]) -> list[Row]:
    parts = grouped(rows, ("aanbieder",), plain_value).values()
    return [row for part in parts for row in _without_wholes(part, per)]


def _counting_costs(rows: list[Row], per: tuple[str, ...], value: Value) -> list[Row]:
    """Costs that count in the groups of `per`: per aanbieder and month the whole or its split, not both."""
    counting = []
    for of_month in grouped(rows, ("aanbieder", "maand"), lambda row, name: str(row[name])).values():
        for cell in grouped(_without_wholes(of_month, per), per, value).values():
            counting += wholes_first(cell)
    return counting


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


def _budget_columns(begroot: float | None, uitgeput: float | None) -> Row:
    if not begroot or uitgeput is None:
        return {"teller": uitgeput, "noemer": begroot, "waarde": None, "waarom_leeg": "geen noemer"}
    return {"teller": uitgeput, "noemer": begroot, "waarde": (uitgeput - begroot) / begroot, "waarom_leeg": None}


def _has_a_budget(tables: Tables, vierkanten: list[Row], end: date, original: bool) -> bool:
    firsts = [date(end.year, number, 1) for number in range(1, end.month + 1)]
    return any(agreed(vierkanten, month, "budget", original) is not None for month in firsts)


def vierkant(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """A row for every group with costs or a budget in a month up to the period's end."""
    end = last_day(period, peildatum)
    if end is None:
        return []
    original = options.get("budget") == "origineel"
    vierkanten = _cells(_per_aanbieder(_vierkanten(tables, period, where, peildatum), per), per)
    costs = _uitputting(tables, period, end, where, peildatum)
    uitputting = _cells(_counting_costs(costs, per, plain_value), per)
    result = []
    for key in vierkanten.keys() | uitputting.keys():
        agreements, of_cell = vierkanten.get(key, {}), uitputting.get(key, {})
        pairs = [
            _begroot_en_uitgeput(tables, agreements.get(name, []), of_cell.get(name, []), end, original)
            for name in agreements.keys() | of_cell.keys()
        ]
        if of_cell or any(_has_a_budget(tables, rows, end, original) for rows in agreements.values()):
            columns = _budget_columns(_sum_known([b for b, _ in pairs]), _sum_known([u for _, u in pairs]))
            columns |= _named(agreements, of_cell, end, original, "aanbieder" in per)
            result.append(result_row(period, per, key, columns))
    return result


def _named(
    agreements: dict[str, list[Row]], costs: dict[str, list[Row]], end: date, original: bool, shown: bool
) -> Row:
    """Ended months with a budget and no costs, months with costs and no budget, and what these cost."""
    missing, unbudgeted = [], []
    amount = 0.0
    for name in sorted(agreements.keys() | costs.keys()):
        for number in range(1, end.month + 1):
            month = date(end.year, number, 1)
            label = f"{month:%Y-%m}" if shown else f"{month:%Y-%m} ({name})"
            of_month = [row["kosten"] for row in costs.get(name, []) if row["maand"] == month]
            budget = agreed(agreements.get(name, []), month, "budget", original)
            ended = is_last_of_month(end) or number < end.month
            if budget is not None and not of_month and ended:
                missing.append(label)
            if budget is None and of_month:
                unbudgeted.append(label)
                amount += sum(of_month)
    return {
        "ontbrekende_maanden": ", ".join(missing) or None,
        "zonder_budget": ", ".join(unbudgeted) or None,
        "kosten_zonder_budget": amount if unbudgeted else None,
    }


def is_last_of_month(day: date) -> bool:
    return (day + ONE_DAY).month != day.month


macrovierkant = vierkant


def vierkant_clienten(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """The agreed number is the mean over the days on which one is valid; before the first there is none."""
    end = last_day(period, peildatum)
    if end is None:
        return []
    original = options.get("budget") == "origineel"
    days = days_of(date(end.year, 1, 1), end)
    rows = _per_aanbieder(_vierkanten(tables, period, where, peildatum), per)
    agreements = _cells([row for row in rows if all(row[name] for name in per)], per)
    value = levering_value(tables, period.end.year)
    leveringen = grouped(selected(known_rows(tables, "leveringen", peildatum), where, value), per, value)
    result = []
    for key in agreements.keys() | leveringen.keys():
        agreed_means, in_care = [], []
        counted: set[str] = set()
        of_cell = agreements.get(key, {})
        clients = grouped(leveringen.get(key, []), ("aanbieder",), value)
        for name in of_cell.keys() | {aanbieder for (aanbieder,) in clients}:
            valid = [agreed(of_cell.get(name, []), day, "clienten", original) for day in days]
            known = [number for number in valid if number is not None]
            average = client_days(clients.get((name,), []), days[0], end) / len(days)
            if known or ("aanbieder" in per and average):
                agreed_means.append(sum(known) / len(known) if known else None)
                in_care.append(average)
                counted |= clients_during(clients.get((name,), []), days[0], end)
        if in_care:
            columns = {**share_row(sum(in_care), _sum_known(agreed_means)), "personen": len(counted)}
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
    costs = grouped(_counting_costs(selected(uitputting, where, value), per, value), per, value)
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
        result.append(result_row(period, per, key, {**share_row(teller, noemer), "personen": noemer}))
    return result

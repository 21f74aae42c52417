"""Of what is a drift made? (drift_ontleed)"""

from __future__ import annotations

from datetime import date, timedelta

from metrics.period import Period
from tests.oracle.budget import (
    _cells,
    _counting_costs,
    _per_aanbieder,
    _share_of_month,
    _uitputting,
    _vierkanten,
    agreed,
    wholes_first,
)
from tests.oracle.care import client_days, clients_during
from tests.oracle.days import days_of
from tests.oracle.doorstroom import episodes_of, leveringen_of_clients, topmost, transitions_of
from tests.oracle.rows import (
    Options,
    Row,
    Tables,
    Where,
    known_rows,
    last_day,
    levering_value,
    plain_value,
    result_row,
    selected,
)

PARTS = ("volume", "prijs", "mix")


def drift_ontleed(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """Three rows per group with costs or a budget, or the transfers between aanbieders."""
    end = last_day(period, peildatum)
    if end is None:
        return []
    original = options.get("budget") == "origineel"
    rest = {name: values for name, values in where.items() if name != "onderdeel"}
    wanted = set(where.get("onderdeel", (*PARTS, "overgang")))
    if options.get("deel") == "overgangen":
        return _transfers(tables, period, end, per, rest, peildatum, original) if "overgang" in wanted else []
    asked = tuple(name for name in per if name != "onderdeel")
    result = []
    for key, parts in _parts_per_cell(tables, period, asked, rest, peildatum, original).items():
        numbers = _divided(parts) if parts else dict.fromkeys(PARTS)
        people = set().union(*(part["clients"] for part in parts)) if parts else set()
        for name in PARTS:
            if name in wanted:
                columns = {"teller": numbers[name], "noemer": None, "waarde": numbers[name]}
                columns["waarom_leeg"] = None if parts else "geen noemer"
                if parts:
                    columns["personen"] = len(people)
                row = result_row(period, asked, key, columns)
                result.append({**row, "onderdeel": name})
    return result


def _divided(parts: list[Row]) -> dict[str, float]:
    """The formula, part by part, in cents."""
    good = [part for part in parts if part["A"] and part["N"]]
    loose = sum(part["U"] - part["B"] for part in parts if part not in good)
    total = round(sum(part["U"] for part in parts) - sum(part["B"] for part in parts), 2)
    all_a, all_n = sum(part["A"] for part in good), sum(part["N"] for part in good)
    all_b = sum(part["B"] for part in good)
    price = sum(part["N"] * (part["U"] / part["N"] - part["B"] / part["A"]) for part in good)
    volume = ((all_n - all_a) * all_b / all_a if good else 0.0) + loose
    mix = sum((part["N"] - part["A"] * all_n / all_a) * part["B"] / part["A"] for part in good)
    found = {"volume": round(volume, 2), "prijs": round(price, 2), "mix": round(mix, 2)}
    largest = max(PARTS, key=lambda name: abs({"volume": volume, "prijs": price, "mix": mix}[name]))
    found[largest] = round(found[largest] + total - sum(found.values()), 2)
    return found


def _parts_per_cell(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, peildatum: date, original: bool
) -> dict[tuple[str, ...], list[Row]]:
    """Per group the agreements with a month that counts; none when there is a budget or costs without the other."""
    end = last_day(period, peildatum)
    assert end is not None
    vierkanten = _cells(_per_aanbieder(_vierkanten(tables, period, where, peildatum), per), per)
    spending = _uitputting(tables, period, end, where, peildatum)
    costs = _cells(_counting_costs(spending, per, plain_value), per)
    value = levering_value(tables, period.end.year)
    leveringen = selected(known_rows(tables, "leveringen", peildatum), where, value)
    firsts = [date(end.year, number, 1) for number in range(1, end.month + 1)]
    found: dict[tuple[str, ...], list[Row]] = {}
    for key in vierkanten.keys() | costs.keys():
        cell, spent = vierkanten.get(key, {}), costs.get(key, {})
        has_budget = any(
            agreed(rows, month, "budget", original) is not None for rows in cell.values() for month in firsts
        )
        if not spent and not has_budget:
            continue
        found[key] = []
        for name, rows in cell.items():
            of_unit = [
                row
                for row in leveringen
                if row["aanbieder"] == name
                and all(
                    word in ("onbekend", value(row, dim))
                    for dim, word in zip(per, key, strict=True)
                    if dim != "aanbieder"
                )
            ]
            found[key] += _parts_of(tables, rows, spent.get(name, []), of_unit, firsts, end, original)
    return found


def _parts_of(
    tables: Tables, rows: list[Row], costs: list[Row], leveringen: list[Row], firsts: list[date], end: date,
    original: bool,
) -> list[Row]:  # fmt: skip
    """The parts of one aanbieder: its agreements, or itself when some costs belong to none of them."""
    delivered = {row["maand"] for row in costs}
    months = [month for month in firsts if month in delivered and agreed(rows, month, "budget", original) is not None]
    if not months:
        return []
    costs = [row for row in costs if row["maand"] in months]
    keys = sorted({(row["wet"] or "", row["zorgvorm"] or "") for row in wholes_first(rows)})
    if not all(any(_belongs(row, key) for key in keys) for row in costs):
        keys = [("", "")]
    parts = []
    for key in keys:
        own = [row for row in wholes_first(rows) if key == ("", "") or (row["wet"] or "", row["zorgvorm"] or "") == key]
        budgets = [(month, agreed(own, month, "budget", original)) for month in months]
        known = [(month, budget) for month, budget in budgets if budget is not None]
        days = days_of(date(end.year, 1, 1), end)
        numbers = [agreed(own, day, "clienten", original) for day in days]
        valid = [number for number in numbers if number is not None]
        care = [row for row in leveringen if _belongs(row, key)]
        parts.append(
            {
                "B": sum(budget * _share_of_month(tables, month) for month, budget in known),
                "U": sum(row["kosten"] for row in costs if _belongs(row, key)),
                "A": sum(valid) / len(valid) if valid and known else 0.0,
                "N": client_days(care, days[0], end) / len(days),
                "clients": clients_during(care, days[0], end),
            }
        )
    return parts


def _belongs(row: Row, key: tuple[str, str]) -> bool:
    return key[0] in ("", row["wet"] or "") and key[1] in ("", row["zorgvorm"] or "")


def _transfers(
    tables: Tables, period: Period, end: date, per: tuple[str, ...], where: Where, peildatum: date, original: bool
) -> list[Row]:
    first = date(end.year, 1, 1)
    prices = _prices(tables, period, peildatum, original)
    days: dict[tuple[str, str], int] = {}
    people: dict[tuple[str, str], set[str]] = {}
    for client, leveringen in leveringen_of_clients(tables, period, {}, peildatum).items():
        for before, after in transitions_of(episodes_of(leveringen), 365, True):
            if first <= after["begin"] <= end:
                pair = (before["aanbieder"], after["aanbieder"])
                last = min(after["end"] or end, end)
                days[pair] = days.get(pair, 0) + (last - after["begin"] + timedelta(days=1)).days
                people.setdefault(pair, set()).add(client)
    cells: dict[tuple[str, ...], Row] = {}
    for (van, naar), there in days.items():
        net = there - days.get((naar, van), 0)
        allowed = all(word in set(where.get(name, [word])) for name, word in (("van", van), ("naar", naar)))
        if net <= 0 or van not in prices or naar not in prices or not allowed:
            continue
        key = tuple({"van": van, "naar": naar}[name] for name in per if name != "onderdeel")
        cell = cells.setdefault(key, {"euro": 0.0, "months": 0.0, "people": set()})
        average = net / ((end - first).days + 1)
        cell["euro"] += average * (prices[naar] - prices[van])
        cell["months"] += average * end.month
        cell["people"] |= people[van, naar] | people.get((naar, van), set())
    asked = tuple(name for name in per if name != "onderdeel")
    return [
        {
            **result_row(period, asked, key, {"waarde": round(cell["euro"], 2), "clientmaanden": cell["months"]}),
            "onderdeel": "overgang", "personen": len(cell["people"]),
        }
        for key, cell in cells.items()
    ]  # fmt: skip


def _prices(tables: Tables, period: Period, peildatum: date, original: bool) -> dict[str, float]:
    """Agreed budget per agreed client of every topmost aanbieder."""
    sums: dict[str, list[float]] = {}
    for (name,), parts in _parts_per_cell(tables, period, ("aanbieder",), {}, peildatum, original).items():
        for part in parts:
            if part["A"] and part["N"]:
                total = sums.setdefault(topmost(tables, name), [0.0, 0.0])
                total[0] += part["B"]
                total[1] += part["A"]
    return {name: budget / clients for name, (budget, clients) in sums.items()}

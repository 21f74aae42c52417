"""Who moved from which aanbieder to which, and who never had to? (doorstroom, in_een_keer_goed)"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from metrics.period import Period
from tests.oracle.care import end_of_care
from tests.oracle.rows import (
    Options,
    Row,
    Tables,
    Where,
    grouped,
    known_rows,
    last_day,
    levering_value,
    result_row,
    selected,
)
from tests.oracle.statistics import count_row

Episode = dict[str, Any]


def topmost(tables: Tables, aanbieder: str) -> str:
    parents = {row["aanbieder"]: row["ouder"] for row in tables.get("aanbieders", [])}
    seen = {aanbieder}
    while parents.get(aanbieder) and parents[aanbieder] not in seen:
        aanbieder = parents[aanbieder]
        seen.add(aanbieder)
    return aanbieder


def _in_order(row: Row) -> tuple[Any, ...]:
    return row["begindatum"], row["end"] is None, row["end"] or date.min, row["aanbieder"], row["levering"]


def leveringen_of_clients(tables: Tables, period: Period, where: Where, peildatum: date) -> dict[str, list[Row]]:
    """Per client the leveringen in order, each with its topmost aanbieder and its real end."""
    value = levering_value(tables, period.end.year)
    return _per_client(tables, selected(known_rows(tables, "leveringen", peildatum), where, value))


def _per_client(tables: Tables, leveringen: list[Row]) -> dict[str, list[Row]]:
    clients: dict[str, list[Row]] = {}
    for row in leveringen:
        known = {**row, "aanbieder": topmost(tables, row["aanbieder"]), "end": end_of_care(row)}
        clients.setdefault(row["client_id"], []).append(known)
    for rows in clients.values():
        rows.sort(key=_in_order)
    return clients


def episodes_of(leveringen: list[Row]) -> list[Episode]:
    episodes: list[Episode] = []
    for row in leveringen:
        if episodes and episodes[-1]["aanbieder"] == row["aanbieder"]:
            last = episodes[-1]
            last["end"] = None if last["end"] is None or row["end"] is None else max(last["end"], row["end"])
        else:
            episodes.append({"aanbieder": row["aanbieder"], "begin": row["begindatum"], "end": row["end"]})
    return episodes


def transitions_of(episodes: list[Episode], venster: int, at_once: bool) -> list[tuple[Episode, Episode]]:
    """Pairs of consecutive episodes close enough; `at_once` says whether simultaneous ones count."""
    pairs = []
    for before, after in pairwise(episodes):
        if before["end"] is None or before["end"] > after["begin"]:
            if at_once:
                pairs.append((before, after))
        elif (after["begin"] - before["end"]).days <= venster:
            pairs.append((before, after))
    return pairs


def doorstroom(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """`per` holds van and naar, which are always present; another dimension cuts leveringen like a selection.

    A selection of van or naar leaves some of the moves: leveringen have no such column.
    """
    end = last_day(period, peildatum)
    if end is None:
        return []
    value = levering_value(tables, period.end.year)
    others = tuple(name for name in per if name not in ("van", "naar"))
    of_rows = {name: values for name, values in where.items() if name not in ("van", "naar")}
    leveringen = selected(known_rows(tables, "leveringen", peildatum), of_rows, value)
    result = []
    for key, rows in grouped(leveringen, others, value).items():
        for move, numbers in _moves(tables, rows, period.begin, end, options).items():
            if any(
                end_point not in where.get(name, (end_point,))
                for name, end_point in zip(("van", "naar"), move, strict=True)
            ):
                continue
            values = {**dict(zip(others, key, strict=True)), **dict(zip(("van", "naar"), move, strict=True))}
            result.append(result_row(period, per, tuple(values[name] for name in per), numbers))
    return result


def _moves(
    tables: Tables, leveringen: list[Row], begin: date, end: date, options: Options
) -> dict[tuple[str, str], Row]:
    """Per van and naar the clients who moved, and those who left van or moved from it."""
    venster = int(options.get("venster", "365"))
    at_once = options.get("gelijktijdig", "ja") == "ja"
    moved: dict[tuple[str, str], set[str]] = {}
    left: dict[str, set[str]] = {}
    for client, rows in _per_client(tables, leveringen).items():
        episodes = episodes_of(rows)
        for episode in episodes:
            if episode["end"] is not None and begin <= episode["end"] <= end:
                left.setdefault(episode["aanbieder"], set()).add(client)
        for before, after in transitions_of(episodes, venster, at_once):
            if begin <= after["begin"] <= end:
                moved.setdefault((before["aanbieder"], after["aanbieder"]), set()).add(client)
                left.setdefault(before["aanbieder"], set()).add(client)
    return {
        pair: {**count_row(len(who)), "noemer": len(left[pair[0]]), "personen": len(who)} for pair, who in moved.items()
    }


def in_een_keer_goed(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """A client falls in the group of its first levering; `left_out` says that somebody began too recently."""
    end = last_day(period, peildatum)
    if end is None:
        return []
    value = levering_value(tables, period.end.year)
    groups: dict[tuple[str, ...], list[bool | None]] = {}
    for leveringen in leveringen_of_clients(tables, period, where, peildatum).values():
        first = leveringen[0]
        begin = first["begindatum"]
        if not period.begin <= begin <= end:
            continue
        outcome: bool | None = None
        if (peildatum - begin).days >= 365:
            pairs = transitions_of(episodes_of(leveringen), int(options.get("venster", "365")), True)
            outcome = not any((after["begin"] - begin).days <= 365 for _, after in pairs)
        groups.setdefault(tuple(value(first, name) for name in per), []).append(outcome)
    result = []
    for key, outcomes in groups.items():
        seen = [outcome for outcome in outcomes if outcome is not None]
        columns = {
            "teller": sum(seen),
            "noemer": len(seen),
            "waarde": sum(seen) / len(seen) if seen else None,
            "personen": len(seen),
            "left_out": len(seen) < len(outcomes),
            "waarom_leeg": "te weinig tijd" if len(seen) < len(outcomes) else None,
        }
        result.append(result_row(period, per, key, columns))
    return result

"""Who is in care, who came and who left? (in_zorg, gemiddeld_in_zorg, instroom, uitstroom)"""

from __future__ import annotations

from datetime import date

from metrics.period import Period
from tests.oracle.days import ONE_DAY, days_of
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


def end_of_care(levering: Row) -> date | None:
    """The last day in care, None when it still goes on; a temporary stop (20) ends nothing."""
    if levering["reden_beeindiging"] != "20" or levering["einddatum"] is None:
        return levering["einddatum"]
    ending = levering.get("einddatum_toewijzing")
    return None if ending is None else max(ending, levering["einddatum"])


def in_care(levering: Row, day: date) -> bool:
    end = end_of_care(levering)
    return levering["begindatum"] <= day and (end is None or end >= day)


def clients_on(leveringen: list[Row], day: date) -> set[str]:
    return {row["client_id"] for row in leveringen if in_care(row, day)}


def clients_during(leveringen: list[Row], begin: date, end: date) -> set[str]:
    clients: set[str] = set()
    for day in days_of(begin, end):
        clients |= clients_on(leveringen, day)
    return clients


def leveringen_per_group(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, peildatum: date
) -> dict[tuple[str, ...], list[Row]]:
    value = levering_value(tables, period.end.year)
    return grouped(selected(known_rows(tables, "leveringen", peildatum), where, value), per, value)


def _stock_and_flow(
    which: str, tables: Tables, period: Period, per: tuple[str, ...], where: Where, peildatum: date
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    result = []
    for key, leveringen in leveringen_per_group(tables, period, per, where, peildatum).items():
        before = clients_on(leveringen, period.begin - ONE_DAY)
        during = clients_during(leveringen, period.begin, end)
        after = clients_on(leveringen, end)
        if not before and not during:
            continue
        number = {"in_zorg": after, "instroom": during - before, "uitstroom": (before | during) - after}[which]
        columns = {**count_row(len(number)), "personen": len(number)}
        result.append(result_row(period, per, key, columns))
    return result


def in_zorg(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    return _stock_and_flow("in_zorg", tables, period, per, where, peildatum)


def instroom(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    return _stock_and_flow("instroom", tables, period, per, where, peildatum)


def uitstroom(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    return _stock_and_flow("uitstroom", tables, period, per, where, peildatum)


def client_days(leveringen: list[Row], begin: date, end: date) -> int:
    return sum(len(clients_on(leveringen, day)) for day in days_of(begin, end))


def gemiddeld_in_zorg(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    result = []
    length = len(days_of(period.begin, end))
    for key, leveringen in leveringen_per_group(tables, period, per, where, peildatum).items():
        teller = client_days(leveringen, period.begin, end)
        if teller:
            columns = {"teller": teller, "noemer": length, "waarde": teller / length, "waarom_leeg": None}
            columns["personen"] = len(clients_during(leveringen, period.begin, end))
            result.append(result_row(period, per, key, columns))
    return result

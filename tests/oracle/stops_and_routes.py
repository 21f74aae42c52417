"""Why did care stop, and who referred? (reden_beeindiging, verwijzer)"""

from __future__ import annotations

from datetime import date

from metrics.period import Period
from tests.oracle.rows import (
    Options,
    Row,
    Tables,
    Where,
    aanmelding_value,
    grouped,
    known_rows,
    last_day,
    levering_value,
    persons,
    result_row,
    selected,
)
from tests.oracle.statistics import count_row


def reden_beeindiging(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """`per` holds wet and reden, which are always present."""
    end = last_day(period, peildatum)
    if end is None:
        return []
    of_levering = levering_value(tables, period.end.year)

    def value(row: Row, dimension: str) -> str:
        if dimension != "reden":
            return of_levering(row, dimension)
        reden = row["reden_beeindiging"] or "onbekend"
        return "administratief" if reden in ("36", "37") else reden

    stops = []
    for row in known_rows(tables, "leveringen", peildatum):
        if row["einddatum"] is None or row["reden_beeindiging"] == "20":
            continue
        if period.begin <= row["einddatum"] <= end:
            stops.append(row)
    return [
        result_row(period, per, key, {**count_row(len(rows)), "personen": persons(rows, "client_id")})
        for key, rows in grouped(selected(stops, where, value), per, value).items()
    ]


def verwijzer(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """`per` holds verwijzer, which is always present; the share is that within the other dimensions."""
    end = last_day(period, peildatum)
    if end is None:
        return []
    if options.get("spoor", "aanvullend") == "basiszorg":
        table, day, value = "aanmeldingen", "aanmelddatum", aanmelding_value(tables)
    else:
        table, day, value = "leveringen", "begindatum", levering_value(tables, period.end.year)
    begun = [row for row in known_rows(tables, table, peildatum) if period.begin <= row[day] <= end]
    rows = selected(begun, where, value)
    others = tuple(name for name in per if name != "verwijzer")
    wholes = grouped(rows, others, value)
    result = []
    for key, members in grouped(rows, per, value).items():
        whole = wholes[tuple(part for name, part in zip(per, key, strict=True) if name != "verwijzer")]
        columns = {**count_row(len(members)), "aandeel": len(members) / len(whole)}
        columns["personen"] = persons(members, "gezin_id" if table == "aanmeldingen" else "client_id")
        result.append(result_row(period, per, key, columns))
    return result

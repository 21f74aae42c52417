"""How long from aanmelding to kennismaking to start, and who waits? (theme beschikbaarheid, buurtteams)"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from metrics.period import Period
from tests.oracle.days import working_days
from tests.oracle.rows import (
    Options,
    Row,
    Tables,
    Where,
    aanmelding_value,
    grouped,
    known_rows,
    last_day,
    persons,
    result_row,
    selected,
)
from tests.oracle.statistics import count_row, kaplan_meier, mean_row, share_row


def _in_period(rows: list[Row], column: str, begin: date, end: date) -> list[Row]:
    return [row for row in rows if row[column] is not None and begin <= row[column] <= end]


def kennismaking_binnen_vijf_werkdagen(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    value = aanmelding_value(tables)
    of_period = _in_period(known_rows(tables, "aanmeldingen", peildatum), "aanmelddatum", period.begin, end)
    without_later = options.get("lezing", "alle") == "zonder gewenst later"
    filled = sum(1 for row in of_period if row["gewenst_later"] is not None)
    registered = filled * 10 >= len(of_period) * 9
    cohort = [row for row in of_period if working_days(row["aanmelddatum"], peildatum) > 5]
    result = []
    for key, rows in grouped(selected(cohort, where, value), per, value).items():
        teller = 0
        for row in rows:
            met = row["kennismakingsdatum"]
            quick = met is not None and working_days(row["aanmelddatum"], met) <= 5
            if quick or (without_later and row["gewenst_later"] is True):
                teller += 1
        columns = share_row(teller, len(rows))
        if without_later and not registered:
            columns = {"teller": None, "noemer": None, "waarde": None, "waarom_leeg": "niet geregistreerd"}
        columns["personen"] = persons(rows, "gezin_id")
        result.append(result_row(period, per, key, columns))
    return result


def gewenst_later(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    value = aanmelding_value(tables)
    of_period = _in_period(known_rows(tables, "aanmeldingen", peildatum), "aanmelddatum", period.begin, end)
    cohort = [row for row in of_period if row["gewenst_later"] is not None]
    return [
        result_row(
            period,
            per,
            key,
            {
                **share_row(sum(1 for row in rows if row["gewenst_later"]), len(rows)),
                "personen": persons(rows, "gezin_id"),
            },
        )
        for key, rows in grouped(selected(cohort, where, value), per, value).items()
    ]


def _wait(row: Row, peildatum: date) -> tuple[int, bool]:
    """Working days waited, and whether a kennismaking ended it; who left without one is seen until then."""
    if row["kennismakingsdatum"] is not None:
        return working_days(row["aanmelddatum"], row["kennismakingsdatum"]), True
    left = [row[column] for column in ("startdatum", "einddatum") if row[column] is not None]
    return working_days(row["aanmelddatum"], min([*left, peildatum])), False


def werkdagen_tot_kennismaking(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    value = aanmelding_value(tables)
    rows = selected(known_rows(tables, "aanmeldingen", peildatum), where, value)
    held = grouped(_in_period(rows, "kennismakingsdatum", period.begin, end), per, value)
    cohorts = grouped(_in_period(rows, "aanmelddatum", period.begin, end), per, value)
    result = []
    for key, members in held.items():
        waits = [_wait(row, peildatum) for row in cohorts.get(key, [])]
        days = [working_days(row["aanmelddatum"], row["kennismakingsdatum"]) for row in members]
        columns = {
            **mean_row([float(number) for number in days]),
            "km_mediaan": kaplan_meier(waits, Fraction(1, 2)),
            "km_p80": kaplan_meier(waits, Fraction(4, 5)),
            "personen": persons(members, "gezin_id"),
        }
        result.append(result_row(period, per, key, columns))
    return result


def _start(
    limit: int, late: bool, tables: Tables, period: Period, per: tuple[str, ...], where: Where, peildatum: date
) -> list[Row]:
    end = last_day(period, peildatum)
    if end is None:
        return []
    value = aanmelding_value(tables)
    held = _in_period(known_rows(tables, "aanmeldingen", peildatum), "kennismakingsdatum", period.begin, end)
    cohort = [row for row in held if (peildatum - row["kennismakingsdatum"]).days > limit]
    result = []
    for key, rows in grouped(selected(cohort, where, value), per, value).items():
        teller = 0
        for row in rows:
            start = row["startdatum"]
            in_time = start is not None and (start - row["kennismakingsdatum"]).days <= limit
            if in_time != late:
                teller += 1
        columns = {**share_row(teller, len(rows)), "personen": persons(rows, "gezin_id")}
        result.append(result_row(period, per, key, columns))
    return result


def start_binnen_twee_weken(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    return _start(14, False, tables, period, per, where, peildatum)


def start_na_vier_weken(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    return _start(28, True, tables, period, per, where, peildatum)


def _klasse(waited: int) -> str:
    for longest, name in ((5, "0-5"), (10, "6-10"), (20, "11-20"), (40, "21-40")):
        if waited <= longest:
            return name
    return ">40"


def wachtend(
    tables: Tables, period: Period | None, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """`per` holds been and klasse, which are always present; the period is peildatum itself."""
    of_aanmelding = aanmelding_value(tables)
    waiting = []
    for row in known_rows(tables, "aanmeldingen", peildatum):
        if row["startdatum"] is not None or row["einddatum"] is not None:
            continue
        if row["kennismakingsdatum"] is None:
            waiting.append({**row, "been": "1", "klasse": _klasse(working_days(row["aanmelddatum"], peildatum))})
        else:
            waiting.append({**row, "been": "2", "klasse": _klasse((peildatum - row["kennismakingsdatum"]).days)})

    def value(row: Row, dimension: str) -> str:
        return row[dimension] if dimension in ("been", "klasse") else of_aanmelding(row, dimension)

    return [
        {
            "periode": peildatum.isoformat(),
            **dict(zip(per, key, strict=True)),
            **count_row(len(rows)),
            "personen": persons(rows, "gezin_id"),
        }
        for key, rows in grouped(selected(waiting, where, value), per, value).items()
    ]

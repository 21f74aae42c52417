"""Which share of the answers is positive? (ervaring)"""

from __future__ import annotations

from datetime import date

from metrics.period import Period
from tests.oracle.rows import (
    Options,
    Row,
    Tables,
    Where,
    grouped,
    known_rows,
    last_day,
    persons,
    plain_value,
    result_row,
    selected,
)
from tests.oracle.statistics import share_row, wilson


def ervaring(
    tables: Tables, period: Period, per: tuple[str, ...], where: Where, options: Options, peildatum: date
) -> list[Row]:
    """`per` holds stelling, which is always present."""
    end = last_day(period, peildatum)
    if end is None:
        return []
    valid = []
    for row in known_rows(tables, "ervaringen", peildatum):
        if period.begin <= row["datum"] <= end and row["antwoord"] in ("1", "2", "3", "4", "5"):
            valid.append(row)
    result = []
    for key, rows in grouped(selected(valid, where, plain_value), per, plain_value).items():
        positive = sum(1 for row in rows if row["antwoord"] in ("4", "5"))
        low, high = wilson(positive, len(rows)) or (None, None)
        columns = {**share_row(positive, len(rows)), "onder": low, "boven": high}
        columns["personen"] = persons(rows, "respondent")
        result.append(result_row(period, per, key, columns))
    return result

"""What is wrong with the rows that owners delivered by mistake?

Each is a copy of the first row of a delivery with some cells changed; most are rejected with a sentence, some are
stored with a finding, so that the page about the data has something to show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl


@dataclass(frozen=True)
class Mistake:
    """`cells` replaces cells of the copy; `rest` empties all others when it is False."""

    leverdatum: date
    table: str
    cells: dict[str, str]
    rest: bool = True


MISTAKES = (
    Mistake(date(2020, 1, 31), "aanmeldingen", {"aanmelding": "A-2019-x1", "aanmelddatum": "31-02-2019"}),
    Mistake(date(2020, 1, 31), "leveringen", {"levering": "JW-x1", "wet": "jeugdwet"}),
    Mistake(date(2021, 1, 31), "aanmeldingen", {"aanmelding": "A-2020-x1", "team": "Terwijde-Oost"}),
    Mistake(date(2022, 1, 31), "aanmeldingen", {"aanmelding": "Totaal"}, rest=False),
    Mistake(date(2022, 1, 31), "uitputting", {"kosten": "-1250,00"}),
    Mistake(date(2023, 1, 31), "aanmeldingen", {"aanmelding": "A-2022-x1", "gewenst_later": "misschien"}),
    Mistake(date(2023, 6, 30), "leveringen", {"levering": "JW-x2", "begindatum": "2023-06-31"}),
    Mistake(
        date(2024, 3, 31),
        "aanmeldingen",
        {"aanmelding": "A-2024-x1", "aanmelddatum": "2024-02-20", "kennismakingsdatum": "2024-02-02"},
    ),
    Mistake(date(2024, 6, 30), "ervaringen", {"respondent": "R-x1", "antwoord": "7"}),
    Mistake(date(2025, 2, 28), "aanmeldingen", {"aanmelding": "A-2025-x1", "team": ""}),
    Mistake(date(2025, 5, 31), "leveringen", {"levering": "JW-x3", "zorgvorm": "45Z99"}),
    Mistake(date(2025, 8, 31), "uitputting", {"kosten": "-980,50"}),
    Mistake(date(2025, 10, 31), "aanmeldingen", {"verwijzer": "huisartsen"}),
    Mistake(date(2025, 11, 30), "leveringen", {"levering": "JW-x4", "einddatum": "2017-05-01"}),
    Mistake(date(2026, 2, 28), "aanmeldingen", {}),
    Mistake(date(2026, 4, 30), "aanmeldingen", {"aanmelding": "A-2026-x1", "aanmelddatum": "31-04-2026"}),
    Mistake(date(2026, 4, 30), "ervaringen", {"respondent": "R-x2", "team": "Overvecht"}),
    Mistake(date(2026, 7, 31), "leveringen", {"levering": "JW-x5", "geboortejaar": "1814"}),
    Mistake(date(2026, 9, 30), "aanmeldingen", {"aanmelding": "Totaal"}, rest=False),
    Mistake(date(2026, 10, 31), "aanmeldingen", {"aanmelding": "A-2026-x2", "team": "Zuilen-West"}),
    Mistake(date(2026, 10, 31), "leveringen", {"levering": "JW-x6", "begindatum": "9-31-2026"}),
)


def with_mistakes(text: pl.DataFrame, table: str, leverdatum: date) -> pl.DataFrame:
    """`text` (every cell as it will be written) followed by the mistakes of this delivery."""
    mine = [mistake for mistake in MISTAKES if (mistake.table, mistake.leverdatum) == (table, leverdatum)]
    if not mine or text.is_empty():
        return text
    first = text.row(0, named=True)
    rows = [{**(first if mistake.rest else dict.fromkeys(first)), **mistake.cells} for mistake in mine]
    return pl.concat([text, pl.DataFrame(rows, schema=text.schema)])

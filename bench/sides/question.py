"""What is asked of every version: one indicator in one year, for the whole city or split once?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from metrics import CATALOGUE
from metrics.query import Query
from metrics.request import Request

SPLIT = {
    "bereik": "gebied", "bereik_aanvullend": "wet", "bereik_opgave": "organisatie", "in_zorg": "aanbieder",
    "gemiddeld_in_zorg": "aanbieder", "instroom": "gebied", "uitstroom": "gebied",
    "kennismaking_binnen_vijf_werkdagen": "gebied", "gewenst_later": "ses", "werkdagen_tot_kennismaking": "gebied",
    "start_binnen_twee_weken": "gebied", "start_na_vier_weken": "ses", "wachtend": "gebied",
    "wachttijd_toewijzing": "zorgvormgroep", "wachttijd_beoogd": "gebied", "wachttijd_verzoek": "wet",
    "ervaring": "stelling", "vierkant": "aanbieder", "vierkant_clienten": "aanbieder", "in_een_keer_goed": "gebied",
}  # fmt: skip
"""The split in which a figure is mostly shown; what is not here is asked whole."""

ALONE = (
    "ses_kloof", "macrovierkant", "kosten_per_client", "doorstroom", "reden_beeindiging", "verwijzer",
)  # fmt: skip
"""Asked for the whole city only: they have no split, or are always split already."""


@dataclass(frozen=True)
class Question:
    """One indicator in `year`, as known on `day`."""

    key: str
    year: int
    day: date
    per: tuple[str, ...] = ()

    @property
    def begin(self) -> date:
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        return min(date(self.year, 12, 31), self.day)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Those of the answer: always there, then asked for."""
        return (*CATALOGUE[self.key].always_per, *self.per)

    def query(self) -> Query:
        """As our own gate is asked."""
        periods = () if CATALOGUE[self.key].on_peildatum else (str(self.year),)
        return Query(self.key, periods, self.per)

    def request(self) -> Request:
        """As our own indicator is asked, without a gate."""
        from metrics.period import Level, Period

        indicator = CATALOGUE[self.key]
        periods = () if indicator.on_peildatum else (Period(self.year, 1, Level.YEAR),)
        options = {name: allowed[0] for name, allowed in indicator.options.items()}
        return Request(self.day, periods, self.per, {}, options)

    def __str__(self) -> str:
        return " per ".join((self.key, *self.per))


def questions(year: int, day: date) -> Iterator[Question]:
    """Every figure that is computed over rows about people or money, whole and split."""
    for key in CATALOGUE:
        if key in SPLIT or key in ALONE:
            yield Question(key, year, day)
        if key in SPLIT:
            yield Question(key, year, day, (SPLIT[key],))

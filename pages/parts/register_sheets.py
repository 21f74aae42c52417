"""Which figures of the other registers stand where on the page Verdieping?

A new register is one line here: its view, its key, the periods it shows and the height of its picture in rem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from metrics.period import Level, Period
from pages.parts.layout import row
from pages.parts.page import Page
from pages.parts.selection import Selection


class Span(StrEnum):
    """The periods of a figure."""

    YEARS = "de laatste zes jaren"
    YEAR = "het gekozen jaar"
    HALF = "het gekozen half jaar"
    HALVES = "de laatste zes halve jaren"
    MONTHS = "de maanden van drie jaar"
    NOW = "de gekozen periode"


@dataclass(frozen=True)
class Shown:
    """One figure of a sheet."""

    view: str
    key: str
    span: Span
    height: float
    per: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    """Values of dimensions that the figure is about."""

    @property
    def place(self) -> str:
        """The name of its place on the page."""
        return "_".join((self.key, *(value for _, value in self.where)))

    def periods(self, chosen: Selection) -> tuple[str, ...]:
        """As far as they ended; the chosen period decides which is the last."""
        match self.span:
            case Span.YEARS:
                return chosen.years()[-6:]
            case Span.MONTHS:
                return chosen.months(36)
            case Span.NOW:
                return (chosen.period,)
            case Span.HALVES:
                last = Period.parse(chosen.at_level(Level.HALF))
                return tuple(str(last.shifted(-back)) for back in range(5, -1, -1))
            case Span.HALF:
                return (chosen.at_level(Level.HALF),)
            case _:
                return (chosen.at_level(Level.YEAR),)


SHEETS: Mapping[str, tuple[tuple[Shown, ...], ...]] = {
    "Toeslagenouders": (
        (Shown("kolommen", "ouders_bereikt", Span.YEARS, 11), Shown("kolommen", "ouders_met_plan", Span.YEARS, 11)),
        (
            Shown("kolommen", "maatwerkpot_gezinnen", Span.YEARS, 13),
            Shown("balken", "maatwerkpot_bedrag", Span.YEAR, 6),
        ),
        (
            Shown("balken", "beschikkingen", Span.HALF, 4),
            Shown("balken", "doorlooptijd_beschikking", Span.HALF, 4),
            Shown("kolommen", "klachten_brede_ondersteuning", Span.HALVES, 6),
        ),
    ),
    "Aanbevelingen": (
        (Shown("balken", "ervaring_brede_ondersteuning", Span.HALF, 12),),
        (Shown("stand", "aanbevelingen", Span.NOW, 21),),
    ),
    "Gezinsplan": (
        (
            Shown("kolommen", "veiligheid_geregistreerd", Span.YEARS, 8),
            Shown("balken", "veiligheid_steekproef", Span.YEARS, 9),
        ),
        (Shown("balken", "gezinsplan_digitaal", Span.YEAR, 22, per=("team",)),),
        (
            Shown("balken", "doelen_per_leefgebied", Span.HALF, 10),
            Shown("balken", "driegesprek_reden_niet", Span.YEAR, 7),
        ),
    ),
    "Schuld en werk": (
        (
            Shown("kolommen", "vroegsignalering_hulp", Span.YEARS, 9),
            Shown("kolommen", "vroegsignalering_later", Span.YEARS, 9),
        ),
        (
            Shown("kolommen", "werkwinkel_bezoekers", Span.YEARS, 9),
            Shown("kolommen", "werkwinkel_onbekend", Span.YEARS, 9),
        ),
        (Shown("balken", "bereik_opgave", Span.YEAR, 7, per=("voorziening",)),),
    ),
    "Organisatie": (
        (
            Shown("kolommen", "huisartspraktijken", Span.YEARS, 11),
            Shown("balken", "huisvesting_uitstroom", Span.YEAR, 7),
        ),
        (
            Shown("kolommen", "driegesprekken", Span.YEARS, 12),
            Shown("balken", "maatwerktafel_casussen", Span.YEAR, 6),
        ),
        (
            Shown("lijn", "verzuim", Span.MONTHS, 9, where=(("soort_verzuim", "totaal"),)),
            Shown("lijn", "verzuim", Span.MONTHS, 7.5, where=(("soort_verzuim", "kort"),)),
        ),
    ),
    "Landelijk": (
        (
            Shown("landelijk", "bereik_aanvullend", Span.YEARS, 10, where=(("wet", "jw"),)),
            Shown("groepen", "jeugdhulp_cbs", Span.YEARS, 7),
        ),
        (
            Shown("groepen", "ses_woa", Span.YEARS, 7),
            Shown("balken", "ses_woa", Span.YEARS, 14, where=(("regios", "wijken"),)),
        ),
    ),
}


def show_sheet(page: Page) -> None:
    """The figures of the sheet on top, column by column."""
    sheet = SHEETS[page.sheet]
    for place, figures in zip(row(*([1] * len(sheet))), sheet, strict=True):
        with place:
            for each in figures:
                chosen = page.selection
                query = chosen.query(each.key, per=each.per, periods=each.periods(chosen), **dict(each.where))
                page.show(each.view, query, each.place, height=each.height)

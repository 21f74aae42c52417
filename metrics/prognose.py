"""How much will have been spent at the end of the year?"""

from __future__ import annotations

import polars as pl

from metrics.budget import BUDGET_OPTION
from metrics.forecast.from_rows import ledger_of
from metrics.forecast.rows import forecast_rows, reported, year_budgets
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period
from metrics.period import Period
from metrics.request import Request
from metrics.rows import known


def compute(
    request: Request,
    *,
    uitputting: pl.DataFrame,
    leveringen: pl.DataFrame,
    vierkanten: pl.DataFrame,
    seizoen: pl.DataFrame,
    prognoses: pl.DataFrame,
) -> pl.DataFrame:
    """Per period what was known at its end. All providers teach the method, whichever are asked for."""
    everybody = Request(request.peildatum, request.periods)
    ledger = ledger_of(uitputting, known(leveringen, "begindatum", everybody), request.peildatum)
    if ledger is None:
        return pl.DataFrame()

    def one(period: Period) -> pl.DataFrame:
        budgets = year_budgets(request, period, vierkanten, uitputting, seizoen)
        own = reported(request, period, prognoses)
        rows = forecast_rows(request, period, ledger, budgets)
        if "aanbieder" in request.per:
            return rows.join(budgets.rename({"begroot": "noemer"}), on="aanbieder", how="left").join(
                own, on="aanbieder", how="left"
            )
        wanted = request.where.get("aanbieder")
        chosen = [each if wanted is None else each.filter(pl.col("aanbieder").is_in(sorted(wanted)))
                  for each in (budgets, own)]  # fmt: skip
        everyone_reported = chosen[0].join(chosen[1], on="aanbieder", how="anti").is_empty() and chosen[1].height
        return rows.with_columns(
            pl.lit(chosen[0]["begroot"].sum() if chosen[0].height else None, pl.Float64).alias("noemer"),
            pl.lit(chosen[1]["gemeld"].sum() if everyone_reported else None, pl.Float64).alias("gemeld"),
        )

    return by_period(request, one)


INDICATOR = Indicator(
    key="prognose",
    name="Verwachte uitputting aan het einde van het jaar",
    theme=Theme.BUDGET,
    question="Waar komen we aan het einde van het jaar uit?",
    definition=(
        "De verwachte kosten van het hele jaar, met wat aan het einde van de periode bekend was. Per aanbieder wordt "
        "de manier gekozen die er in eerdere jaren op hetzelfde moment het minst naast zat."
    ),
    teller="Uitgeput: de geleverde kosten vanaf het begin van het jaar, in euro.",
    noemer="Begroot: het budget van het hele jaar, volgens de afspraken van dat moment, in euro.",
    unit=Unit.EURO,
    shape=Shape.BUDGET,
    source="Kosten per maand (uitputting), leveringen, afspraken (vierkanten) en prognoses van aanbieders",
    compute=compute,
    dimensions=("aanbieder", "methode"),
    options={"budget": BUDGET_OPTION},
    extra={
        "onder": pl.Float64(), "boven": pl.Float64(), "gekozen": pl.String(), "gemeld": pl.Float64(),
        "werkelijk": pl.Float64(), "fout": pl.Float64(), "fout_doortrekken": pl.Float64(), "dekking": pl.Float64(),
        "terugtest": pl.Int64(), "te_schatten": pl.String(),
    },
    extra_about={
        "onder": "Ondergrens: met 80% kans komt het jaar tussen deze grens en de bovengrens uit.",
        "boven": "Bovengrens van hetzelfde gebied.",
        "gekozen": "De manier van vooruitkijken die is gekozen; bij meer aanbieders hoe vaak elk.",
        "gemeld": "Wat de aanbieder zelf verwacht; voor alle samen alleen als iedere aanbieder iets meldde.",
        "werkelijk": "Wat het jaar werd, als alle maanden zijn geleverd.",
        "fout": "Hoe ver deze manier er in eerdere jaren op dit moment gemiddeld naast zat, als deel van het jaar.",
        "fout_doortrekken": "Hetzelfde als we de maanden tot nu toe gewoon hadden doorgetrokken.",
        "dekking": "Deel van de eerdere jaren dat binnen het gebied uitkwam.",
        "terugtest": "Hoeveel keer dit in eerdere jaren is nagegaan: elke aanbieder en elk jaar telt één keer.",
        "te_schatten": "Maanden die voorbij zijn maar niet geleverd; die zijn geschat.",
    },
    additive=False,
    about_persons=False,
    caveats=(
        "Een verwachting is geen afspraak en geen oordeel. Nieuw beleid en nieuwe contracten kent de berekening niet.",
        "Met een keuze voor manieren (methode) kiest de berekening alleen uit die manieren.",
    ),
)  # fmt: skip

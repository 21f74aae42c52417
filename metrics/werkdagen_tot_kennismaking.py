"""How many working days do families wait until the kennismaking?"""

from __future__ import annotations

import polars as pl

from metrics.cohorts import until_kennismaking
from metrics.dimensions import AANMELDINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import MEAN_ABOUT, MEAN_EXTRA, by_period, mean, of_periods
from metrics.period import Period
from metrics.request import Request
from metrics.rows import in_period
from metrics.survival import waiting_times


def compute(request: Request, *, aanmeldingen: pl.DataFrame, werkdagen: pl.DataFrame) -> pl.DataFrame:
    """The mean is over kennismakingen held in the period, Kaplan-Meier over the aanmeldingen of the period."""
    # Rows of other periods are left out first; what is known of a row does not depend on them.
    asked = of_periods(aanmeldingen, request, "aanmelddatum", "kennismakingsdatum")
    rows = until_kennismaking(request, asked, werkdagen)

    def one(period: Period) -> pl.DataFrame:
        held = rows.filter(in_period("kennismakingsdatum", request, period))
        result = mean(held, request.per, "gewacht", "gezin")
        if result.is_empty():
            return result
        cohort = rows.filter(in_period("aanmelddatum", request, period))
        times = waiting_times(cohort, request.per)
        if request.per:
            return result.join(times, on=request.per, how="left")
        # Nobody may have signed up in a period in which people met: then there is no curve, and its columns are null.
        return pl.concat([result, times], how="horizontal_extend")

    return by_period(request, one)


INDICATOR = Indicator(
    key="werkdagen_tot_kennismaking",
    name="Werkdagen tot kennismaking",
    theme=Theme.BESCHIKBAARHEID,
    question="Hoe lang wachten gezinnen op de kennismaking?",
    definition="Het gemiddelde aantal werkdagen van aanmelding tot kennismaking, over de kennismakingen in de periode.",
    teller="Alle gewachte werkdagen samen.",
    noemer="Kennismakingen in de periode.",
    unit=Unit.WORKING_DAYS,
    shape=Shape.MEAN,
    source="Registratie van de buurtteams (aanmeldingen)",
    compute=compute,
    dimensions=AANMELDINGEN,
    extra={**MEAN_EXTRA, "km_mediaan": pl.Float64(), "km_p80": pl.Float64()},
    extra_about={
        **MEAN_ABOUT,
        "km_mediaan": "Na zoveel werkdagen had de helft van de aanmeldingen een kennismaking; wie nog wacht telt mee.",
        "km_p80": "Na zoveel werkdagen hadden acht van de tien een kennismaking; wie nog wacht telt mee.",
    },
    caveats=(
        "Het gemiddelde gaat alleen over gezinnen die al kennismaakten. Wie nog wacht, zit alleen in km_mediaan en "
        "km_p80.",
        "Het gemiddelde telt kennismakingen in de periode; km_mediaan en km_p80 tellen aanmeldingen in de periode.",
    ),
)

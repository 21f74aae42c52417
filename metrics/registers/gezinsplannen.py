"""Is safety asked in every plan, do families use the digital plan, and what are the goals about?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period, share, unique
from metrics.period import Level, Period
from metrics.registers.reading import entries
from metrics.request import Request
from metrics.rows import in_period

SOURCE = "Gezinsplannen (gezinsplannen)"


def share_with_answer(request: Request, *, gezinsplannen: pl.DataFrame) -> pl.DataFrame:
    """Plans with yes or no about worries on safety."""
    return _share(request, gezinsplannen, pl.col("zorgen_veiligheid").is_not_null())


def share_digital(request: Request, *, gezinsplannen: pl.DataFrame) -> pl.DataFrame:
    """Plans that the family itself uses; unknown counts as no."""
    return _share(request, gezinsplannen, pl.col("digitaal"))


def count_goals(request: Request, *, gezinsplannen: pl.DataFrame) -> pl.DataFrame:
    """A plan counts once for every leefgebied that has a goal."""
    themes = pl.col("doelen").fill_null("").str.split("|").list.eval(pl.element().str.strip_chars()).list.unique()
    rows = entries(gezinsplannen, "plandatum", request).with_columns(leefgebied=themes).explode("leefgebied")
    rows = rows.filter(pl.col("leefgebied").fill_null("") != "")
    return by_period(
        request,
        lambda period: unique(rows.filter(in_period("plandatum", request, period)), ("leefgebied",), "plan"),
    )


def _share(request: Request, plannen: pl.DataFrame, teller: pl.Expr) -> pl.DataFrame:
    rows = entries(plannen, "plandatum", request)

    def one(period: Period) -> pl.DataFrame:
        return share(rows.filter(in_period("plandatum", request, period)), request.per, teller, "gezin_id")

    return by_period(request, one)


VEILIGHEID = Indicator(
    key="veiligheid_geregistreerd",
    name="Veiligheid ingevuld in het gezinsplan",
    theme=Theme.VERDIEPING,
    question="In hoeveel gezinsplannen staat een antwoord op de vraag naar veiligheid?",
    definition="Het deel van de gezinsplannen uit de periode met een ja of nee bij zorgen over veiligheid.",
    teller="Plannen met ja of nee.",
    noemer="Alle plannen uit de periode.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source=SOURCE,
    compute=share_with_answer,
    levels=frozenset({Level.YEAR}),
    caveats=(
        "Dit is de registratiegraad. Het zegt niet hoe vaak een gezin onveilig is.",
        "Het formulier kent geen 'nog niet bekend'. Leeg kan dus ook dat betekenen.",
    ),
)

DIGITAAL = Indicator(
    key="gezinsplan_digitaal",
    name="Gezinnen met een digitaal gezinsplan",
    theme=Theme.VERDIEPING,
    question="Hoeveel gezinnen gebruiken het digitale gezinsplan?",
    definition="Het deel van de gezinsplannen uit de periode dat het gezin zelf digitaal gebruikt.",
    teller="Plannen die het gezin digitaal gebruikt.",
    noemer="Alle plannen uit de periode.",
    unit=Unit.SHARE,
    shape=Shape.SHARE,
    source=SOURCE,
    compute=share_digital,
    dimensions=("team",),
    caveats=("Niet ieder gezin kan of wil digitaal werken. Een laag cijfer is geen oordeel over een team.",),
)

DOELEN = Indicator(
    key="doelen_per_leefgebied",
    name="Doelen per leefgebied",
    theme=Theme.VERDIEPING,
    question="Waar gaan de doelen van gezinnen over?",
    definition="Per leefgebied het aantal gezinsplannen uit het half jaar met een doel daarover.",
    teller="Plannen met een doel op het leefgebied.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source=SOURCE,
    compute=count_goals,
    dimensions=("leefgebied",),
    always_per=("leefgebied",),
    additive=False,
    levels=frozenset({Level.HALF}),
    caveats=("Een plan kan doelen op meer leefgebieden hebben. Tel de leefgebieden niet op.",),
)

INDICATORS = (VEILIGHEID, DIGITAAL, DOELEN)

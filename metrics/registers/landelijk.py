"""What did others publish about the country and about our own gemeente, to lay beside our own figures?"""

from __future__ import annotations

from functools import partial

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import by_period
from metrics.period import Level, Period
from metrics.request import Request

OWN, ALL, WIJKEN = "Nederland en eigen", "alle", "wijken"
_EXTRA = {"regio_naam": pl.String(), "bronstatus": pl.String(), "bron": pl.String()}
_ABOUT = {
    "regio_naam": "Naam van de regio.",
    "bronstatus": "Of het cijfer bij de bron nog verandert; `onbekend`: het bestand zei het niet.",
    "bron": "Wie het cijfer publiceerde, en het nummer van de tabel.",
}


def _published(
    request: Request, topic: str, share: float, figures: pl.DataFrame, buurten: pl.DataFrame
) -> pl.DataFrame:
    """The figures of one subject as they were published; `share` makes fractions of percentages."""
    names = figures.drop_nulls("naam").group_by("regio").agg(pl.col("naam").last().alias("regio_naam"))
    rows = figures.filter(
        pl.col("onderwerp") == topic,
        pl.col("leverdatum").is_null() | (pl.col("leverdatum") <= request.peildatum),
    ).join(names, on="regio", how="left")
    if request.options["regios"] == OWN:
        rows = rows.filter((pl.col("regio") == "NL") | _is_own(rows, buurten))
    elif request.options["regios"] == WIJKEN:  # the import keeps those of the own gemeente only
        rows = rows.filter(pl.col("regio").str.contains(r"^WK\d{6}$"))
    rows = rows.select(
        "regio",
        "periode",
        (pl.col("waarde") * share).alias("waarde"),
        pl.col("regio_naam").fill_null(pl.col("regio")),
        pl.col("status").fill_null("onbekend").alias("bronstatus"),
        pl.concat_str("bron", "tabel", separator=" ", ignore_nulls=True).alias("bron"),
        pl.col("status").str.contains("voorlopig").fill_null(False).alias("voorlopig"),
    )

    def one(period: Period) -> pl.DataFrame:
        return rows.filter(pl.col("periode") == str(period)).drop("periode")

    return by_period(request, one)


def _is_own(rows: pl.DataFrame, buurten: pl.DataFrame) -> pl.Expr:
    """The gemeente that our buurten are in; while those are unknown, the only gemeente that there are figures of."""
    own = {f"GM{code}" for code in buurten["buurt"].str.slice(2, 4).unique()}
    known = set(rows["regio"].filter(rows["regio"].str.contains(r"^GM\d{4}$")))
    return pl.col("regio").is_in(sorted(own or (known if len(known) == 1 else set())))


def youth_care(request: Request, *, vergelijkcijfers: pl.DataFrame, buurten: pl.DataFrame) -> pl.DataFrame:
    """The share as CBS gives it; its teller and noemer are not in the file."""
    return _published(request, "jeugdhulp", 0.01, vergelijkcijfers, buurten)


def status_score(request: Request, *, vergelijkcijfers: pl.DataFrame, buurten: pl.DataFrame) -> pl.DataFrame:
    """The score as CBS gives it."""
    return _published(request, "ses-woa", 1.0, vergelijkcijfers, buurten)


_published_by_others = partial(
    Indicator, theme=Theme.VERDIEPING, noemer=None, shape=Shape.MEAN, dimensions=("regio",), always_per=("regio",),
    options={"regios": (OWN, ALL, WIJKEN)}, about_persons=False, levels=frozenset({Level.YEAR}), extra=_EXTRA,
    extra_about=_ABOUT,
)  # fmt: skip

JEUGDHULP = _published_by_others(
    key="jeugdhulp_cbs",
    name="Jongeren met jeugdhulp, volgens het CBS",
    question="Welk deel van de jongeren heeft jeugdhulp, in Nederland en hier?",
    definition="Het deel van de jongeren met jeugdhulp in natura, zoals het CBS het publiceert.",
    teller="Niet in het bestand van het CBS: alleen het deel.",
    unit=Unit.SHARE,
    source="Gepubliceerde cijfers (vergelijkcijfers)",
    compute=youth_care,
    caveats=(
        "Dit is niet dezelfde maat als het eigen bereik. Het CBS telt alle jeugdhulp in natura van jongeren tot 23 "
        "jaar, ook die van buurtteams. Het eigen cijfer telt alleen aanvullende zorg uit de leveringen.",
        "Gemeenten tellen de hulp van buurtteams heel verschillend. Een verschil met Nederland is geen oordeel.",
        "In 2021 veranderde het CBS de tabellen over jeugd. Vergelijk daarvoor en daarna niet zomaar.",
    ),
)

SES_WOA = _published_by_others(
    key="ses_woa",
    name="SES-WOA-score, volgens het CBS",
    question="Hoe staan huishoudens ervoor in welvaart, opleiding en werk?",
    definition="De gemiddelde SES-WOA-score van huishoudens op 1 januari, zoals het CBS die publiceert.",
    teller="Niet in het bestand van het CBS: alleen de score.",
    unit=Unit.SCORE,
    source="Gepubliceerde cijfers (vergelijkcijfers)",
    compute=status_score,
    caveats=(
        "Nul is ongeveer het gemiddelde van Nederland. Hoger is meer welvaart, opleiding en werk.",
        "Waar veel studenten wonen is de score laag, zonder dat gezinnen het er moeilijk hebben.",
        "De SES-groepen in dit dashboard zijn een eigen indeling van de gemeente en volgen niet uit deze score.",
    ),
)

INDICATORS = (JEUGDHULP, SES_WOA)

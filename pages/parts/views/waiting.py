"""How do waiting times become a figure: who waits now, how the wait is spread, how soon support starts?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data.overview import national
from metrics.indicator import Unit
from pages.parts import charts, readings, wording
from pages.parts.look import Palette, Scale
from pages.parts.readings import Reading
from pages.parts.selection_text import whose
from pages.parts.views.base import Picture
from pages.parts.views.over_time import calm, side_by_side, source
from results import Query, Result

CLASSES = ("0-5", "6-10", "11-20", "21-40", ">40")
PARTS = {"mediaan": "de helft", "p80": "8 op de 10", "p90": "9 op de 10"}


def draw_waiting(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """How many wait on the peildatum, per class of waiting so far."""
    main = answers[0]
    spec = charts.bars(main.frame, main.indicator, look, size, per="klasse", order=CLASSES, height=height)
    reading = readings.spread(main.frame, main.indicator, per="klasse")
    leg = next((key for name, key in main.query.where if name == "been"), "")
    waits = {"1": "Zonder kennismaking, naar werkdagen tot nu toe", "2": "Na de kennismaking zonder start, naar dagen"}
    words = [waits.get(leg, "Wie wacht, naar wachttijd tot nu toe"), whose(main.query)]
    subtitle = " · ".join(word for word in words if word)
    return Picture(reading, subtitle, spec, f"Stand {wording.day(main.peildatum)}")


def draw_spread(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Within how many days half, eight in ten and nine in ten were served: bars of one period."""
    main = answers[0]
    frame = spread_frame(main.frame)
    spec = charts.bars(
        frame, main.indicator, look, size, per="deel", order=tuple(PARTS.values()), highlight=("de helft",),
        height=height,
    )  # fmt: skip
    subtitle = readings.subtitle(main.frame, main.indicator, whose=whose(main.query))
    return Picture(spread_reading(main), subtitle, spec, source(main))


def spread_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """One row per part (half, eight in ten, nine in ten) of the newest period, with its days as waarde."""
    newest = frame.tail(1)
    parts = [
        newest.select(
            "periode",
            pl.lit(name).alias("deel"),
            "teller",
            "noemer",
            pl.col(column).cast(pl.Float64).alias("waarde"),
            "voorlopig",
            (pl.col("afgeschermd") | (pl.col(column).is_null() & pl.col("noemer").is_not_null())).alias("afgeschermd"),
            "waarom_leeg",
        )
        for column, name in PARTS.items()
    ]
    return pl.concat(parts)


def spread_reading(result: Result) -> Reading:
    """The sentence about the spread; only parts that are shown have a say."""
    row = result.frame.tail(1).to_dicts()[0] if result.frame.height else {}
    days = "werkdagen" if result.indicator.unit is Unit.WORKING_DAYS else "dagen"
    half, eight, nine = (row.get(name) for name in PARTS)
    if half is None:
        return Reading("Over de spreiding is hier niets te tonen", "Kies een langere periode of een groter gebied.")
    does, what = ("maakt", "kennis") if result.indicator.unit is Unit.WORKING_DAYS else ("krijgt", "zorg")
    title = f"De helft {does} binnen {wording.number(half)} {days} {what}"
    if nine is not None:
        title += f", een op de tien pas na {wording.number(nine)}"
    elif eight is not None:
        title += f", twee op de tien pas na {wording.number(eight)}"
    mean = row.get("waarde")
    sentence = f"Gemiddeld duurt het {wording.number(mean, 1)} {days}." if mean is not None else ""
    if row.get("km_mediaan") is not None:
        sentence += f" Tel je mee wie nog wacht, dan is het voor de helft {wording.number(row['km_mediaan'])} {days}."
    if row.get("voorlopig"):
        sentence += " Dit is voorlopig."
    return Reading(title, sentence.strip())


def ask_start(query: Query, compare: str) -> tuple[Query, ...]:
    """Who started within two weeks, and who waited more than four."""
    return replace(query, indicator="start_binnen_twee_weken"), replace(query, indicator="start_na_vier_weken")


def draw_start(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Both shares as lines over time."""
    soon, late = answers
    frame = side_by_side({"waarde": soon.frame, "laat": late.frame})
    labels = {"waarde": "binnen 2 weken", "laat": "na 4 weken"}
    spec = charts.line(frame, soon.indicator, calm(look), size, measures=labels, events=soon.events, height=height)
    reading = readings.over_time(soon.frame, soon.indicator, events=soon.events, whose=whose(soon.query))
    return Picture(reading, readings.subtitle(soon.frame, soon.indicator, whose=whose(soon.query)), spec, source(soon))


def ask_tracks(query: Query, compare: str) -> tuple[Query, ...]:
    """The reach of the buurtteams, and that of aanvullende zorg for youths and for adults."""
    areas = tuple(pair for pair in query.where if pair[0] in ("gebied", "wijk", "ses"))
    additional = replace(query, indicator="bereik_aanvullend", per=())
    return (
        replace(query, indicator="bereik", per=(), where=areas),
        replace(additional, where=(*areas, ("wet", "jw"))),
        replace(additional, where=(*areas, ("wet", "wmo"))),
    )


def draw_tracks(answers: Sequence[Result], look: Palette, size: Scale, height: float | None = None) -> Picture:
    """Three lines that may never be added up: the same persons occur in more than one."""
    families, youths, adults = answers
    frame = side_by_side({"waarde": families.frame, "jeugd": youths.frame, "volwassenen": adults.frame})
    labels = {"waarde": "buurtteam", "jeugd": "aanvullend jeugd", "volwassenen": "aanvullend Wmo"}
    country = national("bereik_aanvullend", "jw")
    # A figure over a year stands beside years only: in a quarter fewer people are reached than in a year.
    beside = country if country and all(len(period) == len("2019") for period in families.frame["periode"]) else None
    spec = charts.line(
        frame, families.indicator, calm(look), size, measures=labels, events=families.events, height=height,
        norm=beside.waarde if beside else None, norm_name=f"jeugd, Nederland {beside.jaar}" if beside else "",
    )  # fmt: skip
    about = whose(families.query)
    reading = readings.over_time(families.frame, families.indicator, events=families.events, whose=about)
    shares = [f"{name} {wording.share(last(answer))}" for name, answer in (("jeugd", youths), ("Wmo", adults))]
    said = [reading.sentence, f"Aanvullende zorg: {wording.together(shares)}."]
    if country is not None:
        said.append(
            f"In heel Nederland kreeg {wording.share(country.waarde)} van de jeugdigen in het jaar {country.jaar} "
            f"aanvullende zorg (bron: {country.bron})."
        )
    reading = replace(reading, sentence=" ".join(said))
    subtitle = "Deel van de gezinnen, jeugdigen en volwassenen met hulp · tel de lijnen niet bij elkaar op"
    return Picture(reading, subtitle, spec, source(families))


def last(answer: Result) -> float | None:
    """The newest shown value."""
    values = answer.frame["waarde"].drop_nulls()
    return values[-1] if len(values) else None

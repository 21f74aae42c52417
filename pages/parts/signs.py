"""What do the eight signs mean that a figure can carry? Each with the smallest picture that shows it.

The numbers are made up for this page and belong to no municipality.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

import metrics
from pages.parts import charts, look, wording
from pages.parts.layout import row
from pages.parts.look import Figure, Palette, Scale

HEIGHT = 13.0
QUARTERS = [f"{year}-Q{quarter}" for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)]
SHARE = metrics.CATALOGUE["kennismaking_binnen_vijf_werkdagen"]
COUNT = metrics.CATALOGUE["wachtend"]
CALM = [0.30, 0.32, 0.31, 0.34, 0.36, 0.35, 0.38, 0.39, 0.37, 0.40, 0.41, 0.44]


@dataclass(frozen=True)
class Sign:
    """One sign: its name, what it means, and a picture."""

    name: str
    meaning: str
    draw: Callable[[Palette, Scale], Figure] | None


def signs(scale: Scale) -> None:
    """The signs in two rows of four."""
    palette = look.palette(st.context.theme.type)
    for start in (0, 4):
        for place, (column, sign) in enumerate(
            zip(row(1, 1, 1, 1), SIGNS[start : start + 4], strict=True), start=start
        ):
            with column, st.container(key=f"fig-teken-{place}"):
                st.header(sign.name, anchor=False)
                with st.container(key=f"sub-teken-{place}"):
                    st.markdown(sign.meaning)
                if sign.draw is None:
                    st.markdown(why_empty_example())
                else:
                    st.plotly_chart(
                        sign.draw(palette, scale), theme=None, alt=f"{sign.name}. {sign.meaning}",
                        config=look.config(scale), key=f"teken-{place}",
                    )  # fmt: skip


def why_empty_example() -> str:
    """What a figure says when there is nothing to draw."""
    return wording.reason("niet geregistreerd") + " Kies een andere periode of een andere selectie."


def series(values: Sequence[float | None], provisional: int = 0, hidden: Sequence[int] = ()) -> pl.DataFrame:
    """A result over quarters: the last `provisional` can still change."""
    size = len(values)
    return pl.DataFrame(
        {
            "periode": QUARTERS[:size],
            "teller": [None if value is None else 100 * value for value in values],
            "noemer": [100.0] * size,
            "waarde": list(values),
            "voorlopig": [place >= size - provisional for place in range(size)],
            "afgeschermd": [place in hidden for place in range(size)],
            "waarom_leeg": ["afgeschermd" if place in hidden else None for place in range(size)],
        },
        schema_overrides={"waarde": pl.Float64, "teller": pl.Float64, "waarom_leeg": pl.String},
    )


def _provisional(palette: Palette, scale: Scale) -> Figure:
    return charts.line(series(CALM, provisional=2), SHARE, palette, scale, small=True, height=HEIGHT)


def _break(palette: Palette, scale: Scale) -> Figure:
    events = pl.DataFrame(
        {"datum": [date(2024, 1, 1)], "soort": ["trendbreuk"], "titel": ["Nieuwe telling"], "toelichting": [""],
         "organisatie": [""]}
    )  # fmt: skip
    values = [value + (0.25 if place < 4 else 0) for place, value in enumerate(CALM)]
    return charts.line(series(values), SHARE, palette, scale, events=events, small=True, height=HEIGHT)


def _missing(palette: Palette, scale: Scale) -> Figure:
    values = [None if place in (4, 5, 6, 7, 8) else value for place, value in enumerate(CALM)]
    return charts.line(series(values), SHARE, palette, scale, small=True, height=HEIGHT)


def _hidden(palette: Palette, scale: Scale) -> Figure:
    classes, values = ("0-5", "6-10", "11-20", "21-40"), (44.0, 30.0, None, 22.0)
    frame = pl.DataFrame(
        {
            "periode": ["2025-Q4"] * 4, "been": ["1"] * 4, "klasse": classes, "teller": values, "waarde": values,
            "noemer": [None] * 4, "voorlopig": [False] * 4, "afgeschermd": [value is None for value in values],
            "waarom_leeg": [None if value else "afgeschermd" for value in values],
        },
        schema_overrides={"noemer": pl.Float64},
    )  # fmt: skip
    return charts.columns(frame, COUNT, palette, scale, per="klasse", order=classes, height=HEIGHT)


def _agreed(palette: Palette, scale: Scale) -> Figure:
    frame = pl.DataFrame(
        {
            "periode": ["2025"] * 2, "aanbieder": ["a", "b"], "aanbieder_naam": ["De Brug", "Het Anker"],
            "teller": [11.2e6, 8.1e6], "noemer": [10.1e6, 9.0e6], "waarde": [0.109, -0.1], "voorlopig": [False] * 2,
            "afgeschermd": [False] * 2, "waarom_leeg": [None, None],
        },
        schema_overrides={"waarom_leeg": pl.String},
    )  # fmt: skip
    budget = metrics.CATALOGUE["vierkant"]
    return charts.bars(frame, budget, palette, scale, per="aanbieder", agreed=True, height=HEIGHT)


def _ses(palette: Palette, scale: Scale) -> Figure:
    shift = {"laag": 0.10, "midden": 0.0, "hoog": -0.10}
    frames = [series([value + up for value in CALM]).with_columns(ses=pl.lit(name)) for name, up in shift.items()]
    return charts.ses_lines(pl.concat(frames), metrics.CATALOGUE["bereik"], palette, scale, height=HEIGHT)


def _signal(palette: Palette, scale: Scale) -> Figure:
    values = [0.31, 0.32, 0.30, 0.32, 0.31, 0.33, 0.31, 0.32, 0.30, 0.31, 0.32, 0.43]
    return charts.line(series(values), SHARE, palette, scale, limits=True, small=True, height=HEIGHT)


SIGNS = (
    Sign("Voorlopig", "Dit cijfer kan nog veranderen. Gearceerd vlak, stippellijn, open punt.", _provisional),
    Sign("Trendbreuk", "De telling veranderde. Links en rechts zijn niet te vergelijken.", _break),
    Sign("Geen levering", "We weten het niet. De lijn stopt, want niets is niet nul.", _missing),
    Sign("Afgeschermd", "Te weinig mensen om te tonen. De balk is altijd even hoog.", _hidden),
    Sign("Afspraak en werkelijkheid", "Balk: werkelijk. Streep: afgesproken.", _agreed),
    Sign("SES van het gebied", "Vaste kleur, vaste vorm en altijd de naam erbij.", _ses),
    Sign("Signaal of ruis", "Een ruit staat bij het nieuwste signaal; de tabel noemt ze allemaal.", _signal),
    Sign("Leeg", "Er is niets te tekenen. De figuur zegt waarom.", None),
)

"""What do the tests of sessions put in a session? A drawn figure, and one that hides a number."""

from __future__ import annotations

from datetime import date

import polars as pl

from data.session.figures import Shown
from data.session.frozen import Definition, FrozenTable

DAY = date(2022, 12, 31)


def frame(*shares: float | None, hidden: tuple[int, ...] = ()) -> pl.DataFrame:
    """A share per quarter of 2022."""
    quarters = [f"2022-Q{number}" for number in range(1, len(shares) + 1)]
    return pl.DataFrame(
        {
            "periode": quarters,
            "teller": [None if share is None else 100 * share for share in shares],
            "noemer": [100.0] * len(shares),
            "waarde": list(shares),
            "voorlopig": [False] * len(shares),
            "afgeschermd": [place in hidden for place in range(len(shares))],
            "waarom_leeg": ["afgeschermd" if place in hidden else None for place in range(len(shares))],
        },
        schema_overrides={"teller": pl.Float64, "waarde": pl.Float64, "waarom_leeg": pl.String},
    )


def events() -> pl.DataFrame:
    return pl.DataFrame(
        {"datum": [date(2022, 4, 1)], "soort": ["trendbreuk"], "titel": ["Nieuwe telling"], "toelichting": ["Anders."],
         "organisatie": [None]},
        schema_overrides={"organisatie": pl.String},
    )  # fmt: skip


def kept_table(content: pl.DataFrame) -> FrozenTable:
    told = Definition("Kennismaking", "Hoeveel?", "Deel.", "wie op tijd was", "iedereen", "aandeel", "buurtteams")
    return FrozenTable(
        "kennismaking_binnen_vijf_werkdagen", {"indicator": ["kennismaking_binnen_vijf_werkdagen"]}, "hele stad", told,
        content, events(), DAY, "stand-1", False,
    )  # fmt: skip


def shown(subject: str = "kennismaking", content: pl.DataFrame | None = None) -> Shown:
    """A figure as it would be on the screen."""
    table = kept_table(frame(0.5, 0.62) if content is None else content)
    address = {"vorm": ["lijn"], "indicator": [table.indicator], "periode": table.frame["periode"].to_list(),
               "vergelijk": ["niets"], "beeld": ["laptop"]}  # fmt: skip
    return Shown(subject, address, "De stad maakte 62% op tijd kennis", "per kwartaal", "Van 50% naar 62%.", (table,))

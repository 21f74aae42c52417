"""Do published figures stand beside the own ones as they were published, and never as the same measure?"""

from __future__ import annotations

from typing import Any

import polars as pl

from data.tables import Buurt, Vergelijkcijfer
from metrics.bereik_aanvullend import INDICATOR
from metrics.registers.landelijk import JEUGDHULP
from pages.parts import charts, look
from pages.parts.views import landelijk
from tests.measuring import column, measure
from tests.table import table

FIGURES = table(
    Vergelijkcijfer,
    """
    onderwerp | regio    | periode | naam      | waarde | eenheid | bron | tabel    | status          | leverdatum
    jeugdhulp | NL       | 2023    | Nederland | 10.0   | procent | CBS  | 85098NED | definitief      | 2024-11-01
    jeugdhulp | NL       | 2024    | Nederland | 10.5   | procent | CBS  | 85098NED | nader voorlopig | 2025-11-01
    jeugdhulp | GM0344   | 2024    |           | 12.5   | procent | CBS  | 85098NED |                 | 2025-11-01
    jeugdhulp | GM0310   | 2024    | De Bilt   | 8.0    | procent | CBS  | 85098NED | definitief      | 2025-11-01
    ses-woa   | GM0344   | 2024    | Utrecht   | -0.12  | score   | CBS  |          | voorlopig       |
    ses-woa   | WK034401 | 2024    | West      | 0.3    | score   | CBS  |          | definitief      |
    """,
)
BUURTEN = table(Buurt, "buurt      | gebied\nBU03440111 | west")


def published(key: str, *years: str, on: str = "2026-01-01", **options: str) -> list[dict[str, Any]]:
    drawn = {"vergelijkcijfers": FIGURES, "buurten": BUURTEN}
    return measure(key, drawn, *years, on=on, where=tuple(options.items()))


def test_youth_care_of_the_country_and_our_own_gemeente() -> None:
    rows = published("jeugdhulp_cbs", "2023", "2024")
    assert column(rows, "periode", "regio", "regio_naam", "waarde") == [
        ("2023", "NL", "Nederland", 0.1),
        ("2024", "GM0344", "Utrecht", 0.125),
        ("2024", "NL", "Nederland", 0.105),
    ]
    assert column(rows, "bronstatus", "voorlopig") == [
        ("definitief", False), ("onbekend", False), ("nader voorlopig", True),
    ]  # fmt: skip
    assert set(column(rows, "bron")) == {"CBS 85098NED"}


def test_every_gemeente_of_the_file_is_there_when_asked() -> None:
    assert column(published("jeugdhulp_cbs", "2024", regios="alle"), "regio") == ["GM0310", "GM0344", "NL"]


def test_a_score_may_be_negative_and_says_whether_it_is_final() -> None:
    assert column(published("ses_woa", "2024"), "regio", "waarde", "voorlopig") == [("GM0344", -0.12, True)]


def test_wijken_of_the_own_gemeente_are_there_when_asked() -> None:
    rows = published("ses_woa", "2024", regios="wijken")
    assert column(rows, "regio", "regio_naam", "waarde") == [("WK034401", "West", 0.3)]


def test_what_was_not_published_yet_on_the_peildatum_is_not_known() -> None:
    assert column(published("jeugdhulp_cbs", "2023", "2024", on="2025-06-30"), "periode") == ["2023"]


def test_the_picture_has_a_thin_grey_line_per_region_and_its_words_say_how_final_it_is() -> None:
    own = pl.DataFrame(
        {
            "periode": ["2023", "2024"], "teller": [40.0, 50.0], "noemer": [1000.0, 1000.0], "waarde": [0.04, 0.05],
            "voorlopig": False, "afgeschermd": False, "waarom_leeg": pl.Series([None, None], dtype=pl.String),
        }
    )  # fmt: skip
    frame = pl.DataFrame(published("jeugdhulp_cbs", "2023", "2024")).with_columns(pl.col("waarom_leeg").cast(pl.String))
    lines = landelijk.by_region(frame)
    assert list(lines) == ["Nederland", "Utrecht (CBS)"]
    spec = charts.line(own, INDICATOR, look.LIGHT, look.LAPTOP, benchmarks=lines, name="eigen cijfer", limits=False)
    strokes = [trace for trace in spec["data"] if trace.get("mode") == "lines" and trace["hoverinfo"] != "skip"]
    colours = {trace["line"]["color"] for trace in strokes}
    assert colours == {look.LIGHT.value, look.LIGHT.comparison}
    words = " ".join(note["text"] for note in spec["layout"]["annotations"])
    assert all(each in words for each in ("eigen cijfer", "Nederland 10,5%", "Utrecht (CBS) 12,5%"))
    assert landelijk.newest_words(frame) == (
        "Volgens de bron in 2024: Utrecht (CBS) 12,5% en Nederland 10,5% (nader voorlopig)."
    )
    assert landelijk.origin(frame) == "CBS 85098NED, 2024 voorlopig"


def test_a_benchmark_is_never_called_the_same_measure() -> None:
    assert all("niet dezelfde maat" in each.caveats[0] for each in (JEUGDHULP,))
    assert set(landelijk.BESIDE.values()) == {JEUGDHULP.key}


def test_without_published_figures_the_words_say_nothing_about_them() -> None:
    nothing = pl.DataFrame(published("jeugdhulp_cbs", "2024")).clear()
    assert (landelijk.by_region(nothing), landelijk.newest_words(nothing), landelijk.origin(nothing)) == ({}, "", "")

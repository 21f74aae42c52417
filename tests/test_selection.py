"""Does a choice survive the address of the page, and does every period list only what exists?"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

import metrics
from metrics.period import Level
from pages.parts.figure import COMPARISONS, Figure
from pages.parts.look import SCALES
from pages.parts.markdown import plain
from pages.parts.selection import NEWEST, Selection, inputs
from pages.parts.views import VIEWS
from results import Query

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).map(str.strip).filter(bool)
NAMES = st.sampled_from(["gebied", "organisatie", "aanbieder", "lezing", "stelling"])
PERIODS = st.sampled_from(["2022", "2022-H1", "2022-Q1", "2022-03", "2026-Q3"])
QUERIES = st.builds(
    Query,
    indicator=st.sampled_from(sorted(metrics.CATALOGUE)),
    periods=st.lists(PERIODS, max_size=4).map(tuple),
    per=st.lists(NAMES, unique=True, max_size=2).map(tuple),
    where=st.lists(st.tuples(NAMES, WORDS), max_size=3).map(tuple),
    on=st.none() | st.dates(),
)
FIGURES = st.builds(
    Figure, view=st.sampled_from(sorted(VIEWS)), query=QUERIES, compare=st.sampled_from(COMPARISONS),
    beeld=st.sampled_from(sorted(SCALES)),
)  # fmt: skip


@given(FIGURES)
def test_figure_survives_its_address(figure: Figure) -> None:
    assert Figure.from_params(figure.to_params()) == figure


def test_unknown_view_in_an_address_is_refused_with_the_possible_ones() -> None:
    with pytest.raises(ValueError, match=r"Onbekende vorm 'taart'. Kies uit: lijn"):
        Figure.from_params({"vorm": ["taart"], "indicator": ["bereik"], "vergelijk": ["stad"]})


KNOWN = tuple(f"{year}-Q{q}" for year in range(2019, 2027) for q in range(1, 5))[:-1]
YEARS = tuple(str(year) for year in range(2019, 2026))


def test_series_ends_at_the_chosen_period_and_holds_only_known_ones() -> None:
    chosen = Selection("2026-Q3", known=KNOWN)
    assert chosen.series(11) == KNOWN[-11:]
    assert Selection("2020-Q1", known=KNOWN).series(11) == KNOWN[:5]


def test_long_series_begins_in_january() -> None:
    assert Selection("2026-Q3", known=KNOWN).series()[0] == "2021-Q1"


def test_year_of_a_quarter_is_the_last_one_that_is_over() -> None:
    assert Selection("2026-Q3").at_level(Level.YEAR) == "2025"
    assert Selection("2025-Q4").at_level(Level.YEAR) == "2025"
    assert Selection("2026-Q3", known=(*KNOWN, *YEARS)).years() == YEARS


def test_year_so_far_stops_at_the_chosen_period() -> None:
    assert Selection("2026-Q1").year_so_far() == ("2026-01", "2026-02", "2026-03")


def test_only_dimensions_of_the_indicator_restrict_it() -> None:
    chosen = Selection("2026-Q3", gebied="HO", aanbieder="A1")
    assert chosen.query("kennismaking_binnen_vijf_werkdagen").where == (("gebied", "HO"),)


def test_split_by_a_dimension_is_not_restricted_by_it() -> None:
    assert Selection("2026-Q3", gebied="HO").query("bereik", per=("gebied",)).where == ()


def test_who_waits_now_has_no_period() -> None:
    assert Selection("2026-Q3").query("wachtend", been="1").periods == ()


@dataclass(frozen=True)
class Row:
    key: str
    naam: str


@dataclass(frozen=True)
class Known:
    """What the selection asks of the choices."""

    teams: tuple[Row, ...] = (Row("B", "Zuid"), Row("A", "Oost"), Row("C", "Oost"))
    organisaties: tuple[str, ...] = ("Lokalis",)
    aanbieders: tuple[Row, ...] = ()
    zorgvormen: tuple[Row, ...] = ()
    periods: dict[Level, tuple[str, ...]] = field(
        default_factory=lambda: {Level.QUARTER: KNOWN, Level.YEAR: YEARS, Level.HALF: (), Level.MONTH: ()}
    )


def test_without_a_choice_the_period_is_the_newest_quarter() -> None:
    periods = next(each for each in inputs(Known()) if each.key == "periode").options  # type: ignore[arg-type]
    assert next(iter(periods)) == NEWEST and periods[NEWEST] == "2026-Q3"
    assert periods["3e kwartaal 2026"] == "2026-Q3" and periods["2025"] == "2025"


def test_two_areas_with_one_name_keep_their_own_word() -> None:
    areas = next(each for each in inputs(Known()) if each.key == "gebied").options  # type: ignore[arg-type]
    assert areas == {"Hele stad": None, "Oost (A)": "A", "Oost (C)": "C", "Zuid": "B"}


@given(st.text(max_size=30))
def test_text_of_data_never_becomes_markup(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    for mark in "*_[]<>`$":
        assert shown.count(mark) == shown.count("\\" + mark)

"""Do sentences about areas, classes, budgets, moves and groups name the right ones, and only what is shown?"""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import metrics
from metrics.indicator import Shape, Unit
from pages.parts import readings, wording
from tests.drawn_frames import frame, indicator, line
from tests.test_readings import BEREIK, VALUES, percents


def areas(**values: float | str) -> pl.DataFrame:
    return frame({"periode": "2026-Q3", "gebied": k, "gebied_naam": k.title(), "waarde": v} for k, v in values.items())


def test_a_comparison_names_highest_lowest_distance_and_hidden() -> None:
    reading = readings.compared(areas(zuilen=0.42, oost=0.2, west="x"), BEREIK, per="gebied")
    assert reading.title == "Het hoogst is Zuilen (42%), het laagst Oost (20%)"
    assert reading.sentence == (
        "Tussen het hoogste en het laagste zit 22 procentpunt. Afgeschermd: 1 van de 3 gebieden."
    )


@settings(deadline=None)
@given(st.lists(VALUES.filter(lambda v: v is not None), min_size=1, max_size=12))
def test_the_highest_and_lowest_are_the_highest_and_lowest_shown(values: list[float | str]) -> None:
    table = areas(**{f"g{i}": value for i, value in enumerate(values)})
    shown = [value for value in values if isinstance(value, float)]
    reading = readings.compared(table, BEREIK, per="gebied")
    places = wording.decimals(Unit.SHARE, shown)
    if len(shown) > 1:
        assert f"({wording.share(max(shown), places)})" in reading.title
        assert f"({wording.share(min(shown), places)})" in reading.title
    assert percents(reading) <= {wording.share(value, places) for value in shown}


def test_hidden_classes_make_the_total_a_least_number() -> None:
    table = frame(
        {"periode": "2026-09-30", "been": "1", "klasse": k, "waarde": v}
        for k, v in {"0-5": 17.0, "6-10": 11.0, ">40": "x"}.items()
    )
    reading = readings.spread(table, indicator("wachtend", Unit.COUNT, Shape.COUNT), per="klasse")
    assert reading.title == "Ten minste 28 gezinnen wachten nu; de grootste groep is 0–5 werkdagen: 17"


def test_budgets_name_who_is_furthest_above_and_below() -> None:
    table = frame(
        {"periode": "2026", "aanbieder": k, "waarde": v, "teller": 1e6, "noemer": 1e6}
        for k, v in {"Spoor": 0.083, "Kompas": 0.01, "Vierhoek": -0.068}.items()
    )
    reading = readings.budgets(table, indicator("vierkant", Unit.DRIFT, Shape.BUDGET), per="aanbieder")
    assert reading.title == "Spoor zit het verst boven de afspraak (+8,3%), Vierhoek het verst eronder (−6,8%)"
    assert reading.sentence == "2 van de 3 aanbieders zitten boven de afspraak."


def test_transitions_name_the_largest_and_count_the_hidden() -> None:
    table = frame(
        {"periode": "2026", "van": a, "naar": b, "waarde": v} for a, b, v in [("A", "B", 538.0), ("B", "A", "x")]
    )
    reading = readings.transitions(table, indicator("doorstroom", Unit.CLIENTS, Shape.COUNT))
    assert reading.title == "De meeste cliënten gingen van A naar B (538)"
    assert reading.sentence == "1 van de 2 overgangen zijn afgeschermd."


def test_streams_say_both_and_the_difference_only_when_both_are_shown() -> None:
    came, left, hidden = line({"2026-Q3": 329.0}), line({"2026-Q3": 374.0}), line({"2026-Q3": "x"})
    assert readings.streams(came, left).sentence == "Dat zijn er 45 minder."
    assert "329" not in readings.streams(came, hidden).alt


def test_the_gap_is_named_with_its_groups() -> None:
    groups = frame(
        {"periode": "2026-Q3", "ses": s, "waarde": v} for s, v in {"laag": 0.194, "midden": "x", "hoog": 0.089}.items()
    )
    reading = readings.gap(groups, line({"2025-Q3": 0.112, "2026-Q3": 0.105}), BEREIK)
    assert reading.title == "De kloof in bereik is 10,5 procentpunt, een jaar eerder 11,2"
    assert "SES laag 19,4% en SES hoog 8,9%." in reading.sentence
    assert "Afgeschermd: 1 van de 3 SES-groepen." in reading.sentence


def test_statements_stand_between_quotation_marks_and_two_values_are_not_a_ranking() -> None:
    ervaring = metrics.CATALOGUE["ervaring"]
    rows = frame({"periode": "2026-Q1", "stelling": s, "waarde": w} for s, w in (("Goed", 0.9), ("Snel", 0.7)))
    assert readings.compared(rows, ervaring, per="stelling").title == "‘Goed’ (90%) ligt hoger dan ‘Snel’ (70%)"
    same = rows.with_columns(waarde=pl.lit(0.8))
    assert readings.compared(same, ervaring, per="stelling").title == "‘Goed’ (80%) en ‘Snel’ (80%) liggen gelijk"

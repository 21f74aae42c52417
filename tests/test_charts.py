"""Do pictures show what is known, provisional, hidden, broken and missing, each with its own sign?"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.indicator import Shape, Unit
from metrics.period import Period
from pages.parts import charts
from pages.parts.charts.marks import Label, end_labels
from pages.parts.charts.steps import Group, Step
from pages.parts.look import DARK, LAPTOP, LIGHT, SESSIE, WAND, Palette, Scale
from tests.drawn_frames import events, frame, indicator, line

BEREIK = indicator()
COUNT = indicator("wachtend", Unit.COUNT, Shape.COUNT)
DRIFT = indicator("vierkant", Unit.DRIFT, Shape.BUDGET)
QUARTERS = [str(Period.parse("2022-Q1").shifted(step)) for step in range(19)]
VALUES = st.one_of(st.just("x"), st.none(), st.integers(1, 999).map(lambda n: n / 1000))
SERIES = st.lists(VALUES, min_size=0, max_size=19)
Drawing = dict[str, Any]


def drawn(values: Sequence[float | str | None], provisional: int = 2, **dims: str) -> pl.DataFrame:
    late = QUARTERS[len(values) - provisional : len(values)]
    return line({q: v for q, v in zip(QUARTERS, values, strict=False) if v is not None}, late, **dims)


def strokes(figure: Drawing, dash: str | None = None) -> list[Drawing]:
    found = [trace for trace in figure["data"] if trace.get("mode") == "lines" and trace["hoverinfo"] == "text"]
    return [trace for trace in found if dash is None or trace["line"]["dash"] == dash]


def texts(figure: Drawing) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def patterns(figure: Drawing) -> list[str]:
    found = []
    for trace in figure["data"]:
        pattern = trace.get("fillpattern") or trace.get("marker", {}).get("pattern")
        if pattern and trace.get("x"):
            found.append(pattern["shape"])
    return found


@settings(deadline=None)
@given(SERIES, st.one_of(st.none(), st.dates(date(2022, 1, 2), date(2026, 9, 30))))
def test_a_line_never_joins_over_a_hole_or_a_break(values: list[float | str | None], day: date | None) -> None:
    figure = charts.line(drawn(values), BEREIK, LIGHT, WAND, events=events((day, "breuk")) if day else None)
    first = next((place for place, value in enumerate(values) if value is not None), 0)
    start = int(QUARTERS[0][:4]) * 4
    for trace in strokes(figure):
        assert [b - a for a, b in pairwise(trace["x"])] == [1] * (len(trace["x"]) - 1)
        periods = [Period.parse(QUARTERS[x - start]) for x in trace["x"]]
        assert first <= trace["x"][0] - start
        if day is not None:
            assert not periods[0].begin < day <= periods[-1].end


@settings(deadline=None)
@given(SERIES)
def test_a_line_draws_exactly_the_shown_values(values: list[float | str | None]) -> None:
    figure = charts.line(drawn(values), BEREIK, LIGHT, WAND)
    shown = {value for value in values if isinstance(value, float)}
    points = [trace for trace in figure["data"] if trace.get("mode") in ("lines", "markers")]
    assert {y for trace in points for y in trace["y"]} <= shown
    assert not shown or {y for trace in points for y in trace["y"]} == shown


def test_provisional_is_hatched_dotted_and_open() -> None:
    figure = charts.line(drawn([0.1, 0.2, 0.3, 0.4], provisional=2), BEREIK, LIGHT, WAND)
    assert [trace["y"] for trace in strokes(figure, "solid")] == [[0.1, 0.2]]
    assert [trace["y"] for trace in strokes(figure, "2px,5px")] == [[0.2, 0.3, 0.4]]
    end = next(trace for trace in figure["data"] if trace.get("mode") == "markers")
    assert end["marker"]["color"] == LIGHT.background
    assert "voorlopig" in texts(figure) and patterns(figure) == ["/"]


def test_hidden_and_missing_have_different_signs() -> None:
    figure = charts.line(drawn([0.1, 0.2, None, None, 0.3, "x", "x", 0.2, 0.3], provisional=0), BEREIK, LIGHT, WAND)
    assert "afgeschermd" in texts(figure)
    assert any("geen" in text and "levering" in text for text in texts(figure))
    assert patterns(figure) == ["."]


def test_a_break_is_named_and_cuts_the_line() -> None:
    cut = events((date(2022, 7, 1), "nieuwe registratie"))
    figure = charts.line(drawn([0.1, 0.2, 0.3, 0.4], provisional=0), BEREIK, LIGHT, WAND, events=cut)
    assert [trace["y"] for trace in strokes(figure)] == [[0.1, 0.2], [0.3, 0.4]]
    assert any("nieuwe" in text and "1-7-2022" in text for text in texts(figure))
    assert len(figure["layout"]["shapes"]) == 1


def test_at_most_six_lines_each_with_name_and_value_at_its_end() -> None:
    rows = pl.concat([drawn([0.1 * i, 0.1 * i], provisional=0, team=f"Team {i}") for i in range(1, 9)])
    figure = charts.line(rows, BEREIK, LIGHT, WAND, per="team")
    assert len(strokes(figure)) == 6
    assert "Team 3 30%" in texts(figure)


def test_standing_bars_hatch_provisional_dot_hidden_and_mark_the_norm() -> None:
    rows = frame(
        {"periode": "2026-09-30", "klasse": k, "waarde": v} for k, v in {"0-5": 17.0, "6-10": 11.0, ">40": "x"}.items()
    )
    order = ["0-5", "6-10", "11-20", ">40"]
    figure = charts.columns(rows, COUNT, LIGHT, WAND, per="klasse", order=order, norm_after="0-5", norm_name="norm")
    assert figure["data"][0]["x"] == [0] and figure["data"][0]["marker"]["color"] == LIGHT.value
    assert figure["layout"]["shapes"][0]["x0"] == 0.5 and "norm" in texts(figure)
    assert patterns(figure) == ["."]
    years = line({"2024": 0.7, "2025": 0.71}, provisional=["2025"])
    assert patterns(charts.columns(years, BEREIK, LIGHT, WAND)) == ["/"]


def test_the_word_of_the_norm_stands_above_the_curves() -> None:
    group = Group("stad", LIGHT.value, [Step(1, 0.5, None, None), Step(20, 1.0, None, None)])
    figure = charts.steps([group], [1, 5, 10, 20], "werkdagen", LIGHT, WAND, norm=5, norm_name="vijf werkdagen")
    word = next(note for note in figure["layout"]["annotations"] if note["text"] == "vijf werkdagen")
    assert word["y"] == 1 and word["yanchor"] == "bottom"
    assert figure["layout"]["margin"]["t"] >= word["font"]["size"] * 1.2


def pairs(size: int, hidden: tuple[str, str] | None = None) -> pl.DataFrame:
    names = [f"a{i:02d}" for i in range(size)]
    return frame(
        {"periode": "2026", "van": v, "naar": n, "van_naam": v, "naar_naam": n,
         "waarde": "x" if (v, n) == hidden else float(1000 - 10 * i - j)}
        for i, v in enumerate(names) for j, n in enumerate(names) if v != n
    )  # fmt: skip


def test_the_rest_of_a_matrix_is_the_sum_of_its_shown_cells() -> None:
    table = pairs(12)
    figure = charts.matrix(table, COUNT, LIGHT, WAND)
    names = figure["layout"]["xaxis"]["ticktext"]
    assert len(names) == 10 and names[-1] == "overige"
    rest = table.filter(pl.col("van").is_in(["a09", "a10", "a11"]) & pl.col("naar").is_in(["a09", "a10", "a11"]))
    assert f"{rest['waarde'].sum():,.0f}".replace(",", ".") in texts(figure)


def test_one_hidden_cell_in_the_rest_leaves_the_rest_out() -> None:
    figure = charts.matrix(pairs(12, hidden=("a11", "a10")), COUNT, LIGHT, WAND)
    assert "overige" not in figure["layout"]["xaxis"]["ticktext"]


def test_a_long_name_above_a_matrix_is_whole_and_has_room() -> None:
    named = pairs(10).with_columns(pl.col("naar_naam", "van_naam").replace("a04", "De Appelwolk Pleegzorg"))
    figure = charts.matrix(named, COUNT, LIGHT, WAND)["layout"]
    assert "De<br>Appelwolk<br>Pleegzorg" in figure["xaxis"]["ticktext"]
    assert figure["margin"]["t"] >= 3 * 1.3 * WAND.small


def test_a_hidden_cell_has_dots_and_no_number() -> None:
    figure = charts.matrix(pairs(3, hidden=("a01", "a02")), COUNT, LIGHT, WAND)
    heat, flat, dots = figure["data"]
    assert heat["z"][1][2] is None and flat["z"][1][2] == 1 and dots["y"] == [1, 1, 1]
    assert any("afgeschermd" in text for text in texts(figure))


def test_steps_of_a_difference_stand_on_each_other_up_to_the_total() -> None:
    parts = [charts.Part("meer", 1.2e6), charts.Part("duurder", 0.4e6), charts.Part("mix", -0.1e6)]
    figure = charts.decomposition(parts, LIGHT, WAND)
    assert [trace["base"][0] for trace in figure["data"]] == pytest.approx([0, 1.2e6, 1.6e6, 0])
    assert figure["data"][-1]["y"] == pytest.approx([1.5e6])
    assert texts(figure) == ["+1,2", "+0,4", "−0,1", "+1,5"]


def test_a_small_difference_is_written_in_thousands_and_never_as_nought() -> None:
    parts = [charts.Part("meer", 24_618.0), charts.Part("lagere prijs", -151_000.0)]
    assert texts(charts.decomposition(parts, LIGHT, WAND)) == ["+25", "−151", "−126"]
    assert charts.money_unit([24_618.0, -151_000.0])[0] == "duizend"


def test_the_number_on_the_highest_column_stays_within_a_low_picture() -> None:
    figure = charts.columns(frame([{"periode": "2026-H1", "waarde": 12.0}]), COUNT, LIGHT, WAND, height=6)
    layout, highest = figure["layout"], 12.0
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    above = plot * (1 - highest / layout["yaxis"]["range"][1])
    assert above >= layout["annotations"][0]["font"]["size"] * 1.3
    assert layout["xaxis"]["ticktext"] == ["1e halfjaar<br>2026"]


def test_what_leaves_hangs_down_and_reads_as_a_positive_number() -> None:
    figure = charts.flows(line({"2026-Q1": 40.0}), line({"2026-Q1": 30.0}), LIGHT, WAND)
    assert [trace["y"] for trace in figure["data"]] == [[40.0], [-30.0]]
    assert all("−" not in text for text in figure["layout"]["yaxis"]["ticktext"])
    assert {"instroom 40", "uitstroom 30"} <= set(texts(figure))


def test_the_gap_has_its_own_panel_on_the_same_axis() -> None:
    rows = pl.concat([drawn([0.2, 0.21], 0, ses="laag"), drawn([0.1, 0.11], 0, ses="hoog")])
    gap = frame({"periode": q, "waarde": 0.1, "onder": 0.09, "boven": 0.11} for q in QUARTERS[:2])
    figure = charts.ses_lines(rows, BEREIK, LIGHT, WAND, gap=gap)
    assert figure["layout"]["xaxis2"]["matches"] == "x"
    assert {"SES laag 21,0%", "SES hoog 11,0%", "10,0 punt"} <= set(texts(figure))


def test_the_times_between_two_panels_go_where_the_heading_of_the_gap_has_no_room_beside_them() -> None:
    rows = pl.concat([drawn([0.2, 0.21], 0, ses="laag"), drawn([0.1, 0.11], 0, ses="hoog")])
    gap = frame({"periode": q, "waarde": 0.1, "onder": 0.09, "boven": 0.11} for q in QUARTERS[:2])

    def shown(gap: pl.DataFrame, height: float) -> list[bool]:
        layout = charts.ses_lines(rows, BEREIK, LIGHT, SESSIE, gap=gap, height=height)["layout"]
        return [layout[name].get("showticklabels", True) for name in ("xaxis", "xaxis2") if name in layout]

    assert shown(gap, 19) == [False, True]
    assert shown(gap, 29) == [True, True]
    assert shown(gap.with_columns(waarde=pl.lit(None, dtype=pl.Float64)), 19) == [True]


BUILDERS: dict[str, Callable[[pl.DataFrame, Palette, Scale], Drawing]] = {
    "line": lambda rows, palette, size: charts.line(rows, BEREIK, palette, size, limits=True, comparison=rows),
    "small": lambda rows, palette, size: charts.line(rows, BEREIK, palette, size, small=True, norm=1.0),
    "ses": lambda rows, palette, size: charts.ses_lines(rows, BEREIK, palette, size, gap=rows),
    "bars": lambda rows, palette, size: charts.bars(rows, BEREIK, palette, size, per="gebied"),
    "agreed": lambda rows, palette, size: charts.bars(rows, DRIFT, palette, size, per="gebied", agreed=True),
    "columns": lambda rows, palette, size: charts.columns(rows, BEREIK, palette, size),
    "tiles": lambda rows, palette, size: charts.tile_map(rows, BEREIK, palette, size, places={"g0": (1, 1)}),
    "funnel": lambda rows, palette, size: charts.funnel(rows, BEREIK, palette, size, per="gebied"),
    "matrix": lambda rows, palette, size: charts.matrix(rows, COUNT, palette, size),
    "flows": lambda rows, palette, size: charts.flows(rows, rows, palette, size, stock=rows),
}
WIDE = st.lists(
    st.tuples(st.sampled_from(QUARTERS[:6]), st.sampled_from(["g0", "g1", "g2"]), st.booleans(), VALUES), max_size=12
)


@pytest.mark.parametrize("kind", sorted(BUILDERS))
@settings(deadline=None)
@given(WIDE)
def test_every_kind_draws_whatever_comes_and_stays_plain_data(kind: str, cells: list[tuple[Any, ...]]) -> None:
    rows = frame(
        {"periode": p, "gebied": g, "van": g, "naar": "g1", "ses": "laag", "voorlopig": late, "waarde": v,
         "onder": None, "boven": None, "noemer": 50.0, "teller": None if v in (None, "x") else 50.0 * float(v)}
        for p, g, late, v in cells
    )  # fmt: skip
    if not cells:
        rows = frame([{"periode": "2022", "gebied": "g", "van": "g", "naar": "g", "ses": "laag"}]).clear()
    for palette, size in ((LIGHT, WAND), (DARK, SESSIE)):
        figure = BUILDERS[kind](rows, palette, size)
        json.dumps(figure, allow_nan=False)
        assert figure["layout"]["template"] is None and figure["layout"]["dragmode"] is False
        assert figure["data"] or texts(figure)


def test_an_empty_picture_says_why_and_what_to_do() -> None:
    hidden = charts.line(line({"2026-Q1": "x"}), BEREIK, LIGHT, WAND)
    assert hidden["data"] == [] and "Kies" in texts(hidden)[0] and "afgeschermd" in texts(hidden)[0]


def test_names_from_data_are_never_markup() -> None:
    rows = frame([{"periode": "2026", "gebied": "<b>", "gebied_naam": "<b>x", "waarde": 0.4}])
    assert charts.bars(rows, BEREIK, LIGHT, WAND, per="gebied")["layout"]["yaxis"]["ticktext"][0].startswith("&lt;b")


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.sampled_from([LAPTOP, WAND, SESSIE]))
def test_end_labels_never_overlap_and_keep_their_order(heights: list[float], size: Scale) -> None:
    labels = [Label(str(i), 0, height, "#000", size.label_size) for i, height in enumerate(heights)]
    notes = end_labels(labels, (0.0, 1.0), 400, 5)
    pixels = [note["y"] * 400 for note in notes]
    assert all(b - a >= size.label_size * 1.2 for a, b in pairwise(pixels))
    by_height = [str(i) for i, _ in sorted(enumerate(heights), key=lambda pair: pair[1])]
    assert [note["text"] for note in notes] == by_height

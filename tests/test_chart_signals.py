"""Do the words and signs of signals, limits and headings stand where they can be read?"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from pages.parts import charts
from pages.parts.charts.yardstick import Bar
from pages.parts.look import LAPTOP, LIGHT, SESSIE, WAND, Scale, plot_height
from tests.test_charts import BEREIK, drawn, strokes, texts


def test_a_signal_of_a_line_is_a_diamond_at_its_end_with_the_word_and_dots_before_it() -> None:
    values = [0.50, 0.48, 0.51, 0.49, 0.50, 0.52, 0.49, 0.48, 0.47, 0.46, 0.45, 0.44]
    figure = charts.line(drawn(values, provisional=0), BEREIK, LIGHT, WAND, limits=True)
    diamonds = [trace for trace in figure["data"] if trace.get("marker", {}).get("symbol") == "diamond"]
    dots = [trace for trace in figure["data"] if trace.get("marker", {}).get("color") == LIGHT.signal]
    (stroke,) = strokes(figure)
    assert [trace["x"] for trace in diamonds] == [[stroke["x"][-1]]]
    assert [trace["x"] for trace in dots] == [stroke["x"][-6:-1]]
    assert any("zes kwartalen dalend" in text for text in texts(figure))
    noted = ["signaal: zes kwartalen dalend" in text for text in stroke["hovertext"]]
    assert noted == [False] * 6 + [True] * 6


def test_of_several_lines_those_that_move_now_have_one_diamond_and_the_hover_box_knows_the_rest() -> None:
    values = [0.49, 0.9, 0.51, 0.49, 0.51, 0.49, 0.51, 0.49, 0.51, 0.49, 0.51, 0.49, 0.51, 0.1]
    rows = pl.concat([drawn(values + [0.49] * (i == 3), provisional=0, team=f"Team {i}") for i in range(4)])
    figure = charts.line(rows, BEREIK, LIGHT, WAND, per="team")
    diamonds = [trace for trace in figure["data"] if trace.get("marker", {}).get("symbol") == "diamond"]
    assert [len(trace["x"]) for trace in diamonds] == [1, 1, 1]  # the last signal of the fourth is over
    assert not any(trace.get("marker", {}).get("color") == LIGHT.signal for trace in figure["data"])
    for stroke in strokes(figure):
        assert [i for i, text in enumerate(stroke["hovertext"]) if "signaal" in text] == [1, 13]


@pytest.mark.parametrize("hidden", [range(5), range(15, 19), [*range(3), *range(16, 19)], [8]])
def test_the_name_of_the_band_stands_where_no_value_is_hidden(hidden: Sequence[int]) -> None:
    values: list[float | str | None] = ["x" if i in hidden else 0.1 + 0.01 * (i % 2) for i in range(19)]
    figure = charts.line(drawn(values, provisional=0), BEREIK, LIGHT, WAND, limits=True)
    (name,) = [note for note in figure["layout"]["annotations"] if note["text"] == "gewone schommeling"]
    marked = [note for note in figure["layout"]["annotations"] if "afgeschermd" in note["text"]]
    assert marked
    beside = 6  # periods that the words take in a chart of nineteen
    ends = (name["x"] - beside, name["x"]) if name["xanchor"] == "right" else (name["x"], name["x"] + beside)
    assert name["yanchor"] == "bottom" or not any(ends[0] < note["x"] < ends[1] for note in marked)


@pytest.mark.parametrize("height", [6.5, 9.5, 14.0])
@pytest.mark.parametrize("size", [LAPTOP, WAND, SESSIE])
def test_a_value_of_the_yardstick_never_meets_the_heading_of_its_panel(height: float, size: Scale) -> None:
    bars = [Bar("2021", "alle gezinnen", 0.54), Bar("2022", "alle gezinnen", 0.32)]
    figure = charts.yardstick(bars, bars, LIGHT, size, height=height)
    pixels = plot_height(figure["layout"])
    top = figure["layout"]["yaxis"]["range"][1]
    assert (1 - 0.54 / top) * pixels >= 1.4 * size.label_size or 0.54 / top <= 0.41


def test_the_name_of_the_band_makes_room_for_a_signal_below_it() -> None:
    values = [0.5 + 0.01 * (i % 2) for i in range(11)] + [0.3]
    figure = charts.line(drawn(values, provisional=0), BEREIK, LIGHT, WAND, limits=True)
    notes = {note["text"]: note for note in figure["layout"]["annotations"]}
    word = next(note for text, note in notes.items() if "signaal" in text)
    name = notes["gewone schommeling"]
    assert word["yanchor"] == "top" and word["xanchor"] == "right"
    assert name["xanchor"] == "left" or name["yanchor"] == "bottom"


@pytest.mark.parametrize("height", [7.0, 8.0, 10.0, 13.0])
@pytest.mark.parametrize("size", [LAPTOP, WAND, SESSIE])
@pytest.mark.parametrize("highest", [0.09, 0.42, 0.77])
def test_numbers_of_the_value_axis_stand_free_of_each_other(height: float, size: Scale, highest: float) -> None:
    axis = charts.line(drawn([0.1 * highest, highest], provisional=0), BEREIK, LIGHT, size, height=height)["layout"]
    first, last = axis["yaxis"]["range"]
    places = axis["yaxis"]["tickvals"]
    assert len(places) >= 2
    assert (places[1] - places[0]) / (last - first) * plot_height(axis) >= size.axis or len(places) == 2

"""Does the map draw every area in the colours and signs of the tiles, with words only where they fit?"""

from __future__ import annotations

from typing import Any

import polars as pl

from metrics.bereik import INDICATOR
from pages.parts import charts, look
from pages.parts.charts.area_map import _spot

WIDE = (((5.00, 52.00), (5.10, 52.00), (5.10, 52.05), (5.00, 52.05), (5.00, 52.00)),)
NARROW = (((5.10, 52.00), (5.102, 52.00), (5.102, 52.05), (5.10, 52.05), (5.10, 52.00)),)
HOLED = (
    ((5.20, 52.00), (5.30, 52.00), (5.30, 52.05), (5.20, 52.05), (5.20, 52.00)),
    ((5.24, 52.02), (5.24, 52.03), (5.26, 52.03), (5.26, 52.02), (5.24, 52.02)),
)
SHAPES = {"west": WIDE, "smal": NARROW, "oost": HOLED}


def frame(**values: float | None) -> pl.DataFrame:
    """A row per area; None is a number that is hidden."""
    return pl.DataFrame(
        {
            "periode": "2025", "gebied": list(values), "gebied_naam": [name.capitalize() for name in values],
            "teller": [None if value is None else 1000 * value for value in values.values()],
            "noemer": [1000.0] * len(values), "waarde": list(values.values()), "voorlopig": False,
            "afgeschermd": [value is None for value in values.values()],
            "waarom_leeg": pl.Series([None] * len(values), dtype=pl.String),
        },
        schema_overrides={"waarde": pl.Float64, "teller": pl.Float64},
    )  # fmt: skip


def drawn(rows: pl.DataFrame) -> dict[str, Any]:
    return charts.area_map(rows, INDICATOR, look.LIGHT, look.LAPTOP, shapes=SHAPES)


def test_lowest_and_highest_have_the_outer_colours_and_the_hover_box_names_them() -> None:
    spec = drawn(frame(west=0.06, oost=0.26))
    outer = {trace["customdata"][0][0]: trace for trace in reversed(spec["data"])}
    assert outer["west"]["fillcolor"] == look.LIGHT.sequential[0]
    assert outer["oost"]["fillcolor"] == look.LIGHT.sequential[-1]
    assert outer["oost"]["text"] == "2025 · Oost · 26,0% (260 van 1.000)"


def test_a_hole_is_filled_with_the_ground() -> None:
    fills = [
        trace["fillcolor"] for trace in drawn(frame(west=0.06, oost=0.26))["data"] if trace["customdata"] == [["oost"]]
    ]
    assert fills == [look.LIGHT.sequential[-1], look.LIGHT.background]


def test_a_hidden_area_has_dots_the_word_and_no_number() -> None:
    spec = drawn(frame(west=None, oost=0.26))
    hidden = next(trace for trace in spec["data"] if trace["customdata"] == [["west"]])
    assert hidden["fillpattern"]["shape"] == "."
    assert "afgeschermd" in hidden["text"]
    words = [note["text"] for note in spec["layout"]["annotations"]]
    assert any("West" in text and "afgeschermd" in text for text in words)
    assert any(text.endswith("stippen: afgeschermd") for text in words)


def test_a_name_stands_only_where_it_fits() -> None:
    words = [note["text"] for note in drawn(frame(west=0.06, smal=0.1, oost=0.26))["layout"]["annotations"]]
    assert any("West" in text for text in words)
    assert not any("Smal" in text for text in words)


def test_words_lie_within_the_area_also_when_it_is_bent() -> None:
    """An L: its middle lies outside."""
    bent = ((0.0, 0.0), (10.0, 0.0), (10.0, 2.0), (2.0, 2.0), (2.0, 10.0), (0.0, 10.0), (0.0, 0.0))
    (x, y), room = _spot(bent, 1.0)
    assert (x, round(y, 2), room) == (5.0, 0.71, 10.0)
    assert _spot(bent, 30.0)[1] == 0.0


def test_the_map_is_as_wide_as_it_is_high_in_metres() -> None:
    layout = drawn(frame(west=0.06, oost=0.26))["layout"]
    wide = layout["xaxis"]["range"][1] - layout["xaxis"]["range"][0]
    assert 0.18 < wide < 0.19
    assert layout["yaxis"]["scaleanchor"] == "x"


def test_without_shapes_the_areas_are_bars() -> None:
    spec = charts.area_map(frame(west=0.06), INDICATOR, look.LIGHT, look.LAPTOP, shapes={})
    assert {trace["type"] for trace in spec["data"]} == {"bar"}

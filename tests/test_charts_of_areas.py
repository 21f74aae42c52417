"""Do bars, tiles and funnels show areas, teams and budgets as they are, and hidden ones by one sign?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import polars as pl
import pytest

from pages.parts import charts
from pages.parts.charts import marks
from pages.parts.charts.fan import YearEnd, fan
from pages.parts.look import LIGHT, WAND
from tests.drawn_frames import frame, line
from tests.test_charts import BEREIK, COUNT, DRIFT, texts


def areas(values: list[float | str | None]) -> pl.DataFrame:
    return frame(
        {"periode": "2026-Q3", "gebied": f"g{i}", "gebied_naam": f"Gebied {i}", "waarde": v, "noemer": 100.0,
         "teller": None if v in (None, "x") else 100.0 * float(v)}
        for i, v in enumerate(values)
    )  # fmt: skip


def test_hidden_bars_all_have_one_length_and_the_word() -> None:
    figure = charts.bars(areas([0.4, "x", 0.1, "x"]), BEREIK, LIGHT, WAND, per="gebied")
    dotted = figure["data"][-1]
    assert dotted["marker"]["pattern"]["shape"] == "." and len(set(dotted["x"])) == 1
    assert texts(figure) == ["40%", "10%", "afgeschermd", "afgeschermd"]


def test_the_fixed_length_of_hidden_bars_does_not_depend_on_how_many_there_are() -> None:
    one = charts.bars(areas([0.4, "x"]), BEREIK, LIGHT, WAND, per="gebied")
    many = charts.bars(areas([0.4, "x", "x", "x"]), BEREIK, LIGHT, WAND, per="gebied")
    assert set(one["data"][-1]["x"]) == set(many["data"][-1]["x"])


def test_agreed_is_a_stroke_and_realised_the_bar() -> None:
    rows = frame(
        {"periode": "2026", "aanbieder": k, "aanbieder_naam": k, "teller": t, "noemer": n, "waarde": t / n - 1}
        for k, t, n in [("Spoor", 15.7e6, 14.5e6), ("Vierhoek", 4.1e6, 4.4e6)]
    )
    figure = charts.bars(rows, DRIFT, LIGHT, WAND, per="aanbieder", agreed=True)
    assert figure["data"][0]["x"] == [15.7e6, 4.1e6]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [14.5e6, 4.4e6]
    assert texts(figure) == ["15,7   +8,3%", "4,1   −6,8%"]


def test_tiles_stand_at_their_place_and_hidden_ones_have_dots() -> None:
    places = {"g0": (1, 4), "g1": (2, 3), "g2": (3, 1)}
    figure = charts.tile_map(areas([0.21, "x", 0.06]), BEREIK, LIGHT, WAND, places=places)
    shown, hidden = figure["data"][:2]
    assert (shown["x"], shown["marker"]["color"]) == ([4, 1], [LIGHT.sequential[9], LIGHT.sequential[0]])
    assert hidden["x"] == [3] and hidden["marker"]["pattern"]["shape"] == "."
    assert "laagste 6%" in texts(figure) and "hoogste 21%" in texts(figure)
    assert shown["customdata"] == [["g0"], ["g2"]]


def test_with_values_on_both_sides_of_zero_the_highest_and_the_lowest_bar_stand_out() -> None:
    def strong(values: list[float | str | None]) -> int:
        figure = charts.bars(areas(values), DRIFT, LIGHT, WAND, per="gebied")
        colours = [colour for trace in figure["data"] for colour in trace["marker"]["color"]]
        return colours.count(LIGHT.value)

    assert (strong([0.3, 0.1, -0.4]), strong([0.3, 0.1, 0.2]), strong([-0.3, -0.1])) == (2, 1, 1)


def test_long_name_takes_two_lines_where_bars_leave_room() -> None:
    rows = frame(
        {"periode": "2026", "kenmerk": name, "waarde": 0.5} for name in ("Doelen over de zorgen staan erin", "x")
    )
    assert ticks(charts.bars(rows, BEREIK, LIGHT, WAND, per="kenmerk", height=9)) == [
        "Doelen over de\u00a0\u00a0<br>zorgen staan erin\u00a0\u00a0", "x\u00a0\u00a0",
    ]  # fmt: skip
    assert ticks(charts.bars(rows, BEREIK, LIGHT, WAND, per="kenmerk", height=4))[0].startswith(
        "Doelen over de zorgen staan e…"
    )


def ticks(figure: Mapping[str, Any]) -> list[str]:
    return list(figure["layout"]["yaxis"]["ticktext"])


def test_without_places_the_map_is_ranked_bars() -> None:
    figure = charts.tile_map(areas([0.21, 0.3]), BEREIK, LIGHT, WAND, places={})
    assert figure["data"][0]["orientation"] == "h" and figure["data"][0]["x"] == [0.3, 0.21]


def test_a_funnel_names_only_teams_outside_and_leaves_small_and_hidden_ones_out() -> None:
    teams: list[tuple[str, Any, int | None]] = [
        ("Lunetten", 0.60, 74),
        ("West", 0.38, 120),
        ("Oost", 0.36, 90),
        ("Klein", 1.0, 19),
        ("Weg", "x", None),
    ]
    rows = frame(
        {"periode": "2026-Q3", "team": k, "team_naam": k, "waarde": v, "noemer": n,
         "teller": None if n is None else n * float(v)}
        for k, v, n in teams
    )  # fmt: skip
    figure = charts.funnel(rows, BEREIK, LIGHT, WAND, city=0.38)
    assert texts(figure) == ["stad 38%", "Lunetten 60%"]
    points = [trace for trace in figure["data"] if trace.get("mode") == "markers"]
    assert sorted(key for trace in points for (key,) in trace["customdata"]) == ["Lunetten", "Oost", "West"]


def test_names_of_teams_outside_that_lie_together_stand_apart_and_within_the_funnel() -> None:
    teams = [("Overvecht-De Gagel", 0.55, 78), ("Ondiep/Pijlsweerd", 0.53, 86), ("Hoograven/Tolsteeg", 0.54, 88),
             ("Zuilen", 0.52, 127), *((f"t{n}", 0.73, 60 + 40 * n) for n in range(5))]  # fmt: skip
    rows = frame(
        {"periode": "2026-Q3", "team": k, "team_naam": k, "waarde": v, "noemer": n, "teller": n * v}
        for k, v, n in teams
    )
    figure = charts.funnel(rows, BEREIK, LIGHT, WAND, city=0.73, height=10.5)
    names = [note for note in figure["layout"]["annotations"] if not note["text"].startswith("stad")]
    assert len(names) >= 3
    layout = figure["layout"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    first, last = layout["xaxis"]["range"]
    boxes = []
    for note in names:
        wide, tall = marks.width(note["text"], note["font"]["size"]), note["font"]["size"]
        x = (note["x"] - first) / (last - first) * marks.USUAL_PLOT * WAND.root + note["xshift"]
        y = note["y"] / layout["yaxis"]["range"][1] * plot + note["yshift"]
        left = x - wide if note["xanchor"] == "right" else x
        boxes.append((left, y - tall / 2, left + wide, y + tall / 2))
        assert left >= 0, note["text"]
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.mark.parametrize(("values", "side"), [((0.045, 0.07, 0.09), "right"), ((0.001, 0.0, 0.045), "left")])
def test_the_word_of_a_band_stands_where_the_line_is_far_from_it(values: tuple[float, ...], side: str) -> None:
    months = [f"2026-{month:02d}" for month in range(1, 10)]
    steps = [values[0]] * 3 + [values[1]] * 3 + [values[2]] * 3
    figure = fan(line(dict(zip(months, steps, strict=True))), DRIFT, LIGHT, WAND, band=0.05, band_name="grens",
                 end=YearEnd("2026-12", values[2], values[2] - 0.004, values[2] + 0.004, 1e6))  # fmt: skip
    word = next(note for note in figure["layout"]["annotations"] if note["text"] == "grens")
    assert word["xanchor"] == side


def test_reasons_of_two_laws_with_the_same_words_are_told_apart() -> None:
    stops = [("jw", "31", 488.0), ("wmo", "19", 104.0)]
    rows = frame(
        {"periode": "2026-Q3", "wet": wet, "reden": key, "reden_naam": "volgens plan beëindigd", "waarde": many}
        for wet, key, many in stops
    )
    names = charts.bars(rows, COUNT, LIGHT, WAND, per="reden")["layout"]["yaxis"]["ticktext"]
    assert [name.strip() for name in names] == ["volgens plan beëindigd, jeugd", "volgens plan beëindigd, Wmo"]

"""Does the browser get the same picture in fewer traces and notes?"""

from __future__ import annotations

from typing import Any

from pages.parts.light import ReadyChart, lighter


def dot(x: int, *, size: float = 9.0, line: float = 0, **rest: Any) -> dict[str, Any]:
    marker = {"size": size, "symbol": "circle", "color": "#111111", "line": {"color": "#222222", "width": line}}
    return {
        "type": "scatter", "mode": "markers", "x": [x], "y": [x * 10], "marker": marker, "hoverinfo": "skip",
        "cliponaxis": False, **rest,
    }  # fmt: skip


def line() -> dict[str, Any]:
    return {"type": "scatter", "mode": "lines", "x": [1, 2], "y": [10, 20], "customdata": [["a"], ["a"]]}


def test_points_of_one_panel_are_one_trace_that_lies_above_the_lines() -> None:
    spec = {"data": [line(), dot(1), line(), dot(2, size=5.0, line=1.5)], "layout": {}}
    drawn = lighter(spec)["data"]
    assert [trace["mode"] for trace in drawn] == ["lines", "lines", "markers"]
    assert (drawn[-1]["x"], drawn[-1]["y"]) == ([1, 2], [10, 20])
    marker = drawn[-1]["marker"]
    assert marker["size"] == [9.0, 5.0] and marker["line"]["width"] == [0, 1.5] and marker["opacity"] == 1


def test_points_of_two_panels_stay_apart() -> None:
    spec = {"data": [dot(1), dot(2), dot(3, yaxis="y2"), dot(4, yaxis="y2")], "layout": {}}
    assert [trace["x"] for trace in lighter(spec)["data"]] == [[1, 2], [3, 4]]


def test_points_that_name_the_first_panel_stand_with_those_that_leave_it_unsaid() -> None:
    spec = {"data": [dot(1), dot(2, yaxis="y"), dot(3, xaxis="x")], "layout": {}}
    assert [trace["x"] for trace in lighter(spec)["data"]] == [[1, 2, 3]]


def test_points_that_say_something_or_have_another_look_stay_a_trace_of_their_own() -> None:
    with_words = dot(1, hovertext=["twaalf gezinnen"]) | {"hoverinfo": "text"}
    sizes = dot(2) | {"marker": {"size": [4, 5], "symbol": "circle", "color": "#111111"}}
    soft = dot(3) | {"marker": {"size": 4, "symbol": "circle", "color": "#111111", "opacity": 0.4}}
    spec = {"data": [with_words, sizes, soft, dot(4), dot(5)], "layout": {}}
    assert [trace["x"] for trace in lighter(spec)["data"]] == [[1], [2], [3], [4, 5]]


def test_a_spec_is_not_changed_by_making_it_lighter() -> None:
    spec: dict[str, Any] = {"data": [line(), dot(1), dot(2)], "layout": {"height": 300}}
    assert "customdata" not in lighter(spec)["data"][0]
    assert "customdata" in spec["data"][0] and len(spec["data"]) == 3


def test_chart_is_made_ready_once() -> None:
    chart = ReadyChart({"data": [line(), dot(1), dot(2)], "layout": {"height": 300}})
    assert chart.to_dict() is chart.to_dict()
    assert len(chart.to_dict()["data"]) == 2
    assert chart.to_plotly_json()["layout"]["height"] == 300


def test_browser_gets_no_template_of_which_the_chart_uses_nothing() -> None:
    chart = ReadyChart({"data": [line()], "layout": {"template": "plotly_dark", "height": 300}})
    assert chart.layout.template.layout.colorway
    assert chart.to_dict()["layout"] == {"height": 300}


AXES = {"xaxis": {"range": [0, 9]}, "yaxis": {"range": [-9, 0]}}


def note(x: int, **rest: Any) -> dict[str, Any]:
    font = {"family": "sans", "size": 14, "color": f"#00000{x}"}
    return {"text": f"tegel {x}", "x": x, "y": -x, "showarrow": False, "align": "center", "font": font, **rest}


def test_texts_in_the_middle_of_tiles_are_one_trace_above_the_tiles() -> None:
    tiles = {"type": "bar", "x": [1], "y": [1]}
    drawn = lighter({"data": [tiles], "layout": AXES | {"annotations": [note(x) for x in range(1, 7)]}})
    words = drawn["data"][-1]
    assert [trace["type"] for trace in drawn["data"]] == ["bar", "scatter"] and drawn["layout"]["annotations"] == []
    assert words["text"] == [f"tegel {x}" for x in range(1, 7)] and words["hoverinfo"] == "skip"
    assert (words["x"][2], words["y"][2], words["textfont"]["color"][2]) == (3, -3, "#000003")


def test_texts_with_a_ground_or_beside_their_place_stay_notes() -> None:
    apart = [note(7, bgcolor="#FFFFFF"), note(8, xshift=6), note(9, xref="paper"), note(1, align="left")]
    spec: dict[str, Any] = {"data": [], "layout": AXES | {"annotations": [*(note(x) for x in range(1, 7)), *apart]}}
    assert lighter(spec)["layout"]["annotations"] == apart
    assert len(spec["layout"]["annotations"]) == 10


def test_a_few_texts_stay_notes() -> None:
    notes = [note(1), note(2)]
    assert lighter({"data": [], "layout": AXES | {"annotations": notes}})["layout"]["annotations"] == notes


def test_texts_on_an_axis_of_words_or_without_a_fixed_range_stay_notes() -> None:
    notes = [note(x) for x in range(1, 7)]
    named = {"data": [{"type": "bar", "x": ["Zuid"], "y": [1]}], "layout": AXES | {"annotations": notes}}
    loose = {"data": [], "layout": {"xaxis": AXES["xaxis"], "annotations": notes}}
    steep = {"data": [], "layout": AXES | {"xaxis": {"range": [0, 9], "type": "log"}, "annotations": notes}}
    assert [lighter(spec)["layout"]["annotations"] for spec in (named, loose, steep)] == [notes] * 3

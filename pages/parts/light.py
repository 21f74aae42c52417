"""What does the browser get of a chart, and how is it made ready once for everybody?

A chart is drawn by the browser while somebody waits, and every trace costs there as much as a whole line does. So the
single points of a chart go together in one trace per panel; they look the same. So do the texts that stand in the
middle of a tile: as a note each of them is a small drawing of its own, which Plotly measures. What no script in the
browser reads is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

Spec = dict[str, Any]
_PANEL = {"xaxis": "x", "yaxis": "y", "cliponaxis": True, "hoverinfo": "all"}
"""What points in one trace have in common, with what Plotly takes when it is not said."""
_POINTS = {"type", "mode", "x", "y", "marker", "customdata", *_PANEL}
_MARKER = {"size", "symbol", "color", "line", "opacity"}
_NOTE = {"text", "x", "y", "showarrow", "align", "captureevents", "font"}
"""What a text says that stands in the middle of its place, in the first panel."""
FEW = 4
"""So few texts cost less as notes than a trace does."""


class ReadyChart(go.Figure):
    """A chart that Plotly checked, with its values as they are sent. Nobody may change it: every session shows it."""

    def __init__(self, spec: Spec) -> None:
        super().__init__(spec)
        self._sent = lighter(super().to_dict())

    def to_dict(self) -> Spec:
        """The same dict each time: Streamlit asks for it at every run, and Plotly copies each number of it."""
        return self._sent


def lighter(spec: Spec) -> Spec:
    """The same picture in as few traces as possible; no key of a clicked value, since no click is listened to."""
    traces = [{name: value for name, value in trace.items() if name != "customdata"} for trace in spec["data"]]
    layout = {name: value for name, value in spec["layout"].items() if name != "template"}
    notes = layout.get("annotations", ())
    within = [note for note in notes if _is_within(note)]
    if len(within) <= FEW or not _is_plain(layout, traces):
        return {**spec, "data": _gathered(traces), "layout": layout}
    layout["annotations"] = [note for note in notes if not _is_within(note)]
    return {**spec, "data": [*_gathered(traces), _words(within)], "layout": layout}


def _is_within(note: Mapping[str, Any]) -> bool:
    """Whether a text stands in the middle of a place of the first panel, without a ground or an arrow."""
    middle = note.get("align", "center") == "center" and note.get("showarrow") is False
    return middle and set(note) <= _NOTE and all(isinstance(note[name], int | float) for name in ("x", "y"))


def _is_plain(layout: Mapping[str, Any], traces: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a place means the same for a note and for a trace, and a trace more moves no axis."""
    axes = [layout.get(name, {}) for name in ("xaxis", "yaxis")]
    fixed = all("range" in axis and axis.get("type", "linear") == "linear" for axis in axes)
    return fixed and not any(
        isinstance(value, str) for trace in traces for name in "xy" for value in trace.get(name, ())
    )


def _words(notes: Sequence[Mapping[str, Any]]) -> Spec:
    """The texts as one trace, which is drawn above the tiles."""
    fonts = [note.get("font", {}) for note in notes]
    names = {name for font in fonts for name in font}
    return {
        "type": "scatter", "mode": "text", "textposition": "middle center", "hoverinfo": "skip", "cliponaxis": False,
        "textfont": {name: [font.get(name) for font in fonts] for name in sorted(names)},
        **{name: [note[name] for note in notes] for name in ("x", "y", "text")},
    }  # fmt: skip


def _gathered(traces: Sequence[Spec]) -> list[Spec]:
    panels: dict[tuple[object, ...], list[Spec]] = {}
    others = []
    for trace in traces:
        if _is_points(trace):
            panels.setdefault(tuple(trace.get(name, usual) for name, usual in _PANEL.items()), []).append(trace)
        else:
            others.append(trace)
    return [*others, *(_together(points) for points in panels.values())]


def _is_points(trace: Mapping[str, Any]) -> bool:
    """Whether a trace is nothing but points without a hover box, all of one kind and closed to the eye."""
    marker = trace.get("marker", {})
    kinds = [marker.get("size"), marker.get("symbol"), marker.get("color"), *marker.get("line", {}).values()]
    return (
        trace.get("mode") == "markers"
        and trace.get("hoverinfo") == "skip"
        and set(trace) <= _POINTS
        and set(marker) <= _MARKER
        and set(marker.get("line", {})) <= {"color", "width"}
        and marker.get("opacity", 1) == 1
        and all(isinstance(kind, int | float | str) for kind in kinds)
        and isinstance(trace["x"], list | tuple)
    )


def _together(points: Sequence[Spec]) -> Spec:
    """The points of several traces as one; one trace stays what it was."""
    if len(points) == 1:
        return points[0]

    def each(value: Callable[[Spec], object]) -> list[object]:
        return [value(trace["marker"]) for trace in points for _ in trace["x"]]

    marker = {
        "size": each(lambda marker: marker["size"]),
        "symbol": each(lambda marker: marker["symbol"]),
        "color": each(lambda marker: marker["color"]),
        "line": {
            "color": each(lambda marker: marker.get("line", {}).get("color", marker["color"])),
            "width": each(lambda marker: marker.get("line", {}).get("width", 0)),
        },
        "opacity": 1,  # Plotly makes points of different sizes translucent
    }
    places = {name: [place for trace in points for place in trace[name]] for name in ("x", "y")}
    return {**points[0], **places, "marker": marker}

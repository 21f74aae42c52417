"""What does the browser get of a chart, and how is it made ready once for everybody?

A chart is drawn by the browser while somebody waits, and every trace costs there as much as a whole line does. So the
single points of a chart go together in one trace per panel; they look the same. What no script in the browser reads
is left out.
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
    return {**spec, "data": _gathered(traces), "layout": layout}


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

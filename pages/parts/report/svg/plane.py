"""Where on the picture does a value stand?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Spec = Mapping[str, Any]


@dataclass(frozen=True)
class Axis:
    """From values to pixels; `start` is the pixel of `low`, `end` that of `high`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high != self.low else 0.5
        return self.start + share * (self.end - self.start)

    def at_share(self, share: float) -> float:
        """The pixel of a share of the axis itself."""
        return self.start + share * (self.end - self.start)

    @property
    def length(self) -> float:
        return abs(self.end - self.start)


@dataclass(frozen=True)
class Plane:
    """The picture: its size, its margins and its axes by their Plotly name (`x`, `y2`)."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    axes: Mapping[str, Axis]

    def place(self, reference: str, value: float) -> float:
        """The pixel of a value on `x`, `y2`, on `paper` (`x paper`, `y paper`) or on `x domain`."""
        name, _, kind = reference.partition(" ")
        if kind == "paper":
            return _paper(self, name).at(value)
        axis = self.axes[name]
        return axis.at_share(value) if kind == "domain" else axis.at(value)

    def partner(self, name: str, layout: Spec) -> Axis:
        """The axis on which an axis stands."""
        other = layout.get(f"{name[0]}axis{name[1:]}", {}).get("anchor") or ("y" if name[0] == "x" else "x")
        return self.axes[other]


def plane_of(layout: Spec, width: float) -> Plane:
    """The plane of a layout that is drawn `width` pixels wide."""
    margin, height = layout["margin"], float(layout["height"])
    sides = width - margin["r"], height - margin["b"]
    blank = Plane(width, height, margin["l"], sides[0], margin["t"], sides[1], {})
    axes = {}
    for key, own in layout.items():
        if key.startswith(("xaxis", "yaxis")):
            name = key[0] + key[5:]
            first, last = own.get("domain", (0, 1))
            low, high = own.get("range", (0, 1))
            paper = _paper(blank, name[0])
            axes[name] = Axis(low, high, paper.at(first), paper.at(last))
    if layout.get("yaxis", {}).get("scaleanchor") == "x":
        axes |= _same_scale(axes["x"], axes["y"])
    return Plane(width, height, margin["l"], sides[0], margin["t"], sides[1], axes)


def _same_scale(x: Axis, y: Axis) -> dict[str, Axis]:
    """Both axes with as many pixels for one, as a map needs: the one with room to spare shows more."""
    scale = min(x.length / (x.high - x.low), y.length / (y.high - y.low))
    return {name: _around(axis, axis.length / scale) for name, axis in (("x", x), ("y", y))}


def _around(axis: Axis, span: float) -> Axis:
    middle = (axis.low + axis.high) / 2
    return Axis(middle - span / 2, middle + span / 2, axis.start, axis.end)


def _paper(plane: Plane, direction: str) -> Axis:
    if direction == "x":
        return Axis(0, 1, plane.left, plane.right)
    return Axis(0, 1, plane.bottom, plane.top)

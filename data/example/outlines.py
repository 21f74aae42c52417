"""What do the areas of the example municipality look like on a map?

Invented: the tiles of the tile map, with corners that are moved and borders that wind. Neighbours share their border.
"""

from __future__ import annotations

import numpy as np
import orjson

from data.example import plan
from data.example.draws import generator

WIDE, HIGH = 3_300.0, 2_100.0
"""Metres of a tile."""
WEST, NORTH = 126_000.0, 462_500.0
STEPS = 7
"""Points along a border."""

Point = tuple[float, float]


def gebiedsvormen() -> bytes:
    """A GeoJSON file in metres of the Rijksdriehoek, as a geographic department would deliver it."""
    areas = plan.table("gebieden").select("gebied", "naam", "rij", "kolom").rows()
    borders = _Borders()
    features = [
        {
            "type": "Feature",
            "properties": {"gebied": code, "naam": name},
            "geometry": {"type": "Polygon", "coordinates": [borders.around(int(row), int(column))]},
        }
        for code, name, row, column in areas
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    document = {"type": "FeatureCollection", "name": "Verzonnen vormen", "crs": crs, "features": features}
    return orjson.dumps(document)


class _Borders:
    """The borders of a grid of tiles, each drawn once so that both sides have the same points."""

    def __init__(self) -> None:
        self.rng = generator("gebiedsvormen")
        moved = self.rng.uniform(-0.20, 0.20, (12, 12, 2))
        self.corners = {
            (row, column): (
                WEST + (column + moved[row, column, 0]) * WIDE,
                NORTH - (row + moved[row, column, 1]) * HIGH,
            )
            for row in range(12)
            for column in range(12)
        }
        self.lines: dict[tuple[tuple[int, int], tuple[int, int]], list[Point]] = {}

    def around(self, row: int, column: int) -> list[Point]:
        """The closed ring around a tile, against the clock."""
        corners = [(row - 1, column - 1), (row, column - 1), (row, column), (row - 1, column)]
        ring = [
            point
            for here, there in zip(corners, [*corners[1:], corners[0]], strict=True)
            for point in self.line(here, there)[:-1]
        ]
        return [*ring, ring[0]]

    def line(self, here: tuple[int, int], there: tuple[int, int]) -> list[Point]:
        """The points from one corner to the next, both included."""
        first, last = sorted((here, there))
        if (first, last) not in self.lines:
            self.lines[first, last] = self._winding(self.corners[first], self.corners[last])
        found = self.lines[first, last]
        return found if here == first else found[::-1]

    def _winding(self, a: Point, b: Point) -> list[Point]:
        """A line that leaves the straight way most in its middle."""
        along = np.linspace(0, 1, STEPS)
        off = self.rng.normal(0, 0.06, STEPS) * np.sin(along * np.pi)
        x = a[0] + along * (b[0] - a[0]) - off * (b[1] - a[1])
        y = a[1] + along * (b[1] - a[1]) + off * (b[0] - a[0])
        return [(round(each, 1), round(other, 1)) for each, other in zip(x.tolist(), y.tolist(), strict=True)]

"""Where on the globe is a point of the Dutch grid (Rijksdriehoek, EPSG:28992)?

By the published approximation of Schreutelkamp and Strang van Hees, within a metre in all of the Netherlands: for a
map of a city that is less than a hair.
"""

from __future__ import annotations

_X, _Y = 155_000.0, 463_000.0
_NORTH, _EAST = 52.15517440, 5.38720621
"""The middle of the grid, the tower of Our Lady in Amersfoort."""

_NORTHWARD = (
    (0, 1, 3235.65389), (2, 0, -32.58297), (0, 2, -0.24750), (2, 1, -0.84978), (0, 3, -0.06550), (2, 2, -0.01709),
    (1, 0, -0.00738), (4, 0, 0.00530), (2, 3, -0.00039), (4, 1, 0.00033), (1, 1, -0.00012),
)  # fmt: skip
_EASTWARD = (
    (1, 0, 5260.52916), (1, 1, 105.94684), (1, 2, 2.45656), (3, 0, -0.81885), (1, 3, 0.05594), (3, 1, -0.05607),
    (0, 1, 0.01199), (3, 2, -0.00256), (1, 4, 0.00128), (0, 2, 0.00022), (2, 0, -0.00022), (5, 0, 0.00026),
)  # fmt: skip
"""Powers of the way east and north in hundreds of kilometres, and the seconds of arc that each adds."""


def in_degrees(x: float, y: float) -> tuple[float, float]:
    """Lengte and breedte in degrees (WGS84) of a point in metres."""
    east, north = (x - _X) / 100_000, (y - _Y) / 100_000
    seconds_north = sum(size * east**p * north**q for p, q, size in _NORTHWARD)
    seconds_east = sum(size * east**p * north**q for p, q, size in _EASTWARD)
    return _EAST + seconds_east / 3600, _NORTH + seconds_north / 3600

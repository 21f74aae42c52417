"""How do the outlines of buurten become one light outline per area?

Borders between two buurten of the same area fall away, and points that nobody can see on a map of the city go.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians

from data.sources.geojson import Point, Ring, signed_area

TOLERANCE = 15.0
"""Metres that a line may move; on a map of a whole city that is less than a pixel."""
MOST_POINTS = 300
"""Of one area: more makes the map slow and shows nothing."""

_METRES = 111_195.0
_SQUEEZED = cos(radians(52.1))


def outline(rings: Iterable[Ring]) -> list[list[Point]]:
    """The rings of one area: closed (the first point is the last one too), with few points, largest first."""
    merged = merge(rings)
    tolerance = TOLERANCE
    simple = [_simplified(ring, tolerance) for ring in merged]
    while sum(map(len, simple)) > MOST_POINTS:
        tolerance *= 1.6
        simple = [_simplified(ring, tolerance) for ring in merged]
    kept = [ring for ring in simple if len(ring) >= 3 and _square_metres(ring) > tolerance**2]
    kept = kept or [max(simple, key=_square_metres)]
    ordered = sorted(kept, key=_square_metres, reverse=True)
    return [[(round(x, 5), round(y, 5)) for x, y in (*ring, ring[0])] for ring in ordered]


def merge(rings: Iterable[Ring]) -> list[Ring]:
    """The rings around everything: a border that is there in both directions lies inside."""
    edges: dict[tuple[Point, Point], None] = {}
    for ring in rings:
        for edge in zip(ring, (*ring[1:], ring[0]), strict=True):
            if edge[::-1] in edges:
                del edges[edge[::-1]]
            elif edge[0] != edge[1]:
                edges[edge] = None
    onward: dict[Point, list[Point]] = {}
    for here, there in edges:
        onward.setdefault(here, []).append(there)
    return [ring for start in list(onward) for ring in _walks(start, onward)]


def _walks(start: Point, onward: dict[Point, list[Point]]) -> list[Ring]:
    """Every closed walk from `start` over edges that were not walked yet."""
    found = []
    while onward.get(start):
        walk, here = [start], onward[start].pop()
        while here != start and onward.get(here):
            walk.append(here)
            here = onward[here].pop()
        if len(walk) >= 3:
            found.append(tuple(walk))
    return found


def _simplified(ring: Ring, tolerance: float) -> Ring:
    """Douglas–Peucker on both halves of the ring, between its first point and the one furthest from it."""
    flat = [(x * _SQUEEZED * _METRES, y * _METRES) for x, y in ring]
    far = max(range(len(flat)), key=lambda place: _apart(flat[0], flat[place]))
    kept = {0, far}
    stack = [(0, far), (far, len(flat))]
    while stack:
        first, last = stack.pop()
        a, b = flat[first], flat[last % len(flat)]
        place = max(range(first + 1, last), key=lambda each: _off(flat[each], a, b), default=None)
        if place is not None and _off(flat[place], a, b) > tolerance:
            kept.add(place)
            stack += [(first, place), (place, last)]
    return tuple(ring[place] for place in sorted(kept))


def _apart(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _off(point: Point, a: Point, b: Point) -> float:
    """How far the point lies from the line piece a–b."""
    length = _apart(a, b)
    if not length:
        return _apart(point, a) ** 0.5
    along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length
    along = min(1.0, max(0.0, along))
    return _apart(point, (a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1]))) ** 0.5


def _square_metres(ring: Iterable[Point]) -> float:
    points = list(ring)
    return abs(signed_area(points)) / 2 * _SQUEEZED * _METRES**2 if points else 0.0

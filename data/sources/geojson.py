"""Which areas does a GeoJSON file outline, in which coordinates, and of what are they?

Outlines come in degrees (WGS84) or in metres of the Rijksdriehoek (EPSG:28992); both are given back in degrees.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from data.sources import SourceError
from data.sources.rijksdriehoek import in_degrees

Point = tuple[float, float]
Ring = tuple[Point, ...]
"""A closed line, without its first point once more at the end; lengte before breedte."""

MOST_POINTS = 3_000_000
MOST_FEATURES = 50_000

NO_AREA = "Deze vorm is geen vlak. Lever een bestand met vlakken (Polygon of MultiPolygon)."
BROKEN = "De omtrek van deze vorm is niet te lezen. Haal het bestand opnieuw op bij de bron."
ELSEWHERE = "Deze vorm ligt niet in Nederland. Lever graden (WGS84) of meters (RD, EPSG:28992)."
NAMELESS = "Van deze vorm is niet te zien welk gebied het is. Zet een buurtcode, of een kolom gebied, bij de vorm."


@dataclass(frozen=True)
class Shape:
    """One outline: of a CBS buurt, of a wijk, or of an area by its own name; the other two are null."""

    record: int
    buurt: str | None
    wijk: str | None
    gebied: str | None
    rings: tuple[Ring, ...]


@dataclass
class Shapes:
    """The outlines of a file; `rejected` has the number of the feature, a short reason and a sentence."""

    found: list[Shape] = field(default_factory=list)
    rejected: list[tuple[int, str, str]] = field(default_factory=list)


class _BadShape(ValueError):
    """A shape that cannot be used; the text is the sentence."""


def rings_in(text: str) -> tuple[Ring, ...] | None:
    """The rings of an outline as it is stored; None when the text is no outline."""
    try:
        rings = orjson.loads(text)
        found = tuple(tuple((float(x), float(y)) for x, y in ring) for ring in rings)
    except (TypeError, ValueError):
        return None
    inside = all(3 <= x <= 7.6 and 50.5 <= y <= 53.8 for ring in found for x, y in ring)
    return found if found and inside and all(len(ring) > 3 for ring in found) else None


def read_shapes(document: dict[str, Any]) -> Shapes:
    """Every outline in the document; SourceError when it holds none, or too many."""
    features = document.get("features") if document.get("type") == "FeatureCollection" else [document]
    if not isinstance(features, list) or not features:
        raise SourceError("Dit GeoJSON-bestand heeft geen vormen. Controleer de keuze en haal het opnieuw op.")
    if len(features) > MOST_FEATURES:
        raise SourceError("Dit GeoJSON-bestand heeft te veel vormen. Kies bij het ophalen alleen de eigen gemeente.")
    in_metres = _says_metres(document)
    shapes, points = Shapes(), 0
    for record, feature in enumerate(features, start=1):
        try:
            shape = _shape(record, feature, in_metres)
        except _BadShape as error:
            shapes.rejected.append((record, "geen vorm", str(error)))
            continue
        points += sum(map(len, shape.rings)) if shape else 0
        if points > MOST_POINTS:
            raise SourceError("Dit GeoJSON-bestand heeft te veel punten. Kies alleen de eigen gemeente.")
        if shape:
            shapes.found.append(shape)
    return shapes


def _says_metres(document: dict[str, Any]) -> bool | None:
    """What the file says of its coordinates; None when it says nothing, and the numbers must tell."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if re.search(r"(?<!\d)28992(?!\d)", name):
        return True
    return False if re.search(r"CRS84|(?<!\d)(4326|4258)(?!\d)", name) else None


def _shape(record: int, feature: object, in_metres: bool | None) -> Shape | None:
    """The outline of one feature; None for water, which CBS draws as areas too."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _BadShape(NO_AREA)
    properties = feature.get("properties")
    named = {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
    if str(named.get("water", "")).upper() == "JA":
        return None
    rings = tuple(_rings(feature.get("geometry"), in_metres))
    texts = {key: value.strip() for key, value in named.items() if isinstance(value, str) and value.strip()}
    gebied = texts.get("gebied") or texts.get("buurtteamgebied")
    buurt, wijk = (None if gebied else _code(texts, form) for form in (r"BU[0-9A-Z]{8}", r"WK\d{6}"))
    if not (gebied or buurt or wijk):
        gebied = next((texts[key] for key in ("gebiedsnaam", "naam", "name", "statnaam") if key in texts), None)
    if not (gebied or buurt or wijk):
        raise _BadShape(NAMELESS)
    return Shape(record, buurt, None if buurt else wijk, gebied, rings)


def _code(texts: dict[str, str], form: str) -> str | None:
    return next((text.upper() for text in texts.values() if re.fullmatch(form, text.upper())), None)


def _rings(geometry: object, in_metres: bool | None) -> Iterator[Ring]:
    """Outer rings against the clock, holes with it."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(geometry, dict):
        raise _BadShape(NO_AREA)
    coordinates = geometry.get("coordinates")
    for polygon in [coordinates] if kind == "Polygon" else _list(coordinates):
        for place, ring in enumerate(_list(polygon)):
            points = [_point(point, in_metres) for point in _list(ring)]
            points = points[:-1] if points[0] == points[-1] else points
            if len(points) < 3:
                raise _BadShape(BROKEN)
            yield tuple(points if (signed_area(points) > 0) == (place == 0) else reversed(points))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _BadShape(BROKEN)
    return value


def _point(value: object, in_metres: bool | None) -> Point:
    if not isinstance(value, list) or len(value) < 2:
        raise _BadShape(BROKEN)
    x, y = value[:2]
    if not all(isinstance(each, int | float) and not isinstance(each, bool) and math.isfinite(each) for each in (x, y)):
        raise _BadShape(BROKEN)
    if in_metres is not False and -10_000 <= x <= 300_000 and 289_000 <= y <= 640_000:
        x, y = in_degrees(x, y)
    if not (3 <= x <= 7.6 and 50.5 <= y <= 53.8):
        raise _BadShape(ELSEWHERE)
    return round(x, 7), round(y, 7)


def signed_area(points: list[Point] | Ring) -> float:
    """Twice the area within the ring, in square degrees; positive when it runs against the clock."""
    nexts = [*points[1:], points[0]]
    return math.fsum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, nexts, strict=True))

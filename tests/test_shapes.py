"""Do GeoJSON files of areas become light outlines of our own areas, and is everything else refused with a sentence?"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.example.outlines import gebiedsvormen
from data.facts import shapes_of
from data.frames import read_frame
from data.importing import import_paths
from data.importing.outcome import FileOutcome
from data.importing.outlines import MOST_POINTS, merge, outline
from data.sources.geojson import read_shapes, signed_area
from data.sources.rijksdriehoek import in_degrees
from data.store import Store

AREAS = "gebied;naam\nB;Boven\nO;Onder\n"
BUURTEN = "buurt;gebied\nBU99990101;B\nBU99990102;B\nBU99990201;O\n"


@pytest.mark.parametrize(
    ("x", "y", "east", "north"),
    [
        (155_000, 463_000, 5.38720621, 52.15517440),
        (120_700.723, 487_525.501, 4.88352559, 52.37453253),
        (233_883.131, 582_065.167, 6.56820053, 53.21938317),
    ],
    ids=["Amersfoort", "Westertoren", "Martinitoren"],
)
def test_published_points_of_the_dutch_grid_are_found_within_a_metre(
    x: float, y: float, east: float, north: float
) -> None:
    found = in_degrees(x, y)
    off = math.hypot((found[0] - east) * 111_195 * math.cos(math.radians(north)), (found[1] - north) * 111_195)
    assert off < 1.0


def square(x: float, y: float, side: float = 1_000) -> list[list[float]]:
    """A closed ring against the clock, in metres of the Dutch grid."""
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(coordinates: Any, kind: str = "Polygon", **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def document(*features: Any, crs: str | None = "urn:ogc:def:crs:EPSG::28992") -> str:
    found: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        found["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(found)


TWO_BUURTEN = (
    feature([square(136_000, 455_000)], buurtcode="BU99990101"),
    feature([square(137_000, 455_000)], buurtcode="BU99990102"),
    feature([square(136_000, 453_000)], buurtcode="BU99990201"),
)


def read(store: Store, folder: Path, text: str, name: str = "gebieden.geojson") -> FileOutcome:
    (folder / "g.csv").write_text(AREAS)
    (folder / "b.csv").write_text(BUURTEN)
    (folder / name).write_text(text)
    summary = import_paths(store, [folder / "g.csv", folder / "b.csv", folder / name])
    return next(each for each in summary.files if each.bestand == name)


def shapes(store: Store) -> dict[str, Any]:
    return dict(shapes_of(read_frame(store, "gebiedsvormen")))


def test_two_buurten_of_one_area_become_one_outline_without_the_border_between(store: Store, tmp_path: Path) -> None:
    outcome = read(store, tmp_path, document(*TWO_BUURTEN))
    assert (outcome.stored, outcome.rejected, outcome.refused) == (2, 0, None)
    found = shapes(store)
    assert set(found) == {"B", "O"}
    assert [len(ring) for ring in found["B"]] == [5]
    assert {(round(x, 3), round(y, 3)) for x, y in found["B"][0]} == {
        (round(x, 3), round(y, 3)) for x, y in (in_degrees(*corner) for corner in
        ((136_000, 455_000), (138_000, 455_000), (138_000, 456_000), (136_000, 456_000)))
    }  # fmt: skip


def test_degrees_and_metres_give_the_same_outline(store: Store, tmp_path: Path) -> None:
    in_wgs = [
        feature([[list(in_degrees(*point)) for point in each["geometry"]["coordinates"][0]]], **each["properties"])
        for each in TWO_BUURTEN
    ]
    read(store, tmp_path, document(*TWO_BUURTEN, crs=None))
    metres = shapes(store)
    outcome = read(store, tmp_path, document(*in_wgs, crs=None), "graden.json")
    assert (outcome.unchanged + outcome.changed, shapes(store)) == (2, metres)


def test_an_area_may_be_known_by_its_name_or_by_a_wijk_that_is_all_of_it(store: Store, tmp_path: Path) -> None:
    named = feature([square(136_000, 455_000)], naam="boven")
    wijk = feature([square(136_000, 453_000)], wijkcode="WK999902", naam="Wijk 02")
    assert read(store, tmp_path, document(named, wijk)).stored == 2
    assert set(shapes(store)) == {"B", "O"}


def test_islands_and_holes_stay(store: Store, tmp_path: Path) -> None:
    hole = square(136_300, 455_300, 300)
    many = [[square(136_000, 455_000), hole], [square(139_000, 455_000, 500)]]
    assert read(store, tmp_path, document(feature(many, "MultiPolygon", gebied="B"))).stored == 1
    rings = shapes(store)["B"]
    assert [signed_area(ring[:-1]) > 0 for ring in rings] == [True, True, False]


def test_a_shape_that_cannot_be_used_is_rejected_by_its_number_and_the_rest_is_read(
    store: Store, tmp_path: Path
) -> None:
    bad = [
        feature([136_000, 455_000], "Point", gebied="B"),
        {"type": "Feature", "properties": {"gebied": "B"}, "geometry": None},
        feature([[[1, 2], [3, 4]]], gebied="B"),
        feature([square(10, 10)], gebied="B"),
        feature([square(136_000, 455_000)], kleur="rood"),
        feature([[["a", 1], [1, 2], [2, 3]]], gebied="B"),
        feature([square(136_000, 455_000)], gebied="Nergens"),
        "tekst",
    ]
    outcome = read(store, tmp_path, document(*bad, feature([square(136_000, 455_000)], gebied="O")))
    assert sorted(outcome.rejections["record"]) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(outcome.rejections["zin"].str.ends_with("."))
    assert (outcome.stored, set(shapes(store))) == (1, {"O"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"type": "FeatureCollection", "features": [', "beschadigd"),
        ('{"type": "FeatureCollection", "features": []}', "geen vormen"),
        ('{"type": "FeatureCollection", "features": 3}', "geen vormen"),
        ('{"type": "FeatureCollection", "features": [' + ",".join(["1"] * 50_001) + "]}", "te veel vormen"),
        ('{"type": "Topology", "a": ' + "[" * 5_000 + "]" * 5_000 + "}", "beschadigd"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(
    store: Store, tmp_path: Path, text: str, said: str
) -> None:
    assert said in str(read(store, tmp_path, text).refused)
    assert read_frame(store, "gebiedsvormen").is_empty()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.sources.json_file.LARGEST", 1_000)
    assert "te groot" in str(read(store, tmp_path, document(*TWO_BUURTEN) + " " * 1_000).refused)
    monkeypatch.setattr("data.sources.geojson.MOST_POINTS", 5)
    monkeypatch.setattr("data.sources.json_file.LARGEST", 1_000_000)
    assert "te veel punten" in str(read(store, tmp_path, document(*TWO_BUURTEN)).refused)


def test_shapes_of_elsewhere_are_counted_and_a_split_wijk_asks_for_buurten(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("buurt;gebied\nBU99990103;O\n")
    (tmp_path / "g.csv").write_text(AREAS)
    import_paths(store, [tmp_path / "g.csv", tmp_path / "x.csv"])
    far, split = (feature([square(136_000, 455_000)], **each) for each in
                  ({"buurtcode": "BU03630101"}, {"wijkcode": "WK999901"}))  # fmt: skip
    outcome = read(store, tmp_path, document(far, split))
    assert outcome.warnings == ["Vormen die bij geen eigen gebied horen en niet zijn ingelezen: 1."]
    assert outcome.rejections["reden"].to_list() == ["gesplitste wijk"]


def test_a_coast_of_many_points_becomes_light_and_keeps_its_size() -> None:
    coast = [
        (5.1 + 0.05 * math.cos(turn) * (1 + 0.02 * math.sin(40 * turn)), 52.1 + 0.03 * math.sin(turn))
        for turn in (2 * math.pi * step / 50_000 for step in range(50_000))
    ]
    (found,) = outline([tuple(coast)])
    assert 20 < len(found) <= MOST_POINTS + 1
    assert found[0] == found[-1]
    assert signed_area(found[:-1]) == pytest.approx(signed_area(coast), rel=0.01)


@settings(max_examples=25)
@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1))
def test_merging_squares_keeps_their_area_and_no_border_between_two(cells: set[tuple[int, int]]) -> None:
    rings = [
        tuple((5.0 + (x + dx) / 100, 52.0 + (y + dy) / 100) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1)))
        for x, y in sorted(cells)
    ]
    merged = merge(rings)
    assert sum(map(signed_area, merged)) == pytest.approx(2 * len(cells) / 10_000)
    edges = [edge for ring in merged for edge in zip(ring, (*ring[1:], ring[0]), strict=True)]
    outside = sum((x + dx, y + dy) not in cells for x, y in cells for dx, dy in ((0, 1), (1, 0), (0, -1), (-1, 0)))
    assert len(edges) == outside


def test_the_areas_of_the_example_share_their_borders() -> None:
    found = read_shapes(orjson.loads(gebiedsvormen()))
    assert (len(found.found), found.rejected) == (18, [])
    edges = [frozenset(edge) for shape in found.found for ring in shape.rings
             for edge in zip(ring, (*ring[1:], ring[0]), strict=True)]  # fmt: skip
    assert max(edges.count(edge) for edge in set(edges)) == 2

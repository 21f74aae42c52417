"""How do the outlines in a GeoJSON file become those of our own areas?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson
import polars as pl

from data.importing.outcome import REJECTION_SCHEMA
from data.importing.outlines import outline
from data.sources import Sheet
from data.sources.geojson import Shape, Shapes

HEADER = ["gebied", "vorm", "bron"]
_NO_BUURTEN = (
    "De tabel buurten is leeg, dus van welk gebied een vorm is, is niet bekend. Lever buurten eerst of tegelijk, en "
    "lees dit bestand dan opnieuw in."
)
_SPLIT = "Deze wijk hoort bij meer dan een gebied. Lever de vormen van de buurten in plaats van die van de wijken."


@dataclass(frozen=True)
class Outlines:
    """The shapes of one file; `made` needs the table buurten."""

    shapes: Shapes
    bron: str

    @property
    def mark(self) -> str:
        return "gebiedsvormen"

    def made(self, buurten: pl.DataFrame) -> tuple[Sheet, pl.DataFrame, list[str]]:
        """One row per area. Buurten of elsewhere are counted in a warning; a wijk that is split is refused."""
        area_of = dict(buurten.select("buurt", "gebied").iter_rows())
        rejected: list[tuple[int, str, str]] = list(self.shapes.rejected)
        parts: dict[str, list[Shape]] = {}
        elsewhere = 0
        for shape in self.shapes.found:
            area, why = _area(shape, area_of)
            if why:
                rejected.append((shape.record, "gesplitste wijk", why))
            elif area is None:
                elsewhere += 1
            else:
                parts.setdefault(area, []).append(shape)
        warnings = [f"Vormen die bij geen eigen gebied horen en niet zijn ingelezen: {elsewhere}."] if elsewhere else []
        warnings += [_NO_BUURTEN] if elsewhere and not area_of else []
        rows = [(record, "vorm", reason, sentence, None) for record, reason, sentence in rejected]
        return self._sheet(parts), pl.DataFrame(rows, schema=REJECTION_SCHEMA, orient="row"), warnings

    def _sheet(self, parts: Mapping[str, list[Shape]]) -> Sheet:
        texts = [orjson.dumps(outline(ring for shape in shapes for ring in shape.rings)).decode()
                 for shapes in parts.values()]  # fmt: skip
        cells = pl.DataFrame(
            [
                pl.Series("0", list(parts), pl.String),
                pl.Series("1", texts, pl.String),
                pl.Series("2", [self.bron] * len(parts), pl.String),
            ]
        )
        record = pl.Series("record", [min(shape.record for shape in shapes) for shapes in parts.values()], pl.Int64)
        return Sheet("", HEADER, cells, record, pl.repeat(False, len(parts), dtype=pl.Boolean, eager=True))


def _area(shape: Shape, area_of: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The area that a shape is of, as written or by its buurt; or why a wijk cannot be placed."""
    if shape.gebied:
        return shape.gebied, None
    if shape.buurt:
        return area_of.get(shape.buurt), None
    wijk = (shape.wijk or "").removeprefix("WK")
    areas = {area for buurt, area in area_of.items() if buurt[2:8] == wijk}
    others = {area for buurt, area in area_of.items() if buurt[2:8] != wijk}
    if not areas:
        return None, None
    return (areas.pop(), None) if len(areas) == 1 and not areas & others else (None, _SPLIT)

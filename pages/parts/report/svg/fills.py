"""How is an area filled: flat, hatched because it is provisional, dotted because it is hidden?"""

from __future__ import annotations

from collections.abc import Mapping
from math import pi, sqrt
from typing import Any

from pages.parts.report.svg.ink import amount, element

_CLEAR = "rgba(0,0,0,0)"


class Fills:
    """The patterns of one picture; equal ones are written once. `name` keeps pictures on one page apart."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: dict[str, str] = {}

    def paint(self, pattern: Mapping[str, Any] | None, colour: str, number: int = 0) -> str:
        """What to put in `fill`: the colour, or the pattern over it. `number` picks from a list of colours."""
        if not pattern or not pattern.get("shape"):
            return "none" if colour == _CLEAR else colour
        key = self._pattern(pattern, colour)
        return f"url(#{self.found.setdefault(key, f'{self.name}-p{len(self.found)}')})"

    def definitions(self) -> str:
        """The patterns themselves."""
        return "".join(key.replace("@", name, 1) for key, name in self.found.items())

    def _pattern(self, pattern: Mapping[str, Any], colour: str) -> str:
        size, share = float(pattern["size"]), float(pattern["solidity"])
        ground = str(pattern.get("bgcolor") or colour)
        under = "" if ground == _CLEAR else element("rect", width=size, height=size, fill=ground)
        mark = _dot(size, share, pattern) if pattern["shape"] == "." else _stroke(size, share, pattern)
        return element("pattern", under + mark, id="@", width=size, height=size, patternUnits="userSpaceOnUse")


def _dot(size: float, share: float, pattern: Mapping[str, Any]) -> str:
    return element("circle", cx=size / 2, cy=size / 2, r=sqrt(share * size * size / pi), fill=pattern["fgcolor"])


def _stroke(size: float, share: float, pattern: Mapping[str, Any]) -> str:
    """A rising stroke over the tile and the two corners that its neighbours need."""
    one, half, more = amount(size), amount(size / 4), amount(size * 1.25)
    path = (
        f"M-{half},{half} L{half},-{half} M0,{one} L{one},0 M{amount(size * 0.75)},{more} L{more},{amount(size * 0.75)}"
    )
    return element(
        "path", d=path, stroke=pattern["fgcolor"], stroke_width=max(0.7, share * size / sqrt(2)), fill="none"
    )

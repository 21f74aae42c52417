"""Which key does a word of a question mean, and how is a key called on the screen?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from metrics.dimensions import NO_AREA

NAMED = {
    "gebied": "gebied", "team": "gebied", "aanbieder": "aanbieder", "van": "aanbieder", "naar": "aanbieder",
    "zorgvorm": "zorgvorm",
}  # fmt: skip
"""Dimensions with a name beside their key, and the kind of thing the key stands for."""


@dataclass(frozen=True)
class Names:
    """Per kind of thing: the keys that a word (in lower case) may mean. A key goes before a name, before an alias."""

    keys: Mapping[str, Mapping[str, frozenset[str]]]

    @classmethod
    def of(cls, tables: Mapping[str, pl.DataFrame]) -> Names:
        """The words of the reference tables."""
        gebieden, zorgvormen, aanbieders = tables["gebieden"], tables["zorgvormen"], tables["aanbieders"]
        codes = _words(gebieden["gebied"], gebieden["gebied"])
        areas = {**_words(gebieden["naam"], gebieden["gebied"]), **codes}
        aliases = tables["aliassen"]
        meant = [next(iter(areas.get(_folded(text), {text}))) for text in aliases["gebied"]]
        return cls(
            {
                "gebied": {**_words(aliases["alias"], pl.Series(meant, dtype=pl.String)), **areas},
                "aanbieder": {
                    **_words(aanbieders["naam"], aanbieders["aanbieder"]),
                    **_words(aanbieders["aanbieder"], aanbieders["aanbieder"]),
                },
                "zorgvorm": {
                    **_words(zorgvormen["naam"], zorgvormen["code"]),
                    **_words(zorgvormen["code"], zorgvormen["code"]),
                },
            }
        )

    def resolve(self, dimension: str, word: str, values: frozenset[str] = frozenset()) -> frozenset[str]:
        """The keys that `word` means in `dimension`; the word itself when nothing is called so.

        `values` are the values that occur: case and outer blanks do not matter for those either.
        """
        folded = _folded(word)
        kind = NAMED.get(dimension, "")
        known = self.keys.get(kind, {}).get(folded)
        if known is not None:
            return known
        alike = frozenset(value for value in values if _folded(value) == folded)
        return alike or frozenset({word.strip()})


def with_names(frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """`frame` with a column `<dimension>_naam` right behind each dimension that has names.

    A key without a name is called by its key; a zorgvorm is looked up within its wet when that stands there too.
    """
    columns: list[pl.Expr | str] = []
    for name in frame.columns:
        columns.append(name)
        if name in NAMED:
            columns.append(_name_of(frame, name, tables).alias(f"{name}_naam"))
    return frame.select(columns)


def _name_of(frame: pl.DataFrame, dimension: str, tables: Mapping[str, pl.DataFrame]) -> pl.Expr:
    key = pl.col(dimension)
    match NAMED[dimension]:
        case "gebied":
            rows = tables["gebieden"]
            names = dict(zip(rows["gebied"], rows["naam"], strict=True)) | {NO_AREA: NO_AREA}
        case "aanbieder":
            rows = tables["aanbieders"]
            names = dict(zip(rows["aanbieder"], rows["naam"], strict=True))
        case _:
            rows = tables["zorgvormen"].sort("wet", descending=True)
            names = dict(zip(rows["code"], rows["naam"], strict=True))
            if "wet" in frame.columns:
                key = pl.concat_str("wet", pl.lit("\n"), dimension)
                names = dict(zip(rows["wet"] + "\n" + rows["code"], rows["naam"], strict=True))
    return key.replace_strict(names, default=pl.col(dimension), return_dtype=pl.String)


def _words(words: pl.Series, keys: pl.Series) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, key in zip(words, keys, strict=True):
        found.setdefault(_folded(word), set()).add(key)
    return {word: frozenset(meant) for word, meant in found.items()}


def _folded(word: str) -> str:
    return word.strip().casefold()

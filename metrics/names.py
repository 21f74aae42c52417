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


class Labels:
    """How keys are called on the screen. A key without a name is called by its key."""

    def __init__(self, tables: Mapping[str, pl.DataFrame]) -> None:
        areas, providers = tables["gebieden"], tables["aanbieders"]
        forms = tables["zorgvormen"].sort("wet")
        self.areas = dict(zip(areas["gebied"], areas["naam"], strict=True)) | {NO_AREA: NO_AREA}
        self.providers = dict(zip(providers["aanbieder"], providers["naam"], strict=True))
        named = forms.group_by("code", maintain_order=True).agg(
            pl.col("naam").unique(maintain_order=True).str.join(" / ")
        )
        self.forms = dict(named.rows())
        self.forms_of_wet = dict(zip(forms.select("wet", "code").rows(), forms["naam"], strict=True))

    def beside(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` with a column `<dimension>_naam` right behind each dimension that has names.

        A zorgvorm is looked up within its wet when that stands there too; else one code may have two names.
        """
        columns: list[pl.Series] = []
        for column in frame.iter_columns():
            columns.append(column)
            if column.name in NAMED:
                columns.append(pl.Series(f"{column.name}_naam", self._names(frame, column.name), dtype=pl.String))
        return pl.DataFrame(columns) if len(columns) > frame.width else frame

    def _names(self, frame: pl.DataFrame, dimension: str) -> list[str | None]:
        keys = frame[dimension].to_list()
        match NAMED[dimension]:
            case "gebied":
                return [self.areas.get(key, key) for key in keys]
            case "aanbieder":
                return [self.providers.get(key, key) for key in keys]
        if "wet" not in frame.columns:
            return [self.forms.get(key, key) for key in keys]
        return [self.forms_of_wet.get((wet, key), key) for wet, key in zip(frame["wet"], keys, strict=True)]


def _words(words: pl.Series, keys: pl.Series) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, key in zip(words, keys, strict=True):
        found.setdefault(_folded(word), set()).add(key)
    return {word: frozenset(meant) for word, meant in found.items()}


def _folded(word: str) -> str:
    return word.strip().casefold()

"""Which area or team does a text mean: its code, its name, or another spelling?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

WHOLE_CITY = "stad"


class AreaNames:
    """Finds the key of an area or team: by code, else name, else alias; case and outer blanks do not matter."""

    def __init__(self, gebieden: pl.DataFrame, aliassen: pl.DataFrame, more: Iterable[tuple[str, str]] = ()) -> None:
        codes = gebieden.sort("gebied")["gebied"].to_list()
        self._exact = {code: code for code in codes}
        self._names: dict[str, str] = {}
        for code in codes:
            self._names.setdefault(folded(code), code)
        for code, name in _unambiguous(gebieden):
            self._names.setdefault(folded(name), code)
        self._add_aliases([*zip(aliassen["alias"], aliassen["gebied"], strict=True), *more])

    def _add_aliases(self, aliases: list[tuple[str, str]]) -> None:
        """Aliases of aliases too, in whatever order they are given; of one alias given twice the last counts."""
        waiting = dict((folded(alias), target) for alias, target in aliases if folded(alias) not in self._names)
        while True:
            found = {alias: key for alias, target in waiting.items() if (key := self.find(target)) is not None}
            if not found:
                return
            self._names |= found
            waiting = {alias: target for alias, target in waiting.items() if alias not in found}

    def find(self, text: str) -> str | None:
        """The key that one text means, None for an unknown one."""
        return self._exact.get(text) or self._names.get(folded(text))

    def keys(self, texts: pl.Series, more: Mapping[str, str] | None = None) -> pl.Series:
        """The keys of a column, null for unknown ones; `more` are words that come first."""
        more = more or {}
        unique = texts.unique().drop_nulls()
        keys = pl.Series([more.get(folded(text)) or self.find(text) for text in unique], dtype=pl.String)
        return texts.replace_strict(unique, keys, default=None, return_dtype=pl.String)


def folded(text: str) -> str:
    """Text as it is compared: without outer blanks, and capitals as small letters."""
    return text.strip().casefold()


def _unambiguous(gebieden: pl.DataFrame) -> list[tuple[str, str]]:
    """Code and name of the areas whose name is of no other area."""
    once = gebieden.filter(pl.col("naam").str.to_lowercase().is_duplicated().not_())
    return list(zip(once["gebied"], once["naam"], strict=True))

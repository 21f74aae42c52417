"""How is a figure kept as it was shown? As text that can be read without this program, byte for byte the same later.

Only protected tables are taken: a hidden number is not in them, so it cannot be in a file made from them either.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl

from data.session.text import SessionError

_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(), "whole": pl.Int64(), "number": pl.Float64(), "yes_no": pl.Boolean(), "date": pl.Date(),
}  # fmt: skip
_INTERNAL = ("personen",)


@dataclass(frozen=True)
class Definition:
    """What the indicator meant when the figure was shown."""

    name: str
    question: str
    definition: str
    teller: str
    noemer: str | None
    unit: str
    source: str
    caveats: tuple[str, ...] = ()
    extra_about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FrozenTable:
    """One protected table. `query` is its question as parameters of an address, `selection` the same in words.

    `frame` has the columns periode, dimensions, teller, noemer, waarde, voorlopig, afgeschermd, waarom_leeg and more;
    `events` datum, soort, titel, toelichting and organisatie. `offer` says what can be shown instead of what is hidden.
    """

    indicator: str
    query: dict[str, list[str]]
    selection: str
    definition: Definition
    frame: pl.DataFrame
    events: pl.DataFrame
    peildatum: date
    data_version: str
    example: bool
    offer: str | None = None


def pack(tables: Sequence[FrozenTable]) -> bytes:
    """The tables as bytes; SessionError when one of them holds what may not leave the gate."""
    for table in tables:
        _check(table)
    content = [_as_words(table) for table in tables]
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def unpack(content: bytes) -> tuple[FrozenTable, ...]:
    """The tables that `pack` kept."""
    return tuple(_from_words(words) for words in json.loads(content))


def mark(content: bytes) -> str:
    """The hash that shows that nothing changed."""
    return hashlib.sha256(content).hexdigest()


def _check(table: FrozenTable) -> None:
    frame = table.frame
    leaking = frame.filter(pl.col("afgeschermd") & (pl.col("waarde").is_not_null() | pl.col("teller").is_not_null()))
    if leaking.height or set(_INTERNAL) & set(frame.columns):
        raise SessionError("Deze figuur is niet afgeschermd en kan daarom niet in een sessie.")


def _as_words(table: FrozenTable) -> dict[str, Any]:
    return {
        "indicator": table.indicator,
        "query": table.query,
        "selection": table.selection,
        "definition": asdict(table.definition),
        "frame": _columns(table.frame),
        "events": _columns(table.events),
        "peildatum": table.peildatum.isoformat(),
        "data_version": table.data_version,
        "example": table.example,
        "offer": table.offer,
    }


def _from_words(words: dict[str, Any]) -> FrozenTable:
    told = words["definition"]
    definition = Definition(
        **{
            **told,
            "caveats": tuple(told["caveats"]),
            "extra_about": tuple((name, text) for name, text in told["extra_about"]),
        }
    )
    return FrozenTable(
        indicator=words["indicator"],
        query={name: list(values) for name, values in words["query"].items()},
        selection=words["selection"],
        definition=definition,
        frame=_frame(words["frame"]),
        events=_frame(words["events"]),
        peildatum=date.fromisoformat(words["peildatum"]),
        data_version=words["data_version"],
        example=words["example"],
        offer=words["offer"],
    )


def _columns(frame: pl.DataFrame) -> list[dict[str, Any]]:
    kept = []
    for name, dtype in frame.schema.items():
        kind = _kind(dtype)
        column = frame[name]
        values = column.dt.to_string("%Y-%m-%d").to_list() if kind == "date" else column.to_list()
        kept.append({"name": name, "kind": kind, "values": values})
    return kept


def _kind(dtype: pl.DataType) -> str:
    if dtype.is_integer():
        return "whole"
    if dtype.is_float():
        return "number"
    for kind, known in _TYPES.items():
        if dtype == known:
            return kind
    if dtype in (pl.Categorical, pl.Enum) or dtype == pl.Null:
        return "text"
    raise SessionError(f"Een kolom van deze figuur is niet te bewaren ({dtype}).")


def _frame(columns: Sequence[dict[str, Any]]) -> pl.DataFrame:
    series = []
    for column in columns:
        if column["kind"] == "date":
            days = [None if text is None else date.fromisoformat(text) for text in column["values"]]
            series.append(pl.Series(column["name"], days, dtype=pl.Date()))
        else:
            series.append(pl.Series(column["name"], column["values"], dtype=_TYPES[column["kind"]]))
    return pl.DataFrame(series)

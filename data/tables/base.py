"""What do all tables share: one registry, and per column what an importer must know?

The table class is the only place where a column is described. Importers read the
description through `column_specs`; they keep no list of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Kind(StrEnum):
    """How the text of a source cell is read."""

    TEXT = "text"
    DATE = "date"
    MONTH = "month"
    PERIOD = "period"
    WHOLE = "whole"
    EURO = "euro"
    SHARE = "share"
    NUMBER = "number"
    """May be negative."""
    YES_NO = "yes_no"
    PERSON = "person"
    AREA = "area"
    TEAM = "team"


@dataclass(frozen=True)
class ColumnSpec:
    """One column as an importer sees it; `closed` lists the only values allowed, in lower case."""

    name: str
    kind: Kind
    required: bool
    key: bool
    closed: tuple[str, ...]
    description: str


class Table(SQLModel, registry=registry()):
    """Base of every table. Its own registry survives Streamlit's reloading of modules."""


_SPEC = "cijfertafel"


def column(
    description: str,
    kind: Kind = Kind.TEXT,
    *,
    required: bool = False,
    key: bool = False,
    closed: tuple[str, ...] = (),
    **field: Any,
) -> Any:
    """A column that importers read. A key column that may be empty holds '' in the store, never null."""
    if key:
        field.setdefault("primary_key", True)
    if not required:
        field.setdefault("default", "" if key else None)
    spec = {"kind": kind, "required": required, "key": key, "closed": closed}
    return Field(description=description, schema_extra={"json_schema_extra": {_SPEC: spec}}, **field)


def column_specs(table: type[Table]) -> dict[str, ColumnSpec]:
    """The columns of `table` that a source file may hold, in order of definition."""
    specs = {}
    for name, field in table.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and _SPEC in extra:
            specs[name] = ColumnSpec(name=name, description=field.description or "", **extra[_SPEC])  # type: ignore[arg-type]
    return specs


class Imported(Table):
    """A row that came in by an import and knows which imports first brought and last changed it."""

    eerste_import: int = Field(default=0, index=False, description="Nummer van de import die de rij bracht.")
    laatste_import: int = Field(default=0, index=False, description="Nummer van de import die de rij laatst wijzigde.")
